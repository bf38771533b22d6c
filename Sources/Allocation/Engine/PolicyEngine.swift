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
  /// - Throws: `AllocationFault` where a stage ends without an answer, or constraints leave none.
  public func allocate(_ problem: CoordinationProblem, policy: Policy) throws -> Allocation {
    try carryOut(policy, from: AllocationState(problem: problem))
  }

  /// Carries the planned stages of a policy out from grants that stand already: those after `first` and up to `last`.
  func carryOut(_ policy: Policy, from start: AllocationState, after first: Int = 0, upTo last: Int? = nil) throws
    -> Allocation
  {
    let problem = start.problem
    let rules = StageRules(problem: problem, policy: policy)
    let plan = PlannedStage.plan(policy, problem: problem)
    let part = plan.filter { $0.number > first && $0.number <= last ?? plan.count }
    let lastObjective = Self.lastObjective(plan).map { plan[$0].number }
    let work = try carryOut(part, rules: rules, from: start, lastObjective: lastObjective)
    let lottery = try work.lottery ?? drawnOrders(rules, plan, isWhole: part.count == plan.count)
    return Allocation(
      policy: policy, plan: plan, grants: work.state.grants,
      decisions: Reasons(rules: rules, state: work.state).decisions(), claims: work.claims, uniqueness: work.uniqueness,
      optima: work.optima, idleStages: work.idle, lottery: lottery, effort: work.effort)
  }

  /// What a policy of orderings gives on average, where a stage asks for it.
  private func drawnOrders(_ rules: StageRules, _ plan: [PlannedStage], isWhole: Bool) throws -> LotteryOutcome? {
    guard isWhole else { return nil }
    return try OrderDraws(rules: rules, plan: plan, isCancelled: limits.isCancelled).outcome()
  }

  /// Index of the last stage that maximises: minimums, lower quotas and fairness hold when its run ends.
  private static func lastObjective(_ plan: [PlannedStage]) -> Int? {
    plan.lastIndex { stage in
      if case .maximise = stage.stage.rule { return true }
      return false
    }
  }

  /// What stands after some stages, without the demands on the end of a policy.
  func standing(after plan: [PlannedStage], rules: StageRules) throws -> (state: AllocationState, kept: [Int]) {
    let start = AllocationState(problem: rules.problem)
    let work = try carryOut(plan, rules: rules, from: start, lastObjective: nil)
    return (work.state, work.kept)
  }

  private func carryOut(
    _ plan: [PlannedStage], rules: StageRules, from start: AllocationState, lastObjective: Int?
  ) throws -> Work {
    var work = Work(state: start)
    var pending: [PlannedStage] = []
    for (index, planned) in plan.enumerated() {
      if limits.isCancelled?() == true { throw AllocationFault.cancelled }
      switch planned.stage.rule {
      case .order(let ordering):
        order(OrderStage(rules: rules, planned: planned, ordering: ordering), &work)
      case .maximise:
        pending.append(planned)
        if planned.stage.carry == .optimum, index + 1 < plan.count { continue }
        let run = ObjectiveRun(
          rules: rules, stages: pending, kept: work.kept, enforcesDemands: planned.number == lastObjective,
          solver: solver,
          limits: limits)
        do {
          try optimise(run, &work)
        } catch is ProgramInfeasible {
          throw try clash(of: run, earlier: Array(plan[..<(index + 1 - pending.count)]))
        }
        pending = []
        work.kept = []
      case .lottery(let lottery):
        try draw(LotteryStage(rules: rules, planned: planned, lottery: lottery, solver: solver, limits: limits), &work)
      }
    }
    return work
  }

  /// Why a run has no solution: the smallest set of constraints that clash.
  private func clash(of run: ObjectiveRun, earlier: [PlannedStage]) throws -> AllocationFault {
    let policy = run.rules.policy
    let clash = try ConstraintClash(
      problem: run.rules.problem, policy: policy, earlier: earlier, failed: run.stages,
      enforcesDemands: run.enforcesDemands, solver: solver, limits: limits
    ).constraints()
    if clash.isEmpty {
      return .undecided(
        policy: policy.name, stage: run.stages[0].stage.name, reason: "the solver lost a solution that exists")
    }
    return .unsatisfiable(policy: policy.name, path: policy.path, clash: clash)
  }

  /// A policy while it is carried out.
  private struct Work {
    var state: AllocationState
    var claims: [Claim] = []
    /// Requests that the next objective keeps granted, wherever.
    var kept: [Int] = []
    var uniqueness = Allocation.Uniqueness.unique
    /// Numbers of planned stages that granted nothing.
    var idle: [Int] = []
    var lottery: LotteryOutcome?
    /// What is known of the optima of the last run that maximises.
    var optima: OptimaRecord?
    var effort = Effort()
  }

  private func order(_ stage: OrderStage, _ work: inout Work) {
    let before = work.state
    let claim = stage.run(&work.state)
    if claim.value == 0 { work.idle.append(claim.stage) }
    work.claims.append(claim)
    guard stage.planned.stage.carry == .requests else { return }
    work.kept = work.state.grants.indices.filter { work.state.grants[$0] != nil && before.grants[$0] == nil }
    work.state = before
  }

  private func optimise(_ run: ObjectiveRun, _ work: inout Work) throws {
    let before = work.state
    let result = try run.run(&work.state)
    if work.state.grantedCount == before.grantedCount { work.idle += run.stages.map(\.number) }
    var optima = result.optima
    optima.stages = run.stages.map(\.number)
    let earlier = before.grants.indices.filter { before.grants[$0] != nil }
    optima.addServed(before: Set(earlier.flatMap { run.rules.problem.beneficiaries(of: $0) }))
    work.optima = optima
    work.claims += result.claims.map { Self.shifted($0, by: work.claims.count) }
    work.effort.add(result.effort)
    if result.uniqueness != .unique, work.uniqueness != .notUnique { work.uniqueness = result.uniqueness }
  }

  private func draw(_ stage: LotteryStage, _ work: inout Work) throws {
    let result = try stage.run(&work.state)
    if result.claim.value == 0 { work.idle.append(result.claim.stage) }
    work.claims.append(result.claim)
    work.lottery = result.outcome
    work.effort.add(result.effort)
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
