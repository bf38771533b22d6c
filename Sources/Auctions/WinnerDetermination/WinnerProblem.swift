// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Which offers to accept so that they are worth the most: maximise Σ value · x over 0/1 points with packing rows.
///
/// It knows neither lots nor frequencies: a row is a lot's supply, a set of alternatives, a conflict by separation or
/// interference, a cap or a set-aside. The same problem so serves sealed bids and requests for orbital positions.
///
/// The problem is NP-hard (weighted set packing; Rothkopf, Pekeč, Harstad 1998, doi:10.1287/mnsc.44.8.1131).
public struct WinnerProblem: Sendable {
  /// One way to serve a bidder.
  public struct Offer: Hashable, Sendable {
    /// Index of the bidder.
    public var bidder: Int
    /// What it is worth, in minor units. An offer of 0 is never accepted.
    public var value: Int

    /// Makes an offer.
    public init(bidder: Int, value: Int) {
      self.bidder = bidder
      self.value = value
    }
  }

  /// Σ coefficient · x ≤ capacity.
  public struct Row: Hashable, Sendable {
    /// Indexes of offers, ascending.
    public var offers: [Int]
    /// Whole coefficients above 0, one an offer.
    public var coefficients: [Int]
    /// The right-hand side, at least 0.
    public var capacity: Int

    /// Makes a row whose coefficients are 1.
    public init(offers: [Int], capacity: Int = 1) {
      self.init(offers: offers, coefficients: Array(repeating: 1, count: offers.count), capacity: capacity)
    }

    /// Makes a row.
    public init(offers: [Int], coefficients: [Int], capacity: Int) {
      self.offers = offers
      self.coefficients = coefficients
      self.capacity = capacity
    }
  }

  /// Rows by which bidders exclude each other where one bidder's offers don't: at most `capacity` bidders may have any of
  /// the offers accepted.
  public struct HolderRow: Hashable, Sendable {
    /// Indexes of offers, ascending.
    public var offers: [Int]
    /// How many bidders may have any of them accepted.
    public var capacity: Int

    /// Makes a row.
    public init(offers: [Int], capacity: Int = 1) {
      self.offers = offers
      self.capacity = capacity
    }
  }

  /// How many bidders there are.
  public var bidderCount: Int
  /// The offers.
  public var offers: [Offer]
  /// What offers exclude each other.
  public var rows: [Row]
  /// What offers of different bidders exclude each other.
  public var holderRows: [HolderRow]
  /// The order in which ties are broken: of all optimal sets the one is taken that holds the first offer of this order
  /// which any of them holds, then of those the next, and so on. A permutation of the offers.
  public var tieOrder: [Int]

  /// Makes a problem.
  public init(
    bidderCount: Int, offers: [Offer], rows: [Row], holderRows: [HolderRow] = [], tieOrder: [Int]? = nil
  ) {
    self.bidderCount = bidderCount
    self.offers = offers
    self.rows = rows
    self.holderRows = holderRows
    self.tieOrder = tieOrder ?? Array(offers.indices)
  }
}
