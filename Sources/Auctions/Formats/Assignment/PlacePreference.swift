// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What a bidder would give for having particular places of a lot and no others, if it wins as many units.
public struct PlacePreference: Hashable, Sendable {
  /// Index of the bidder.
  public var bidder: Int
  /// Index of the lot.
  public var lot: Int
  /// Places in a row, from 1, ascending.
  public var places: [Int]
  /// In minor units, above 0.
  public var amount: Int

  /// Makes a preference.
  public init(bidder: Int, lot: Int, places: [Int], amount: Int) {
    self.bidder = bidder
    self.lot = lot
    self.places = places
    self.amount = amount
  }
}
