// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

/// A log that was read from a file, with the lines on which its acts and events stand.
public struct AuctionLogFile: Hashable, Sendable {
  /// The path, as the user gave it.
  public let path: String
  /// What it says.
  public let log: AuctionLog
  /// For every round the lines of its acts.
  let actLines: [[Int?]]
  /// For every round the lines of its events.
  let eventLines: [[Int?]]
  /// The line of every round.
  let roundLines: [Int?]
  /// The line of the list of rounds.
  let roundsLine: Int?

  /// Carries the acts out, and holds what comes of them against the events of the file.
  ///
  /// - Parameter machine: The auction at its beginning; afterwards it stands where the log ends.
  /// - Throws: `BadInput` with every act that can't be done at all, such as a withdrawal where the bidder doesn't stand, or else with
  ///   the first event that differs, or else where the auction is still open at the end; what `submit` throws. Acts that the
  ///   rules reject are no faults.
  public func replay(in machine: inout some RoundMachine) throws {
    var faults: [Fault] = []
    if log.format != machine.log.format {
      throw BadInput([
        Fault(
          file: path, field: "format", problem: "is `\(log.format)`, and the auction is `\(machine.log.format)`",
          remedy: "name the log of this auction, or mend one of the two")
      ])
    }
    var difference: (index: Int, difference: AuctionLog.Difference)?
    for (index, round) in log.rounds.enumerated() {
      if !round.phase.isEmpty, round.phase != machine.phase, !machine.isClosed {
        faults.append(
          fault(index, nil, "`phase: \(round.phase)`, and the auction is in its phase `\(machine.phase)`", .wrongRound))
      }
      if machine.isClosed, round.acts.isEmpty {
        faults.append(fault(index, nil, "the auction has closed before this round", .closed))
      }
      let played = try machine.submit(round.acts)
      for event in played.events {
        guard let act = event.act, let reason = event.reason, reason.isFault else { continue }
        faults.append(fault(index, act, "the act \(reason.text)", reason))
      }
      if difference == nil, let found = played.difference(from: round) { difference = (index, found) }
    }
    if !faults.isEmpty { throw BadInput(faults) }
    if let difference { throw BadInput([fault(difference.index, difference.difference, machine.auction)]) }
    guard !machine.isClosed else { return }
    let phase = machine.phase.isEmpty ? "" : " of its phase `\(machine.phase)`"
    throw BadInput([
      Fault(
        file: path, line: roundLines.last ?? roundsLine, field: "rounds",
        problem: "end with round \(log.rounds.count), before the auction has closed",
        remedy: "add round \(machine.nextRound)\(phase) and those that follow until the close")
    ])
  }

  private func fault(_ round: Int, _ act: Int?, _ problem: String, _ reason: AuctionLog.Reason) -> Fault {
    Fault(
      file: path, line: act.map { actLines[round][$0] } ?? roundLines[round],
      field: act.map { "rounds[\(round + 1)].acts[\($0 + 1)]" } ?? "rounds[\(round + 1)]", problem: problem,
      remedy: reason.remedy)
  }

  private func fault(_ round: Int, _ difference: AuctionLog.Difference, _ auction: Auction) -> Fault {
    let event = difference.event ?? 0
    let lines = eventLines[round]
    func text(_ event: AuctionLog.Event?) -> String {
      guard let event else { return "nothing more" }
      var words = [event.kind.rawValue]
      if let bidder = event.bidder, auction.bidders.indices.contains(bidder) {
        words.append(auction.bidders[bidder].name)
      }
      words += event.package.filter { auction.lots.indices.contains($0.lot) }
        .map { "\(auction.lots[$0.lot].name)\($0.units == 1 ? "" : " × \($0.units)")" }
      if let amount = event.amount { words.append(auction.currency.text(amount)) }
      if let points = event.points { words.append("\(points)") }
      if let reason = event.reason { words.append("(\(reason.rawValue))") }
      return words.joined(separator: " ")
    }
    return Fault(
      file: path, line: event < lines.count ? lines[event] : roundLines[round],
      field: "rounds[\(round + 1)].events[\(event + 1)]",
      problem: "says `\(text(difference.recorded))`, and the acts give `\(text(difference.replayed))`",
      remedy: "restore the act or the rule that was changed, or leave `events` out")
  }
}
