// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// The order in which policies are worked out; results stand in the order of the scenario all the same.
enum WorkOrder {
  /// Policies that may have no answer first, so that a comparison that must end without one ends early; then long jobs,
  /// so that no thread is left with one at the end.
  static func of(_ policies: [Policy]) -> [Int] {
    policies.indices.sorted {
      (risk(policies[$0]), -weight(policies[$0]), $0) < (risk(policies[$1]), -weight(policies[$1]), $1)
    }
  }

  /// 0 where something is promised to somebody; 1 where only fairness is demanded, which clashes at most with grants that
  /// are fixed already; 2 where granting nothing keeps all constraints.
  private static func risk(_ policy: Policy) -> Int {
    let constraints = policy.constraints
    if constraints.limits.contains(where: { $0.kind == .minimum }) || constraints.quotas.contains(where: \.isLower) {
      return 0
    }
    return constraints.fairness.isEmpty ? 2 : 1
  }

  /// Roughly how long a policy takes among others.
  private static func weight(_ policy: Policy) -> Int {
    policy.stages.map { stage in
      // Prices take an optimum for each winner, those in the core more.
      if let payments = stage.auction?.payments, payments == .vcg || payments.isCore { return payments.isCore ? 5 : 4 }
      switch stage.rule {
      case .order: return 0
      case .lottery: return 5
      case .maximise(let objective, _):
        switch objective {
        case .leximin, .generalisedGini: return 4
        case .alphaFairness: return 3
        case .administrationsAtRatio, .minimumRatio, .administrationsServed, .populationCovered: return 2
        case .total, .bids, .leastDisplacement: return 1
        }
      }
    }.max() ?? 0
  }
}
