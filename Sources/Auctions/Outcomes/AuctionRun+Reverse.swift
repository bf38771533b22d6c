// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension AuctionRun {
  func reverse(_ rules: ReverseRules) throws -> AuctionResult {
    progress(.rounds)
    let (stations, values) = try Station.stations(of: auction, rules: rules)
    var machine = try ReverseMachine(auction: auction, rules: rules, seed: seed, solver: determination.solver)
    if try !replay(&machine) {
      machine = try .run(
        auction: auction, behaviours: document.behaviours, rules: rules, seed: seed, solver: determination.solver)
    }
    let outcome = machine.reverse.outcome
    let networks = networks(outcome, stations)
    let winners = auction.bidders.indices.compactMap { bidder -> AuctionResult.Winner? in
      let own = outcome.purchases.filter { stations[$0.station].holder == bidder }
      guard !own.isEmpty else { return nil }
      // What is given up is counted as negative payment: the seller of the format is the buyer of positions.
      let price = own.reduce(0) { $0 + $1.price }
      return AuctionResult.Winner(
        bidder: bidder, bids: own.flatMap { stations[$0.station].bids }.sorted(),
        package: Auction.sum(of: own.map { stations[$0.station].positions.map { LotQuantity(lot: $0) } }),
        bid: own.reduce(0) { $0 + values[$1.station] }, price: -price, payment: -price)
    }
    var result = AuctionResult(
      status: .closed, winners: winners,
      welfare: outcome.places.keys.reduce(0) { $0 + values[$1] }, unsold: [], bids: auction)
    result.revenue = 0
    result.cost = outcome.cost
    result.networks = networks
    result.remarks = remarks(on: outcome, networks)
    return logged(machine, result)
  }

  private func networks(_ outcome: ReverseOutcome, _ stations: [Station]) -> [AuctionResult.Network] {
    let prices = Dictionary(outcome.purchases.map { ($0.station, $0.price) }, uniquingKeysWith: { first, _ in first })
    return stations.enumerated().map { index, station in
      let fate: AuctionResult.Network.Fate
      if let price = prices[index] {
        fate = .bought(price: price)
      } else if let lot = outcome.places[index] {
        fate = .stays(lot: lot)
      } else {
        fate = outcome.withoutPlace.contains(index) ? .withoutPlace : .undecided
      }
      return AuctionResult.Network(
        name: station.name, holder: station.holder, bids: station.bids, positions: station.positions, fate: fate)
    }
  }

  /// Who stays where, and why the target wasn't reached where it wasn't.
  private func remarks(on outcome: ReverseOutcome, _ networks: [AuctionResult.Network]) -> [String] {
    var remarks = networks.compactMap { network -> String? in
      let name = auction.bidders[network.holder].name
      switch network.fate {
      case .stays(let lot): return "\(name) stays, at \(auction.lots[lot].name)."
      case .bought: return nil
      case .withoutPlace: return "The target is out of reach: \(name) doesn't sell and has no place."
      case .undecided: return "The rounds ran out before it was settled whether \(name) sells."
      }
    }
    if !outcome.isWithinBudget { remarks.append("The cost is above the budget.") }
    return remarks
  }
}
