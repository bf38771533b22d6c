// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination

/// The lottery that an allocation was drawn from, or what its orders by lot give on average.
public struct LotteryOutcome: Sendable {
  /// How probabilities were found.
  public enum Method: String, Sendable {
    /// By going through every order.
    case exact
    /// By drawing orders with a seed.
    case sampled
    /// They are those of the portfolio that was drawn from.
    case portfolio
  }

  /// How often an administration is served.
  public struct Chance: Hashable, Sendable {
    /// Index of the administration.
    public var administration: Int
    /// Weight of the outcomes that serve it.
    public var served: Int
    /// The ends of the 95 % interval of its probability, in billionths; nil where the probability is exact.
    public var intervalBillionths: ClosedRange<Int>?
    /// Its holding, summed over outcomes by their weight.
    public var holding: Int
  }

  /// An allocation of a portfolio.
  public struct Entry: Sendable {
    /// Its weight.
    public var weight: Int
    /// What the stage grants under it, by ascending request.
    public var grants: [Option]
  }

  /// An administration with its weight in a proof.
  public struct Weight: Hashable, Sendable {
    /// Index of the administration.
    public var administration: Int
    /// The weight, above 0.
    public var weight: Int
  }

  /// A round of a leximin lottery: who goes no further than its level, and why.
  public struct Level: Sendable {
    /// Indices of the administrations that go no further than the level, ascending.
    public var administrations: [Int]
    /// The level: the smallest ratio of weight in the portfolio to entitlement among those of this level and later ones.
    public var weightNumerator: Int
    /// The level's denominator, at least 1.
    public var entitlementDenominator: Int
    /// The weights of administrations in the proof.
    public var weights: [Weight]
    /// What the weights of those served never exceed, whatever is granted.
    public var bound: Int
    /// How much more than the level anybody here could get at most, in billionths of a probability, if the bound holds;
    /// nil where that is beyond the range of numbers.
    public var gapBillionths: Int?
    /// Who vouches for the bound: multipliers or the solver.
    public var proof: Claim.Proof
    /// The multipliers, where they are the proof.
    public var multipliers: Multipliers?
  }

  /// A factor in lowest terms, from 0 to 1.
  public struct ShareFactor: Hashable, Sendable {
    /// The numerator.
    public var numerator: Int
    /// The denominator, at least 1.
    public var denominator: Int
  }

  /// Those whom no allocation serves.
  public struct Unservable: Sendable {
    /// Indices of the administrations, ascending.
    public var administrations: [Int]
    /// Who vouches for it.
    public var proof: Claim.Proof
    /// The multipliers, where they are the proof.
    public var multipliers: Multipliers?
  }

  /// Number of the planned stage.
  public var stage: Int
  /// How probabilities were found.
  public var method: Method
  /// The seed of the draw.
  public var seed: Int
  /// The sum of the weights of all outcomes: probabilities are weights over it.
  public var denominator: Int
  /// By index of administration; those that ask.
  public var chances: [Chance]
  /// The allocations, in the order that the ticket counts them; empty where orders were drawn.
  public var portfolio: [Entry]
  /// The ticket drawn, from 0; nil where orders were drawn.
  public var ticket: Int?
  /// The factor β ≤ 1 of a lottery of simultaneous eating: every share that is eaten, times β, is the probability of that
  /// grant. Nil for any other.
  public var shareFactor: ShareFactor?
  /// The rounds of a leximin lottery, the smallest level first; empty for any other. Rounds may share a level.
  public var levels: [Level] = []
  /// Those whom no allocation serves, in a leximin lottery; nil where there are none.
  public var unservable: Unservable?

  /// How many different levels the rounds stop at: levels ascend, and rounds in a row may share one.
  public var distinctLevelCount: Int {
    zip(levels, levels.dropFirst()).reduce(levels.isEmpty ? 0 : 1) { $0 + ($1.0.isSameLevel(as: $1.1) ? 0 : 1) }
  }
}

extension LotteryOutcome.Level {
  /// Whether two rounds stop at one level.
  func isSameLevel(as other: Self) -> Bool {
    Int128(weightNumerator) * Int128(other.entitlementDenominator)
      == Int128(other.weightNumerator) * Int128(entitlementDenominator)
  }
}
