// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension SimultaneousAscending {
  /// The acts of a round that count, and why the others don't.
  struct Ballot {
    /// A new bid.
    struct NewBid {
      var lot: Int
      var bidder: Int
      var amount: Int
    }

    var bids: [NewBid] = []
    var withdrawals: [Withdrawal] = []
    var waivers: Set<Int> = []
    var reductions: Set<Int> = []
    /// One for each act.
    var verdicts: [AuctionLog.Event] = []
    /// Points of what every bidder stands with at the end of the acts, or has newly bid for.
    var activity: [Int] = []
  }

  /// Looks at every act: withdrawals first, then bids in the order submitted, then waivers.
  func ballot(_ acts: [AuctionLog.Act]) -> Ballot {
    var ballot = Ballot()
    var verdicts: [AuctionLog.Reason?] = acts.map(formFault)
    var units = auction.bidders.indices.map(held)
    var committed = auction.bidders.indices.map(committed)
    for (index, act) in acts.enumerated() where act.kind == .withdraw && verdicts[index] == nil {
      verdicts[index] = withdrawalFault(act, ballot)
      guard verdicts[index] == nil, let lot = act.package.first?.lot, let bid = standing[lot] else { continue }
      ballot.withdrawals.append(Withdrawal(bidder: act.bidder, lot: lot, amount: bid.amount, round: nextRound))
      units[act.bidder][lot] = 0
      committed[act.bidder] -= bid.amount
    }
    for (index, act) in acts.enumerated() where act.kind == .bid && verdicts[index] == nil {
      guard let lot = act.package.first?.lot, let amount = act.amount else { continue }
      if ballot.bids.contains(where: { $0.bidder == act.bidder && $0.lot == lot }) {
        verdicts[index] = .twice
        continue
      }
      var wanted = units[act.bidder]
      wanted[lot] = 1
      verdicts[index] = bidFault(lot, act.bidder, amount, wanted: wanted, committed: committed[act.bidder])
      guard verdicts[index] == nil else { continue }
      units[act.bidder] = wanted
      committed[act.bidder] += amount
      ballot.bids.append(.init(lot: lot, bidder: act.bidder, amount: amount))
    }
    for (index, act) in acts.enumerated() where verdicts[index] == nil {
      switch act.kind {
      case .waive where ballot.waivers.contains(act.bidder), .reduce where ballot.reductions.contains(act.bidder):
        verdicts[index] = .twice
      case .waive where ballot.bids.contains { $0.bidder == act.bidder }: verdicts[index] = .waiverBesideBids
      case .waive where waiversLeft[act.bidder] == 0: verdicts[index] = .noWaiverLeft
      case .waive: ballot.waivers.insert(act.bidder)
      case .reduce: ballot.reductions.insert(act.bidder)
      default: break
      }
    }
    ballot.activity = units.map(holdingRules.points)
    ballot.verdicts = acts.indices.map { index in
      AuctionLog.Event(
        verdicts[index] == nil ? .accepted : .rejected, act: index, bidder: acts[index].bidder,
        package: acts[index].package, amount: acts[index].amount, reason: verdicts[index])
    }
    return ballot
  }

  /// What makes something no act of this format at all.
  private func formFault(_ act: AuctionLog.Act) -> AuctionLog.Reason? {
    guard auction.bidders.indices.contains(act.bidder) else { return .unknownBidder }
    guard !isClosed else { return .closed }
    switch act.kind {
    case .bid, .withdraw:
      guard let units = holdingRules.units(act.package) else { return .unknownLot }
      guard act.package.count == 1, act.kind == .withdraw || act.amount != nil else { return .wrongAct }
      return units.contains { $0 > 1 } ? .aboveSupply : nil
    case .waive, .reduce: return act.package.isEmpty ? nil : .wrongAct
    default: return .wrongAct
    }
  }

  private func withdrawalFault(_ act: AuctionLog.Act, _ ballot: Ballot) -> AuctionLog.Reason? {
    guard let lot = act.package.first?.lot, standing[lot]?.bidder == act.bidder else { return .notStanding }
    if ballot.withdrawals.contains(where: { $0.lot == lot }) { return .withdrawnTwice }
    return withdrawalRounds[act.bidder] < rules.withdrawalRounds ? nil : .noWithdrawalLeft
  }

  private func bidFault(
    _ lot: Int, _ bidder: Int, _ amount: Int, wanted: [Int], committed: Int
  ) -> AuctionLog.Reason? {
    if standing[lot]?.bidder == bidder { return .alreadyStanding }
    if amount > Currency.greatestAmount { return .aboveGreatestAmount }
    if amount < asks[lot] { return .belowMinimum }
    if let amounts = rules.amounts {
      let beyond = amount - asks[lot]
      guard beyond % steps[lot] == 0, beyond / steps[lot] < amounts else { return .notAmongAmounts }
    }
    if let limit = eligibility[bidder], holdingRules.points(wanted) > limit { return .aboveEligibility }
    if let budget = auction.bidders[bidder].budget, WholeMoney.sum([committed, amount]) > budget {
      return .aboveBudget
    }
    return holdingRules.breach(bidder: bidder, units: wanted)
  }
}
