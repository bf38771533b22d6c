// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What lots are worth to bidders, as the bids of an auction say it.
///
/// A holding is worth the greatest sum of bids of its bidder that it serves, no two of them alternatives; lots beyond those
/// are worth nothing and cost nothing (free disposal).
public struct StatedValues: Sendable {
  private let values: [PackageValues]

  /// Takes the bids of an auction for values.
  public init(_ auction: Auction) {
    values = PackageValues.all(auction)
  }

  /// What a holding is worth to a bidder, in minor units.
  ///
  /// - Parameter units: by lot.
  /// - Complexity: linear in the bids of the bidder where they are alternatives; else that of an exact search for winners.
  public func value(of units: [Int], to bidder: Int) -> Int { values[bidder].worth(units) }

  /// What one more unit of a lot is worth to a bidder beside what it holds, in minor units.
  public func gain(from lot: Int, beside units: [Int], to bidder: Int) -> Int {
    var more = units
    more[lot] += 1
    return value(of: more, to: bidder) - value(of: units, to: bidder)
  }

  /// How many units a bidder wants: those of its largest bids that can win together.
  func wantedUnits(of bidder: Int) -> Int { values[bidder].wantedUnits }
}
