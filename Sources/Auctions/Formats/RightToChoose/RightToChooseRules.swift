// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Parameters of rights to choose sold one after another (Goeree, Plott, Wooders 2004).
public struct RightToChooseRules: FormatRules {
  /// How a right is sold.
  public enum Sale: String, Hashable, Sendable, CaseIterable {
    /// Sealed opening offers, then ascending bids.
    case ascending
    /// Sealed offers alone.
    case sealed
  }

  /// How many rights are sold; nil for as many as there are units.
  public var rights: Int?
  /// How a right is sold.
  public var sale = Sale.ascending
  /// The least price of a right, in minor units; nil for the reserve of each lot, which is the least price at which it is picked.
  public var reserve: Int?
  /// How much a bid must exceed the standing one, in thousandths of it.
  public var incrementThousandths = 50
  /// The least step, in minor units, above 0.
  public var leastIncrement = 1
  /// The most rights that a group may win; nil for no limit.
  public var mostPerGroup: Int? = 2
  /// How near to the highest opening offer an offer must be to go on to the ascending bids, in thousandths of it; 0 admits
  /// all. In 2014 it was 80 % (TELA VIVA, 6 May 2014).
  public var nearnessThousandths = 800
  /// How many of the highest opening offers go on however far they are from the highest. In 2011 the second went on with
  /// 48 %, 25 % and 18 % of the highest (Valor, 30 August 2011).
  public var leastAdmitted = 2
  /// The most rounds of ascending bids for a right, which then goes to the standing bid.
  public var mostRounds = 10_000

  /// The standard parameters.
  public init() {}

  /// The keys of its mapping in a file.
  public static let fields: [RuleField<Self>] = [
    .count("rights", 1...100_000, \.rights), .word("sale", \.sale), .money("reserve", \.reserve),
    .percentage("increment", 0...10_000, \.incrementThousandths),
    .money("least-increment", \.leastIncrement, aboveZero: true),
    .count("most-per-group", 1...100_000, \.mostPerGroup), .percentage("nearness", 0...1_000, \.nearnessThousandths),
    .count("least-admitted", 1...100_000, \.leastAdmitted), .count("most-rounds", 1...1_000_000, \.mostRounds),
  ]
}
