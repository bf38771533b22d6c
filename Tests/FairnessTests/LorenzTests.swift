// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later
import SeededNumbers
import Testing

@testable import Fairness

@Suite("Lorenz curves")
struct LorenzTests {
  static func curve(_ amounts: [Int], _ entitlements: [Int]? = nil) throws -> LorenzCurve {
    try #require(LorenzCurve(of: Holdings(amounts, entitlements: entitlements)))
  }

  @Test("Points are in ascending order of parity ratio, exact")
  func points() throws {
    let curve = try Self.curve([10, 1, 20, 5], [4, 3, 2, 1])
    #expect(curve.points.map(\.cumulativeEntitlement) == [0, 3, 7, 8, 10])
    #expect(curve.points.map(\.cumulativeAmount) == [0, 1, 11, 16, 36])
    #expect(curve.shares.last?.population == 1 && curve.shares.last?.held == 1)
    #expect(LorenzCurve(of: try Holdings([0, 0])) == nil)
  }

  @Test("Shares between the points are interpolated exactly")
  func interpolation() throws {
    let curve = try Self.curve([10, 1, 20, 5], [4, 3, 2, 1])
    #expect(curve.share(atPopulation: .zero) == .zero)
    #expect(curve.share(atPopulation: .one) == .one)
    #expect(curve.share(atPopulation: try fraction(3, 10)) == (try fraction(1, 36)))
    #expect(curve.share(atPopulation: try fraction(1, 2)) == (try fraction(6, 36)))
    #expect(curve.share(atPopulation: try fraction(11, 10)) == nil)
    #expect(isClose(curve.approximateShare(atPopulation: 0.5), 1.0 / 6))
  }

  @Test("Area under the curve gives Gini")
  func area() throws {
    var generator = SplitMix64(seed: 11)
    for _ in 0..<100 {
      let holdings = try randomHoldings(&generator)
      let curve = try #require(LorenzCurve(of: holdings))
      var twiceArea: Int128 = 0
      for (start, end) in zip(curve.points, curve.points.dropFirst()) {
        twiceArea +=
          Int128(end.cumulativeEntitlement - start.cumulativeEntitlement)
          * Int128(end.cumulativeAmount + start.cumulativeAmount)
      }
      let part = try fraction(twiceArea, Int128(curve.totalAmount) * Int128(curve.totalEntitlement))
      #expect(ExactRatio.one.subtracting(part) == InequalityMeasures.exactGini(of: holdings))
    }
  }

  @Test("Dominance: equal, above, below and crossing")
  func dominance() throws {
    let even = try Self.curve([1, 1, 1, 1])
    let steep = try Self.curve([0, 1, 2, 5])
    #expect(LorenzDominance(even, even).relation == .equal)
    #expect(LorenzDominance(even, try Self.curve([7, 7])).relation == .equal)
    #expect(LorenzDominance(even, steep).relation == .dominates)
    #expect(LorenzDominance(steep, even).relation == .dominated)
    #expect(LorenzDominance(even, steep).crossings.isEmpty)
    // (0, 5, 5) against (1, 1, 8): 0, 1/2 against 1/10, 1/5 at a third and two thirds.
    let crossing = LorenzDominance(try Self.curve([0, 5, 5]), try Self.curve([1, 1, 8]))
    #expect(crossing.relation == .crosses && crossing.isExact)
    #expect(crossing.crossings.count == 1)
    #expect(isClose(crossing.crossings.first, 1.0 / 3 + 1.0 / 3 * 0.1 / 0.4))
  }

  @Test("Curves that touch without crossing are not crossed, and a crossing on a point is found once")
  func contact() throws {
    // Cumulative tenths: (1, 3, 6, 10) and (1, 2, 6, 10): contact at three quarters.
    let touching = LorenzDominance(try Self.curve([1, 2, 3, 4]), try Self.curve([1, 1, 4, 4]))
    #expect(touching.relation == .dominates && touching.crossings.isEmpty)
    // (0, 3, 3, 6) and (1, 2, 2, 7) of 12: 0, 3, 6 against 1, 3, 5: they cross at one half.
    let onPoint = LorenzDominance(try Self.curve([0, 3, 3, 6]), try Self.curve([1, 2, 2, 7]))
    #expect(onPoint.relation == .crosses && onPoint.crossings == [0.5])
  }

  @Test("Dominance agrees with every index that respects transfers")
  func dominanceAndIndices() throws {
    var generator = SplitMix64(seed: 12)
    var seen = Set<LorenzDominance.Relation>()
    for _ in 0..<300 {
      let first = try randomHoldings(&generator, allowZero: false)
      let second = try Holdings(
        first.amounts.map { _ in 1 + generator.next(below: 14) }, entitlements: first.entitlements)
      let curves = (try #require(LorenzCurve(of: first)), try #require(LorenzCurve(of: second)))
      let dominance = LorenzDominance(curves.0, curves.1)
      seen.insert(dominance.relation)
      #expect(dominance.isExact)
      #expect((dominance.relation == .crosses) == !dominance.crossings.isEmpty)
      guard dominance.relation == .dominates else { continue }
      for measure in [Measure.gini, .theilT, .meanLogDeviation, .generalizedEntropy2, .atkinsonHalf, .hoover] {
        let values = [first, second].map { InequalityMeasures.value(of: measure, for: $0)?.number ?? .nan }
        #expect(values[0] <= values[1] + 1e-12, "\(measure.id)")
      }
    }
    #expect(seen.isSuperset(of: [.dominates, .dominated, .crosses]))
  }
}
