// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

extension ConformanceCase {
  static let textbookLinear: [ConformanceCase] = [
    ConformanceCase(
      "Wyndor Glass", "Hillier & Lieberman, Introduction to Operations Research, ch. 3", .optimal(36),
      values: [2, 6], multipliers: [0, 1.5, 1]
    ) { m in
      m.direction = .maximise
      let x = m.columns([3, 5])
      m.row(x, [1, 0], .atMost(4))
      m.row(x, [0, 2], .atMost(12))
      m.row(x, [3, 2], .atMost(18))
    },
    ConformanceCase(
      "dual of Wyndor Glass", "strong duality with the case before", .optimal(36), values: [0, 1.5, 1],
      multipliers: [2, 6]
    ) { m in
      let y = m.columns([4, 12, 18])
      m.row(y, [1, 0, 3], .atLeast(3))
      m.row(y, [0, 2, 2], .atLeast(5))
    },
    ConformanceCase(
      "Chvátal chapter 1", "Chvátal, Linear Programming, p. 13", .optimal(13), values: [2, 0, 1],
      multipliers: [1, 0, 1]
    ) { m in
      m.direction = .maximise
      let x = m.columns([5, 4, 3])
      m.row(x, [2, 3, 1], .atMost(5))
      m.row(x, [4, 1, 2], .atMost(11))
      m.row(x, [3, 4, 2], .atMost(8))
    },
    ConformanceCase("two phases", "Chvátal, Linear Programming, ch. 3", .optimal(0.6), values: [0, 2.8, 3.4]) { m in
      m.direction = .maximise
      let x = m.columns([1, -1, 1])
      m.row(x, [2, -1, 2], .atMost(4))
      m.row(x, [2, -3, 1], .atMost(-5))
      m.row(x, [-1, 1, -2], .atMost(-1))
    },
    ConformanceCase(
      "Cormen simplex", "Cormen et al., Introduction to Algorithms, ch. 29", .optimal(28), values: [8, 4, 0],
      multipliers: [0, 1.0 / 6, 2.0 / 3]
    ) { m in
      m.direction = .maximise
      let x = m.columns([3, 1, 2])
      m.row(x, [1, 1, 3], .atMost(30))
      m.row(x, [2, 2, 5], .atMost(24))
      m.row(x, [4, 1, 2], .atMost(36))
    },
    ConformanceCase(
      "diet", "by hand: 0.15 times row 2 bounds the cost from below", .optimal(2.25), values: [3.75, 0],
      multipliers: [0, 0.15, 0]
    ) { m in
      let x = m.columns([0.6, 0.35])
      m.row(x, [5, 7], .atLeast(8))
      m.row(x, [4, 2], .atLeast(15))
      m.row(x, [2, 1], .atLeast(3))
    },
    ConformanceCase("transportation", "Dantzig 1963, ch. 3.3 (GAMS trnsport)", .optimal(153.675)) { m in
      let distances = [[2.5, 1.7, 1.8], [2.5, 1.8, 1.4]]
      let x = distances.map { m.columns($0.map { 0.09 * $0 }) }
      for (plant, capacity) in [350.0, 600].enumerated() { m.addRow(sumOf: x[plant], sense: .atMost(capacity)) }
      for (market, demand) in [325.0, 300, 275].enumerated() {
        m.addRow(sumOf: x.map { $0[market] }, sense: .atLeast(demand))
      }
    },
    ConformanceCase(
      "fractional knapsack", "by hand: greedy by value per weight (Dantzig 1957)", .optimal(240),
      values: [1, 1, 2.0 / 3], multipliers: [4]
    ) { m in
      m.direction = .maximise
      let x = [60.0, 100, 120].map { m.addVariable(upper: 1, objective: $0) }
      m.row(x, [10, 20, 30], .atMost(50))
    },
  ]

  static let structuredLinear: [ConformanceCase] = [
    ConformanceCase("maximum flow", "Cormen et al., fig. 26.1", .optimal(23)) { m in
      let arcs: [(Int, Int, Double)] = [
        (0, 1, 16), (0, 2, 13), (1, 3, 12), (2, 1, 4), (2, 4, 14), (3, 2, 9), (3, 5, 20), (4, 3, 7), (4, 5, 4),
      ]
      m.direction = .maximise
      let flow = arcs.map { m.addVariable(upper: $0.2, objective: $0.0 == 0 ? 1 : 0) }
      for node in 1...4 {
        m.addRow(
          terms: zip(arcs, flow).compactMap { arc, f in
            arc.1 == node ? (f, 1) : arc.0 == node ? (f, -1) : nil
          }, sense: .equal(0))
      }
    },
    ConformanceCase("shortest path", "Cormen et al., fig. 24.6: s to x is 9", .optimal(9)) { m in
      // s t x y z = 0 1 2 3 4
      let arcs: [(Int, Int, Double)] = [
        (0, 1, 10), (0, 3, 5), (1, 2, 1), (1, 3, 2), (3, 1, 3), (3, 2, 9), (3, 4, 2), (2, 4, 4), (4, 0, 7), (4, 2, 6),
      ]
      let use = arcs.map { m.addVariable(objective: $0.2) }
      for node in 0...4 {
        m.addRow(
          terms: zip(arcs, use).compactMap { arc, u in
            arc.0 == node ? (u, 1) : arc.1 == node ? (u, -1) : nil
          }, sense: .equal(node == 0 ? 1 : node == 2 ? -1 : 0))
      }
    },
    ConformanceCase("assignment as a linear program", "by hand: all permutations", .optimal(5)) { m in
      assignment(&m, [[4, 1, 3], [2, 0, 5], [3, 2, 2]], domain: .continuous)
    },
    ConformanceCase("matrix game", "closed form for 2 × 2: (ad − bc)/(a + d − b − c)", .optimal(1.0 / 7)) { m in
      m.direction = .maximise
      let p = m.columns([0, 0])
      let value = m.addVariable(lower: nil, objective: 1)
      m.addRow(sumOf: p, sense: .equal(1))
      m.row(p + [value], [3, -2, -1], .atLeast(0))
      m.row(p + [value], [-1, 1, -1], .atLeast(0))
    },
    ConformanceCase(
      "rock, paper, scissors", "symmetric game, value 0, uniform strategy unique", .optimal(0),
      values: [1.0 / 3, 1.0 / 3, 1.0 / 3, 0]
    ) { m in
      m.direction = .maximise
      let p = m.columns([0, 0, 0])
      let value = m.addVariable(lower: nil, objective: 1)
      m.addRow(sumOf: p, sense: .equal(1))
      m.row(p + [value], [0, 1, -1, -1], .atLeast(0))
      m.row(p + [value], [-1, 0, 1, -1], .atLeast(0))
      m.row(p + [value], [1, -1, 0, -1], .atLeast(0))
    },
    ConformanceCase("Chebyshev centre", "incircle of the 3-4-5 triangle, radius 1", .optimal(1), values: [1, 1, 1]) {
      m in
      m.direction = .maximise
      let x = m.addVariable(lower: nil)
      let y = m.addVariable(lower: nil)
      let r = m.addVariable(objective: 1)
      m.add(x - r >= 0)
      m.add(y - r >= 0)
      m.add(3 * x + 4 * y + 5 * r <= 12)
    },
    ConformanceCase("least absolute deviation", "the median of 1, 2, 3, 10, 20 is 3: 2 + 1 + 0 + 7 + 17", .optimal(27))
    { m in
      let centre = m.addVariable(lower: nil)
      for point in [1.0, 2, 3, 10, 20] {
        let distance = m.addVariable(objective: 1)
        m.add(distance - centre >= -point)
        m.add(distance + centre >= point)
      }
    },
    ConformanceCase("birkhoff", "Birkhoff: the vertices are permutations; the best is 1 + 1 + 1 + 1", .optimal(4)) {
      m in
      assignment(&m, [[1, 9, 9, 9], [9, 9, 1, 9], [9, 1, 9, 9], [9, 9, 9, 1]], domain: .continuous)
    },
  ]

  static let degenerateLinear: [ConformanceCase] =
    [3, 6, 10].map { size in
      ConformanceCase("Klee and Minty \(size)", "Klee & Minty 1972; the optimum is 5^n", .optimal(power(5, size))) {
        m in
        m.direction = .maximise
        let x = m.columns((1...size).map { power(2, size - $0) })
        for row in 1...size {
          m.addRow(
            terms: (1...row).map { (x[$0 - 1], $0 == row ? 1 : 2 * power(2, row - $0)) },
            sense: .atMost(power(5, row)))
        }
      }
    } + [
      ConformanceCase("Beale's cycle", "Beale 1955; optimum −5/4", .optimal(-1.25)) { m in
        let x = m.columns([-0.75, 20, -0.5, 6])
        m.row(x, [0.25, -8, -1, 9], .atMost(0))
        m.row(x, [0.5, -12, -0.5, 3], .atMost(0))
        m.row(x, [0, 0, 1, 0], .atMost(1))
      },
      ConformanceCase(
        "Kuhn's cycle", "Balinski & Tucker 1969; by hand: the objective is minus the last row", .optimal(-2)
      ) { m in
        let x = m.columns([-2, -3, 1, 12])
        m.row(x, [-2, -9, 1, 9], .atMost(0))
        m.row(x, [1.0 / 3, 1, -1.0 / 3, -2], .atMost(0))
        m.row(x, [2, 3, -1, -12], .atMost(2))
      },
      ConformanceCase(
        "Marshall's and Suurballe's cycle", "1969; by hand: x1 ≤ 4 x2 − x3/2", .optimal(-2), values: [4, 1, 0]
      ) { m in
        let x = m.columns([-0.4, -0.4, 1.8])
        m.row(x, [0.6, -6.4, 4.8], .atMost(0))
        m.row(x, [0.2, -1.8, 0.6], .atMost(0))
        m.row(x, [0.4, -1.6, 0.2], .atMost(0))
        m.row(x, [0, 1, 0], .atMost(1))
      },
      ConformanceCase("Chvátal's cycle", "Chvátal, p. 31; optimum 1", .optimal(1), values: [1, 0, 1, 0]) { m in
        m.direction = .maximise
        let x = m.columns([10, -57, -9, -24])
        m.row(x, [0.5, -5.5, -2.5, 9], .atMost(0))
        m.row(x, [0.5, -1.5, -0.5, 1], .atMost(0))
        m.row(x, [1, 0, 0, 0], .atMost(1))
      },
      ConformanceCase("degenerate corner", "by hand: three rows meet at (1, 1)", .optimal(2), values: [1, 1]) { m in
        m.direction = .maximise
        let x = m.columns([1, 1])
        m.row(x, [1, 0], .atMost(1))
        m.row(x, [0, 1], .atMost(1))
        m.row(x, [1, 1], .atMost(2))
      },
      ConformanceCase("redundant rows", "by hand", .optimal(1), values: [1]) { m in
        m.direction = .maximise
        let x = m.addVariable(objective: 1)
        for limit in [1.0, 2, 3] { m.add(x <= limit) }
        m.add(2 * x <= 2)
        m.add(3 * x <= 3)
      },
      ConformanceCase(
        "dependent equations", "by hand: the third is the sum of the others", .optimal(14), values: [6, 4]
      ) { m in
        let x = m.columns([1, 2])
        m.row(x, [1, 1], .equal(10))
        m.row(x, [1, -1], .equal(2))
        m.row(x, [2, 0], .equal(12))
      },
    ]

  /// Rows and objective of an assignment problem.
  static func assignment(_ m: inout Model, _ costs: [[Double]], domain: Domain) {
    let x = costs.map { m.columns($0, domain: domain) }
    for row in x { m.addRow(sumOf: row, sense: .equal(1)) }
    for column in costs.indices { m.addRow(sumOf: x.map { $0[column] }, sense: .equal(1)) }
  }

  static func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { value, _ in value * base }
  }
}
