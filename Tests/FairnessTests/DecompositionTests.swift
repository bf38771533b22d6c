// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later
import SeededNumbers
import Testing

@testable import Fairness

@Suite("Exclusion and groups")
struct DecompositionTests {
  @Test("Exclusion: parts add up to the index, weighted and unweighted")
  func exclusion() throws {
    var generator = SplitMix64(seed: 21)
    for round in 0..<300 {
      let holdings = try randomHoldings(&generator, weighted: round % 2 == 0)
      let parts = try #require(ExclusionDecomposition(of: holdings))
      for (part, measure) in [
        (parts.gini, Measure.gini), (parts.theilT, .theilT), (parts.generalizedEntropy2, .generalizedEntropy2),
      ] {
        #expect(isClose(part.exclusion + part.amongHolders, part.total, 1e-12), "\(measure.id)")
        #expect(InequalityMeasures.value(of: measure, for: holdings)?.number == part.total)
      }
      #expect(isClose(parts.jainOfExclusion * parts.jainAmongHolders, parts.jain, 1e-12))
    }
    let half = try #require(ExclusionDecomposition(of: try Holdings([0, 0, 0, 10, 10, 10])))
    #expect(half.excludedShare == (try fraction(1, 2)))
    #expect(half.gini == .init(total: 0.5, exclusion: 0.5, amongHolders: 0))
    #expect(isClose(half.theilT.exclusion, 0.6931471805599453))
    #expect(ExclusionDecomposition(of: try Holdings([0, 0])) == nil)
  }

  @Test("Between and within: known answers")
  func knownDecomposition() throws {
    let holdings = try Holdings([1, 2, 3, 4, 10, 20])
    let groups = ["a", "a", "a", "b", "b", "b"]
    let parts = try #require(GroupDecomposition(of: holdings, groups: groups))
    let expected: [(GroupDecomposition.Parts, Double, Double, Double)] = [
      (parts.theilT, 0.4320751419, 0.2704380928, 0.1616370492),
      (parts.meanLogDeviation, 0.4843914521, 0.3366722766, 0.1477191754),
      (parts.generalizedEntropy2, 0.49375, 0.245, 0.24875),
    ]
    for (part, total, between, within) in expected {
      #expect(isClose(part.total.number, total))
      #expect(isClose(part.between.number, between))
      #expect(isClose(part.within.number, within))
    }
    let whole = try Holdings([6, 34], entitlements: [3, 3])
    #expect(isClose(InequalityMeasures.generalizedEntropy(0.5, of: holdings).number, 0.4418442443))
    #expect(isClose(InequalityMeasures.generalizedEntropy(0.5, of: whole).number, 0.2968739229))
    // Within at order α: Σ q^(1−α) s^α GE(α), each group among itself.
    var withinHalf = 0.0
    for (indices, amount) in [([0, 1, 2], 6.0), ([3, 4, 5], 34)] {
      let group = try #require(holdings.restricted(to: indices))
      let entropy = try #require(InequalityMeasures.generalizedEntropy(0.5, of: group).number)
      withinHalf += (0.5 * amount / 40).squareRoot() * entropy
    }
    #expect(isClose(withinHalf, 0.1449703214))
    let first = try #require(parts.groups.first)
    #expect(first.name == "a" && first.count == 3 && first.isSmall)
    #expect(first.parityRatio == .value(0.3) && first.amountShare == .value(0.15))
    #expect(first.medianParityRatio == .value(0.3) && first.shareWithNothing == .value(0))
    #expect(isClose(first.gini.number, 2.0 / 9))
    #expect(parts.measures.map(\.measure) == [.theilBetween, .theilWithin])
  }

  @Test("A group with nothing: between is ln 2, within 0; the logarithmic deviation is infinite")
  func emptyGroup() throws {
    let holdings = try Holdings([0, 0, 0, 10, 10, 10])
    let parts = try #require(GroupDecomposition(of: holdings, groups: ["x", "x", "x", "y", "y", "y"]))
    #expect(isClose(parts.theilT.between.number, 0.6931471805599453))
    #expect(parts.theilT.within == .value(0))
    #expect(parts.meanLogDeviation.total == .infinite && parts.meanLogDeviation.between == .infinite)
    #expect(parts.meanLogDeviation.within == .undefined(reason: "group x holds nothing"))
    #expect(parts.groups.first?.gini == .undefined(reason: "group x holds nothing"))
    #expect(parts.groups.first?.shareWithNothing == .value(1) && parts.groups.first?.countWithNothing == 3)
    #expect(GroupDecomposition(of: holdings, groups: ["x"]) == nil)
    let nothing = try #require(GroupDecomposition(of: try Holdings([0, 0]), groups: ["x", "y"]))
    #expect(nothing.theilT.between == .undefined(reason: "nothing allocated"))
    #expect(nothing.groups.first?.parityRatio == .undefined(reason: "nothing allocated"))
  }

  @Test("Between and within add up for random holdings, entitlements and groups")
  func additive() throws {
    var generator = SplitMix64(seed: 22)
    for _ in 0..<300 {
      let holdings = try randomHoldings(&generator, allowZero: false)
      let groups = holdings.amounts.map { _ in "g\(generator.next(below: 3))" }
      let parts = try #require(GroupDecomposition(of: holdings, groups: groups))
      for part in [parts.theilT, parts.meanLogDeviation, parts.generalizedEntropy2] {
        let sum = (part.between.number ?? .nan) + (part.within.number ?? .nan)
        #expect(isClose(part.total.number, sum, 1e-12))
      }
    }
  }

  @Test("The median of an even number of holders is the mean of the middle two")
  func evenMedian() throws {
    let parts = try #require(
      GroupDecomposition(of: try Holdings([1, 2, 4, 9]), groups: Array(repeating: "a", count: 4)))
    #expect(parts.groups.first?.medianParityRatio == .value(0.75))
  }

  @Test("Permutation test: exact enumeration gives 2 of 20 splits")
  func exactPermutation() throws {
    let groups = ["a", "a", "a", "b", "b", "b"]
    let test = try #require(PermutationTest(of: try Holdings([1, 2, 3, 4, 10, 20]), groups: groups, seed: 1))
    #expect(test.isExact && test.arrangements == 20 && test.atLeastAsLarge == 2)
    #expect(test.pValue == (try fraction(1, 10)) && test.seed == nil)
    #expect(isClose(test.observed, 0.2704380928))
    // The order of the input is no matter.
    let turned = try #require(
      PermutationTest(of: try Holdings([20, 1, 10, 2, 4, 3]), groups: ["b", "a", "b", "a", "b", "a"], seed: 9))
    #expect(turned == test)
  }

  @Test("Permutation test: random arrangements repeat with the seed and come near the exact value")
  func randomPermutation() throws {
    let amounts = (0..<24).map { $0 * $0 % 17 }
    let groups = (0..<24).map { $0 % 3 == 0 ? "x" : "y" }
    let holdings = try Holdings(amounts)
    let first = try #require(PermutationTest(of: holdings, groups: groups, draws: 999, seed: 7))
    #expect(!first.isExact && first.arrangements == 999 && first.seed == 7)
    #expect(first == PermutationTest(of: holdings, groups: groups, draws: 999, seed: 7))
    let order = amounts.indices.reversed()
    let turned = PermutationTest(
      of: try Holdings(order.map { amounts[$0] }), groups: order.map { groups[$0] }, draws: 999, seed: 7)
    #expect(turned == first)
    // Holdings without any difference: every arrangement is as large as the observed one.
    let flat = try #require(
      PermutationTest(of: try Holdings(Array(repeating: 3, count: 24)), groups: groups, draws: 99, seed: 1))
    #expect(flat.pValue == .one)
  }

  @Test("Number of arrangements, and the limit")
  func arrangements() {
    #expect(PermutationTest.arrangements(of: [3, 3]) == 20)
    #expect(PermutationTest.arrangements(of: [1, 2, 3]) == 60)
    #expect(PermutationTest.arrangements(of: [193]) == 1)
    #expect(PermutationTest.arrangements(of: [10, 10]) == nil)
    #expect(PermutationTest.arrangements(of: [2, 191]) == 18_528)
    var labels = [0, 0, 1, 2]
    var count = 1
    while PermutationTest.advance(&labels) { count += 1 }
    #expect(count == 12)
  }

  @Test("The generator gives the published numbers")
  func generator() {
    var generator = SplitMix64(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
    var counts = [0, 0, 0]
    for _ in 0..<3000 { counts[generator.next(below: 3)] += 1 }
    #expect(counts.allSatisfy { (900...1100).contains($0) })
  }
}
