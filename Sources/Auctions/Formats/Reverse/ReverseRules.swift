// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Parameters of an auction that buys positions back at falling prices.
public struct ReverseRules: FormatRules {
  /// How much prices fall in a round, in thousandths of the opening price.
  public var decrementThousandths = 50
  /// The opening price of every position, in minor units; nil for the reserve of the lot.
  public var openingPrice: Int?
  /// The most that may be spent, in minor units; nil for no limit.
  public var budget: Int?
  /// The most rounds.
  public var mostRounds = 10_000

  /// The standard parameters.
  public init() {}

  /// The keys of its mapping in a file.
  public static let fields: [RuleField<Self>] = [
    .percentage("decrement", 1...1_000, \.decrementThousandths), .money("opening-price", \.openingPrice),
    .money("budget", \.budget), .count("most-rounds", 1...1_000_000, \.mostRounds),
  ]
}
