// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Every constraint, with objectives and orderings, against all allocations there are.
@Suite struct ConstraintEnumerationTests {
  @Test(arguments: EnumerationRun.blocks)
  func constraintsAreKeptAndCostNoMoreThanTheyMust(block: Int) throws {
    var judged: [PolicyDraw.Constraint: Int] = [:]
    var (clashes, undecided) = (0, 0)
    try EnumerationRun.forEach(in: block, from: 20_000) { seed, instance, oracle, entitlements in
      for (number, constraint) in PolicyDraw.Constraint.allCases.enumerated() {
        var draw = PolicyDraw(instance, oracle.problem, seed: seed * 100 + number)
        var policy = draw.policy([])
        draw.add(constraint, to: &policy.constraints)
        if draw.lots.chance(35) { draw.add(draw.lots.one(of: PolicyDraw.Constraint.allCases), to: &policy.constraints) }
        let isDemanding = !policy.constraints.fairness.isEmpty || constraint.isDemand
        if draw.lots.chance(isDemanding ? 10 : 40) { policy.stages.append(draw.ordering(.dateOfReceipt)) }
        if policy.stages.isEmpty || isDemanding || draw.lots.chance(50) {
          policy.stages += draw.run(
            first: draw.objective(), entitlement: draw.entitlement(), length: draw.lots.chance(25) ? 2 : 1)
        }
        if policy.stages.allSatisfy({ !PolicyJudge.maximises($0) }), policy.constraints.needsAnObjective { continue }
        switch try EnumerationRun.judge(oracle, policy, entitlements, "seed \(seed), \(constraint)") {
        case .judged: judged[constraint, default: 0] += 1
        case .clash: clashes += 1
        case .undecided: undecided += 1
        }
      }
    }
    let least = EnumerationRun.instances / EnumerationRun.blocks.count
    for constraint in PolicyDraw.Constraint.allCases { #expect(judged[constraint] ?? 0 > least / 5, "\(constraint)") }
    #expect(clashes > 0 && undecided <= max(1, least / 20))
  }

  /// Large programs under one demand of fairness are solved threshold by threshold.
  @Test(arguments: EnumerationRun.blocks)
  func fairnessOfLargePrograms(block: Int) throws {
    var limits = SolverLimits()
    limits.largestUnlimitedProgram = 0
    var (judged, undecided) = (0, 0)
    let objectives = PolicyDraw.objectives.filter { $0 != .generalisedGini }
    try EnumerationRun.forEach(in: block, from: 40_000) { seed, instance, oracle, entitlements in
      for (number, constraint) in [PolicyDraw.Constraint.fairnessEF1, .fairnessPROP1].enumerated() {
        var draw = PolicyDraw(instance, oracle.problem, seed: seed * 100 + number)
        var policy = draw.policy([])
        draw.add(constraint, to: &policy.constraints)
        let objective = draw.lots.chance(40) ? .total(.holding) : draw.lots.one(of: objectives)
        policy.stages = draw.run(
          first: objective, entitlement: draw.lots.one(of: PolicyDraw.entitlements),
          length: draw.lots.one(of: [1, 1, 2]))
        // Generalised Gini of a large program ends with an interval by design.
        if policy.stages.contains(where: { $0.maximises(.generalisedGini) }) { continue }
        switch try EnumerationRun.judge(
          oracle, policy, entitlements, "seed \(seed), \(constraint)", limits: limits, tiesMayStayOpen: true)
        {
        case .judged: judged += 1
        case .clash: break
        case .undecided: undecided += 1
        }
      }
    }
    #expect(judged > EnumerationRun.instances / EnumerationRun.blocks.count && undecided <= max(1, judged / 200))
  }
}

extension Policy.Constraints {
  /// Whether an ordering can't see to them.
  var needsAnObjective: Bool {
    limits.contains { $0.kind == .minimum } || quotas.contains(where: \.isLower) || !fairness.isEmpty
  }
}

extension Policy.Stage {
  fileprivate func maximises(_ objective: Policy.Objective) -> Bool {
    if case .maximise(objective, _) = rule { return true }
    return false
  }
}
