// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension CombinatorialClock {
  /// Lots of several units of which somebody has won some: their units are numbered places.
  public var assignableLots: [Int] {
    auction.lots.indices.filter { lot in
      auction.lots[lot].supply > 1 && outcome?.winners.contains { $0.package.contains { $0.lot == lot } } ?? false
    }
  }

  /// How many units of a lot a bidder has won.
  func unitsWon(_ bidder: Int, _ lot: Int) -> Int {
    let own = outcome?.winners.first { $0.bidder == bidder }
    return own?.package.first { $0.lot == lot }?.units ?? 0
  }

  /// What a bidder may still spend on places, in minor units: the budget less the price of what is won.
  func leftForPlaces(_ bidder: Int) -> Int {
    guard let budget = auction.bidders[bidder].budget else { return Currency.greatestAmount }
    return max(0, budget - (outcome?.winners.first { $0.bidder == bidder }?.price ?? 0))
  }

  /// Takes offers for blocks of places, and assigns them lot by lot.
  mutating func submitPreferences(_ acts: [AuctionLog.Act]) throws -> [AuctionLog.Event] {
    var events: [AuctionLog.Event] = []
    /// By lot and bidder, the amount for the block that begins at a place.
    var offers: [[Int]: [Int: Int]] = [:]
    /// The best offer for one lot and the best for another are paid together.
    func isBeyondBudget(_ act: AuctionLog.Act, _ lot: Int, _ amount: Int) -> Bool {
      let best = offers.filter { $0.key[1] == act.bidder && $0.key[0] != lot }.map { $0.value.values.max() ?? 0 }
      return WholeMoney.sum(best + [amount]) > leftForPlaces(act.bidder)
    }
    for (index, act) in acts.enumerated() {
      var reason = preferenceFault(act)
      if reason == nil, let lot = act.package.first?.lot, let first = act.places.first, let amount = act.amount {
        if isBeyondBudget(act, lot, amount) {
          reason = .aboveBudget
        } else if offers[[lot, act.bidder]]?[first] == nil {
          offers[[lot, act.bidder], default: [:]][first] = amount
        } else {
          reason = .twice
        }
      }
      events.append(
        .init(
          reason == nil ? .accepted : .rejected, act: index, bidder: act.bidder, package: act.package,
          amount: act.amount, places: act.places, reason: reason))
    }
    for lot in assignableLots {
      let holders = auction.bidders.indices.filter { unitsWon($0, lot) > 0 }
      let problem = try BlockAssignment(
        lot: auction.lots[lot].name, places: auction.lots[lot].supply,
        holders: holders.map { .init(bidder: $0, units: unitsWon($0, lot), offers: offers[[lot, $0]] ?? [:]) })
      let solution = problem.solution()
      let payments = try problem.payments(solution, by: assignmentPayments)
      for (place, holder) in problem.holders.enumerated() {
        let first = solution.firstPlaces[place]
        let assignment = PlaceAssignment(
          lot: lot, bidder: holder.bidder, places: Array(first..<(first + holder.units)),
          offer: problem.offer(place, at: first), payment: payments[place])
        assignments.append(assignment)
        events.append(
          .init(
            .assigned, bidder: holder.bidder, package: [LotQuantity(lot: lot, units: holder.units)],
            amount: assignment.payment, places: assignment.places))
      }
    }
    stage = .closed
    return events
  }

  private func preferenceFault(_ act: AuctionLog.Act) -> AuctionLog.Reason? {
    guard auction.bidders.indices.contains(act.bidder) else { return .unknownBidder }
    guard act.kind == .prefer, act.package.count == 1, let amount = act.amount else { return .wrongAct }
    guard holdingRules.units(act.package) != nil, let lot = act.package.first?.lot else { return .unknownLot }
    let units = unitsWon(act.bidder, lot)
    guard let first = act.places.first, first >= 1, units > 0, act.places.count == units,
      first <= auction.lots[lot].supply - units + 1, act.places == Array(first..<(first + units))
    else { return .unknownPlaces }
    if amount > Currency.greatestAmount { return .aboveGreatestAmount }
    return amount < 0 ? .belowMinimum : nil
  }
}
