// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Who is served under each rule of attribution, with organisations and joint filings, against all allocations there are.
@Suite struct AttributionEnumerationTests {
  private static let objectives: [Policy.Objective] = [.administrationsServed, .populationCovered]

  /// Random instances of a block under one rule.
  private static func forEach(
    in block: Int, _ rule: Scenario.Attribution,
    _ body: (_ seed: Int, PolicyInstance, Oracle, EntitlementsByHand) throws -> Void
  ) throws {
    try EnumerationRun.forEach(in: block, from: 120_000) { seed, drawn, _, _ in
      var instance = drawn
      instance.scenario.attribution = rule
      guard let oracle = Oracle(try instance.problem()) else { return }
      try body(seed, instance, oracle, EntitlementsByHand(problem: oracle.problem))
    }
  }

  /// Alone, after orderings, before and after other objectives, under constraints.
  @Test(arguments: EnumerationRun.blocks, Scenario.Attribution.allCases)
  func objectivesAttainTheBestOfAllAllocations(block: Int, rule: Scenario.Attribution) throws {
    var judged = 0
    try Self.forEach(in: block, rule) { seed, instance, oracle, entitlements in
      for (number, objective) in Self.objectives.enumerated() {
        var draw = PolicyDraw(instance, oracle.problem, seed: seed * 10 + number)
        var policy = draw.policy(draw.run(first: objective, entitlement: .equal, length: draw.lots.one(of: [1, 1, 2])))
        if draw.lots.chance(40) {
          policy.stages.insert(draw.ordering(.dateOfReceipt), at: 0)
          policy.stages[0].carry = draw.lots.one(of: [.grants, .requests])
        }
        if draw.lots.chance(40) { draw.add(draw.lots.one(of: PolicyDraw.Constraint.allCases), to: &policy.constraints) }
        let place = "seed \(seed), \(rule), \(objective.word)"
        if case .judged = try EnumerationRun.judge(oracle, policy, entitlements, place) { judged += 1 }
      }
    }
    #expect(judged > EnumerationRun.instances / EnumerationRun.blocks.count)
  }

  /// What the proof says a request costs is no more than it costs in the best of all allocations with the change.
  @Test(arguments: EnumerationRun.blocks, [Scenario.Attribution.members, .memberShares])
  func provenCostsAreNoHigherThanCosts(block: Int, rule: Scenario.Attribution) throws {
    var compared = 0
    try Self.forEach(in: block, rule) { seed, _, oracle, entitlements in
      let policy = Policy.of([.maximise(.administrationsServed)])
      let book = RuleBook(oracle: oracle, policy: policy, entitlements: entitlements)
      let everything = Oracle.set(oracle.problem.requests.indices)
      let leaves = book.leaves(
        open: Array(oracle.choices.indices), fixed: [], kept: 0, admitted: everything, enforcesDemands: true)
      let explainer = try Recording.explainer(oracle.problem, [policy], limits: .init(columns: 0))
      for (index, request) in oracle.problem.requests.enumerated() {
        let found = try #require(try explainer.explanation(policy: "test", network: request.identifier))
        guard let objective = found.cost.provenObjective ?? found.cost.objective, let bound = objective.changedBound,
          objective.id == "administrations-served"
        else { continue }
        let changed = leaves.filter { ($0.set >> index & 1 == 1) != (found.outcome == "granted") }
        let best = changed.map { book.served($0.set).count }.max() ?? 0
        #expect(best <= bound, "seed \(seed), \(rule), \(request.identifier)")
        compared += 1
      }
    }
    #expect(compared > 0)
  }

  /// The multipliers hold over rows that are read from the register's tables, the values over the grants; and only where
  /// members are counted may more be served than have a network of their own.
  @Test(arguments: EnumerationRun.blocks, Scenario.Attribution.allCases)
  func claimsCountWhoeverHasAPart(block: Int, rule: Scenario.Attribution) throws {
    var (proven, served, holding) = (0, 0, 0)
    try Self.forEach(in: block, rule) { seed, _, oracle, _ in
      let problem = oracle.problem
      let beneficiaries = BeneficiariesByHand(problem)
      for objective in Self.objectives {
        let policy = Policy.of([.maximise(objective)])
        let allocation = try PolicyEngine(solver: GLPKSolver()).allocate(problem, policy: policy)
        let granted = problem.requests.indices.filter { allocation.grants[$0] != nil }
        let names = granted.reduce(into: Set<String>()) { $0.formUnion(beneficiaries.symbols[$1]) }
        guard let claim = allocation.claims.first else { continue }
        if objective == .administrationsServed {
          #expect(claim.value == names.count, "seed \(seed), \(rule)")
          served += names.count
          holding += Set(granted.compactMap { problem.holders[$0] }).count
        }
        let checker = ProofChecker(
          oracle: oracle, policy: policy, claims: allocation.claims, open: Array(oracle.choices.indices), fixed: [],
          asking: Set(problem.holders.compactMap { $0 }).sorted(), asked: Array(problem.requests.indices),
          granted: allocation.grants.compactMap { $0.flatMap { oracle.position(of: $0.option) } },
          beneficiaries: beneficiaries)
        for index in allocation.claims.indices where allocation.claims[index].proof == .multipliers {
          let fault = checker.fault(index)
          #expect(fault == nil, "seed \(seed), \(rule), claim \(index): \(fault ?? "")")
          proven += 1
        }
      }
    }
    #expect(proven > EnumerationRun.instances / EnumerationRun.blocks.count)
    if rule.countsMembers { #expect(served > holding) } else { #expect(served == holding) }
  }
}
