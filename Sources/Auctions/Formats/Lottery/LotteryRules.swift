// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Parameters of lots by chance, from the seed of the world.
public struct LotteryRules: FormatRules {
  /// The most packages that a bidder may win; nil for no limit.
  public var mostPerBidder: Int? = 1

  /// The standard parameters.
  public init() {}

  /// The keys of its mapping in a file.
  public static let fields: [RuleField<Self>] = [.count("most-per-bidder", 1...100_000, \.mostPerBidder)]
}
