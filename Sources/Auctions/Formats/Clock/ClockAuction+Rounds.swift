// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension ClockAuction {
  /// Carries out a round at the announced prices.
  ///
  /// - Parameter acts: `demand` with the package wanted, or `exit`, which wants nothing. Who does neither wants nothing from
  ///   the posted price on.
  /// - Returns: The round as the log keeps it.
  @discardableResult
  public mutating func submit(_ acts: [AuctionLog.Act]) -> AuctionLog.Round {
    let (requests, reasons) = requests(acts)
    var events: [AuctionLog.Event] = []
    if isClosed {
      events = acts.indices.map { event(.rejected, acts, $0, reason: reasons[$0]) }
    } else {
      let announced = clockPrices
      let processed = processed(requests)
      events = verdicts(acts, reasons, requests, processed.demands)
      let before = eligibility
      demands = processed.demands
      applyActivityRule(&events)
      records.append(
        Record(
          prices: announced, requests: requests.map { $0.last?.units ?? [] }, demands: demands,
          eligibilityBefore: before, eligibilityAfter: eligibility))
      events.append(.init(.demand, package: HoldingRules.package(totalDemand)))
      movePrices(processed.lastReduction)
      for lot in announced.indices where clockPrices[lot] != announced[lot] {
        events.append(.init(.price, package: [LotQuantity(lot: lot)], amount: clockPrices[lot]))
      }
      if isClosed { events += closingEvents() }
    }
    let round = AuctionLog.Round(number: nextRound, acts: acts, events: events)
    log.rounds.append(round)
    return round
  }

  private func event(
    _ kind: AuctionLog.Event.Kind, _ acts: [AuctionLog.Act], _ index: Int, reason: AuctionLog.Reason? = nil
  ) -> AuctionLog.Event {
    .init(kind, act: index, bidder: acts[index].bidder, package: acts[index].package, reason: reason)
  }

  /// What became of every act, and of bidders who said nothing and are held to something.
  private func verdicts(
    _ acts: [AuctionLog.Act], _ reasons: [AuctionLog.Reason?], _ requests: [[Request]], _ demands: [[Int]]
  ) -> [AuctionLog.Event] {
    var events = acts.indices.map { index in
      event(reasons[index] == nil ? .accepted : .rejected, acts, index, reason: reasons[index])
    }
    for (bidder, own) in requests.enumerated() {
      guard let last = own.last, last.units != demands[bidder] else { continue }
      // More than was asked for is held where demand would fall below supply; less where eligibility was in use elsewhere.
      let holdsMore = zip(demands[bidder], last.units).contains { $0 > $1 }
      let event = AuctionLog.Event(
        .partlyAccepted, act: last.act, bidder: bidder, package: HoldingRules.package(demands[bidder]),
        reason: holdsMore ? .undersell : .aboveEligibility)
      if let act = last.act { events[act] = event } else { events.append(event) }
    }
    return events
  }

  private mutating func applyActivityRule(_ events: inout [AuctionLog.Event]) {
    for bidder in auction.bidders.indices {
      guard let points = eligibility[bidder] else { continue }
      let activity = holdingRules.points(demands[bidder])
      let left = WholeMoney.eligibility(after: activity, of: points, thousandths: rules.activityThousandths)
      guard left < points else { continue }
      eligibility[bidder] = left
      events.append(.init(.eligibility, bidder: bidder, points: left))
    }
  }

  /// Posts the prices at which the demand holds, and announces the next ones.
  private mutating func movePrices(_ lastReduction: [Int?]) {
    let overdemanded = overdemanded(demands)
    let announced = clockPrices
    for lot in announced.indices where announced[lot] > postedPrices[lot] {
      if overdemanded.contains(lot) || !rules.hasIntermediatePrices {
        postedPrices[lot] = announced[lot]
      } else {
        // The price stops where the last unit that had to be given up was.
        postedPrices[lot] = prices(atThousandths: lastReduction[lot] ?? 0)[lot]
      }
    }
    clockPrices = postedPrices
    for lot in overdemanded {
      let step = WholeMoney.increment(
        postedPrices[lot], thousandths: rules.incrementThousandths, least: rules.leastIncrement)
      clockPrices[lot] = min(Currency.greatestAmount, WholeMoney.sum([postedPrices[lot], step]))
    }
    hasCleared = overdemanded.isEmpty
    isClosed = hasCleared || nextRound >= rules.mostRounds
    if isClosed { clockPrices = postedPrices }
  }

  private func closingEvents() -> [AuctionLog.Event] {
    var events = [AuctionLog.Event(.closed)]
    guard hasCleared else { return events }
    for bidder in auction.bidders.indices where demands[bidder].contains(where: { $0 > 0 }) {
      events.append(
        .init(
          .won, bidder: bidder, package: HoldingRules.package(demands[bidder]),
          amount: WholeMoney.cost(demands[bidder], postedPrices)))
    }
    let unsold = HoldingRules.package(zip(holdingRules.supply, totalDemand).map(-))
    if !unsold.isEmpty { events.append(.init(.unsold, package: unsold)) }
    return events
  }
}
