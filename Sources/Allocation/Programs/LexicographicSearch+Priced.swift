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
    let certificate = try refinedBound(objective)
    let point = rounded(lastPoint)
    if let certificate, point.map({ objective.value(at: $0) == certificate.bound }) ?? (certificate.fraction == 0) {
      // Where there is no point yet, a proof without a fraction lets the next objectives look for it on its face.
      incumbent = point ?? incumbent
      steps.append(
        Step(
          objective: objective, value: certificate.bound, bound: certificate.bound, proof: .multipliers,
          strength: .optimal, certificate: certificate))
      limits.progress?(StageProgress(stage: objective.name, value: certificate.bound, bound: certificate.bound))
      return
    }
    let found = try integral(objective, target: certificate?.bound)
    let best = [found.point, point].compactMap(\.self).max { objective.value(at: $0) < objective.value(at: $1) }
    incumbent = best
    let value = best.map { objective.value(at: $0) } ?? 0
    let bound =
      found.isOptimal ? value : [certificate?.bound, found.bound].compactMap(\.self).min() ?? objective.sumOfGains
    let isProven = certificate.map { $0.bound == bound } ?? false
    steps.append(
      Step(
        objective: objective, value: value, bound: bound, proof: isProven ? .multipliers : .solver,
        strength: bound == value ? .optimal : .withinGap, certificate: isProven ? certificate : nil))
    limits.progress?(StageProgress(stage: objective.name, value: value, bound: bound))
  }

  /// The least bound at hand in whole numbers, from the relaxation in two passes; the last point is that of the second.
  ///
  /// The digits that floating-point arithmetic is sure of come first. On the face of their optima the others are maximised by
  /// themselves, and both passes' multipliers add up to those of the whole: the first ones weigh so much more that they
  /// outweigh whatever the second ones leave at the face's fixed columns and filled rows.
  private mutating func refinedBound(_ objective: StageObjective) throws -> IntegerBound? {
    let greatest = objective.terms.reduce(0) { max($0, $1.coefficient.magnitude) }
    let base = max(1, Int(greatest) / Self.sureDigits)
    var coarse = objective
    var fine = objective
    for index in objective.terms.indices {
      // Rounded down, so that the fine part is never negative.
      coarse.terms[index].coefficient = IntegerBound.floor(objective.terms[index].coefficient, dividedBy: base)
      fine.terms[index].coefficient -= base * coarse.terms[index].coefficient
    }
    let linear = try relaxation(coarse)
    let face = IntegerBound.least(program: program, objective: coarse.terms, rowMultipliers: linear.rowMultipliers)
    guard let face, base > 1 else { return face }
    let first = IntegerBound(
      program: program, objective: objective.terms, scale: face.scale, multipliers: face.multipliers.map { $0 * base })
    guard face.fraction == 0 else { return first }
    let second = try relaxation(fine, on: face).outcome
    guard second.proof == .optimal else { return first }
    lastPoint = second.values
    let multipliers = unscaled(second.rowMultipliers, fine)
    let refined = IntegerBound.smallScales.compactMap { factor -> IntegerBound? in
      let scale = face.scale * factor
      let sums = multipliers.enumerated().map { row, value -> Int in
        guard program.mayProve(row), abs(value) < 1e12 else { return 0 }
        let own = Int((value * Double(scale)).rounded())
        return face.multipliers[row] * base * factor + (face.multipliers[row] > 0 ? own : max(0, own))
      }
      return IntegerBound(program: program, objective: objective.terms, scale: scale, multipliers: sums)
    }
    return (refined + [first].compactMap(\.self)).min { $0.bound < $1.bound }
  }

  /// The greatest coefficient whose last unit a relaxation in floating-point arithmetic still tells.
  private static let sureDigits = 1_000_000_000

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
