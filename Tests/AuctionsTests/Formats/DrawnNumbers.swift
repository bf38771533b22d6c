// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Auctions

/// Numbers for random instances, the same from the same seed (SplitMix64).
struct DrawnNumbers {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next(_ range: ClosedRange<Int>) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    mixed ^= mixed >> 31
    return range.lowerBound + Int(mixed % UInt64(range.upperBound - range.lowerBound + 1))
  }
}

extension Auction {
  /// A small auction for tests: single-lot bids by bidder and lot, nil or 0 for none.
  static func grid(
    _ amounts: [[Int]], reserves: [Int]? = nil, conflicts: [LotConflict] = [], budgets: [Int?]? = nil,
    groups: [String?]? = nil, limits: [HoldingLimit] = [], alternatives: Bool = false
  ) -> Auction {
    let lotCount = amounts.first?.count ?? 0
    var bids: [Bid] = []
    var exclusions: [[Int]] = []
    for (bidder, row) in amounts.enumerated() {
      let first = bids.count
      for (lot, amount) in row.enumerated() where amount > 0 {
        bids.append(
          Bid(identifier: "b\(bidder).\(lot)", bidder: bidder, package: [LotQuantity(lot: lot)], amount: amount))
      }
      if alternatives, bids.count > first { exclusions.append(Array(first..<bids.count)) }
    }
    return Auction(
      currency: Currency(code: "", decimals: 0),
      lots: (0..<lotCount).map { Lot(name: "L\($0)", reserve: reserves?[$0] ?? 0) }, conflicts: conflicts,
      bidders: amounts.indices.map { Bidder(name: "B\($0)", group: groups?[$0], budget: budgets?[$0]) },
      limits: limits, bids: bids, exclusions: exclusions)
  }
}
