// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A limit on the units that some bidders may win of some lots together.
///
/// A cap limits one bidder or a group of companies. A set-aside limits everybody who isn't eligible for it, together, to
/// what isn't set aside.
public struct HoldingLimit: Hashable, Sendable {
  /// What the limit is for.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Nobody shall hold too much.
    case cap
    /// Part of the supply is for some bidders only.
    case setAside = "set-aside"
  }

  /// What it is for.
  public var kind: Kind
  /// Its name, for reports.
  public var name: String
  /// Indexes of the lots, ascending.
  public var lots: [Int]
  /// Indexes of the bidders whose units count, ascending.
  public var bidders: [Int]
  /// The most units that they may win together.
  public var most: Int

  /// Makes a limit.
  public init(kind: Kind, name: String, lots: [Int], bidders: [Int], most: Int) {
    self.kind = kind
    self.name = name
    self.lots = lots
    self.bidders = bidders
    self.most = most
  }
}
