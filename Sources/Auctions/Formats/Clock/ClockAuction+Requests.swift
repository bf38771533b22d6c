// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension ClockAuction {
  /// What a bidder wants from a price on.
  struct Request {
    /// Index of the act; nil for a bidder who says nothing and so wants nothing from the posted price on.
    var act: Int?
    /// Between the posted price (0) and the announced one (1000).
    var point: Int
    /// Units by lot.
    var units: [Int]
  }

  /// The requests of every bidder by rising price, and why other acts don't count.
  func requests(_ acts: [AuctionLog.Act]) -> (requests: [[Request]], reasons: [AuctionLog.Reason?]) {
    var reasons: [AuctionLog.Reason?] = Array(repeating: nil, count: acts.count)
    var requests: [[Request]] = Array(repeating: [], count: auction.bidders.count)
    for (index, act) in acts.enumerated() {
      guard auction.bidders.indices.contains(act.bidder) else {
        reasons[index] = .unknownBidder
        continue
      }
      let point = act.pointThousandths ?? 1000
      reasons[index] = formFault(act, point)
      guard reasons[index] == nil, let units = holdingRules.units(act.package) else { continue }
      if requests[act.bidder].contains(where: { $0.point >= point }) {
        reasons[index] = .twice
        continue
      }
      reasons[index] = ruleFault(units, act.bidder, point)
      if reasons[index] == nil { requests[act.bidder].append(Request(act: index, point: point, units: units)) }
    }
    let nothing = Array(repeating: 0, count: auction.lots.count)
    for bidder in requests.indices where requests[bidder].isEmpty {
      requests[bidder] = [Request(act: nil, point: 0, units: nothing)]
    }
    return (requests, reasons)
  }

  private func formFault(_ act: AuctionLog.Act, _ point: Int) -> AuctionLog.Reason? {
    if isClosed { return .closed }
    guard act.kind == .demand || act.kind == .exit && act.package.isEmpty else { return .wrongAct }
    guard holdingRules.units(act.package) != nil else { return .unknownLot }
    guard (0...1000).contains(point), point == 1000 || rules.hasIntermediatePrices else { return .wrongAct }
    return nil
  }

  private func ruleFault(_ units: [Int], _ bidder: Int, _ point: Int) -> AuctionLog.Reason? {
    if let breach = holdingRules.breach(bidder: bidder, units: units) { return breach }
    let cost = WholeMoney.cost(units, prices(atThousandths: point))
    if cost > Currency.greatestAmount { return .aboveGreatestAmount }
    if let budget = auction.bidders[bidder].budget, cost > budget { return .aboveBudget }
    return activityFault(units, bidder, prices: prices(atThousandths: point))
  }

  /// Why the activity rule forbids a package at prices; nil where it allows it.
  func activityFault(_ units: [Int], _ bidder: Int, prices: [Int]) -> AuctionLog.Reason? {
    let points = holdingRules.points(units)
    if let most = auction.bidders[bidder].eligibilityPoints, points > most { return .aboveEligibility }
    switch rules.activityRule {
    case .points:
      if let limit = eligibility[bidder], points > limit { return .aboveEligibility }
      return nil
    case .revealedPreference:
      return agrees(units, bidder, prices, with: records) ? nil : .revealedPreference
    case .hybrid:
      guard let limit = eligibility[bidder], points > limit else { return nil }
      let reducing = records.filter { $0.isReducing(bidder) }
      return agrees(units, bidder, prices, with: reducing) ? nil : .revealedPreference
    }
  }

  /// Whether x at prices p isn't worse than what was asked for in earlier rounds s, by how prices have changed since:
  /// (p − pₛ)·x ≤ (p − pₛ)·xₛ for every s.
  private func agrees(_ units: [Int], _ bidder: Int, _ prices: [Int], with rounds: [Record]) -> Bool {
    rounds.allSatisfy { round in
      let changes = zip(prices, round.prices).map(-)
      let before = round.requests[bidder]
      return WholeMoney.sum(units.indices.map { WholeMoney.product(changes[$0], units[$0] - before[$0]) }) <= 0
    }
  }
}

extension ClockAuction.Record {
  /// Whether a bidder's eligibility became less by this round.
  func isReducing(_ bidder: Int) -> Bool {
    guard let before = eligibilityBefore[bidder], let after = eligibilityAfter[bidder] else { return false }
    return after < before
  }
}
