// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Parameters of a clock: prices rise while demand exceeds supply (Ausubel, Cramton, Milgrom 2006).
public struct ClockRules: FormatRules {
  /// What a bidder may ask for in a round.
  public enum ActivityRule: String, Hashable, Sendable, CaseIterable {
    /// No more eligibility points than they have left.
    case points
    /// What earlier choices don't contradict.
    case revealedPreference = "revealed-preference"
    /// Points, and beyond them what earlier choices don't contradict.
    case hybrid
  }

  /// How much a price rises, in thousandths of it.
  public var incrementThousandths = 50
  /// The least rise, in minor units, above 0.
  public var leastIncrement = 1
  /// The share of their eligibility that bidders must use to keep it, in thousandths.
  public var activityThousandths = 900
  /// What a bidder may ask for in a round.
  public var activityRule = ActivityRule.points
  /// Whether demand may not fall below supply once it has reached it.
  public var forbidsUnderselling = true
  /// Whether bidders may change what they want at a price between those of two rounds.
  public var hasIntermediatePrices = false
  /// The most rounds.
  public var mostRounds = 10_000

  /// The standard parameters.
  public init() {}

  /// The keys of its mapping in a file.
  public static let fields: [RuleField<Self>] = [
    .percentage("increment", 0...10_000, \.incrementThousandths),
    .money("least-increment", \.leastIncrement, aboveZero: true),
    .percentage("activity", 0...1_000, \.activityThousandths), .word("activity-rule", \.activityRule),
    .flag("no-underselling", \.forbidsUnderselling), .flag("intermediate-prices", \.hasIntermediatePrices),
    .count("most-rounds", 1...1_000_000, \.mostRounds),
  ]
}
