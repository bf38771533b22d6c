// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import IntegerPrograms

extension AuctionRun {
  var auction: Auction { document.auction }
  var seed: Int { document.seeds.world }

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
      let foresight = RightToChooseMachine.foresight(behaviours: document.behaviours)
      machine = .run(auction: auction, behaviours: document.behaviours, rules: rules, seed: seed) { bidder, rights in
        document.looksAhead[bidder] ? foresight(bidder, rights) : 0
      }
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
        bidder: bidder, bids: own.compactMap(\.offer).sorted(),
        package: Auction.sum(of: own.map { [LotQuantity(lot: $0.lot)] }),
        bid: own.reduce(0) { $0 + $1.bid }, price: own.reduce(0) { $0 + $1.price }, payment: payments[bidder])
    }
    var result = AuctionResult(
      status: .closed, winners: winners, welfare: worth(winners), unsold: sale.unsold, bids: bids)
    result.usedLots = sale.usedLots
    return result
  }

  /// What packages are worth by the file's values, or what was bid for them where it states none.
  func worth(_ winners: [AuctionResult.Winner]) -> Int {
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
    var result = result(of: try machine.outcome(), acts: machine.log.rounds.flatMap(\.acts))
    if machine.log.rounds.count >= rules.mostRounds {
      result.remarks.append("The auction was closed after \(rules.mostRounds) rounds, the most that its rules allow.")
    }
    return logged(machine, result)
  }

  func clock(_ rules: ClockRules) throws -> AuctionResult {
    progress(.rounds)
    var machine = ClockAuction(auction: auction, rules: rules, seed: seed)
    if try !replay(&machine) {
      RoundBidders(statement: auction, behaviours: document.behaviours).run(&machine)
    }
    var result = result(of: try machine.outcome(), acts: machine.log.rounds.flatMap(\.acts))
    result.remarks += result.winners.compactMap { winner in
      let bidder = auction.bidders[winner.bidder]
      return winner.price > bidder.budget ?? .max
        ? "\(bidder.name) is held to what it asked for before, beyond its budget: nobody else asks for it." : nil
    }
    return logged(machine, result)
  }

  private func result(of outcome: RoundsOutcome, acts: [AuctionLog.Act]) -> AuctionResult {
    let winners = outcome.accounts.map {
      AuctionResult.Winner(
        bidder: $0.bidder, package: $0.package, bid: $0.price, price: $0.price, payment: $0.payment,
        withdrawalPayment: $0.withdrawalPayment)
    }
    var held = HeldLots(auction: auction)
    for account in outcome.accounts { held.give(account.package, to: account.bidder) }
    // By what was done in the rounds, else by what lots are worth to the bidders.
    let unsold = held.unsold { lot in
      if acts.contains(where: { act in act.package.contains { $0.lot == lot } }) { return [.lost] }
      return auction.bids.filter { bid in bid.package.contains { $0.lot == lot } }
        .map { $0.amount < auction.reserve(of: $0.package) ? .tooLow : .lost }
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
    var machine = CombinatorialClock(
      auction: auction, rules: rules, seed: seed, assignmentPayments: payments
    ) { bids in
      var sealed = SealedAuction(auction: bids, payments: payments, solver: determination.solver)
      sealed.determination = determination
      return try sealed.runWithPayments()
    }
    if try !replay(&machine) {
      try RoundBidders(statement: auction, behaviours: document.behaviours, preferences: document.preferences)
        .run(&machine)
    }
    guard let outcome = machine.outcome else { throw RoundsFault.notClosed(rounds: machine.log.rounds.count) }
    var result = try result(of: outcome, payments: machine.payments, bids: machine.sealedBids)
    for place in result.winners.indices {
      result.winners[place].take(machine.assignments.filter { $0.bidder == result.winners[place].bidder })
    }
    result.revenue = result.winners.reduce(0) { $0 + $1.payment }
    result = valued(result)
    result.log = machine.log
    return result
  }

  // MARK: - Replay

  /// Carries out the acts that the document names; false where it names none.
  func replay(_ machine: inout some RoundMachine) throws -> Bool {
    guard let path = document.roundsPath else { return false }
    try AuctionLogFile.read(path, auction: auction).replay(in: &machine)
    return true
  }

  func logged(_ machine: some RoundMachine, _ result: AuctionResult) -> AuctionResult {
    var result = result
    result.log = machine.log
    return result
  }
}
