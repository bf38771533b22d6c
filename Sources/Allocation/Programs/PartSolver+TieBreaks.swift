// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import IntegerPrograms
import Scenarios

/// The documented order of ties: least total displacement, then the greatest sum of lots.
extension PartSolver {
  /// Breaks the ties that the run's objectives leave.
  ///
  /// - Returns: the point that is left; nil where relaxations alone found none.
  func breakTies(_ search: inout LexicographicSearch, _ program: StageProgram) throws -> [Bool]? {
    let before = search
    do {
      if let point = try pointByTieBreaks(&search, program) { return point }
    } catch let stop as StageStop {
      guard before.mode == .relaxations, before.isLarge, before.standingPoint != nil else { throw stop }
    }
    // A point that attains every objective of a large program is at hand: its ties end with an interval around that point
    // rather than everything anew.
    guard search.mode == .relaxations, search.isLarge, let standing = before.standingPoint,
      search.limits.isCancelled?() != true
    else { return nil }
    let effort = search.effort
    search = before
    search.effort = effort
    search.keepPriced()
    search.beginTieBreak()
    let counts = standing.map { $0 ? 1.0 : 0 }
    guard try search.maximiseAround(counts, tieBreakObjective(.displacement, program)) != nil else { return nil }
    search.keepLast()
    return try search.maximiseAround(counts, tieBreakObjective(.lot, program))
  }

  private func pointByTieBreaks(_ search: inout LexicographicSearch, _ program: StageProgram) throws -> [Bool]? {
    let displacement = tieBreakObjective(.displacement, program)
    if search.mode == .relaxations, try search.boundOnFace(displacement) {
      search.beginTieBreak()
    } else if search.isPriceOpen, search.mode == .relaxations, try search.maximiseOnFace(displacement) != nil {
      search.beginTieBreak()
    } else {
      search.keepPriced()
      search.beginTieBreak()
      try search.maximiseTieBreak(displacement)
    }
    let lot = tieBreakObjective(.lot, program)
    if let point = try search.maximiseOnFace(lot) { return point }
    let attained = try search.integerPoint() ?? (search.mode == .relaxations ? search.branchToBound() : nil)
    if search.mode == .relaxations, attained == nil { return nil }
    search.keepLast()
    if let attained, search.isLarge {
      return try search.maximiseAround(attained.map { $0 ? 1 : 0 }, lot)
    }
    _ = try search.maximise(lot)
    return try search.integerPoint() ?? search.branchToBound()
  }

  /// Minus the displacement of all grants, or the sum of their lots, as an objective of the run's last stage.
  func tieBreakObjective(_ claim: Claim.Objective, _ program: StageProgram) -> StageObjective {
    let terms = program.columns.indices.compactMap { column -> StageProgram.Term? in
      guard StageProgram.request(of: program.columns[column]) != nil else { return nil }
      let coefficient =
        claim == .displacement
        ? -StageProgram.displacement(of: program.columns[column]) : lot(of: program.columns[column])
      return coefficient == 0 ? nil : .init(column: column, coefficient: coefficient)
    }
    let isDisplacement = claim == .displacement
    return StageObjective(
      claim: claim, kind: .tieBreak, stage: run.stages[run.stages.count - 1].number,
      name: isDisplacement ? "least total displacement" : "greatest sum of lots",
      unit: isDisplacement ? "thousandths of a degree" : "lots", terms: terms)
  }

  /// The lot of what a column grants; where places are decided first, channels don't enter into it.
  private func lot(of column: StageProgram.Column) -> Int {
    switch column {
    case .option(let option): problem.lot(of: option)
    case .place(let request, let place):
      problem.lot(
        of: Option(
          request: request, longitudeMilliDegrees: place.longitudeMilliDegrees,
          displacementMilliDegrees: place.displacementMilliDegrees, firstChannel: 1, polarization: 0))
    case .level, .served, .threshold: 0
    }
  }
}
