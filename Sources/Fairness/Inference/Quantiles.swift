// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Quantiles of finite numbers by linear interpolation between order statistics.
///
/// Definition 7 of Hyndman and Fan 1996, doi:10.1080/00031305.1996.10473566: the quantile p of n sorted numbers lies at
/// h = (n − 1)p, counted from 0. It is what R's `quantile` and NumPy's `quantile` give unasked.
public enum Quantiles {
  /// The quantile of numbers in ascending order; nil of none.
  ///
  /// - Parameter probability: from 0 to 1; anything beyond is taken for the end.
  public static func type7(_ ascending: [Double], _ probability: Double) -> Double? {
    guard let last = ascending.indices.last else { return nil }
    let place = Double(last) * min(1, max(0, probability))
    let below = min(last, Int(place))
    let above = min(last, below + 1)
    let part = place - Double(below)
    guard part > 0 else { return ascending[below] }
    return ascending[below] + part * (ascending[above] - ascending[below])
  }
}
