// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Scenarios

/// What is claimed of one step of a policy, with the proof.
public struct Claim: Sendable {
  /// What kind of step it is.
  public enum Kind: String, Sendable {
    /// An ordering.
    case order
    /// An objective of the policy.
    case maximise
    /// A lottery.
    case lottery
    /// An objective of the documented order of ties.
    case tieBreak = "tie-break"
  }

  /// What is claimed.
  public enum Strength: String, Sendable {
    /// No allocation does better.
    case optimal
    /// No allocation does better than the bound, which the value doesn't meet.
    case withinGap = "within-gap"
    /// The allocation keeps every rule; nothing is known of a better one.
    case feasible
    /// The allocation is what the ordering says.
    case byConstruction = "by-construction"
  }

  /// Who vouches for it.
  public enum Proof: String, Sendable {
    /// Multipliers, by integer arithmetic.
    case multipliers
    /// A bound that needs no program.
    case trivial
    /// The solver's word.
    case solver
    /// Running the ordering again.
    case replay
  }

  /// What is made as large as possible.
  public enum Objective: Hashable, Sendable {
    /// Precedence; nothing is maximised.
    case precedence
    /// A quantity, summed over what the run grants.
    case total(Policy.Quantity)
    /// What is bid for what the run grants, above the reserve.
    case bids
    /// Inhabitants of the administrations that at least one network counts for, if only in part.
    case populationCovered
    /// The number of administrations that at least one network counts for, if only in part.
    case administrationsServed
    /// The number of asking administrations that hold at least one step.
    case holders(entitlement: String)
    /// α-fair welfare of holdings, α in halves, in the units of ``WelfareScale``.
    case welfare(halves: Int, entitlement: String)
    /// Generalised Gini welfare of holdings.
    case orderedWelfare(entitlement: String)
    /// The number of asking administrations whose holding is at least numerator × entitlement ÷ denominator.
    case administrationsAtLevel(numerator: Int, denominator: Int, entitlement: String)
    /// Whether every asking administration can reach a level; 0 claims that it is impossible.
    case allAtLevel(numerator: Int, denominator: Int, entitlement: String)
    /// Minus the sum of displacements in thousandths of a degree.
    case displacement
    /// The sum of lots.
    case lot

    /// The level of holding for each entitlement that it is about, if it is about one.
    var level: (numerator: Int, denominator: Int)? {
      switch self {
      case .administrationsAtLevel(let numerator, let denominator, _), .allAtLevel(let numerator, let denominator, _):
        (numerator, denominator)
      default: nil
      }
    }

    /// Its identifier in certificates.
    public var identifier: String {
      switch self {
      case .precedence: "precedence"
      case .total(let quantity): quantity.rawValue
      case .bids: "bids"
      case .populationCovered: "population-covered"
      case .administrationsServed: "administrations-served"
      case .holders: "holders"
      case .welfare: "welfare"
      case .orderedWelfare: "ordered-welfare"
      case .administrationsAtLevel: "administrations-at-level"
      case .allAtLevel: "all-at-level"
      case .displacement: "displacement"
      case .lot: "lot"
      }
    }
  }

  /// Number of the policy's stage, from 1.
  public var stage: Int
  /// Name of the stage.
  public var name: String
  /// What kind of step it is.
  public var kind: Kind
  /// The objective.
  public var objective: Objective
  /// What is claimed.
  public var strength: Strength
  /// The objective's value.
  public var value: Int
  /// What no allocation exceeds; nil where nothing is known.
  public var bound: Int?
  /// Who vouches for it.
  public var proof: Proof
  /// The unit of value and bound.
  public var unit: String
  /// The multipliers, where they are the proof.
  public var multipliers: Multipliers?
}

/// Multipliers of rows that prove a bound by weak duality, as whole multiples of 1 ÷ scale.
public struct Multipliers: Sendable {
  /// A row of the program by what it says.
  public enum Row: Hashable, Sendable {
    /// A request is granted at most once.
    case request(Int)
    /// At most so many blocks are used in the arc of one separation that begins at a longitude.
    case window(band: Int, from: Int)
    /// At most one network uses a channel in the arc of one separation that begins at a longitude.
    case channelWindow(band: Int, from: Int, channel: Int)
    /// Of some options, each two in conflict, at most one is granted.
    case clique([Option])
    /// The levels that an administration is counted at need as much holding.
    case holding(Int)
    /// An administration that holds so many steps, at least two, holds one step fewer too.
    case nested(Int, steps: Int)
    /// An administration counted as served has a network.
    case served(Int)
    /// The same where one network may count for several administrations: at least one counts for it, if only in part.
    case attributed(Int)
    /// An earlier claim of the policy is kept.
    case atLeast(Int)
    /// A cap, minimum or quota of the policy for one subject.
    case bound(Bound.Source, subject: String)
    /// A request that an earlier stage granted stays granted.
    case kept(Int)
    /// An administration holds at least what it holds in the allocation, where ordered welfare was maximised before.
    case profile(Int)
    /// What counts holdings exactly, for a demand of fairness; never part of a proof.
    case fairness
  }

  /// What the columns are, for each band that takes part.
  public enum Columns: String, Sendable {
    /// A request at a place; channels follow afterwards.
    case places
    /// A request at a place with a first channel and a polarization.
    case options
  }

  /// The scale, at least 1.
  public var scale: Int
  /// What the columns are, by band.
  public var columns: [Int: Columns]
  /// Rows with their multipliers, above 0, in the order of the program.
  public var entries: [(row: Row, multiplier: Int)]
  /// For ordered welfare, by administration: whole numbers that scale × ω majorises; the rows bound their sum over scores.
  public var orderedWeights: [Int: Int] = [:]
}
