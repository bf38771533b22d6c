// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Somebody who bids, with what the rules say about them.
public struct Bidder: Hashable, Sendable {
  /// The name, unique in the auction.
  public var name: String
  /// Symbol of the administration under which the bidder would file, if any.
  public var administration: String?
  /// The group of companies that the bidder belongs to, for caps by group.
  public var group: String?
  /// Eligibility points at the beginning; nil for no limit.
  public var eligibilityPoints: Int?
  /// The most the bidder can pay, in minor units; nil for no limit. It bounds what is bid, not what is worth.
  public var budget: Int?
  /// The bidding credit in thousandths of the price; 0 for none.
  public var creditThousandths: Int
  /// The greatest discount by the credit, in minor units; nil for none.
  public var greatestDiscount: Int?

  /// Makes a bidder.
  public init(
    name: String, administration: String? = nil, group: String? = nil, eligibilityPoints: Int? = nil,
    budget: Int? = nil, creditThousandths: Int = 0, greatestDiscount: Int? = nil
  ) {
    self.name = name
    self.administration = administration
    self.group = group
    self.eligibilityPoints = eligibilityPoints
    self.budget = budget
    self.creditThousandths = creditThousandths
    self.greatestDiscount = greatestDiscount
  }
}

/// A number of units of a lot.
public struct LotQuantity: Hashable, Sendable, Comparable {
  /// Index of the lot.
  public var lot: Int
  /// How many units, at least 1.
  public var units: Int

  /// Makes a quantity.
  public init(lot: Int, units: Int = 1) {
    self.lot = lot
    self.units = units
  }

  /// By lot, then by units.
  public static func < (left: LotQuantity, right: LotQuantity) -> Bool {
    (left.lot, left.units) < (right.lot, right.units)
  }
}

/// An offer for a package, all or nothing.
public struct Bid: Hashable, Sendable {
  /// Its identifier, unique in the auction.
  public var identifier: String
  /// Index of the bidder.
  public var bidder: Int
  /// The package: lots ascending, each once.
  public var package: [LotQuantity]
  /// What is offered for it before any credit, in minor units, above 0.
  public var amount: Int

  /// Makes a bid.
  public init(identifier: String, bidder: Int, package: [LotQuantity], amount: Int) {
    self.identifier = identifier
    self.bidder = bidder
    self.package = package
    self.amount = amount
  }
}
