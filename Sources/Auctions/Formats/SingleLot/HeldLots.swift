// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What has been sold so far in an auction that sells one thing after another, and who may still take what.
///
/// Supply, conflicts, holding limits and eligibility are looked at, bids and budgets aren't.
public struct HeldLots: Hashable, Sendable {
  /// Units by bidder and lot.
  public private(set) var units: [[Int]]
  private let lots: [Lot]
  private let conflicts: [LotConflict]
  private let limits: [HoldingLimit]
  private let eligibility: [Int?]

  /// Nothing sold yet.
  public init(auction: Auction) {
    lots = auction.lots
    conflicts = auction.conflicts
    limits = auction.limits
    eligibility = auction.bidders.map(\.eligibilityPoints)
    units = Array(repeating: Array(repeating: 0, count: auction.lots.count), count: auction.bidders.count)
  }

  /// Units of a lot that are sold.
  public func sold(_ lot: Int) -> Int { units.reduce(0) { $0 + $1[lot] } }

  /// Units of a lot that aren't sold.
  public func left(_ lot: Int) -> Int { lots[lot].supply - sold(lot) }

  /// The lots that a bidder holds, ascending.
  public func lots(of bidder: Int) -> [Int] { units[bidder].indices.filter { units[bidder][$0] > 0 } }

  /// Whether a bidder may take units of a lot beside what is sold.
  ///
  /// - Complexity: linear in the conflicts, the limits and their lots and bidders.
  public func mayTake(bidder: Int, lot: Int, units: Int = 1) -> Bool {
    left(lot) >= units && isFree(lot, for: bidder, units: units) && isEligible(bidder, for: lot, units: units)
      && limits.allSatisfy { limit in
        guard limit.lots.contains(lot), limit.bidders.contains(bidder) else { return true }
        return limit.bidders.reduce(0) { $0 + holding(of: limit.lots, bidder: $1) } <= limit.most - units
      }
  }

  /// Whether a bidder's points suffice for units of a lot beside what the bidder holds.
  private func isEligible(_ bidder: Int, for lot: Int, units count: Int) -> Bool {
    guard let most = eligibility[bidder] else { return true }
    let used = units[bidder].indices.reduce(0) { $0 + units[bidder][$1] * lots[$1].points }
    return used + count * lots[lot].points <= most
  }

  /// Whether no conflict keeps a lot from a bidder.
  public func isFree(_ lot: Int, for bidder: Int, units count: Int = 1) -> Bool {
    conflicts.allSatisfy { conflict in
      guard conflict.lots.contains(lot) else { return true }
      guard conflict.exemptsSameHolder else {
        return conflict.lots.reduce(0) { $0 + sold($1) } <= conflict.most - count
      }
      let others = units.indices.filter { $0 != bidder && holding(of: conflict.lots, bidder: $0) > 0 }
      return others.count < conflict.most
    }
  }

  /// Gives units of a lot to a bidder.
  public mutating func give(lot: Int, units count: Int = 1, to bidder: Int) {
    units[bidder][lot] += count
  }

  private func holding(of lots: [Int], bidder: Int) -> Int { lots.reduce(0) { $0 + units[bidder][$1] } }
}
