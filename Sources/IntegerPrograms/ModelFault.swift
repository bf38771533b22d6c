// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// One thing wrong with a model: where, what, and what to write instead.
public enum ModelFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// A number that is NaN or infinite.
  case notFinite(place: String, value: String)
  /// A lower bound above the upper bound.
  case crossedBounds(place: String, lower: Double, upper: Double)
  /// A binary variable with a bound outside 0 and 1.
  case notBinary(variable: String, lower: Double, upper: Double)
  /// A name that stands for more than one variable or row.
  case duplicateName(kind: String, name: String)
  /// A variable that the model doesn't have.
  case unknownVariable(place: String, index: Int)
  /// A row that the model doesn't have.
  case unknownRow(index: Int)
  /// Two parallel arrays of different length.
  case lengthMismatch(row: String, variables: Int, coefficients: Int)
  /// More variables or coefficients than a solver can count.
  case tooLarge(count: Int)

  /// Place, problem and remedy in one line.
  public var description: String {
    switch self {
    case .notFinite(let place, let value):
      "\(place): \(value) is not a finite number; give a finite number, or nil for no bound"
    case .crossedBounds(let place, let lower, let upper):
      "\(place): the lower bound \(lower) is above the upper bound \(upper); exchange them or drop one"
    case .notBinary(let variable, let lower, let upper):
      "variable \(variable): a binary variable can't have the bounds \(lower) and \(upper); "
        + "keep them between 0 and 1 or make the variable an integer"
    case .duplicateName(let kind, let name):
      "\(kind) \(name): the name stands for more than one \(kind); give each its own"
    case .unknownVariable(let place, let index):
      "\(place): there is no variable at place \(index); use a variable that this model's addVariable returned"
    case .unknownRow(let index):
      "row at place \(index): there is no such row; use a row that this model returned"
    case .lengthMismatch(let row, let variables, let coefficients):
      "row \(row): \(variables) variables but \(coefficients) coefficients; give one coefficient for each variable"
    case .tooLarge(let count):
      "model: \(count) variables, rows or coefficients are too many; keep each under 2^31 - 1"
    }
  }
}

/// All faults of a model together.
public struct InvalidModel: Error, Hashable, Sendable, CustomStringConvertible {
  /// The faults in the order: building, names, variables, objective, rows.
  public let faults: [ModelFault]

  /// Makes the error.
  public init(_ faults: [ModelFault]) {
    self.faults = faults
  }

  /// One line a fault, the first 20 of them.
  public var description: String {
    let lines = faults.prefix(20).map(\.description)
    let rest = faults.count - lines.count
    return (rest > 0 ? lines + ["… and \(rest) more faults"] : lines).joined(separator: "\n")
  }
}
