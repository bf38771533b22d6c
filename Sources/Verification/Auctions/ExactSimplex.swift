// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Maximise profit · x over A · x ≤ b, x ≥ 0 with b ≥ 0, in exact fractions.
///
/// Bland's rule (1977, doi:10.1287/moor.2.2.103) takes the first column and, of rows that tie, the first variable, so it ends.
struct ExactSimplex {
  /// What there is to know of the maximum.
  enum Maximum: Equatable {
    case value(ExactFraction)
    case unbounded
    /// It took more steps than are made.
    case undecided
  }

  private var rows: [[ExactFraction]]
  private var right: [ExactFraction]
  private var profits: [ExactFraction]
  private var value = ExactFraction.zero
  private var basic: [Int]
  private var nonbasic: [Int]
  private static let mostSteps = 5_000

  /// Makes a program; right-hand sides below 0 are not allowed.
  private init(profits: [ExactFraction], rows: [[ExactFraction]], right: [ExactFraction]) {
    self.profits = profits
    self.rows = rows
    self.right = right
    nonbasic = Array(profits.indices)
    basic = rows.indices.map { profits.count + $0 }
  }

  static func maximum(
    profits: [ExactFraction], rows: [[ExactFraction]], right: [ExactFraction]
  ) -> Maximum {
    guard right.allSatisfy({ $0 >= .zero }) else { return .undecided }
    var program = ExactSimplex(profits: profits, rows: rows, right: right)
    for _ in 0..<mostSteps {
      let gains = program.profits.indices.filter { program.profits[$0] > .zero }
      guard let entering = gains.min(by: { program.nonbasic[$0] < program.nonbasic[$1] }) else {
        return .value(program.value)
      }
      var leaving: Int?
      var least = ExactFraction.zero
      for row in program.rows.indices where program.rows[row][entering] > .zero {
        let ratio = program.right[row] / program.rows[row][entering]
        if let known = leaving, ratio > least || (ratio == least && program.basic[row] > program.basic[known]) {
          continue
        }
        leaving = row
        least = ratio
      }
      guard let leaving else { return .unbounded }
      program.pivot(leaving, entering)
    }
    return .undecided
  }

  private mutating func pivot(_ row: Int, _ column: Int) {
    let entry = rows[row][column]
    for other in rows[row].indices {
      rows[row][other] = other == column ? ExactFraction(1) / entry : rows[row][other] / entry
    }
    right[row] = right[row] / entry
    for index in rows.indices where index != row && rows[index][column] != .zero {
      let factor = rows[index][column]
      right[index] = right[index] - factor * right[row]
      for other in rows[index].indices {
        let change = factor * rows[row][other]
        rows[index][other] = other == column ? -change : rows[index][other] - change
      }
    }
    let factor = profits[column]
    value = value + factor * right[row]
    for other in profits.indices {
      let change = factor * rows[row][other]
      profits[other] = other == column ? -change : profits[other] - change
    }
    (basic[row], nonbasic[column]) = (nonbasic[column], basic[row])
  }
}
