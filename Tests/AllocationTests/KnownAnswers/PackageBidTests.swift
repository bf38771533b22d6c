// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import GLPKSolver
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Winners of auctions with bids on packages, as the greatest total value of what is granted.
///
/// Goods are channels of one place. A bid asks for a block of neighbouring channels and is worth its amount; a bidder wins
/// one bid at most, which is a cap of one network.
@Suite struct PackageBidTests {
  struct Bid: Sendable {
    var bidder: Int
    var goods: ClosedRange<Int>
    var amount: Int
    /// In thousandths of a degree; bids less than 2° apart compete for the same channels.
    var longitude = 0
  }

  struct Auction: Sendable {
    var name: String
    var bids: [Bid]
    var welfare: Int
    /// By bidder, what its taking part takes from the others; nil where the published answer has none.
    var prices: [Int]?
  }

  /// Each bid of a bidder of its own.
  private static func auction(
    _ name: String, _ bids: [(ClosedRange<Int>, Int)], welfare: Int, prices: [Int]?
  ) -> Auction {
    Auction(
      name: name, bids: bids.enumerated().map { Bid(bidder: $0, goods: $1.0, amount: $1.1) }, welfare: welfare,
      prices: prices)
  }

  static let auctions = [
    Auction(
      name: "Ausubel and Milgrom 2006",
      bids: [
        Bid(bidder: 0, goods: 0...1, amount: 2), Bid(bidder: 1, goods: 0...0, amount: 2),
        Bid(bidder: 1, goods: 1...1, amount: 2), Bid(bidder: 2, goods: 0...0, amount: 2),
        Bid(bidder: 2, goods: 1...1, amount: 2),
      ], welfare: 4, prices: [0, 0, 0]),
    auction("global wins", [(0...0, 10), (1...1, 10), (0...1, 21)], welfare: 21, prices: [0, 0, 20]),
    auction("locals win", [(0...0, 8), (1...1, 6), (0...1, 10)], welfare: 14, prices: [4, 2, 0]),
    auction("one local great", [(0...0, 12), (1...1, 6), (0...1, 10)], welfare: 18, prices: [4, 0, 0]),
    auction("two and a pair", [(0...0, 80), (1...1, 60), (0...1, 100)], welfare: 140, prices: [40, 20, 0]),
    auction(
      "Day and Cramton 2012", [(0...0, 28), (1...1, 20), (0...1, 32), (0...0, 14), (1...1, 12)], welfare: 48,
      prices: [14, 12, 0, 0, 0]),
    auction(
      "the last bid lower", [(0...0, 28), (1...1, 20), (0...1, 32), (0...0, 14), (1...1, 11)], welfare: 48,
      prices: [14, 11, 0, 0, 0]),
    // Goods in the order 2, 0, 1, 3, in which every package is a block.
    auction(
      "Day and Raghavan 2007",
      [
        (1...2, 20), (0...0, 20), (3...3, 20), (0...2, 28), (1...3, 26), (1...2, 10), (0...0, 10), (3...3, 10),
      ], welfare: 60, prices: [10, 10, 10, 0, 0, 0, 0, 0]),
    auction(
      "four singles", [(0...0, 20), (1...1, 20), (2...2, 20), (3...3, 20), (0...0, 10), (0...1, 18), (1...3, 16)],
      welfare: 80, prices: [10, 0, 0, 0, 0, 0, 0]),
    auction(
      "three singles", [(0...0, 10), (1...1, 10), (2...2, 10), (1...2, 10)], welfare: 30, prices: [0, 0, 0, 0]),
    Auction(
      name: "one of two packages",
      bids: [
        Bid(bidder: 0, goods: 0...0, amount: 50), Bid(bidder: 1, goods: 1...1, amount: 150),
        Bid(bidder: 2, goods: 0...0, amount: 10), Bid(bidder: 2, goods: 0...1, amount: 100),
      ], welfare: 200, prices: [10, 50, 0]),
    // A against ABD, which clashes with BC and CD, which clash with each other.
    auction(
      "overlapping triples", [(0...0, 2), (0...2, 3), (2...3, 2), (1...3, 1)], welfare: 4, prices: [1, 0, 1, 0]),
    auction(
      "reserves as bids of the seller", [(0...0, 28), (1...1, 20), (0...1, 32), (0...0, 10), (1...1, 15)],
      welfare: 48, prices: [12, 15, 0, 0, 0]),
    auction("a single item", [(0...0, 20), (0...0, 12)], welfare: 20, prices: [12, 0]),
    auction("a single bidder", [(0...0, 20)], welfare: 20, prices: [0]),
    // Packages {1234} 8, {236} 6, {145} 5, {28} 2 and {56} 2: the second and the third win. Places and channels are laid out
    // so that two bids clash just where their packages share a good.
    Auction(
      name: "five packages of eight goods",
      bids: [
        Bid(bidder: 0, goods: 0...1, amount: 8, longitude: 0),
        Bid(bidder: 1, goods: 0...0, amount: 6, longitude: 1_000),
        Bid(bidder: 2, goods: 1...1, amount: 5, longitude: 1_000),
        Bid(bidder: 3, goods: 0...0, amount: 2, longitude: 0),
        Bid(bidder: 4, goods: 0...1, amount: 2, longitude: 2_000),
      ], welfare: 11, prices: nil),
  ]

  private static let symbols = Array("ABCDEFGHIJ").map(String.init)

  private func problem(_ bids: [Bid]) throws -> CoordinationProblem {
    var small = SmallProblem(
      bands: [
        SmallProblem.band(channels: (bids.map(\.goods.upperBound).max() ?? 0) + 1, separation: 2_000, flexibility: 0)
      ],
      networks: bids.enumerated().map { number, bid in
        SmallNetwork(
          name: "bid-\(number)", administration: Self.symbols[bid.bidder], longitude: bid.longitude,
          channels: (bid.goods.lowerBound + 1, bid.goods.count, nil))
      })
    small.populations = Dictionary(uniqueKeysWithValues: Self.symbols.map { ($0, Optional(1)) })
    var scenario = small.scenario
    scenario.values = .init(
      table: NumberTable(
        path: "value.csv", file: "value.csv", keyColumn: "network", column: "value", source: "test",
        rows: bids.enumerated().map { .init(key: "bid-\($0)", number: $1.amount, line: $0 + 2) }),
      standard: 1)
    return try CoordinationProblem(scenario: scenario, register: small.register)
  }

  /// What the winning bids are worth, those bids, and whether they are the only ones.
  private func winners(
    _ bids: [Bid]
  ) throws -> (welfare: Int, winning: Set<Int>, uniqueness: Allocation.Uniqueness) {
    guard !bids.isEmpty else { return (0, [], .unique) }
    let problem = try problem(bids)
    let allocation = try PolicyEngine(solver: GLPKSolver())
      .allocate(problem, policy: .of([.maximise(.total(.value))], cap: 1))
    let claim = try #require(allocation.claims.first { $0.objective == .total(.value) })
    #expect(claim.strength == .optimal && claim.bound == claim.value)
    let winning = zip(problem.requests, allocation.grants).filter { $1 != nil }
      .compactMap { Int($0.0.identifier.dropFirst(4)) }
    #expect(winning.reduce(0) { $0 + bids[$1].amount } == claim.value)
    return (claim.value, Set(winning), allocation.uniqueness)
  }

  @Test(arguments: auctions.indices) func welfareAndWhatEachTakesFromTheOthers(index: Int) throws {
    let auction = Self.auctions[index]
    let (welfare, winning, _) = try winners(auction.bids)
    #expect(welfare == auction.welfare, "\(auction.name)")
    for (bidder, price) in (auction.prices ?? []).enumerated() {
      let own = winning.filter { auction.bids[$0].bidder == bidder }.reduce(0) { $0 + auction.bids[$1].amount }
      let others = try winners(auction.bids.filter { $0.bidder != bidder }).welfare
      #expect(others - (welfare - own) == price, "\(auction.name), bidder \(bidder)")
    }
  }

  @Test func whoWinsIsAskedOnlyWhereItIsSettled() throws {
    #expect(try winners(Self.auctions[0].bids).uniqueness == .notUnique)
    let five = try winners(try #require(Self.auctions.last).bids)
    #expect(five.winning == [1, 2] && five.uniqueness == .unique)
  }

  /// Ten channels for three bidders who need 4, 4 and 2 neighbouring ones and bid for each channel: 2,430 + 2,550 + 790.
  @Test func contiguousBlocksOfTenChannels() throws {
    let perChannel = [
      [470, 20, 460, 740, 890, 620, 840, 200, 210, 730], [800, 440, 890, 300, 930, 200, 740, 310, 220, 410],
      [230, 80, 810, 530, 170, 90, 440, 660, 690, 100],
    ]
    var bids: [Bid] = []
    for (bidder, length) in [4, 4, 2].enumerated() {
      for first in 0...(10 - length) {
        let goods = first...(first + length - 1)
        bids.append(
          Bid(bidder: bidder, goods: goods, amount: goods.reduce(0) { $0 + perChannel[bidder][$1] }))
      }
    }
    // All three are served: among the allocations with three networks the one of the greatest value.
    let problem = try problem(bids)
    let allocation = try PolicyEngine(solver: GLPKSolver()).allocate(
      problem,
      policy: .of([.maximise(.administrationsServed, carry: .optimum), .maximise(.total(.value))], cap: 1))
    #expect(allocation.claims.first { $0.objective == .total(.value) }?.value == 5_770)
    var blocks: Set<String> = []
    for (request, grant) in allocation.grants.enumerated() {
      if let grant {
        blocks.insert(problem.administrations[problem.notifying[request]] + "\(grant.option.firstChannel)")
      }
    }
    #expect(blocks == ["B1", "A5", "C9"])
  }
}
