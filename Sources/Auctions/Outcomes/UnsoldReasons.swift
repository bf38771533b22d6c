// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Why lots are left after an auction by sealed bids.
struct UnsoldReasons {
  /// What is left, by lot.
  let lots: [UnsoldLot]

  init(auction: Auction, outcome: AuctionOutcome) {
    let rejected = Set(outcome.rejected.map(\.bid))
    let reasons = Dictionary(outcome.rejected.map { ($0.bid, $0.reason) }, uniquingKeysWith: { first, _ in first })
    var sold = auction.lots.map(\.supply)
    for item in outcome.unsold { sold[item.lot] -= item.units }
    lots = outcome.unsold.map { item in
      let asking = auction.bids.indices.filter { bid in auction.bids[bid].package.contains { $0.lot == item.lot } }
      let isBlocked = auction.conflicts.contains { conflict in
        conflict.lots.contains(item.lot) && !conflict.exemptsSameHolder
          && conflict.lots.reduce(0) { $0 + sold[$1] } >= conflict.most
      }
      let reason: UnsoldLot.Reason
      if isBlocked {
        reason = .conflict
      } else if asking.isEmpty {
        reason = .noOffer
      } else if asking.allSatisfy(rejected.contains) {
        let isLow = asking.contains { reasons[$0] == .belowReserve }
        reason = isLow ? .belowReserve : .limit
      } else if Self.areBelow(auction, asking.filter { !rejected.contains($0) }) {
        reason = .belowReserve
      } else {
        reason = .offersLost
      }
      return UnsoldLot(lot: item.lot, units: item.units, reason: reason)
    }
  }

  /// Whether all bids are below the reserves that the seller offers.
  private static func areBelow(_ auction: Auction, _ bids: [Int]) -> Bool {
    auction.reserveRule == .sellerBids
      && bids.allSatisfy { auction.bids[$0].amount < auction.reserve(of: auction.bids[$0].package) }
  }
}
