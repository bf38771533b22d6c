// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// An interval for a number that was estimated.
public struct ConfidenceInterval: Hashable, Sendable {
  /// The lower end.
  public let lower: Double
  /// The upper end.
  public let upper: Double

  /// An interval of its ends.
  public init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  /// The percentile interval of resampled estimates (Efron 1979, doi:10.1214/aos/1176344552); nil of none.
  ///
  /// - Parameters:
  ///   - resampled: estimates of the resamples in any order; those that aren't finite are left out.
  ///   - confidenceThousandths: the confidence, for example 950.
  public static func percentile(_ resampled: [Double], confidenceThousandths: Int) -> ConfidenceInterval? {
    let ascending = resampled.filter(\.isFinite).sorted()
    let tail = Double(1_000 - confidenceThousandths) / 2_000
    guard let lower = Quantiles.type7(ascending, tail), let upper = Quantiles.type7(ascending, 1 - tail) else {
      return nil
    }
    return ConfidenceInterval(lower: lower, upper: upper)
  }

  /// The interval corrected for bias and acceleration, BCₐ (Efron 1987, doi:10.1080/01621459.1987.10478410); nil of none.
  ///
  /// With z₀ = Φ⁻¹(share of resampled estimates below the estimate, ties by half) and a = Σdᵢ³ / 6(Σdᵢ²)^1.5, dᵢ the mean
  /// of the jackknife less its i-th value, the ends are the quantiles Φ(z₀ + (z₀ ± z)/(1 − a(z₀ ± z))).
  ///
  /// - Parameters:
  ///   - resampled: estimates of the resamples in any order; those that aren't finite are left out.
  ///   - estimate: the estimate from all blocks.
  ///   - jackknife: the estimates with a block left out in turn.
  ///   - confidenceThousandths: the confidence, for example 950.
  public static func accelerated(
    _ resampled: [Double], estimate: Double, jackknife: [Double], confidenceThousandths: Int
  ) -> ConfidenceInterval? {
    let ascending = resampled.filter(\.isFinite).sorted()
    guard let first = ascending.first, let last = ascending.last else { return nil }
    guard first < last else { return ConfidenceInterval(lower: first, upper: last) }
    let count = Double(ascending.count)
    // What is the same number up to rounding counts as a tie.
    let slack = 1e-12 * max(abs(first), abs(last))
    let below = Double(ascending.count { $0 < estimate - slack })
    let atMost = Double(ascending.count { $0 <= estimate + slack })
    let share = min(1 - 0.5 / count, max(0.5 / count, (below + atMost) / 2 / count))
    let bias = NormalDistribution.quantile(share)
    let acceleration = Self.acceleration(jackknife)
    let tail = Double(1_000 - confidenceThousandths) / 2_000
    func end(_ probability: Double) -> Double? {
      let shifted = bias + NormalDistribution.quantile(probability)
      let denominator = 1 - acceleration * shifted
      let place = denominator > 0 ? NormalDistribution.probability(below: bias + shifted / denominator) : probability
      return Quantiles.type7(ascending, place)
    }
    guard let lower = end(tail), let upper = end(1 - tail) else { return nil }
    return ConfidenceInterval(lower: min(lower, upper), upper: max(lower, upper))
  }

  private static func acceleration(_ jackknife: [Double]) -> Double {
    guard !jackknife.isEmpty else { return 0 }
    let mean = jackknife.reduce(0, +) / Double(jackknife.count)
    var (squares, cubes) = (0.0, 0.0)
    for value in jackknife {
      let difference = mean - value
      squares += difference * difference
      cubes += difference * difference * difference
    }
    let scale = squares * squares.squareRoot()
    return scale > 0 ? cubes / (6 * scale) : 0
  }
}
