// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

extension LexicographicSearch {
  /// Solves an objective whose coefficients are too large for the last unit of a floating-point bound to mean anything.
  ///
  /// The value is that of a point at hand, not the whole part of the bound; multipliers in whole numbers then say how far
  /// from the optimum it can be, to the last unit. The optimum isn't kept: the next objective may start from its face.
  mutating func maximisePriced(_ objective: StageObjective) throws {
    if mode == .integerPrograms {
      _ = try maximise(objective)
      return
    }
    try warmUp()
    let linear = try relaxation(objective)
    let certificate = IntegerBound.least(
      program: program, objective: objective.terms, rowMultipliers: linear.rowMultipliers)
    var point = rounded(lastPoint)
    if point == nil, let certificate, certificate.scaledBound % certificate.scale == 0 {
      // A proof without a fraction: the next objectives look for the point on its face.
      steps.append(
        Step(
          objective: objective, value: certificate.bound, bound: certificate.bound, proof: .multipliers,
          strength: .optimal, certificate: certificate))
      return
    }
    var isProvenBySolver = false
    if point == nil {
      var integer = program.model(integer: true)
      setObjective(objective, in: &integer)
      var options = limits.options
      options.warmStart = basis
      options.cuts = [.mixedIntegerRounding, .gomory, .clique]
      options.targetObjective = linear.bound * (1 - 1e-12) / objective.scale
      let outcome = try solver.solve(integer, options: options)
      count(outcome, integer: true)
      guard outcome.solution == .feasible, let found = rounded(outcome.values) else {
        throw StageStop.undecided(outcome.termination)
      }
      point = found
      isProvenBySolver = outcome.proof == .optimal
    }
    guard let point else { return }
    incumbent = point
    let value = objective.value(at: point)
    let bound = certificate?.bound ?? Self.wholePart(linear.bound)
    let isOptimal = bound <= value
    steps.append(
      Step(
        objective: objective, value: value, bound: isOptimal || isProvenBySolver ? value : bound,
        proof: isOptimal && certificate != nil || !isProvenBySolver && certificate != nil ? .multipliers : .solver,
        strength: isOptimal || isProvenBySolver ? .optimal : .withinGap,
        certificate: isProvenBySolver && !isOptimal ? nil : certificate))
    limits.progress?(StageProgress(stage: objective.name, value: value, bound: bound))
  }

  /// Solves the relaxation for the number of grants: from its basis a welfare that rises with holdings is near.
  private mutating func warmUp() throws {
    let terms = program.columns.indices.compactMap { column -> StageProgram.Term? in
      StageProgram.request(of: program.columns[column]) == nil ? nil : .init(column: column, coefficient: 1)
    }
    _ = try relaxation(
      StageObjective(claim: .precedence, kind: .maximise, stage: 0, name: "", unit: "", terms: terms))
  }

  /// Keeps the optimum of an objective that was left open for the next to start from its face.
  mutating func keepPriced() {
    if isPriceOpen { keepLast() }
  }

  /// Whether the last objective was left open.
  var isPriceOpen: Bool {
    steps.last.map { $0.row == nil && $0.objective.scale > 1 } ?? false
  }
}
