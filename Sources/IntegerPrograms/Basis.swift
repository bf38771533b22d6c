// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Where the simplex method stood: which variables and rows were basic, and at which bound the others lay.
///
/// A program that differs in its objective, in bounds or in added rows starts from the basis of the one before with few
/// steps left to do.
public struct Basis: Hashable, Sendable {
  /// The status of one variable or row.
  public enum Status: UInt8, Sendable {
    /// Basic.
    case basic = 1
    /// At its lower bound.
    case atLower = 2
    /// At its upper bound.
    case atUpper = 3
    /// Free, and not basic.
    case free = 4
    /// Fixed, and not basic.
    case fixed = 5
  }

  /// The status of every variable.
  public var columns: [Status]
  /// The status of every row.
  public var rows: [Status]

  /// Makes a basis.
  public init(columns: [Status], rows: [Status]) {
    self.columns = columns
    self.rows = rows
  }

  /// Follows the addition of a row to the program: the new row is basic.
  public mutating func appendRow() {
    rows.append(.basic)
  }
}
