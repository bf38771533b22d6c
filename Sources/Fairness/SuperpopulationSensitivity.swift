// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import SeededNumbers

/// How far the Gini coefficient would vary, were the holders a sample drawn from some larger population.
///
/// They are not: administrations are counted in full, and their Gini coefficient has no sampling error. What is said here is how
/// much it rests on single holders, and it must be shown under no other name than "superpopulation sensitivity".
public struct SuperpopulationSensitivity: Hashable, Sendable {
  /// The ends of an interval.
  public struct Interval: Hashable, Sendable {
    /// The lower end.
    public let lower: Double
    /// The upper end.
    public let upper: Double
  }

  /// The jackknife standard error √((n − 1)/n · Σ(G₍ᵢ₎ − Ḡ)²), G₍ᵢ₎ leaving out holder i and Ḡ their mean.
  ///
  /// Tukey 1958; Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 11. Undefined for fewer than two
  /// holders, or where one holds everything.
  public let jackknifeStandardError: MeasureValue
  /// The percentile interval of 95 %; `nil` for fewer holders than ``leastHolders``, where nothing is allocated, or where as
  /// many copies of one holder would exceed ``Holdings/greatestTotal``.
  public let interval: Interval?
  /// The seed of the resamples.
  public let seed: UInt64

  /// The least number of holders for an interval.
  public static let leastHolders = 20

  /// Leaves out every holder in turn, and draws as many holders with replacement, again and again.
  ///
  /// A resample in which nobody holds anything has no Gini coefficient and is left out. The ends are the values of the ranks
  /// (B + 1)/40 and 39(B + 1)/40, compared as exact fractions; nothing depends on the order of the input. Time:
  /// O((n + B) n log n) for n holders.
  ///
  /// - Parameters:
  ///   - holdings: What each holder has; holders stay together with their entitlements.
  ///   - resamples: B, the number of resamples; fewer than 39 give no interval.
  ///   - seed: The seed of the resamples.
  public init(of holdings: Holdings, resamples: Int = 999, seed: UInt64) {
    self.seed = seed
    jackknifeStandardError = Self.standardError(holdings)
    interval = Self.interval(holdings, resamples: resamples, seed: seed)
  }

  private static func standardError(_ holdings: Holdings) -> MeasureValue {
    guard holdings.totalAmount > 0 else { return .nothingAllocated }
    guard holdings.count >= 2 else { return .undefined(reason: "needs at least two holders") }
    var coefficients: [Double] = []
    for place in holdings.ascending.indices {
      var rest = holdings.ascending
      rest.remove(at: place)
      guard let gini = holdings.restricted(to: rest).flatMap(InequalityMeasures.exactGini) else {
        return .undefined(reason: "one holder has everything")
      }
      coefficients.append(gini.doubleValue)
    }
    let count = Double(coefficients.count)
    let mean = sum(coefficients) / count
    let squares = sum(coefficients.map { ($0 - mean) * ($0 - mean) })
    return MeasureValue(((count - 1) / count * squares).squareRoot())
  }

  private static func interval(_ holdings: Holdings, resamples: Int, seed: UInt64) -> Interval? {
    let greatest = max(holdings.amounts.max() ?? 0, holdings.entitlements.max() ?? 0)
    guard holdings.count >= leastHolders, holdings.totalAmount > 0,
      greatest <= Holdings.greatestTotal / holdings.count
    else { return nil }
    var generator = SplitMix64(seed: seed)
    var coefficients: [ExactRatio] = []
    for _ in 0..<max(0, resamples) {
      let drawn = holdings.ascending.map { _ in holdings.ascending[generator.next(below: holdings.count)] }
      if let gini = holdings.restricted(to: drawn).flatMap(InequalityMeasures.exactGini) { coefficients.append(gini) }
    }
    coefficients.sort()
    let lowest = (coefficients.count + 1) / 40
    guard lowest >= 1 else { return nil }
    return Interval(
      lower: coefficients[lowest - 1].doubleValue, upper: coefficients[coefficients.count - lowest].doubleValue)
  }

  private static func sum(_ terms: [Double]) -> Double {
    var sum = CompensatedSum()
    for term in terms { sum.add(term) }
    return sum.total
  }
}
