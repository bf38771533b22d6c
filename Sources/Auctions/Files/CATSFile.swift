// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

/// A file of the Combinatorial Auction Test Suite (Leyton-Brown, Pearson, Shoham 2000, doi:10.1145/352871.352879): goods,
/// bids and dummy goods.
///
/// `%` begins a comment. The lines `goods`, `bids` and `dummy` say how many there are. Each line after them is a bid: its
/// number, its price, the goods that it asks for, and `#`. A number from the count of goods on is a dummy good, which
/// nobody sells: bids that share one exclude each other.
public struct CATSFile: Hashable, Sendable {
  /// A bid as the file writes it.
  public struct Line: Hashable, Sendable {
    /// The number by which the file names it.
    public var number: Int
    /// What it offers.
    var price: DecimalPrice
    /// Real goods, ascending.
    public var goods: [Int]
    /// Dummy goods, counted from 0, ascending.
    public var dummies: [Int]
  }

  /// How many real goods there are.
  public var goods: Int
  /// How many dummy goods there are.
  public var dummies: Int
  /// The bids, by number.
  public var bids: [Line]
  /// The text of the comments before the header, without the marks.
  public var comments: [String]

  /// Goods and bids that a file may name; both together with a price each fit in memory many times over.
  static let greatestCount = 10_000_000
}

extension CATSFile {
  /// The auction, and what had to be done to its prices so that they are whole minor units.
  ///
  /// The file names no currency. The minor unit is 10⁻⁶, or more where the sum of all bids would pass
  /// `Currency.greatestAmount`. Bids of 0 can't win anything and are left out.
  ///
  /// - Throws: `BadInput` where not even whole units hold the sum of all bids.
  public func auction(title: String, path: String) throws -> (auction: Auction, notes: [String]) {
    var decimals = Currency.mostDecimals
    var amounts = amounts(decimals: decimals)
    while amounts == nil, decimals > 0 {
      decimals -= 1
      amounts = self.amounts(decimals: decimals)
    }
    guard let amounts else {
      throw BadInput([
        Fault(
          file: path, field: "price", problem: "the prices sum to more than \(Currency.greatestAmount)",
          remedy: "write them in a larger unit of money")
      ])
    }
    var notes: [String] = []
    let rounded = bids.count { $0.price.decimals > decimals }
    if rounded > 0 {
      notes.append(
        "\(rounded) of \(bids.count) prices have more than \(decimals) decimals and are rounded to the nearest of as many"
      )
    }
    let taken = bids.indices.filter { amounts[$0] > 0 }
    if taken.count < bids.count {
      notes.append("\(bids.count - taken.count) of \(bids.count) bids offer nothing and are left out")
    }
    return (auction(title: title, decimals: decimals, amounts: amounts, taken: taken), notes)
  }

  private func amounts(decimals: Int) -> [Int]? {
    var sum = 0
    var result: [Int] = []
    for bid in bids {
      guard let amount = bid.price.minorUnits(decimals: decimals, greatest: Currency.greatestAmount) else { return nil }
      sum += amount
      guard sum <= Currency.greatestAmount else { return nil }
      result.append(amount)
    }
    return result
  }

  private func auction(title: String, decimals: Int, amounts: [Int], taken: [Int]) -> Auction {
    // Bids that share dummy goods, directly or through others, are one bidder, named by the first.
    var sets = DisjointSets(count: taken.count)
    var users: [Int: [Int]] = [:]
    for (index, bid) in taken.enumerated() {
      for dummy in bids[bid].dummies { users[dummy, default: []].append(index) }
    }
    let shared = users.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map(\.value)
    for set in shared { for bid in set.dropFirst() { sets.join(set[0], bid) } }
    var bidders: [Bidder] = []
    var bidderOfRoot: [Int: Int] = [:]
    var result: [Bid] = []
    for (index, bid) in taken.enumerated() {
      let root = sets.root(index)
      let bidder = bidderOfRoot[root] ?? bidders.count
      if bidder == bidders.count {
        bidderOfRoot[root] = bidder
        bidders.append(Bidder(name: String(bids[bid].number)))
      }
      result.append(
        Bid(
          identifier: String(bids[bid].number), bidder: bidder, package: bids[bid].goods.map { LotQuantity(lot: $0) },
          amount: amounts[bid]))
    }
    var seen: Set<[Int]> = []
    return Auction(
      title: title, currency: Currency(code: "", decimals: decimals), lots: (0..<goods).map { Lot(name: String($0)) },
      bidders: bidders, bids: result, exclusions: shared.filter { seen.insert($0).inserted })
  }
}

/// Sets that are joined one after another (Tarjan 1975, doi:10.1145/321879.321884).
struct DisjointSets {
  private var parent: [Int]

  /// As many sets of one member each.
  init(count: Int) { parent = Array(0..<count) }

  /// The least member of the set of a member.
  mutating func root(_ member: Int) -> Int {
    var root = member
    while parent[root] != root { root = parent[root] }
    var step = member
    while parent[step] != root { (step, parent[step]) = (parent[step], root) }
    return root
  }

  /// Makes one set of two.
  mutating func join(_ left: Int, _ right: Int) {
    let (one, other) = (root(left), root(right))
    parent[max(one, other)] = min(one, other)
  }
}
