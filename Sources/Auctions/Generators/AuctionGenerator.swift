// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import BigInt
import Coordination
import SeededNumbers

/// Makes auctions of a distribution from a seed: the same bytes from the same numbers on any machine.
///
/// All draws and prices are whole numbers; distances are rounded square roots, which every machine rounds alike.
public struct AuctionGenerator: Sendable {
  /// What is wrong with the numbers asked for.
  public enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// There are too few or too many goods.
    case goods(Int, allowed: ClosedRange<Int>)
    /// There are too few or too many bids.
    case bids(Int, allowed: ClosedRange<Int>)
    /// The distribution has no as many bids over so few goods.
    case tooFewGoods(AuctionDistribution, goods: Int, bids: Int, made: Int)

    /// What was asked for, and what to ask for instead.
    public var description: String {
      switch self {
      case .goods(let goods, let allowed):
        "--goods \(goods): write a number from \(allowed.lowerBound) to \(allowed.upperBound)"
      case .bids(let bids, let allowed):
        "--bids \(bids): write a number from \(allowed.lowerBound) to \(allowed.upperBound)"
      case .tooFewGoods(let distribution, let goods, let bids, let made):
        "--bids \(bids): `\(distribution.rawValue)` over \(goods) goods came to \(made) bids; ask for fewer, or for more goods"
      }
    }
  }

  /// The distribution.
  public var distribution: AuctionDistribution
  /// How many goods.
  public var goods: Int
  /// How many bids.
  public var bids: Int
  /// The seed, at least 0.
  public var seed: Int

  /// Goods that may be asked for.
  public static let allowedGoods = 2...2_000
  /// Bids that may be asked for.
  public static let allowedBids = 1...100_000

  /// Prepares an auction.
  public init(distribution: AuctionDistribution, goods: Int, bids: Int, seed: Int) {
    self.distribution = distribution
    self.goods = goods
    self.bids = bids
    self.seed = seed
  }

  /// The auction.
  ///
  /// - Throws: `Refusal` where the distribution has no such auction.
  public func document() throws(Refusal) -> AuctionDocument {
    guard Self.allowedGoods.contains(goods) else { throw .goods(goods, allowed: Self.allowedGoods) }
    guard Self.allowedBids.contains(bids) else { throw .bids(bids, allowed: Self.allowedBids) }
    var draws = SplitMix64(seed: seed, purpose: "auction \(distribution.rawValue)")
    var collector = BidCollector(target: bids)
    var lots = (0..<goods).map { Lot(name: String($0)) }
    var conflicts: [LotConflict] = []
    switch distribution {
    case .regions: makeBundles(.regions(goods: goods, &draws), &collector, &draws)
    case .arbitrary: makeBundles(.arbitrary(goods: goods, &draws), &collector, &draws)
    case .paths: makePaths(&collector, &draws)
    case .matching: makeMatching(&collector, &draws)
    case .scheduling: makeScheduling(&collector, &draws)
    case .orbital:
      let arc = OrbitalArc(goods: goods)
      lots = arc.lots
      conflicts = arc.conflicts
      makeOrbital(arc, &collector, &draws)
    case .l1, .l2, .l3, .l4, .l5, .l6, .l7, .l8: makeLegacy(&collector, &draws)
    }
    guard collector.isFull else {
      throw .tooFewGoods(distribution, goods: goods, bids: bids, made: collector.bids.count)
    }
    let auction = Auction(
      title: "\(distribution.rawValue), \(goods) goods, \(bids) bids, seed \(seed)",
      currency: Currency(code: "units", decimals: 2), lots: lots, conflicts: conflicts, bidders: collector.bidders,
      bids: collector.bids, exclusions: collector.exclusions)
    let source =
      distribution == .orbital
      ? "made by orbitshare generate auction"
      : "made by orbitshare generate auction, by the description of the distribution in doi:10.1145/352871.352879"
    return AuctionDocument(
      auction: auction, payments: .coreVCGNearest, seeds: .init(world: seed, bidders: seed), source: source)
  }

  /// n^1.2 in hundredths, rounded down: what n goods together are worth beyond their sum, with the published additivity of
  /// 0.2. It is the fifth root of n⁶, which whole numbers find exactly.
  static func additivity(_ count: Int) -> Int {
    let wanted = BigInt(count).power(6) * BigInt(10).power(10)
    var (low, high) = (0, 100 * (count + 1) * (count + 1))
    while low < high {
      let middle = (low + high + 1) / 2
      if BigInt(middle).power(5) <= wanted { low = middle } else { high = middle - 1 }
    }
    return low
  }
}

/// Gathers the bids of one bidder after another until there are enough.
struct BidCollector {
  private let target: Int
  private(set) var bidders: [Bidder] = []
  private(set) var bids: [Bid] = []
  private(set) var exclusions: [[Int]] = []

  init(target: Int) { self.target = target }

  /// Whether there are as many bids as were asked for.
  var isFull: Bool { bids.count >= target }

  /// Takes the alternatives of one more bidder: packages with prices in minor units. Those of no price are left out, and
  /// what is too many at the end.
  mutating func take(_ alternatives: [(goods: [Int], price: Int)], name: String? = nil) {
    let good = alternatives.filter { $0.price > 0 && !$0.goods.isEmpty }.prefix(target - bids.count)
    guard !good.isEmpty else { return }
    let first = bids.count
    // In CATS files a bidder is named by the first bid, and so here.
    bidders.append(Bidder(name: name ?? String(first)))
    for (goods, price) in good {
      bids.append(
        Bid(
          identifier: String(bids.count), bidder: bidders.count - 1, package: goods.map { LotQuantity(lot: $0) },
          amount: price))
    }
    if good.count > 1 { exclusions.append(Array(first..<bids.count)) }
  }
}
