// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import BigInt

/// A fraction of any length, in lowest terms.
struct LongFraction: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The numerator.
  let numerator: BigInt
  /// The denominator, at least 1.
  let denominator: BigInt

  /// Zero.
  static let zero = LongFraction(0)

  /// A whole number.
  init(_ number: Int) {
    numerator = BigInt(number)
    denominator = 1
  }

  /// A quotient in lowest terms; the denominator must be at least 1.
  private init(_ numerator: BigInt, over denominator: BigInt) {
    let divisor = denominator == 1 ? 1 : numerator.greatestCommonDivisor(with: denominator)
    self.numerator = divisor == 1 ? numerator : numerator / divisor
    self.denominator = divisor == 1 ? denominator : denominator / divisor
  }

  /// `numerator/denominator`, or the whole number alone.
  var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }

  /// The same in 128 bits; nil where it doesn't fit or is negative.
  var fraction: Fraction? {
    guard let top = Int128(exactly: numerator), let bottom = Int128(exactly: denominator) else { return nil }
    return Fraction(top, bottom)
  }

  static func < (left: LongFraction, right: LongFraction) -> Bool {
    left.numerator * right.denominator < right.numerator * left.denominator
  }

  static func + (left: LongFraction, right: LongFraction) -> LongFraction {
    if left.denominator == right.denominator {
      return LongFraction(left.numerator + right.numerator, over: left.denominator)
    }
    return LongFraction(
      left.numerator * right.denominator + right.numerator * left.denominator,
      over: left.denominator * right.denominator)
  }

  static func - (left: LongFraction, right: LongFraction) -> LongFraction { left + right.times(-1) }

  /// The product with a whole number.
  func times(_ factor: Int) -> LongFraction {
    LongFraction(numerator * BigInt(factor), over: denominator)
  }

  /// The quotient by a whole number; nil for one below 1.
  func divided(by divisor: Int) -> LongFraction? {
    divisor >= 1 ? LongFraction(numerator, over: denominator * BigInt(divisor)) : nil
  }

  /// What is left of the product with a whole number where it is rounded down; for fractions that aren't negative.
  func wholePart(times factor: BigInt) -> BigInt { numerator * factor / denominator }

  /// Rounded down to a multiple of 1 ÷ denominator; nil for a negative one.
  func roundedDown(toDenominator bottom: Int) -> Fraction? {
    guard let top = Int128(exactly: wholePart(times: BigInt(bottom))) else { return nil }
    return Fraction(top, Int128(bottom))
  }
}
