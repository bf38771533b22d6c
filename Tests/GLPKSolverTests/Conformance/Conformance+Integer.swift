// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

extension ConformanceCase {
  /// Binary knapsacks. P01 to P07: J. Burkardt's collection (after Kreher & Stinson, and Martello & Toth).
  static let knapsacks: [ConformanceCase] =
    [
      knapsack("three items", 50, [10, 20, 30], [60, 100, 120], 220),
      knapsack("P01", 165, [23, 31, 29, 44, 53, 38, 63, 85, 89, 82], [92, 57, 49, 68, 60, 43, 67, 84, 87, 72], 309),
      knapsack("P02", 26, [12, 7, 11, 8, 9], [24, 13, 23, 15, 16], 51),
      knapsack("P03", 190, [56, 59, 80, 64, 75, 17], [50, 50, 64, 46, 50, 5], 150),
      knapsack("P04", 50, [31, 10, 20, 19, 4, 3, 6], [70, 20, 39, 37, 7, 5, 10], 107),
      knapsack("P05", 104, [25, 35, 45, 5, 25, 3, 2, 2], [350, 400, 450, 20, 70, 8, 5, 5], 900),
      knapsack("P06", 170, [41, 50, 49, 59, 55, 57, 60], [442, 525, 511, 593, 546, 564, 617], 1735),
      knapsack(
        "P07", 750, [70, 73, 77, 80, 82, 87, 90, 94, 98, 106, 110, 113, 115, 118, 120],
        [135, 139, 149, 150, 156, 163, 173, 184, 192, 201, 210, 214, 221, 229, 240], 1458),
      ConformanceCase(
        "relaxed knapsack", "greedy by value per weight (Dantzig 1957)", .optimal(240),
        options: { $0.relaxationOnly = true }
      ) { m in
        m.direction = .maximise
        m.row(m.columns([60, 100, 120], domain: .binary), [10, 20, 30], .atMost(50))
      },
      ConformanceCase("subset sum", "by hand: 4 + 5", .optimal(0)) { m in
        m.row(m.columns([0, 0, 0, 0, 0, 0], domain: .binary), [3, 34, 4, 12, 5, 2], .equal(9))
      },
      ConformanceCase(
        "model on which GLPK's cover cuts abort with presolve",
        "by hand: the last row needs every b, which leaves a1 and a2: 7 + 9",
        .optimal(16)
      ) { m in
        m.direction = .maximise
        let a = m.columns([6, 3, 3, 2, 5], domain: .binary)
        let b = m.columns([1, 1, 5], domain: .binary)
        m.addRow(sumOf: [a[0]], sense: .atMost(1))
        m.addRow(sumOf: [a[1]], sense: .atMost(1))
        for (left, right) in zip(a[2...], b) { m.add(left + right <= 1) }
        m.row(a, [6, 3, 3, 2, 5], .atLeast(7))
        m.row(b, [1, 1, 5], .atLeast(7))
      },
    ]

  private static func knapsack(
    _ name: String, _ capacity: Double, _ weights: [Double], _ values: [Double], _ optimum: Double
  ) -> ConformanceCase {
    ConformanceCase("knapsack \(name)", "Burkardt, knapsack_01 data; by enumeration", .optimal(optimum)) { m in
      m.direction = .maximise
      m.row(m.columns(values, domain: .binary), weights, .atMost(capacity))
    }
  }

  static let generalIntegers: [ConformanceCase] = [
    ConformanceCase("integer corner", "Winston, Operations Research, ch. 9", .optimal(40), values: [0, 5]) { m in
      m.direction = .maximise
      let x = m.columns([5, 8], domain: .integer)
      m.row(x, [1, 1], .atMost(6))
      m.row(x, [5, 9], .atMost(45))
    },
    ConformanceCase("Gomory's triangle", "Gomory; by hand: x2 = 1 needs x1 = 1", .optimal(1), values: [1, 1]) { m in
      m.direction = .maximise
      let x = m.columns([0, 1], domain: .integer)
      m.row(x, [3, 2], .atMost(6))
      m.row(x, [-3, 2], .atMost(0))
    },
    ConformanceCase(
      "mixed integers", "Hillier & Lieberman, ch. 12 (branch and bound for MIP)", .optimal(13.5),
      values: [0, 0, 2, 0.5]
    ) { m in
      m.direction = .maximise
      let x = m.columns([4, -2, 7], domain: .integer)
      let y = m.addVariable(objective: -1)
      m.row(x, [1, 0, 5], .atMost(10))
      m.row(x, [1, 1, -1], .atMost(1))
      m.row(x, [6, -5, 0], .atMost(0))
      m.row(x + [y], [-1, 0, 2, -2], .atMost(3))
    },
    ConformanceCase("fractional bounds", "by hand: 2 + 1", .optimal(3), values: [2, 1]) { m in
      m.direction = .maximise
      let x = m.addVariable(domain: .integer, upper: 2.5, objective: 1)
      let y = m.addVariable(domain: .integer, lower: 0.5, upper: 1.5, objective: 1)
      m.add(x + y <= 100)
    },
    ConformanceCase("negative integers", "by hand: the least integer from −3.5", .optimal(-3), values: [-3]) { m in
      let x = m.addVariable(domain: .integer, lower: nil, objective: 1)
      m.add(x >= -3.5)
    },
    ConformanceCase("Jeroslow", "Jeroslow 1974: 2 Σ x + z = n, n odd, needs z = 1", .optimal(1)) { jeroslow(&$0, 9) },
    ConformanceCase("coins", "by hand: 30 = 25 + 5·1 is 6 coins, 3·10 is 3", .optimal(3), values: [0, 3, 0]) { m in
      let x = m.columns([1, 1, 1], domain: .integer)
      m.row(x, [1, 10, 25], .equal(30))
    },
    ConformanceCase("greatest number without change", "Sylvester: 5 and 7 can't make 23", .infeasible) { m in
      m.row(m.columns([1, 1], domain: .integer), [5, 7], .equal(23))
    },
    ConformanceCase("fixed charge", "by hand: 100 + 2·5", .optimal(110), values: [1, 5]) { m in
      let open = m.addVariable(domain: .binary, objective: 100)
      let x = m.addVariable(objective: 2)
      m.add(x >= 5)
      m.add(x - 1000 * open <= 0)
    },
    ConformanceCase("exact large objective", "by hand: 3·10^9 + 1", .optimal(3_000_000_001)) { m in
      m.direction = .maximise
      let x = m.columns([1e9, 1], domain: .binary)
      m.objectiveConstant = 2e9
      m.row(x, [1, 1], .atMost(2))
    },
    ConformanceCase("cutting stock", "by hand: area 3·5 + 3·4 = 27 on rolls of 10 needs 3", .optimal(3)) { m in
      // Patterns of (5s, 4s) on a roll of 10.
      let x = m.columns([1, 1, 1], domain: .integer)
      m.row(x, [2, 1, 0], .atLeast(3))
      m.row(x, [0, 1, 2], .atLeast(3))
    },
  ]

  /// Jeroslow's program, on which branch and bound without cuts takes exponential time.
  static func jeroslow(_ m: inout Model, _ size: Int) {
    let x = m.addVariables(count: size, domain: .binary)
    let z = m.addVariable(domain: .binary, objective: 1)
    m.row(x + [z], [Double](repeating: 2, count: size) + [1], .equal(Double(size)))
  }

  static let limits: [ConformanceCase] = [
    ConformanceCase(
      "node limit", "Jeroslow 1974; optimum 1", .stopped(.nodeLimit, optimum: 1),
      options: { $0.nodeLimit = 20 }
    ) { jeroslow(&$0, 31) },
    ConformanceCase(
      "time limit", "Jeroslow 1974; optimum 1", .stopped(.timeLimit, optimum: 1),
      options: { $0.timeLimitMilliseconds = 150 }
    ) { jeroslow(&$0, 41) },
    ConformanceCase(
      "cancelled", "Jeroslow 1974; optimum 1", .stopped(.cancelled, optimum: 1),
      options: { $0.isCancelled = { true } }
    ) { jeroslow(&$0, 31) },
    ConformanceCase("target", "Burkardt P07; optimum 1458", .reaches(1400), options: { $0.targetObjective = 1400 }) {
      m in
      m.direction = .maximise
      let weights = [70.0, 73, 77, 80, 82, 87, 90, 94, 98, 106, 110, 113, 115, 118, 120]
      let values = [135.0, 139, 149, 150, 156, 163, 173, 184, 192, 201, 210, 214, 221, 229, 240]
      m.row(m.columns(values, domain: .binary), weights, .atMost(750))
    },
  ]
}
