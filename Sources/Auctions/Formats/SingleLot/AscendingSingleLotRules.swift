// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Parameters of lots sold one after another by ascending bids.
public struct AscendingSingleLotRules: FormatRules {
  /// How much a bid must exceed the standing one, in thousandths of it.
  public var incrementThousandths = 50
  /// The least step, in minor units, above 0.
  public var leastIncrement = 1

  /// Whether a round without an acceptable bid ends a sale. If not, only the withdrawal of all others does, and rounds of
  /// which nothing is published can stand empty in a log.
  public var closesAfterQuietRound = true

  /// The most rounds of a sale; one that reaches them ends with the standing bid.
  public var mostRounds = 10_000

  /// The standard parameters.
  public init() {}

  /// The keys of its mapping in a file.
  public static let fields: [RuleField<Self>] = [
    .percentage("increment", 0...10_000, \.incrementThousandths), .money("least-increment", \.leastIncrement),
    .flag("quiet-round-closes", \.closesAfterQuietRound), .count("most-rounds", 1...1_000_000, \.mostRounds),
  ]
}
