// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// One unit of a lot that was sold by itself.
public struct Sale: Hashable, Sendable, Codable {
  /// Index of the lot.
  public var lot: Int
  /// Index of the bidder.
  public var bidder: Int
  /// What the bidder offered, in minor units.
  public var bid: Int
  /// What it costs, in minor units, before any credit.
  public var price: Int
  /// Index of the sealed bid that won; nil where bids are made in rounds.
  public var offer: Int?

  /// Makes a sale.
  public init(lot: Int, bidder: Int, bid: Int, price: Int, offer: Int? = nil) {
    self.lot = lot
    self.bidder = bidder
    self.bid = bid
    self.price = price
    self.offer = offer
  }
}

/// Units of a lot that nobody got, why, and what follows.
public struct UnsoldLot: Hashable, Sendable, Codable {
  /// Why nobody got them.
  public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
    /// Nobody offered anything.
    case noOffer = "no-offer"
    /// All offers were below the reserve or the fee.
    case belowReserve = "below-reserve"
    /// Fewer rights were sold than there are lots.
    case notChosen = "not-chosen"
    /// It conflicts with lots that were sold.
    case conflict
    /// There were offers, and others that exclude them were worth more.
    case offersLost = "offers-lost"
    /// Caps or set-asides kept it from those who wanted it.
    case limit
  }

  /// Index of the lot.
  public var lot: Int
  /// How many units.
  public var units: Int
  /// Why.
  public var reason: Reason

  /// Makes an entry.
  public init(lot: Int, units: Int, reason: Reason) {
    self.lot = lot
    self.units = units
    self.reason = reason
  }

  /// What follows for the administration whose filing the lot stands for, in one sentence.
  ///
  /// Radio Regulations Nos. 11.44 and 11.48: an assignment that isn't brought into use within its time limit is cancelled;
  /// a lot without a winner has nobody who would do it.
  public func consequence(for lots: [Lot]) -> String {
    let lot = lots[lot]
    guard reason != .conflict else {
      return "\(lot.name) can't be used beside what was sold; nothing is lost that could have been used."
    }
    guard let date = lot.bringingIntoUse else {
      return "\(lot.name) has no holder; the file gives no date by which it must be brought into use."
    }
    return "\(lot.name) has no holder who would bring it into use by \(date); once that date is missed the filing is "
      + "cancelled (Radio Regulations Nos. 11.44, 11.48), and in practice a new one comes after those already received."
  }
}

/// The outcome of an auction that sells units by themselves.
public struct SaleOutcome: Hashable, Sendable {
  /// What was sold, in the order of the sales.
  public var sales: [Sale]
  /// What wasn't, by lot.
  public var unsold: [UnsoldLot]
  /// Whether a lot decided between equals.
  public var usedLots: Bool

  /// Makes an outcome.
  public init(sales: [Sale], unsold: [UnsoldLot], usedLots: Bool = false) {
    self.sales = sales
    self.unsold = unsold
    self.usedLots = usedLots
  }

  /// The sum of the prices, in minor units, before credits.
  public var grossRevenue: Int { WholeMoney.sum(sales.map(\.price)) }

  /// What each bidder pays after its credit, in minor units: price − min(greatest discount, ⌊price × credit⌋), the credit
  /// taken once of all that it bought.
  public func payments(of bidders: [Bidder]) -> [Int] {
    bidders.indices.map { bidder in
      let gross = sales.filter { $0.bidder == bidder }.reduce(0) { $0 + $1.price }
      return gross - bidders[bidder].discount(on: gross)
    }
  }
}
