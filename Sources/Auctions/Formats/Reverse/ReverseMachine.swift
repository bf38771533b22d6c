// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

/// A reverse auction behind the log that all formats share.
///
/// Act: `exit`, naming the lots at which a station of the bidder can stay; who doesn't exit accepts the price on offer. Events:
/// `price` with what is offered next, `won` with what a bought station gets, `exit` where one stays.
public struct ReverseMachine: RoundMachine {
  /// The lots, their conflicts, and the holders.
  public let auction: Auction
  /// The auction behind the log.
  public private(set) var reverse: ReverseAuction
  /// What was done so far.
  public private(set) var log = AuctionLog(format: AuctionFormat.Kind.reverse.rawValue)

  /// Opens the auction with the stations that bids state.
  ///
  /// - Parameters:
  ///   - auction: its bids say which stations there are, and are otherwise not looked at.
  ///   - seed: of the order in which stations are processed.
  ///   - solver: decides whether stations fit.
  /// - Throws: `RepackingFault` for bids that aren't stations.
  public init(auction: Auction, rules: ReverseRules, seed: Int, solver: any Solver) throws(RepackingFault) {
    self.auction = auction
    let stations = try Station.stations(of: auction, rules: rules).stations
    reverse = ReverseAuction(auction: auction, stations: stations, rules: rules, seed: seed, solver: solver)
  }

  /// One phase.
  public var phase: String { "" }
  /// Whether no price may fall any more.
  public var isClosed: Bool { reverse.isOver }

  /// Carries out a round.
  ///
  /// - Throws: `RepackingFault.undecided`, and what the solver throws.
  @discardableResult
  public mutating func submit(_ acts: [AuctionLog.Act]) throws -> AuctionLog.Round {
    var round = AuctionLog.Round(number: nextRound, acts: acts)
    var next = reverse
    var leaving: [Int] = []
    for (place, act) in acts.enumerated() {
      let station = station(of: act, leaving)
      let reason = fault(of: act, station, leaving)
      if let station, reason == nil { leaving.append(station) }
      round.events.append(
        AuctionLog.Event(reason == nil ? .accepted : .rejected, act: place, bidder: act.bidder, reason: reason))
    }
    for event in try next.submit(leaving.map { .exit(station: $0) }) {
      switch event {
      case .stays(let station), .noPlace(let station):
        round.events.append(entry(.exit, station, nil))
      case .bought(let station, let price): round.events.append(entry(.won, station, price))
      case .accepted(let station, _): round.events.append(entry(.price, station, next.prices[station]))
      case .over: round.events.append(AuctionLog.Event(.closed))
      case .rejected: break
      }
    }
    reverse = next
    log.rounds.append(round)
    return round
  }

  private func entry(_ kind: AuctionLog.Event.Kind, _ station: Int, _ amount: Int?) -> AuctionLog.Event {
    let station = reverse.stations[station]
    return AuctionLog.Event(
      kind, bidder: station.holder, package: station.positions.map { LotQuantity(lot: $0) }, amount: amount)
  }

  /// The station that an act is about: the first active one of the bidder at exactly these lots that no act before names.
  private func station(of act: AuctionLog.Act, _ leaving: [Int]) -> Int? {
    let lots = act.package.map(\.lot)
    let matching = reverse.stations.indices.filter {
      reverse.stations[$0].holder == act.bidder && reverse.stations[$0].positions == lots
    }
    return matching.first { reverse.status[$0] == .active && !leaving.contains($0) } ?? matching.first
  }

  private func fault(of act: AuctionLog.Act, _ station: Int?, _ leaving: [Int]) -> AuctionLog.Reason? {
    if isClosed { return .closed }
    guard auction.bidders.indices.contains(act.bidder) else { return .unknownBidder }
    guard act.kind == .exit else { return .wrongAct }
    guard let station else { return .unknownLot }
    if leaving.contains(station) { return .twice }
    return reverse.status[station] == .active ? nil : .notInAuction
  }
}
