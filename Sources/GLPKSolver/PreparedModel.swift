// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

/// A model as GLPK is to see it: flat arrays, infinity for "no bound", integer bounds rounded inwards.
struct PreparedModel {
  /// A fractional bound this close to an integer is taken to be that integer.
  static let integralityTolerance = 1e-9

  var variableCount: Int
  var direction: Direction
  var objectiveConstant: Double
  var objective: [Double]
  var lower: [Double]
  var upper: [Double]
  /// Empty for a linear program.
  var isInteger: [UInt8]
  var rowLower: [Double]
  var rowUpper: [Double]
  var rowStarts: [Int]
  var columnIndices: [Int32]
  var coefficients: [Double]

  /// Why the model is infeasible, where that is plain without solving; nil otherwise.
  private(set) var plainInfeasibility: String?

  init(_ model: Model, relaxationOnly: Bool) {
    variableCount = model.variableCount
    direction = model.direction
    objectiveConstant = model.objectiveConstant
    objective = model.objectiveCoefficients
    lower = model.lowerBounds.map { $0 ?? -.infinity }
    upper = model.upperBounds.map { $0 ?? .infinity }
    isInteger = []
    rowLower = model.senses.map { $0.lower ?? -.infinity }
    rowUpper = model.senses.map { $0.upper ?? .infinity }
    rowStarts = model.rowStarts
    columnIndices = model.columnIndices
    coefficients = model.coefficients
    if !relaxationOnly, model.domains.contains(where: { $0.isIntegral }) {
      isInteger = model.domains.map { $0.isIntegral ? 1 : 0 }
      roundBounds(model)
      checkDivisibility(model)
    }
    openEmptyRows(model)
  }

  /// Whether integrality is demanded of any variable.
  var hasIntegers: Bool { !isInteger.isEmpty }

  private mutating func roundBounds(_ model: Model) {
    for index in isInteger.indices where isInteger[index] != 0 {
      lower[index] = (lower[index] - Self.integralityTolerance).rounded(.up)
      upper[index] = (upper[index] + Self.integralityTolerance).rounded(.down)
      if lower[index] > upper[index] {
        plainInfeasibility =
          plainInfeasibility ?? "variable \(model.name(of: Variable(index: index))) has no integer between its bounds"
      }
    }
  }

  /// An equation of integers with integer coefficients whose common divisor doesn't divide the right-hand side has no
  /// solution; branching alone never ends on it when the variables have no bounds.
  private mutating func checkDivisibility(_ model: Model) {
    for row in rowLower.indices where rowLower[row] == rowUpper[row] {
      let places = rowStarts[row]..<rowStarts[row + 1]
      guard let side = Int(exactly: rowLower[row]), !places.isEmpty else { continue }
      var divisor = 0
      for place in places {
        guard isInteger[Int(columnIndices[place])] != 0, let coefficient = Int(exactly: coefficients[place]),
          coefficient.magnitude < 1 << 53
        else {
          divisor = 1
          break
        }
        divisor = greatestCommonDivisor(divisor, abs(coefficient))
        if divisor == 1 { break }
      }
      if divisor > 1, !side.isMultiple(of: divisor) {
        plainInfeasibility =
          plainInfeasibility
          ?? "row \(model.name(of: Row(index: row))) adds up multiples of \(divisor), which \(side) is not"
      }
    }
  }

  /// Rows without terms are decided here; GLPK gets them without bounds, so that the numbering stays.
  private mutating func openEmptyRows(_ model: Model) {
    for row in rowLower.indices where rowStarts[row] == rowStarts[row + 1] {
      if rowLower[row] > 0 || rowUpper[row] < 0 {
        plainInfeasibility =
          plainInfeasibility ?? "row \(model.name(of: Row(index: row))) has no terms and doesn't allow 0"
      }
      rowLower[row] = -.infinity
      rowUpper[row] = .infinity
    }
  }

  /// The same with every integer variable fixed at a value and integrality dropped.
  func fixing(_ values: [Double]) -> PreparedModel {
    var copy = self
    for index in isInteger.indices where isInteger[index] != 0 {
      copy.lower[index] = values[index]
      copy.upper[index] = values[index]
    }
    copy.isInteger = []
    return copy
  }

  /// A point with its integer values made exact: GLPK takes a starting point as it is, without looking.
  func exactIntegers(_ point: [Double]) -> [Double] {
    guard point.count == isInteger.count else { return point }
    return zip(point, isInteger).map { value, isInteger in isInteger != 0 ? value.rounded() : value }
  }

  /// The same without an objective.
  func withoutObjective() -> PreparedModel {
    var copy = self
    copy.objective = [Double](repeating: 0, count: variableCount)
    copy.objectiveConstant = 0
    return copy
  }
}

/// Euclid's algorithm for numbers that aren't negative.
private func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
  var (first, second) = (first, second)
  while second != 0 { (first, second) = (second, first % second) }
  return first
}
