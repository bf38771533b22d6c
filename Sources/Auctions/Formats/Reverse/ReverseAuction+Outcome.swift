// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

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
      places: places.filter { status[$0.key] == .stays || !stations[$0.key].positionsAfterSale.isEmpty },
      withoutPlace: status.indices.filter { status[$0] == .noPlace }, undecided: active,
      isWithinBudget: cost <= rules.budget ?? .max)
  }

  /// Plays an auction in which every holder keeps its position as soon as the price is below a limit.
  ///
  /// - Parameter limits: one a station, in minor units; what staying is worth, for holders who are straightforward.
  /// - Throws: as `submit` does.
  public static func run(
    auction: Auction, stations: [Station], limits: [Int], rules: ReverseRules, seed: Int, solver: any Solver
  ) throws -> ReverseAuction {
    var machine = ReverseAuction(auction: auction, stations: stations, rules: rules, seed: seed, solver: solver)
    while !machine.isOver {
      let leaving = machine.active.filter { machine.offer(to: $0) < limits[$0] }
      _ = try machine.submit(leaving.map { .exit(station: $0) })
    }
    return machine
  }

  /// Plays auctions with more and more positions left until one clears within the budget.
  ///
  /// - Parameter targets: the lots that are left in each stage, the most ambitious first; other lots can't be used.
  /// - Returns: the stage that cleared and its auction; the last where none did.
  /// - Throws: as `submit` does.
  public static func firstAffordable(
    targets: [Set<Int>], auction: Auction, stations: [Station], limits: [Int], rules: ReverseRules, seed: Int,
    solver: any Solver
  ) throws -> (stage: Int, auction: ReverseAuction)? {
    var last: (stage: Int, auction: ReverseAuction)?
    for (stage, target) in targets.enumerated() {
      let reduced = stations.map { station in
        var station = station
        station.positions = station.positions.filter(target.contains)
        station.positionsAfterSale = station.positionsAfterSale.filter(target.contains)
        return station
      }
      let machine = try run(
        auction: auction, stations: reduced, limits: limits, rules: rules, seed: seed, solver: solver)
      last = (stage, machine)
      if machine.outcome.isCleared { break }
    }
    return last
  }
}
