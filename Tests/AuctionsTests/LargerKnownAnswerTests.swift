// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Auctions
import GLPKSolver
import Testing

/// Published answers of a generated instance, of eight goods with alternatives, with reserves, and of winners alone.
@Suite struct LargerKnownAnswerTests {
  /// An instance of CATS in thousandths: ten bids on five goods.
  static let generated: [(String, Int)] = [
    ("CD", 1_795_510), ("D", 894_644), ("AB", 1_633_620), ("C", 997_064), ("BC", 1_751_260), ("AE", 1_779_420),
    ("B", 843_716), ("E", 762_093), ("A", 893_983), ("AC", 1_816_690),
  ]

  @Test("T14 · a generated instance of ten bids on five goods") func generatedInstance() throws {
    let auction = LetterAuction.make(Self.generated.map { ($0.0, $0.0, $0.1) })
    let vickrey = ["D": "798446", "C": "907544", "AE": "1656076", "B": "754196"]
    var core = vickrey
    core["C"] = "997064"
    let first = try LetterAuction.run(auction, .firstPrice).outcome
    #expect(first.welfare == 4_514_844)
    #expect(first.revenue == 4_514_844)
    #expect(try AllVariants.prices(auction, .vcg) == vickrey)
    for rule in PaymentRule.allCases where rule.rawValue.hasPrefix("core") {
      #expect(try AllVariants.prices(auction, rule) == core, "\(rule)")
      #expect(try LetterAuction.run(auction, rule).outcome.revenue == 4_205_782)
    }
  }

  /// Four local and two global bidders, each with two alternatives (Bosshard, Bünz, Lubin, Seuken 2017).
  static func locals(_ values: [(Int, Int)], _ globals: [(Int, Int)]) -> Auction {
    let locals = [("AB", "BC"), ("CD", "DE"), ("EF", "FG"), ("AH", "GH")]
    var bids: [(String, String, Int)] = []
    for (index, packages) in locals.enumerated() {
      let (first, second) = index == 3 ? (values[3].1, values[3].0) : values[index]
      bids.append(("L\(index + 1)", packages.0, first))
      bids.append(("L\(index + 1)", packages.1, second))
    }
    for (index, packages) in [("ABCD", "EFGH"), ("CDEF", "ABGH")].enumerated() {
      bids.append(("G\(index + 1)", packages.0, globals[index].0))
      bids.append(("G\(index + 1)", packages.1, globals[index].1))
    }
    return LetterAuction.make(bids)
  }

  struct LocalsCase: Sendable, CustomTestStringConvertible {
    var name: String
    var locals: [(Int, Int)]
    var globals: [(Int, Int)]
    var vickrey: [String: String]
    var nearest: [String: String]
    var testDescription: String { name }
  }

  static let localsCases = [
    LocalsCase(
      name: "T20 a · a global wins", locals: [(1, 1), (1, 1), (1, 1), (1, 1)], globals: [(4, 3), (3, 3)],
      vickrey: ["L3": "0", "L4": "0", "G1": "3"], nearest: ["L3": "1/2", "L4": "1/2", "G1": "7/2"]),
    LocalsCase(
      name: "T20 b · locals at VCG prices of nothing", locals: [(4, 1), (6, 3), (3, 1), (5, 1)],
      globals: [(4, 3), (3, 3)], vickrey: ["L1": "0", "L2": "0", "L3": "0", "L4": "0"],
      nearest: ["L1": "2", "L2": "2", "L3": "3/2", "L4": "3/2"]),
    LocalsCase(
      name: "T20 c · a stronger global", locals: [(4, 1), (5, 3), (3, 1), (5, 1)], globals: [(6, 3), (3, 3)],
      vickrey: ["L1": "1", "L2": "2", "L3": "0", "L4": "0"],
      nearest: ["L1": "5/2", "L2": "7/2", "L3": "3/2", "L4": "3/2"]),
    LocalsCase(
      name: "T20 d · as c, and a local with a better second package", locals: [(4, 1), (5, 3), (3, 4), (5, 1)],
      globals: [(6, 3), (3, 3)], vickrey: ["L1": "1", "L2": "2", "L3": "0", "L4": "1"],
      nearest: ["L1": "5/2", "L2": "7/2", "L3": "1", "L4": "2"]),
  ]

  @Test("T20 · four locals and two globals with two packages each", arguments: localsCases)
  func fourLocalsAndTwoGlobals(example: LocalsCase) throws {
    let auction = Self.locals(example.locals, example.globals)
    #expect(try AllVariants.prices(auction, .vcg) == example.vickrey)
    #expect(try AllVariants.prices(auction, .coreVCGNearest) == example.nearest)
    for rule in PaymentRule.allCases { _ = try AllVariants.prices(auction, rule) }
  }

  @Test("T20 a · payments are rounded up to whole minor units") func paymentsAreRoundedUp() throws {
    let auction = Self.locals([(1, 1), (1, 1), (1, 1), (1, 1)], [(4, 3), (3, 3)])
    let outcome = try LetterAuction.run(auction, .coreVCGNearest).outcome
    #expect(outcome.welfare == 6)
    #expect(outcome.winners.map(\.price) == [1, 1, 4])
  }

  @Test("T25 · reserves as the seller's bids") func reserveAsSellersBids() throws {
    let auction = LetterAuction.make(
      [("1", "A", 28), ("2", "B", 20), ("3", "AB", 32)], reserves: ["A": 10, "B": 15], rule: .sellerBids)
    #expect(try AllVariants.prices(auction, .vcg) == ["1": "12", "2": "15"])
    for rule in PaymentRule.allCases { _ = try AllVariants.prices(auction, rule) }
    #expect(try AllVariants.prices(auction, .coreVCGNearest) == ["1": "29/2", "2": "35/2"])
    let alone = LetterAuction.make([("1", "A", 28)], reserves: ["A": 10, "B": 15], rule: .sellerBids)
    for rule in PaymentRule.allCases where rule != .firstPrice {
      let outcome = try LetterAuction.run(alone, rule).outcome
      #expect(outcome.winners.map(\.price) == [10], "\(rule)")
      #expect(outcome.unsold == [LotQuantity(lot: 1)])
      #expect(outcome.welfare == 28)
    }
  }

  @Test func reserveAsFloor() throws {
    let auction = LetterAuction.make(
      [("1", "A", 28), ("2", "B", 20), ("3", "AB", 32), ("4", "B", 14)], reserves: ["A": 10, "B": 15], rule: .floors)
    let (outcome, _) = try LetterAuction.run(auction, .vcg)
    #expect(outcome.rejected == [RejectedBid(bid: 3, reason: .belowReserve)])
    // Without reserves they would pay 12 and 4.
    #expect(outcome.winners.map(\.price) == [12, 15])
    #expect(try LetterAuction.prices(auction, .coreVCGNearest) == ["1": "29/2", "2": "35/2"])
  }

  @Test("T27 · winners alone") func winnersAlone() throws {
    let auction = LetterAuction.make([
      ("1", "ABCD", 8), ("2", "BCF", 6), ("3", "ADE", 5), ("4", "BH", 2), ("5", "EF", 2),
    ])
    for (name, determination) in AllVariants.searches {
      let winning = try determination.solve(WinnerProblem(auction: auction))
      #expect(winning.value == 11, "\(name)")
      #expect(winning.offers == [1, 2], "\(name)")
      #expect(winning.isOptimal && winning.uniqueness == .unique, "\(name)")
    }
    #expect(BruteForce(auction).most == 11)
    for rule in PaymentRule.allCases { _ = try AllVariants.prices(auction, rule) }
  }
}
