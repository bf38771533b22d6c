// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// How far numbers lie from their median, measured by deviations that outliers don't move.
public enum OutlierScores {
  /// Beyond this score, either way, a number is an outlier.
  public static let limit = 3.5

  /// Modified z-scores 0.6745(x − median)/MAD, MAD the median of |x − median| (Iglewicz and Hoaglin 1993, How to Detect and
  /// Handle Outliers, ASQC).
  ///
  /// Where more than half of the numbers are the same, MAD is 0 and the mean of |x − median| takes its place, times 1.253314 (so
  /// that both estimate the standard deviation of normal numbers); where all are the same every score is 0.
  ///
  /// - Parameter numbers: finite numbers in any order.
  public static func modified(_ numbers: [Double]) -> [Double] {
    guard let median = Quantiles.type7(numbers.sorted(), 0.5) else { return [] }
    let deviations = numbers.map { abs($0 - median) }
    // Less than rounding could make isn't a deviation.
    let least = 1e-12 * abs(median)
    if let spread = Quantiles.type7(deviations.sorted(), 0.5), spread > least {
      return numbers.map { 0.6745 * ($0 - median) / spread }
    }
    let mean = deviations.reduce(0, +) / Double(max(1, deviations.count))
    guard mean > least else { return numbers.map { _ in 0 } }
    return numbers.map { ($0 - median) / (1.253314 * mean) }
  }
}
