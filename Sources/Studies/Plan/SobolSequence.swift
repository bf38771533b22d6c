// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Points of Sobol's sequence in up to 40 dimensions, without scrambling, as whole multiples of 2⁻³².
///
/// The direction numbers are those of Joe and Kuo 2008 (doi:10.1137/070709359), their file `new-joe-kuo-6.21201`; points come
/// in the order of the Gray code (Antonov, Saleev 1979, doi:10.1016/0041-5553(79)90085-5), the first at the origin.
struct SobolSequence: Sendable {
  /// The greatest number of dimensions.
  static let greatestDimensions = 1 + polynomials.count

  /// For each dimension the direction numbers, the first one's highest bit set.
  private let directions: [[UInt32]]

  /// The sequence of some dimensions; nil for none, or for more than the table has.
  init?(dimensions: Int) {
    guard (1...Self.greatestDimensions).contains(dimensions) else { return nil }
    directions = [Self.firstDirections] + Self.polynomials.prefix(dimensions - 1).map { Self.directions(of: $0) }
  }

  /// A coordinate of a point, from 0, in parts of 2³². Time: at most 32 steps.
  func coordinate(dimension: Int, point: UInt32) -> UInt32 {
    var gray = point ^ (point >> 1)
    var value: UInt32 = 0
    while gray != 0 {
      value ^= directions[dimension][gray.trailingZeroBitCount]
      gray &= gray - 1
    }
    return value
  }

  /// A primitive polynomial over the field of two elements with the first direction numbers.
  private struct Polynomial {
    var degree: Int
    /// The coefficients between the first and the last, as bits.
    var coefficients: UInt32
    /// Odd numbers, the k-th below 2ᵏ.
    var initial: [UInt32]
  }

  private static let firstDirections = (0..<32).map { UInt32(1) << (31 - $0) }

  private static func directions(of polynomial: Polynomial) -> [UInt32] {
    let degree = polynomial.degree
    var result = polynomial.initial.enumerated().map { $1 << (31 - UInt32($0)) }
    for position in degree..<32 {
      var value = result[position - degree] ^ (result[position - degree] >> UInt32(degree))
      for step in 1..<max(1, degree) where polynomial.coefficients >> UInt32(degree - 1 - step) & 1 == 1 {
        value ^= result[position - step]
      }
      result.append(value)
    }
    return result
  }

  /// The second dimension and those after it, in the order of the authors' file.
  private static let polynomials: [Polynomial] = [
    .init(degree: 1, coefficients: 0, initial: [1]),
    .init(degree: 2, coefficients: 1, initial: [1, 3]),
    .init(degree: 3, coefficients: 1, initial: [1, 3, 1]),
    .init(degree: 3, coefficients: 2, initial: [1, 1, 1]),
    .init(degree: 4, coefficients: 1, initial: [1, 1, 3, 3]),
    .init(degree: 4, coefficients: 4, initial: [1, 3, 5, 13]),
    .init(degree: 5, coefficients: 2, initial: [1, 1, 5, 5, 17]),
    .init(degree: 5, coefficients: 4, initial: [1, 1, 5, 5, 5]),
    .init(degree: 5, coefficients: 7, initial: [1, 1, 7, 11, 19]),
    .init(degree: 5, coefficients: 11, initial: [1, 1, 5, 1, 1]),
    .init(degree: 5, coefficients: 13, initial: [1, 1, 1, 3, 11]),
    .init(degree: 5, coefficients: 14, initial: [1, 3, 5, 5, 31]),
    .init(degree: 6, coefficients: 1, initial: [1, 3, 3, 9, 7, 49]),
    .init(degree: 6, coefficients: 13, initial: [1, 1, 1, 15, 21, 21]),
    .init(degree: 6, coefficients: 16, initial: [1, 3, 1, 13, 27, 49]),
    .init(degree: 6, coefficients: 19, initial: [1, 1, 1, 15, 7, 5]),
    .init(degree: 6, coefficients: 22, initial: [1, 3, 1, 15, 13, 25]),
    .init(degree: 6, coefficients: 25, initial: [1, 1, 5, 5, 19, 61]),
    .init(degree: 7, coefficients: 1, initial: [1, 3, 7, 11, 23, 15, 103]),
    .init(degree: 7, coefficients: 4, initial: [1, 3, 7, 13, 13, 15, 69]),
    .init(degree: 7, coefficients: 7, initial: [1, 1, 3, 13, 7, 35, 63]),
    .init(degree: 7, coefficients: 8, initial: [1, 3, 5, 9, 1, 25, 53]),
    .init(degree: 7, coefficients: 14, initial: [1, 3, 1, 13, 9, 35, 107]),
    .init(degree: 7, coefficients: 19, initial: [1, 3, 1, 5, 27, 61, 31]),
    .init(degree: 7, coefficients: 21, initial: [1, 1, 5, 11, 19, 41, 61]),
    .init(degree: 7, coefficients: 28, initial: [1, 3, 5, 3, 3, 13, 69]),
    .init(degree: 7, coefficients: 31, initial: [1, 1, 7, 13, 1, 19, 1]),
    .init(degree: 7, coefficients: 32, initial: [1, 3, 7, 5, 13, 19, 59]),
    .init(degree: 7, coefficients: 37, initial: [1, 1, 3, 9, 25, 29, 41]),
    .init(degree: 7, coefficients: 41, initial: [1, 3, 5, 13, 23, 1, 55]),
    .init(degree: 7, coefficients: 42, initial: [1, 3, 7, 3, 13, 59, 17]),
    .init(degree: 7, coefficients: 50, initial: [1, 3, 1, 3, 5, 53, 69]),
    .init(degree: 7, coefficients: 55, initial: [1, 1, 5, 5, 23, 33, 13]),
    .init(degree: 7, coefficients: 56, initial: [1, 1, 7, 7, 1, 61, 123]),
    .init(degree: 7, coefficients: 59, initial: [1, 1, 7, 9, 13, 61, 49]),
    .init(degree: 7, coefficients: 62, initial: [1, 3, 3, 5, 3, 55, 33]),
    .init(degree: 8, coefficients: 14, initial: [1, 3, 1, 15, 31, 13, 49, 245]),
    .init(degree: 8, coefficients: 21, initial: [1, 3, 5, 15, 31, 59, 63, 97]),
    .init(degree: 8, coefficients: 22, initial: [1, 3, 1, 11, 11, 11, 77, 249]),
  ]
}
