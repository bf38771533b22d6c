// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Auctions
import GLPKSolver
import Testing

@Suite struct CoreCheckTests {
  let check = CoreCheck(determination: LetterAuction.determination)

  /// Public code says that a second price isn't in the core; it is, since the loser can't offer more than it.
  @Test("T22 · a second price is in the core, which another package denies") func secondPriceIsInTheCore() throws {
    let auction = LetterAuction.make([("1", "A", 20), ("2", "A", 12)])
    for rule in PaymentRule.allCases where rule != .firstPrice {
      #expect(try AllVariants.prices(auction, rule) == ["1": "12"])
    }
    #expect(try check.check(auction, bids: [0], prices: [12, 0]).isInCore)
    let finding = try check.check(auction, bids: [0], prices: [11, 0])
    #expect(finding.blockedBy == CoreFinding.Coalition(members: [1], bids: [1], offer: 12, gain: 1))
  }

  @Test("T22 · one bidder alone pays nothing, in the core") func oneBidderPaysNothingAndIsInTheCore() throws {
    let auction = LetterAuction.make([("1", "A", 20)])
    for rule in PaymentRule.allCases where rule != .firstPrice {
      let outcome = try LetterAuction.run(auction, rule).outcome
      #expect(outcome.revenue == 0)
      #expect(try check.check(auction, outcome: outcome).isInCore)
    }
  }

  @Test("T22 · one bidder alone pays the reserve, in the core", arguments: Auction.ReserveRule.allCases)
  func oneBidderPaysTheReserve(rule: Auction.ReserveRule) throws {
    let auction = LetterAuction.make([("1", "A", 20)], reserves: ["A": 7], rule: rule)
    let outcome = try LetterAuction.run(auction, .coreVCGNearest).outcome
    #expect(outcome.winners.map(\.price) == [7])
    #expect(try check.check(auction, outcome: outcome).isInCore)
    let finding = try check.check(auction, bids: [0], prices: [6])
    #expect(!finding.isInCore)
    #expect(rule == .floors ? finding.belowFloor == [0] : finding.blockedBy?.gain == 1)
    // The seller alone blocks: no bidder is in the coalition.
    if rule == .sellerBids { #expect(finding.blockedBy?.members == []) }
  }

  @Test func blockingCoalitionIsNamed() throws {
    let auction = LetterAuction.make([("1", "A", 8), ("2", "B", 6), ("3", "AB", 10)])
    // VCG pays 4 and 2; the third would pay 10.
    let finding = try check.check(auction, bids: [0, 1], prices: [4, 2, 0])
    #expect(finding.blockedBy == CoreFinding.Coalition(members: [2], bids: [2], offer: 10, gain: 4))
    #expect(try check.check(auction, bids: [0, 1], prices: [6, 4, 0]).isInCore)
    #expect(try check.check(auction, bids: [0, 1], prices: [9, 4, 0]).overcharged == [0])
  }

  /// A winner in the coalition offers what is bid less what is gained now.
  @Test func winnersInACoalitionKeepTheirGain() throws {
    let auction = LetterAuction.make([("1", "A", 10), ("2", "B", 10), ("3", "C", 10), ("4", "BC", 10)])
    let finding = try check.check(auction, bids: [0, 1, 2], prices: [3, 2, 2, 0])
    #expect(finding.blockedBy == CoreFinding.Coalition(members: [0, 3], bids: [0, 3], offer: 13, gain: 6))
  }

  /// An outcome that isn't optimal is blocked by whom it leaves out.
  @Test func badWinnersAreBlocked() throws {
    let auction = LetterAuction.make([("1", "A", 20), ("2", "A", 12)])
    let finding = try check.check(auction, bids: [1], prices: [0, 12])
    #expect(finding.blockedBy == CoreFinding.Coalition(members: [0], bids: [0], offer: 20, gain: 8))
  }

  @Test func whatIsNoOutcomeIsRefused() throws {
    let auction = LetterAuction.make([("1", "A", 20), ("2", "A", 12)])
    for (bids, prices) in [
      ([0, 1], [0, 0]), ([1, 0], [0, 0]), ([2], [0, 0]), ([0], [0]), ([0], [0, 1]), ([0], [-1, 0]),
    ] {
      #expect(throws: AuctionFault.self) { try check.check(auction, bids: bids, prices: prices) }
    }
  }

  @Test func findingsAreThoseOfBruteForce() throws {
    for seed in 5_000..<5_300 {
      var random = RandomAuction(seed: seed)
      let auction = random.draw()
      let truth = BruteForce(auction)
      // Any allowed set, at prices between nothing and the bids.
      let mask = truth.sets[random.number(0...truth.sets.count - 1)].bids
      let bids = auction.bids.indices.filter { mask & (1 << $0) != 0 }
      let prices = auction.bidders.indices.map { bidder in
        let bid = truth.bid(of: bidder, in: bids)
        return bid == 0 ? 0 : random.number(bid / 2...bid)
      }
      let finding = try check.check(auction, bids: bids, prices: prices)
      let gain =
        truth.cuts(of: bids).map { cut in
          cut.bound - prices.enumerated().reduce(0) { cut.payers & (1 << $1.offset) != 0 ? $0 + $1.element : $0 }
        }.max() ?? 0
      #expect((finding.blockedBy?.gain ?? 0) == gain, "seed \(seed)")
      guard let coalition = finding.blockedBy else { continue }
      let members = coalition.members.reduce(0) { $0 | 1 << $1 }
      let cut = truth.cuts(of: bids)[members]
      let paid = prices.enumerated().reduce(0) { cut.payers & (1 << $1.offset) != 0 ? $0 + $1.element : $0 }
      #expect(cut.bound - paid == gain, "seed \(seed)")
    }
  }
}
