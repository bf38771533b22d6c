// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Joins what was proved of independent parts of a run into claims about the whole.
///
/// Sums of values are bounded by sums of bounds. Where a part's proof leans on an earlier claim being kept, the joined
/// proof leans on the joined claim, whose row has one multiplier for all parts: parts with a smaller one are raised by
/// multiples of their own proof of that claim, which has no slack.
struct ClaimMerger {
  private struct Proof {
    var scale: Int
    var rows: [Multipliers.Row: Int]
    /// Multipliers of earlier steps that are kept.
    var kept: [Int: Int]

    func times(_ factor: Int) -> Proof? {
      var result = self
      result.scale = scale * factor
      for (row, value) in rows {
        let (product, overflow) = value.multipliedReportingOverflow(by: factor)
        guard !overflow else { return nil }
        result.rows[row] = product
      }
      for (step, value) in kept {
        let (product, overflow) = value.multipliedReportingOverflow(by: factor)
        guard !overflow else { return nil }
        result.kept[step] = product
      }
      return result
    }
  }

  private struct Part {
    var steps: [LexicographicSearch.Step]
    var proofs: [Proof?]
    var hasSlack: [Bool]
    /// The rows in the order of the program.
    var rowOrder: [Multipliers.Row]
    var columns: [Int: Multipliers.Columns]
  }

  private var parts: [Part] = []

  mutating func add(_ steps: [LexicographicSearch.Step], program: StageProgram) {
    let proofs = steps.map { step -> Proof? in
      guard step.proof == .multipliers, let certificate = step.certificate else { return nil }
      var proof = Proof(scale: certificate.scale, rows: [:], kept: [:])
      for (row, multiplier) in certificate.multipliers.enumerated() where multiplier != 0 {
        if case .atLeast(let kept) = program.rows[row] {
          proof.kept[kept, default: 0] += multiplier
        } else {
          proof.rows[program.rows[row], default: 0] += multiplier
        }
      }
      return proof
    }
    let order = program.rows.filter { row in
      if case .atLeast = row { return false }
      return true
    }
    parts.append(
      Part(
        steps: steps, proofs: proofs,
        hasSlack: steps.map { step in step.certificate.map { $0.slack(above: step.value) != 0 } ?? false },
        rowOrder: order, columns: program.columnKinds))
  }

  /// The joined claims; every part has the same objectives in the same order.
  func claims() -> [Claim] {
    guard let first = parts.first else { return [] }
    return first.steps.indices.map { index in
      let step = first.steps[index]
      let all = parts.map { $0.steps[index] }
      let multipliers = joined(index)
      let isOptimal = all.allSatisfy { $0.strength == .optimal }
      guard !all.contains(where: { $0.strength == .feasible }) else {
        return Claim(
          stage: step.objective.stage, name: step.objective.name, kind: step.objective.kind,
          objective: step.objective.claim, strength: .feasible, value: all.reduce(0) { $0 + $1.value }, bound: nil,
          proof: .solver, unit: step.objective.unit, multipliers: nil)
      }
      let isTrivial = all.allSatisfy { $0.proof == .trivial }
      return Claim(
        stage: step.objective.stage, name: step.objective.name, kind: step.objective.kind,
        objective: step.objective.claim, strength: isOptimal ? .optimal : .withinGap,
        value: all.reduce(0) { $0 + $1.value }, bound: all.reduce(0) { $0 + $1.bound },
        proof: multipliers != nil ? .multipliers : isTrivial ? .trivial : .solver, unit: step.objective.unit,
        multipliers: multipliers)
    }
  }

  private func joined(_ index: Int) -> Multipliers? {
    var proofs: [Proof] = []
    for part in parts {
      guard let proof = part.proofs[index] else { return nil }
      proofs.append(proof)
    }
    if proofs.count > 1 {
      guard parts.allSatisfy({ !$0.hasSlack[index] }), let raised = aligned(proofs, before: index) else { return nil }
      proofs = raised
    }
    var entries: [(row: Multipliers.Row, multiplier: Int)] = []
    for (part, proof) in zip(parts, proofs) {
      for row in part.rowOrder {
        if let value = proof.rows[row], value != 0 { entries.append((row, value)) }
      }
    }
    for step in (proofs.first?.kept.keys.sorted() ?? []) {
      if let value = proofs.first?.kept[step], value != 0 { entries.append((.atLeast(step), value)) }
    }
    var columns: [Int: Multipliers.Columns] = [:]
    for part in parts { columns.merge(part.columns) { first, _ in first } }
    // What ordered welfare ties together is one part.
    return Multipliers(
      scale: proofs.first?.scale ?? 1, columns: columns, entries: entries,
      orderedWeights: parts.first?.steps[index].certificate?.orderedWeights ?? [:])
  }

  /// The parts' proofs at one scale and with one multiplier for each earlier claim.
  private func aligned(_ proofs: [Proof], before index: Int) -> [Proof]? {
    var scale = 1
    for proof in proofs {
      guard let common = Self.commonScale(scale, proof.scale) else { return nil }
      scale = common
    }
    // Differences of multipliers must be multiples of the scale of the proof that raises them.
    for step in 0..<index {
      for part in parts {
        guard let common = Self.commonScale(scale, part.proofs[step]?.scale ?? 1) else { return nil }
        scale = common
      }
    }
    var result: [Proof] = []
    for proof in proofs {
      guard let scaled = proof.times(scale / proof.scale) else { return nil }
      result.append(scaled)
    }
    for step in stride(from: index - 1, through: 0, by: -1) {
      let most = result.map { $0.kept[step] ?? 0 }.max() ?? 0
      guard most > 0 else { continue }
      for position in result.indices {
        let missing = most - (result[position].kept[step] ?? 0)
        guard missing > 0 else { continue }
        guard let own = parts[position].proofs[step], !parts[position].hasSlack[step], missing % own.scale == 0,
          let addend = own.times(missing / own.scale)
        else { return nil }
        for (row, value) in addend.rows { result[position].rows[row, default: 0] += value }
        for (kept, value) in addend.kept { result[position].kept[kept, default: 0] += value }
        result[position].kept[step] = most
      }
    }
    return result
  }

  /// The least common multiple of two scales; nil where it is too large for what is to be multiplied with it.
  private static func commonScale(_ left: Int, _ right: Int) -> Int? {
    let (product, overflow) = (left / LevelPlan.greatestCommonDivisor(left, right)).multipliedReportingOverflow(
      by: right)
    return overflow || product > 1 << 40 ? nil : product
  }
}
