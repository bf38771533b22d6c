// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// How one Lorenz curve lies to another.
///
/// Where a curve is nowhere below another and somewhere above it, *every* index that respects transfers from
/// better-served to worse-served holders calls it more equal (Atkinson 1970, doi:10.1016/0022-0531(70)90039-6; Shorrocks
/// 1983). Where they cross, two such indices can disagree, and the choice of an index is a judgement.
public struct LorenzDominance: Hashable, Sendable {
  /// The relation of the first curve to the second.
  public enum Relation: String, Hashable, Sendable {
    /// The first is nowhere below and somewhere above: more equal by every such index.
    case dominates
    /// The first is nowhere above and somewhere below.
    case dominated
    /// The curves are the same.
    case equal
    /// Each is above the other somewhere.
    case crosses
  }

  /// The relation of the first curve to the second.
  public let relation: Relation
  /// Shares of entitlement at which the curves cross, ascending; where they touch over an interval, its middle.
  public let crossings: [Double]
  /// Whether all comparisons were exact; otherwise some used a tolerance of 10⁻¹².
  public let isExact: Bool

  /// Compares two curves at the points of both, which is enough because they are straight between them.
  public init(_ first: LorenzCurve, _ second: LorenzCurve) {
    var exact = true
    let populations = Self.populations(first).union(Self.populations(second)).sorted()
    var crossings: [Double] = []
    var seen: (above: Bool, below: Bool) = (false, false)
    var last: (population: Double, difference: Double)?
    var touched = 0.0
    for population in populations {
      let position = population.doubleValue
      var sign = 0
      var difference = 0.0
      if let upper = first.share(atPopulation: population), let lower = second.share(atPopulation: population) {
        sign = upper == lower ? 0 : upper < lower ? -1 : 1
        difference =
          upper.subtracting(lower)?.doubleValue ?? (upper.doubleValue - lower.doubleValue)
      } else {
        exact = false
        difference = first.approximateShare(atPopulation: position) - second.approximateShare(atPopulation: position)
        sign = abs(difference) <= 1e-12 ? 0 : difference < 0 ? -1 : 1
      }
      if sign == 0 {
        touched = position
        continue
      }
      if let last, last.difference.sign != difference.sign {
        // The last strict difference lies at `last`; the curves may have touched between there and here.
        let isAdjacent = touched <= last.population
        crossings.append(
          isAdjacent
            ? last.population + (position - last.population) * last.difference / (last.difference - difference)
            : Self.middleOfContact(populations, after: last.population, before: position))
      }
      if sign > 0 { seen.above = true } else { seen.below = true }
      last = (position, difference)
    }
    switch seen {
    case (false, false): relation = .equal
    case (true, false): relation = .dominates
    case (false, true): relation = .dominated
    case (true, true): relation = .crosses
    }
    self.crossings = crossings
    isExact = exact
  }

  /// The shares of entitlement at which a curve has points.
  private static func populations(_ curve: LorenzCurve) -> Set<ExactRatio> {
    Set(curve.points.compactMap { ExactRatio(Int128($0.cumulativeEntitlement), Int128(curve.totalEntitlement)) })
  }

  /// The middle of the contact between two strict differences: all points between them have none.
  private static func middleOfContact(_ populations: [ExactRatio], after: Double, before: Double) -> Double {
    let contact = populations.map(\.doubleValue).filter { $0 > after && $0 < before }
    return ((contact.first ?? after) + (contact.last ?? before)) / 2
  }
}
