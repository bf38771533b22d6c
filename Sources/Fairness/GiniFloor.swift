// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The least Gini coefficient that a number of identical, indivisible units allows, with a division that reaches it.
///
/// Ten slots for four administrations cannot be divided equally. What lies above the floor is avoidable.
public struct GiniFloor: Hashable, Sendable {
  /// No division has a smaller Gini coefficient than this.
  public let lowerBound: ExactRatio
  /// The Gini coefficient of the best division found.
  public let attained: ExactRatio
  /// The best division found, in the order of the entitlements.
  public let amounts: [Int]

  /// Whether the division is proved to be the best.
  public var isProven: Bool { lowerBound == attained }

  /// The number where it is proved; otherwise undefined, with the interval in the reason.
  public var measure: MeasureValue {
    isProven
      ? MeasureValue(attained.doubleValue)
      : .undefined(
        reason: "search limit reached; the floor lies between \(lowerBound.doubleValue) and \(attained.doubleValue)")
  }

  /// The floor for equal entitlements, r(n − r)/(n m) with r = m mod n.
  ///
  /// The division into ⌊m/n⌋ and ⌈m/n⌉ is majorised by every other integer division of m, and Gini is Schur-convex.
  /// `nil` when there are no units or no holders.
  public static func ofEqualEntitlements(units: Int, holders: Int) -> ExactRatio? {
    guard units > 0, holders > 0 else { return nil }
    let remainder = Int128(units % holders)
    return ExactRatio(remainder * (Int128(holders) - remainder), Int128(holders) * Int128(units))
  }

  /// The least weighted Gini coefficient over all divisions of the units for any entitlements.
  ///
  /// Equal entitlements: closed form. Unequal: a branch and bound over integer divisions, which proves its answer or,
  /// when it reaches its limit of nodes, gives an interval. The optimum need not respect the upper quota, single-unit
  /// exchanges can stop short of it, and adding unit by unit can miss it, so that no greedy rule would do.
  /// `nil` when there are no units or the entitlements are not positive.
  public static func ofEntitlements(
    _ entitlements: [Int], units: Int, nodeLimit: Int = 20_000
  ) -> GiniFloor? {
    guard units > 0, units <= Holdings.greatestTotal, let first = entitlements.first,
      entitlements.allSatisfy({ $0 > 0 }), Holdings.total(entitlements) != nil
    else { return nil }
    if entitlements.allSatisfy({ $0 == first }) {
      return ofDemands(Array(repeating: units, count: entitlements.count), units: units)
    }
    var search = GiniFloorSearch(entitlements: entitlements, units: units, nodeLimit: nodeLimit)
    return search.run()
  }

  /// The least Gini coefficient for equal entitlements when nobody takes more than its demand: hᵢ ≤ dᵢ, Σh = m.
  ///
  /// Water filling: everyone gets the same until its demand is met. That division is the least majorised of an
  /// M-convex set (Frank and Murota 2022), and Gini is Schur-convex, so that it is the best. Units left over at the last
  /// level go to the first holders in the order given. `nil` when there are no units or fewer are demanded than given.
  public static func ofDemands(_ demands: [Int], units: Int) -> GiniFloor? {
    guard units > 0, demands.allSatisfy({ $0 >= 0 }), !demands.isEmpty else { return nil }
    var amounts = Array(repeating: 0, count: demands.count)
    var left = units
    let order = demands.indices.sorted { (demands[$0], $0) < (demands[$1], $1) }
    var open = demands.count
    for index in order {
      let level = left / open
      guard demands[index] > level else {
        amounts[index] = demands[index]
        left -= demands[index]
        open -= 1
        continue
      }
      // All that remain want more than the level: they share what is left, the remainder in the order of the input.
      var remainder = left % open
      for rest in demands.indices where demands[rest] > level && amounts[rest] == 0 {
        amounts[rest] = level + (remainder > 0 ? 1 : 0)
        remainder -= remainder > 0 ? 1 : 0
      }
      left = 0
      break
    }
    guard left == 0, let holdings = try? Holdings(amounts), let gini = InequalityMeasures.exactGini(of: holdings)
    else { return nil }
    return GiniFloor(lowerBound: gini, attained: gini, amounts: amounts)
  }

  /// The greatest weighted Gini coefficient: all units with the holder of the least entitlement, 1 − min q.
  public static func greatest(entitlements: [Int]) -> ExactRatio? {
    guard let least = entitlements.min(), least > 0, let total = Holdings.total(entitlements) else { return nil }
    return ExactRatio(Int128(total - least), Int128(total))
  }

  /// Avoidable inequality: (G − G_min)/(G_max − G_min), 0 at the floor and 1 at the greatest inequality.
  ///
  /// Undefined when the floor is not below the greatest value, as with a single unit and equal entitlements.
  public static func avoidable(gini: Double, floor: Double, greatest: Double) -> MeasureValue {
    guard greatest > floor else { return .undefined(reason: "every division has the same Gini coefficient") }
    return MeasureValue((gini - floor) / (greatest - floor))
  }

  /// The floor for the units and entitlements of some holdings, as a measure.
  ///
  /// Undefined for divisible amounts, when nothing is allocated, and where the search could not prove its answer.
  public static func measure(of holdings: Holdings, nodeLimit: Int = 20_000) -> MeasureValue {
    guard holdings.kind == .identicalUnits else { return IdenticalUnits.notUnits }
    guard holdings.totalAmount > 0 else { return .nothingAllocated }
    return ofEntitlements(holdings.entitlements, units: holdings.totalAmount, nodeLimit: nodeLimit)?.measure
      ?? .undefined(reason: "the floor is out of range")
  }
}
