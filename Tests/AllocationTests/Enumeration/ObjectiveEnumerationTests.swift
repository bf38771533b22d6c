// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Every objective, alone, under constraints and in a sequence, against all allocations there are.
@Suite struct ObjectiveEnumerationTests {
  /// Equal entitlements and others, the same number of instances each.
  @Test(arguments: EnumerationRun.blocks, [false, true])
  func objectivesAttainTheBestOfAllAllocations(block: Int, isWeighted: Bool) throws {
    var (objectives, later, claims, rounded, clashes) = (0, 0, 0, 0, 0)
    var (welfares, gaps, undecided) = (0, 0, 0)
    try EnumerationRun.forEach(in: block, from: isWeighted ? 10_000 : 0) { seed, instance, oracle, entitlements in
      for (number, objective) in PolicyDraw.objectives.enumerated() where !isWeighted || objective.usesEntitlement {
        var draw = PolicyDraw(instance, oracle.problem, seed: seed * 100 + number)
        let entitlement = isWeighted ? draw.lots.one(of: Array(PolicyDraw.entitlements.dropFirst())) : .equal
        var policy = draw.policy(
          draw.run(first: objective, entitlement: entitlement, length: draw.lots.one(of: [1, 1, 2, 3])))
        if draw.lots.chance(25) {
          policy.stages.insert(draw.ordering(.dateOfReceipt), at: 0)
          policy.stages[0].carry = draw.lots.one(of: [.grants, .requests])
        }
        if draw.lots.chance(30) { draw.add(draw.lots.one(of: PolicyDraw.Constraint.allCases), to: &policy.constraints) }
        switch try EnumerationRun.judge(oracle, policy, entitlements, "seed \(seed), \(objective.word)") {
        case .judged(let judge):
          objectives += judge.objectives
          later += judge.laterObjectives
          claims += judge.claims
          if judge.isRounded { rounded += 1 }
          welfares += judge.gaps.count
          gaps += judge.gaps.count { $0 > 1e-6 }
        case .clash: clashes += 1
        case .undecided: undecided += 1
        }
      }
    }
    let least = EnumerationRun.instances / EnumerationRun.blocks.count
    #expect(objectives > 5 * least && later > least && claims > objectives && rounded < objectives / 50)
    #expect(clashes < objectives / 10 && gaps < welfares / 20 && undecided <= max(1, welfares / 500))
  }

  /// What is done only for programs of thousands of columns: few columns at a time, points near relaxations, climbs that are
  /// checked on their way, ties around a point.
  @Test(arguments: EnumerationRun.blocks, [false, true])
  func searchesOfLargeProgramsAttainItToo(block: Int, isWeighted: Bool) throws {
    var limits = SolverLimits()
    limits.largestUnlimitedProgram = 0
    var (objectives, undecided) = (0, 0)
    try EnumerationRun.forEach(in: block, from: isWeighted ? 30_000 : 20_000) { seed, instance, oracle, entitlements in
      for (number, objective) in PolicyDraw.objectives.enumerated() where !isWeighted || objective.usesEntitlement {
        // Generalised Gini of a large program ends with an interval by design.
        if case .generalisedGini = objective { continue }
        var draw = PolicyDraw(instance, oracle.problem, seed: seed * 100 + number)
        let entitlement = isWeighted ? draw.lots.one(of: Array(PolicyDraw.entitlements.dropFirst())) : .equal
        let policy = draw.policy(draw.run(first: objective, entitlement: entitlement, length: 1))
        let place = "seed \(seed), \(objective.word)"
        switch try EnumerationRun.judge(oracle, policy, entitlements, place, limits: limits, tiesMayStayOpen: true) {
        case .judged(let judge): objectives += judge.objectives
        case .clash: break
        case .undecided: undecided += 1
        }
      }
    }
    #expect(
      objectives > EnumerationRun.instances / EnumerationRun.blocks.count && undecided <= max(1, objectives / 500))
  }
}
