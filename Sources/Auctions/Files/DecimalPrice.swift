// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A number as a file writes it, `327.749` or `1.5e+06`, kept exactly until the minor unit is known.
struct DecimalPrice: Hashable, Sendable {
  /// Why a text is no price.
  enum Problem: Error {
    case notANumber
    case negative
    case outOfRange
  }

  /// The digits without a point, and without zeros in front or at the end; empty for 0.
  private let digits: [UInt8]
  /// The power of ten of the last digit.
  private let exponent: Int

  /// Digits that a number may have before it is no price of anything.
  private static let mostDigits = 40

  /// Reads a number that isn't negative.
  init(_ text: some StringProtocol) throws(Problem) {
    var rest = Array(text.utf8)[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    let parts = rest.split(
      maxSplits: 1, omittingEmptySubsequences: false,
      whereSeparator: { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") })
    guard let mantissa = parts.first else { throw .notANumber }
    var power = 0
    if parts.count == 2 {
      // Beyond four digits Int.init would still answer; no price needs as many.
      guard parts[1].count <= 4, let written = Int(String(decoding: parts[1], as: UTF8.self)) else { throw .notANumber }
      power = written
    }
    let halves = mantissa.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = halves.count == 2 ? halves[1] : []
    guard let whole = halves.first, !(whole.isEmpty && fraction.isEmpty) else { throw .notANumber }
    var all = Array(whole) + Array(fraction)
    guard all.allSatisfy({ (48...57).contains($0) }) else { throw .notANumber }
    power -= fraction.count
    while all.last == 48 {
      all.removeLast()
      power += 1
    }
    all = Array(all.drop { $0 == 48 })
    guard all.isEmpty || !isNegative else { throw .negative }
    guard all.count <= Self.mostDigits else { throw .outOfRange }
    digits = all
    exponent = all.isEmpty ? 0 : power
  }

  /// How many decimals it needs.
  var decimals: Int { max(0, -exponent) }

  /// The number in units of 10^−decimals, rounded to the nearest whole one, halves up; nil where it is beyond `greatest`.
  func minorUnits(decimals: Int, greatest: Int) -> Int? {
    let shift = exponent + decimals
    if digits.isEmpty { return 0 }
    guard digits.count + shift <= 17 else { return nil }
    let kept = shift >= 0 ? digits[...] : digits.prefix(max(0, digits.count + shift))
    var amount = kept.reduce(0) { 10 * $0 + Int($1 - 48) }
    if shift >= 0 {
      for _ in 0..<shift { amount *= 10 }
    } else if digits.count + shift >= 0, digits[digits.count + shift] >= 53 {
      amount += 1
    }
    return amount <= greatest ? amount : nil
  }
}
