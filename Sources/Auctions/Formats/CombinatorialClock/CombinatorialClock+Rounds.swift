// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension CombinatorialClock {
  /// Carries out a round of the present phase.
  ///
  /// - Parameter acts: In the clock `demand` and `exit`; in the supplementary round `offer` with a package and an amount; in the round
  ///   for places `prefer` with a lot, places and an amount.
  /// - Returns: The round as the log keeps it.
  /// - Throws: What finding winners, or the assignment of places, throws. The state is then as before.
  @discardableResult
  public mutating func submit(_ acts: [AuctionLog.Act]) throws -> AuctionLog.Round {
    var next = self
    let phase = phase
    var events: [AuctionLog.Event]
    switch stage {
    case .clock: events = next.submitToClock(acts)
    case .supplementary: events = try next.submitOffers(acts)
    case .assignment: events = try next.submitPreferences(acts)
    case .closed:
      events = acts.enumerated().map { index, act in
        let isKnown = auction.bidders.indices.contains(act.bidder)
        return .init(
          .rejected, act: index, bidder: act.bidder, package: act.package, amount: act.amount,
          reason: isKnown ? .closed : .unknownBidder)
      }
    }
    if next.stage != stage, next.stage == .closed { events.append(.init(.closed)) }
    let round = AuctionLog.Round(number: nextRound, phase: phase, acts: acts, events: events)
    next.log.rounds.append(round)
    self = next
    return round
  }

  private mutating func submitToClock(_ acts: [AuctionLog.Act]) -> [AuctionLog.Event] {
    let round = clock.submit(acts)
    if let record = clock.records.last {
      for (bidder, units) in record.requests.enumerated() {
        keep(bidder, units, WholeMoney.cost(units, record.prices))
      }
    }
    if clock.isClosed { stage = .supplementary }
    // What is wanted at the end of the clock isn't won yet.
    return round.events.filter { $0.kind != .won && $0.kind != .unsold }
  }

  // MARK: - Supplementary round

  private mutating func submitOffers(_ acts: [AuctionLog.Act]) throws -> [AuctionLog.Event] {
    var reasons = acts.map(formFault)
    for bidder in auction.bidders.indices {
      let caps = caps(of: bidder)
      var waiting = acts.indices.filter { acts[$0].bidder == bidder && reasons[$0] == nil }
      var taken: Set<[Int]> = []
      for index in waiting where !taken.insert(holdingRules.units(acts[index].package) ?? []).inserted {
        reasons[index] = .twice
      }
      waiting.removeAll { reasons[$0] != nil }
      // A bid that counts can only lift the caps of others, so what is rejected is looked at again after each.
      var isMoving = true
      while isMoving {
        isMoving = false
        for index in waiting {
          let (units, amount) = (holdingRules.units(acts[index].package) ?? [], acts[index].amount ?? 0)
          reasons[index] = fault(units, bidder, amount, caps)
          guard reasons[index] == nil else { continue }
          keep(bidder, units, amount)
          isMoving = true
        }
        waiting.removeAll { reasons[$0] == nil }
      }
    }
    var events = acts.indices.map { index in
      AuctionLog.Event(
        reasons[index] == nil ? .accepted : .rejected, act: index, bidder: acts[index].bidder,
        package: acts[index].package, amount: acts[index].amount, reason: reasons[index])
    }
    let (outcome, payments) = try settle(sealedBids)
    self.outcome = outcome
    self.payments = payments
    for winner in outcome.winners {
      events.append(.init(.won, bidder: winner.bidder, package: winner.package, amount: winner.price))
    }
    if !outcome.unsold.isEmpty { events.append(.init(.unsold, package: outcome.unsold)) }
    stage = rules.hasAssignmentStage && !assignableLots.isEmpty ? .assignment : .closed
    return events
  }

  private func formFault(_ act: AuctionLog.Act) -> AuctionLog.Reason? {
    guard auction.bidders.indices.contains(act.bidder) else { return .unknownBidder }
    guard act.kind == .offer, act.amount != nil, !act.package.isEmpty else { return .wrongAct }
    return holdingRules.units(act.package) == nil ? .unknownLot : nil
  }

  /// Why a supplementary bid doesn't count; nil where it does.
  private func fault(
    _ units: [Int], _ bidder: Int, _ amount: Int, _ caps: SupplementaryCaps
  ) -> AuctionLog.Reason? {
    if let breach = holdingRules.breach(bidder: bidder, units: units) { return breach }
    if let most = auction.bidders[bidder].eligibilityPoints, holdingRules.points(units) > most {
      return .aboveEligibility
    }
    if amount > Currency.greatestAmount { return .aboveGreatestAmount }
    if let budget = auction.bidders[bidder].budget, amount > budget { return .aboveBudget }
    let least = max(highestBid(bidder, units), WholeMoney.cost(units, auction.lots.map(\.reserve)), 1)
    if amount < least { return .belowMinimum }
    if let cap = caps.cap(on: units, highest: { highestBid(bidder, $0) }), amount > cap.most { return cap.reason }
    return nil
  }
}
