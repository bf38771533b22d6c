// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// Generalised Gini welfare: the linear function that bounds it, and the holdings that it leaves to later objectives.
extension BoundComputation {
  /// Adds Σ weight × worth of a step × steps over columns, and what earlier stages fixed as a constant.
  ///
  /// Weights are in units of 1 ÷ scale, so that the sum is compared with scale × welfare.
  mutating func addOrderedWelfare(_ entitlement: Entitlement, _ weights: [Multipliers.Named], scale: Int) {
    let welfare = OrderedWelfare(asking: context.asking(entitlement), step: docket.step)
    var named: [String: Int] = [:]
    for weight in weights {
      if named.updateValue(weight.multiplier, forKey: weight.name) != nil {
        problems.append("weighs `\(weight.name)` twice")
      }
    }
    let ordered = welfare.asking.map { named.removeValue(forKey: $0.administration) ?? 0 }
    for name in named.keys.sorted() {
      problems.append("weighs `\(name)`, which asks for nothing or has no \(entitlement.identifier)")
    }
    guard OrderedWelfare.isBound(ordered, scale: scale) else {
      problems.append("has ordered_weights that are no average of orders of \(scale) × (2n−1, …, 3, 1)")
      return
    }
    for (index, weight) in ordered.enumerated() where weight > 0 {
      let asking = welfare.asking[index]
      addSteps(asking.standing.fixedHolding / docket.step, worth: welfare.worths[index], times: weight) {
        $0.rightHandSide.add($1)
      }
      for request in context.competingOfHolder[asking.administration] ?? [] {
        addSteps(docket.requests[request].holding / docket.step, worth: welfare.worths[index], times: weight) {
          $0.ofRequest[request].add($1)
        }
      }
    }
  }

  private mutating func addSteps(
    _ steps: Int, worth: Int, times weight: Int, to sum: (inout BoundComputation, Int128) -> Void
  ) {
    let (term, isBeyond) = (Int128(steps) * Int128(worth)).multipliedReportingOverflow(by: Int128(weight))
    if isBeyond { problems.append("has ordered_weights beyond the range of exact arithmetic") }
    sum(&self, term)
  }

  /// −Σ holdings of an administration's columns ≤ −(what it holds in the allocation − what earlier runs fixed).
  ///
  /// Only an ordered welfare before, in the same run, asks that holdings be kept, and only of those that it counts.
  mutating func addProfiles(_ rows: [Multipliers.Named]) {
    guard !rows.isEmpty else { return }
    var counted: Set<String> = []
    for case .some(let earlier) in claims[..<index] where isInSameProgram(earlier) {
      guard case .orderedWelfare(let entitlement) = earlier.objective else { continue }
      counted.formUnion(context.asking(entitlement).map(\.administration))
    }
    for row in rows {
      guard counted.contains(row.name), let standing = context.standings[row.name] else {
        problems.append("keeps the holding of `\(row.name)`, which no ordered welfare before it in the run counts")
        continue
      }
      rightHandSide.subtract(row.multiplier, times: values.holding(of: row.name) - standing.fixedHolding)
      for request in context.competingOfHolder[row.name] ?? [] {
        ofRequest[request].add(docket.requests[request].holding, times: row.multiplier)
      }
    }
  }
}
