// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import CGLPKGuard
import IntegerPrograms

/// The GNU Linear Programming Kit behind the `Solver` protocol.
///
/// Every call of `solve` builds GLPK's problem, solves it, reads the answer and frees everything on the calling thread.
/// It can be called from any number of threads at once. Nothing is ever written to the terminal; GLPK's text is in
/// `Outcome.log`. A fault inside GLPK ends in `Termination.fault`, never the process.
///
/// GLPK is not trusted with its own answer: integer values are rounded to exact integers, the point is checked against
/// the model, and the objective is recomputed from it. A point that doesn't hold isn't reported.
///
/// Within `isCancelled` and `progress` no model may be solved on the same thread.
public struct GLPKSolver: Solver {
  /// `GLPK`.
  public var name: String { "GLPK" }

  /// The version of the library that is linked, for example `5.0`.
  public var version: String { String(cString: guarded_version()) }

  /// Makes a solver; it holds nothing.
  public init() {}

  /// Solves a model with GLPK.
  ///
  /// Unless presolve is asked for, the linear relaxation is solved first by the simplex method, and branch and cut
  /// starts from its optimum. An unbounded relaxation of a model with integers is followed by a second solve without
  /// objective: with rational data a feasible model is then unbounded, an infeasible one infeasible.
  ///
  /// The limit of time covers the whole call; GLPK looks at it in the simplex method and between nodes, so it may be
  /// passed by the length of one cut generation. Stopping by time isn't reproducible, by nodes it is.
  ///
  /// - Throws: `InvalidModel` or `InvalidOptions`.
  public func solve(_ model: Model, options: SolverOptions) throws -> Outcome {
    try model.validate()
    let faults = options.faults(for: model)
    if !faults.isEmpty { throw InvalidOptions(faults) }

    let prepared = PreparedModel(model, relaxationOnly: options.relaxationOnly)
    if let reason = prepared.plainInfeasibility {
      return Outcome(termination: .finished, proof: .infeasible, log: reason + "\n")
    }
    if prepared.variableCount == 0 || prepared.rowLower.isEmpty {
      return prepared.solvedWithoutRows(model)
    }
    let answer = callGLPK(prepared, options)
    var outcome = AnswerReader(model: model, prepared: prepared, options: options).outcome(of: answer)
    if prepared.hasIntegers, outcome.proof == .unbounded || outcome.proof == .infeasibleOrUnbounded {
      settleUnboundedness(of: prepared, options, &outcome)
    }
    return outcome
  }

  /// Decides between infeasible and unbounded for a model whose relaxation is unbounded, or leaves it open.
  private func settleUnboundedness(of model: PreparedModel, _ options: SolverOptions, _ outcome: inout Outcome) {
    var options = options
    options.targetObjective = nil
    options.relativeGap = 0
    options.presolve = false
    let answer = callGLPK(model.withoutObjective(), options)
    outcome.log += answer.log
    outcome.nodes += answer.nodes
    outcome.iterations += answer.iterations
    if answer.values != nil, answer.stop != GUARDED_FAULT {
      outcome.proof = .unbounded
    } else if answer.proof == GUARDED_INFEASIBLE {
      outcome.proof = .infeasible
    } else {
      outcome.proof = .infeasibleOrUnbounded
      outcome.termination = answer.termination
    }
  }
}
