// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension RoundBidders {
  /// What all bidders ask for in the next round, in the order of the auction's bidders.
  ///
  /// Every bidder looks at the posted and announced prices and at their own eligibility and earlier requests. Where prices
  /// between those of two rounds are allowed, a bidder changes the request at the first of them from which another package is
  /// better.
  public func acts(in machine: ClockAuction) -> [AuctionLog.Act] {
    var acts: [[AuctionLog.Act]] = Array(repeating: [], count: values.count)
    let nothing = Array(repeating: 0, count: machine.auction.lots.count)
    var requests = Array(repeating: nothing, count: values.count)
    for bidder in order {
      var available = machine.auction.lots.map(\.supply)
      for mate in mates(of: bidder) { available = zip(available, requests[mate]).map { max(0, $0 - $1) } }
      func wanted(_ point: Int) -> [Int] {
        self.wanted(by: bidder, in: machine, available: available, point: point)
      }
      let last = wanted(1000)
      requests[bidder] = last
      var changes: [(point: Int, units: [Int])] = []
      if machine.rules.hasIntermediatePrices, machine.clockPrices != machine.postedPrices {
        let first = wanted(0)
        if first != machine.demands[bidder] { changes.append((0, first)) }
        changes += Self.changes(from: (0, first), to: (1000, last), wanted)
      }
      if changes.isEmpty { changes = [(1000, last)] }
      acts[bidder] = changes.map { change in
        .init(
          bidder: bidder, kind: .demand, package: HoldingRules.package(change.units),
          pointThousandths: change.point == 1000 ? nil : change.point)
      }
    }
    return acts.flatMap(\.self)
  }

  private func wanted(by bidder: Int, in machine: ClockAuction, available: [Int], point: Int) -> [Int] {
    let prices = machine.prices(atThousandths: point)
    let budget = machine.auction.bidders[bidder].budget ?? Currency.greatestAmount
    let limit = machine.rules.activityRule == .points ? machine.eligibility[bidder] : nil
    let conditions = PackageValues.Conditions(
      prices: prices, available: available, points: machine.holdingRules.points,
      mostPoints: limit ?? machine.auction.bidders[bidder].eligibilityPoints
    ) { units in
      WholeMoney.cost(units, prices) <= budget && machine.holdingRules.breach(bidder: bidder, units: units) == nil
        && machine.activityFault(units, bidder, prices: prices) == nil
    }
    return choice(of: bidder, conditions).units
  }

  /// The points after the first at which what is wanted changes, found by halving.
  private static func changes(
    from first: (point: Int, units: [Int]), to last: (point: Int, units: [Int]), _ wanted: (Int) -> [Int]
  ) -> [(point: Int, units: [Int])] {
    if first.units == last.units { return [] }
    if last.point - first.point == 1 { return [last] }
    let middle = (first.point + last.point) / 2
    let between = (point: middle, units: wanted(middle))
    return changes(from: first, to: between, wanted) + changes(from: between, to: last, wanted)
  }

  /// Asks until the auction closes.
  public func run(_ machine: inout ClockAuction) {
    while !machine.isClosed { machine.submit(acts(in: machine)) }
  }
}
