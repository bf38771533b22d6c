// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension RoundBidders {
  /// What all bidders do in the next round, in the order of the auction's bidders.
  ///
  /// Every bidder looks at the least amounts, at who stands where, and at their own eligibility; bids are the least amounts. The
  /// price of a lot in which a bidder stands is spent already and isn't counted.
  public func acts(in machine: SimultaneousAscending) -> [AuctionLog.Act] {
    var acts: [[AuctionLog.Act]] = Array(repeating: [], count: values.count)
    for bidder in order {
      let held = machine.held(by: bidder)
      let mates = mates(of: bidder)
      var available = machine.auction.lots.map(\.supply)
      for mate in mates {
        for lot in available.indices where machine.standing[lot]?.bidder == mate { available[lot] = 0 }
        for act in acts[mate] { for part in act.package { available[part.lot] = 0 } }
      }
      for lot in held.indices where held[lot] > 0 { available[lot] = 1 }
      let committed = machine.committed(by: bidder)
      let budget = machine.auction.bidders[bidder].budget ?? Currency.greatestAmount
      let conditions = PackageValues.Conditions(
        prices: machine.asks, available: available, held: held, points: machine.holdingRules.points,
        mostPoints: machine.eligibility[bidder]
      ) { units in
        let more = zip(units, held).map(-)
        guard WholeMoney.sum([committed, WholeMoney.cost(more, machine.asks)]) <= budget else { return false }
        return machine.holdingRules.breach(bidder: bidder, units: units) == nil
      }
      let wanted = choice(of: bidder, conditions).units
      for lot in wanted.indices where wanted[lot] > held[lot] {
        acts[bidder].append(
          .init(bidder: bidder, kind: .bid, package: [LotQuantity(lot: lot)], amount: machine.asks[lot]))
      }
    }
    return acts.flatMap(\.self)
  }

  /// Bids until the auction closes.
  ///
  /// - Throws: What the choice of standing bids throws.
  public func run(_ machine: inout SimultaneousAscending) throws {
    while !machine.isClosed { try machine.submit(acts(in: machine)) }
  }
}
