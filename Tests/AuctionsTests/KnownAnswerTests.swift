// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Auctions
import Testing

/// Published instances and their published or independently recomputed answers.
@Suite struct KnownAnswerTests {
  typealias Prices = [PaymentRule: [String: String]]

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var auction: Auction
    var welfare: Int
    var prices: Prices
    var uniqueness: WinningSet.Uniqueness? = .unique
    var testDescription: String { name }
  }

  /// Rules that must agree where the core's point of least revenue is one.
  static func core(_ prices: [String: String]) -> Prices {
    Dictionary(
      uniqueKeysWithValues: [
        .coreMinimumRevenue, .coreVCGNearest, .coreZeroNearest, .coreBidNearest, .coreLeximin,
      ].map { ($0, prices) })
  }

  static let lovelyButLonely = Case(
    name: "T1 · Lovely but Lonely (Ausubel, Milgrom 2006)",
    auction: LetterAuction.make([("1", "AB", 2), ("2", "A", 2), ("2", "B", 2), ("3", "A", 2), ("3", "B", 2)]),
    welfare: 4,
    prices: [
      .vcg: ["2": "0", "3": "0"], .coreVCGNearest: ["2": "1", "3": "1"], .coreZeroNearest: ["2": "1", "3": "1"],
      .coreBidNearest: ["2": "1", "3": "1"], .coreLeximin: ["2": "1", "3": "1"],
      .coreMinimumRevenue: ["2": "0", "3": "2"],
    ], uniqueness: .several)

  static func twoLocals(_ first: Int, _ second: Int, _ global: Int) -> Auction {
    LetterAuction.make([("L1", "A", first), ("L2", "B", second), ("G", "AB", global)])
  }

  static let localLocalGlobal = [
    Case(
      name: "T2 · LLG 1, 1, 2.1 in tenths", auction: twoLocals(10, 10, 21), welfare: 21,
      prices: core(["G": "20"]).merging([.vcg: ["G": "20"], .firstPrice: ["G": "21"]]) { $1 }),
    Case(
      name: "T2 · LLG 8, 6, 10", auction: twoLocals(8, 6, 10), welfare: 14,
      prices: [
        .vcg: ["L1": "4", "L2": "2"], .coreZeroNearest: ["L1": "5", "L2": "5"],
        .coreVCGNearest: ["L1": "6", "L2": "4"], .coreBidNearest: ["L1": "6", "L2": "4"],
        .coreLeximin: ["L1": "6", "L2": "4"], .coreMinimumRevenue: ["L1": "4", "L2": "6"],
        .firstPrice: ["L1": "8", "L2": "6"],
      ]),
    Case(
      name: "T2 · LLG 12, 6, 10", auction: twoLocals(12, 6, 10), welfare: 18,
      prices: [
        .vcg: ["L1": "4", "L2": "0"], .coreZeroNearest: ["L1": "5", "L2": "5"],
        .coreVCGNearest: ["L1": "7", "L2": "3"], .coreBidNearest: ["L1": "8", "L2": "2"],
        .coreLeximin: ["L1": "7", "L2": "3"],
      ]),
    Case(
      name: "T4 · 80, 60 against 100", auction: twoLocals(80, 60, 100), welfare: 140,
      prices: [
        .vcg: ["L1": "40", "L2": "20"], .coreVCGNearest: ["L1": "60", "L2": "40"],
        .coreZeroNearest: ["L1": "50", "L2": "50"],
      ]),
    Case(
      name: "T19 · nearest to the bids, in hundredths",
      auction: LetterAuction.make([("W", "W", 100), ("E", "E", 250), ("WE", "WE", 200)]), welfare: 350,
      prices: [.coreBidNearest: ["W": "25", "E": "175"], .coreVCGNearest: ["W": "50", "E": "150"]]),
    Case(
      name: "T19 · the same of two generic units, left open by another package",
      auction: LetterAuction.make([("W", "A", 100), ("E", "A", 250), ("WE", "AA", 200)], supply: ["A": 2]),
      welfare: 350, prices: [.coreBidNearest: ["W": "25", "E": "175"], .coreVCGNearest: ["W": "50", "E": "150"]]),
    Case(
      name: "T18 · two generic units, left open by another package",
      auction: LetterAuction.make([("w1", "A", 2), ("w2", "A", 2), ("g", "AA", 3)], supply: ["A": 2]), welfare: 4,
      prices: [
        .vcg: ["w1": "1", "w2": "1"], .coreVCGNearest: ["w1": "3/2", "w2": "3/2"],
        .coreLeximin: ["w1": "3/2", "w2": "3/2"], .coreBidNearest: ["w1": "3/2", "w2": "3/2"],
      ]),
    Case(
      name: "T18 · two units as distinct lots", auction: twoLocals(2, 2, 3), welfare: 4,
      prices: [.vcg: ["L1": "1", "L2": "1"], .coreVCGNearest: ["L1": "3/2", "L2": "3/2"]]),
  ]

  static let largerCores = [
    Case(
      name: "T5 · 28, 20 against 32, 14, 12",
      auction: LetterAuction.make([("1", "A", 28), ("2", "B", 20), ("3", "AB", 32), ("4", "A", 14), ("5", "B", 12)]),
      welfare: 48,
      prices: [
        .vcg: ["1": "14", "2": "12"], .coreVCGNearest: ["1": "17", "2": "15"], .coreLeximin: ["1": "17", "2": "15"],
        .coreZeroNearest: ["1": "16", "2": "16"], .coreBidNearest: ["1": "20", "2": "12"],
      ]),
    Case(
      name: "T5 · 28, 20 against 32, 14, 11",
      auction: LetterAuction.make([("1", "A", 28), ("2", "B", 20), ("3", "AB", 32), ("4", "A", 14), ("5", "B", 11)]),
      welfare: 48,
      prices: [.vcg: ["1": "14", "2": "11"], .coreVCGNearest: ["1": "35/2", "2": "29/2"]]),
    Case(
      name: "T6 · Day, Raghavan 2007",
      auction: LetterAuction.make([
        ("1", "AB", 20), ("2", "C", 20), ("3", "D", 20), ("4", "ABC", 28), ("5", "ABD", 26), ("6", "AB", 10),
        ("7", "C", 10), ("8", "D", 10),
      ]), welfare: 60,
      prices: core(["1": "16", "2": "12", "3": "10"]).merging([.vcg: ["1": "10", "2": "10", "3": "10"]]) { $1 }),
    Case(
      name: "T8 · linear against quadratic",
      auction: LetterAuction.make([
        ("1", "A", 20), ("2", "B", 20), ("3", "C", 20), ("4", "D", 20), ("5", "A", 10), ("6", "AB", 18),
        ("7", "BCD", 16),
      ]), welfare: 80,
      prices: [
        .vcg: ["1": "10", "2": "0", "3": "0", "4": "0"], .coreVCGNearest: ["1": "10", "2": "8", "3": "4", "4": "4"],
        .coreMinimumRevenue: ["1": "10", "2": "8", "3": "0", "4": "8"],
        .coreLeximin: ["1": "10", "2": "8", "3": "4", "4": "4"],
      ]),
    Case(
      name: "T9 · one coalition, two payers, where a sequential quadratic solver of another package fails",
      auction: LetterAuction.make([("1", "A", 10), ("2", "B", 10), ("3", "C", 10), ("4", "BC", 10)]), welfare: 30,
      prices: [
        .vcg: ["1": "0", "2": "0", "3": "0"], .coreVCGNearest: ["1": "0", "2": "5", "3": "5"],
        .coreLeximin: ["1": "0", "2": "5", "3": "5"],
      ]),
    Case(
      name: "T12 · a loser with alternatives",
      auction: LetterAuction.make([("1", "A", 50), ("2", "B", 150), ("3", "A", 10), ("3", "AB", 100)]), welfare: 200,
      prices: [
        .vcg: ["1": "10", "2": "50"], .coreVCGNearest: ["1": "30", "2": "70"],
        .coreZeroNearest: ["1": "50", "2": "50"],
      ]),
    Case(
      name: "T16 · a chain",
      auction: LetterAuction.make([("1", "A", 2), ("2", "ABD", 3), ("3", "BC", 2), ("4", "CD", 1)]),
      welfare: 4,
      prices: [.vcg: ["1": "1", "3": "1"], .coreVCGNearest: ["1": "3/2", "3": "3/2"]]),
  ]

  /// T2: nearest to VCG every local pays its VCG price and half of what those fall short of the global's bid, where that is
  /// at most its own.
  @Test("T2 · the closed form of two locals and a global")
  func closedFormOfTwoLocals() throws {
    for (first, second, global) in [(8, 6, 10), (9, 8, 12), (10, 10, 12), (7, 9, 11), (20, 20, 8), (11, 6, 13)] {
      let auction = Self.twoLocals(first, second, global)
      let vickrey = [max(global - second, 0), max(global - first, 0)]
      let short = max(0, global - vickrey[0] - vickrey[1])
      let doubled = vickrey.map { 2 * $0 + short }
      guard doubled[0] <= 2 * first, doubled[1] <= 2 * second else { continue }
      let texts = doubled.map { $0 % 2 == 0 ? "\($0 / 2)" : "\($0)/2" }
      #expect(try AllVariants.prices(auction, .coreVCGNearest) == ["L1": texts[0], "L2": texts[1]])
    }
  }

  @Test(
    "T1, T2, T4, T5, T6, T8, T9, T12, T16, T18, T19 · published answers, by every search and payment rule",
    arguments: [lovelyButLonely] + localLocalGlobal + largerCores)
  func answersAreThePublished(example: Case) throws {
    for rule in PaymentRule.allCases {
      let prices = try AllVariants.prices(example.auction, rule)
      if let expected = example.prices[rule] { #expect(prices == expected, "\(rule)") }
      let result = try LetterAuction.run(example.auction, rule)
      #expect(result.outcome.welfare == example.welfare)
      #expect(result.outcome.isOptimal)
      if let uniqueness = example.uniqueness { #expect(result.outcome.uniqueness == uniqueness) }
    }
  }
}
