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
}
