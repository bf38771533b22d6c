// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Auctions

/// Small auctions and acts for the tests of formats in rounds.
enum RoundsSamples {
  static let currency = Currency(code: "", decimals: 0)

  static func auction(
    _ lots: [Lot], _ bidders: [Bidder], conflicts: [LotConflict] = [], limits: [HoldingLimit] = []
  ) -> Auction {
    Auction(
      currency: currency, lots: lots, conflicts: conflicts, bidders: bidders, limits: limits, bids: [], exclusions: [])
  }

  /// Lots A, B, … and bidders 1, 2, … with the value of every lot to every bidder.
  static func values(_ table: [[Int]], supply: [Int]? = nil, areAlternatives: Bool) -> Auction {
    let lots = (table.first ?? []).indices.map { Lot(name: letter($0), supply: supply?[$0] ?? 1) }
    var result = auction(lots, table.indices.map { Bidder(name: "\($0 + 1)") })
    for (bidder, row) in table.enumerated() {
      let first = result.bids.count
      for (lot, amount) in row.enumerated() where amount > 0 {
        result.bids.append(
          Bid(
            identifier: "\(bidder + 1)\(letter(lot))", bidder: bidder, package: [LotQuantity(lot: lot)], amount: amount)
        )
      }
      if areAlternatives { result.exclusions.append(Array(first..<result.bids.count)) }
    }
    return result
  }

  static func letter(_ index: Int) -> String { String(UnicodeScalar(UInt8(65 + index))) }

  static func bid(_ bidder: Int, _ lot: Int, _ amount: Int) -> AuctionLog.Act {
    .init(bidder: bidder, kind: .bid, package: [LotQuantity(lot: lot)], amount: amount)
  }

  static func withdraw(_ bidder: Int, _ lot: Int) -> AuctionLog.Act {
    .init(bidder: bidder, kind: .withdraw, package: [LotQuantity(lot: lot)])
  }

  static func demand(_ bidder: Int, _ units: [Int], point: Int? = nil) -> AuctionLog.Act {
    .init(
      bidder: bidder, kind: .demand,
      package: units.indices.filter { units[$0] > 0 }.map { LotQuantity(lot: $0, units: units[$0]) },
      pointThousandths: point)
  }

  /// Of all sets of offers that keep every row the one worth most; of equals the one that takes the earlier offers of the
  /// tie order. By enumeration.
  static func bestByEnumeration(_ problem: WinnerProblem) -> WinningSet {
    var best: (value: Int, ranks: [Int], offers: [Int]) = (-1, [], [])
    for set in 0..<(1 << problem.offers.count) {
      let taken = { (offer: Int) in set >> offer & 1 == 1 }
      let keepsRows = problem.rows.allSatisfy { row in
        zip(row.offers, row.coefficients).reduce(0) { $0 + (taken($1.0) ? $1.1 : 0) } <= row.capacity
      }
      let keepsHolders = problem.holderRows.allSatisfy { row in
        Set(row.offers.filter(taken).map { problem.offers[$0].bidder }).count <= row.capacity
      }
      guard keepsRows, keepsHolders else { continue }
      let offers = problem.offers.indices.filter(taken)
      let value = offers.reduce(0) { $0 + problem.offers[$1].value }
      let ranks = problem.tieOrder.indices.filter { taken(problem.tieOrder[$0]) }
      // The set with the first offer of the order that any has: the lexicographically least list of ranks.
      if value > best.value || value == best.value && ranks.lexicographicallyPrecedes(best.ranks) {
        best = (value, ranks, offers)
      }
    }
    return WinningSet(offers: best.offers, value: best.value, bound: best.value, uniqueness: .undecided)
  }

  /// The greatest worth of giving every bidder at most one lot, where lots have the given supply.
  static func assignmentValue(_ table: [[Int]], supply: [Int]) -> Int {
    func best(_ bidder: Int, _ left: [Int]) -> Int {
      guard bidder < table.count else { return 0 }
      var most = best(bidder + 1, left)
      for lot in left.indices where left[lot] > 0 {
        var rest = left
        rest[lot] -= 1
        most = max(most, table[bidder][lot] + best(bidder + 1, rest))
      }
      return most
    }
    return best(0, supply)
  }
}

/// SplitMix64, for instances from a seed.
struct Draws {
  private var state: UInt64
  init(seed: Int) { state = UInt64(seed) }
  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
