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

  /// Pairs of neighbours in a row of lots, each a bid of its own.
  private func pairs(_ lots: Int, seed: Int) -> Auction {
    var numbers = DrawnNumbers(seed: seed)
    var auction = Auction.grid([Array(repeating: 0, count: lots)])
    for lot in 0..<(lots - 1) {
      auction.bids.append(
        Bid(
          identifier: "\(lot)", bidder: 0, package: [LotQuantity(lot: lot), LotQuantity(lot: lot + 1)],
          amount: numbers.next(50...99)))
    }
    return auction
  }

  /// The best choice of pairs in a row that don't overlap, lot by lot.
  private func bestOfPairs(_ auction: Auction) -> Int {
    var (before, last) = (0, 0)
    for bid in auction.bids { (before, last) = (last, max(last, before + bid.amount)) }
    return last
  }

  /// Enumeration would look at millions of sets of forty lots in overlapping pairs.
  @Test(arguments: [6, 24, 40, 41], [1, 2, 3]) func manyOverlappingPairsEnd(lots: Int, seed: Int) {
    let auction = pairs(lots, seed: seed)
    let all = Array(repeating: 1, count: lots)
    #expect(StatedValues(auction).value(of: all, to: 0) == bestOfPairs(auction))
    // At no price the best package is worth the same, and at prices above all bids nothing pays.
    let values = PackageValues(auction, bidder: 0)
    let free = values.best(.init(prices: Array(repeating: 0, count: lots), available: all))
    #expect(free.profit == bestOfPairs(auction))
    #expect(values.best(.init(prices: Array(repeating: 100, count: lots), available: all)).profit == 0)
  }

  /// The branch search against every subset, with points and alternatives.
  @Test(arguments: 0..<100) func branchSearchAgainstEverySubset(seed: Int) throws {
    var numbers = DrawnNumbers(seed: seed)
    let entries = (0..<numbers.next(1...9)).map { _ in
      EntrySearch.Entry(
        package: (0..<4).filter { _ in numbers.next(0...2) == 0 }
          .map { LotQuantity(lot: $0, units: numbers.next(1...2)) },
        value: numbers.next(-3...20), sets: (0..<3).filter { _ in numbers.next(0...3) == 0 },
        points: numbers.next(0...3))
    }
    let search = EntrySearch(
      entries: entries, units: (0..<4).map { _ in numbers.next(0...3) }, mostPoints: numbers.next(2...9))
    var best = 0
    for mask in 0..<(1 << entries.count) {
      let chosen = entries.indices.filter { mask >> $0 & 1 == 1 }.map { entries[$0] }
      let units = (0..<4).map { lot in
        chosen.reduce(0) { $0 + ($1.package.first { $0.lot == lot }?.units ?? 0) }
      }
      guard zip(units, search.units).allSatisfy(<=), chosen.reduce(0, { $0 + $1.points }) <= search.mostPoints ?? 0,
        (0..<3).allSatisfy({ set in chosen.count { $0.sets.contains(set) } <= 1 })
      else { continue }
      best = max(best, chosen.reduce(0) { $0 + $1.value })
    }
    let found = try #require(search.best())
    #expect(found.value == best && search.value() == best)
    #expect(found.entries.reduce(0) { $0 + entries[$1].value } == best)
  }

  @Test func anotherUnitIsWorthWhatItAdds() {
    let values = StatedValues(.grid([[10, 7]], alternatives: true))
    #expect(values.gain(from: 1, beside: [0, 0], to: 0) == 7 && values.gain(from: 1, beside: [1, 0], to: 0) == 0)
    #expect(values.gain(from: 0, beside: [0, 1], to: 0) == 3 && values.wantedUnits(of: 0) == 1)
    #expect(StatedValues(.grid([[10, 7]])).wantedUnits(of: 0) == 2)
  }
}
