// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Parameters of a fee for which anybody may hold a lot.
public struct PostedFeeRules: FormatRules {
  /// Who comes first where more ask than there is.
  public enum Order: String, Hashable, Sendable, CaseIterable {
    /// The order of the file, which stands for the order of receipt.
    case receipt
    /// By lot, from the seed of the world.
    case lot
  }

  /// The fee of a unit, in minor units; nil for the reserve of the lot.
  public var fee: Int?
  /// Who comes first.
  public var order = Order.receipt

  /// The standard parameters.
  public init() {}

  /// The keys of its mapping in a file.
  public static let fields: [RuleField<Self>] = [.money("fee", \.fee), .word("order", \.order)]
}
