// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Allocation

/// Portfolios, whole-number weights and the draw from them.
@Suite struct PortfolioTests {
  private let six = Portfolio([
    .init(isServed: [false, true], weight: 3), .init(isServed: [true, false], weight: 2),
    .init(isServed: [false, false], weight: 1),
  ])

  @Test func entriesAreGatheredReducedAndOrdered() {
    let portfolio = Portfolio([
      .init(isServed: [false, true], weight: 2), .init(isServed: [true, false], weight: 6),
      .init(isServed: [false, true], weight: 2), .init(isServed: [true, true], weight: 0),
    ])
    #expect(
      portfolio.entries == [.init(isServed: [true, false], weight: 3), .init(isServed: [false, true], weight: 2)])
    #expect(portfolio.denominator == 5)
    #expect(portfolio.probability(of: 0) == Fraction(3, 5))
    #expect(portfolio.probability(of: 1) == Fraction(2, 5))
  }

  /// Tickets from the documented rule, worked out in another language: 1, 0, 5 and 3.
  @Test(arguments: [(2_023, 1, 0), (2_024, 0, 0), (2_026, 5, 2), (2_034, 3, 1)])
  func theDrawCanBeRepeatedByTheRule(seed: Int, ticket: Int, place: Int) throws {
    // In order: the committee of agent 0 with the tickets 0 and 1, that of agent 1 with 2 to 4, nobody with 5.
    let drawn = try DrawnLot(from: six, seed: seed, name: "late requests")
    #expect(drawn.ticket == ticket)
    #expect(drawn.place == place)
    #expect(drawn.entry == six.entries[place])
  }

  /// 6,000 seeds: a chi-squared of 2 degrees is below 24 but once in 10^5.
  @Test func theDrawFollowsTheWeights() throws {
    var counts = [0, 0, 0]
    for seed in 0..<6_000 { counts[try DrawnLot(from: six, seed: seed, name: "x").place] += 1 }
    let expected = [2_000, 3_000, 1_000]
    let distance = zip(counts, expected).reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) / Double($1.1) }
    #expect(distance < 24)
  }

  @Test func anEmptyPortfolioCannotBeDrawnFrom() {
    #expect(throws: LotteryFault.self) { try DrawnLot(from: Portfolio([]), seed: 1, name: "x") }
  }

  @Test func wholeNumbersAddUp() {
    #expect(WholeNumbers.apportion([1.0 / 3, 1.0 / 3, 1.0 / 3], denominator: 10) == [4, 3, 3])
    #expect(WholeNumbers.apportion([0.25, 0.75], denominator: 4) == [1, 3])
    // Votes 21, 14, 7 of 42 over 5 seats: quotas 2.5, 1.67, 0.83; the remainders .83 and .67 come first.
    #expect(WholeNumbers.apportion([0.5, 1.0 / 3, 1.0 / 6], denominator: 5) == [2, 2, 1])
    #expect(WholeNumbers.apportion([-1e-12, 1, .nan], denominator: 7) == [0, 7, 0])
    #expect(WholeNumbers.apportion([0, 0], denominator: 7) == [7, 0])
    #expect(WholeNumbers.apportion([], denominator: 7) == [])
    var lots = Lots(1)
    for _ in 0..<300 {
      let parts = (0..<(1 + lots.below(40))).map { _ in Double(1 + lots.below(1_000)) }
      let total = parts.reduce(0, +)
      let denominator = lots.one(of: [1, 7, 1_000, 1_000_000_000, 1_000_000_000_000])
      let weights = WholeNumbers.apportion(parts.map { $0 / total }, denominator: denominator)
      #expect(weights.reduce(0, +) == denominator)
      for (weight, part) in zip(weights, parts) {
        #expect(abs(Double(weight) - part / total * Double(denominator)) < 1 + 1e-2)
      }
    }
  }

  @Test func smallDenominatorsAreFound() {
    #expect(WholeNumbers.commonDenominator(of: [0.5, 1.0 / 3], limit: 10) == 6)
    #expect(WholeNumbers.commonDenominator(of: [2.0 / 7, 5], limit: 10) == 7)
    #expect(WholeNumbers.commonDenominator(of: [Double(0.5).squareRoot()], limit: 1_000) == nil)
    #expect(WholeNumbers.commonDenominator(of: [.nan], limit: 10) == nil)
    #expect(WholeNumbers.commonDenominator(of: [], limit: 10) == 1)
  }

  @Test func fractionsAreExact() throws {
    let third = try #require(Fraction(2, 6))
    let half = try #require(Fraction(1, 2))
    #expect(try third.adding(half).description == "5/6")
    #expect(try half.subtracting(third).description == "1/6")
    #expect(try third.multiplied(by: 6).description == "2")
    #expect(try half.divided(by: 3).description == "1/6")
    #expect(third < half)
    #expect(Fraction(-1, 2) == nil)
    #expect(Fraction(1, 0) == nil)
    #expect(throws: LotteryFault.self) { try third.subtracting(half) }
    let fine = try #require(Fraction(1, .max))
    let other = try #require(Fraction(1, .max - 1))
    #expect(other > fine)
    #expect(throws: LotteryFault.self) { try fine.adding(other) }
    #expect(throws: LotteryFault.self) { try fine.divided(by: 2) }
    #expect(throws: LotteryFault.self) { try Fraction(.max, 1).map { try $0.multiplied(by: 2) } }
    #expect(Fraction.leastCommonDenominator(of: [third, half], limit: 6) == 6)
    #expect(Fraction.leastCommonDenominator(of: [third, half], limit: 5) == nil)
  }
}
