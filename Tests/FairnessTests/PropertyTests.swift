// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later
import SeededNumbers
import Testing

@testable import Fairness

@Suite("Properties of the measures on seeded random holdings")
struct PropertyTests {
  static let relative: [Measure] = [
    .gini, .theilT, .meanLogDeviation, .generalizedEntropy2, .atkinsonHalf, .atkinsonOne, .hoover, .jain,
    .coefficientOfVariation, .palma, .ratio2020, .minimumRatio, .shareWithNothing, .nashWelfare,
  ]

  static func values(_ holdings: Holdings, of measures: [Measure] = relative) -> [Measure: MeasureValue] {
    let all = Dictionary(
      uniqueKeysWithValues: InequalityMeasures.all(of: holdings, giniFloor: .infinite).map { ($0.measure, $0.value) })
    return all.filter { measures.contains($0.key) }
  }

  @Test("Any order of the holders gives the same bits")
  func permutation() throws {
    var generator = SplitMix64(seed: 41)
    for _ in 0..<200 {
      let holdings = try randomHoldings(&generator)
      var order = Array(holdings.amounts.indices)
      generator.shuffle(&order)
      let turned = try #require(holdings.restricted(to: order))
      #expect(InequalityMeasures.all(of: holdings) == InequalityMeasures.all(of: turned))
    }
  }

  @Test("Any order gives the same bits for real-sized populations as entitlements")
  func permutationOfLargeNumbers() throws {
    var generator = SplitMix64(seed: 42)
    for _ in 0..<5 {
      let count = 193
      let amounts = (0..<count).map { _ in generator.next(below: 3) * generator.next(below: 500) }
      let entitlements = (0..<count).map { _ in 10_000 + generator.next(below: 1_400_000_000) }
      let holdings = try Holdings(amounts, entitlements: entitlements, kind: .amounts)
      var order = Array(holdings.amounts.indices)
      generator.shuffle(&order)
      let turned = try #require(holdings.restricted(to: order))
      #expect(InequalityMeasures.all(of: holdings) == InequalityMeasures.all(of: turned))
    }
  }

  @Test("Twice the holdings, or seven times the entitlements, gives the same bits")
  func scale() throws {
    var generator = SplitMix64(seed: 43)
    for _ in 0..<200 {
      let holdings = try randomHoldings(&generator)
      let scaled = try Holdings(holdings.amounts.map { $0 * 12 }, entitlements: holdings.entitlements.map { $0 * 7 })
      #expect(Self.values(holdings) == Self.values(scaled))
    }
  }

  @Test("Everybody three times gives the same, to the bit where the index is exact")
  func replication() throws {
    var generator = SplitMix64(seed: 44)
    for _ in 0..<200 {
      let holdings = try randomHoldings(&generator)
      let copies = try Holdings(
        (0..<3).flatMap { _ in holdings.amounts }, entitlements: (0..<3).flatMap { _ in holdings.entitlements })
      let (one, three) = (Self.values(holdings), Self.values(copies))
      for measure in Self.relative {
        #expect(one[measure]?.status == three[measure]?.status)
        if let number = one[measure]?.number {
          #expect(isClose(three[measure]?.number, number, 1e-14), "\(measure.id)")
        }
      }
      for measure in [Measure.gini, .hoover, .palma, .minimumRatio, .generalizedEntropy2, .jain] {
        #expect(one[measure] == three[measure], "\(measure.id)")
      }
    }
  }

  @Test("Weights are replications")
  func weightsAreReplications() throws {
    var generator = SplitMix64(seed: 45)
    for _ in 0..<200 {
      let base = try randomHoldings(&generator)
      let weighted = try Holdings(zip(base.amounts, base.entitlements).map(*), entitlements: base.entitlements)
      let replicated = try Holdings(
        zip(base.amounts, base.entitlements).flatMap { Array(repeating: $0, count: $1) })
      let (first, second) = (Self.values(weighted), Self.values(replicated))
      for measure in Self.relative where measure != .shareWithNothing {
        #expect(first[measure]?.status == second[measure]?.status)
        if let number = first[measure]?.number {
          #expect(isClose(second[measure]?.number, number, 1e-13), "\(measure.id)")
        }
      }
      #expect(InequalityMeasures.exactGini(of: weighted) == InequalityMeasures.exactGini(of: replicated))
    }
  }

  @Test("A transfer from a better-served to a worse-served equal lowers every index")
  func transfers() throws {
    var generator = SplitMix64(seed: 46)
    var tried = 0
    while tried < 200 {
      let holdings = try randomHoldings(&generator, allowZero: false, weighted: false)
      let giver = generator.next(below: holdings.count)
      let taker = generator.next(below: holdings.count)
      let gap = holdings.amounts[giver] - holdings.amounts[taker]
      guard gap >= 2 else { continue }
      tried += 1
      var amounts = holdings.amounts
      let moved = 1 + generator.next(below: gap / 2)
      amounts[giver] -= moved
      amounts[taker] += moved
      let (before, after) = (Self.values(holdings), Self.values(try Holdings(amounts)))
      for measure in [
        Measure.gini, .theilT, .meanLogDeviation, .generalizedEntropy2, .atkinsonHalf, .atkinsonOne,
        .coefficientOfVariation,
      ] {
        #expect((after[measure]?.number ?? .nan) < (before[measure]?.number ?? .nan), "\(measure.id)")
      }
      for measure in [Measure.hoover, .palma, .ratio2020] {
        #expect((after[measure]?.number ?? .nan) <= (before[measure]?.number ?? .nan), "\(measure.id)")
      }
      for measure in [Measure.jain, .nashWelfare] {
        #expect((after[measure]?.number ?? .nan) > (before[measure]?.number ?? .nan), "\(measure.id)")
      }
    }
  }

  @Test("One more holder with nothing raises Gini, Theil and GE(2), and lowers Jain")
  func zeroHolder() throws {
    var generator = SplitMix64(seed: 47)
    for _ in 0..<200 {
      let holdings = try randomHoldings(&generator)
      let more = try Holdings(holdings.amounts + [0], entitlements: holdings.entitlements + [3])
      let (before, after) = (Self.values(holdings), Self.values(more))
      for measure in [Measure.gini, .theilT, .generalizedEntropy2] {
        #expect((after[measure]?.number ?? .nan) > (before[measure]?.number ?? .nan), "\(measure.id)")
      }
      #expect((after[.jain]?.number ?? .nan) < (before[.jain]?.number ?? .nan))
    }
  }

  @Test("Identities between the indices, and their ranges")
  func identities() throws {
    var generator = SplitMix64(seed: 48)
    for _ in 0..<300 {
      let holdings = try randomHoldings(&generator)
      let values = Self.values(holdings).compactMapValues(\.number)
      let variation = try #require(values[.coefficientOfVariation])
      #expect(isClose(values[.generalizedEntropy2], variation * variation / 2, 1e-13))
      #expect(isClose(values[.jain], 1 / (1 + variation * variation), 1e-13))
      #expect(isClose(values[.nashWelfare], 1 - (values[.atkinsonOne] ?? .nan), 1e-13))
      for epsilon in [0.25, 0.5, 2.0 / 3] {
        let order = 1 - epsilon
        let entropy = try #require(InequalityMeasures.generalizedEntropy(order, of: holdings).number)
        var base = 1.0
        base += order * (order - 1) * entropy
        let expected = 1 - Self.power(base, 1 / order)
        #expect(isClose(InequalityMeasures.atkinson(epsilon, of: holdings).number, expected, 1e-10))
      }
      // Aversion 2 goes with order −1: 1 − 1/(1 + 2 GE(−1)), which is 1 where somebody holds nothing.
      let least = InequalityMeasures.generalizedEntropy(-1, of: holdings)
      let two = InequalityMeasures.atkinson(2, of: holdings).number
      #expect(isClose(two, least == .infinite ? 1 : 1 - 1 / (1 + 2 * (least.number ?? .nan)), 1e-12))
      let gini = try #require(InequalityMeasures.exactGini(of: holdings))
      let hoover = try #require(InequalityMeasures.exactHoover(of: holdings))
      let greatest = try #require(GiniFloor.greatest(entitlements: holdings.entitlements))
      #expect(hoover <= gini && gini <= greatest && gini >= .zero)
      let floor = try #require(GiniFloor.ofEntitlements(holdings.entitlements, units: holdings.totalAmount))
      #expect(floor.lowerBound <= gini)
    }
  }

  /// A power by repeated square roots would need a library; a whole power of a root is enough for these orders.
  private static func power(_ base: Double, _ exponent: Double) -> Double {
    switch exponent {
    case 2: base * base
    case 4.0 / 3: (base * base * base * base).cubeRoot
    default: exponent > 2.9 ? base * base * base : .nan
    }
  }
}

extension Double {
  /// The cube root by Newton's method, for positive numbers.
  fileprivate var cubeRoot: Double {
    var root = max(self, 1e-300).squareRoot()
    for _ in 0..<200 { root -= (root * root * root - self) / (3 * root * root) }
    return root
  }
}
