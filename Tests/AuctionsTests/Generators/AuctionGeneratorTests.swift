// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Auctions

/// Made-up auctions against what their published descriptions say of them.
@Suite struct AuctionGeneratorTests {
  private static func auction(
    _ distribution: AuctionDistribution, goods: Int = 40, bids: Int = 300, seed: Int = 7
  ) throws -> Auction {
    try AuctionGenerator(distribution: distribution, goods: goods, bids: bids, seed: seed).document().auction
  }

  @Test(arguments: AuctionDistribution.allCases) func whatEveryAuctionHas(distribution: AuctionDistribution) throws {
    for (goods, bids, seed) in [(40, 300, 1), (12, 30, 2), (64, 200, 3)] {
      let auction = try Self.auction(distribution, goods: goods, bids: bids, seed: seed)
      #expect(auction.lots.count == goods)
      #expect(auction.bids.count == bids)
      #expect(Set(auction.bids.map(\.bidder)) == Set(auction.bidders.indices))
      for bid in auction.bids {
        #expect(bid.amount > 0)
        #expect(!bid.package.isEmpty)
        #expect(zip(bid.package, bid.package.dropFirst()).allSatisfy { $0.lot < $1.lot })
        #expect(bid.package.allSatisfy { (0..<goods).contains($0.lot) && $0.units == 1 })
      }
      // All bids of a bidder are alternatives.
      for bidder in auction.bidders.indices {
        let own = auction.bids.indices.filter { auction.bids[$0].bidder == bidder }
        #expect(own.count == 1 || auction.exclusions.contains(own))
      }
    }
  }

  @Test(arguments: AuctionDistribution.allCases) func theSeedAloneDecides(distribution: AuctionDistribution) throws {
    let one = try AuctionGenerator(distribution: distribution, goods: 30, bids: 100, seed: 5).document()
    let other = try AuctionGenerator(distribution: distribution, goods: 30, bids: 100, seed: 5).document()
    let third = try AuctionGenerator(distribution: distribution, goods: 30, bids: 100, seed: 6).document()
    #expect(one.yaml() == other.yaml())
    #expect(one.auction.bids != third.auction.bids)
  }

  @Test(arguments: AuctionDistribution.allCases) func bothLanguagesSayTheSame(distribution: AuctionDistribution) throws
  {
    let document = try AuctionGenerator(distribution: distribution, goods: 20, bids: 60, seed: 5).document()
    let again = try Places.withFile(document.yaml()) { try AuctionDocument.read(path: $0) }
    #expect(again.auction == document.auction)
    let cats = try CATSFile.text(of: document.auction, file: "a.txt")
    let read = try CATSFile.parse(bytes: Array(cats.utf8), file: "a.txt").auction(title: "", path: "a.txt").auction
    #expect(read.bids.map(\.package) == document.auction.bids.map(\.package))
    #expect(read.bids.map(\.bidder) == document.auction.bids.map(\.bidder))
    #expect(read.exclusions == document.auction.exclusions)
    #expect(
      read.bids.map { read.currency.text($0.amount) }
        == document.auction.bids.map { document.auction.currency.text($0.amount) })
  }

  // MARK: - Sizes and prices by the descriptions

  private static func sizes(_ distribution: AuctionDistribution, goods: Int = 40) throws -> [Int] {
    try auction(distribution, goods: goods, bids: 4_000).bids.map(\.package.count)
  }

  private static func mean(_ numbers: [Int]) -> Double { Double(numbers.reduce(0, +)) / Double(numbers.count) }

  /// Means of 4,000 draws against the distributions' own, within more than four standard errors.
  @Test func numbersOfGoods() throws {
    #expect(abs(Self.mean(try Self.sizes(.l1)) - 20.5) < 0.8)
    #expect(try Self.sizes(.l3).allSatisfy { $0 == 3 })
    #expect(try Self.sizes(.l8).allSatisfy { $0 == 3 })
    // 1 / (1 − 0.55) goods, and half of all bids but one in twenty have one good.
    let decay = try Self.sizes(.l4)
    #expect(abs(Self.mean(decay) - 1 / 0.45) < 0.12)
    #expect(abs(Double(decay.count { $0 == 1 }) / 4_000 - 0.45) < 0.035)
    #expect(abs(Self.mean(try Self.sizes(.l5)) - 4) < 0.1)
    // Of e^(−n/5) the mean is 1 / (1 − e^(−1/5)), less what is cut off at 40 goods.
    #expect(abs(Self.mean(try Self.sizes(.l6)) - 5.5) < 0.4)
    #expect(abs(Self.mean(try Self.sizes(.l7)) - 8) < 0.2)
  }

  @Test func pricesOfTheOlderDistributions() throws {
    for (distribution, range) in [
      (AuctionDistribution.l1, 0.0...1.0), (.l3, 0...1.0), (.l2, 0...1.0), (.l4, 0...1.0), (.l6, 0.5...1.5),
      (.l7, 0.5...1.5),
    ] {
      let isTotal = distribution == .l1 || distribution == .l3
      let shares = try Self.auction(distribution, bids: 2_000).bids.map {
        Double($0.amount) / 100_000 / (isTotal ? 1 : Double($0.package.count))
      }
      #expect(shares.allSatisfy { range.contains($0) }, "\(distribution)")
      let middle = (range.lowerBound + range.upperBound) / 2
      #expect(abs(shares.reduce(0, +) / 2_000 - middle) < 0.03, "\(distribution)")
    }
  }

  /// Jobs are times in a row; of one bidder all are equally long, and later ones are worth no more.
  @Test func jobs() throws {
    let auction = try Self.auction(.scheduling)
    for bidder in auction.bidders.indices {
      let own = auction.bids.filter { $0.bidder == bidder }
      #expect(Set(own.map(\.package.count)).count == 1)
      for bid in own {
        let first = bid.package[0].lot
        #expect(bid.package.map(\.lot) == Array(first..<first + bid.package.count))
      }
      #expect(zip(own, own.dropFirst()).allSatisfy { $0.package[0].lot < $1.package[0].lot && $0.amount >= $1.amount })
    }
  }

  /// Flights are two slots of different airports; of one bidder always the same two, departing before they arrive.
  @Test func flights() throws {
    let auction = try Self.auction(.matching, goods: 64)
    for bidder in auction.bidders.indices {
      let own = auction.bids.filter { $0.bidder == bidder }
      #expect(own.allSatisfy { $0.package.count == 2 && $0.package[0].lot % 4 != $0.package[1].lot % 4 })
      #expect(own.allSatisfy { $0.package[0].lot / 4 < $0.package[1].lot / 4 })
      #expect(Set(own.map { Set($0.package.map { $0.lot % 4 }) }).count == 1)
      #expect(Set(own.map(\.package)).count == own.count)
    }
  }

  /// Alternatives cost at most 1.5 times the first package; at most five follow it.
  @Test(arguments: [AuctionDistribution.regions, .arbitrary]) func substitutes(distribution: AuctionDistribution) throws
  {
    let auction = try Self.auction(distribution)
    for bidder in auction.bidders.indices {
      let own = auction.bids.filter { $0.bidder == bidder }
      #expect(own.count <= 6)
      #expect(
        own.dropFirst().allSatisfy { 2 * $0.amount <= 3 * own[0].amount && $0.package.count == own[0].package.count })
      #expect(Set(own.map(\.package)).count == own.count)
    }
    #expect(Self.mean(auction.bids.map(\.package.count)) > 3)
  }

  /// All paths of a bidder lead between the same two cities.
  @Test func paths() throws {
    let auction = try Self.auction(.paths)
    let several = auction.bidders.indices.filter { bidder in auction.bids.count { $0.bidder == bidder } > 1 }
    #expect(!several.isEmpty)
    for bidder in several {
      let own = auction.bids.filter { $0.bidder == bidder }
      #expect(own.count <= 10)
      // The first is the shortest and so the most valuable.
      #expect(zip(own, own.dropFirst()).allSatisfy { $0.amount >= $1.amount })
      // Two different paths between two cities differ in at least three connections, as they close a circle.
      for left in own.indices {
        for right in own.indices where left < right {
          let one = Set(own[left].package)
          #expect(one.symmetricDifference(own[right].package).count >= 3)
        }
      }
    }
  }

  @Test func positionsAlongTheArc() throws {
    let auction = try Self.auction(.orbital, goods: 30, bids: 100)
    #expect(auction.lots.prefix(3).map(\.band) == ["C", "Ku", "Ka"])
    #expect(auction.lots.allSatisfy { $0.longitudeMilliDegrees != nil && $0.reserve > 0 })
    // Ten positions a degree apart, of which neighbours are too near: nine pairs in each of three bands.
    #expect(auction.conflicts.count == 27)
    #expect(auction.conflicts.allSatisfy { $0.lots.count == 2 })
  }

  @Test(arguments: [(1, 100), (2, 229), (0, 0), (32, 6_400), (243, 72_900)]) func additivityIsTheFifthRoot(
    count: Int, hundredths: Int
  ) {
    // 32^1.2 = 2^6, 243^1.2 = 3^6; 2^1.2 = 2.297…, of which hundredths are kept.
    #expect(AuctionGenerator.additivity(count) == hundredths)
  }

  @Test func numbersThatAreRefused() {
    #expect(throws: AuctionGenerator.Refusal.goods(1, allowed: 2...2_000)) {
      try AuctionGenerator(distribution: .l1, goods: 1, bids: 1, seed: 1).document()
    }
    #expect(throws: AuctionGenerator.Refusal.bids(0, allowed: 1...100_000)) {
      try AuctionGenerator(distribution: .l1, goods: 2, bids: 0, seed: 1).document()
    }
    // Three slots are too few for flights of three slots and more.
    #expect(throws: AuctionGenerator.Refusal.self) {
      try AuctionGenerator(distribution: .matching, goods: 3, bids: 10, seed: 1).document()
    }
  }
}
