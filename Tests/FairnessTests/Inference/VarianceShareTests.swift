// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import SeededNumbers
import Testing

@testable import Fairness

/// Sums of squares against statsmodels 0.14, given-data indices against SALib 1.5, Shapley values against the literature.
@Suite("Where variance and level come from")
struct VarianceShareTests {
  @Test("anova_lm(ols('y ~ C(a)*C(c) + C(s)')): 2 by 3 levels, three seeds")
  func twoFactors() throws {
    let bySeed: [[Double]] = [[3, 5, 4, 7, 6, 9], [4, 6, 4, 9, 7, 13], [2, 5, 3, 8, 5, 12]]
    let numbers = (0..<6).flatMap { cell in bySeed.map { $0[cell] } }
    let variance = try #require(FactorialVariance(levels: [2, 3], seeds: 3, numbers: numbers))
    let sums = variance.main + variance.pairs + [variance.higher, variance.seeds, variance.remainder]
    let expected = [
      88.88888888888896, 14.777777777777775, 37.44444444444444, 0, 8.111111111111121, 7.8888888888888875,
    ]
    #expect(zip(sums, expected).allSatisfy { isClose($0, $1, 1e-12) })
    #expect(isClose(variance.total, 157.11111111111111, 1e-13))
  }

  @Test("anova_lm(ols('y ~ C(a)*C(b)*C(c) + C(s)')): three factors, two seeds")
  func threeFactors() throws {
    let first: [Double] = [1, 4, 2, 8, 5, 7, 3, 9]
    let second: [Double] = [2, 5, 2, 9, 7, 7, 4, 12]
    let numbers = zip(first, second).flatMap { [$0, $1] }
    let variance = try #require(FactorialVariance(levels: [2, 2, 2], seeds: 2, numbers: numbers))
    #expect(zip(variance.main, [27.5625, 7.5625, 76.5625]).allSatisfy { isClose($0, $1, 1e-13) })
    #expect(zip(variance.pairs, [3.0625, 0.5625, 22.5625]).allSatisfy { isClose($0, $1, 1e-13) })
    #expect(isClose(variance.higher, 1.5625, 1e-13))
    #expect(isClose(variance.seeds, 5.0625, 1e-13))
    #expect(isClose(variance.remainder, 3.4375, 1e-13))
  }

  @Test("Parts add up to the variance of any grid")
  func addsUp() throws {
    var generator = SplitMix64(seed: 8)
    for _ in 0..<50 {
      let levels = (0..<generator.next(below: 5)).map { _ in 1 + generator.next(below: 3) }
      let seeds = 1 + generator.next(below: 4)
      let numbers = (0..<levels.reduce(seeds, *)).map { _ in Double(generator.next(below: 1_000)) }
      let variance = try #require(FactorialVariance(levels: levels, seeds: seeds, numbers: numbers))
      let mean = numbers.reduce(0, +) / Double(numbers.count)
      let whole = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      #expect(abs(variance.total - whole) <= 1e-9 * max(1, whole))
    }
    #expect(FactorialVariance(levels: [2], seeds: 2, numbers: [1, 2, 3]) == nil)
    #expect(FactorialVariance(levels: [2], seeds: 1, numbers: [1, .nan]) == nil)
  }

  @Test(
    "SALib.analyze.delta.sobol_first(Y, X, linspace(0, 40, M + 1))",
    arguments: [(2, 0.00017758835020422741), (6, 0.2234597029482485), (7, 0.22242611995764183)])
  func givenData(classes: Int, expected: Double) throws {
    let parameter = (0..<40).map { Double($0 * 37 % 41) }
    let numbers = (0..<40).map { index in
      let place = index * 37 % 41
      return Double(place * place % 23 + index % 3)
    }
    let share = GivenDataIndex.share(numbers, classes: GivenDataIndex.classes(parameter, count: classes))
    #expect(isClose(share, expected, 1e-13))
  }

  @Test("A measure that is the parameter's class is explained whole, one that doesn't vary not at all")
  func extremes() {
    #expect(GivenDataIndex.share([1, 1, 5, 5], classes: [0, 0, 1, 1]) == 1)
    #expect(GivenDataIndex.share([1, 5, 1, 5], classes: [0, 0, 1, 1]) == 0)
    #expect(GivenDataIndex.share([0.3, 0.3, 0.3], classes: [0, 0, 1]) == nil)
    // Runs drawn twice are runs that stand twice.
    let weighted = GivenDataIndex.share([1, 2, 9], classes: [0, 0, 1], weights: [2, 1, 0])
    #expect(isClose(weighted, GivenDataIndex.share([1, 1, 2], classes: [0, 0, 0]) ?? -1, 1e-15))
    #expect(GivenDataIndex.classCount(runs: 63) == 7)
    #expect(GivenDataIndex.classCount(runs: 64) == 8)
    #expect(GivenDataIndex.classCount(runs: 1) == 2)
    #expect(GivenDataIndex.classCount(runs: 100_000) == 32)
  }

  @Test("The glove game: a left glove against two right ones, 2/3, 1/6, 1/6 (Shapley 1953)")
  func gloves() throws {
    let values = (0..<8).map { set in set & 1 == 1 && set > 1 ? 1.0 : 0 }
    let parts = try #require(ShapleyDecomposition.parts(values))
    #expect(zip(parts, [2.0 / 3, 1.0 / 6, 1.0 / 6]).allSatisfy { isClose($0, $1, 1e-15) })
  }

  @Test("The airport game: runways of length 1, 2, 3 cost 1/3, 5/6, 11/6 (Littlechild and Owen 1973)")
  func airport() throws {
    let values = (0..<8).map { set in set >= 4 ? 3.0 : set >= 2 ? 2 : set >= 1 ? 1 : 0 }
    let parts = try #require(ShapleyDecomposition.parts(values))
    #expect(zip(parts, [1.0 / 3, 5.0 / 6, 11.0 / 6]).allSatisfy { isClose($0, $1, 1e-15) })
  }

  @Test("Parts and the value of nothing add up to the value of all; a cause without effect has no part")
  func shapleyAxioms() throws {
    var generator = SplitMix64(seed: 2)
    for causes in 1...6 {
      var values = (0..<1 << causes).map { _ in Double(generator.next(below: 1_000)) / 7 }
      for set in values.indices where set & 1 == 1 { values[set] = values[set - 1] }
      let parts = try #require(ShapleyDecomposition.parts(values))
      #expect(parts[0] == 0)
      #expect(isClose(parts.reduce(values[0], +), values[values.count - 1], 1e-12))
    }
    #expect(ShapleyDecomposition.parts([1, 2, 3]) == nil)
    #expect(ShapleyDecomposition.parts([5]) == [])
  }
}
