// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The Lorenz curve of holdings, weighted by entitlements: what the worst-served share p of all entitlement holds.
///
/// Holders stand in ascending order of their parity ratio; between two points the curve is straight (Lorenz 1905,
/// doi:10.2307/2276207). Points are exact integers over `totalEntitlement` and `totalAmount`.
public struct LorenzCurve: Hashable, Sendable {
  /// A point of the curve in integers.
  public struct Point: Hashable, Sendable {
    /// Entitlement of all holders up to here.
    public var cumulativeEntitlement: Int
    /// Holdings of all holders up to here.
    public var cumulativeAmount: Int
  }

  /// The points from (0, 0) to the totals, one for each holder and the origin.
  public let points: [Point]
  /// Sum of the entitlements.
  public let totalEntitlement: Int
  /// Sum of the holdings, never zero.
  public let totalAmount: Int

  /// The curve of some holdings; `nil` when nothing is allocated.
  public init?(of holdings: Holdings) {
    guard holdings.totalAmount > 0 else { return nil }
    var points = [Point(cumulativeEntitlement: 0, cumulativeAmount: 0)]
    var (entitlement, amount) = (0, 0)
    for index in holdings.ascending {
      entitlement += holdings.entitlements[index]
      amount += holdings.amounts[index]
      points.append(Point(cumulativeEntitlement: entitlement, cumulativeAmount: amount))
    }
    self.points = points
    totalEntitlement = holdings.totalEntitlement
    totalAmount = holdings.totalAmount
  }

  /// The curve as shares, for a figure: (share of entitlement, share held), from (0, 0) to (1, 1).
  public var shares: [(population: Double, held: Double)] {
    points.map { point in
      (
        ExactRatio(Int128(point.cumulativeEntitlement), Int128(totalEntitlement))?.doubleValue ?? 0,
        ExactRatio(Int128(point.cumulativeAmount), Int128(totalAmount))?.doubleValue ?? 0
      )
    }
  }

  /// What the worst-served share `population` of all entitlement holds, L(p), by linear interpolation.
  ///
  /// `nil` when the share is not in 0…1, or in the rare case that the exact number does not fit into 128 bits.
  public func share(atPopulation population: ExactRatio) -> ExactRatio? {
    guard population >= .zero, population <= .one,
      let target = population.multiplied(by: ExactRatio(Int128(totalEntitlement)))
    else { return nil }
    let upper = segmentEnd { ExactRatio(Int128($0)) >= target }
    guard upper > 0 else { return .zero }
    let (start, end) = (points[upper - 1], points[upper])
    let rise = Int128(end.cumulativeAmount - start.cumulativeAmount)
    let run = Int128(end.cumulativeEntitlement - start.cumulativeEntitlement)
    return target.subtracting(ExactRatio(Int128(start.cumulativeEntitlement)))
      .flatMap { distance in ExactRatio(rise, run).flatMap { distance.multiplied(by: $0) } }
      .flatMap { $0.adding(ExactRatio(Int128(start.cumulativeAmount))) }
      .flatMap { $0.divided(by: ExactRatio(Int128(totalAmount))) }
  }

  /// The same in floating point, for shares whose exact value does not fit.
  public func approximateShare(atPopulation population: Double) -> Double {
    let target = population * Double(totalEntitlement)
    let upper = segmentEnd { Double($0) >= target }
    guard upper > 0 else { return 0 }
    let (start, end) = (points[upper - 1], points[upper])
    let part =
      (target - Double(start.cumulativeEntitlement))
      / Double(end.cumulativeEntitlement - start.cumulativeEntitlement)
    let rise = Double(end.cumulativeAmount - start.cumulativeAmount)
    return (Double(start.cumulativeAmount) + part * rise) / Double(totalAmount)
  }

  /// What the bottom and the top of the curve hold, for the ratios of tails.
  public func tails(bottom: ExactRatio, top: ExactRatio) -> TailShares? {
    guard let low = share(atPopulation: bottom), let rest = ExactRatio.one.subtracting(top),
      let high = share(atPopulation: rest).flatMap({ ExactRatio.one.subtracting($0) })
    else { return nil }
    return TailShares(bottomPopulation: bottom, bottomHeld: low, topPopulation: top, topHeld: high)
  }

  /// Index of the first point whose cumulative entitlement satisfies the test, by bisection.
  private func segmentEnd(_ reached: (Int) -> Bool) -> Int {
    var (low, high) = (0, points.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if reached(points[middle].cumulativeEntitlement) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// What the worst-served and the best-served parts of all entitlement hold.
public struct TailShares: Hashable, Sendable {
  /// Share of entitlement at the bottom.
  public var bottomPopulation: ExactRatio
  /// What the bottom holds of the whole.
  public var bottomHeld: ExactRatio
  /// Share of entitlement at the top.
  public var topPopulation: ExactRatio
  /// What the top holds of the whole.
  public var topHeld: ExactRatio

  /// Top over bottom; undefined, with the share of the top in the reason, when the bottom holds nothing.
  public var ratio: MeasureValue {
    guard bottomHeld > .zero else {
      return .undefined(
        reason: "the bottom \(percent(bottomPopulation)) % hold nothing; "
          + "the top \(percent(topPopulation)) % hold \(percent(topHeld)) %")
    }
    return MeasureValue(topHeld.divided(by: bottomHeld)?.doubleValue ?? topHeld.doubleValue / bottomHeld.doubleValue)
  }

  /// A share in per cent, to one decimal, rounded half up in integers.
  private func percent(_ share: ExactRatio) -> String {
    guard let scaled = share.multiplied(by: ExactRatio(1000)) else { return "\(share.doubleValue * 100)" }
    let tenths = (scaled.numerator + scaled.denominator / 2) / scaled.denominator
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
