// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What a reverse auction came to.
public struct ReverseOutcome: Hashable, Sendable {
  /// A station that was bought.
  public struct Purchase: Hashable, Sendable {
    /// Its index.
    public var station: Int
    /// What its holder gets, in minor units.
    public var price: Int
  }

  /// What was bought, by station.
  public var purchases: [Purchase]
  /// Where everything else is put: the lot by station.
  public var places: [Int: Int]
  /// Stations that weren't for sale at the opening price and have no place: with any, the target is out of reach.
  public var withoutPlace: [Int]
  /// Stations whose price could still fall when the rounds ran out.
  public var undecided: [Int]
  /// Whether the cost is within the budget.
  public var isWithinBudget: Bool

  /// What all purchases cost, in minor units.
  public var cost: Int { WholeMoney.sum(purchases.map(\.price)) }

  /// Whether the positions that are left hold everything that stays, at a cost within the budget.
  public var isCleared: Bool { withoutPlace.isEmpty && undecided.isEmpty && isWithinBudget }
}

extension ReverseAuction {
  /// What the auction has come to so far.
  public var outcome: ReverseOutcome {
    let purchases = status.indices.filter { status[$0] == .bought }.map {
      ReverseOutcome.Purchase(station: $0, price: prices[$0])
    }
    let cost = WholeMoney.sum(purchases.map(\.price))
    return ReverseOutcome(
      purchases: purchases,
      places: places.filter { status[$0.key] == .stays },
      withoutPlace: status.indices.filter { status[$0] == .noPlace }, undecided: active,
      isWithinBudget: cost <= rules.budget ?? .max)
  }
}
