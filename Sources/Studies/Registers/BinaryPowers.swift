// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Logarithms and powers to the base 2 in whole numbers, so that every machine gets the same bits.
enum BinaryPowers {
  /// Bits behind the point of logarithms and of exponents.
  static let fractionBits = 24
  /// Bits behind the point of powers.
  static let powerBits = 30

  /// log₂ of a number, in units of 2⁻²⁴, rounded down; 0 for numbers below 2.
  ///
  /// Bit by bit: a square above 2 stands for a further one (Knuth, The Art of Computer Programming, volume 1, 1.2.2).
  static func logarithm(_ number: Int) -> Int {
    guard number > 1 else { return 0 }
    let whole = Int.bitWidth - 1 - number.leadingZeroBitCount
    // The mantissa lies in [1, 2), with 62 bits behind the point.
    var mantissa = UInt64(number) << (62 - UInt64(whole))
    var result = whole
    for _ in 0..<fractionBits {
      let square = mantissa.multipliedFullWidth(by: mantissa)
      // 124 bits stand behind the point of the square; two of its high bits lie before it.
      mantissa = square.high << 2 | square.low >> 62
      result <<= 1
      if mantissa >> 63 == 1 {
        result |= 1
        mantissa >>= 1
      }
    }
    return result
  }

  /// 2 to minus an exponent of at least 0, in units of 2⁻³⁰; the exponent is in units of 2⁻²⁴.
  static func power(minus exponent: Int) -> Int {
    let whole = exponent >> fractionBits
    guard exponent >= 0, whole <= powerBits else { return 0 }
    var result: UInt64 = 1 << 62
    for bit in 0..<fractionBits where exponent >> (fractionBits - 1 - bit) & 1 == 1 {
      let product = result.multipliedFullWidth(by: roots[bit])
      result = product.high << 2 | product.low >> 62
    }
    return Int(result >> UInt64(62 - powerBits + whole))
  }

  /// 2 to −1/2, −1/4, −1/8, …, with 62 bits behind the point: each the root of the one before.
  private static let roots: [UInt64] = {
    var roots: [UInt64] = []
    var value = UInt128(1) << 61
    for _ in 0..<fractionBits {
      value = root(value << 62)
      roots.append(UInt64(value))
    }
    return roots
  }()

  /// The greatest number whose square isn't greater.
  static func root(_ number: UInt128) -> UInt128 {
    var (rest, result) = (number, UInt128(0))
    var bit = UInt128(1) << 126
    while bit > rest { bit >>= 2 }
    while bit != 0 {
      if rest >= result + bit {
        rest -= result + bit
        result = result >> 1 + bit
      } else {
        result >>= 1
      }
      bit >>= 2
    }
    return result
  }
}
