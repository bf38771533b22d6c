// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

/// What a scenario says of entitlements beyond their names: blends, columns, need and the weights of income groups.
public struct EntitlementDefinitions: Hashable, Sendable {
  /// A weighted sum of entitlements.
  public struct Blend: Hashable, Sendable {
    /// An entitlement with its weight.
    public struct Part: Hashable, Sendable {
      /// The entitlement; a blend may stand in another one.
      public var entitlement: Entitlement
      /// Its weight in thousandths, above 0.
      public var weightThousandths: Int
    }

    /// The name after `blend:`.
    public var name: String
    /// Its parts with a weight above 0, in the order written.
    public var parts: [Part]
  }

  /// A column of numbers by administration.
  public struct Column: Hashable, Sendable {
    /// The name after `column:`; `need` for the shares of inhabitants without service.
    public var name: String
    /// The numbers.
    public var table: NumberTable
  }

  /// The blends, in the order written.
  public var blends: [Blend] = []
  /// The columns of shares, in the order written.
  public var columns: [Column] = []
  /// The share of inhabitants without service in millionths, by administration.
  public var unservedMillionths: NumberTable?
  /// The weight of each income group, low income first.
  public var incomeWeights: [Administration.IncomeGroup: Int] = Self.standardIncomeWeights

  /// The weights where a scenario states none: 4, 3, 2 and 1 from low to high income.
  public static let standardIncomeWeights: [Administration.IncomeGroup: Int] = [
    .low: 4, .lowerMiddle: 3, .upperMiddle: 2, .high: 1,
  ]

  /// Every entitlement that may be named: the built-in ones, then the blends and columns that are defined.
  public var known: [Entitlement] {
    Entitlement.builtIn + blends.map { .blend($0.name) } + columns.map { .column($0.name) }
  }

  /// The tables that the definitions were read from, as they were read.
  public var tables: [NumberTable] {
    columns.map(\.table) + (unservedMillionths.map { [$0] } ?? [])
  }
}
