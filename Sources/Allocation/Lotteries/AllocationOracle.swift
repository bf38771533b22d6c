// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import IntegerPrograms

/// Finds the allocation of a stage that is best for weights on its elements, and remembers what it found.
///
/// An element is an administration that is served, or a column that is granted. The relaxation is solved from the last
/// basis; where its point isn't integral, branch and bound goes on from there.
final class AllocationOracle {
  private var search: LexicographicSearch
  /// The columns of each element.
  private let elements: [Int]
  private var found: [[Bool]: [StageProgram.Column]] = [:]

  /// - Parameters:
  ///   - program: the program of the stage.
  ///   - elements: the column of each element.
  init(program: StageProgram, elements: [Int], solver: any Solver, limits: SolverLimits) {
    search = LexicographicSearch(program: program, solver: solver, limits: limits, mode: .relaxations)
    self.elements = elements
  }

  /// What the solver has had to do.
  var effort: Effort { search.effort }

  /// The elements of an allocation of greatest weight.
  ///
  /// - Throws: `AllocationFault.cancelled`, `LotteryFault` where the solver gives no optimum.
  func best(_ weights: [Int]) throws -> [Bool] {
    let objective = StageObjective(
      claim: .precedence, kind: .maximise, stage: 0, name: "", unit: "",
      terms: zip(elements, weights).compactMap { $1 > 0 ? .init(column: $0, coefficient: $1) : nil })
    if search.limits.isCancelled?() == true { throw AllocationFault.cancelled }
    _ = try search.relaxation(objective)
    guard let point = try search.integralOptimum(objective) else {
      if search.limits.isCancelled?() == true { throw AllocationFault.cancelled }
      throw LotteryFault.undecided(reason: "no best allocation for the weights of a round")
    }
    let isServed = elements.map { point[$0] }
    if found[isServed] == nil { found[isServed] = search.heldColumns(point) }
    return isServed
  }

  /// Multipliers that prove that no allocation exceeds a weight; nil where the linear relaxation doesn't.
  ///
  /// - Throws: `AllocationFault.cancelled`.
  func multipliers(provingAtMost bound: Int, for weights: [Int]) throws -> Multipliers? {
    if search.limits.isCancelled?() == true { throw AllocationFault.cancelled }
    let program = search.program
    let terms = zip(elements, weights).compactMap { $1 > 0 ? StageProgram.Term(column: $0, coefficient: $1) : nil }
    let objective = StageObjective(claim: .precedence, kind: .maximise, stage: 0, name: "", unit: "", terms: terms)
    let none = IntegerBound(
      program: program, objective: terms, scale: 1, multipliers: program.rows.map { _ in 0 })
    var proof = none.flatMap { $0.bound <= bound ? $0 : nil }
    if proof == nil, let relaxation = try? search.relaxation(objective) {
      if search.limits.isCancelled?() == true { throw AllocationFault.cancelled }
      proof = IntegerBound.proving(
        bound, program: program, objective: terms, rowMultipliers: relaxation.rowMultipliers)
    }
    return proof.map { proof in
      Multipliers(
        scale: proof.scale, columns: program.columnKinds,
        entries: program.rows.indices.compactMap { row in
          proof.multipliers[row] > 0 ? (program.rows[row], proof.multipliers[row]) : nil
        })
    }
  }

  /// The columns of a committee that was returned; a committee that is part of one loses what it doesn't have.
  func columns(of committee: [Bool]) -> [StageProgram.Column]? {
    found[committee]
  }
}

extension LexicographicSearch {
  /// A 0/1 point that is optimal for an objective whose relaxation was solved last; nil where the solver found none.
  mutating func integralOptimum(_ objective: StageObjective) throws -> [Bool]? {
    if let point = rounded(lastPoint, attaining: false) { return point }
    var integer = program.model(integer: true)
    setObjective(objective, in: &integer)
    var options = limits.options
    options.warmStart = basis
    options.cuts = [.mixedIntegerRounding, .gomory, .clique]
    let outcome = try solver.solve(integer, options: options)
    count(outcome, integer: true)
    guard outcome.solution == .feasible, outcome.proof == .optimal else { return nil }
    return rounded(outcome.values, attaining: false)
  }
}
