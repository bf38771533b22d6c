// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import BigInt

/// A fraction in lowest terms with a denominator above 0.
struct ExactFraction: Hashable, Comparable, Sendable {
  let numerator: BigInt
  let denominator: BigInt

  init(_ numerator: BigInt, over denominator: BigInt = 1) {
    let divisor = numerator.greatestCommonDivisor(with: denominator)
    let sign: BigInt = denominator < 0 ? -1 : 1
    self.numerator = divisor == 0 ? numerator : sign * numerator / divisor
    self.denominator = divisor == 0 ? 1 : sign * denominator / divisor
  }

  init(_ whole: Int) { self.init(BigInt(whole)) }

  /// Reads `7` or `7/2` in its only spelling; nil for anything else.
  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ $0.utf8.count <= 400 }),
      let numerator = BigInt(parts[0]), let denominator = parts.count == 2 ? BigInt(parts[1]) : 1, denominator > 0
    else { return nil }
    self.init(numerator, over: denominator)
    guard isSame(description, text) else { return nil }
  }

  var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }

  static let zero = ExactFraction(0)

  /// The least whole number that isn't smaller; nil where it has more than 63 bits.
  var roundedUp: Int? {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    return Int(exactly: remainder > 0 ? quotient + 1 : quotient)
  }

  static func + (left: Self, right: Self) -> Self {
    Self(
      left.numerator * right.denominator + right.numerator * left.denominator,
      over: left.denominator * right.denominator)
  }

  static func - (left: Self, right: Self) -> Self { left + (-right) }

  static prefix func - (value: Self) -> Self { Self(-value.numerator, over: value.denominator) }

  static func * (left: Self, right: Self) -> Self {
    Self(left.numerator * right.numerator, over: left.denominator * right.denominator)
  }

  /// Division by something other than 0.
  static func / (left: Self, right: Self) -> Self {
    Self(left.numerator * right.denominator, over: left.denominator * right.numerator)
  }

  static func < (left: Self, right: Self) -> Bool {
    left.numerator * right.denominator < right.numerator * left.denominator
  }
}
