// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

/// A search for the best offers of one part of a winner problem.
protocol PartSearch: AnyObject {
  /// Answers a question.
  func run(_ question: BranchSearch.Question) -> BranchSearch.Answer
}

extension BranchSearch: PartSearch {}

extension WinnerDetermination {
  /// Whether a part is searched by the solver: a dense tableau of it would take more numbers than is allowed.
  func isLarge(_ program: PackingProgram) -> Bool {
    program.rowCount * program.columnCount > greatestTableau
  }

  /// The search for a part: an own one whose proofs are whole numbers, or the solver's where the part is large.
  func search(of program: PackingProgram) -> any PartSearch {
    isLarge(program) ? SolverSearch(program, solver: solver) : BranchSearch(program)
  }
}

/// Searches a part by the solver's branch and bound.
///
/// Sets are recomputed in whole numbers; that no other is worth more is the solver's word.
final class SolverSearch: PartSearch {
  private let program: PackingProgram
  private let solver: any Solver

  init(_ program: PackingProgram, solver: any Solver) {
    self.program = program
    self.solver = solver
  }

  func run(_ question: BranchSearch.Question) -> BranchSearch.Answer {
    var answer = BranchSearch.Answer(value: question.floor, bound: question.floor)
    if let start = question.start, let value = program.value(of: start), value > answer.value {
      (answer.best, answer.value) = (start, value)
    }
    var model = model(question)
    bind(&model, above: answer.value)
    let outcome = solve(model, question)
    if let better = outcome.set { (answer.best, answer.value) = (better.columns, better.value) }
    answer.nodes = outcome.nodes
    answer.bound = max(answer.value, outcome.bound)
    let hasEnough = question.enough.map { answer.value >= $0 } ?? false
    answer.isComplete = answer.bound == answer.value || hasEnough
    guard question.asksForTies, answer.isComplete, let best = answer.best else { return answer }
    // Another set as good leaves out something of this one.
    var other = self.model(question)
    bind(&other, above: answer.value - 1)
    let variables = other.variables
    other.addRow(terms: best.map { (variables[$0], 1) }, sense: .atMost(Double(best.count - 1)))
    let found = solve(other, question)
    answer.nodes += found.nodes
    answer.hasOther = found.set != nil
    answer.isComplete = found.set != nil || found.bound < answer.value
    if !answer.isComplete { answer.bound = max(answer.bound, found.bound) }
    return answer
  }

  private func model(_ question: BranchSearch.Question) -> Model {
    var model = Model(name: "winners")
    for value in program.values { model.addVariable(domain: .binary, objective: Double(value)) }
    model.direction = .maximise
    let variables = model.variables
    for row in 0..<program.rowCount {
      let places = program.rowStarts[row]..<program.rowStarts[row + 1]
      model.addRow(
        terms: places.map { (variables[program.rowColumns[$0]], Double(program.rowCoefficients[$0])) },
        sense: .atMost(Double(program.capacities[row])))
    }
    for column in question.ones { model.fix(variables[column], at: 1) }
    for column in question.zeros { model.fix(variables[column], at: 0) }
    return model
  }

  /// Leaves only points worth more than a value.
  private func bind(_ model: inout Model, above value: Int) {
    let terms = zip(model.variables, program.values).filter { $0.1 != 0 }.map { ($0.0, Double($0.1)) }
    model.addRow(terms: terms, sense: .atLeast(Double(value + 1)))
  }

  private func solve(
    _ model: Model, _ question: BranchSearch.Question
  ) -> (set: (columns: [Int], value: Int)?, bound: Int, nodes: Int) {
    var options = SolverOptions()
    options.presolve = true
    options.nodeLimit = min(question.nodeLimit, 1_000_000_000)
    if let enough = question.enough { options.targetObjective = Double(enough) }
    let all = program.values.reduce(0) { $0 + max(0, $1) }
    guard let outcome = try? solver.solve(model, options: options) else { return (nil, all, 0) }
    if outcome.proof == .infeasible { return (nil, .min, outcome.nodes) }
    var set: (columns: [Int], value: Int)?
    if outcome.solution == .feasible {
      let columns = program.offers.indices.filter { outcome.values[$0] > 0.5 }
      if let value = program.value(of: columns) { set = (columns, value) }
    }
    if outcome.isOptimal, let set { return (set, set.value, outcome.nodes) }
    let bound = outcome.bound.flatMap { $0.isFinite && abs($0) < 1e17 ? Int($0.rounded(.up)) : nil }
    return (set, min(bound ?? all, all), outcome.nodes)
  }
}
