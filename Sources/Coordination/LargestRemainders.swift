// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Shares of a whole in whole units, by the method of largest remainders (Hamilton).
///
/// Every share gets the whole units of its exact quota; the units left over go one each to the largest remainders.
enum LargestRemainders {
  /// The units of each share.
  ///
  /// - Parameters:
  ///   - units: the units to divide.
  ///   - weights: exact weights over one common denominator; their sum must be above 0.
  ///   - order: positions in the order in which equal remainders are served; every position once.
  /// - Returns: nil where all weights are 0.
  static func units(_ units: Int, weights: [WideNatural], order: [Int]) -> [Int]? {
    let total = weights.reduce(.zero, +)
    var result = [Int](repeating: 0, count: weights.count)
    var remainders = [WideNatural](repeating: .zero, count: weights.count)
    for (index, weight) in weights.enumerated() {
      guard let (quotient, remainder) = (weight * WideNatural(units)).divided(by: total) else { return nil }
      result[index] = quotient
      remainders[index] = remainder
    }
    let rank = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    let served = weights.indices.sorted { one, other in
      remainders[one] == remainders[other]
        ? (rank[one] ?? 0) < (rank[other] ?? 0) : remainders[one] > remainders[other]
    }
    for index in served.prefix(units - result.reduce(0, +)) { result[index] += 1 }
    return result
  }
}
