// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A handle of one variable (column) of a model: its place in the order in which variables were added.
///
/// Two variables are equal if their places are equal; `x == y` is a comparison of handles. The equation between two
/// variables is written `x - y == 0`.
public struct Variable: Hashable, Sendable {
  /// The place in the model, from 0.
  public let index: Int

  /// Makes the handle of the variable at a place of a model.
  public init(index: Int) {
    self.index = index
  }
}

/// A handle of one row (constraint) of a model: its place in the order in which rows were added.
public struct Row: Hashable, Sendable {
  /// The place in the model, from 0.
  public let index: Int

  /// Makes the handle of the row at a place of a model.
  public init(index: Int) {
    self.index = index
  }
}

/// The values that a variable may take between its bounds.
public enum Domain: String, Hashable, Sendable, CaseIterable {
  /// Every real number.
  case continuous
  /// Every integer.
  case integer
  /// Zero or one.
  case binary

  /// Whether only integers are allowed.
  public var isIntegral: Bool { self != .continuous }
}

/// The direction in which the objective is pursued.
public enum Direction: String, Hashable, Sendable, CaseIterable {
  /// The least value is sought.
  case minimise
  /// The greatest value is sought.
  case maximise

  /// Whether `value` is strictly better than `other` in this direction.
  public func isBetter(_ value: Double, than other: Double) -> Bool {
    self == .maximise ? value > other : value < other
  }
}
