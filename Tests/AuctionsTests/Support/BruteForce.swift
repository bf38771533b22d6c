// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Auctions

/// All about a small auction by looking at every set of bids. It shares nothing with the library but the statement.
struct BruteForce {
  let auction: Auction
  /// Every set of bids that may be accepted together, as bits, with what it is worth (the seller's reserves included) and
  /// whose bids it holds.
  private(set) var sets: [(bids: Int, worth: Int, bidders: Int)] = []
  let coalitions: [Int]

  init(_ auction: Auction) {
    self.auction = auction
    var sets: [(bids: Int, worth: Int, bidders: Int)] = []
    var isAllowed = [Bool](repeating: false, count: 1 << auction.bids.count)
    for mask in isAllowed.indices {
      // A set isn't allowed where it isn't without its last bid.
      if mask != 0, !isAllowed[mask ^ (1 << (Int.bitWidth - 1 - mask.leadingZeroBitCount))] { continue }
      let chosen = auction.bids.indices.filter { mask & (1 << $0) != 0 }
      guard Self.isAllowed(chosen, auction) else { continue }
      isAllowed[mask] = true
      sets.append(
        (mask, Self.worth(chosen, auction), chosen.reduce(0) { $0 | 1 << auction.bids[$1].bidder }))
    }
    var coalitions = [Int](repeating: 0, count: 1 << auction.bidders.count)
    for coalition in coalitions.indices {
      for set in sets where set.bidders & ~coalition == 0 {
        coalitions[coalition] = max(coalitions[coalition], set.worth)
      }
    }
    self.sets = sets
    self.coalitions = coalitions
  }

  private static func isAllowed(_ chosen: [Int], _ auction: Auction) -> Bool {
    var sold = auction.lots.map { _ in 0 }
    var held = auction.bidders.map { _ in auction.lots.map { _ in 0 } }
    var paid = auction.bidders.map { _ in 0 }
    for index in chosen {
      let bid = auction.bids[index]
      paid[bid.bidder] += bid.amount
      if auction.reserveRule == .floors, bid.amount < auction.reserve(of: bid.package) { return false }
      for quantity in bid.package {
        sold[quantity.lot] += quantity.units
        held[bid.bidder][quantity.lot] += quantity.units
      }
    }
    for (lot, units) in sold.enumerated() where units > auction.lots[lot].supply { return false }
    for exclusion in auction.exclusions where exclusion.filter({ chosen.contains($0) }).count > 1 { return false }
    for conflict in auction.conflicts {
      let count =
        conflict.exemptsSameHolder
        ? held.filter { holding in conflict.lots.contains { holding[$0] > 0 } }.count
        : conflict.lots.reduce(0) { $0 + sold[$1] }
      if count > conflict.most { return false }
    }
    for limit in auction.limits {
      var units = 0
      for bidder in limit.bidders { for lot in limit.lots { units += held[bidder][lot] } }
      if units > limit.most { return false }
    }
    for (index, bidder) in auction.bidders.enumerated() {
      if let budget = bidder.budget, paid[index] > budget { return false }
      if let most = bidder.eligibilityPoints {
        var points = 0
        for (lot, units) in held[index].enumerated() { points += units * auction.lots[lot].points }
        if points > most { return false }
      }
    }
    return true
  }

  private static func worth(_ chosen: [Int], _ auction: Auction) -> Int {
    var left = auction.lots.map(\.supply)
    var worth = 0
    for index in chosen {
      worth += auction.bids[index].amount
      for quantity in auction.bids[index].package { left[quantity.lot] -= quantity.units }
    }
    if auction.reserveRule == .sellerBids {
      for (lot, units) in left.enumerated() { worth += units * auction.lots[lot].reserve }
    }
    return worth
  }

  /// What the best set is worth, the seller's reserves included.
  var most: Int { coalitions.last ?? 0 }

  /// Every best set, as bits.
  var best: [Int] { sets.filter { $0.worth == most }.map(\.bids) }

  /// Of the best sets the one that holds the first bid that any holds, then of those the next, and so on.
  var first: [Int] {
    var left = best
    for bid in auction.bids.indices {
      let holding = left.filter { $0 & (1 << bid) != 0 }
      if !holding.isEmpty { left = holding }
    }
    return auction.bids.indices.filter { (left.first ?? 0) & (1 << $0) != 0 }
  }

  /// What is bid for a set by a bidder.
  func bid(of bidder: Int, in set: [Int]) -> Int {
    set.reduce(0) { auction.bids[$1].bidder == bidder ? $0 + auction.bids[$1].amount : $0 }
  }

  /// The VCG price of a winner.
  func vickrey(_ bidder: Int, in set: [Int]) -> Int {
    coalitions[(coalitions.count - 1) & ~(1 << bidder)] - (most - bid(of: bidder, in: set))
  }

  /// The reserves of a winner's lots.
  func floor(_ bidder: Int, in set: [Int]) -> Int {
    guard auction.reserveRule == .floors else { return 0 }
    return set.reduce(0) { auction.bids[$1].bidder == bidder ? $0 + auction.reserve(of: auction.bids[$1].package) : $0 }
  }

  /// By coalition: who must pay (bidders), and how much, so that the coalition doesn't block an outcome.
  func cuts(of set: [Int]) -> [(payers: Int, bound: Int)] {
    let winners = set.reduce(0) { $0 | 1 << auction.bids[$1].bidder }
    let kept = Self.worth(set, auction) - set.reduce(0) { $0 + auction.bids[$1].amount }
    return coalitions.indices.map { coalition in
      let inside = auction.bidders.indices.filter { winners & coalition & (1 << $0) != 0 }
      return (
        winners & ~coalition, coalitions[coalition] - inside.reduce(0) { $0 + bid(of: $1, in: set) } - kept
      )
    }
  }
}

/// Whether a vector is a combination, with factors at least 0, of others: all sets of at most as many as there are
/// dimensions are tried (Carathéodory).
func isInCone(_ vector: [Double], _ generators: [[Double]]) -> Bool {
  let distinct = Set(generators).sorted { $0.lexicographicallyPrecedes($1) }
  func search(_ chosen: [[Double]], _ next: Int) -> Bool {
    if let factors = combination(vector, chosen), factors.allSatisfy({ $0 > -1e-9 }) { return true }
    guard chosen.count < vector.count else { return false }
    return (next..<distinct.count).contains { search(chosen + [distinct[$0]], $0 + 1) }
  }
  return search([], 0)
}

/// Factors of vectors that add up to another; nil where there are none or the vectors depend on each other.
private func combination(_ vector: [Double], _ vectors: [[Double]]) -> [Double]? {
  var rows = vector.indices.map { row in vectors.map { $0[row] } + [vector[row]] }
  let count = vectors.count
  for column in 0..<count {
    guard
      let pivot = (column..<rows.count).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
      abs(rows[pivot][column]) > 1e-9
    else { return nil }
    rows.swapAt(column, pivot)
    for row in rows.indices where row != column && rows[row][column] != 0 {
      let factor = rows[row][column] / rows[column][column]
      for place in column...count { rows[row][place] -= factor * rows[column][place] }
    }
  }
  guard rows[count...].allSatisfy({ abs($0[count]) < 1e-7 }) else { return nil }
  return (0..<count).map { rows[$0][count] / rows[$0][$0] }
}
