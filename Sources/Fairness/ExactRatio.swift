// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A rational number in lowest terms with a positive denominator, in 128-bit integers.
///
/// Arithmetic that would overflow gives `nil` instead of a wrong answer. What is the same number is the same value, so
/// that equality, hashing and `doubleValue` don't depend on how the number was reached.
public struct ExactRatio: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The numerator, which carries the sign.
  public let numerator: Int128
  /// The denominator, always positive.
  public let denominator: Int128

  /// Zero.
  public static let zero = ExactRatio(0)
  /// One.
  public static let one = ExactRatio(1)

  /// A whole number.
  public init(_ number: Int128) {
    numerator = number
    denominator = 1
  }

  /// The quotient of two integers in lowest terms; `nil` when the denominator is zero or a sign cannot be turned.
  public init?(_ numerator: Int128, _ denominator: Int128) {
    guard denominator != 0, numerator != .min, denominator != .min else { return nil }
    let divisor = greatestCommonDivisor(numerator, denominator)
    let sign: Int128 = denominator < 0 ? -1 : 1
    self.numerator = sign * (numerator / divisor)
    self.denominator = sign * (denominator / divisor)
  }

  /// The sum; `nil` when it does not fit.
  public func adding(_ other: ExactRatio) -> ExactRatio? {
    let divisor = greatestCommonDivisor(denominator, other.denominator)
    guard let left = product(numerator, other.denominator / divisor),
      let right = product(other.numerator, denominator / divisor),
      let common = product(denominator, other.denominator / divisor)
    else { return nil }
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? nil : ExactRatio(sum, common)
  }

  /// The difference; `nil` when it does not fit.
  public func subtracting(_ other: ExactRatio) -> ExactRatio? {
    ExactRatio(-other.numerator, other.denominator).flatMap(adding)
  }

  /// The product; `nil` when it does not fit.
  public func multiplied(by other: ExactRatio) -> ExactRatio? {
    guard let left = ExactRatio(numerator, other.denominator), let right = ExactRatio(other.numerator, denominator),
      let top = product(left.numerator, right.numerator), let bottom = product(left.denominator, right.denominator)
    else { return nil }
    return ExactRatio(top, bottom)
  }

  /// The quotient; `nil` when the divisor is zero or the quotient does not fit.
  public func divided(by other: ExactRatio) -> ExactRatio? {
    guard let inverse = ExactRatio(other.denominator, other.numerator) else { return nil }
    return multiplied(by: inverse)
  }

  /// Whether the left number is less than the right one; exact for all values.
  public static func < (left: ExactRatio, right: ExactRatio) -> Bool {
    let first = left.numerator.multipliedFullWidth(by: right.denominator)
    let second = right.numerator.multipliedFullWidth(by: left.denominator)
    return first.high == second.high ? first.low < second.low : first.high < second.high
  }

  /// The nearest double, ties to even.
  public var doubleValue: Double {
    let magnitude = numerator.magnitude
    let divisor = denominator.magnitude
    guard magnitude != 0 else { return 0 }
    var (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: divisor)
    var exponent = 0
    // 64 significant bits, then one sticky bit: the conversion to 53 bits below rounds once, and rightly.
    while quotient >> 63 == 0 {
      remainder <<= 1
      quotient <<= 1
      exponent -= 1
      if remainder >= divisor {
        remainder -= divisor
        quotient |= 1
      }
    }
    quotient = quotient << 1 | (remainder == 0 ? 0 : 1)
    let number = Double(quotient) * Double(sign: .plus, exponent: exponent - 1, significand: 1)
    return numerator < 0 ? -number : number
  }

  /// `numerator/denominator`, or the whole number alone.
  public var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }
}

/// The greatest common divisor, always positive (1 for two zeros).
func greatestCommonDivisor(_ first: Int128, _ second: Int128) -> Int128 {
  var (left, right) = (first.magnitude, second.magnitude)
  while right != 0 { (left, right) = (right, left % right) }
  return left == 0 ? 1 : Int128(left)
}

/// The product; `nil` when it does not fit into 128 bits.
func product(_ first: Int128, _ second: Int128) -> Int128? {
  let (result, overflow) = first.multipliedReportingOverflow(by: second)
  return overflow ? nil : result
}
