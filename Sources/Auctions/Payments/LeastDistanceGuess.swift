// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Lawson's and Hanson's least distance method in floating point: which constraints are active at the nearest point.
struct LeastDistanceGuess {
  /// Rows of E = [Gᵀ; fᵀ], by column: one column a constraint, two for an equation.
  private var matrix: [[Double]] = []
  private var owners: [Int] = []
  private let height: Int

  init(_ problem: LeastDistance) {
    height = problem.target.count + 1
    let target = problem.target.map(\.doubleValue)
    let scale = max(1, problem.constraints.reduce(0.0) { max($0, abs($1.bound.doubleValue)) })
    for (index, constraint) in problem.constraints.enumerated() {
      var column = [Double](repeating: 0, count: height)
      var bound = constraint.bound.doubleValue
      for term in constraint.coefficients {
        column[term.variable] = Double(term.coefficient)
        bound -= Double(term.coefficient) * target[term.variable]
      }
      column[height - 1] = bound / scale
      matrix.append(column)
      owners.append(index)
      if constraint.isEquality {
        matrix.append(column.map { -$0 })
        owners.append(index)
      }
    }
  }

  /// The constraints with multipliers above 0; nil where the method doesn't settle.
  func activeConstraints() -> [Int]? {
    var solution = [Double](repeating: 0, count: matrix.count)
    var passive: [Int] = []
    for _ in 0..<(3 * matrix.count + 10) {
      let residual = residual(solution)
      var best: Int?
      var greatest = 1e-10
      for column in matrix.indices where !passive.contains(column) {
        let gradient = dot(matrix[column], residual)
        if gradient > greatest {
          greatest = gradient
          best = column
        }
      }
      guard let best else { return passive.map { owners[$0] }.sorted() }
      passive.append(best)
      guard reduce(&passive, &solution) else { return nil }
    }
    return nil
  }

  /// Solves the least squares problem over the passive set, and drops columns until all its values are above 0.
  private func reduce(_ passive: inout [Int], _ solution: inout [Double]) -> Bool {
    while true {
      guard let trial = leastSquares(passive) else { return false }
      if trial.allSatisfy({ $0 > 0 }) {
        for column in solution.indices { solution[column] = 0 }
        for (column, value) in zip(passive, trial) { solution[column] = value }
        return true
      }
      var step = 1.0
      for (column, value) in zip(passive, trial) where value <= 0 {
        step = min(step, solution[column] / (solution[column] - value))
      }
      for (column, value) in zip(passive, trial) { solution[column] += step * (value - solution[column]) }
      let kept = passive.filter { solution[$0] > 1e-14 }
      if kept.count == passive.count { return false }
      for column in passive where solution[column] <= 1e-14 { solution[column] = 0 }
      passive = kept
      if passive.isEmpty { return true }
    }
  }

  private func residual(_ solution: [Double]) -> [Double] {
    var residual = [Double](repeating: 0, count: height)
    residual[height - 1] = 1
    for column in matrix.indices where solution[column] != 0 {
      for row in 0..<height { residual[row] -= matrix[column][row] * solution[column] }
    }
    return residual
  }

  private func dot(_ one: [Double], _ other: [Double]) -> Double { zip(one, other).reduce(0) { $0 + $1.0 * $1.1 } }

  /// Least squares over some columns by modified Gram–Schmidt; nil where they depend on each other.
  private func leastSquares(_ columns: [Int]) -> [Double]? {
    var basis: [[Double]] = []
    var triangle: [[Double]] = []
    for column in columns {
      var vector = matrix[column]
      let length = dot(vector, vector).squareRoot()
      var factors = [Double](repeating: 0, count: basis.count + 1)
      for _ in 0..<2 {
        for (index, member) in basis.enumerated() {
          let factor = dot(member, vector)
          factors[index] += factor
          for row in 0..<height { vector[row] -= factor * member[row] }
        }
      }
      let norm = dot(vector, vector).squareRoot()
      guard norm > 1e-11 * max(1, length) else { return nil }
      factors[basis.count] = norm
      basis.append(vector.map { $0 / norm })
      triangle.append(factors)
    }
    var values = basis.map { $0[height - 1] }
    for index in columns.indices.reversed() {
      values[index] /= triangle[index][index]
      for other in 0..<index { values[other] -= triangle[index][other] * values[index] }
    }
    return values
  }
}
