// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Who won what at an auction, and what is paid.
public struct AuctionOutcome: Hashable, Sendable {
  /// A bidder that won.
  public struct Winner: Hashable, Sendable {
    /// Index of the bidder.
    public var bidder: Int
    /// Indexes of the bids that won, ascending.
    public var bids: [Int]
    /// All that the bidder holds.
    public var package: [LotQuantity]
    /// What was bid for it, in minor units.
    public var bid: Int
    /// Its price before any credit, in minor units.
    public var price: Int
    /// What is paid: the price less the discount, in minor units.
    public var payment: Int

    /// Makes a winner.
    public init(bidder: Int, bids: [Int], package: [LotQuantity], bid: Int, price: Int, payment: Int) {
      self.bidder = bidder
      self.bids = bids
      self.package = package
      self.bid = bid
      self.price = price
      self.payment = payment
    }
  }

  /// The winners by index of bidder.
  public var winners: [Winner]
  /// The sum of the winning bids, without the seller's own, in minor units.
  public var welfare: Int
  /// No set of winners is worth more by the bids; the same as `welfare` where that is proven. Where the seller bids the
  /// reserves, it is those sets that are worth no less with them.
  public var welfareBound: Int
  /// What is paid in all, in minor units.
  public var revenue: Int
  /// What isn't sold.
  public var unsold: [LotQuantity]
  /// Whether other winners would be worth as much.
  public var uniqueness: WinningSet.Uniqueness
  /// Bids that never took part, ascending.
  public var rejected: [RejectedBid]
  /// Whether some of it rests on the solver's word; see `WinningSet.restsOnSolver`.
  public var restsOnSolver = false
  /// Whether the order of ties was followed to the end; see `WinningSet.isFirstOfTies`.
  public var isFirstOfTies = true

  /// Makes an outcome.
  public init(
    winners: [Winner], welfare: Int, welfareBound: Int, unsold: [LotQuantity],
    uniqueness: WinningSet.Uniqueness, rejected: [RejectedBid]
  ) {
    self.winners = winners
    self.welfare = welfare
    self.welfareBound = welfareBound
    self.revenue = winners.reduce(0) { $0 + $1.payment }
    self.unsold = unsold
    self.uniqueness = uniqueness
    self.rejected = rejected
  }

  /// Whether the winners are proven to be worth the most.
  public var isOptimal: Bool { welfare == welfareBound }
}
