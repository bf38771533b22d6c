// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Auctions
import Foundation
import GLPKSolver
import Reporting
import Scenarios

/// `orbitshare auction`: from bids to winners and what they pay.
struct AuctionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "auction",
    abstract: "Hold an auction: who wins what, what is paid, and whether anybody could object.",
    discussion: """
      The file is an auction of ours (orbitshare: auction/1) or one of the Combinatorial Auction Test Suite (.txt). \
      Rules of payment: \(PaymentRule.allCases.map(\.rawValue).joined(separator: ", ")).
      """)

  @Argument(help: "The auction file.")
  var file: String

  @Option(help: "What winners pay; replaces the file's rule.")
  var payments: String?

  @Option(
    help: """
      Instead of the outcome: what this bidder would gain by other bids than what the file states, all others bidding as \
      they do; several together where it is repeated.
      """)
  var bestResponse: [String] = []

  @Option(help: "A directory to write: results, bids, outcome and what proves it; it must not exist, or be empty.")
  var out: String?

  @OptionGroup
  var work: WorkOptions

  @OptionGroup
  var answer: AnswerOption

  func validate() throws {
    if let payments, PaymentRule(rawValue: payments) == nil {
      let known = PaymentRule.allCases.map(\.rawValue)
      let near = nearest(to: payments, among: known).map { "did you mean \($0)? " } ?? ""
      throw ValidationError("--payments: \(near)write one of: \(known.joined(separator: ", "))")
    }
    if !bestResponse.isEmpty, out != nil {
      throw ValidationError("--best-response: writes no directory; leave --out out, or read the answer with --json -")
    }
  }

  func run() throws {
    try ExitStatus.reporting {
      let clock = ContinuousClock()
      let start = clock.now
      let directory = try out.map { try ResultDirectory.prepare(out: $0) }
      var document = try AuctionDocument.read(path: file)
      let copies = try directory == nil ? [] : AuctionFiles.copies(of: document)
      if let rule = payments.flatMap(PaymentRule.init(rawValue:)) { document.payments = rule }
      let progress = AuctionProgress()
      let determination = WinnerDetermination(
        solver: GLPKSolver(), threads: work.threadCount,
        nodeLimit: work.nodeLimit ?? WinnerDetermination.defaultNodeLimit)
      if !bestResponse.isEmpty {
        let found = try BestResponseAnswer(
          document: document, members: document.bidders(named: bestResponse), determination: determination)
        if self.answer.isJSON {
          try Console.answer(bytes: try JSONText.bytes(found))
        } else {
          try Console.answer(found.text)
        }
        return
      }
      let result: AuctionResult
      do {
        defer { progress.finish() }
        result = try AuctionRun(document: document, determination: determination) { progress.begin($0) }.result()
      }
      let answer = AuctionRecord(document: document, result: result)
      if let directory {
        let files = AuctionFiles(document: document, result: result, record: answer)
        let run = AuctionRunRecord(threads: work.threadCount, elapsed: clock.now - start)
        let written =
          try files.all() + AuctionReport(record: answer, program: ("OrbitShare", OrbitShare.version)).files() + copies
          + [
            ResultFile(path: RunRecord.fileName, bytes: try JSONText.bytes(run))
          ]
        try directory.write(written)
      }
      if self.answer.isJSON {
        try Console.answer(bytes: try JSONText.bytes(answer))
      } else {
        try Console.answer(AuctionSummary(document: document, result: result, out: out).text(Console.outputColumns))
      }
    }
  }
}

/// What an auction is at, on standard error; quiet where that isn't a terminal.
private final class AuctionProgress: Sendable {
  private let isShown = Console.errorIsTerminal
  private let start = ContinuousClock.now

  func begin(_ step: AuctionRun.Step) {
    guard isShown else { return }
    Console.progress("\(step.rawValue), \((ContinuousClock.now - start).components.seconds) s")
  }

  func finish() {
    if isShown { Console.progress("") }
  }
}
