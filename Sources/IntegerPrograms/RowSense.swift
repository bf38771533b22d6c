// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What a row demands of the value of its left-hand side.
public enum RowSense: Hashable, Sendable {
  /// At most the given value (≤).
  case atMost(Double)
  /// At least the given value (≥).
  case atLeast(Double)
  /// Exactly the given value (=).
  case equal(Double)
  /// Between two values, both allowed (a range).
  case between(Double, Double)

  /// The least value allowed; nil where there is none.
  public var lower: Double? {
    switch self {
    case .atMost: nil
    case .atLeast(let value), .equal(let value): value
    case .between(let lower, _): lower
    }
  }

  /// The greatest value allowed; nil where there is none.
  public var upper: Double? {
    switch self {
    case .atMost(let value), .equal(let value): value
    case .atLeast: nil
    case .between(_, let upper): upper
    }
  }
}

/// A linear expression and what is demanded of it: a row that isn't in a model yet.
///
/// Made by comparing: `2 * x + y <= 3`, `x - y == 0`, `expression.between(1, 4)`.
public struct Relation: Sendable {
  /// The left-hand side; its constant is 0.
  public let expression: LinearExpression
  /// The demand.
  public let sense: RowSense

  /// Makes a relation; a constant in the expression is carried to the right-hand side.
  public init(_ expression: LinearExpression, _ sense: RowSense) {
    let constant = expression.constant
    var bare = expression
    bare.constant = 0
    self.expression = bare
    self.sense =
      switch sense {
      case .atMost(let value): .atMost(value - constant)
      case .atLeast(let value): .atLeast(value - constant)
      case .equal(let value): .equal(value - constant)
      case .between(let lower, let upper): .between(lower - constant, upper - constant)
      }
  }
}
