// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A fraction that isn't negative, in lowest terms, in 128-bit integers.
///
/// Arithmetic that doesn't fit throws `LotteryFault.overflow` instead of giving a wrong answer.
struct Fraction: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The numerator, at least 0.
  let numerator: Int128
  /// The denominator, at least 1.
  let denominator: Int128

  /// Zero.
  static let zero = Fraction(whole: 0)
  /// One.
  static let one = Fraction(whole: 1)

  /// A whole number; a negative one is taken as 0.
  init(whole number: Int) {
    numerator = Int128(max(0, number))
    denominator = 1
  }

  /// A quotient in lowest terms; nil for a negative numerator or a denominator below 1.
  init?(_ numerator: Int128, _ denominator: Int128) {
    guard numerator >= 0, denominator >= 1 else { return nil }
    let divisor = LevelPlan.greatestCommonDivisor(numerator, denominator)
    self.numerator = numerator / divisor
    self.denominator = denominator / divisor
  }

  /// The nearest double or one beside it.
  var doubleValue: Double { Double(numerator) / Double(denominator) }

  /// `numerator/denominator`, or the whole number alone.
  var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }

  /// Exact for all values.
  static func < (left: Fraction, right: Fraction) -> Bool {
    let first = left.numerator.multipliedFullWidth(by: right.denominator)
    let second = right.numerator.multipliedFullWidth(by: left.denominator)
    return first.high == second.high ? first.low < second.low : first.high < second.high
  }

  /// The sum.
  func adding(_ other: Fraction) throws(LotteryFault) -> Fraction {
    let (left, right, common) = try onCommonDenominator(with: other)
    let (sum, overflow) = left.addingReportingOverflow(right)
    guard !overflow, let result = Fraction(sum, common) else { throw .overflow(place: "\(self) + \(other)") }
    return result
  }

  /// The difference; throws where it would be negative, too.
  func subtracting(_ other: Fraction) throws(LotteryFault) -> Fraction {
    let (left, right, common) = try onCommonDenominator(with: other)
    guard left >= right, let result = Fraction(left - right, common) else {
      throw .notAllowed(
        place: "\(self) - \(other)", value: "a negative difference", allowed: "the lesser number second")
    }
    return result
  }

  /// The product with a whole number that isn't negative.
  func multiplied(by factor: Int) throws(LotteryFault) -> Fraction {
    let divisor = LevelPlan.greatestCommonDivisor(Int128(factor), denominator)
    guard let top = Self.product(numerator, Int128(factor) / divisor), let result = Fraction(top, denominator / divisor)
    else { throw .overflow(place: "\(self) × \(factor)") }
    return result
  }

  /// The quotient by a whole number of at least 1.
  func divided(by divisor: Int) throws(LotteryFault) -> Fraction {
    let common = LevelPlan.greatestCommonDivisor(numerator, Int128(divisor))
    guard let bottom = Self.product(denominator, Int128(divisor) / common),
      let result = Fraction(numerator / common, bottom)
    else { throw .overflow(place: "\(self) ÷ \(divisor)") }
    return result
  }

  /// The least common denominator of some fractions; nil where it exceeds a limit.
  static func leastCommonDenominator(of fractions: [Fraction], limit: Int) -> Int? {
    var common: Int128 = 1
    for fraction in fractions {
      let factor = fraction.denominator / LevelPlan.greatestCommonDivisor(common, fraction.denominator)
      guard let next = product(common, factor), next <= Int128(limit) else { return nil }
      common = next
    }
    return Int(exactly: common)
  }

  private func onCommonDenominator(with other: Fraction) throws(LotteryFault) -> (Int128, Int128, Int128) {
    let divisor = LevelPlan.greatestCommonDivisor(denominator, other.denominator)
    guard let left = Self.product(numerator, other.denominator / divisor),
      let right = Self.product(other.numerator, denominator / divisor),
      let common = Self.product(denominator, other.denominator / divisor)
    else { throw .overflow(place: "\(self) and \(other)") }
    return (left, right, common)
  }

  private static func product(_ first: Int128, _ second: Int128) -> Int128? {
    let (result, overflow) = first.multipliedReportingOverflow(by: second)
    return overflow ? nil : result
  }
}
