// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import IntegerPrograms

extension AuctionRun {
  private var auction: Auction { document.auction }
  private var seed: Int { document.seeds.world }

  // MARK: - Lots one by one

  func ascendingSingleLots(_ rules: AscendingSingleLotRules) throws -> AuctionResult {
    progress(.rounds)
    var machine = AscendingSingleLotMachine(auction: auction, rules: rules, seed: seed)
    if try !replay(&machine) {
      machine = .run(auction: auction, behaviours: document.behaviours, rules: rules, seed: seed)
    }
    return logged(machine, result(of: machine.sales.outcome, bids: auction))
  }

  func rightToChoose(_ rules: RightToChooseRules) throws -> AuctionResult {
    progress(.rounds)
    var machine = RightToChooseMachine(auction: auction, rules: rules, seed: seed)
    if try !replay(&machine) {
      machine = .run(auction: auction, behaviours: document.behaviours, rules: rules, seed: seed)
    }
    return logged(machine, result(of: machine.rights.outcome, bids: auction))
  }

  /// The result of units that were sold by themselves: what each bidder bought together.
  func result(of sale: SaleOutcome, bids: Auction) -> AuctionResult {
    let payments = sale.payments(of: bids.bidders)
    let winners = bids.bidders.indices.compactMap { bidder -> AuctionResult.Winner? in
      let own = sale.sales.filter { $0.bidder == bidder }
      guard !own.isEmpty else { return nil }
      return AuctionResult.Winner(
        bidder: bidder, package: Auction.sum(of: own.map { [LotQuantity(lot: $0.lot)] }),
        bid: own.reduce(0) { $0 + $1.bid }, price: own.reduce(0) { $0 + $1.price }, payment: payments[bidder])
    }
    var result = AuctionResult(
      status: .closed, winners: winners, welfare: worth(winners), unsold: sale.unsold, bids: bids)
    result.usedLots = sale.usedLots
    return result
  }

  /// What packages are worth by the file's values, or what was bid for them where it states none.
  private func worth(_ winners: [AuctionResult.Winner]) -> Int {
    guard document.statesValues, !auction.bids.isEmpty else { return winners.reduce(0) { $0 + $1.bid } }
    let values = StatedValues(auction)
    return winners.reduce(0) { sum, winner in
      var units = Array(repeating: 0, count: auction.lots.count)
      for item in winner.package { units[item.lot] = item.units }
      return sum + values.value(of: units, to: winner.bidder)
    }
  }

  // MARK: - All lots at once

  func simultaneousAscending(_ rules: SimultaneousAscendingRules) throws -> AuctionResult {
    progress(.rounds)
    let determination = determination
    var machine = try SimultaneousAscending(auction: auction, rules: rules, seed: seed) {
      try determination.solve($0)
    }
    if try !replay(&machine) {
      try RoundBidders(statement: auction, behaviours: document.behaviours).run(&machine)
    }
    return logged(machine, result(of: try machine.outcome()))
  }

  func clock(_ rules: ClockRules) throws -> AuctionResult {
    progress(.rounds)
    var machine = ClockAuction(auction: auction, rules: rules, seed: seed)
    if try !replay(&machine) {
      RoundBidders(statement: auction, behaviours: document.behaviours).run(&machine)
    }
    return logged(machine, result(of: try machine.outcome()))
  }

  private func result(of outcome: RoundsOutcome) -> AuctionResult {
    let winners = outcome.accounts.map {
      AuctionResult.Winner(
        bidder: $0.bidder, package: $0.package, bid: $0.price, price: $0.price, payment: $0.payment,
        withdrawalPayment: $0.withdrawalPayment)
    }
    let asked = Set(auction.bids.flatMap { $0.package.map(\.lot) })
    let unsold = outcome.unsold.map {
      UnsoldLot(lot: $0.lot, units: $0.units, reason: asked.contains($0.lot) ? .offersLost : .noOffer)
    }
    var result = AuctionResult(
      status: .closed, winners: winners, welfare: worth(winners), unsold: unsold, bids: auction)
    result.lotPrices = outcome.prices
    return result
  }

  func combinatorialClock(_ rules: CombinatorialClockRules) throws -> AuctionResult {
    progress(.rounds)
    let payments = document.payments
    let determination = determination
    var machine = CombinatorialClock(auction: auction, rules: rules, seed: seed) { bids in
      var sealed = SealedAuction(auction: bids, payments: payments, solver: determination.solver)
      sealed.determination = determination
      return try sealed.run()
    }
    if try !replay(&machine) {
      try RoundBidders(statement: auction, behaviours: document.behaviours).run(&machine)
    }
    guard let outcome = machine.outcome else { throw RoundsFault.notClosed(rounds: machine.log.rounds.count) }
    var result = try result(of: outcome, payments: nil, bids: machine.sealedBids)
    // By the values, so that the formats can be compared; the bids that won are in the winners.
    result.welfare = worth(result.winners)
    result.welfareBound = nil
    result.log = machine.log
    return result
  }

  // MARK: - Without prices by bids

  func reverse(_ rules: ReverseRules) throws -> AuctionResult {
    progress(.rounds)
    let (stations, values) = try Station.stations(of: auction, rules: rules)
    var machine = try ReverseMachine(auction: auction, rules: rules, seed: seed, solver: determination.solver)
    if try !replay(&machine) {
      machine = try .run(
        auction: auction, behaviours: document.behaviours, rules: rules, seed: seed, solver: determination.solver)
    }
    let outcome = machine.reverse.outcome
    let winners = auction.bidders.indices.compactMap { bidder -> AuctionResult.Winner? in
      let own = outcome.purchases.filter { stations[$0.station].holder == bidder }
      guard !own.isEmpty else { return nil }
      // What is given up is counted as negative payment: the seller of the format is the buyer of positions.
      let price = own.reduce(0) { $0 + $1.price }
      return AuctionResult.Winner(
        bidder: bidder,
        package: Auction.sum(of: own.map { stations[$0.station].positions.map { LotQuantity(lot: $0) } }),
        bid: own.reduce(0) { $0 + values[$1.station] }, price: -price, payment: -price)
    }
    var result = AuctionResult(
      status: .closed, winners: winners,
      welfare: stations.indices.filter { station in !outcome.purchases.contains { $0.station == station } }
        .reduce(0) { $0 + values[$1] }, unsold: [], bids: auction)
    result.revenue = 0
    result.cost = outcome.cost
    return logged(machine, result)
  }

  func postedFee(_ rules: PostedFeeRules) -> AuctionResult {
    let outcome = PostedFee(auction: auction, rules: rules, seed: seed).run()
    let winners = auction.bidders.indices.compactMap { bidder -> AuctionResult.Winner? in
      let own = outcome.grants.filter { auction.bids[$0.bid].bidder == bidder }
      guard !own.isEmpty else { return nil }
      let fee = own.reduce(0) { $0 + $1.fee }
      return AuctionResult.Winner(
        bidder: bidder, bids: own.map(\.bid).sorted(),
        package: Auction.sum(of: own.map { auction.bids[$0.bid].package }),
        bid: own.reduce(0) { $0 + auction.bids[$1.bid].amount }, price: fee,
        payment: fee - auction.bidders[bidder].discount(on: fee))
    }
    return AuctionResult(
      status: .closed, winners: winners, welfare: winners.reduce(0) { $0 + $1.bid }, unsold: outcome.unsold,
      bids: auction)
  }

  func lottery(_ rules: LotteryRules) -> AuctionResult {
    let outcome = LotLottery(auction: auction, rules: rules).run(seed: seed)
    let winners = auction.bidders.indices.compactMap { bidder -> AuctionResult.Winner? in
      let own = outcome.served.filter { auction.bids[$0].bidder == bidder }.sorted()
      guard !own.isEmpty else { return nil }
      return AuctionResult.Winner(
        bidder: bidder, bids: own, package: Auction.sum(of: own.map { auction.bids[$0].package }),
        bid: own.reduce(0) { $0 + auction.bids[$1].amount }, price: 0, payment: 0)
    }
    var result = AuctionResult(
      status: .closed, winners: winners, welfare: winners.reduce(0) { $0 + $1.bid }, unsold: outcome.unsold,
      bids: auction)
    result.usedLots = auction.bidders.count > 1
    return result
  }

  // MARK: - Replay

  /// Carries out the acts that the document names; false where it names none.
  private func replay(_ machine: inout some RoundMachine) throws -> Bool {
    guard let path = document.roundsPath else { return false }
    try AuctionLogFile.read(path, auction: auction).replay(in: &machine)
    guard machine.isClosed else { throw RoundsFault.notClosed(rounds: machine.log.rounds.count) }
    return true
  }

  private func logged(_ machine: some RoundMachine, _ result: AuctionResult) -> AuctionResult {
    var result = result
    result.log = machine.log
    return result
  }
}
