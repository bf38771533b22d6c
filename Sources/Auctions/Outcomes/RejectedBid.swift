// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Which rule a bid breaks, so that it never takes part.
public enum RejectionReason: String, Hashable, Sendable, CaseIterable {
  /// It is below the reserve of its package, where reserves are floors.
  case belowReserve = "below-reserve"
  /// It is above the bidder's budget.
  case aboveBudget = "above-budget"
  /// Its package has more points than the bidder has eligibility.
  case aboveEligibility = "above-eligibility"
  /// Its package has more units of a lot than there are.
  case aboveSupply = "above-supply"
  /// Its package alone breaks a cap.
  case aboveCap = "above-cap"
  /// Its package alone needs units that are set aside for others.
  case notEligibleForSetAside = "not-eligible-for-set-aside"
  /// Its package has lots that can't be sold together.
  case conflictsWithinPackage = "conflicts-within-package"
}

/// A bid that never took part, with the rule it breaks.
public struct RejectedBid: Hashable, Sendable {
  /// Index of the bid.
  public var bid: Int
  /// The rule it breaks; the first in the order of `RejectionReason` where it breaks several.
  public var reason: RejectionReason

  /// Makes a rejection.
  public init(bid: Int, reason: RejectionReason) {
    self.bid = bid
    self.reason = reason
  }
}
