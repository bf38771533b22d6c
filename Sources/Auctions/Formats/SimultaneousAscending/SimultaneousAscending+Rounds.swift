// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension SimultaneousAscending {
  /// Carries out a round.
  ///
  /// - Parameter acts: `bid` with a lot and an amount, `withdraw` with a lot, `waive`, `reduce`.
  /// - Returns: The round as the log keeps it.
  /// - Throws: What the choice of standing bids throws. The state is then as before.
  @discardableResult
  public mutating func submit(_ acts: [AuctionLog.Act]) throws -> AuctionLog.Round {
    var next = self
    let ballot = ballot(acts)
    var events = ballot.verdicts
    if !isClosed {
      next.take(ballot.withdrawals, &events)
      next.applyActivityRule(ballot, &events)
      let newPoints = try next.takeStanding(ballot.bids, &events)
      next.raiseAsks(ballot.bids)
      for lot in asks.indices where next.asks[lot] != asks[lot] {
        events.append(.init(.price, package: [LotQuantity(lot: lot)], amount: next.asks[lot]))
      }
      let isIdle = ballot.bids.isEmpty && ballot.waivers.isEmpty && ballot.withdrawals.isEmpty
      if isIdle || nextRound >= rules.mostRounds {
        next.isClosed = true
        events += next.closingEvents()
      } else {
        next.moveStage(newPoints: newPoints, &events)
      }
    }
    let round = AuctionLog.Round(number: nextRound, acts: acts, events: events)
    next.log.rounds.append(round)
    self = next
    return round
  }

  private mutating func take(_ withdrawals: [Withdrawal], _ events: inout [AuctionLog.Event]) {
    for withdrawal in withdrawals {
      let lot = withdrawal.lot
      standing[lot] = nil
      if let index = received[lot].lastIndex(of: Standing(bidder: withdrawal.bidder, amount: withdrawal.amount)) {
        received[lot].remove(at: index)
      }
      // Who takes the lot next need bid no more than the best offer that wasn't taken back.
      let second = received[lot].map(\.amount).max() ?? 0
      asks[lot] = max(auction.lots[lot].reserve, rules.leastIncrement, 1, second)
      steps[lot] = WholeMoney.increment(
        asks[lot], thousandths: rules.incrementThousandths, least: rules.leastIncrement)
      self.withdrawals.append(withdrawal)
      events.append(
        .init(.withdrawn, bidder: withdrawal.bidder, package: [LotQuantity(lot: lot)], amount: withdrawal.amount))
    }
    for bidder in Set(withdrawals.map(\.bidder)) { withdrawalRounds[bidder] += 1 }
  }

  private mutating func applyActivityRule(_ ballot: Ballot, _ events: inout [AuctionLog.Event]) {
    let share = rules.activity(stage: stage)
    for bidder in auction.bidders.indices {
      if ballot.waivers.contains(bidder) {
        waiversLeft[bidder] -= 1
        events.append(.init(.waiver, bidder: bidder, points: waiversLeft[bidder], reason: .proactive))
        continue
      }
      guard let points = eligibility[bidder] else { continue }
      let left = WholeMoney.eligibility(after: ballot.activity[bidder], of: points, thousandths: share)
      guard left < points else { continue }
      if waiversLeft[bidder] > 0, !ballot.reductions.contains(bidder) {
        waiversLeft[bidder] -= 1
        events.append(.init(.waiver, bidder: bidder, points: waiversLeft[bidder], reason: .automatic))
      } else {
        eligibility[bidder] = left
        events.append(.init(.eligibility, bidder: bidder, points: left))
      }
    }
  }

  /// Chooses which bids stand now; returns the points of the lots whose standing bid is new.
  private mutating func takeStanding(
    _ bids: [Ballot.NewBid], _ events: inout [AuctionLog.Event]
  ) throws -> Int {
    guard !bids.isEmpty else { return 0 }
    var candidates: [Ballot.NewBid] = standing.indices.compactMap { lot in
      standing[lot].map { .init(lot: lot, bidder: $0.bidder, amount: $0.amount) }
    }
    let old = candidates.count
    let lucky = bids.map { (bid: $0, luck: luck($0.lot, $0.bidder)) }
      .sorted { ($0.luck, $1.bid.bidder, $1.bid.lot) > ($1.luck, $0.bid.bidder, $0.bid.lot) }
    candidates += lucky.map(\.bid)
    let chosen = holdingRules.hasBoundsBetweenBidders ? try chosenTogether(candidates) : highest(candidates)
    let before = standing
    standing = Array(repeating: nil, count: standing.count)
    for index in chosen {
      standing[candidates[index].lot] = Standing(
        bidder: candidates[index].bidder, amount: candidates[index].amount)
    }
    for bid in bids { received[bid.lot].append(Standing(bidder: bid.bidder, amount: bid.amount)) }
    for lot in standing.indices where standing[lot] != before[lot] {
      events.append(
        .init(
          .standing, bidder: standing[lot]?.bidder, package: [LotQuantity(lot: lot)], amount: standing[lot]?.amount))
    }
    return WholeMoney.sum(chosen.filter { $0 >= old }.map { auction.lots[candidates[$0].lot].points })
  }

  /// The first of the highest bids of every lot.
  private func highest(_ candidates: [Ballot.NewBid]) -> [Int] {
    var best: [Int: Int] = [:]
    for (index, bid) in candidates.enumerated() {
      if let other = best[bid.lot], candidates[other].amount >= bid.amount { continue }
      best[bid.lot] = index
    }
    return best.values.sorted()
  }

  /// The bids worth the most together that keep every bound; among equals those that stood before, then the luckier.
  private func chosenTogether(_ candidates: [Ballot.NewBid]) throws -> [Int] {
    var problem = WinnerProblem(
      bidderCount: auction.bidders.count,
      offers: candidates.map { .init(bidder: $0.bidder, value: $0.amount) },
      rows: auction.lots.indices.compactMap { lot in
        let offers = candidates.indices.filter { candidates[$0].lot == lot }
        return offers.count > 1 ? .init(offers: offers) : nil
      })
    for bound in holdingRules.bounds {
      let offers = candidates.indices.filter {
        bound.lots.contains(candidates[$0].lot) && bound.bidders?.contains(candidates[$0].bidder) ?? true
      }
      guard offers.count > bound.most else { continue }
      if bound.countsHolders {
        problem.holderRows.append(.init(offers: offers, capacity: bound.most))
      } else {
        problem.rows.append(.init(offers: offers, capacity: bound.most))
      }
    }
    return try choice(problem).offers
  }

  private mutating func raiseAsks(_ bids: [Ballot.NewBid]) {
    for bid in bids {
      let step = WholeMoney.increment(
        bid.amount, thousandths: rules.incrementThousandths, least: rules.leastIncrement)
      let ask = WholeMoney.sum([bid.amount, step])
      guard ask > asks[bid.lot] else { continue }
      asks[bid.lot] = ask
      steps[bid.lot] = step
    }
  }

  private mutating func moveStage(newPoints: Int, _ events: inout [AuctionLog.Event]) {
    let all = WholeMoney.sum(holdingRules.points)
    let isQuiet = WholeMoney.product(newPoints, 1000) <= WholeMoney.product(all, rules.quietThousandths)
    quietRounds = isQuiet ? quietRounds + 1 : 0
    guard quietRounds >= rules.quietRounds, stage + 1 < SimultaneousAscendingRules.stages else { return }
    stage += 1
    quietRounds = 0
    events.append(.init(.stage, points: stage + 1))
  }
}
