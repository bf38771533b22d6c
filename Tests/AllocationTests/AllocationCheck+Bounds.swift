// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Allocation
@testable import Coordination
@testable import Scenarios

extension AllocationCheck {
  /// Holds each claim's bound against the best of all allocations that keep the claims before it.
  mutating func bounds(
    _ range: Range<Int>, open: [Int], fixed: [Int], asking: [Int], shown: Oracle.Outcome
  ) {
    struct Leaf {
      var outcome: Oracle.Outcome
      var displacement: Int
      var lot: Int
    }
    guard oracle.enumerates, isLimited || oracle.combinations <= 1_000 else { return }
    var leaves: [Leaf] = []
    oracle.forEachAllocation(open: open, fixed: fixed, cap: policy.constraints.limits.first?.amount) {
      outcome, displacement, lot, _ in
      leaves.append(Leaf(outcome: outcome, displacement: displacement, lot: lot))
    }
    let fixedHolding = sum(fixed) { $0.holding }
    for index in range {
      let claim = allocation.claims[index]
      var shares: [(slot: Int, share: Int)] = []
      switch claim.objective {
      case .administrationsAtLevel(_, _, let entitlement), .allAtLevel(_, _, let entitlement),
        .orderedWelfare(let entitlement):
        shares = members(asking, entitlement)
      default: break
      }
      func reached(_ outcome: Oracle.Outcome, _ numerator: Int, _ denominator: Int) -> Int {
        shares.filter { outcome.holding($0.slot) * denominator >= numerator * $0.share }.count
      }
      func objective(_ leaf: Leaf) -> Int {
        switch claim.objective {
        case .precedence: return 0
        case .total(.holding): return value(.total(.holding), .equal, leaf.outcome, asking)[0] - fixedHolding
        case .total(.networks): return value(.total(.networks), .equal, leaf.outcome, asking)[0] - fixed.count
        case .administrationsServed: return value(.administrationsServed, .equal, leaf.outcome, asking)[0]
        case .administrationsAtLevel(let numerator, let denominator, _):
          return reached(leaf.outcome, numerator, denominator)
        case .allAtLevel(let numerator, let denominator, _):
          return reached(leaf.outcome, numerator, denominator) == shares.count ? 1 : 0
        case .orderedWelfare: return orderedWelfare(shares, leaf.outcome)
        case .displacement: return -leaf.displacement
        case .lot: return leaf.lot
        default: return 0
        }
      }
      let values = leaves.map(objective)
      let most = values.max() ?? 0
      if most > claim.bound ?? .max || most < claim.value || (claim.strength == .optimal && most != claim.value) {
        faults.append(
          "claim \(index) (\(claim.objective)) is \(claim.strength) \(claim.value) ≤ \(claim.bound ?? -1), not \(most)")
      }
      leaves = zip(leaves, values).filter { $1 >= claim.value }.map(\.0)
      if case .orderedWelfare = claim.objective {
        leaves = leaves.filter { leaf in shares.allSatisfy { leaf.outcome.holding($0.slot) >= shown.holding($0.slot) } }
      }
    }
  }

  /// Generalised Gini welfare as Σ min(sᵢ, sⱼ) over all pairs, each with itself included: the weights 2(n−k)+1 in words
  /// without ranks.
  func orderedWelfare(_ members: [(slot: Int, share: Int)], _ outcome: Oracle.Outcome) -> Int {
    let step = problem.requests.reduce(0) { LevelPlan.greatestCommonDivisor($0, $1.holding) }
    let multiple = members.reduce(1) { $0 * $1.share / LevelPlan.greatestCommonDivisor($0, $1.share) }
    let scores = members.map { outcome.holding($0.slot) / step * (multiple / $0.share) }
    return scores.reduce(0) { sum, left in sum + scores.reduce(0) { $0 + min(left, $1) } }
  }
}
