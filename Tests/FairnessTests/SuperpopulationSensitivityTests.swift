// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later
import Testing

@testable import Fairness

@Suite("Superpopulation sensitivity")
struct SuperpopulationSensitivityTests {
  @Test("Jackknife standard error: known answer, in any order")
  func jackknife() throws {
    for amounts in [[1, 2, 3, 4, 5], [5, 1, 4, 2, 3], [10, 20, 30, 40, 50]] {
      let found = SuperpopulationSensitivity(of: try Holdings(amounts), seed: 1)
      #expect(isClose(found.jackknifeStandardError.number, 0.0841665769))
      // Five holders are too few for an interval.
      #expect(found.interval == nil)
    }
  }

  @Test("No standard error where a holder is alone, or has everything")
  func undefined() throws {
    for amounts in [[7], [0, 0, 0, 10], [0, 0]] {
      let found = SuperpopulationSensitivity(of: try Holdings(amounts), seed: 1)
      #expect(found.jackknifeStandardError.status == "undefined" && found.interval == nil, "\(amounts)")
    }
    let equal = SuperpopulationSensitivity(of: try Holdings(Array(repeating: 4, count: 30)), seed: 1)
    #expect(equal.jackknifeStandardError == .value(0))
    #expect(equal.interval == .init(lower: 0, upper: 0))
  }

  /// Half of the holders have one unit each: the Gini coefficient of a resample is the share of those without in it, k/40 with k
  /// binomial. P(k ≤ 13) = 1.9 % and P(k ≤ 14) = 4.0 %, so the ends are 14/40 or a neighbour, and the same from above.
  @Test("The interval of holders with one unit or nothing is that of a binomial share")
  func binomial() throws {
    let holdings = try Holdings((0..<40).map { $0 % 2 })
    let found = try #require(SuperpopulationSensitivity(of: holdings, resamples: 3_999, seed: 3).interval)
    #expect([13.0 / 40, 14.0 / 40, 15.0 / 40].contains(found.lower))
    #expect([25.0 / 40, 26.0 / 40, 27.0 / 40].contains(found.upper))
    let turned = SuperpopulationSensitivity(
      of: try Holdings((0..<40).map { $0 < 20 ? 1 : 0 }), resamples: 3_999, seed: 3)
    #expect(turned.interval == found)
    #expect(SuperpopulationSensitivity(of: holdings, resamples: 38, seed: 3).interval == nil)
  }

  @Test("Holders stay together with their entitlements")
  func entitlements() throws {
    let weights = (1...25).map { $0 * $0 }
    let parity = SuperpopulationSensitivity(
      of: try Holdings(weights.map { 3 * $0 }, entitlements: weights), seed: 2)
    #expect(parity.jackknifeStandardError == .value(0) && parity.interval == .init(lower: 0, upper: 0))
    let great = try Holdings([Holdings.greatestTotal - 30] + Array(repeating: 1, count: 30))
    #expect(SuperpopulationSensitivity(of: great, seed: 2).interval == nil)
  }
}
