// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later
import SeededNumbers
import Testing

@testable import Fairness

/// Whether two numbers agree to 10⁻¹⁰, relative where they are greater than 1.
func isClose(_ first: Double?, _ second: Double, _ tolerance: Double = 1e-10) -> Bool {
  guard let first else { return false }
  return abs(first - second) <= tolerance * max(1, abs(second))
}

/// The value of a measure for equal entitlements.
func measured(_ measure: Measure, _ amounts: [Int], _ entitlements: [Int]? = nil) throws -> MeasureValue? {
  InequalityMeasures.value(of: measure, for: try Holdings(amounts, entitlements: entitlements))
}

/// A fraction, for expected values.
func fraction(_ numerator: Int128, _ denominator: Int128) throws -> ExactRatio {
  try #require(ExactRatio(numerator, denominator))
}

/// Seeded random holdings with entitlements; small numbers, so that zeros and ties are frequent.
func randomHoldings(_ generator: inout SplitMix64, allowZero: Bool = true, weighted: Bool = true) throws -> Holdings {
  let count = 2 + generator.next(below: 9)
  var amounts = (0..<count).map { _ in generator.next(below: 15) + (allowZero ? 0 : 1) }
  if amounts.allSatisfy({ $0 == 0 }) { amounts[0] = 3 }
  let entitlements = weighted ? (0..<count).map { _ in 1 + generator.next(below: 12) } : nil
  return try Holdings(amounts, entitlements: entitlements)
}

/// Calls a body for every division of units among holders.
func forEachDivision(of units: Int, among holders: Int, _ body: ([Int]) -> Void) {
  var division = Array(repeating: 0, count: holders)
  func place(_ index: Int, _ left: Int) {
    if index == holders - 1 {
      division[index] = left
      body(division)
      return
    }
    for amount in 0...left {
      division[index] = amount
      place(index + 1, left - amount)
    }
  }
  place(0, units)
}
