// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Turns the doubles of a linear program into whole numbers.
///
/// What follows is always checked in whole numbers by the caller; a bad guess here costs accuracy, never truth.
enum WholeNumbers {
  /// The denominator where no small one fits.
  static let fallbackDenominator = 1_000_000_000

  /// The least number up to a limit that makes a whole number of every value; nil where there is none.
  ///
  /// A vertex of a program with small whole coefficients has small denominators (Cramer's rule), so that this mostly
  /// finds the very fractions. Takes O(limit × values) at worst.
  ///
  /// - Parameters:
  ///   - values: The values, of magnitude 10^6 or less.
  ///   - limit: The greatest denominator to try.
  static func commonDenominator(of values: [Double], limit: Int) -> Int? {
    guard values.allSatisfy({ $0.isFinite && abs($0) <= 1e6 }), limit >= 1 else { return nil }
    return (1...limit).first { denominator in
      values.allSatisfy { value in
        let scaled = value * Double(denominator)
        return abs(scaled - scaled.rounded()) <= 1e-7
      }
    }
  }

  /// Shares of a denominator that add up to it exactly, by largest remainders.
  ///
  /// Remainders are compared in whole millionths and ties go to the earlier share, so that noise decides nothing.
  ///
  /// - Parameters:
  ///   - shares: Shares of a whole; negative ones count as 0. They needn't add up to 1 exactly.
  ///   - denominator: What the whole is worth, from 1 to 10^15.
  static func apportion(_ shares: [Double], denominator: Int) -> [Int] {
    let clean = shares.map { $0.isFinite ? max(0, $0) : 0 }
    let total = clean.reduce(0, +)
    guard total > 0 else {
      return [denominator].prefix(shares.count) + Array(repeating: 0, count: max(0, shares.count - 1))
    }
    var weights: [Int] = []
    var remainders: [Int] = []
    for share in clean {
      let exact = share / total * Double(denominator)
      // A value within a millionth of the next whole number is that number.
      let whole = (exact + 1e-6).rounded(.down)
      weights.append(Int(whole))
      remainders.append(Int(((exact - whole) * 1e6).rounded()))
    }
    var missing = denominator - weights.reduce(0, +)
    let order = weights.indices.sorted { (-remainders[$0], $0) < (-remainders[$1], $1) }
    for index in order where missing > 0 {
      weights[index] += 1
      missing -= 1
    }
    // Rounding can leave a few units over or short; the greatest share bears them.
    if missing != 0, let greatest = weights.indices.max(by: { (weights[$0], $1) < (weights[$1], $0) }) {
      weights[greatest] += missing
    }
    return weights
  }
}
