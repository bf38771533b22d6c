// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Auctions
import GLPKSolver
import Testing

@Suite struct PaymentPropertyTests {
  private func auction(_ seed: Int) -> Auction {
    var random = RandomAuction(seed: seed)
    return random.draw()
  }

  @Test func pricesLieBetweenVickreyAndBidsAndRevenueRises() throws {
    for seed in 10_000..<10_100 {
      let auction = auction(seed)
      let vickrey = try LetterAuction.run(auction, .vcg).outcome
      let first = try LetterAuction.run(auction, .firstPrice).outcome
      var revenues = Set<String>()
      for rule in PaymentRule.allCases where rule.rawValue.hasPrefix("core") {
        let (outcome, payments) = try LetterAuction.run(auction, rule)
        for (index, winner) in outcome.winners.enumerated() {
          #expect(vickrey.winners[index].price <= winner.price && winner.price <= first.winners[index].price)
        }
        let exact = payments.exactPrices.map(RandomAuctionTests.fraction)
        let common = exact.reduce(1) { $0 * $1.bottom }
        let sum = exact.reduce(0) { $0 + $1.top * (common / $1.bottom) }
        let divisor = max(1, RandomAuctionTests.greatestCommonDivisor(sum, common))
        revenues.insert("\(sum / divisor)/\(common / divisor)")
      }
      #expect(revenues.count == 1, "every rule takes the least revenue, seed \(seed)")
    }
  }

  /// Where winners are unique, the order of bids and bidders changes nothing.
  @Test func orderOfInputIsIrrelevant() throws {
    for seed in 11_000..<11_150 {
      let auction = auction(seed)
      let plain = try LetterAuction.run(auction, .coreVCGNearest)
      guard plain.outcome.uniqueness == .unique else { continue }
      var turned = auction
      let bidCount = auction.bids.count
      turned.bidders.reverse()
      turned.bids = auction.bids.reversed().map { bid in
        var bid = bid
        bid.bidder = auction.bidders.count - 1 - bid.bidder
        return bid
      }
      turned.exclusions = auction.exclusions.map { $0.map { bidCount - 1 - $0 }.reversed() }.reversed()
      turned.limits = auction.limits.map { limit in
        var limit = limit
        limit.bidders = limit.bidders.map { auction.bidders.count - 1 - $0 }.reversed()
        return limit
      }
      let other = try LetterAuction.run(turned, .coreVCGNearest)
      #expect(other.outcome.uniqueness == .unique)
      #expect(
        other.outcome.winners.flatMap(\.bids).map { bidCount - 1 - $0 }.sorted()
          == plain.outcome.winners.flatMap(\.bids).sorted())
      #expect(Array(other.payments.exactPrices.reversed()) == plain.payments.exactPrices, "seed \(seed)")
    }
  }

  @Test func scalingBidsScalesPrices() throws {
    for seed in 12_000..<12_100 {
      var auction = auction(seed)
      for index in auction.bidders.indices { auction.bidders[index].budget = nil }
      let plain = try LetterAuction.run(auction, .coreVCGNearest)
      for index in auction.bids.indices { auction.bids[index].amount *= 420 }
      for index in auction.lots.indices { auction.lots[index].reserve *= 420 }
      let scaled = try LetterAuction.run(auction, .coreVCGNearest)
      #expect(scaled.outcome.winners.map(\.bids) == plain.outcome.winners.map(\.bids))
      #expect(scaled.outcome.uniqueness == plain.outcome.uniqueness)
      for (price, exact) in zip(scaled.payments.exactPrices, plain.payments.exactPrices) {
        let left = RandomAuctionTests.fraction(price)
        let right = RandomAuctionTests.fraction(exact)
        #expect(left.top * right.bottom == 420 * right.top * left.bottom, "seed \(seed)")
      }
    }
  }

  @Test func aLosingBidChangesNoWinner() throws {
    for seed in 13_000..<13_100 {
      var auction = auction(seed)
      let plain = try LetterAuction.run(auction, .vcg)
      let bidder = auction.bidders.count
      auction.bidders.append(Bidder(name: "loser"))
      auction.bids.append(
        Bid(
          identifier: "losing", bidder: bidder, package: auction.lots.indices.map { LotQuantity(lot: $0) }, amount: 1))
      let other = try LetterAuction.run(auction, .vcg)
      guard other.outcome.winners.allSatisfy({ $0.bidder != bidder }) else { continue }
      #expect(other.outcome.winners.map(\.bids) == plain.outcome.winners.map(\.bids), "seed \(seed)")
    }
  }

  @Test func threadsChangeNothing() throws {
    for seed in 14_000..<14_040 {
      let auction = auction(seed)
      #expect(
        try LetterAuction.run(auction, .coreVCGNearest, threads: 3).payments
          == LetterAuction.run(auction, .coreVCGNearest, threads: 1).payments)
    }
  }
}
