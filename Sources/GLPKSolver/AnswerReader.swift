// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import CGLPKGuard
import IntegerPrograms

/// Turns GLPK's raw answer into an outcome that holds when checked.
struct AnswerReader {
  /// How far from an integer GLPK may leave an integer variable.
  static let integralityTolerance = 1e-4
  /// Gap at which an incumbent counts as optimal, relative to max(1, |objective|).
  static let closedGap = 1e-9

  let model: Model
  let prepared: PreparedModel
  let options: SolverOptions

  /// The outcome: the point rounded and checked, the objective recomputed, the bound put right.
  func outcome(of answer: GuardedAnswer) -> Outcome {
    var outcome = Outcome(
      termination: answer.termination, proof: answer.provedFact, nodes: answer.nodes, iterations: answer.iterations,
      log: answer.log)
    if case .fault = outcome.termination { return outcome }
    if let values = answer.values ?? options.startingPoint {
      if let point = checkedPoint(values, &outcome) {
        outcome.solution = .feasible
        outcome.values = point
        outcome.objective = model.objectiveValue(at: point)
      } else {
        outcome.log += "The point found doesn't hold when checked against the model.\n"
        outcome.termination = .numericalTrouble
        if outcome.proof == .optimal { outcome.proof = .none }
      }
    }
    outcome.bound = answer.bound
    if outcome.proof == .infeasible || outcome.proof == .unbounded || outcome.proof == .infeasibleOrUnbounded {
      outcome.bound = nil
      outcome.objective = nil
      outcome.values = []
      outcome.solution = .none
    }
    settleBound(&outcome)
    guard !prepared.hasIntegers else { return outcome }
    if outcome.isOptimal, let rowDuals = answer.rowDuals, let columnDuals = answer.columnDuals {
      outcome.rowMultipliers = rowDuals
      outcome.reducedCosts = columnDuals
    }
    if outcome.isOptimal || outcome.termination == .iterationLimit {
      outcome.basis = answer.basis.flatMap { basis in
        let statuses = basis.compactMap { Basis.Status(rawValue: $0) }
        guard statuses.count == model.variableCount + model.rowCount else { return nil }
        return Basis(
          columns: Array(statuses[..<model.variableCount]), rows: Array(statuses[model.variableCount...]))
      }
    }
    return outcome
  }

  /// On proof of optimality bound and objective are the same; a bound behind the incumbent moves up to it.
  private func settleBound(_ outcome: inout Outcome) {
    guard let objective = outcome.objective else { return }
    if outcome.proof == .optimal {
      outcome.bound = objective
      return
    }
    guard let bound = outcome.bound else { return }
    if model.direction.isBetter(objective, than: bound)
      || abs(objective - bound) <= Self.closedGap * max(1, abs(objective))
    {
      outcome.bound = objective
      outcome.proof = .optimal
    }
  }

  /// The point with exact integers, put back between its bounds; nil if it can't be made to hold.
  private func checkedPoint(_ values: [Double], _ outcome: inout Outcome) -> [Double]? {
    guard let rounded = rounded(values) else { return nil }
    if holds(rounded) { return rounded }
    // Rounding may break rows that mix integer and continuous variables: solve for the continuous ones again.
    guard prepared.hasIntegers, prepared.isInteger.contains(0) else { return nil }
    var linear = options
    linear.startingPoint = nil
    linear.presolve = false
    linear.timeLimitMilliseconds = options.timeLimitMilliseconds.map { max($0, 1_000) }
    let answer = callGLPK(prepared.fixing(rounded), linear)
    outcome.iterations += answer.iterations
    outcome.log += answer.log
    guard let again = answer.values.flatMap({ self.rounded($0) }), holds(again) else { return nil }
    return again
  }

  private func holds(_ point: [Double]) -> Bool {
    FeasibilityReport(of: model, at: point, ignoringIntegrality: !prepared.hasIntegers).isFeasible
  }

  private func rounded(_ values: [Double]) -> [Double]? {
    var point = values
    for index in point.indices {
      guard point[index].isFinite else { return nil }
      if prepared.hasIntegers, prepared.isInteger[index] != 0 {
        let nearest = point[index].rounded()
        guard abs(nearest - point[index]) <= Self.integralityTolerance else { return nil }
        point[index] = nearest
      }
      point[index] = min(max(point[index], prepared.lower[index]), prepared.upper[index])
      if point[index] == 0 { point[index] = 0 }
    }
    return point
  }
}
