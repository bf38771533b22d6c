// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Parameters of the simultaneous multiple-round ascending auction (Milgrom 2000, doi:10.1086/262118).
///
/// The standard parameters are those of auctions of the Federal Communications Commission: three stages of activity, three
/// waivers, withdrawals in two rounds (Cramton 1997, doi:10.1111/j.1430-9134.1997.00431.x).
public struct SimultaneousAscendingRules: FormatRules {
  /// How much a bid must exceed the price, in thousandths of it.
  public var incrementThousandths = 100
  /// The least step, in minor units, above 0.
  public var leastIncrement = 1
  /// From how many amounts a bidder may choose: the least one, and one step more each; nil for any amount from the least on.
  public var amounts: Int?
  /// The share of their eligibility that bidders must use to keep it in the first stage, in thousandths.
  public var activityThousandths = 800
  /// The share in the second stage, where it is more.
  public var secondActivityThousandths = 900
  /// The share in the third stage, where it is more.
  public var thirdActivityThousandths = 950
  /// Up to which share of all points, in thousandths, new standing bids make a round a quiet one.
  public var quietThousandths = 200
  /// After how many quiet rounds on end the next stage begins.
  public var quietRounds = 3
  /// Rounds in which a bidder may rest without losing eligibility.
  public var waivers = 3
  /// Rounds in which a bidder may withdraw standing bids.
  public var withdrawalRounds = 2
  /// What part of a withdrawn bid is paid where the lot stays unsold, in thousandths.
  public var unsoldWithdrawalThousandths = 1000
  /// The most rounds; an auction that reaches them ends with the standing bids.
  public var mostRounds = 10_000

  /// The standard parameters.
  public init() {}

  /// The keys of its mapping in a file.
  public static let fields: [RuleField<Self>] = [
    .percentage("increment", 0...10_000, \.incrementThousandths),
    .money("least-increment", \.leastIncrement, aboveZero: true),
    .count("amounts", 1...1_000, \.amounts), .percentage("activity", 0...1_000, \.activityThousandths),
    .percentage("second-activity", 0...1_000, \.secondActivityThousandths),
    .percentage("third-activity", 0...1_000, \.thirdActivityThousandths),
    .percentage("quiet", 0...1_000, \.quietThousandths), .count("quiet-rounds", 1...1_000, \.quietRounds),
    .count("waivers", 0...1_000, \.waivers), .count("withdrawal-rounds", 0...1_000, \.withdrawalRounds),
    .percentage("unsold-withdrawal", 0...1_000, \.unsoldWithdrawalThousandths),
    .count("most-rounds", 1...1_000_000, \.mostRounds),
  ]

  /// The share of eligibility that must be used in a stage, from 0, in thousandths; it never falls from stage to stage.
  func activity(stage: Int) -> Int {
    [activityThousandths, secondActivityThousandths, thirdActivityThousandths].prefix(stage + 1).max() ?? 0
  }

  /// How many stages there are.
  static let stages = 3
}
