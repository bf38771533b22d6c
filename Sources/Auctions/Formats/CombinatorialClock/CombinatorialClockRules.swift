// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Parameters of a combinatorial clock auction (Ausubel, Baranov 2017, doi:10.1111/ecoj.12404).
public struct CombinatorialClockRules: FormatRules {
  /// How much a price rises, in thousandths of it.
  public var incrementThousandths = 50
  /// The least rise, in minor units, above 0.
  public var leastIncrement = 1
  /// The share of their eligibility that bidders must use to keep it, in thousandths.
  public var activityThousandths = 900
  /// What a bidder may ask for in a round of the clock.
  public var activityRule = ClockRules.ActivityRule.hybrid
  /// Whether supplementary bids are bounded by the last round in which the bidder was eligible for the package.
  public var hasRelativeCap = true
  /// Whether the relative cap holds from every later round, too, in which the bidder's eligibility became less.
  public var hasCapOfEveryReduction = false
  /// Whether supplementary bids are bounded by the last round.
  public var hasFinalCap = true
  /// Whether a stage follows that assigns particular lots.
  public var hasAssignmentStage = false
  /// The most rounds of the clock.
  public var mostRounds = 10_000

  /// The standard parameters.
  public init() {}

  /// The rules of the clock.
  var clock: ClockRules {
    var clock = ClockRules()
    clock.incrementThousandths = incrementThousandths
    clock.leastIncrement = leastIncrement
    clock.activityThousandths = activityThousandths
    clock.activityRule = activityRule
    // Units that nobody wants at the last prices are for supplementary bids to take.
    clock.forbidsUnderselling = false
    clock.mostRounds = mostRounds
    return clock
  }

  /// The keys of its mapping in a file.
  public static let fields: [RuleField<Self>] = [
    .percentage("increment", 0...10_000, \.incrementThousandths),
    .money("least-increment", \.leastIncrement, aboveZero: true),
    .percentage("activity", 0...1_000, \.activityThousandths), .word("activity-rule", \.activityRule),
    .flag("relative-cap", \.hasRelativeCap), .flag("cap-of-every-reduction", \.hasCapOfEveryReduction),
    .flag("final-cap", \.hasFinalCap),
    .flag("assignment", \.hasAssignmentStage),
    .count("most-rounds", 1...1_000_000, \.mostRounds),
  ]
}
