// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Who holds what at which price when an auction in rounds has closed at the prices of its rounds.
public struct RoundsOutcome: Hashable, Sendable {
  /// What one bidder holds and owes.
  public struct Account: Hashable, Sendable {
    /// Index of the bidder.
    public var bidder: Int
    /// What they hold; empty for somebody who owes for withdrawals only.
    public var package: [LotQuantity]
    /// The price of it before any credit, in minor units.
    public var price: Int
    /// What is paid for it: the price less the discount.
    public var payment: Int
    /// What is paid for bids that were taken back, in minor units.
    public var withdrawalPayment: Int

    /// Makes an account.
    public init(bidder: Int, package: [LotQuantity], price: Int, payment: Int, withdrawalPayment: Int = 0) {
      self.bidder = bidder
      self.package = package
      self.price = price
      self.payment = payment
      self.withdrawalPayment = withdrawalPayment
    }
  }

  /// By index of the bidder, those who hold or owe something.
  public var accounts: [Account]
  /// The price of a unit of every lot at the close, in minor units; nil for lots that nobody holds.
  public var prices: [Int?]
  /// What nobody holds.
  public var unsold: [LotQuantity]
  /// How many rounds there were.
  public var rounds: Int

  /// What all pay together, in minor units.
  public var revenue: Int { accounts.reduce(0) { $0 + $1.payment + $1.withdrawalPayment } }

  /// Makes an outcome.
  public init(accounts: [Account], prices: [Int?], unsold: [LotQuantity], rounds: Int) {
    self.accounts = accounts
    self.prices = prices
    self.unsold = unsold
    self.rounds = rounds
  }
}
