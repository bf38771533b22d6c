// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// What of a world or a policy depends on a seed at all.
///
/// A seed that nothing uses stays out of a run's key, so that runs which can only come out the same are one run. In doubt a
/// seed is said to be used: that costs time, and never a result.
enum SeedReach {
  /// Whether the seed of the band assignment can make a difference.
  static func usesBands(_ scenario: Scenario, _ settings: [Setting]) -> Bool {
    for setting in settings {
      guard case .scenario(let path) = setting.parameter else { continue }
      if ["band_assignment", "latecomers", "bands"].contains(path[0]) { return true }
    }
    func isDrawn(_ weights: [Scenario.Weight]) -> Bool { weights.count { $0.weight > 0 } > 1 }
    let assignment = scenario.bandAssignment
    return [assignment.nonPlanned, assignment.planned, assignment.channels, scenario.latecomers?.bands ?? []]
      .contains { isDrawn($0) }
  }

  /// Whether the scenario's seed of ties can make a difference under a policy.
  ///
  /// - Parameter settings: those of the policy.
  static func usesTies(_ policy: Policy, _ settings: [Setting]) -> Bool {
    let decisive = [
      "order", "maximise", "minimise", "lottery", "auction", "payments", "seed", "batches", "rounds", "protect",
    ]
    for setting in settings {
      guard case .policy(_, let path) = setting.parameter else { continue }
      if path.count < 3 || path.contains(where: { decisive.contains($0) }) { return true }
    }
    return policy.stages.contains { stage in
      switch stage.rule {
      case .maximise: return true
      case .lottery(let lottery): return lottery.seed == nil
      case .order(let ordering):
        let isByDate = ordering.queue == .dateOfReceipt && ordering.batches.isEmpty && stage.roundDays == nil
        return !isByDate && ordering.seed == nil
      }
    }
  }

  /// Whether values are drawn under a policy.
  static func usesValues(_ policy: Policy) -> Bool {
    policy.stages.contains { stage in
      guard case .seeded? = stage.auction?.values else { return false }
      return true
    }
  }
}
