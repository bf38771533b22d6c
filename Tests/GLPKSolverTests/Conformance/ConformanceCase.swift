// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

/// One model whose answer is known from the literature or provable by hand, never from a solver.
///
/// The files of this folder import no solver and no test library: any `Solver` can be held against them with
/// `ConformanceCase.all` and `failures(of:)`. A defect found in one solver becomes a case here.
struct ConformanceCase: Sendable, CustomStringConvertible {
  /// What is known of the answer.
  enum Expectation: Sendable {
    /// An optimum with this objective.
    case optimal(Double)
    /// No feasible point. A solver that can't tell may answer "infeasible or unbounded".
    case infeasible
    /// Unbounded. A solver that can't tell may answer "infeasible or unbounded".
    case unbounded
    /// Ended by this limit, with the optimum between objective and bound where they are known.
    case stopped(Termination, optimum: Double)
    /// Ended at a target, with an objective at least this good.
    case reaches(Double)
  }

  let name: String
  /// Where the answer comes from.
  let source: String
  let expectation: Expectation
  /// The only optimal point, where it is known to be unique.
  let values: [Double]?
  /// The only optimal multipliers, where they are known to be unique.
  let multipliers: [Double]?
  let options: SolverOptions
  let model: Model

  var description: String { name }

  init(
    _ name: String, _ source: String, _ expectation: Expectation, values: [Double]? = nil,
    multipliers: [Double]? = nil, options: (inout SolverOptions) -> Void = { _ in }, _ build: (inout Model) -> Void
  ) {
    self.name = name
    self.source = source
    self.expectation = expectation
    self.values = values
    self.multipliers = multipliers
    var chosen = SolverOptions()
    options(&chosen)
    self.options = chosen
    var model = Model(name: name)
    build(&model)
    self.model = model
  }

  /// Every case.
  static let all: [ConformanceCase] =
    textbookLinear + structuredLinear + degenerateLinear + plainLinear + answerless + withoutRows + knapsacks
    + generalIntegers + combinatorial + limits

  /// What a solver gets wrong on this case; empty if it conforms.
  func failures(of solver: some Solver, changing change: (inout SolverOptions) -> Void = { _ in }) throws -> [String] {
    var options = options
    change(&options)
    let outcome = try solver.solve(model, options: options)
    var failures = pointFailures(outcome, options)
    switch expectation {
    case .optimal(let objective):
      if !outcome.isOptimal { failures.append("no optimum: \(outcome.termination), \(outcome.proof)") }
      if outcome.termination != .finished { failures.append("ended by \(outcome.termination)") }
      failures += differences("objective", outcome.objective, objective)
      failures += differences("bound", outcome.bound, objective)
      failures += multiplierFailures(outcome, options)
    case .infeasible:
      if outcome.proof != .infeasible && outcome.proof != .infeasibleOrUnbounded {
        failures.append("not seen to be infeasible: \(outcome.termination), \(outcome.proof)")
      }
    case .unbounded:
      if outcome.proof != .unbounded && outcome.proof != .infeasibleOrUnbounded {
        failures.append("not seen to be unbounded: \(outcome.termination), \(outcome.proof)")
      }
    case .stopped(let termination, let optimum):
      if outcome.termination != termination { failures.append("ended by \(outcome.termination)") }
      if outcome.proof == .optimal, outcome.objective != optimum { failures.append("a wrong claim of an optimum") }
      if let objective = outcome.objective, model.direction.isBetter(objective, than: optimum) {
        failures.append("\(objective) is better than the optimum")
      }
      if let bound = outcome.bound, model.direction.isBetter(optimum, than: bound + slack(bound)) {
        failures.append("the bound \(bound) is no bound")
      }
    case .reaches(let target):
      guard let objective = outcome.objective, !model.direction.isBetter(target, than: objective) else {
        failures.append("the target was missed: \(outcome.termination), \(String(describing: outcome.objective))")
        break
      }
    }
    return failures
  }

  private func slack(_ value: Double) -> Double {
    (model.direction == .maximise ? 1 : -1) * 1e-6 * max(1, abs(value))
  }

  /// The point must hold, and the objective must be the one of the point.
  private func pointFailures(_ outcome: Outcome, _ options: SolverOptions) -> [String] {
    guard outcome.solution == .feasible else {
      return outcome.values.isEmpty && outcome.objective == nil ? [] : ["values without a solution"]
    }
    var failures = FeasibilityReport(of: model, at: outcome.values, ignoringIntegrality: options.relaxationOnly)
      .violations.map(\.description)
    if outcome.objective != model.objectiveValue(at: outcome.values) {
      failures.append("the objective isn't the one of the point")
    }
    if let values {
      for (index, (actual, expected)) in zip(outcome.values, values).enumerated() {
        failures += differences("value \(index)", actual, expected)
      }
    }
    return failures
  }

  /// Weak duality, the identity of the objective, and the known multipliers.
  private func multiplierFailures(_ outcome: Outcome, _ options: SolverOptions) -> [String] {
    guard options.relaxationOnly || !model.hasIntegerVariables, let objective = outcome.objective else { return [] }
    guard outcome.rowMultipliers.count == model.rowCount, outcome.reducedCosts.count == model.variableCount else {
      return ["no multipliers"]
    }
    var failures = differences(
      "dual bound", model.dualBound(rowMultipliers: outcome.rowMultipliers, tolerance: 1e-7), objective)
    var sum = model.objectiveConstant
    for (multiplier, activity) in zip(outcome.rowMultipliers, model.rowActivities(at: outcome.values)) {
      sum += multiplier * activity
    }
    for (cost, value) in zip(outcome.reducedCosts, outcome.values) { sum += cost * value }
    failures += differences("objective from multipliers", sum, objective)
    for (index, (actual, expected)) in zip(outcome.rowMultipliers, multipliers ?? []).enumerated() {
      failures += differences("multiplier \(index)", actual, expected)
    }
    return failures
  }

  private func differences(_ what: String, _ actual: Double?, _ expected: Double) -> [String] {
    guard let actual else { return ["\(what): none, \(expected) expected"] }
    return abs(actual - expected) <= 1e-6 * max(1, abs(expected)) ? [] : ["\(what): \(actual), \(expected) expected"]
  }
}

extension Model {
  /// Adds continuous variables from 0 with the coefficients of the objective.
  mutating func columns(_ objective: [Double], domain: Domain = .continuous) -> [Variable] {
    objective.map { addVariable(domain: domain, objective: $0) }
  }

  /// Adds a row of coefficients over variables.
  mutating func row(_ variables: [Variable], _ coefficients: [Double], _ sense: RowSense) {
    addRow(variables: variables, coefficients: coefficients, sense: sense)
  }
}
