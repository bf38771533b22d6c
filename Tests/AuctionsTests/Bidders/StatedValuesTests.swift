// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Auctions

@Suite struct StatedValuesTests {
  @Test(arguments: 0..<200) func aHoldingIsWorthItsBestCompatibleBids(seed: Int) {
    var numbers = DrawnNumbers(seed: seed)
    let lots = numbers.next(1...4)
    var auction = Auction.grid([Array(repeating: 0, count: lots)])
    for bid in 0..<numbers.next(0...7) {
      let package = (0..<lots).filter { _ in numbers.next(0...1) == 1 }
        .map { LotQuantity(lot: $0, units: numbers.next(1...2)) }
      auction.bids.append(
        Bid(
          identifier: "\(bid)", bidder: 0, package: package.isEmpty ? [LotQuantity(lot: 0)] : package,
          amount: numbers.next(1...30)))
    }
    for _ in 0..<numbers.next(0...2) {
      auction.exclusions.append(auction.bids.indices.filter { _ in numbers.next(0...1) == 1 })
    }
    let units = (0..<lots).map { _ in numbers.next(0...3) }
    // Every subset of the bids.
    var best = 0
    for mask in 0..<(1 << auction.bids.count) {
      let chosen = auction.bids.indices.filter { mask >> $0 & 1 == 1 }
      guard auction.exclusions.allSatisfy({ set in chosen.filter(set.contains).count <= 1 }) else { continue }
      var used = Array(repeating: 0, count: lots)
      for bid in chosen { for part in auction.bids[bid].package { used[part.lot] += part.units } }
      guard zip(used, units).allSatisfy({ $0 <= $1 }) else { continue }
      best = max(best, chosen.reduce(0) { $0 + auction.bids[$1].amount })
    }
    #expect(StatedValues(auction).value(of: units, to: 0) == best)
  }

  @Test func anotherUnitIsWorthWhatItAdds() {
    let values = StatedValues(.grid([[10, 7]], alternatives: true))
    #expect(values.gain(from: 1, beside: [0, 0], to: 0) == 7 && values.gain(from: 1, beside: [1, 0], to: 0) == 0)
    #expect(values.gain(from: 0, beside: [0, 1], to: 0) == 3 && values.wantedUnits(of: 0) == 1)
    #expect(StatedValues(.grid([[10, 7]])).wantedUnits(of: 0) == 2)
  }
}
