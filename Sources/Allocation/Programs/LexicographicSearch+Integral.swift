// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

extension LexicographicSearch {
  /// What branch and bound found.
  struct Integral {
    var point: [Bool]
    /// Nothing exceeds this; nil where the solver gave no bound.
    var bound: Int?
    /// Whether the solver vouches that no point is better.
    var isOptimal: Bool
  }

  /// A 0/1 point of an objective's integer program, with what the solver says of it.
  ///
  /// Of large programs first only columns that count are integral: with these settled, places and options mostly are of
  /// themselves, so that there is far less to branch on. Its bound holds for the whole program. Where the solver ends without
  /// a point that keeps every row to the last unit, one at hand, one near the relaxation of a large program, or one put
  /// together greedily is given back with the bound.
  ///
  /// - Parameters:
  ///   - objective: what to make as large as possible.
  ///   - target: a value that nothing exceeds, where one is known: a point that reaches it ends the search.
  ///   - nodeLimit: nodes of each search, unless the limits say otherwise.
  /// - Throws: `StageStop` where there is no such point, or none was found.
  mutating func integral(_ objective: StageObjective, target: Int?, nodeLimit: Int? = nil) throws -> Integral {
    var integer = model
    let offset = setDifference(objective, from: target, in: &integer)
    let all = integer.variables
    var options = branching
    options.nodeLimit = limits.nodes ?? nodeLimit
    options.targetObjective = target.map { Double($0 - offset.value) / offset.scale }
    if isLarge, !counters.isEmpty {
      let outcome = try integralCounts(&integer, options)
      if outcome.solution == .feasible {
        if let point = rounded(outcome.values, attaining: false) { return offset.integral(point, outcome) }
        let best = Self.wholePart(objective.value(of: outcome.values))
        if let point = try settled(integer, outcome.values, options), objective.value(at: point) >= best {
          return offset.integral(point, outcome)
        }
        if let bound = outcome.bound { options.targetObjective = min(options.targetObjective ?? bound, bound) }
      }
    }
    for variable in all { integer.setDomain(of: variable, to: .binary) }
    if objective.scale > 1, let found = try integralGrants(integer, objective, offset, options) { return found }
    let outcome = try solver.solve(integer, options: options)
    count(outcome, integer: true)
    if outcome.proof == .infeasible { throw StageStop.infeasible }
    if outcome.solution == .feasible, let point = rounded(outcome.values, attaining: false) {
      return offset.integral(point, outcome)
    }
    guard outcome.bound != nil || target != nil, let point = try startingPoint(for: objective) else {
      throw StageStop.undecided(outcome.termination)
    }
    var result = offset.integral(point, outcome)
    result.isOptimal = false
    return result
  }

  /// Branches on grants alone: gains of welfare fall from step to step, so that whole holdings fill their steps in order, and
  /// branching on hundreds of steps with hardly different gains would not end. Nil where steps come out otherwise.
  private mutating func integralGrants(
    _ model: Model, _ objective: StageObjective, _ offset: Offset, _ options: SolverOptions
  ) throws -> Integral? {
    var integer = model
    let all = integer.variables
    for column in counters { integer.setDomain(of: all[column], to: .continuous) }
    var options = options
    options.cuts = []
    let outcome = try solver.solve(integer, options: options)
    count(outcome, integer: true)
    if outcome.proof == .infeasible { throw StageStop.infeasible }
    guard outcome.solution == .feasible, let point = rounded(outcome.values, attaining: false) else { return nil }
    let promised = objective.value(of: outcome.values)
    guard Double(objective.value(at: point)) >= promised - max(2, 1e-11 * abs(promised)) else { return nil }
    return offset.integral(point, outcome)
  }

  /// The columns that count, and grant nothing.
  private var counters: [Int] {
    program.columns.indices.filter { StageProgram.request(of: program.columns[$0]) == nil }
  }

  private var branching: SolverOptions {
    var options = limits.options
    options.cuts = [.mixedIntegerRounding, .gomory, .clique]
    options.warmStart = basis
    return options
  }

  /// Solves a model with integral counts and places that needn't be.
  private mutating func integralCounts(_ model: inout Model, _ options: SolverOptions) throws -> Outcome {
    let all = model.variables
    for variable in all { model.setDomain(of: variable, to: .continuous) }
    for column in counters { model.setDomain(of: all[column], to: .binary) }
    let outcome = try solver.solve(model, options: options)
    count(outcome, integer: true)
    if outcome.proof == .infeasible { throw StageStop.infeasible }
    return outcome
  }

  /// What was taken from an objective, and what the rest was divided by, for the solver.
  struct Offset {
    var value: Int
    var scale: Double

    func integral(_ point: [Bool], _ outcome: Outcome) -> Integral {
      Integral(
        point: point, bound: outcome.bound.map { value + LexicographicSearch.wholePart($0 * scale) },
        isOptimal: outcome.proof == .optimal)
    }
  }

  /// Gives a model an objective less a value near its optimum: the solver's tolerances are relative to what is left, so that
  /// the last units of large coefficients count as well.
  func setDifference(_ objective: StageObjective, from target: Int?, in model: inout Model) -> Offset {
    let greatest = objective.terms.reduce(0) { max($0, $1.coefficient.magnitude) }
    let offset = Offset(value: target ?? 0, scale: greatest > 1_000_000_000 ? Double(greatest) / 1e9 : 1)
    model.setObjective(.maximise, LinearExpression(constant: -Double(offset.value) / offset.scale))
    let all = model.variables
    for term in objective.terms {
      let before = model.objectiveCoefficient(of: all[term.column])
      model.setObjectiveCoefficient(of: all[term.column], to: before + Double(term.coefficient) / offset.scale)
    }
    return offset
  }

  /// A point with the counts of a vector whose places aren't integral.
  private mutating func settled(
    _ model: Model, _ values: [Double], _ options: SolverOptions
  ) throws -> [Bool]? {
    var fixed = model
    let all = fixed.variables
    for variable in all { fixed.setDomain(of: variable, to: .binary) }
    for column in counters { fixed.fix(all[column], at: values[column].rounded()) }
    let outcome = try solver.solve(fixed, options: options)
    count(outcome, integer: true)
    return outcome.solution == .feasible ? rounded(outcome.values, attaining: false) : nil
  }

  /// Maximises a tie-break of a large program; from a point at hand, with its counts, where its relaxation takes too long.
  mutating func maximiseTieBreak(_ objective: StageObjective) throws {
    guard mode == .relaxations, isLarge else {
      _ = try maximise(objective)
      return
    }
    do {
      steps.append(try relaxed(objective, known: nil, iterationLimit: Large.iterationsOfATieBreak))
    } catch StageStop.noRelaxation(.iterationLimit) {
      // Around a point at hand the tie ends with an interval just as well.
      guard standingPoint == nil else { throw StageStop.undecided(.iterationLimit) }
      guard let last = steps.last else { throw StageStop.undecided(.iterationLimit) }
      var integer = model
      let offset = setDifference(last.objective, from: last.value, in: &integer)
      var options = branching
      options.targetObjective = Double(last.value - offset.value) / offset.scale
      let counts = try integralCounts(&integer, options)
      guard counts.solution == .feasible, try maximiseAround(counts.values, objective) != nil else {
        throw StageStop.undecided(counts.termination)
      }
    }
  }

  /// Maximises a tie-break of a large program among points with the counts of a vector.
  ///
  /// With counts as they are the program is far smaller, and its multipliers bound the objective over points of other counts
  /// as well: an interval. Where a point is at hand, the effort for a better one has a limit.
  ///
  /// - Returns: the point; nil where none was found.
  mutating func maximiseAround(_ counts: [Double], _ objective: StageObjective) throws -> [Bool]? {
    var restricted = model
    setObjective(objective, in: &restricted)
    let all = restricted.variables
    for column in counters { restricted.fix(all[column], at: counts[column].rounded()) }
    let known = standingPoint
    var options = limits.options
    options.relaxationOnly = true
    options.presolve = true
    if known != nil { options.iterationLimit = Large.iterationsOfATieBreak }
    let linear = try solver.solve(restricted, options: options)
    count(linear, integer: false)
    guard linear.proof == .optimal || known != nil else { return nil }
    var found = linear.proof == .optimal ? rounded(linear.values) : nil
    if found == nil, known == nil {
      for variable in all { restricted.setDomain(of: variable, to: .binary) }
      options = branching
      options.warmStart = linear.basis
      options.nodeLimit = limits.nodes ?? Large.nodes
      let outcome = try solver.solve(restricted, options: options)
      count(outcome, integer: true)
      if outcome.solution == .feasible { found = rounded(outcome.values) }
    }
    // Where the relaxation was cut short there are no multipliers, and what remains is the sum of all that may be granted.
    let multipliers = linear.proof == .optimal ? linear.rowMultipliers : program.rows.map { _ in 0 }
    let certificate = IntegerBound.least(
      program: program, objective: objective.terms, rowMultipliers: unscaled(multipliers, objective))
    guard let certificate,
      let best = [found, known].compactMap(\.self).max(by: { objective.value(at: $0) < objective.value(at: $1) })
    else { return nil }
    let value = objective.value(at: best)
    steps.append(
      Step(
        objective: objective, value: value, bound: certificate.bound, proof: .multipliers,
        strength: certificate.bound == value ? .optimal : .withinGap, certificate: certificate))
    incumbent = best
    return best
  }
}
