// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What makes an auction impossible to run: a mistake in its statement, not something that a bidder does wrong.
public enum AuctionFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// An index points to nothing.
  case unknown(place: String, kind: String, index: Int, count: Int)
  /// A number that isn't allowed.
  case notAllowed(place: String, value: Int, allowed: String)
  /// Indexes that must rise do not.
  case notAscending(place: String)
  /// All amounts together are more than can be counted exactly.
  case tooMuchMoney(place: String, greatest: Int)
  /// An outcome doesn't belong to the auction.
  case notAnOutcome(reason: String)
  /// The search for winners reached its limit, where the payments need its end.
  case undecided(place: String, value: Int, bound: Int)

  /// Place and remedy in a sentence.
  public var description: String {
    switch self {
    case .unknown(let place, let kind, let index, let count):
      "\(place): there is no \(kind) number \(index + 1); there are \(count). Name one that exists."
    case .notAllowed(let place, let value, let allowed):
      "\(place): \(value) isn't allowed. Write \(allowed)."
    case .notAscending(let place):
      "\(place): the indexes must rise, each once. Sort them and leave out repetitions."
    case .tooMuchMoney(let place, let greatest):
      "\(place): the amounts add up to more than \(greatest) minor units. Count in a coarser unit."
    case .notAnOutcome(let reason):
      "This isn't an outcome of the auction: \(reason)."
    case .undecided(let place, let value, let bound):
      "\(place): the search stopped at its limit of nodes between \(value) and \(bound). Raise the limit."
    }
  }
}
