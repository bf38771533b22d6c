// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension AscendingSingleLotMachine {
  /// Plays an auction in which bidders behave and bids are values.
  ///
  /// In every round who isn't standing raises by the least step as long as that is within its limit, else withdraws. The
  /// limit is what the lot on sale adds to what the bidder holds; later lots aren't thought of.
  ///
  /// - Parameters:
  ///   - auction: its bids say what lots are worth.
  ///   - behaviours: one a bidder.
  ///   - seed: of the lots that decide between equal bids.
  public static func run(
    auction: Auction, behaviours: [Behaviour], rules: AscendingSingleLotRules, seed: Int
  ) -> AscendingSingleLotMachine {
    var machine = AscendingSingleLotMachine(auction: auction, rules: rules, seed: seed)
    let values = StatedValues(auction)
    let aims = auction.bidders.indices.map { behaviours[$0].unitsAimedAt(of: values.wantedUnits(of: $0)) }
    var limits: [Int] = []
    var known = (lot: -1, sales: -1)
    while let sale = machine.sales.sale {
      let now = (lot: machine.sales.lot, sales: machine.sales.outcome.sales.count)
      if now != known {
        known = now
        limits = Behaviour.limitsWithinRings(
          auction.bidders.indices.map { bidder in
            let units = machine.sales.held.units[bidder]
            guard sale.active.contains(bidder), units.reduce(0, +) < aims[bidder] else { return 0 }
            let purse = auction.bidders[bidder].budget.map { $0 - machine.sales.spent[bidder] }
            return behaviours[bidder].limit(
              for: values.gain(from: now.lot, beside: units, to: bidder), purse: purse)
          }, behaviours)
      }
      let least = sale.leastBid
      machine.submit(
        sale.active.filter { $0 != sale.standing?.bidder }.map { bidder in
          limits[bidder] >= least
            ? AuctionLog.Act(bidder: bidder, kind: .bid, amount: least)
            : AuctionLog.Act(bidder: bidder, kind: .exit, package: [LotQuantity(lot: now.lot)])
        })
    }
    return machine
  }
}
