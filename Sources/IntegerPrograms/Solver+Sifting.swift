// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension Solver {
  /// Solves the linear relaxation of a model with far more columns than rows over few columns at a time.
  ///
  /// Columns outside a working set stay at their lower bounds. An optimum over the set prices the others: those that would
  /// improve it join, until none does, and the optimum is that of the whole model, multipliers and basis included (Bixby,
  /// Gregory, Lustig, Marsten, Shanno 1992, doi:10.1287/opre.40.5.885). Iterations cost less over fewer columns, which is
  /// worth the rounds where many iterations are needed.
  ///
  /// - Parameters:
  ///   - model: the model; a column outside the set needs a lower bound.
  ///   - options: as for `solve`; the limit of iterations covers all rounds. Columns that are basic or at their upper bounds
  ///     in the basis to start from are in the set.
  ///   - isInFirstSet: whether a column is in the set from the beginning.
  /// - Returns: the outcome for the whole model, with the iterations of all rounds. Where a set has no optimum, the whole
  ///   model is solved at once.
  /// - Throws: `InvalidModel` or `InvalidOptions`.
  public func sift(
    _ model: Model, options: SolverOptions, isInFirstSet: (Int) -> Bool
  ) throws -> Outcome {
    var options = options
    options.relaxationOnly = true
    let limit = options.iterationLimit
    let maximises = model.direction == .maximise
    var restricted = model
    var isOutside = (0..<model.variableCount).map { column -> Bool in
      guard let lower = model.lowerBounds[column], model.upperBounds[column] != lower, !isInFirstSet(column) else {
        return false
      }
      if let status = options.warmStart?.columns, status.count == model.variableCount {
        if status[column] == .basic || status[column] == .atUpper { return false }
      }
      restricted.upperBounds[column] = lower
      return true
    }
    var iterations = 0
    let few = max(100, model.rowCount / 50)
    while true {
      if let limit { options.iterationLimit = max(0, limit - iterations) }
      var outcome = try solve(restricted, options: options)
      iterations += outcome.iterations
      // Near the end rounds cost more than the columns that are left out.
      let joinsAll = outcome.iterations < few
      outcome.iterations = iterations
      guard outcome.proof == .optimal, outcome.reducedCosts.count == isOutside.count else {
        guard outcome.termination == .finished || outcome.termination == .numericalTrouble, isOutside.contains(true)
        else { return outcome }
        if let limit { options.iterationLimit = max(0, limit - iterations) }
        var whole = try solve(model, options: options)
        whole.iterations += iterations
        return whole
      }
      options.warmStart = outcome.basis
      var isOptimal = true
      for (column, cost) in outcome.reducedCosts.enumerated() where isOutside[column] {
        let improves = maximises ? cost > options.dualTolerance : cost < -options.dualTolerance
        if improves { isOptimal = false }
        guard improves || joinsAll else { continue }
        isOutside[column] = false
        restricted.upperBounds[column] = model.upperBounds[column]
      }
      if isOptimal { return outcome }
    }
  }
}
