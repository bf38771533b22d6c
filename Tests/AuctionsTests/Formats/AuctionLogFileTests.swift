// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Testing

@testable import Auctions

@Suite struct AuctionLogFileTests {
  private let auction = Auction(
    currency: Currency(code: "BRL", decimals: 2), lots: [Lot(name: "61W", reserve: 1000), Lot(name: "75W")],
    bidders: [Bidder(name: "North", eligibilityPoints: 1), Bidder(name: "South")], bids: [], exclusions: [])

  private func machine() throws -> SimultaneousAscending {
    var rules = SimultaneousAscendingRules()
    rules.waivers = 0
    return try SimultaneousAscending(
      auction: auction, rules: rules, seed: 1, choice: RoundsSamples.bestByEnumeration)
  }

  /// Reads a log and carries it out.
  private func replay(_ text: String) throws -> SimultaneousAscending {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("log-\(UUID().uuidString).yaml").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    var machine = try machine()
    try AuctionLogFile.read(path, auction: auction).replay(in: &machine)
    return machine
  }

  private let head = "orbitshare: auction-log/1\nformat: simultaneous-ascending\nrounds:\n"

  @Test func actsAreCarriedOut() throws {
    let machine = try replay(
      head + """
          - round: 1
            acts:
              - { bidder: North, act: bid, lots: [61W], amount: 10.50 }
              - { bidder: North, act: bid, lots: { 75W: 1 }, amount: 5 }
              - { bidder: South, act: bid, lots: [75W], amount: 7 }
          - round: 2
        """)
    #expect(machine.isClosed)
    #expect(machine.standing.map { $0?.amount } == [1050, 700])
    // What the rules forbid is no fault of the file.
    #expect(machine.log.rounds[0].events[1].reason == .aboveEligibility)
  }

  @Test(
    arguments: [
      ("  - round: 2\n    acts: []", 4, "rounds[1].round", "2 is not the number of this round"),
      ("  - { round: 1, acts: [ { bidder: Nort, act: bid } ] }", 4, "rounds[1].acts[1].bidder", "`Nort` is no bidder"),
      ("  - { round: 1, acts: [ { bidder: North, act: bidd } ] }", 4, "rounds[1].acts[1].act", "`bidd` is unknown"),
      (
        "  - round: 1\n    acts:\n      - { bidder: North, act: bid, lots: [62W], amount: 1 }", 6, "lots",
        "`62W` is no lot"
      ),
      ("  - round: 1\n    acts:\n      - { bidder: North, act: bid, lots: [61W, 61W], amount: 1 }", 6, "lots", "twice"),
      (
        "  - round: 1\n    acts:\n      - { bidder: North, act: bid, lots: [61W], amount: 1.234 }", 6, "amount",
        "no amount"
      ),
      (
        "  - round: 1\n    acts:\n      - { bidder: North, act: bid, lots: [61W], amount: -4 }", 6, "amount",
        "no amount"
      ),
      ("  - round: 1\n    acts:\n      - { bidder: North, act: bid, lot: 61W, amount: 4 }", 6, "lot", "unknown key"),
      (
        "  - round: 1\n    acts:\n      - { bidder: North, act: bid, lots: [61W] }", 6, "acts[1]",
        "lacks lots or amount"
      ),
      (
        "  - round: 1\n    acts:\n      - { bidder: North, act: demand, lots: [61W] }", 6, "acts[1]",
        "no act of this phase"
      ),
      (
        "  - round: 1\n    acts:\n      - { bidder: South, act: withdraw, lots: [61W] }", 6, "acts[1]", "does not stand"
      ),
      (
        "  - round: 1\n    acts:\n      - { bidder: South, act: withdraw, lots: [61W] }\n"
          + "      - { bidder: South, act: withdraw, lots: [61W] }", 7, "acts[2].act", "withdrawn twice"
      ),
      (
        "  - round: 1\n    acts:\n      - { bidder: South, act: bid, lots: [61W], amount: 10 }\n"
          + "      - { bidder: South, act: bid, lots: [61W], amount: 20 }", 7, "acts[2]", "repeats"
      ),
      (
        "  - round: 1\n  - round: 2\n    acts:\n      - { bidder: South, act: bid, lots: [61W], amount: 10 }", 7,
        "acts[1]",
        "after the auction has closed"
      ),
      ("  - round: 1\n  - round: 2", 5, "rounds[2]", "closed before this round"),
      ("  - round: 1\n    phase: clock", 4, "rounds[1]", "phase: clock"),
      (
        "  - round: 1\n    acts:\n      - { bidder: South, act: bid, lots: [61W], amount: 10 }\n    events:\n"
          + "      - { event: rejected, act: 1, bidder: South, lots: [61W], amount: 10, reason: above-budget }", 8,
        "rounds[1].events[1]", "says `rejected South 61W 10 (above-budget)`, and the acts give `accepted South 61W 10`"
      ),
      (
        "  - round: 1\n    acts:\n      - { bidder: South, act: bid, lots: [61W], amount: 1, places: [2, 1] }", 6,
        "places", "not places"
      ),
      (
        "  - round: 1\n    acts:\n      - { bidder: South, act: bid, lots: [61W], amount: 1, point: 1.5 }", 6, "point",
        "out of range"
      ),
    ] as [(String, Int, String, String)])
  func faultsAreLocated(rounds: String, line: Int, field: String, problem: String) {
    #expect {
      _ = try replay(head + rounds + "\n")
    } throws: { error in
      guard let fault = (error as? BadInput)?.faults.first else { return false }
      return fault.line == line && fault.field?.contains(field) == true && fault.problem.contains(problem)
    }
  }

  @Test(arguments: [
    ("orbitshare: auction/1\nformat: clock\nrounds: []", "no log of an auction"),
    ("orbitshare: auction-log/1\nformat: clocks\nrounds: []", "`clocks` is unknown"),
    ("orbitshare: auction-log/1\nformat: clock", "`rounds` is missing"),
    ("orbitshare: auction-log/1\nformat: clock\nrounds: []", "is `clock`, and the auction is"),
    ("", "is empty"),
  ]) func headsAreChecked(text: String, problem: String) {
    #expect {
      _ = try replay(text)
    } throws: { error in
      (error as? BadInput)?.faults.contains { $0.problem.contains(problem) } == true
    }
  }

  @Test func jsonHasSortedKeysAndIsTheSameEachTime() throws {
    var machine = try machine()
    try machine.submit([RoundsSamples.bid(0, 0, 1050)])
    let text = try machine.log.json(of: auction)
    #expect(text == (try machine.log.json(of: auction)))
    #expect(
      text.contains(
        "\"amount\" : 10.5,\n          \"bidder\" : \"North\",\n          \"lots\" : {\n            \"61W\" : 1"))
  }
}
