// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import BigInt

/// A fraction of any length and sign, in lowest terms.
struct Rational: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The numerator.
  let numerator: BigInt
  /// The denominator, at least 1.
  let denominator: BigInt

  /// Zero.
  static let zero = Rational(0)

  /// A whole number.
  init(_ number: Int) { self.init(BigInt(number)) }

  /// A whole number.
  init(_ number: BigInt) {
    numerator = number
    denominator = 1
  }

  /// A quotient in lowest terms; one by 0 counts as 0.
  init(_ numerator: BigInt, over denominator: BigInt) {
    guard denominator != 0, numerator != 0 else {
      self.numerator = 0
      self.denominator = 1
      return
    }
    let divisor = numerator.greatestCommonDivisor(with: denominator) * (denominator < 0 ? -1 : 1)
    self.numerator = numerator / divisor
    self.denominator = denominator / divisor
  }

  /// `numerator/denominator`, or the whole number alone.
  var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }

  /// The least whole number that isn't less; `Int.max` beyond its range.
  var roundedUp: Int {
    let quotient = numerator / denominator
    let result = numerator > 0 && quotient * denominator != numerator ? quotient + 1 : quotient
    return Int(exactly: result) ?? .max
  }

  /// The nearest double or one beside it.
  var doubleValue: Double { Double(numerator) / Double(denominator) }

  static func < (left: Rational, right: Rational) -> Bool {
    left.numerator * right.denominator < right.numerator * left.denominator
  }

  static func + (left: Rational, right: Rational) -> Rational {
    if left.denominator == 1, right.denominator == 1 { return Rational(left.numerator + right.numerator) }
    return Rational(
      left.numerator * right.denominator + right.numerator * left.denominator,
      over: left.denominator * right.denominator)
  }

  static func - (left: Rational, right: Rational) -> Rational {
    left + Rational(-right.numerator, over: right.denominator)
  }

  static func * (left: Rational, right: Rational) -> Rational {
    Rational(left.numerator * right.numerator, over: left.denominator * right.denominator)
  }

  /// A quotient; one by 0 counts as 0.
  static func / (left: Rational, right: Rational) -> Rational {
    Rational(left.numerator * right.denominator, over: left.denominator * right.numerator)
  }

  /// The least common denominator of fractions.
  static func commonDenominator(of fractions: [Rational]) -> BigInt {
    fractions.reduce(BigInt(1)) { common, fraction in
      common / common.greatestCommonDivisor(with: fraction.denominator) * fraction.denominator
    }
  }
}
