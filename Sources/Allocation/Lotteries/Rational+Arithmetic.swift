// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import BigInt

extension Rational {
  package static func < (left: Rational, right: Rational) -> Bool {
    left.numerator * right.denominator < right.numerator * left.denominator
  }

  package static func + (left: Rational, right: Rational) -> Rational {
    if left.denominator == right.denominator {
      return Rational(left.numerator + right.numerator, over: left.denominator)
    }
    return Rational(
      left.numerator * right.denominator + right.numerator * left.denominator,
      over: left.denominator * right.denominator)
  }

  package static func - (left: Rational, right: Rational) -> Rational { left + right.times(-1) }

  package static func * (left: Rational, right: Rational) -> Rational {
    Rational(left.numerator * right.numerator, over: left.denominator * right.denominator)
  }

  /// A quotient; one by 0 counts as 0.
  package static func / (left: Rational, right: Rational) -> Rational {
    Rational(left.numerator * right.denominator, over: left.denominator * right.numerator)
  }

  /// The product with a whole number.
  func times(_ factor: Int) -> Rational {
    Rational(numerator * BigInt(factor), over: denominator)
  }

  /// The quotient by a whole number; nil for one below 1.
  func divided(by divisor: Int) -> Rational? {
    divisor >= 1 ? Rational(numerator, over: denominator * BigInt(divisor)) : nil
  }
}
