// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Fairness
import GLPKSolver
import Testing

@testable import Allocation

/// Any-price shares (Babaioff, Ezra, Feige 2021, arXiv:2103.04304), found as levels of leximin lotteries.
///
/// In their dual form: the greatest z such that sets worth z or more can be drawn with no item drawn more often than with the
/// holder's part q of the entitlements. In a lottery that "serves" the items left out, that is a first level of 1 − q or more.
@Suite struct AnyPriceShareTests {
  /// Whether sets worth so much can be drawn with no item drawn more often than with a probability of q.
  private func isReached(_ worth: Int, _ values: [Int], _ part: Fraction) throws -> Bool {
    let sets = (0..<(1 << values.count)).map { bits in values.indices.map { bits >> $0 & 1 == 1 } }
    let rich = sets.filter { set in zip(values, set).reduce(0) { $0 + ($1.1 ? $1.0 : 0) } >= worth }
    let family = SmallFamily(agentCount: values.count, committees: rich.map { $0.map { !$0 } })
    let lottery = try LeximinLottery(agentCount: values.count, solver: GLPKSolver(), oracle: family.best)
    // An item in every one of these sets is drawn for certain.
    guard lottery.unservable.isEmpty, let least = lottery.levels.first?.ratio else { return false }
    return least.numerator * part.denominator >= (part.denominator - part.numerator) * least.denominator
  }

  private func share(_ values: [Int], _ numerator: Int128, _ denominator: Int128) throws -> Int {
    let part = try #require(Fraction(numerator, denominator))
    var worth = 0
    while worth < values.reduce(0, +), try isReached(worth + 1, values, part) { worth += 1 }
    return worth
  }

  @Test(arguments: [
    ([1, 3, 5, 6, 9], [1, 3], 7), ([1, 3, 5, 6, 9], [1, 2], 12), ([5, 5, 5, 3, 3, 3], [1, 3], 8),
    ([5, 5, 5, 3, 3, 3], [2, 3], 16),
  ])
  func publishedShares(values: [Int], part: [Int], expected: Int) throws {
    #expect(try share(values, Int128(part[0]), Int128(part[1])) == expected)
  }

  /// Six items for 3 : 2 : 1: the parts 6, 4 and 2 can be had, as weighted maximin shares, yet any prices leave the third 1.
  @Test func aWeightedMaximinShareMayBeGreater() throws {
    let values = [3, 3, 2, 2, 1, 1]
    #expect(try [3, 2, 1].map { try share(values, $0, 6) } == [6, 4, 1])
  }

  /// Of identical units it is the lower quota.
  @Test(arguments: [
    (5, [1, 2], 2), (5, [1, 3], 1), (5, [2, 5], 2), (5, [3, 5], 3), (6, [1, 4], 1), (6, [3, 4], 4),
  ])
  func sharesOfUnitsAreLowerQuotas(units: Int, part: [Int], expected: Int) throws {
    let found = try share([Int](repeating: 1, count: units), Int128(part[0]), Int128(part[1]))
    #expect(found == expected)
    let holdings = try Holdings([0, 0], entitlements: [part[0], part[1] - part[0]])
    #expect(IdenticalUnits(holdings, available: units).lowerQuota(of: 0) == expected)
  }
}
