// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import BigInt

/// A linear program in whole numbers, solved exactly: minimise c·x for x ≥ 0 with A·x ≥ f, where c ≥ 0.
///
/// The dual simplex method on a condensed tableau whose entries share one denominator, the last pivot, so that all of them
/// stay whole (Edmonds 1967; Bareiss 1968, doi:10.1090/S0025-5718-1968-0226829-0). Several objectives are taken in
/// lexicographic order. Leaving and entering variables are the first that qualify (Bland 1977, doi:10.1287/moor.2.2.103),
/// so it ends. Rows can be added at any time; the work goes on from the last optimum.
struct ExactLinearProgram {
  private let variables: Int
  /// The common denominator, above 0.
  private var denominator: BigInt = 1
  /// Row by row: the constant, then a coefficient a column.
  private var rows: [[BigInt]] = []
  private var objectives: [[BigInt]]
  /// The variable of each row and each column: x from 0, then the slacks of the rows as they were added.
  private var rowVariables: [Int] = []
  private var columnVariables: [Int]
  private var rowCount = 0

  /// Makes a program without rows.
  ///
  /// - Parameter objectives: The objectives, first things first; one coefficient a variable. The first that isn't 0 for a
  ///   variable must be above 0.
  init(objectives: [[Int]]) {
    variables = objectives.first?.count ?? 0
    self.objectives = objectives.map { [BigInt(0)] + $0.map { BigInt($0) } }
    columnVariables = Array(0..<variables)
  }

  /// Adds Σ coefficient · x ≥ bound.
  mutating func add(_ coefficients: [(variable: Int, coefficient: BigInt)], atLeast bound: BigInt) {
    var row = [BigInt](repeating: 0, count: columnVariables.count + 1)
    row[0] = -bound * denominator
    for (variable, coefficient) in coefficients where coefficient != 0 {
      if let column = columnVariables.firstIndex(of: variable) {
        row[column + 1] += coefficient * denominator
      } else if let place = rowVariables.firstIndex(of: variable) {
        for index in row.indices { row[index] += coefficient * rows[place][index] }
      }
    }
    rows.append(row)
    rowVariables.append(variables + rowCount)
    rowCount += 1
  }

  /// Adds a rational bound.
  mutating func add(_ coefficients: [(variable: Int, coefficient: Int)], atLeast bound: Rational) {
    add(coefficients.map { ($0.variable, BigInt($0.coefficient) * bound.denominator) }, atLeast: bound.numerator)
  }

  /// Finds the optimum; false where there is no point.
  mutating func solve() -> Bool {
    while let row = leavingRow() {
      guard let column = enteringColumn(row) else { return false }
      pivot(row, column)
    }
    return true
  }

  /// The values of the variables at the last optimum.
  var point: [Rational] {
    var point = [Rational](repeating: .zero, count: variables)
    for (row, variable) in rowVariables.enumerated() where variable < variables {
      point[variable] = Rational(rows[row][0], over: denominator)
    }
    return point
  }

  /// The value of the first objective at the last optimum.
  var value: Rational { Rational(objectives[0][0], over: denominator) }

  /// Whether a row, by the order in which they were added, has a multiplier above 0 for the first objective.
  func hasMultiplier(row: Int) -> Bool {
    guard let column = columnVariables.firstIndex(of: variables + row) else { return false }
    return objectives[0][column + 1] > 0
  }

  private func leavingRow() -> Int? {
    var best: Int?
    for row in rows.indices where rows[row][0] < 0 {
      if best.map({ rowVariables[row] < rowVariables[$0] }) ?? true { best = row }
    }
    return best
  }

  private func enteringColumn(_ row: Int) -> Int? {
    var best: Int?
    for column in columnVariables.indices where rows[row][column + 1] > 0 {
      guard let other = best else {
        best = column
        continue
      }
      if precedes(column, other, in: row) { best = column }
    }
    return best
  }

  private func precedes(_ column: Int, _ other: Int, in row: Int) -> Bool {
    for objective in objectives {
      let left = objective[column + 1] * rows[row][other + 1]
      let right = objective[other + 1] * rows[row][column + 1]
      if left != right { return left < right }
    }
    return columnVariables[column] < columnVariables[other]
  }

  private mutating func pivot(_ row: Int, _ column: Int) {
    let pivotRow = rows[row]
    let element = pivotRow[column + 1]
    func exchanged(_ line: [BigInt]) -> [BigInt] {
      let factor = line[column + 1]
      var result = line
      for index in line.indices where index != column + 1 {
        if factor == 0 || pivotRow[index] == 0 {
          if line[index] != 0, element != denominator { result[index] = line[index] * element / denominator }
        } else {
          result[index] = (line[index] * element - factor * pivotRow[index]) / denominator
        }
      }
      return result
    }
    for other in rows.indices where other != row { rows[other] = exchanged(rows[other]) }
    for index in objectives.indices { objectives[index] = exchanged(objectives[index]) }
    for index in pivotRow.indices { rows[row][index] = -pivotRow[index] }
    rows[row][column + 1] = denominator
    denominator = element
    swap(&rowVariables[row], &columnVariables[column])
  }
}
