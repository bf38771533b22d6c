// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Something that is sold: an orbital position, a band at it, channels, or a number of like units of them.
public struct Lot: Hashable, Sendable {
  /// Its name, unique in the auction.
  public var name: String
  /// How many like units there are, at least 1.
  public var supply: Int
  /// The least price of a unit in minor units; 0 for none.
  public var reserve: Int
  /// Eligibility points of a unit, at least 0.
  public var points: Int
  /// What kind of lot it is, for caps and for the stage that assigns particular lots; nil where the auction has one kind.
  public var category: String?
  /// Longitude of the position in thousandths of a degree, −180,000 < λ ≤ 180,000; nil where it isn't a position.
  public var longitudeMilliDegrees: Int?
  /// The band, where the lot is one at a position.
  public var band: String?
  /// The day by which it must be brought into use, as the file writes it; what an unsold lot loses.
  public var bringingIntoUse: String?

  /// Makes a lot.
  public init(
    name: String, supply: Int = 1, reserve: Int = 0, points: Int = 1, category: String? = nil,
    longitudeMilliDegrees: Int? = nil, band: String? = nil, bringingIntoUse: String? = nil
  ) {
    self.name = name
    self.supply = supply
    self.reserve = reserve
    self.points = points
    self.category = category
    self.longitudeMilliDegrees = longitudeMilliDegrees
    self.band = band
    self.bringingIntoUse = bringingIntoUse
  }
}

/// Lots of which only some can be sold together, because they are too near to each other or would interfere.
///
/// Every unit of a lot counts once. A set of lots that conflict pairwise is one such conflict with `most` 1, which bounds
/// the winner determination much more tightly than its pairs.
public struct LotConflict: Hashable, Sendable {
  /// Indexes of lots, ascending.
  public var lots: [Int]
  /// How many units of them may be sold together.
  public var most: Int
  /// Why, for reports.
  public var reason: String
  /// Whether one bidder may hold any of them together, as with networks of one administration; then `most` is how many
  /// bidders may hold any.
  public var exemptsSameHolder: Bool

  /// Makes a conflict.
  public init(lots: [Int], most: Int = 1, reason: String, exemptsSameHolder: Bool = false) {
    self.lots = lots
    self.most = most
    self.reason = reason
    self.exemptsSameHolder = exemptsSameHolder
  }
}
