// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension AuctionOutcome {
  /// What is left after sealed bids for packages, and why.
  func unsoldLots(of auction: Auction) -> [UnsoldLot] {
    let reasons = Dictionary(rejected.map { ($0.bid, $0.reason) }, uniquingKeysWith: { first, _ in first })
    var held = HeldLots(auction: auction)
    for winner in winners { held.give(winner.package, to: winner.bidder) }
    return held.unsold { lot in
      auction.bids.indices.filter { bid in auction.bids[bid].package.contains { $0.lot == lot } }.map { bid in
        if let reason = reasons[bid] { return reason == .belowReserve ? .tooLow : .kept }
        let isLow = auction.bids[bid].amount < auction.reserve(of: auction.bids[bid].package)
        return auction.reserveRule == .sellerBids && isLow ? .tooLow : .lost
      }
    }
  }
}
