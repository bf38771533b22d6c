// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import Testing

@testable import Allocation

/// Lotteries with given marginals.
@Suite struct DecompositionTests {
  /// All subsets of some allocations.
  private func closure(_ allocations: [[Bool]]) -> SmallFamily {
    var all: Set<[Bool]> = []
    for allocation in allocations {
      var parts: [[Bool]] = [[]]
      for granted in allocation {
        parts = parts.flatMap { part in (granted ? [false, true] : [false]).map { part + [$0] } }
      }
      all.formUnion(parts)
    }
    let sorted = all.sorted { $0.map { $0 ? 1 : 0 }.lexicographicallyPrecedes($1.map { $0 ? 1 : 0 }) }
    return SmallFamily(agentCount: allocations.first?.count ?? 0, committees: sorted)
  }

  private func permutations(_ count: Int) -> [[Int]] {
    guard count > 0 else { return [[]] }
    return permutations(count - 1).flatMap { order in
      (0...order.count).map { place in Array(order[..<place]) + [count - 1] + Array(order[place...]) }
    }
  }

  /// The matching of agents and objects in which agent i has object order(i), as elements i × count + object.
  private func matching(_ order: [Int]) -> [Bool] {
    order.flatMap { object in order.indices.map { $0 == object } }
  }

  /// Checks that each element is granted with factor × marginal, exactly, by feasible allocations.
  private func check(_ result: Decomposition, _ marginals: [Fraction], _ family: SmallFamily) throws {
    let feasible = Set(family.committees)
    #expect(result.portfolio.entries.allSatisfy { feasible.contains($0.isServed) })
    let factor = OwnFraction(result.factor.numerator, result.factor.denominator)
    for (element, marginal) in marginals.enumerated() {
      let weight = result.portfolio.entries.filter { $0.isServed[element] }.map(\.weight).reduce(0, +)
      #expect(
        OwnFraction(Int128(weight), Int128(result.portfolio.denominator))
          == factor * OwnFraction(marginal.numerator, marginal.denominator))
    }
  }

  @Test(arguments: 0..<60)
  func bistochasticMatricesAreMetExactly(seed: Int) throws {
    var lots = Lots(seed)
    let count = 2 + lots.below(3)
    let orders = permutations(count)
    // Any sum of permutation matrices over their number is bistochastic.
    let terms = 1 + lots.below(12)
    var numerators = [Int](repeating: 0, count: count * count)
    for _ in 0..<terms {
      for (agent, object) in lots.one(of: orders).enumerated() { numerators[agent * count + object] += 1 }
    }
    let marginals = try numerators.map { try #require(Fraction(Int128($0), Int128(terms))) }
    let all = closure(orders.map(matching))
    let result = try Decomposition(marginals: marginals, solver: GLPKSolver(), oracle: all.best)
    #expect(result.factor == .one)
    #expect(result.factorBound == 1)
    try check(result, marginals, all)
  }

  @Test func simultaneousEatingIsMetExactly() throws {
    let eaten = try ProbabilisticSerial(
      agents: [[0, 1, 2], [0, 2, 1], [1, 0, 2]].map { .init(preferences: $0) }, objectCount: 3,
      groups: ProbabilisticSerial.separateGroups(objectCount: 3))
    let marginals = try eaten.shares.joined().map { try #require($0.fraction) }
    let all = closure(permutations(3).map(matching))
    let result = try Decomposition(marginals: marginals, solver: GLPKSolver(), oracle: all.best)
    #expect(result.factor == .one)
    try check(result, marginals, all)
  }

  /// On an odd cycle of conflicts with 2k + 1 elements at most k are granted together, so halves are met up to 2k ÷ (2k + 1).
  @Test(arguments: [(3, "2/3"), (5, "4/5"), (7, "6/7")])
  func oddCyclesScaleHalves(count: Int, factor: String) throws {
    var independent: [[Bool]] = []
    for bits in 0..<(1 << count) {
      let set = (0..<count).map { bits >> $0 & 1 == 1 }
      if (0..<count).allSatisfy({ !set[$0] || !set[($0 + 1) % count] }) { independent.append(set) }
    }
    let family = SmallFamily(agentCount: count, committees: independent)
    let marginals = try (0..<count).map { _ in try #require(Fraction(1, 2)) }
    let result = try Decomposition(marginals: marginals, solver: GLPKSolver(), oracle: family.best)
    #expect(result.factor.description == factor)
    #expect(abs(result.factorBound - result.factor.doubleValue) <= 1e-7)
    try check(result, marginals, family)
  }

  @Test(arguments: 0..<100)
  func theFactorIsTheGreatest(seed: Int) throws {
    var lots = Lots(seed)
    let elements = 2 + lots.below(4)
    let family = closure(
      (0..<(1 + lots.below(4))).map { _ in (0..<elements).map { _ in lots.chance(50) } })
    let marginals = try (0..<elements).map { _ in try #require(Fraction(Int128(lots.below(7)), 6)) }
    // Where nothing is asked for, nothing is missing.
    var expected = OwnFraction.one
    if marginals.contains(where: { $0 > .zero }) {
      let shares = marginals.map { OwnFraction($0.numerator, $0.denominator) }
      let level = family.greatestLevel(shares: shares, floors: marginals.map { _ in .zero })
      expected = min(.one, try #require(level))
    }
    let result = try Decomposition(marginals: marginals, solver: GLPKSolver(), oracle: family.best)
    #expect(OwnFraction(result.factor.numerator, result.factor.denominator) == expected)
    try check(result, marginals, family)
  }

  @Test func marginalsThatAreNoProbabilitiesAreRefused() throws {
    #expect(throws: LotteryFault.self) {
      try Decomposition(marginals: [Fraction(whole: 2)], solver: GLPKSolver()) { _ in [true] }
    }
    let fine = try #require(Fraction(1, 3_000_000_000))
    #expect(throws: LotteryFault.self) {
      try Decomposition(marginals: [fine], solver: GLPKSolver()) { _ in [true] }
    }
    // A denominator too great for a small refinement is met as well.
    let coarse = try #require(Fraction(123_456_788, 999_999_937))
    let result = try Decomposition(marginals: [coarse, .one], solver: GLPKSolver()) { _ in [true, true] }
    #expect(result.factor == .one)
    #expect(result.portfolio.probability(of: 0) == coarse)
    #expect(result.portfolio.probability(of: 1) == .one)
  }
}
