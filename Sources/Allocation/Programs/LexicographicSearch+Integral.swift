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

  /// A 0/1 point of an objective's integer program, with what the solver says of it; nil where none was found in time.
  ///
  /// First only columns that count are integral: with these settled, places and options mostly are of themselves, so that
  /// there is far less to branch on. Its bound holds for the whole program.
  ///
  /// - Parameters:
  ///   - objective: what to make as large as possible.
  ///   - target: a value that nothing exceeds, where one is known: a point that reaches it ends the search.
  mutating func integral(_ objective: StageObjective, target: Int?) throws -> Integral? {
    var integer = model
    let offset = setDifference(objective, from: target, in: &integer)
    let all = integer.variables
    var options = limits.options
    options.cuts = [.mixedIntegerRounding, .gomory, .clique]
    options.warmStart = basis
    options.targetObjective = target.map { Double($0 - offset.value) / offset.scale }
    let counters = program.columns.indices.filter { StageProgram.request(of: program.columns[$0]) == nil }
    if !counters.isEmpty {
      for variable in all { integer.setDomain(of: variable, to: .continuous) }
      for column in counters { integer.setDomain(of: all[column], to: .binary) }
      let outcome = try solver.solve(integer, options: options)
      count(outcome, integer: true)
      if outcome.proof == .infeasible { throw StageStop.infeasible }
      if outcome.solution == .feasible {
        if let point = rounded(outcome.values, attaining: false) { return offset.integral(point, outcome) }
        let best = Self.wholePart(objective.value(of: outcome.values))
        if let point = try settled(integer, counters, outcome.values, options), objective.value(at: point) >= best {
          return offset.integral(point, outcome)
        }
        if let bound = outcome.bound { options.targetObjective = min(options.targetObjective ?? bound, bound) }
      }
    }
    for variable in all { integer.setDomain(of: variable, to: .binary) }
    let outcome = try solver.solve(integer, options: options)
    count(outcome, integer: true)
    if outcome.proof == .infeasible { throw StageStop.infeasible }
    guard outcome.solution == .feasible, let point = rounded(outcome.values, attaining: false) else {
      if outcome.termination != .nodeLimit { throw StageStop.undecided(outcome.termination) }
      return nil
    }
    return offset.integral(point, outcome)
  }

  /// What was taken from an objective, and what the rest was divided by, for the solver.
  private struct Offset {
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
  private func setDifference(_ objective: StageObjective, from target: Int?, in model: inout Model) -> Offset {
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
    _ model: Model, _ counters: [Int], _ values: [Double], _ options: SolverOptions
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
    guard mode == .relaxations, program.columns.count > Self.largeProgram else {
      _ = try maximise(objective)
      return
    }
    do {
      steps.append(try relaxed(objective, known: nil, iterationLimit: Self.tieBreakIterationLimit))
    } catch StageStop.noRelaxation(.iterationLimit) {
      guard let point = try integerPoint() ?? branchToBound(),
        try maximiseAround(point, objective) != nil
      else { throw StageStop.undecided(.iterationLimit) }
    }
  }

  /// Simplex iterations for a tie-break of a large program.
  private static let tieBreakIterationLimit = 12_000

  /// Maximises a tie-break of a large program among points with the same counts as the one at hand.
  ///
  /// With counts as they are the program is far smaller, and its multipliers bound the objective over points of other counts
  /// as well: an interval.
  mutating func maximiseAround(_ point: [Bool], _ objective: StageObjective) throws -> [Bool]? {
    var restricted = model
    setObjective(objective, in: &restricted)
    let all = restricted.variables
    for column in program.columns.indices where StageProgram.request(of: program.columns[column]) == nil {
      restricted.fix(all[column], at: point[column] ? 1 : 0)
    }
    var options = limits.options
    options.relaxationOnly = true
    options.warmStart = basis
    let linear = try solver.solve(restricted, options: options)
    count(linear, integer: false)
    guard linear.proof == .optimal else { return nil }
    var found = rounded(linear.values)
    if found == nil {
      for variable in all { restricted.setDomain(of: variable, to: .binary) }
      options.relaxationOnly = false
      options.warmStart = linear.basis
      options.nodeLimit = limits.nodes ?? Self.largeNodeLimit
      let outcome = try solver.solve(restricted, options: options)
      count(outcome, integer: true)
      if outcome.solution == .feasible { found = rounded(outcome.values) }
    }
    let best = [found, point].compactMap(\.self).max { objective.value(at: $0) < objective.value(at: $1) } ?? point
    let value = objective.value(at: best)
    let certificate = IntegerBound.least(
      program: program, objective: objective.terms, rowMultipliers: unscaled(linear.rowMultipliers, objective))
    guard let certificate else { return nil }
    steps.append(
      Step(
        objective: objective, value: value, bound: certificate.bound, proof: .multipliers,
        strength: certificate.bound == value ? .optimal : .withinGap, certificate: certificate))
    incumbent = best
    return best
  }
}
