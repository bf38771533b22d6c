// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension SimultaneousAscending {
  /// Who holds what, and who owes what for withdrawals.
  ///
  /// - Throws: `RoundsFault.notClosed` while the auction is open.
  public func outcome() throws(RoundsFault) -> RoundsOutcome {
    guard isClosed else { throw .notClosed(rounds: log.rounds.count) }
    let owed = withdrawalPayments()
    var accounts: [RoundsOutcome.Account] = []
    for (index, bidder) in auction.bidders.enumerated() {
      let price = committed(by: index)
      let package = HoldingRules.package(held(by: index))
      guard !package.isEmpty || owed[index] > 0 else { continue }
      accounts.append(
        .init(
          bidder: index, package: package, price: price, payment: WholeMoney.payment(price, by: bidder),
          withdrawalPayment: owed[index]))
    }
    return RoundsOutcome(
      accounts: accounts, prices: standing.map { $0?.amount },
      unsold: standing.indices.filter { standing[$0] == nil }.map { LotQuantity(lot: $0) }, rounds: log.rounds.count)
  }

  /// What every bidder owes for bids taken back, in minor units, at the present standing bids.
  ///
  /// max(0, w − max(p, w′)) for a bid w that was taken back, where p is the price of the lot at the close and w′ the highest bid
  /// for it that was taken back later (47 CFR 1.2104(g)(1)). Where the lot stays unsold p is w less the share of it that the
  /// rules ask for.
  public func withdrawalPayments() -> [Int] {
    var owed = Array(repeating: 0, count: auction.bidders.count)
    for (index, withdrawal) in withdrawals.enumerated() {
      let later = withdrawals[(index + 1)...].filter { $0.lot == withdrawal.lot && $0.round > withdrawal.round }
      let kept = WholeMoney.shareRoundedUp(withdrawal.amount, rules.unsoldWithdrawalThousandths)
      let price = standing[withdrawal.lot]?.amount ?? (withdrawal.amount - kept)
      let covered = max(price, later.map(\.amount).max() ?? 0)
      owed[withdrawal.bidder] = WholeMoney.sum([owed[withdrawal.bidder], max(0, withdrawal.amount - covered)])
    }
    return owed
  }

  func closingEvents() -> [AuctionLog.Event] {
    var events = [AuctionLog.Event(.closed)]
    let owed = withdrawalPayments()
    for bidder in auction.bidders.indices {
      let package = HoldingRules.package(held(by: bidder))
      if !package.isEmpty {
        events.append(.init(.won, bidder: bidder, package: package, amount: committed(by: bidder)))
      }
      if owed[bidder] > 0 { events.append(.init(.withdrawalPayment, bidder: bidder, amount: owed[bidder])) }
    }
    let unsold = standing.indices.filter { standing[$0] == nil }.map { LotQuantity(lot: $0) }
    if !unsold.isEmpty { events.append(.init(.unsold, package: unsold)) }
    return events
  }
}
