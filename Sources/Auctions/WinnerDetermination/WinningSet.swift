// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The offers that are accepted, what they are worth, and what is known about better and equally good sets.
public struct WinningSet: Hashable, Sendable {
  /// Whether another set of offers is worth as much.
  public enum Uniqueness: String, Hashable, Sendable, CaseIterable {
    /// No other set is.
    case unique
    /// Another set is.
    case several
    /// The search for another set reached its limit.
    case undecided
  }

  /// Indexes of the accepted offers, ascending.
  public var offers: [Int]
  /// What they are worth together, in minor units.
  public var value: Int
  /// No set is worth more; the same as `value` where that is proven.
  public var bound: Int
  /// Whether another set is worth as much.
  public var uniqueness: Uniqueness
  /// Whether bound and uniqueness rest on the solver's word in some part, which was too large for a proof in whole numbers.
  public var restsOnSolver: Bool
  /// Whether the order of ties was followed to the end; a limit may have left open which of several sets comes first.
  public var isFirstOfTies = true

  /// Makes a set.
  public init(offers: [Int], value: Int, bound: Int, uniqueness: Uniqueness, restsOnSolver: Bool = false) {
    self.offers = offers
    self.value = value
    self.bound = bound
    self.uniqueness = uniqueness
    self.restsOnSolver = restsOnSolver
  }

  /// Whether no set is worth more.
  public var isOptimal: Bool { value == bound }
}
