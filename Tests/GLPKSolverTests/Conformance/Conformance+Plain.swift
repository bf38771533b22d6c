// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

extension ConformanceCase {
  /// Small models, each for one feature, all provable by hand.
  static let plainLinear: [ConformanceCase] = [
    ConformanceCase("equations", "by hand", .optimal(14), values: [6, 4], multipliers: [1.5, -0.5]) { m in
      let x = m.columns([1, 2])
      m.row(x, [1, 1], .equal(10))
      m.row(x, [1, -1], .equal(2))
    },
    ConformanceCase("free variable", "by hand", .optimal(-5), values: [-5], multipliers: [1]) { m in
      let x = m.addVariable(lower: nil, objective: 1)
      m.add(x >= -5)
    },
    ConformanceCase("upper bound only", "by hand", .optimal(-7), values: [-7]) { m in
      m.direction = .maximise
      let x = m.addVariable(lower: nil, upper: -3, objective: 1)
      m.add(x <= -7)
    },
    ConformanceCase("absolute value", "by hand: |1 − 3|", .optimal(2)) { m in
      let x = m.addVariable(lower: 1, upper: 1)
      let t = m.addVariable(objective: 1)
      m.add(t - x >= -3)
      m.add(t + x >= 3)
    },
    ConformanceCase("negative bounds", "by hand", .optimal(-3), values: [-2, -1]) { m in
      m.direction = .maximise
      let x = m.addVariable(lower: -5, upper: -2, objective: 1)
      let y = m.addVariable(lower: -3, upper: -1, objective: 1)
      m.add(x + y >= -6)
    },
    ConformanceCase("fixed variable", "by hand", .optimal(7), values: [3, 7], multipliers: [1]) { m in
      m.direction = .maximise
      let x = m.addVariable(lower: 3, upper: 3)
      let y = m.addVariable(objective: 1)
      m.add(x + y <= 10)
    },
    ConformanceCase("all variables fixed", "by hand", .optimal(5), values: [2, 3]) { m in
      let x = m.addVariable(lower: 2, upper: 2, objective: 1)
      let y = m.addVariable(lower: 3, upper: 3, objective: 1)
      m.add(x + y == 5)
    },
    ConformanceCase("range from above", "by hand", .optimal(4), values: [4, 1]) { m in
      m.direction = .maximise
      let x = m.addVariable(objective: 1)
      let y = m.addVariable(lower: 1)
      m.add((x + y).between(2, 5))
    },
    ConformanceCase("range from below", "by hand", .optimal(2), multipliers: [1]) { m in
      let x = m.columns([1, 1])
      m.add((x[0] + x[1]).between(2, 5))
    },
    ConformanceCase("range of width zero", "by hand", .optimal(3), values: [3]) { m in
      let x = m.addVariable(objective: 1)
      m.add(x.linearExpression.between(3, 3))
    },
    ConformanceCase("zero objective", "by hand: any feasible point", .optimal(0)) { m in
      let x = m.columns([0, 0])
      m.row(x, [1, 1], .atLeast(2))
    },
    ConformanceCase("constant in the objective", "by hand", .optimal(9), values: [2]) { m in
      let x = m.addVariable("x")
      m.minimise(x + 7)
      m.add(x >= 2)
    },
    ConformanceCase("variable that is nowhere", "by hand", .optimal(2)) { m in
      let x = m.columns([1, 0])
      m.add(x[0] >= 2)
    },
    ConformanceCase("unused variable with a cost", "by hand: it goes to its bound", .optimal(8)) { m in
      let x = m.addVariable(objective: 1)
      m.addVariable(upper: 3, objective: -1)
      let z = m.addVariable(lower: 9, objective: 1)
      m.add(x + z >= 11)
    },
    ConformanceCase("repeated variable in a row", "by hand: 2x ≤ 3", .optimal(1.5), values: [1.5]) { m in
      m.direction = .maximise
      let x = m.addVariable(objective: 1)
      m.addRow(terms: [(x, 1), (x, 1)], sense: .atMost(3))
    },
    ConformanceCase("variables on both sides", "by hand: x ≤ 2", .optimal(2), values: [2, 1]) { m in
      let x = m.addVariable("x")
      let y = m.addVariable("y", upper: 1)
      m.maximise(x.linearExpression)
      m.add(2 * x + y <= x + 2 + y)
      m.add(y == 1)
    },
    ConformanceCase("huge coefficients", "by hand", .optimal(3), values: [3]) { m in
      m.direction = .maximise
      let x = m.addVariable(objective: 1)
      m.row([x], [1e7], .atMost(3e7))
    },
    ConformanceCase("tiny coefficients", "by hand", .optimal(3), values: [3]) { m in
      m.direction = .maximise
      let x = m.addVariable(objective: 1)
      m.row([x], [1e-5], .atMost(3e-5))
    },
    ConformanceCase("mixed magnitudes", "by hand: x = 2, y = 500,000", .optimal(1_000_002)) { m in
      m.direction = .maximise
      let x = m.columns([1, 2])
      m.row(x, [1e4, 0], .atMost(2e4))
      m.row(x, [0, 1e-3], .atMost(500))
    },
    ConformanceCase("row without terms that holds", "by hand", .optimal(2), multipliers: [0, 1]) { m in
      let x = m.addVariable(objective: 1)
      m.addRow(terms: [], sense: .atMost(5))
      m.add(x >= 2)
    },
  ]

  /// Models with no optimum, all provable by hand.
  static let answerless: [ConformanceCase] = [
    ConformanceCase("infeasible rows", "by hand: 2 ≤ x + y ≤ 1", .infeasible) { m in
      let x = m.columns([1, 1])
      m.row(x, [1, 1], .atMost(1))
      m.row(x, [1, 1], .atLeast(2))
    },
    ConformanceCase("infeasible bound", "by hand: x ≤ 1 and x ≥ 2", .infeasible) { m in
      let x = m.addVariable(upper: 1, objective: 1)
      m.add(x >= 2)
    },
    ConformanceCase("infeasible equations", "by hand", .infeasible) { m in
      let x = m.columns([1, 1])
      m.row(x, [1, 1], .equal(1))
      m.row(x, [2, 2], .equal(3))
    },
    ConformanceCase("row without terms that fails", "by hand: 0 ≥ 1", .infeasible) { m in
      m.addVariable(objective: 1)
      m.addRow(terms: [], sense: .atLeast(1))
    },
    ConformanceCase("infeasible with an infeasible dual", "by hand: x − y ≤ −1 and y − x ≤ −1", .infeasible) { m in
      m.direction = .maximise
      let x = m.columns([1, 2])
      m.row(x, [1, -1], .atMost(-1))
      m.row(x, [-1, 1], .atMost(-1))
    },
    ConformanceCase("unbounded ray", "by hand: (1, 1)", .unbounded) { m in
      m.direction = .maximise
      let x = m.columns([1, 0])
      m.row(x, [1, -1], .atMost(1))
    },
    ConformanceCase("unbounded below", "by hand", .unbounded) { m in
      let x = m.addVariable(lower: nil, objective: 1)
      let y = m.addVariable(lower: nil)
      m.add(x + y == 0)
    },
    ConformanceCase("unbounded integers", "by hand: (n, n)", .unbounded) { m in
      m.direction = .maximise
      let x = m.columns([1, 0], domain: .integer)
      m.row(x, [1, -1], .atMost(0.5))
    },
    ConformanceCase(
      "infeasible integers under an unbounded relaxation", "by hand: 3x + 5y = 7 has no solution ≥ 0", .infeasible
    ) { m in
      m.direction = .maximise
      let x = m.columns([0, 0], domain: .integer)
      let z = m.addVariable(objective: 1)
      m.row(x, [3, 5], .equal(7))
      m.row(x + [z], [1, 0, -1], .atMost(9))
    },
    ConformanceCase("parity", "by hand: 2x − 2y is even; both variables without end", .infeasible) { m in
      m.direction = .maximise
      let x = m.columns([1, 0], domain: .integer)
      m.row(x, [2, -2], .equal(1))
    },
    ConformanceCase("no integer between the bounds", "by hand", .infeasible) { m in
      let x = m.addVariable(domain: .integer, lower: 0.2, upper: 0.8, objective: 1)
      m.add(x <= 5)
    },
    ConformanceCase("no integer in a row", "by hand: 1 ≤ 3x ≤ 2", .infeasible) { m in
      let x = m.addVariable(domain: .integer, objective: 1)
      m.add((3 * x).between(1, 2))
    },
    ConformanceCase("subset sum that fails", "by hand: all but 34 make 26, 34 is too much", .infeasible) { m in
      let x = m.columns([0, 0, 0, 0, 0, 0], domain: .binary)
      m.row(x, [3, 34, 4, 12, 5, 2], .equal(30))
    },
    ConformanceCase("pigeons", "pigeonhole: 4 into 3", .infeasible) { m in
      let x = (0..<4).map { _ in m.columns([0, 0, 0], domain: .binary) }
      for pigeon in x { m.addRow(sumOf: pigeon, sense: .equal(1)) }
      for hole in 0..<3 { m.addRow(sumOf: x.map { $0[hole] }, sense: .atMost(1)) }
    },
  ]

  /// Models without rows or without variables.
  static let withoutRows: [ConformanceCase] = [
    ConformanceCase("nothing at all", "by hand", .optimal(4)) { $0.objectiveConstant = 4 },
    ConformanceCase("no variables, a row that fails", "by hand: 0 = 1", .infeasible) { m in
      m.addRow(terms: [], sense: .equal(1))
    },
    ConformanceCase("no rows", "by hand: 2·4 − 3·(−1)", .optimal(11), values: [4, -1]) { m in
      m.direction = .maximise
      m.addVariable(upper: 4, objective: 2)
      m.addVariable(lower: -1, objective: -3)
    },
    ConformanceCase("no rows, unbounded", "by hand", .unbounded) { m in
      m.direction = .maximise
      m.addVariable(objective: 1)
    },
    ConformanceCase("no rows, integer", "by hand: the greatest integer up to 2.7", .optimal(2), values: [2]) { m in
      m.direction = .maximise
      m.addVariable(domain: .integer, upper: 2.7, objective: 1)
    },
    ConformanceCase("no rows, no objective", "by hand: the value nearest to 0", .optimal(0), values: [-2, 0, 3]) { m in
      m.addVariable(lower: nil, upper: -2)
      m.addVariable(lower: nil)
      m.addVariable(lower: 3)
    },
  ]
}
