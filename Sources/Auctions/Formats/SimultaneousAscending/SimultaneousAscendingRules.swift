// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Parameters of the simultaneous multiple-round ascending auction (Milgrom 2000, doi:10.1086/262118).
public struct SimultaneousAscendingRules: FormatRules {
  /// How much a bid must exceed the standing one, in thousandths of it.
  public var incrementThousandths = 100
  /// The least step, in minor units, above 0.
  public var leastIncrement = 1
  /// The share of their eligibility that bidders must use to keep it, in thousandths.
  public var activityThousandths = 900
  /// Rounds in which a bidder may rest without losing eligibility.
  public var waivers = 3
  /// Rounds in which a bidder may withdraw standing bids.
  public var withdrawalRounds = 2
  /// The most rounds; an auction that reaches them ends with the standing bids.
  public var mostRounds = 10_000

  /// The standard parameters.
  public init() {}

  /// The keys of its mapping in a file.
  public static let fields: [RuleField<Self>] = [
    .percentage("increment", 0...10_000, \.incrementThousandths), .money("least-increment", \.leastIncrement),
    .percentage("activity", 0...1_000, \.activityThousandths), .count("waivers", 0...1_000, \.waivers),
    .count("withdrawal-rounds", 0...1_000, \.withdrawalRounds), .count("most-rounds", 1...1_000_000, \.mostRounds),
  ]
}
