// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import GLPKSolver
import Testing

@testable import Auctions

/// Every format from its file to one form of result.
@Suite struct AuctionRunTests {
  private static func run(_ text: String) throws -> AuctionResult {
    try Places.withFile(text) { path in
      let document = try AuctionDocument.read(path: path)
      return try AuctionRun(document: document, determination: WinnerDetermination(solver: GLPKSolver())).result()
    }
  }

  private static func run(known name: String, _ payments: PaymentRule) throws -> AuctionResult {
    var document = try AuctionDocument.read(path: Places.root + "/Instances/auctions/known/" + name)
    document.payments = payments
    return try AuctionRun(document: document, determination: WinnerDetermination(solver: GLPKSolver())).result()
  }

  /// Published answers: bidders, payments, and whether the winners are unique. Sources stand in the files.
  @Test(arguments: [
    ("day-raghavan-2007.txt", PaymentRule.vcg, ["0", "1", "2"], ["10", "10", "10"], true),
    ("day-raghavan-2007.txt", .coreVCGNearest, ["0", "1", "2"], ["16", "12", "10"], true),
    ("day-raghavan-2007.txt", .coreLeximin, ["0", "1", "2"], ["16", "12", "10"], true),
    ("five-bids-for-two.txt", .vcg, ["0", "1"], ["14", "12"], true),
    ("five-bids-for-two.txt", .coreVCGNearest, ["0", "1"], ["17", "15"], true),
    ("five-bids-for-two.txt", .coreZeroNearest, ["0", "1"], ["16", "16"], true),
    ("local-local-global.txt", .firstPrice, ["0", "1"], ["8", "6"], true),
    ("local-local-global.txt", .vcg, ["0", "1"], ["4", "2"], true),
    ("local-local-global.txt", .coreVCGNearest, ["0", "1"], ["6", "4"], true),
    ("local-local-global.txt", .coreZeroNearest, ["0", "1"], ["5", "5"], true),
    ("local-local-global.txt", .coreBidNearest, ["0", "1"], ["6", "4"], true),
    ("lovely-but-lonely.txt", .vcg, ["1", "3"], ["0", "0"], false),
    ("lovely-but-lonely.txt", .coreVCGNearest, ["1", "3"], ["1", "1"], false),
    ("one-xor-bidder.txt", .vcg, ["0", "1"], ["10", "50"], true),
    ("one-xor-bidder.txt", .coreVCGNearest, ["0", "1"], ["30", "70"], true),
    ("one-xor-bidder.txt", .coreZeroNearest, ["0", "1"], ["50", "50"], true),
    ("ten-bids-for-five.txt", .vcg, ["1", "3", "5", "6"], ["798.446", "907.544", "1656.076", "754.196"], true),
    (
      "ten-bids-for-five.txt", .coreVCGNearest, ["1", "3", "5", "6"], ["798.446", "997.064", "1656.076", "754.196"],
      true
    ),
    ("seller-bids.yaml", .vcg, ["one", "two"], ["12", "15"], true),
    ("seller-bids.yaml", .coreVCGNearest, ["one", "two"], ["14.5", "17.5"], true),
    ("one-lot-unsold.yaml", .coreVCGNearest, ["one"], ["10"], true),
  ])
  func knownAnswers(
    name: String, payments: PaymentRule, bidders: [String], prices: [String], isUnique: Bool
  ) throws {
    let result = try Self.run(known: name, payments)
    let auction = result.bids
    #expect(result.status == .optimal)
    #expect(result.winners.map { auction.bidders[$0.bidder].name } == bidders)
    #expect(result.winners.map { auction.currency.text($0.payment) } == prices)
    #expect((result.uniqueness == .unique) == isUnique)
    #expect(result.welfareBound == result.welfare)
    let core = try #require(result.core)
    // What a rule of the core gives is in the core; of the VCG payments here only the single one is.
    let isCore = payments.rawValue.hasPrefix("core") || payments == .firstPrice
    if isCore { #expect(core.isInCore) }
    if payments == .vcg { #expect(!core.isInCore && core.blockedBy != nil) }
  }

  @Test func whatBreaksARuleIsRejectedWithItsReason() throws {
    let result = try Self.run(
      """
      orbitshare: auction/1
      reserves: floors
      payments: vcg
      lots: [{ name: A, reserve: 10, points: 2 }, { name: B, points: 1, bring-into-use: 2027-05-01 }]
      bidders:
        - { name: poor, budget: 3, bids: [{ id: p, lots: [A], amount: 20 }] }
        - { name: small, eligibility: 1, bids: [{ id: s, lots: [A], amount: 20 }] }
        - { name: low, bids: [{ id: l, lots: [A], amount: 9 }] }
        - { name: greedy, bids: [{ id: g, lots: {B: 2}, amount: 9 }] }
      """)
    #expect(result.winners.isEmpty)
    #expect(result.revenue == 0)
    #expect(result.rejected.map { result.bids.bids[$0.bid].identifier } == ["p", "s", "l", "g"])
    #expect(
      result.rejected.map(\.reason) == [.aboveBudget, .aboveEligibility, .belowReserve, .aboveSupply])
    #expect(result.unsold.map(\.lot) == [0, 1])
    #expect(result.unsold[0].reason == .belowReserve)
    #expect(result.unsold[1].consequence(for: result.bids.lots).contains("2027-05-01"))
  }

  @Test func allBelowTheReserveLeavesAllUnsold() throws {
    for rule in ["floors", "seller-bids"] {
      let result = try Self.run(
        """
        orbitshare: auction/1
        reserves: \(rule)
        lots: [{ name: A, reserve: 10 }, { name: B }]
        bidders: [{ name: low, bids: [{ lots: [A], amount: 9 }] }, { name: none }]
        """)
      #expect(result.winners.isEmpty)
      #expect(result.unsold.map(\.reason) == [.belowReserve, .noOffer])
    }
  }

  @Test func creditsComeOffThePriceUpToTheirCap() throws {
    let result = try Self.run(
      """
      orbitshare: auction/1
      lots: [{ name: A }, { name: B }]
      bidders:
        - { name: N, credit: 15%, bids: [{ lots: [A], amount: 10.01 }] }
        - { name: S, credit: 25%, credit-cap: 1.00, bids: [{ lots: [B], amount: 20 }] }
      """)
    // 1.5015 is rounded down to 1.50; a quarter of 20 is capped.
    #expect(result.winners.map(\.price) == [10_01, 20_00])
    #expect(result.winners.map(\.payment) == [8_51, 19_00])
    #expect(result.revenue == 27_51)
  }

  @Test func conflictsKeepLotsFromBeingSoldTogether() throws {
    let result = try Self.run(
      """
      orbitshare: auction/1
      lots: [{ name: W, longitude: 10 }, { name: M, longitude: 11 }, { name: E, longitude: 12 }]
      separation: 2
      bidders:
        - { name: a, bids: [{ lots: [W], amount: 6 }] }
        - { name: b, bids: [{ lots: [M], amount: 9 }] }
        - { name: c, bids: [{ lots: [E], amount: 5 }] }
      """)
    #expect(result.winners.map(\.bidder) == [0, 2])
    #expect(result.unsold.map(\.reason) == [.conflict])
  }

  // MARK: - Formats with rounds, chance or fees

  private static func formatted(_ format: String, lots: String = "[{ name: A }, { name: B }]") -> String {
    """
    orbitshare: auction/1
    format: \(format)
    payments: vcg
    lots: \(lots)
    bidders:
      - { name: N, values: [{ id: n1, lots: [A], amount: 28 }, { id: n2, lots: [B], amount: 2 }] }
      - { name: S, values: [{ id: s1, lots: [A], amount: 2 }, { id: s2, lots: [B], amount: 28 }] }
      - { name: W, values: [{ id: w1, lots: [A], amount: 10 }, { id: w2, lots: [B], amount: 2 }] }
    """
  }

  /// A clock by published steps: prices (0,0), (1,1), (3,3), (9,3), (27,3), at which N takes A and S takes B.
  @Test func aClock() throws {
    let result = try Self.run(
      Self.formatted("{ kind: clock, increment: 200%, least-increment: 1, activity: 0%, no-underselling: false }"))
    #expect(result.status == .closed)
    #expect(result.winners.map(\.bidder) == [0, 1])
    #expect(result.lotPrices == [27_00, 3_00])
    #expect(result.winners.map(\.payment) == [27_00, 3_00])
    #expect(result.welfare == 56_00)
    #expect(result.log?.rounds.isEmpty == false)
  }

  @Test(arguments: [
    "simultaneous-ascending", "combinatorial-clock", "ascending-single-lot",
    "{ kind: right-to-choose, most-per-group: 1 }",
  ])
  func whoeverValuesALotMostGetsIt(format: String) throws {
    let result = try Self.run(Self.formatted(format))
    #expect(result.winners.map(\.bidder) == [0, 1])
    #expect(result.winners.map { $0.package.map(\.lot) } == [[0], [1]])
    #expect(result.welfare == 56_00)
    #expect(result.unsold.isEmpty)
    #expect(result.winners.allSatisfy { $0.payment <= 28_00 })
    #expect((result.log?.rounds.count ?? 0) > 0)
  }

  /// The log of every format with rounds, carried out again from a file, gives the same result.
  @Test(arguments: [
    "simultaneous-ascending", "combinatorial-clock", "ascending-single-lot", "right-to-choose", "clock",
  ])
  func aLogReplaysToTheSameResult(format: String) throws {
    let text = Self.formatted(format)
    let first = try Self.run(text)
    let log = try #require(first.log)
    try Places.withDirectory { directory in
      let path = directory + "/a.yaml"
      try Data(try log.json(of: first.bids).utf8).write(to: URL(fileURLWithPath: directory + "/log.json"))
      try Data((text + "\nrounds: log.json\n").utf8).write(to: URL(fileURLWithPath: path))
      let document = try AuctionDocument.read(path: path)
      let again = try AuctionRun(document: document, determination: WinnerDetermination(solver: GLPKSolver())).result()
      #expect(again.winners == first.winners)
      #expect(again.revenue == first.revenue)
      #expect(again.log == first.log)
    }
  }

  @Test func aPostedFee() throws {
    let result = try Self.run(Self.formatted("{ kind: posted-fee, fee: 5 }"))
    #expect(result.winners.map(\.bidder) == [0, 1])
    #expect(result.winners.map(\.payment) == [5_00, 5_00])
  }

  @Test func aLotteryCostsNothing() throws {
    let result = try Self.run(Self.formatted("{ kind: lottery, most-per-bidder: 1 }"))
    #expect(result.winners.count == 2)
    #expect(result.revenue == 0)
    #expect(result.usedLots)
  }

  @Test func positionsAreBoughtBack() throws {
    let result = try Self.run(
      Self.formatted("{ kind: reverse, opening-price: 40, decrement: 5% }", lots: "[{ name: A }, { name: B }]"))
    let cost = try #require(result.cost)
    #expect(result.revenue == 0)
    #expect(cost == result.winners.reduce(0) { $0 - $1.payment })
  }

  @Test func sealedLotsOneByOne() throws {
    let result = try Self.run(Self.formatted("sealed-single-lot"))
    // At the second price: 10 for A, 2 for B.
    #expect(result.winners.map(\.payment) == [10_00, 2_00])
  }

  /// A bidder who shades bids less for the same values.
  @Test func behavioursMakeSealedBidsOfValues() throws {
    let text = """
      orbitshare: auction/1
      lots: [{ name: A }]
      bidders:
        - { name: N, behaviour: { kind: shading, share: 50% }, values: [{ lots: [A], amount: 28 }] }
        - { name: S, values: [{ lots: [A], amount: 20 }] }
      """
    let result = try Self.run(text)
    #expect(result.winners.map(\.bidder) == [1])
    #expect(result.bids.bids.map(\.amount) == [14_00, 20_00])
  }
}
