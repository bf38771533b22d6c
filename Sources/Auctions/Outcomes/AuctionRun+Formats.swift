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
    return logged(machine, result(of: try machine.outcome(), acts: machine.log.rounds.flatMap(\.acts)))
  }

  func clock(_ rules: ClockRules) throws -> AuctionResult {
    progress(.rounds)
    var machine = ClockAuction(auction: auction, rules: rules, seed: seed)
    if try !replay(&machine) {
      RoundBidders(statement: auction, behaviours: document.behaviours).run(&machine)
    }
    return logged(machine, result(of: try machine.outcome(), acts: machine.log.rounds.flatMap(\.acts)))
  }

  private func result(of outcome: RoundsOutcome, acts: [AuctionLog.Act]) -> AuctionResult {
    let winners = outcome.accounts.map {
      AuctionResult.Winner(
        bidder: $0.bidder, package: $0.package, bid: $0.price, price: $0.price, payment: $0.payment,
        withdrawalPayment: $0.withdrawalPayment)
    }
    var held = HeldLots(auction: auction)
    for account in outcome.accounts { held.give(account.package, to: account.bidder) }
    let unsold = outcome.unsold.map {
      UnsoldLot(lot: $0.lot, units: $0.units, reason: reason(for: $0.lot, held: held, acts: acts))
    }
    var result = AuctionResult(
      status: .closed, winners: winners, welfare: worth(winners), unsold: unsold, bids: auction)
    result.lotPrices = outcome.prices
    return result
  }

  /// Why a lot is left after rounds, by what was done in them and by what lots are worth to the bidders.
  private func reason(for lot: Int, held: HeldLots, acts: [AuctionLog.Act]) -> UnsoldLot.Reason {
    let canBeUsed = auction.bidders.isEmpty || auction.bidders.indices.contains { held.isFree(lot, for: $0) }
    if !canBeUsed { return .conflict }
    if acts.contains(where: { act in act.package.contains { $0.lot == lot } }) { return .offersLost }
    let asking = auction.bids.filter { bid in bid.package.contains { $0.lot == lot } }
    if asking.isEmpty { return .noOffer }
    return asking.allSatisfy { $0.amount < auction.reserve(of: $0.package) } ? .belowReserve : .offersLost
  }

  func combinatorialClock(_ rules: CombinatorialClockRules) throws -> AuctionResult {
    progress(.rounds)
    let payments = document.payments
    let determination = determination
    var machine = CombinatorialClock(auction: auction, rules: rules, seed: seed) { bids in
      var sealed = SealedAuction(auction: bids, payments: payments, solver: determination.solver)
      sealed.determination = determination
      return try sealed.runWithPayments()
    }
    if try !replay(&machine) {
      try RoundBidders(statement: auction, behaviours: document.behaviours).run(&machine)
    }
    guard let outcome = machine.outcome else { throw RoundsFault.notClosed(rounds: machine.log.rounds.count) }
    var result = try result(of: outcome, payments: machine.payments, bids: machine.sealedBids)
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
      welfare: outcome.places.keys.reduce(0) { $0 + values[$1] }, unsold: [], bids: auction)
    result.revenue = 0
    result.cost = outcome.cost
    result.remarks = remarks(on: outcome, stations)
    return logged(machine, result)
  }

  /// Who stays where after positions were bought back, and why the target wasn't reached where it wasn't.
  private func remarks(on outcome: ReverseOutcome, _ stations: [Station]) -> [String] {
    let name = { (station: Int) in auction.bidders[stations[station].holder].name }
    var remarks = outcome.places.sorted { $0.key < $1.key }.map {
      "\(name($0.key)) stays, at \(auction.lots[$0.value].name)."
    }
    remarks += outcome.withoutPlace.map { "The target is out of reach: \(name($0)) doesn't sell and has no place." }
    remarks += outcome.undecided.map { "The rounds ran out before it was settled whether \(name($0)) sells." }
    if !outcome.isWithinBudget { remarks.append("The cost is above the budget.") }
    return remarks
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
