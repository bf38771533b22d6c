// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

extension ReverseMachine {
  /// Plays an auction in which holders behave and bids are what staying is worth to them.
  ///
  /// A holder keeps its position as soon as the price on offer is below its limit: what staying is worth, or more by the
  /// share where it shades, which for a seller means to ask for more. A spiteful holder, who wants the buyer to pay much, and
  /// a ring, whose members compete for the same money, act here as straightforward holders do; so do demand-reducing and
  /// budget-bound ones, since nobody spends anything.
  ///
  /// - Parameters:
  ///   - auction: its bids say which stations there are and what staying is worth.
  ///   - behaviours: one a bidder.
  ///   - seed: of the order in which stations are processed.
  ///   - solver: decides whether stations fit.
  /// - Throws: `RepackingFault`, and what the solver throws.
  public static func run(
    auction: Auction, behaviours: [Behaviour], rules: ReverseRules, seed: Int, solver: any Solver
  ) throws -> ReverseMachine {
    var machine = try ReverseMachine(auction: auction, rules: rules, seed: seed, solver: solver)
    let (stations, values) = try Station.stations(of: auction, rules: rules)
    let limits = zip(stations, values).map { station, value in
      guard case .shading(let thousandths) = behaviours[station.holder] else { return value }
      return value + WholeMoney.share(value, thousandths)
    }
    while !machine.isClosed {
      let reverse = machine.reverse
      try machine.submit(
        reverse.active.filter { reverse.offer(to: $0) < limits[$0] }.map { station in
          AuctionLog.Act(
            bidder: stations[station].holder, kind: .exit,
            package: stations[station].positions.map { LotQuantity(lot: $0) })
        })
    }
    return machine
  }
}
