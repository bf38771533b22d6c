// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

extension ConformanceCase {
  static let combinatorial: [ConformanceCase] = [
    ConformanceCase("assignment", "by hand: all permutations; 2 + 6 + 1 + 4", .optimal(13)) { m in
      assignment(&m, [[9, 2, 7, 8], [6, 4, 3, 7], [5, 8, 1, 8], [7, 6, 9, 4]], domain: .binary)
    },
    ConformanceCase(
      "cover of the Fano plane", "by hand: two lines hold 5 of 7 points, three through one hold all", .optimal(3)
    ) { m in
      let lines = [[0, 1, 2], [0, 3, 4], [0, 5, 6], [1, 3, 5], [1, 4, 6], [2, 3, 6], [2, 4, 5]]
      let x = m.addVariables(count: 7, domain: .binary, objective: 1)
      for point in 0..<7 {
        m.addRow(sumOf: x.indices.filter { lines[$0].contains(point) }.map { x[$0] }, sense: .atLeast(1))
      }
    },
    ConformanceCase("Steiner triples of 9", "Fulkerson, Nemhauser & Trotter 1974: 5", .optimal(5)) { m in
      let x = m.addVariables(count: 9, domain: .binary, objective: 1)
      // The lines of the affine plane of order 3: three different points whose sum is zero.
      for a in 0..<9 {
        for b in (a + 1)..<9 {
          for c in (b + 1)..<9
          where (a / 3 + b / 3 + c / 3).isMultiple(of: 3) && (a + b + c).isMultiple(of: 3) {
            m.add(x[a] + x[b] + x[c] >= 1)
          }
        }
      }
    },
    ConformanceCase("independent set of Petersen's graph", "known: 4", .optimal(4)) { m in
      m.direction = .maximise
      let x = m.addVariables(count: 10, domain: .binary, objective: 1)
      for (a, b) in petersen { m.add(x[a] + x[b] <= 1) }
    },
    ConformanceCase("vertex cover of Petersen's graph", "Gallai: 10 − 4", .optimal(6)) { m in
      let x = m.addVariables(count: 10, domain: .binary, objective: 1)
      for (a, b) in petersen { m.add(x[a] + x[b] >= 1) }
    },
    ConformanceCase(
      "dominating set of Petersen's graph", "known: 3; by hand, each vertex dominates 4 of 10", .optimal(3)
    ) { m in
      let x = m.addVariables(count: 10, domain: .binary, objective: 1)
      for vertex in 0..<10 {
        let near = petersen.compactMap { $0.0 == vertex ? $0.1 : $0.1 == vertex ? $0.0 : nil }
        m.addRow(sumOf: ([vertex] + near).map { x[$0] }, sense: .atLeast(1))
      }
    },
    ConformanceCase(
      "relaxed vertex cover of a pentagon", "all halves; odd cycle", .optimal(2.5),
      values: [0.5, 0.5, 0.5, 0.5, 0.5], options: { $0.relaxationOnly = true }
    ) { cycleCover(&$0, 5) },
    ConformanceCase("vertex cover of a pentagon", "odd cycle: (n + 1)/2", .optimal(3)) { cycleCover(&$0, 5) },
    ConformanceCase("vertex cover of a cycle of 15", "odd cycle: (n + 1)/2", .optimal(8)) { cycleCover(&$0, 15) },
    ConformanceCase("colours of a pentagon", "odd cycle: 3", .optimal(3)) { m in
      let used = m.addVariables(count: 4, domain: .binary, objective: 1)
      let x = (0..<5).map { _ in m.addVariables(count: 4, domain: .binary) }
      for vertex in x { m.addRow(sumOf: vertex, sense: .equal(1)) }
      for vertex in 0..<5 {
        for colour in 0..<4 { m.add(x[vertex][colour] + x[(vertex + 1) % 5][colour] - used[colour] <= 0) }
      }
    },
    ConformanceCase("matching of two triangles", "by hand: one edge each; the relaxation gives 3", .optimal(2)) { m in
      m.direction = .maximise
      for _ in 0..<2 {
        let edges = m.addVariables(count: 3, domain: .binary, objective: 1)
        for corner in 0..<3 { m.add(edges[corner] + edges[(corner + 1) % 3] <= 1) }
      }
    },
    ConformanceCase("bins", "by hand: 20 units into bins of 10, and 8 + 2, 4 + 4 + 1 + 1 fit", .optimal(2)) { m in
      let sizes = [4.0, 8, 1, 4, 2, 1]
      let open = m.addVariables(count: 3, domain: .binary, objective: 1)
      let x = sizes.map { _ in m.addVariables(count: 3, domain: .binary) }
      for item in x { m.addRow(sumOf: item, sense: .equal(1)) }
      for bin in 0..<3 { m.row(x.map { $0[bin] } + [open[bin]], sizes + [-10], .atMost(0)) }
    },
    ConformanceCase("travelling salesman", "by hand: the three tours of 4 cities are 80, 95 and 95", .optimal(80)) {
      m in
      let distances: [[Double]] = [[0, 10, 15, 20], [10, 0, 35, 25], [15, 35, 0, 30], [20, 25, 30, 0]]
      let x = distances.map { m.columns($0, domain: .binary) }
      let rank = (0..<4).map { m.addVariable(lower: 0, upper: $0 == 0 ? 0 : 3) }
      for city in 0..<4 {
        m.fix(x[city][city], at: 0)
        m.addRow(sumOf: x[city], sense: .equal(1))
        m.addRow(sumOf: x.map { $0[city] }, sense: .equal(1))
        for next in 1..<4 where city != 0 && next != city {
          m.add(rank[city] - rank[next] + 4 * x[city][next] <= 3)
        }
      }
    },
    ConformanceCase("plants", "by hand: first 22, second 26, both 24", .optimal(22)) { m in
      let open = m.columns([10, 10], domain: .binary)
      for costs in [[1.0, 8], [2, 7], [9, 1]] {
        let x = m.columns(costs, domain: .binary)
        m.addRow(sumOf: x, sense: .equal(1))
        for plant in 0..<2 { m.add(x[plant] - open[plant] <= 0) }
      }
    },
    queens(3, 2), queens(5, 5), queens(8, 8),
    ConformanceCase("windows", "by hand: at most 2 of any 3 neighbours of 9 leaves 6", .optimal(6)) { m in
      m.direction = .maximise
      let x = m.addVariables(count: 9, domain: .binary, objective: 1)
      for start in 0..<7 { m.addRow(sumOf: x[start..<start + 3], sense: .atMost(2)) }
    },
    ConformanceCase("windows on a circle", "by hand: 8 windows of 3, each place in 3: ⌊8·2/3⌋", .optimal(5)) { m in
      m.direction = .maximise
      let x = m.addVariables(count: 8, domain: .binary, objective: 1)
      for start in 0..<8 { m.addRow(sumOf: (0..<3).map { x[(start + $0) % 8] }, sense: .atMost(2)) }
    },
    ConformanceCase("Latin square", "by hand: every order has one", .optimal(0)) { m in
      let x = (0..<3).map { _ in (0..<3).map { _ in m.addVariables(count: 3, domain: .binary) } }
      for a in 0..<3 {
        for b in 0..<3 {
          m.addRow(sumOf: x[a][b], sense: .equal(1))
          m.addRow(sumOf: (0..<3).map { x[a][$0][b] }, sense: .equal(1))
          m.addRow(sumOf: (0..<3).map { x[$0][a][b] }, sense: .equal(1))
        }
      }
    },
  ]

  /// Outer pentagon, spokes, inner star.
  private static let petersen: [(Int, Int)] = [
    (0, 1), (1, 2), (2, 3), (3, 4), (4, 0), (0, 5), (1, 6), (2, 7), (3, 8), (4, 9), (5, 7), (6, 8), (7, 9), (8, 5),
    (9, 6),
  ]

  private static func cycleCover(_ m: inout Model, _ size: Int) {
    let x = m.addVariables(count: size, domain: .binary, objective: 1)
    for vertex in 0..<size { m.add(x[vertex] + x[(vertex + 1) % size] >= 1) }
  }

  /// Queens on a board, none attacking another: n for n ≥ 4 (Pauls 1874), 2 for n = 3.
  private static func queens(_ size: Int, _ optimum: Double) -> ConformanceCase {
    ConformanceCase("queens on \(size)", "Pauls 1874; by hand for 3", .optimal(optimum)) { m in
      m.direction = .maximise
      let x = (0..<size).map { _ in m.addVariables(count: size, domain: .binary, objective: 1) }
      for line in 0..<size {
        m.addRow(sumOf: x[line], sense: .atMost(1))
        m.addRow(sumOf: x.map { $0[line] }, sense: .atMost(1))
      }
      for sum in 1..<(2 * size - 2) {
        let places = (0..<size).filter { sum - $0 >= 0 && sum - $0 < size }
        m.addRow(sumOf: places.map { x[$0][sum - $0] }, sense: .atMost(1))
        m.addRow(sumOf: places.map { x[$0][size - 1 - sum + $0] }, sense: .atMost(1))
      }
    }
  }
}
