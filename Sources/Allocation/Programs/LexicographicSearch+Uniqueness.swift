// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

extension LexicographicSearch {
  /// Points that differ from a given one in the place of a single request, and attain every step before the tie-break.
  ///
  /// - Parameter isGrantable: whether blocks can be given to the places of such a point.
  func hasSingleMove(from point: [Bool], isGrantable: ([StageProgram.Column]) -> Bool) -> Bool {
    let count = primaryModel?.rowCount ?? program.rows.count
    var room = [Int](repeating: 0, count: count)
    var rowsOfColumn = [[(row: Int, coefficient: Int)]](repeating: [], count: program.columns.count)
    for row in 0..<count {
      room[row] = program.rightHandSides[row]
      for term in program.terms(of: row) {
        if point[term.column] { room[row] -= term.coefficient }
        rowsOfColumn[term.column].append((row, term.coefficient))
      }
    }
    var asked = 0
    for request in program.columnsOfRequest.keys.sorted() {
      let columns = program.columnsOfRequest[request] ?? []
      guard let old = columns.first(where: { point[$0] }) else { continue }
      for entry in rowsOfColumn[old] { room[entry.row] += entry.coefficient }
      for new in columns where new != old && rowsOfColumn[new].allSatisfy({ room[$0.row] >= $0.coefficient }) {
        var other = point
        other[old] = false
        other[new] = true
        if isGrantable(heldColumns(other)) { return true }
        asked += 1
        if asked >= 100 { return false }
      }
      for entry in rowsOfColumn[old] { room[entry.row] -= entry.coefficient }
    }
    return false
  }

  /// Simplex iterations for each question about other optima, where the program is large.
  var surveyIterationLimit: Int? { isLarge ? Large.iterationsOfASurvey : nil }

  /// Remembers the program as it stands before ties are broken.
  mutating func beginTieBreak() {
    primaryModel = model
    primaryBasis = basis
  }

  /// Whether another point attains every step before the tie-break.
  ///
  /// The relaxation looks for the point farthest from the one given: at distance 0 there is no other; an integral point at
  /// any other distance is one.
  ///
  /// - Parameters:
  ///   - point: the point given.
  ///   - isGrantable: whether blocks can be given to the places of another point.
  mutating func uniqueness(
    of point: [Bool], isGrantable: ([StageProgram.Column]) -> Bool
  ) throws -> Allocation.Uniqueness {
    if try isAnotherOnFace(point, isGrantable: isGrantable) { return .notUnique }
    guard var other = primaryModel else { return .notExamined }
    let distance = program.columns.indices.compactMap { column -> StageProgram.Term? in
      StageProgram.request(of: program.columns[column]) == nil
        ? nil : .init(column: column, coefficient: point[column] ? -1 : 1)
    }
    let granted = program.columns.indices.filter { point[$0] && StageProgram.request(of: program.columns[$0]) != nil }
      .count
    other.setObjective(.maximise, LinearExpression())
    let all = other.variables
    for term in distance { other.setObjectiveCoefficient(of: all[term.column], to: Double(term.coefficient)) }
    var options = limits.options
    options.relaxationOnly = true
    options.warmStart = primaryBasis
    options.iterationLimit = surveyIterationLimit ?? options.iterationLimit
    let outcome = try solver.solve(other, options: options)
    count(outcome, integer: false)
    guard outcome.proof == .optimal, let bound = outcome.bound else { return .notExamined }
    if bound + Double(granted) < 0.5 { return .unique }
    var found = rounded(outcome.values, attaining: false, rows: other.rowCount)
    if found == nil, !isLarge {
      for variable in all { other.setDomain(of: variable, to: .binary) }
      options.relaxationOnly = false
      options.warmStart = outcome.basis
      options.nodeLimit = min(options.nodeLimit ?? Large.nodes, Large.nodes)
      let exact = try solver.solve(other, options: options)
      count(exact, integer: true)
      if let bound = exact.bound, bound + Double(granted) < 0.5 { return .unique }
      if exact.solution == .feasible { found = rounded(exact.values, attaining: false, rows: other.rowCount) }
    }
    guard let found, distance.contains(where: { found[$0.column] != point[$0.column] }) else { return .notExamined }
    return isGrantable(heldColumns(found)) ? .notUnique : .notExamined
  }

  /// Whether the least sum of lots among equally displaced optima is another point: the cheapest witness of all.
  private mutating func isAnotherOnFace(
    _ point: [Bool], isGrantable: ([StageProgram.Column]) -> Bool
  ) throws -> Bool {
    guard var face = lastFace else { return false }
    for variable in face.variables {
      face.setObjectiveCoefficient(of: variable, to: -face.objectiveCoefficient(of: variable))
    }
    var options = limits.options
    options.relaxationOnly = true
    options.warmStart = basis
    let outcome = try solver.solve(face, options: options)
    count(outcome, integer: false)
    guard outcome.proof == .optimal, let other = rounded(outcome.values, attaining: false, rows: face.rowCount) else {
      return false
    }
    let differs = program.columns.indices.contains { column in
      StageProgram.request(of: program.columns[column]) != nil && other[column] != point[column]
    }
    return differs && isGrantable(heldColumns(other))
  }
}
