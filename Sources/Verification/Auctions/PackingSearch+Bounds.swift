// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What a node can still come to at most, and where it divides.
extension PackingSearch {
  func branchingColumn(
    _ free: [Int], _ values: [Double], _ duality: (bound: Int128, total: Int128, costs: [Int128])
  ) -> Int {
    var best = free[0]
    var score = -Double.infinity
    for (column, value) in zip(free, values) {
      let distance = min(value, 1 - value)
      // Fractions first, then what the relaxation chooses, then what would cost the least.
      let own =
        distance > 1e-6
        ? 4 + distance : value > 0.5 ? 3 : 1 + Double(duality.costs[column]) / Double(max(1, duality.total.magnitude))
      if own > score {
        score = own
        best = column
      }
    }
    return best
  }

  mutating func excludeByReducedCost(
    _ node: inout Node, _ duality: (bound: Int128, total: Int128, costs: [Int128])
  ) {
    var excluded: [Int] = []
    for column in node.fixings.indices where node.fixings[column] == -1 && duality.costs[column] < 0 {
      if (duality.total + duality.costs[column]) >> Self.shift <= Int128(target) { excluded.append(column) }
    }
    if !excluded.isEmpty { _ = leaveOut(excluded, &node) }
  }

  /// The bound of a node, and what each free column adds to it where it is chosen.
  func bound(_ node: Node) -> (bound: Int128, total: Int128, costs: [Int128]) {
    var multipliers = [Int128](repeating: 0, count: model.rows.count)
    let scale = Double(1 << Self.shift)
    for (row, multiplier) in node.tableau.multipliers().enumerated() {
      let scaled = (multiplier * scale).rounded()
      if scaled.isFinite, scaled > 0, scaled < 1e22 { multipliers[row] = Int128(scaled) }
    }
    var total: Int128 = 0
    for (row, multiplier) in multipliers.enumerated() where multiplier != 0 {
      let (product, overflow) = multiplier.multipliedReportingOverflow(by: Int128(model.rows[row].capacity))
      if overflow || product > Self.greatestProduct { multipliers[row] = 0 } else { total += product }
    }
    var costs = [Int128](repeating: 0, count: model.values.count)
    for column in model.values.indices where node.fixings[column] != 0 {
      var cost = Int128(model.values[column]) << Self.shift
      for (row, coefficient) in columnRows[column] where multipliers[row] != 0 {
        // Coefficients are at most the capacity, so no product is greater than one above.
        cost -= multipliers[row] * Int128(coefficient)
      }
      costs[column] = cost
      if cost > 0 || node.fixings[column] == 1 { total += cost }
    }
    return (total >> Self.shift, total, costs)
  }

  /// Products above this would let a sum of many leave 128 bits.
  private static let greatestProduct = Int128(1) << 100
}
