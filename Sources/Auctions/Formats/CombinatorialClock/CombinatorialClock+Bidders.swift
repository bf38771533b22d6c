// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension RoundBidders {
  /// What all bidders do in the next round.
  ///
  /// In the clock they ask as in any clock. In the supplementary round they offer what packages are worth to them, up to the caps and
  /// the budget: those of their statement, those asked for in the clock, and the best at the last prices. Members of a ring
  /// offer for packages only that they asked for in the clock, and who reduces demand for none with more units than the
  /// largest of these. For particular places they offer what these are worth to them, of the blocks of the size that they won.
  public func acts(in machine: CombinatorialClock) -> [AuctionLog.Act] {
    switch machine.stage {
    case .clock: acts(in: machine.clock)
    case .supplementary: values.indices.flatMap { offers(of: $0, in: machine) }
    case .assignment: placeOffers(in: machine)
    case .closed: []
    }
  }

  /// Offers for places, each lowered to what the budget leaves beside what is won and the best of its bidder for other lots.
  private func placeOffers(in machine: CombinatorialClock) -> [AuctionLog.Act] {
    var best: [[Int]: Int] = [:]
    return preferences.compactMap { preference in
      let (bidder, lot) = (preference.bidder, preference.lot)
      guard machine.assignableLots.contains(lot), machine.unitsWon(bidder, lot) == preference.places.count else {
        return nil
      }
      let others = WholeMoney.sum(machine.assignableLots.filter { $0 != lot }.map { best[[$0, bidder]] ?? 0 })
      let amount = min(preference.amount, machine.leftForPlaces(bidder) - others)
      guard amount > 0 else { return nil }
      best[[lot, bidder]] = max(best[[lot, bidder]] ?? 0, amount)
      return AuctionLog.Act(
        bidder: bidder, kind: .prefer, package: [LotQuantity(lot: lot, units: preference.places.count)], amount: amount,
        places: preference.places)
    }
  }

  private func offers(of bidder: Int, in machine: CombinatorialClock) -> [AuctionLog.Act] {
    let packages = packages(of: bidder, in: machine)
    let budget = machine.auction.bidders[bidder].budget ?? Currency.greatestAmount
    let worths = packages.map { min(values[bidder].worth($0), budget, Currency.greatestAmount) }
    let caps = machine.caps(of: bidder)
    var offers: [[Int]: Int] = [:]
    for bid in machine.bids[bidder] { offers[bid.units] = bid.amount }
    // An offer that rises can lift the caps of others, so they are looked at until none rises.
    var isMoving = true
    while isMoving {
      isMoving = false
      for (units, worth) in zip(packages, worths) {
        let cap = caps.cap(on: units) { offers[$0] ?? 0 }
        let amount = min(worth, cap?.most ?? worth)
        guard amount > offers[units] ?? 0 else { continue }
        offers[units] = amount
        isMoving = true
      }
    }
    let reserves = machine.auction.lots.map(\.reserve)
    return packages.compactMap { units in
      guard let amount = offers[units], amount > machine.highestBid(bidder, units),
        amount >= WholeMoney.cost(units, reserves)
      else { return nil }
      return .init(bidder: bidder, kind: .offer, package: HoldingRules.package(units), amount: amount)
    }
  }

  /// The packages that a bidder offers for, each once.
  private func packages(of bidder: Int, in machine: CombinatorialClock) -> [[Int]] {
    let inClock = machine.bids[bidder].map(\.units)
    var candidates = inClock
    if rings[bidder].isEmpty {
      candidates += values[bidder].entries.map(\.units)
      let supply = machine.auction.lots.map(\.supply)
      candidates.append(values[bidder].best(.init(prices: machine.clock.postedPrices, available: supply)).units)
    }
    if case .demandReducing = behaviours[bidder] {
      let most = inClock.map { $0.reduce(0, +) }.max() ?? 0
      candidates.removeAll { $0.reduce(0, +) > most }
    }
    let limit = machine.auction.bidders[bidder].eligibilityPoints ?? Int.max
    var seen: Set<[Int]> = []
    return candidates.filter { units in
      units.contains { $0 > 0 } && seen.insert(units).inserted && machine.holdingRules.points(units) <= limit
        && machine.holdingRules.breach(bidder: bidder, units: units) == nil
    }
  }

  /// Bids until the auction closes.
  ///
  /// - Throws: What finding winners throws.
  public func run(_ machine: inout CombinatorialClock) throws {
    while !machine.isClosed { try machine.submit(acts(in: machine)) }
  }
}
