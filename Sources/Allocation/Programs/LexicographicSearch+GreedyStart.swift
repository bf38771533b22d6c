// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension LexicographicSearch {
  /// A point to go on with where the solver stopped without one: that of the objectives before, which keeps their optima;
  /// in large programs one near the objective's relaxation; else one that is put together greedily. Nil where none of them
  /// keeps every row, or the run was cancelled.
  ///
  /// With it a limit ends in a value and a bound: an empty allocation is one too, unless something must be granted.
  mutating func startingPoint(for objective: StageObjective) throws -> [Bool]? {
    if limits.isCancelled?() == true { return nil }
    if let incumbent, program.isFeasible(incumbent, rows: program.rows.count) { return incumbent }
    if isLarge, let point = try pointNearRelaxation(of: objective) { return point }
    return greedyPoint(for: objective)
  }

  /// Grants what must be granted, then one column after another that no row forbids: the objective's greatest coefficients
  /// first, of equal ones in the order of the program. Nil where some row is broken at the end.
  ///
  /// Time: proportional to the coefficients of the program, and to its columns times their logarithm.
  func greedyPoint(for objective: StageObjective) -> [Bool]? {
    var grants = GreedyGrants(program)
    for row in program.rows.indices where program.rightHandSides[row] < 0 {
      for term in program.terms(of: row) where term.coefficient < 0 && grants.room[row] < 0 {
        grants.set(term.column)
      }
    }
    var worth = [Int](repeating: 0, count: program.columns.count)
    for term in objective.terms { worth[term.column] = term.coefficient }
    for column in program.columns.indices.sorted(by: { (-worth[$0], $0) < (-worth[$1], $1) }) { grants.set(column) }
    var point = grants.point
    Self.completeCounters(&point, in: program)
    return program.isFeasible(point, rows: program.rows.count) ? point : nil
  }

  /// Columns that are granted one by one while no row is broken by them.
  private struct GreedyGrants {
    private(set) var point: [Bool]
    /// What each row leaves; below 0 where it still asks for something.
    private(set) var room: [Int]
    private let isGrant: [Bool]
    /// The rows of column i are at starts[i]..<starts[i + 1] of `entries`.
    private let starts: [Int]
    private let entries: [(row: Int, coefficient: Int)]

    init(_ program: StageProgram) {
      point = Array(repeating: false, count: program.columns.count)
      room = program.rightHandSides
      isGrant = program.columns.map { StageProgram.request(of: $0) != nil }
      var counts = [Int](repeating: 0, count: program.columns.count + 1)
      for term in program.terms { counts[term.column + 1] += 1 }
      for column in program.columns.indices { counts[column + 1] += counts[column] }
      starts = counts
      var next = counts
      var entries = [(row: Int, coefficient: Int)](repeating: (0, 0), count: program.terms.count)
      for row in program.rows.indices {
        for term in program.terms(of: row) {
          entries[next[term.column]] = (row, term.coefficient)
          next[term.column] += 1
        }
      }
      self.entries = entries
    }

    mutating func set(_ column: Int) {
      let own = entries[starts[column]..<starts[column + 1]]
      guard isGrant[column], !point[column],
        own.allSatisfy({ $0.coefficient <= 0 || $0.coefficient <= room[$0.row] })
      else { return }
      point[column] = true
      for entry in own { room[entry.row] -= entry.coefficient }
    }
  }
}
