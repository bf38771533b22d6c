// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later
import SeededNumbers
import Testing

@testable import Fairness

@Suite("Holdings and exact ratios")
struct HoldingsTests {
  @Test("What is not holdings is refused, with its place")
  func refusals() {
    #expect(throws: HoldingsError.empty) { try Holdings([]) }
    #expect(throws: HoldingsError.negativeAmount(index: 1)) { try Holdings([1, -1]) }
    #expect(throws: HoldingsError.entitlementNotPositive(index: 0)) { try Holdings([1, 1], entitlements: [0, 1]) }
    #expect(throws: HoldingsError.countsDiffer(amounts: 2, entitlements: 1)) {
      try Holdings([1, 1], entitlements: [1])
    }
    #expect(throws: HoldingsError.labelsDiffer(amounts: 2, labels: 1)) { try Holdings([1, 1], labels: ["F"]) }
    #expect(throws: HoldingsError.totalTooLarge) { try Holdings([1 << 60, 1]) }
    #expect(throws: HoldingsError.totalTooLarge) { try Holdings([Int.max, Int.max]) }
    for weight in [0, -1, Double.nan, .infinity] {
      #expect(throws: HoldingsError.entitlementNotPositive(index: 1)) {
        try Holdings([1, 1], entitlementWeights: [1, weight])
      }
    }
    #expect(throws: HoldingsError.entitlementTooSmall(index: 1)) {
      try Holdings([1, 1], entitlementWeights: [1, 1e-30])
    }
    #expect("\(HoldingsError.negativeAmount(index: 1))" == "holding 2 is negative; holdings are zero or more")
  }

  @Test("Weights: whole numbers stay, others keep their proportions")
  func weights() throws {
    #expect(try Holdings([1, 1], entitlementWeights: [3, 4]).entitlements == [3, 4])
    let blended = try Holdings([10, 1, 20, 5], entitlementWeights: [0.4, 0.3, 0.2, 0.1])
    #expect(isClose(InequalityMeasures.gini(of: blended).number, 89.0 / 180, 1e-15))
    #expect(blended.totalEntitlement <= 1 << 57)
    for scale in [1e-300, 1e-10, 1e200, 1e307] {
      let scaled = try Holdings([10, 1, 20, 5], entitlementWeights: [0.4, 0.3, 0.2, 0.1].map { $0 * scale })
      #expect(isClose(InequalityMeasures.gini(of: scaled).number, 89.0 / 180, 1e-14))
    }
    let thirds = try Holdings([1, 1, 1], entitlementWeights: [1.0 / 3, 1.0 / 3, 1.0 / 3])
    #expect(InequalityMeasures.gini(of: thirds) == .value(0))
  }

  @Test("The greatest totals don't overflow")
  func greatestTotals() throws {
    let half = Holdings.greatestTotal / 2
    let holdings = try Holdings([half - 1, half - 3, 0], entitlements: [half - 7, 1, half - 9])
    for result in InequalityMeasures.all(of: holdings) where result.measure != .giniFloor {
      if let number = result.value.number { #expect(number.isFinite && number >= 0, "\(result.measure.id)") }
    }
    #expect(InequalityMeasures.gini(of: try Holdings([0, Holdings.greatestTotal])) == .value(0.5))
  }

  @Test("Double of a ratio is the nearest one")
  func doubles() throws {
    #expect(try fraction(1, 3).doubleValue == 1.0 / 3)
    #expect(try fraction(-7, 11).doubleValue == -7.0 / 11)
    #expect(try fraction((1 << 53) + 1, 1).doubleValue == 0x1p53)
    #expect(try fraction((1 << 53) + 3, 1).doubleValue == 0x1p53 + 4)
    #expect(try fraction(Int128.max, 3).doubleValue == 0x1.5555555555555p125)
    #expect(try fraction(1, Int128.max).doubleValue == 0x1p-127)
    // Just above a tie of two doubles: rounding twice would go down.
    #expect(try fraction((1 << 116) + (1 << 63) + 1, 1 << 116).doubleValue == 1 + 0x1p-52)
    var generator = SplitMix64(seed: 5)
    for _ in 0..<2000 {
      let (top, bottom) = (Int(generator.next() >> 12), 1 + Int(generator.next() >> 12))
      #expect(try fraction(Int128(top), Int128(bottom)).doubleValue == Double(top) / Double(bottom))
    }
  }

  @Test("Arithmetic is exact, or nil")
  func arithmetic() throws {
    let (half, third) = (try fraction(1, 2), try fraction(1, 3))
    #expect(half.adding(third) == (try fraction(5, 6)))
    #expect(half.subtracting(third) == (try fraction(1, 6)))
    #expect(half.multiplied(by: third) == (try fraction(1, 6)))
    #expect(half.divided(by: third) == (try fraction(3, 2)))
    #expect(half.divided(by: .zero) == nil)
    #expect(third < half && !(half < third) && !(half < half))
    #expect(ExactRatio(1, 0) == nil)
    #expect(ExactRatio(Int128.max).adding(.one) == nil)
    #expect(try fraction(2, -4).description == "-1/2")
    #expect(try fraction(Int128.max - 1, Int128.max) < .one)
  }
}
