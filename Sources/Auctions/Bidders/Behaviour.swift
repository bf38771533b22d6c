// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// How a bidder turns what lots are worth to them into bids.
public enum Behaviour: Hashable, Sendable {
  /// Bids for what is best at the prices of the moment, up to what it is worth.
  case straightforward
  /// Takes everything for worth less by a share, in thousandths.
  case shading(thousandths: Int)
  /// Asks for fewer lots than are wanted: at most this share of them, in thousandths.
  case demandReducing(thousandths: Int)
  /// Counts what others pay as a gain of one's own, by a share in thousandths.
  case spiteful(thousandths: Int)
  /// Bids together with the others of a ring, who don't bid against each other.
  case colluding(group: String)
  /// Never commits to more than the budget.
  case budgetBound

  /// The word by which files name a behaviour.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case straightforward
    case shading
    case demandReducing = "demand-reducing"
    case spiteful
    case colluding
    case budgetBound = "budget-bound"
  }

  /// The word by which files name it.
  public var kind: Kind {
    switch self {
    case .straightforward: .straightforward
    case .shading: .shading
    case .demandReducing: .demandReducing
    case .spiteful: .spiteful
    case .colluding: .colluding
    case .budgetBound: .budgetBound
    }
  }
}
