// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Scenarios
@testable import Verification

extension ReferenceProgram {
  /// The bound by the definition: column by column, row by row.
  func bound(_ objective: [Column: Int], scale: Int, _ rows: [(row: Row, y: Int)]) -> Int {
    var total = rows.reduce(Int128(0)) { $0 + Int128($1.y) * Int128($1.row.rightHandSide) }
    for column in columns {
      var weight = Int128(scale) * Int128(objective[column] ?? 0)
      for (row, y) in rows { weight -= Int128(y) * Int128(row.coefficients[column] ?? 0) }
      total += max(0, weight)
    }
    let divisor = Int128(scale)
    return Int(clamping: total / divisor - (total % divisor < 0 ? 1 : 0))
  }

  /// Proves a value as well as a search over small multipliers can: by multipliers, trivially or on the solver's word.
  ///
  /// `candidates` are all allocations that keep the earlier claims; every row must hold for each of them.
  func prove(
    _ objective: ClaimObjective, kind: String, stage: Int, value: Int, earlier: [ReferenceClaim],
    candidates: [[Option]]
  ) -> ReferenceClaim {
    let rows = rows(earlier: earlier)
    for candidate in candidates.prefix(40) { checkRows(rows, candidate) }
    var claim = ReferenceClaim(
      stage: stage, kind: kind, objective: objective, claim: "optimal", value: value, bound: value, proof: "solver")
    var coefficients = coefficients(of: objective)
    let scale = 2
    var weights: [String: Int] = [:]
    var constant = 0
    if case .orderedWelfare(let entitlement) = objective {
      weights = averagedOrders(entitlement, isEven: stage % 2 == value % 2)
      coefficients = orderedCoefficients(entitlement, weights)
      constant = orderedConstant(entitlement, weights)
    }
    let size = max(1, coefficients.values.map { abs($0) }.max() ?? 1)
    var y = [Int](repeating: 0, count: rows.count)
    func current() -> Int {
      constant + bound(coefficients, scale: scale, Array(zip(rows, y)).map { (row: $0, y: $1) })
    }
    var best = current()
    var chance = Chance(stage * 31 + value.magnitude.hashable + rows.count)
    for _ in 0..<40 where !rows.isEmpty {
      let before = y
      for _ in 0...chance.number(below: 2) { y[chance.number(below: rows.count)] = chance.number(below: 3) * size }
      let reached = current()
      if reached <= best { best = reached } else { y = before }
    }
    if case .allAtLevel(let level) = objective { best = best < asking(level.entitlement).count ? 0 : 1 }
    guard best >= value else {
      Issue.record("a bound of \(best) for \(objective.text) lies below the value \(value)")
      return claim
    }
    if best > value, chance.happens(oneIn: 2) { return claim }
    claim.proof = "multipliers"
    claim.bound = best
    claim.claim = best == value ? "optimal" : "within-gap"
    claim.columns = kinds
    claim.scale = scale
    claim.orderedWeights = weights.mapValues { scale * $0 }
    claim.multipliers = zip(rows, y).filter { $0.1 > 0 }.map { (row: $0.0, y: $0.1) }
    return claim
  }

  /// Every row of the format must hold for every allocation that is admissible.
  private func checkRows(_ rows: [Row], _ granted: [Option]) {
    let all = Array(fixed.values) + granted
    for row in rows {
      let left = row.coefficients.reduce(0) { sum, entry in
        sum + (isSet(entry.key, granted: granted, all: all) ? entry.value : 0)
      }
      if left > row.rightHandSide { Issue.record("row \(row.path) does not hold: \(left) > \(row.rightHandSide)") }
    }
  }

  private func isSet(_ column: Column, granted: [Option], all: [Option]) -> Bool {
    switch column {
    case .option(let option): granted.contains(option)
    case .place(let request, let position): granted.contains { $0.request == request && $0.position == position }
    case .served(let symbol): all.contains { allocator.beneficiaries($0.request).contains(symbol) }
    case .holds(let symbol, let steps):
      all.filter { docket.requests[$0.request].holder == symbol }
        .reduce(0) { $0 + docket.requests[$1.request].holding } >= steps * docket.step
    }
  }
}

extension UInt {
  /// A small number made of a large one.
  fileprivate var hashable: Int { Int(self % 1_000) }
}
