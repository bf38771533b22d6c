// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import BigInt

/// A fraction of any length and sign, in lowest terms.
package struct Rational: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The numerator.
  package let numerator: BigInt
  /// The denominator, at least 1.
  package let denominator: BigInt

  /// Zero.
  package static let zero = Rational(0)

  /// A whole number.
  package init(_ number: Int) { self.init(BigInt(number)) }

  /// A whole number.
  package init(_ number: BigInt) {
    numerator = number
    denominator = 1
  }

  /// A quotient in lowest terms; one by 0 counts as 0.
  package init(_ numerator: BigInt, over denominator: BigInt) {
    guard denominator != 0, numerator != 0 else {
      self.numerator = 0
      self.denominator = 1
      return
    }
    let divisor = denominator == 1 ? 1 : numerator.greatestCommonDivisor(with: denominator) * (denominator < 0 ? -1 : 1)
    self.numerator = divisor == 1 ? numerator : numerator / divisor
    self.denominator = divisor == 1 ? denominator : denominator / divisor
  }

  /// `numerator/denominator`, or the whole number alone.
  package var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }

  /// The least whole number that isn't less; `Int.max` beyond its range.
  package var roundedUp: Int {
    let quotient = numerator / denominator
    let result = numerator > 0 && quotient * denominator != numerator ? quotient + 1 : quotient
    return Int(exactly: result) ?? .max
  }

  /// The nearest double or one beside it.
  package var doubleValue: Double { Double(numerator) / Double(denominator) }

  /// The same in 128 bits; nil where it doesn't fit or is negative.
  var fraction: Fraction? {
    guard let top = Int128(exactly: numerator), let bottom = Int128(exactly: denominator) else { return nil }
    return Fraction(top, bottom)
  }

  /// What is left of the product with a whole number where it is rounded down; for fractions that aren't negative.
  func wholePart(times factor: BigInt) -> BigInt { numerator * factor / denominator }

  /// Rounded down to a multiple of 1 ÷ denominator; nil for a negative one.
  func roundedDown(toDenominator bottom: Int) -> Fraction? {
    guard let top = Int128(exactly: wholePart(times: BigInt(bottom))) else { return nil }
    return Fraction(top, Int128(bottom))
  }

  /// The least common denominator of fractions.
  package static func commonDenominator(of fractions: [Rational]) -> BigInt {
    fractions.reduce(BigInt(1)) { common, fraction in
      common / common.greatestCommonDivisor(with: fraction.denominator) * fraction.denominator
    }
  }
}
