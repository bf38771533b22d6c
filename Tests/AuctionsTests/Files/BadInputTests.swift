// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import Testing

@testable import Auctions

/// What may be wrong with an auction, kind by kind: a located fault of the file, or the rule's own consequence.
@Suite struct BadInputTests {
  /// Malformed files of each kind that there must be, by the beginning of their names.
  @Test(
    "every kind of fault has a file",
    arguments: [
      "amount-negative", "amount-absurd", "amounts-overflow-together", "budget-negative", "lot-reserve-negative",
      "lot-unknown", "lot-twice-in-a-bid", "lots-empty", "bidders-empty", "lots-missing", "bidders-missing",
      "cats-empty",
      "cats-bids-disagree", "cats-dummy-missing", "cats-good-out-of-range", "cats-price-negative", "cats-price-absurd",
      "cats-number-gap", "cats-order-wrong", "cats-number-twice", "cats-mark-missing", "cats-header-number",
    ]) func everyKindHasAFile(name: String)
  {
    #expect(MalformedAuctionTests.cases.contains { $0.hasPrefix(name + ".") })
  }

  private static func held(_ text: String) throws -> AuctionResult {
    try Places.withFile(text, name: "auction.yaml") { path in
      try AuctionRun(
        document: try AuctionDocument.read(path: path), determination: WinnerDetermination(solver: GLPKSolver())
      ).result()
    }
  }

  /// Bids above eligibility, above the budget and below the floor are rejected each with its reason, and the auction goes on.
  @Test(arguments: ["sealed", "combinatorial-clock"]) func bidsThatBreakARuleAreRejected(format: String) throws {
    guard format == "sealed" else {
      let result = try Self.held(
        """
        orbitshare: auction/1
        format: { kind: combinatorial-clock }
        lots: [{ name: A, reserve: 4 }, { name: B, reserve: 4 }]
        bidders:
          - { name: small, eligibility: 1, values: [{ lots: [A, B], amount: 50 }] }
          - { name: poor, budget: 3, values: [{ lots: [A], amount: 50 }] }
          - { name: right, values: [{ lots: [B], amount: 10 }] }

        """)
      #expect(result.winners.map(\.bidder) == [2])
      return
    }
    let result = try Self.held(
      """
      orbitshare: auction/1
      reserves: floors
      lots: [{ name: A, reserve: 4 }, { name: B, reserve: 4 }]
      bidders:
        - { name: small, eligibility: 1, bids: [{ id: s, lots: [A, B], amount: 50 }] }
        - { name: poor, budget: 3, bids: [{ id: p, lots: [A], amount: 50 }] }
        - { name: low, bids: [{ id: l, lots: [A], amount: 3.99 }] }
        - { name: right, bids: [{ id: r, lots: [B], amount: 10 }] }

      """)
    #expect(result.rejected.map(\.reason) == [.aboveEligibility, .aboveBudget, .belowReserve])
    #expect(result.winners.map(\.bidder) == [3])
  }

  /// Where everything is below the reserve nothing is sold, in any format, and every lot says why.
  @Test(arguments: [
    ("format: sealed\nreserves: floors", "bids"), ("format: sealed\nreserves: seller-bids", "bids"),
    ("format: sealed-single-lot", "bids"), ("format: { kind: ascending-single-lot }", "values"),
    ("format: { kind: simultaneous-ascending }", "values"), ("format: { kind: clock }", "values"),
    ("format: { kind: combinatorial-clock }", "values"), ("format: { kind: right-to-choose }", "values"),
    ("format: { kind: posted-fee }", "values"),
  ]) func allBelowTheReserve(head: String, key: String) throws {
    let result = try Self.held(
      """
      orbitshare: auction/1
      \(head)
      lots: [{ name: A, reserve: 10 }, { name: B, reserve: 20, bring-into-use: 2030-01-01 }]
      bidders:
        - { name: one, \(key): [{ id: a, lots: [A], amount: 9.99 }] }
        - { name: two, \(key): [{ id: b, lots: [B], amount: 1 }] }

      """)
    #expect(result.winners.isEmpty)
    #expect(result.revenue == 0)
    #expect(result.unsold.map(\.lot) == [0, 1])
    // Where rounds decide, who values a lot below its reserve offers nothing.
    #expect(result.unsold.allSatisfy { [.belowReserve, .noOffer].contains($0.reason) })
    #expect(result.unsold[1].consequence(for: result.bids.lots).contains("2030-01-01"))
  }
}
