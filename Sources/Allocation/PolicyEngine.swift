// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import IntegerPrograms
import Scenarios

/// Carries policies out: one engine for every rule, stage after stage.
public struct PolicyEngine: Sendable {
  /// The solver that objectives are handed to.
  public let solver: any Solver
  /// Its limits.
  public let limits: SolverLimits

  /// Makes an engine.
  public init(solver: any Solver, limits: SolverLimits = SolverLimits()) {
    self.solver = solver
    self.limits = limits
  }

  /// What a policy grants in a problem. The same input gives the same allocation, whatever else runs beside it.
  ///
  /// - Throws: `AllocationFault` where a stage ends without an answer.
  public func allocate(_ problem: CoordinationProblem, policy: Policy) throws -> Allocation {
    try carryOut(policy, from: AllocationState(problem: problem))
  }

  /// Carries a policy out from grants that stand already, beginning after some of its stages.
  func carryOut(_ policy: Policy, from start: AllocationState, skipping done: Int = 0) throws -> Allocation {
    let rules = StageRules(problem: start.problem, policy: policy)
    var state = start
    var claims: [Claim] = []
    var effort = Effort()
    var uniqueness = Allocation.Uniqueness.unique
    var pending: [(number: Int, stage: Policy.Stage)] = []
    for (index, stage) in policy.stages.enumerated().dropFirst(done) {
      if limits.isCancelled?() == true { throw AllocationFault.cancelled }
      switch stage.rule {
      case .order(let placement):
        claims.append(OrderStage(rules: rules, stage: stage, number: index + 1, placement: placement).run(&state))
      case .maximise(_, _, let carry):
        pending.append((index + 1, stage))
        if carry == .optimum, index + 1 < policy.stages.count { continue }
        let result = try ObjectiveRun(rules: rules, stages: pending, solver: solver, limits: limits).run(&state)
        pending = []
        claims += result.claims.map { Self.shifted($0, by: claims.count) }
        effort.add(result.effort)
        if result.uniqueness != .unique, uniqueness != .notUnique { uniqueness = result.uniqueness }
      }
    }
    return Allocation(
      policy: policy, grants: state.grants, decisions: Reasons(rules: rules, state: state).decisions(), claims: claims,
      uniqueness: uniqueness, effort: effort)
  }

  /// A run's claims count from its own first; in a policy they follow those of earlier stages.
  private static func shifted(_ claim: Claim, by offset: Int) -> Claim {
    guard offset > 0, let multipliers = claim.multipliers else { return claim }
    var result = claim
    result.multipliers?.entries = multipliers.entries.map { entry in
      guard case .atLeast(let step) = entry.row else { return entry }
      return (.atLeast(step + offset), entry.multiplier)
    }
    return result
  }
}
