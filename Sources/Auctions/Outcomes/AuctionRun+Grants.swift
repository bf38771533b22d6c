// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension AuctionRun {
  // MARK: - Packages that an order grants

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
    var result = AuctionResult(
      status: .closed, winners: winners, welfare: winners.reduce(0) { $0 + $1.bid }, unsold: outcome.unsold,
      bids: auction)
    result.remarks =
      outcome.pricedOut.map { "\(request($0)) isn't asked for: it is worth less to its bidder than the fee." }
      + outcome.crowdedOut.map { "\(request($0)) comes too late, or is beyond what its bidder may hold or pay." }
    return result
  }

  /// What a request is called after its first bid.
  private func request(_ bid: Int) -> String {
    "What \(auction.bidders[auction.bids[bid].bidder].name) wants by \(auction.bids[bid].identifier)"
  }

  func lottery(_ rules: LotteryRules) -> AuctionResult {
    let lottery = LotLottery(auction: auction, rules: rules)
    let outcome = lottery.run(seed: seed)
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
    result.odds = lottery.odds()
    return result
  }
}
