// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

extension LexicographicSearch {
  /// What is known of the greatest welfare while it is searched for.
  private struct Ordered {
    var point: [Bool]?
    var value = Int.min
    /// Nothing exceeds this.
    var bound = Int.max
    /// What proves a bound by itself, with that bound.
    var certificate: IntegerBound?
    var isSettled: Bool { value >= bound }

    mutating func take(_ found: [Bool], _ objective: StageObjective) {
      let own = objective.value(at: found)
      if own > value { (point, value) = (found, own) }
    }
  }

  /// Maximises generalised Gini welfare: a bound by cutting planes, then points whose welfare comes as near as can be.
  ///
  /// Small programs end with an optimum: orders are added as cuts to the integer program until its best point needs none
  /// that isn't there. Large ones stop at limits of rounds and nodes, with an interval.
  ///
  /// - Parameters:
  ///   - objective: the objective, whose welfare is ordered.
  ///   - step: holding units in one step.
  /// - Throws: `StageStop` where the rows kept so far leave no integer point, or none was found.
  mutating func maximiseOrdered(_ objective: StageObjective, step: Int) throws {
    guard let welfare = objective.ordered, !welfare.members.isEmpty else {
      note(objective, value: 0, bound: 0)
      steps[steps.count - 1].row = program.rows.count
      return
    }
    var bounding = OrderedWelfareBound(welfare: welfare, program: program)
    var options = limits.options
    options.relaxationOnly = true
    options.warmStart = basis
    bounding.start(from: try counted(bounding.firstModel(program), options).basis)
    options.simplexMethod = .dualThenPrimal
    if bounding.scale > 1 { options.dualTolerance = Self.fineTolerance }
    if isLarge { options.iterationLimit = Large.iterationsOfCuttingPlanes }
    try bounding.tighten(rounds: isLarge ? 60 : 400, options: options) { try self.counted($0, $1) }
    var known = Ordered()
    known.certificate = bounding.certificate(program: program)
    known.bound = min(known.certificate?.bound ?? .max, Self.wholePart(bounding.bound))
    if let certificate = known.certificate, certificate.bound > known.bound, isLarge { known.bound = certificate.bound }
    if let point = rounded(bounding.lastPoint, attaining: false) { known.take(point, objective) }
    if !known.isSettled { try aim(bounding, objective, &known) }
    if !known.isSettled, isLarge { try aimWithinSteps(bounding, objective, &known) }
    if !known.isSettled, !isLarge || known.point == nil { try branch(&bounding, objective, &known) }
    guard let point = known.point else { throw StageStop.undecided(.nodeLimit) }
    record(known, objective, at: point, step: step)
  }

  private mutating func counted(_ model: Model, _ options: SolverOptions) throws -> Outcome {
    let outcome = try solver.solve(model, options: options)
    count(outcome, integer: !options.relaxationOnly)
    return outcome
  }

  /// Looks for the point that maximises the linear function which bounds the welfare.
  private mutating func aim(_ bounding: OrderedWelfareBound, _ objective: StageObjective, _ known: inout Ordered) throws
  {
    var linear = bounding
    linear.aim(at: bounding.weights)
    var options = limits.options
    options.relaxationOnly = true
    options.warmStart = bounding.basis
    if isLarge { options.iterationLimit = Large.iterationsOfCuttingPlanes }
    let outcome = try counted(linear.model, options)
    guard outcome.solution == .feasible else { return }
    if let point = rounded(Array(outcome.values.prefix(program.columns.count)), attaining: false) {
      known.take(point, objective)
    }
  }

  /// Looks for a point whose holdings are those of the relaxation, rounded down or up.
  private mutating func aimWithinSteps(
    _ bounding: OrderedWelfareBound, _ objective: StageObjective, _ known: inout Ordered
  ) throws {
    var (model, basis) = bounding.modelWithinSteps(program)
    var options = limits.options
    options.relaxationOnly = true
    options.warmStart = basis
    let linear = try counted(model, options)
    guard linear.proof == .optimal else { return }
    if let point = rounded(Array(linear.values.prefix(program.columns.count)), attaining: false) {
      known.take(point, objective)
      return
    }
    for variable in model.variables.prefix(program.columns.count) { model.setDomain(of: variable, to: .binary) }
    options = limits.options
    options.nodeLimit = limits.nodes ?? Large.nodes
    options.warmStart = linear.basis
    options.cuts = [.mixedIntegerRounding, .gomory, .clique]
    options.relativeGap = 1e-3
    let outcome = try counted(model, options)
    guard outcome.solution == .feasible else { return }
    if let point = rounded(Array(outcome.values.prefix(program.columns.count)), attaining: false) {
      known.take(point, objective)
    }
  }

  /// Solves the integer program, adds the orders that its best point needs, and does so again.
  private mutating func branch(
    _ bounding: inout OrderedWelfareBound, _ objective: StageObjective, _ known: inout Ordered
  ) throws {
    bounding.aimAtWelfare()
    while limits.isCancelled?() != true {
      var model = bounding.model
      for variable in model.variables.prefix(program.columns.count) { model.setDomain(of: variable, to: .binary) }
      var options = limits.options
      options.nodeLimit = limits.nodes ?? (isLarge ? Large.nodes : nil)
      options.cuts = isLarge ? [] : [.mixedIntegerRounding, .gomory, .clique]
      options.warmStart = bounding.basis
      options.simplexMethod = .dualThenPrimal
      let outcome = try counted(model, options)
      if outcome.proof == .infeasible { throw StageStop.infeasible }
      if let bound = outcome.bound { known.bound = min(known.bound, Self.wholePart(bound * bounding.scale)) }
      guard outcome.solution == .feasible,
        let point = rounded(Array(outcome.values.prefix(program.columns.count)), attaining: false)
      else {
        if known.point == nil, mode == .integerPrograms, let start = try startingPoint(for: objective) {
          known.take(start, objective)
        }
        if known.point == nil { throw StageStop.undecided(outcome.termination) }
        return
      }
      known.take(point, objective)
      if known.isSettled { return }
      let scores = bounding.welfare.scores(at: point).map(Double.init)
      let weights = bounding.welfare.supergradient(at: scores)
      let own = Double(objective.value(at: point))
      let claimed = (outcome.values.last ?? 0) * bounding.scale
      // The solver stopped at a point that no order cuts off: more rounds would find it again.
      guard claimed > own + 0.5 + 1e-9 * abs(own) else { return }
      bounding.add(weights)
    }
  }

  /// Makes what is known a step, and keeps what every member holds at the point.
  private mutating func record(_ known: Ordered, _ objective: StageObjective, at point: [Bool], step: Int) {
    incumbent = point
    let bound = max(known.bound, known.value)
    let isProved = known.certificate.map { $0.bound <= bound } ?? false
    steps.append(
      Step(
        objective: objective, value: known.value, bound: bound, proof: isProved ? .multipliers : .solver,
        strength: known.value >= bound ? .optimal : .withinGap, certificate: isProved ? known.certificate : nil))
    limits.progress?(StageProgress(stage: objective.name, value: known.value, bound: bound))
    keepProfile(of: objective, at: point, step: step)
  }

  /// Keeps for later objectives that every member holds at least what it holds at a point.
  private mutating func keepProfile(of objective: StageObjective, at point: [Bool], step: Int) {
    let all = model.variables
    for member in objective.ordered?.members ?? [] {
      let held = member.terms.reduce(0) { $0 + (point[$1.column] ? $1.coefficient : 0) }
      guard held > 0 else { continue }
      let terms = member.terms.map { StageProgram.Term(column: $0.column, coefficient: -$0.coefficient * step) }
      let known = program.rows.firstIndex(of: .profile(member.administration))
      let row = known ?? program.add(.profile(member.administration), terms, atMost: -held * step)
      let scale = program.rowScales[row] ?? 1
      let sense = RowSense.atMost(Double(-held * step) / scale)
      if known != nil {
        program.setRightHandSide(of: row, to: -held * step)
        model.setSense(of: Row(index: row), to: sense)
      } else {
        model.addRow(terms: terms.map { (all[$0.column], Double($0.coefficient) / scale) }, sense: sense)
        basis?.appendRow()
      }
    }
    // Where nobody holds anything there is nothing to keep.
    steps[steps.count - 1].row = program.rows.count
  }

  /// Takes every proof by multipliers back: rows that demand fairness have no place in a certificate.
  mutating func dropProofs() {
    for index in steps.indices where steps[index].certificate != nil {
      steps[index].certificate = nil
      if steps[index].proof == .multipliers { steps[index].proof = .solver }
    }
  }

  /// Takes proofs back that lean on less than what members hold in the end.
  ///
  /// Where an interval was left open, later objectives may have raised holdings above those that were kept.
  mutating func dropProofs(leaningOnLessThan point: [Bool]) {
    let raised = program.rows.indices.filter { row in
      guard case .profile = program.rows[row] else { return false }
      return program.terms(of: row).reduce(0) { $0 + (point[$1.column] ? $1.coefficient : 0) }
        != program.rightHandSides[row]
    }
    guard !raised.isEmpty else { return }
    for index in steps.indices {
      guard let certificate = steps[index].certificate,
        raised.contains(where: { certificate.multipliers.indices.contains($0) && certificate.multipliers[$0] != 0 })
      else { continue }
      steps[index].certificate = nil
      steps[index].proof = .solver
    }
  }
}
