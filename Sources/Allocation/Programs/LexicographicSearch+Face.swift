// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

extension LexicographicSearch {
  /// Solves an objective on the face of points that are optimal for the last one, and proves it with the last proof's help.
  ///
  /// A proof without slack shows which columns every optimum fixes (those whose reduced cost isn't 0) and which rows it
  /// fills (those with a multiplier). What is left is small. The multipliers found there, plus a multiple of the last
  /// proof that is large enough to outweigh every fixed column and filled row, prove the objective for the whole program.
  ///
  /// - Returns: a point that attains every step; nil where the last proof has slack or no such point was found. The last
  ///   optimum is kept, and the objective becomes the last step, only where there is a point.
  mutating func maximiseOnFace(_ objective: StageObjective) throws -> [Bool]? {
    guard let (face, _) = lastProofWithoutSlack() else { return nil }
    let (relaxed, linear) = try relaxation(objective, on: face)
    let all = model.variables
    var restricted = relaxed
    lastFace = restricted
    guard linear.proof == .optimal, let linearBound = linear.bound else { return nil }
    let scale = objective.scale
    var bound = Self.wholePart(linearBound * scale)
    var proof = Claim.Proof.multipliers
    var strength = Claim.Strength.optimal
    var point = rounded(linear.values)
    if point.map({ objective.value(at: $0) }) != bound {
      var options = limits.options
      options.warmStart = linear.basis
      options.nodeLimit = options.nodeLimit ?? Large.nodesOnFace
      options.targetObjective = Double(bound) / scale
      options.presolve = isLarge
      // Grants alone first: what counts them mostly follows, and there may be hundreds of columns that do.
      for (column, variable) in all.enumerated() {
        let isGrant = StageProgram.request(of: program.columns[column]) != nil
        restricted.setDomain(of: variable, to: isGrant ? .binary : .continuous)
      }
      var outcome = try solver.solve(restricted, options: options)
      count(outcome, integer: true)
      if outcome.solution == .feasible, rounded(outcome.values) == nil {
        for variable in all { restricted.setDomain(of: variable, to: .binary) }
        options.cuts = [.mixedIntegerRounding, .gomory, .clique]
        outcome = try solver.solve(restricted, options: options)
        count(outcome, integer: true)
      }
      guard outcome.solution == .feasible else { return nil }
      point = rounded(outcome.values)
      if let point, objective.value(at: point) < bound {
        proof = .solver
        if outcome.proof == .optimal { bound = objective.value(at: point) } else { strength = .withinGap }
      }
    }
    guard let point else { return nil }
    let kept = keepLastOnce()
    let value = objective.value(at: point)
    var certificate: IntegerBound?
    if proof == .multipliers {
      certificate = lifted(
        unscaled(linear.rowMultipliers, objective), objective: objective, from: face, keptBy: kept, target: value)
      if certificate == nil { proof = .solver }
    }
    steps.append(
      Step(objective: objective, value: value, bound: bound, proof: proof, strength: strength, certificate: certificate)
    )
    return point
  }

  /// Solves the relaxation of an objective on the face of the last optimum, and keeps both optima where it is proved
  /// without slack: a point is left for the next objective to find.
  ///
  /// - Returns: whether that could be done.
  mutating func boundOnFace(_ objective: StageObjective) throws -> Bool {
    guard let (face, _) = lastProofWithoutSlack() else { return false }
    let linear = try relaxation(objective, on: face).outcome
    guard linear.proof == .optimal, let linearBound = linear.bound else { return false }
    let value = Self.wholePart(linearBound * objective.scale)
    let before = self
    let kept = keepLastOnce()
    let certificate = lifted(
      unscaled(linear.rowMultipliers, objective), objective: objective, from: face, keptBy: kept, target: value)
    guard let certificate, certificate.slack(above: value) == 0 else {
      self = before
      return false
    }
    steps.append(
      Step(
        objective: objective, value: value, bound: value, proof: .multipliers, strength: .optimal,
        certificate: certificate))
    return true
  }

  /// Keeps the last optimum unless it is kept already.
  ///
  /// - Returns: the row that keeps it.
  private mutating func keepLastOnce() -> Int {
    if let row = steps.last?.row { return row }
    keepLast()
    return program.rows.count - 1
  }

  private func lastProofWithoutSlack() -> (face: IntegerBound, value: Int)? {
    guard let last = steps.last, last.objective.ordered == nil, let face = last.certificate,
      face.slack(above: last.value) == 0
    else { return nil }
    return (face, last.value)
  }

  /// Solves the relaxation of an objective on a face, from where the last one ended; the model is that of the face.
  mutating func relaxation(
    _ objective: StageObjective, on face: IntegerBound
  ) throws -> (model: Model, outcome: Outcome) {
    var restricted = model(restrictedTo: face)
    setObjective(objective, in: &restricted)
    var options = limits.options
    options.relaxationOnly = true
    options.warmStart = basis
    options.iterationLimit = stallLimit
    let outcome = try solvedRelaxation(restricted, options, near: Large.nearIterations)
    count(outcome, integer: false)
    return (restricted, outcome)
  }

  /// The relaxation with the columns fixed and the rows filled that every optimum of a proof without slack fixes and fills.
  private func model(restrictedTo face: IntegerBound) -> Model {
    var restricted = model
    let all = model.variables
    for (column, cost) in face.reducedCosts.enumerated() where cost != 0 {
      restricted.fix(all[column], at: cost > 0 ? 1 : 0)
    }
    for (row, multiplier) in face.multipliers.enumerated() where multiplier > 0 {
      let scale = program.rowScales[row] ?? 1
      restricted.setSense(of: Row(index: row), to: .equal(Double(program.rightHandSides[row]) / scale))
    }
    return restricted
  }

  /// Multipliers for the whole program from those of a face, whose proof is `face` and whose optimum a row keeps.
  private func lifted(
    _ rowMultipliers: [Double], objective: StageObjective, from face: IntegerBound, keptBy keptRow: Int, target: Int
  ) -> IntegerBound? {
    guard rowMultipliers.count <= program.rows.count, rowMultipliers.allSatisfy({ abs($0) < 1e17 }) else {
      return nil
    }
    let ofFace = face.multipliers + Array(repeating: 0, count: program.rows.count - face.multipliers.count)
    for scale in IntegerBound.scales(for: rowMultipliers) {
      let own = rowMultipliers.enumerated().map { row, value -> Int128 in
        guard program.mayProve(row) else { return 0 }
        let scaled = Int128((value * Double(scale)).rounded())
        return ofFace[row] > 0 ? scaled : max(0, scaled)
      }
      var costs = [Int128](repeating: 0, count: program.columns.count)
      for term in objective.terms { costs[term.column] += Int128(scale) * Int128(term.coefficient) }
      for (row, multiplier) in own.enumerated() where multiplier != 0 {
        for term in program.terms(of: row) { costs[term.column] -= multiplier * Int128(term.coefficient) }
      }
      var times: Int128 = 0
      for (column, reduced) in face.reducedCosts.enumerated() where reduced != 0 {
        let fixed = Int128(abs(reduced))
        let against = reduced > 0 ? -costs[column] : costs[column]
        if against > 0 { times = max(times, (against + fixed - 1) / fixed) }
      }
      for (row, multiplier) in own.enumerated() where multiplier < 0 {
        times = max(times, (-multiplier + Int128(ofFace[row]) - 1) / Int128(ofFace[row]))
      }
      guard times <= Int128(Int.max) else { continue }
      var wide = zip(own + Array(repeating: 0, count: ofFace.count - own.count), ofFace).map { $0 + times * Int128($1) }
      wide[keptRow] += times * Int128(face.scale)
      let combined = wide.compactMap { Int(exactly: $0) }
      if combined.count == wide.count,
        let bound = IntegerBound(program: program, objective: objective.terms, scale: scale, multipliers: combined),
        bound.bound <= target
      {
        return bound
      }
    }
    return nil
  }
}
