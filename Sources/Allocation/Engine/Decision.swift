// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Why a request was granted where it was, or refused.
public struct Decision: Hashable, Sendable {
  /// The reason; raw values are those of allocation.csv.
  public enum Reason: String, CaseIterable, Sendable {
    /// Granted at the filed longitude.
    case asFiled = "as-filed"
    /// Granted elsewhere within the flexibility.
    case moved
    /// Refused: it doesn't meet what the policy asks of a request before it is looked at.
    case notEligible = "not-eligible"
    /// Refused: what is bid doesn't exceed the reserve, or the request is worth less than the fee.
    case belowPrice = "below-price"
    /// Refused: a cap or an upper quota leaves no room for it.
    case capReached = "cap-reached"
    /// Refused: the policy moves nobody, and the filed longitude is taken.
    case filedPlaceTaken = "filed-place-taken"
    /// Refused: every option conflicts with a grant.
    case allPlacesTaken = "all-places-taken"
    /// Refused: what is free is reserved for others.
    case reservedPlacesOnly = "reserved-places-only"
    /// Refused: an option is free, but the policy's objective leaves it out.
    case notChosen = "not-chosen"
  }

  /// The reason.
  public var reason: Reason
  /// Requests whose grants stand in the way at the filed longitude, by index, sorted by identifier.
  public var blocking: [Int]
}
