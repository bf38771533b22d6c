// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

extension LexicographicSearch {
  var variables: [Variable] { model.variables }

  /// Solves the linear relaxation for an objective, from where the last one ended.
  mutating func relaxation(
    _ objective: StageObjective, iterationLimit: Int? = nil
  ) throws -> (bound: Double, rowMultipliers: [Double]) {
    setObjective(objective, in: &model)
    var options = limits.options
    options.relaxationOnly = true
    options.warmStart = basis
    options.iterationLimit = iterationLimit ?? stallLimit
    if objective.scale > 1 { options.dualTolerance = Self.fineTolerance }
    let near = objective.claim.level == nil ? Large.nearIterations : Large.nearIterationsOfLevels
    var outcome = try solvedRelaxation(model, options, near: near)
    count(outcome, integer: false)
    let isStalled = outcome.termination == .iterationLimit && iterationLimit == nil
    if outcome.proof == .infeasible || isStalled, loosenKeptOptima() {
      outcome = try solvedRelaxation(model, options, near: near)
      count(outcome, integer: false)
    }
    guard outcome.proof == .optimal, let bound = outcome.bound else {
      throw outcome.proof == .infeasible ? StageStop.infeasible : StageStop.noRelaxation(outcome.termination)
    }
    basis = outcome.basis
    lastPoint = outcome.values
    return (bound * objective.scale, unscaled(outcome.rowMultipliers, objective))
  }

  /// Solves a relaxation of the program; that of a large one over few of its columns at a time where many iterations are due.
  ///
  /// - Parameter near: iterations within which an optimum next to the last one is looked for over all columns.
  func solvedRelaxation(_ model: Model, _ options: SolverOptions, near: Int) throws -> Outcome {
    guard isLarge else { return try solver.solve(model, options: options) }
    var options = options
    var iterations = 0
    if options.warmStart != nil, options.iterationLimit ?? .max > near {
      let limit = options.iterationLimit
      options.iterationLimit = near
      let outcome = try solver.solve(model, options: options)
      guard outcome.termination == .iterationLimit else { return outcome }
      iterations = outcome.iterations
      options.iterationLimit = limit.map { $0 - iterations }
      options.warmStart = outcome.basis ?? options.warmStart
    }
    var outcome = try solver.sift(model, options: options) { column in
      StageProgram.request(of: program.columns[column]) == nil || column.isMultiple(of: Large.siftingStride)
    }
    outcome.iterations += iterations
    return outcome
  }

  /// Gives the rows that keep optima of relaxations room for the solver's rounding, which adds up where hundreds of them are
  /// tight at once, and on which the simplex method may go round in circles. Bounds and points are settled in whole numbers,
  /// so that nothing is proved from the room.
  ///
  /// - Returns: whether there was anything to loosen.
  @discardableResult
  mutating func loosenKeptOptima() -> Bool {
    guard mode == .relaxations, !isLoosened, steps.contains(where: { $0.row != nil }) else { return false }
    isLoosened = true
    for row in program.rows.indices {
      guard case .atLeast = program.rows[row] else { continue }
      let scale = program.rowScales[row] ?? 1
      model.setSense(
        of: Row(index: row), to: .atMost(Double(program.rightHandSides[row]) / scale + Self.roomForRounding))
    }
    return true
  }

  /// What a kept optimum of a relaxation may be missed by once the solver has contradicted itself.
  static let roomForRounding = 1e-6

  mutating func relaxed(_ objective: StageObjective, known: Int?, iterationLimit: Int? = nil) throws -> Step {
    let outcome = try relaxation(objective, iterationLimit: iterationLimit)
    let target = min(known ?? .max, Self.wholePart(outcome.bound))
    if let known, target == known {
      return Step(
        objective: objective, value: target, bound: known, proof: .trivial, strength: .optimal, certificate: nil)
    }
    let certificate = IntegerBound.proving(
      target, program: program, objective: objective.terms, rowMultipliers: outcome.rowMultipliers)
    return Step(
      objective: objective, value: target, bound: target, proof: certificate == nil ? .solver : .multipliers,
      strength: .optimal, certificate: certificate)
  }

  /// Keeps as many of several objectives, from the first, as one point can be seen to bring to their greatest conceivable
  /// values at once.
  ///
  /// The numbers fall along the objectives and each point's value does too, so that of those with the same greatest value
  /// the last is enough: only it becomes a step.
  ///
  /// - Returns: how many are kept.
  mutating func reach(_ objectives: [(objective: StageObjective, known: Int)]) throws -> Int {
    func decisive(_ count: Int) -> [(objective: StageObjective, known: Int)] {
      (0..<count).filter { $0 == count - 1 || objectives[$0].known != objectives[$0 + 1].known }.map { objectives[$0] }
    }
    var count = objectives.count
    if try !canReachAll(decisive(count)) {
      let values = mode == .relaxations ? lastPoint : incumbent?.map { $0 ? 1 : 0 }
      count =
        objectives.prefix { entry in
          values.map { entry.objective.value(of: $0) >= Double(entry.known) - 1e-6 } ?? false
        }.count
    }
    for (objective, value) in decisive(count) where value > 0 {
      steps.append(
        Step(objective: objective, value: value, bound: value, proof: .trivial, strength: .optimal, certificate: nil))
      keepLast()
    }
    return count
  }

  /// Whether one point attains several objectives' greatest conceivable values at once: a point of the relaxation, or a
  /// 0/1 point where relaxations aren't trusted. No objective exceeds its value for a reason that needs no program, so
  /// that a weighted sum tells; earlier ones weigh more, so that a point that misses some misses late ones.
  mutating func canReachAll(_ objectives: [(objective: StageObjective, known: Int)]) throws -> Bool {
    guard var sum = objectives.first?.objective else { return true }
    if let incumbent, attains(incumbent), objectives.allSatisfy({ $0.objective.value(at: incumbent) >= $0.known }) {
      return true
    }
    sum.terms = []
    var target = 0
    for (index, entry) in objectives.enumerated() {
      let weight = objectives.count - index
      target += weight * entry.known
      sum.terms += entry.objective.terms.map { .init(column: $0.column, coefficient: weight * $0.coefficient) }
    }
    guard Self.wholePart(try relaxation(sum).bound) >= target else { return false }
    if mode == .relaxations { return true }
    if let point = rounded(lastPoint, attaining: false), sum.value(at: point) >= target {
      incumbent = point
      return true
    }
    return try exact(sum, known: target).value >= target
  }
}
