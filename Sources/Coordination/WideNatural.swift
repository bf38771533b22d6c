// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A natural number of any size, for shares whose common denominator exceeds 128 bits.
struct WideNatural: Comparable {
  /// Digits to base 2³², lowest first, without leading zeros.
  private var limbs: [UInt32]

  /// Zero.
  static let zero = WideNatural(limbs: [])

  /// The number; 0 for a negative one.
  init(_ number: Int) {
    let bits = UInt64(max(0, number))
    self.init(limbs: [UInt32(truncatingIfNeeded: bits), UInt32(truncatingIfNeeded: bits >> 32)])
  }

  private init(limbs: [UInt32]) {
    self.limbs = limbs
    while self.limbs.last == 0 { self.limbs.removeLast() }
  }

  static func < (left: WideNatural, right: WideNatural) -> Bool {
    guard left.limbs.count == right.limbs.count else { return left.limbs.count < right.limbs.count }
    for (one, other) in zip(left.limbs.reversed(), right.limbs.reversed()) where one != other { return one < other }
    return false
  }

  static func + (left: WideNatural, right: WideNatural) -> WideNatural {
    var result: [UInt32] = []
    var carry: UInt64 = 0
    for index in 0..<max(left.limbs.count, right.limbs.count) {
      let sum = UInt64(left.limb(index)) + UInt64(right.limb(index)) + carry
      result.append(UInt32(truncatingIfNeeded: sum))
      carry = sum >> 32
    }
    return WideNatural(limbs: result + [UInt32(truncatingIfNeeded: carry)])
  }

  static func * (left: WideNatural, right: WideNatural) -> WideNatural {
    var result = [UInt32](repeating: 0, count: left.limbs.count + right.limbs.count + 1)
    for (offset, one) in left.limbs.enumerated() {
      var carry: UInt64 = 0
      for (index, other) in right.limbs.enumerated() {
        let sum = UInt64(one) * UInt64(other) + UInt64(result[offset + index]) + carry
        result[offset + index] = UInt32(truncatingIfNeeded: sum)
        carry = sum >> 32
      }
      result[offset + right.limbs.count] = UInt32(truncatingIfNeeded: carry)
    }
    return WideNatural(limbs: result)
  }

  /// Quotient and remainder by schoolbook division in binary; nil where the divisor is 0 or the quotient exceeds 62 bits.
  ///
  /// - Complexity: O(b · n) in the bits of the quotient and the digits of the divisor.
  func divided(by divisor: WideNatural) -> (quotient: Int, remainder: WideNatural)? {
    guard divisor > .zero else { return nil }
    var multiples = [divisor]
    while let last = multiples.last, last <= self {
      guard multiples.count <= 62 else { return nil }
      multiples.append(last + last)
    }
    var quotient = 0
    var rest = self
    for multiple in multiples.reversed() {
      quotient *= 2
      if multiple <= rest {
        rest = rest.minus(multiple)
        quotient += 1
      }
    }
    return (quotient, rest)
  }

  /// The difference; the other number must not be greater.
  private func minus(_ other: WideNatural) -> WideNatural {
    var result: [UInt32] = []
    var borrow: Int64 = 0
    for index in limbs.indices {
      let difference = Int64(limbs[index]) - Int64(other.limb(index)) - borrow
      result.append(UInt32(truncatingIfNeeded: difference))
      borrow = difference < 0 ? 1 : 0
    }
    return WideNatural(limbs: result)
  }

  private func limb(_ index: Int) -> UInt32 { index < limbs.count ? limbs[index] : 0 }
}
