// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Scenarios

/// A misreport against the truth under a rule of chance, over several draws.
public struct ManipulationDraws: Encodable, Hashable, Sendable {
  /// How many seeds: the policy's own and those that follow it.
  public var count: Int
  /// True needs served by the truth, added up over the draws.
  public var trueUtility: Int
  /// True needs served by the misreport, added up over the draws.
  public var misreportUtility: Int
  /// Draws in which the misreport serves more.
  public var better: Int
  /// Draws in which it serves fewer.
  public var worse: Int

  /// Draws of each finding.
  public static let standardCount = 20
}

extension ManipulationTrial {
  /// Whether the outcome hangs on a draw, so that one run can't tell a gain from luck.
  public var isDrawn: Bool { policy.isDrawn }

  /// Carries the policy out on the truth and on a misreport with every seed from the policy's own on.
  ///
  /// Under one seed both see the same lots of everybody whose requests they share. Time: 2 · `count` − 2 runs.
  ///
  /// - Throws: `AllocationFault` where a run ends without an answer or is cancelled.
  public func draws(_ misreport: Misreport, engine: PolicyEngine, count: Int = ManipulationDraws.standardCount) throws
    -> ManipulationDraws
  {
    var result = ManipulationDraws(count: count, trueUtility: 0, misreportUtility: 0, better: 0, worse: 0)
    for number in 0..<count {
      let other = policy.withSeeds(of: problem.scenario, plus: number)
      let truth = number == 0 ? self.truth : try engine.allocate(problem, policy: other)
      let trial = ManipulationTrial(of: self, policy: other, truth: truth)
      let (own, found) = (trial.baseline.utility, try trial.run(misreport, engine: engine).utility)
      result.trueUtility += own
      result.misreportUtility += found
      if found > own { result.better += 1 }
      if found < own { result.worse += 1 }
    }
    return result
  }

  private init(of other: ManipulationTrial, policy: Policy, truth: Allocation) {
    self = other
    self.policy = policy
    self.truth = truth
  }
}

extension Policy {
  /// Whether a stage draws lots: a lottery, an order by lot, turns whose order lots decide, or batches.
  var isDrawn: Bool {
    stages.contains { stage in
      switch stage.rule {
      case .lottery: true
      case .maximise: false
      case .order(let ordering): ordering.queue != .dateOfReceipt || !ordering.batches.isEmpty
      }
    }
  }

  /// The policy with every stage's seed raised by so much.
  func withSeeds(of scenario: Scenario, plus number: Int) -> Policy {
    var policy = self
    for index in policy.stages.indices {
      switch policy.stages[index].rule {
      case .lottery(var lottery):
        lottery.seed = (lottery.seed ?? scenario.tieBreakSeed) + number
        policy.stages[index].rule = .lottery(lottery)
      case .order(var ordering):
        ordering.seed = (ordering.seed ?? scenario.tieBreakSeed) + number
        policy.stages[index].rule = .order(ordering)
      case .maximise: break
      }
    }
    return policy
  }
}
