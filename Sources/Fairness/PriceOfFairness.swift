// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#endif

/// The price of fairness, and what the literature proves about it.
///
/// The bounds hold for n players with a compact, convex set of utilities and equal greatest utilities (Bertsimas, Farias
/// and Trichakis 2011, doi:10.1287/opre.1100.0865; 2012, doi:10.1287/mnsc.1120.1549). They do *not* hold for indivisible
/// slots: a measured price above a bound is no contradiction.
public enum PriceOfFairness {
  /// (SYSTEM − FAIR)/SYSTEM, in the same unit of efficiency; undefined when the best attainable efficiency is zero.
  ///
  /// Negative values are passed through: they show that the "best" was not the best.
  public static func value(system: Int, fair: Int) -> MeasureValue {
    guard system > 0 else { return .undefined(reason: "the greatest attainable efficiency is zero") }
    return MeasureValue(ExactRatio(Int128(system) - Int128(fair), Int128(system))?.doubleValue ?? .nan)
  }

  /// The best and the worst price over several fair allocations of the same rule (the worst is the strong price).
  ///
  /// `nil` for no allocation.
  public static func range(system: Int, fair: [Int]) -> (best: MeasureValue, worst: MeasureValue)? {
    guard let greatest = fair.max(), let least = fair.min() else { return nil }
    return (value(system: system, fair: greatest), value(system: system, fair: least))
  }

  /// The price of efficiency: (best least ratio − least ratio of the efficient plan)/best least ratio.
  ///
  /// Undefined when the best least ratio is zero.
  public static func priceOfEfficiency(
    bestMinimumRatio best: ExactRatio, minimumRatioOfEfficientPlan efficient: ExactRatio
  ) -> MeasureValue {
    guard best > .zero else { return .undefined(reason: "somebody holds nothing in every allocation") }
    return MeasureValue(
      best.subtracting(efficient)?.divided(by: best)?.doubleValue
        ?? (best.doubleValue - efficient.doubleValue) / best.doubleValue)
  }

  /// Greatest price of proportional fairness, 1 − (2√n − 1)/n, for n ≥ 1 players; undefined otherwise.
  public static func boundOfProportionalFairness(players: Int) -> MeasureValue {
    guard players >= 1 else { return noPlayers }
    let count = Double(players)
    return MeasureValue(1 - (2 * count.squareRoot() - 1) / count)
  }

  /// Greatest price of max-min fairness, 1 − 4n/(n + 1)², for n ≥ 1 players; undefined otherwise.
  public static func boundOfMaxMinFairness(players: Int) -> MeasureValue {
    guard players >= 1 else { return noPlayers }
    let count = Double(players)
    return MeasureValue((count - 1) * (count - 1) / ((count + 1) * (count + 1)))
  }

  /// Greatest price of α-fairness, 1 − min over x in 1…n of (x^(1+1/α) + n − x)/(x^(1+1/α) + (n − x)x).
  ///
  /// The minimum is found by golden-section search to about 10⁻¹²; undefined for n < 1 or α ≤ 0.
  public static func boundOfAlphaFairness(_ alpha: Double, players: Int) -> MeasureValue {
    guard players >= 1 else { return noPlayers }
    guard alpha > 0, alpha.isFinite else { return .undefined(reason: "alpha must be positive") }
    let count = Double(players)
    let share = { (point: Double) -> Double in
      let power = pow(point, 1 + 1 / alpha)
      return (power + count - point) / (power + (count - point) * point)
    }
    let ratio = (Double(5).squareRoot() - 1) / 2
    var (low, high) = (1.0, count)
    for _ in 0..<120 {
      let (first, second) = (high - ratio * (high - low), low + ratio * (high - low))
      if share(first) < share(second) { high = second } else { low = first }
    }
    return MeasureValue(1 - min(share((low + high) / 2), 1))
  }

  /// What the long flow gets in the linear network of L links of capacity 1 under α-fairness: 1/(1 + L^(1/α)).
  ///
  /// The one flow over all links competes with one short flow on each (Bonald and Massoulié 2001); undefined for L < 1
  /// or α ≤ 0.
  public static func longFlowInLinearNetwork(_ alpha: Double, links: Int) -> MeasureValue {
    guard links >= 1, alpha > 0, alpha.isFinite else { return .undefined(reason: "needs a link and a positive alpha") }
    return MeasureValue(1 / (1 + pow(Double(links), 1 / alpha)))
  }

  /// Share of what was asked for that was granted; undefined when nothing was asked for.
  public static func servedShare(granted: Int, requested: Int) -> MeasureValue {
    guard requested > 0 else { return .undefined(reason: "nothing requested") }
    return MeasureValue(ExactRatio(Int128(granted), Int128(requested))?.doubleValue ?? .nan)
  }

  private static let noPlayers = MeasureValue.undefined(reason: "needs at least one player")
}
