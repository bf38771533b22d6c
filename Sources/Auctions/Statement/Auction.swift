// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What is sold, to whom, under which rules, and the sealed bids for it.
///
/// Files, generators and the rounds of other formats all end in one of these; winner determination and payments start
/// from it.
public struct Auction: Hashable, Sendable {
  /// How reserve prices work.
  public enum ReserveRule: String, Hashable, Sendable, CaseIterable {
    /// The seller takes part as a bidder who offers the reserve for every unit. Lots that the seller wins are unsold, and
    /// the seller's bids count in the payments of others, who so pay the reserve for what they take beyond. The seller's bid
    /// for a lot counts for every unsold unit, also for one that can't be used beside what was sold because it conflicts.
    case sellerBids = "seller-bids"
    /// A package is never sold below the sum of the reserves of its lots. The reserve counts in nothing else.
    case floors
  }

  /// A title, for reports.
  public var title: String
  /// What money is counted in.
  public var currency: Currency
  /// What is sold.
  public var lots: [Lot]
  /// Which lots can't be sold together.
  public var conflicts: [LotConflict]
  /// Who bids.
  public var bidders: [Bidder]
  /// Caps and set-asides.
  public var limits: [HoldingLimit]
  /// How reserve prices work.
  public var reserveRule: ReserveRule
  /// The bids.
  public var bids: [Bid]
  /// Sets of bids, ascending, of which at most one can win. One set with all bids of a bidder makes them alternatives (XOR);
  /// bids in no set can all win (OR); several sets are alternatives each (OR-of-XOR, and OR* where they overlap).
  public var exclusions: [[Int]]

  /// Makes an auction.
  public init(
    title: String = "", currency: Currency, lots: [Lot], conflicts: [LotConflict] = [], bidders: [Bidder],
    limits: [HoldingLimit] = [], reserveRule: ReserveRule = .sellerBids, bids: [Bid], exclusions: [[Int]]
  ) {
    self.title = title
    self.currency = currency
    self.lots = lots
    self.conflicts = conflicts
    self.bidders = bidders
    self.limits = limits
    self.reserveRule = reserveRule
    self.bids = bids
    self.exclusions = exclusions
  }

  /// The sum of the reserves of a package, in minor units.
  public func reserve(of package: [LotQuantity]) -> Int {
    package.reduce(0) { $0 + $1.units * lots[$1.lot].reserve }
  }
}
