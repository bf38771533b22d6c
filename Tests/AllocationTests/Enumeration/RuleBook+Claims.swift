// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Allocation
@testable import Coordination
@testable import Scenarios

extension RuleBook {
  /// Every set that a run may grant on top of fixed options: kept requests in it, caps and quotas kept, and, at the end of
  /// the last run, minimums and demands of fairness.
  func leaves(
    open: [Int], fixed: [Int], kept: Int, admitted: Int, enforcesDemands: Bool
  ) -> [PolicyJudge.Leaf] {
    let standing = Oracle.set(fixed.map { oracle.choices[$0].request })
    let sums = sums()
    let fair = (enforcesDemands ? policy.constraints.fairness : []).map {
      ($0, members($0.entitlement, admitted: admitted, standing: standing))
    }
    return oracle.sets(open: open, fixed: fixed).enumerated().compactMap { set, placements in
      guard let placements, set & kept == kept else { return nil }
      let all = set | standing
      for sum in sums {
        let value = sum.value(all)
        if value > sum.most || enforcesDemands && value < sum.least { return nil }
      }
      guard fair.allSatisfy({ isFair($0.0, $0.1, all) }) else { return nil }
      return PolicyJudge.Leaf(set: set, placements: placements)
    }
  }

  /// What a claim counts, of a set that a run grants; nil for welfare, whose units are the engine's own.
  func measure(_ claim: Claim, _ leaf: PolicyJudge.Leaf, _ standing: Int, _ admitted: Int) -> Int? {
    func whole(_ objective: Policy.Objective, _ entitlement: Entitlement = .equal) -> Int {
      let goal = Goal(
        objective: objective, members: self.members(entitlement, admitted: admitted, standing: standing),
        standing: standing)
      return Int(score(goal, leaf.set, displacement: leaf.placements.displacement).whole[0])
    }
    func reaching(_ numerator: Int, _ denominator: Int, _ entitlement: String) -> (reaching: Int, all: Int) {
      let members = self.members(Entitlement(entitlement) ?? .equal, admitted: admitted, standing: standing)
      let bar = PlainRatio(numerator: numerator, denominator: denominator)
      let number = members.count {
        PlainRatio(numerator: holding($0, leaf.set | standing), denominator: $0.share) >= bar
      }
      return (number, members.count)
    }
    switch claim.objective {
    case .precedence: return -1
    case .total(let quantity): return whole(.total(quantity))
    case .populationCovered: return whole(.populationCovered)
    case .administrationsServed: return whole(.administrationsServed)
    case .displacement: return -leaf.placements.displacement
    case .orderedWelfare(let entitlement): return whole(.generalisedGini, Entitlement(entitlement) ?? .equal)
    case .holders(let entitlement):
      return reaching(1, 1_000_000_000_000_000_000, entitlement).reaching
    case .administrationsAtLevel(let numerator, let denominator, let entitlement):
      return reaching(numerator, denominator, entitlement).reaching
    case .allAtLevel(let numerator, let denominator, let entitlement):
      let (reaching, all) = reaching(numerator, denominator, entitlement)
      return reaching == all ? 1 : 0
    case .lot, .welfare, .bids: return nil
    }
  }
}
