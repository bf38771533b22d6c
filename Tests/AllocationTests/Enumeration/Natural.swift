// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A natural number of any size that can be multiplied and compared; for products that machine words can't hold.
struct Natural: Hashable, Comparable {
  /// Digits to the base of 2³², the least first, without leading zeros.
  private var digits: [UInt32]

  init(_ number: Int) {
    digits = []
    var rest = UInt64(number)
    while rest > 0 {
      digits.append(UInt32(truncatingIfNeeded: rest))
      rest >>= 32
    }
  }

  static func * (left: Natural, right: Natural) -> Natural {
    var result = left
    result.digits = [UInt32](repeating: 0, count: left.digits.count + right.digits.count)
    for (place, digit) in left.digits.enumerated() {
      var carry: UInt64 = 0
      for (other, factor) in right.digits.enumerated() {
        carry += UInt64(digit) * UInt64(factor) + UInt64(result.digits[place + other])
        result.digits[place + other] = UInt32(truncatingIfNeeded: carry)
        carry >>= 32
      }
      result.digits[place + right.digits.count] = UInt32(carry)
    }
    while result.digits.last == 0 { result.digits.removeLast() }
    return result
  }

  static func < (left: Natural, right: Natural) -> Bool {
    if left.digits.count != right.digits.count { return left.digits.count < right.digits.count }
    for (one, other) in zip(left.digits.reversed(), right.digits.reversed()) where one != other { return one < other }
    return false
  }

  /// A number multiplied by itself.
  func power(_ exponent: Int) -> Natural { (0..<exponent).reduce(Natural(1)) { product, _ in product * self } }
}
