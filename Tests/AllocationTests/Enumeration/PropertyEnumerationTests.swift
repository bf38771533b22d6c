// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import GLPKSolver
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// What must hold between outcomes of different policies, or of one policy in different words.
@Suite struct PropertyEnumerationTests {
  private static let engine = PolicyEngine(solver: GLPKSolver())

  /// The requests granted, as bits; nil where the constraints clash.
  private static func granted(_ problem: CoordinationProblem, _ policy: Policy) -> Int? {
    do {
      let grants = try engine.allocate(problem, policy: policy).grants
      return Oracle.set(grants.indices.filter { grants[$0] != nil })
    } catch AllocationFault.unsatisfiable {
      return nil
    } catch AllocationFault.undecided where policy.weighsHoldings {
      return nil
    } catch {
      Issue.record("seed \(problem.scenario.tieBreakSeed): \(error): \(policy.brief)")
      return nil
    }
  }

  private static func single(_ objective: Policy.Objective, _ entitlement: Entitlement) -> [Policy.Stage] {
    [Policy.Stage(name: objective.word, rule: .maximise(objective, entitlement: entitlement))]
  }

  /// Everybody asks; nothing is standing.
  private static func goal(_ book: RuleBook, _ objective: Policy.Objective, _ entitlement: Entitlement) -> RuleBook.Goal
  {
    let all = Oracle.set(book.problem.requests.indices)
    return book.goal(objective, book.members(entitlement, admitted: all, standing: 0), standing: 0)
  }

  private static let objectives = PolicyDraw.objectives.filter { $0 != .leastDisplacement }

  @Test(arguments: EnumerationRun.blocks)
  func aConstraintNeverImprovesAnObjective(block: Int) throws {
    var worse = 0
    try EnumerationRun.forEach(in: block, from: 70_000) { seed, instance, oracle, entitlements in
      for number in 0..<3 {
        var draw = PolicyDraw(instance, oracle.problem, seed: seed * 10 + number)
        let objective = draw.varied(draw.lots.one(of: Self.objectives))
        let entitlement = draw.entitlement()
        let free = draw.policy(Self.single(objective, entitlement))
        var bound = free
        // Who isn't eligible doesn't ask: the smallest ratio is then one of fewer.
        let isCount = !objective.usesEntitlement
        let kinds = PolicyDraw.Constraint.allCases.filter {
          isCount || ($0 != .eligibleInTime && $0 != .eligibleByTable)
        }
        draw.add(draw.lots.one(of: kinds), to: &bound.constraints)
        guard let constrained = Self.granted(oracle.problem, bound),
          let unconstrained = Self.granted(oracle.problem, free)
        else { continue }
        let book = RuleBook(oracle: oracle, policy: free, entitlements: entitlements)
        let goal = Self.goal(book, objective, entitlement)
        let comparison = book.score(goal, constrained, displacement: 0)
          .compared(with: book.score(goal, unconstrained, displacement: 0), tolerance: goal.tolerance)
        #expect(comparison <= 0, "seed \(seed): \(bound.brief)")
        if comparison < 0 { worse += 1 }
      }
    }
    #expect(worse > EnumerationRun.instances / EnumerationRun.blocks.count / 10)
  }

  @Test(arguments: EnumerationRun.blocks)
  func nothingBeatsLeximinInTheOrderOfRatios(block: Int) throws {
    var beaten = 0
    try EnumerationRun.forEach(in: block, from: 80_000) { seed, instance, oracle, entitlements in
      var draw = PolicyDraw(instance, oracle.problem, seed: seed)
      let entitlement = draw.entitlement()
      var policy = draw.policy(Self.single(.leximin, entitlement))
      if draw.lots.chance(50) { draw.add(draw.lots.one(of: PolicyDraw.Constraint.allCases), to: &policy.constraints) }
      guard let leximin = Self.granted(oracle.problem, policy) else { return }
      let book = RuleBook(oracle: oracle, policy: policy, entitlements: entitlements)
      let asking = oracle.problem.requests.indices.filter { book.isEligible($0) }
      let members = book.members(entitlement, admitted: Oracle.set(asking), standing: 0)
      let goal = book.goal(.leximin, members, standing: 0)
      let best = book.score(goal, leximin, displacement: 0)
      var others = Self.objectives.map { Self.single(draw.varied($0), draw.entitlement()) }
      if !policy.constraints.needsAnObjective {
        let queues: [Policy.Queue] = [
          .dateOfReceipt, .serialDictatorship, .pickingSequence(.webster, entitlement: entitlement),
        ]
        others += queues.map { [draw.ordering($0)] }
      }
      for _ in 0..<5 {
        policy.stages = draw.lots.one(of: others)
        guard let other = Self.granted(oracle.problem, policy) else { continue }
        let comparison = best.compared(with: book.score(goal, other, displacement: 0))
        #expect(comparison >= 0, "seed \(seed): \(policy.brief)")
        if comparison > 0 { beaten += 1 }
      }
    }
    #expect(beaten > EnumerationRun.instances / EnumerationRun.blocks.count / 2)
  }

  /// Seven times the entitlements are the same shares.
  @Test(arguments: EnumerationRun.blocks)
  func scalingEntitlementsChangesNothing(block: Int) throws {
    var compared = 0
    try EnumerationRun.forEach(in: block, from: 90_000) { seed, instance, oracle, _ in
      var draw = PolicyDraw(instance, oracle.problem, seed: seed)
      var scaled = instance
      for index in scaled.scenario.entitlementDefinitions.columns[0].table.rows.indices {
        scaled.scenario.entitlementDefinitions.columns[0].table.rows[index].number *= 7
      }
      let problem = try scaled.problem()
      let mine = Entitlement.column("mine")
      for _ in 0..<2 {
        let objective = draw.varied(draw.lots.one(of: PolicyDraw.objectives.filter(\.usesEntitlement)))
        var policy = draw.policy(Self.single(objective, mine))
        if draw.lots.chance(30) {
          policy.constraints.fairness = [
            .init(kind: draw.lots.one(of: [.weightedEF1, .weightedPROP1]), entitlement: mine)
          ]
        }
        guard let first = try? Self.engine.allocate(oracle.problem, policy: policy) else { continue }
        if case .administrationsAtRatio(let ratio) = objective,
          let small = Policy.Ratio(ratio.numerator, ratio.denominator * 7)
        {
          policy.stages = Self.single(.administrationsAtRatio(small), mine)
        }
        let second = try Self.engine.allocate(problem, policy: policy)
        #expect(first.grants == second.grants, "seed \(seed): \(policy.brief)")
        compared += 1
      }
    }
    #expect(compared > EnumerationRun.instances / EnumerationRun.blocks.count)
  }

  /// The order of rows in the register's tables is nobody's business.
  @Test(arguments: EnumerationRun.blocks)
  func theOrderOfRowsChangesNothing(block: Int) throws {
    var compared = 0
    try EnumerationRun.forEach(in: block, from: 100_000) { seed, instance, oracle, _ in
      var draw = PolicyDraw(instance, oracle.problem, seed: seed)
      var turned = instance
      turned.register.administrations.reverse()
      turned.register.organisations.reverse()
      turned.register.memberships.reverse()
      for index in turned.register.networks.indices {
        turned.register.networks.swapAt(index, draw.lots.below(turned.register.networks.count))
      }
      turned.scenario.values?.table.rows.reverse()
      turned.scenario.compliance?.rows.reverse()
      let problem = try turned.problem()
      for _ in 0..<2 {
        var policy = draw.policy(draw.run(first: draw.objective(), entitlement: draw.entitlement(), length: 1))
        if draw.lots.chance(30) { policy.stages.insert(draw.ordering(.serialDictatorship), at: 0) }
        if draw.lots.chance(30) { draw.add(draw.lots.one(of: PolicyDraw.Constraint.allCases), to: &policy.constraints) }
        guard let first = try? Self.engine.allocate(oracle.problem, policy: policy) else { continue }
        let second = try Self.engine.allocate(problem, policy: policy)
        #expect(
          first.grants == second.grants && first.claims.map(\.value) == second.claims.map(\.value), "seed \(seed)")
        compared += 1
      }
    }
    #expect(compared > EnumerationRun.instances / EnumerationRun.blocks.count)
  }

  /// Other names for administrations and networks may break ties otherwise; what is attained stays.
  @Test(arguments: EnumerationRun.blocks)
  func namesChangeNoValue(block: Int) throws {
    var changed = 0
    try EnumerationRun.forEach(in: block, from: 110_000) { seed, instance, oracle, entitlements in
      var draw = PolicyDraw(instance, oracle.problem, seed: seed)
      let renaming = Renaming(instance, oracle.problem, &draw.lots)
      let renamed = try renaming.problem()
      // A blend is rounded in the order of symbols.
      let kinds: [PolicyDraw.Constraint] = [
        .capEachOrganisation, .capGroups, .minimumGroups, .quotaUpper, .setAsideSectors, .setAsideArc,
        .filedPositionsAll,
        .fairnessEF1, .fairnessPROP1,
      ]
      for _ in 0..<2 {
        let objective = draw.varied(draw.lots.one(of: Self.objectives))
        let entitlement = draw.lots.one(of: PolicyDraw.entitlements.filter { $0 != .blend("half") })
        var policy = draw.policy(Self.single(objective, entitlement))
        if draw.lots.chance(40) { draw.add(draw.lots.one(of: kinds), to: &policy.constraints) }
        guard !policy.constraints.rest(on: .blend("half")) else { continue }
        let book = RuleBook(oracle: oracle, policy: policy, entitlements: entitlements)
        let goal = Self.goal(book, objective, entitlement)
        let (first, second) = (Self.granted(oracle.problem, policy), Self.granted(renamed, policy))
        guard let first, let second else {
          #expect(policy.weighsHoldings || first == nil && second == nil, "seed \(seed): \(policy.brief)")
          continue
        }
        let back = Oracle.set(oracle.requests(in: second).map { renaming.original($0, in: renamed) })
        if back != first { changed += 1 }
        #expect(
          book.score(goal, first, displacement: 0)
            .compared(with: book.score(goal, back, displacement: 0), tolerance: goal.tolerance) == 0,
          "seed \(seed): \(policy.brief)")
      }
    }
    #expect(changed > 0)
  }
}

/// The same problem with other symbols and other identifiers.
private struct Renaming {
  let instance: PolicyInstance
  let problemBefore: CoordinationProblem
  let symbols: [String: String]
  let identifiers: [String: String]

  init(_ instance: PolicyInstance, _ problem: CoordinationProblem, _ lots: inout Lots) {
    self.instance = instance
    problemBefore = problem
    func shuffled(_ names: [String]) -> [String] {
      var result = names
      for index in result.indices { result.swapAt(index, lots.below(result.count)) }
      return result
    }
    symbols = Dictionary(uniqueKeysWithValues: zip(problem.administrations, shuffled(problem.administrations)))
    let names = problem.requests.map(\.identifier)
    identifiers = Dictionary(uniqueKeysWithValues: zip(names, shuffled(names)))
  }

  private func symbol(_ name: String) -> String { symbols[name] ?? name }

  func problem() throws -> CoordinationProblem {
    var other = instance
    for index in other.register.administrations.indices {
      other.register.administrations[index].symbol = symbol(other.register.administrations[index].symbol)
    }
    for index in other.register.networks.indices {
      other.register.networks[index].administration = symbol(other.register.networks[index].administration)
    }
    for index in other.register.memberships.indices {
      other.register.memberships[index].administration = symbol(other.register.memberships[index].administration)
    }
    for index in other.register.jointFilings.indices {
      let filing = other.register.jointFilings[index]
      other.register.jointFilings[index].administration = symbol(filing.administration)
      other.register.jointFilings[index].network = identifiers[filing.network] ?? filing.network
    }
    for index in other.register.territoryPoints.indices {
      other.register.territoryPoints[index].administration = symbol(
        other.register.territoryPoints[index].administration)
    }
    for index in other.scenario.agreements.indices {
      other.scenario.agreements[index].administrations = other.scenario.agreements[index].administrations.map(symbol)
    }
    func renamed(_ rows: [NumberTable.Row]) -> [NumberTable.Row] {
      rows.map { .init(key: symbol($0.key), number: $0.number, line: $0.line) }
    }
    let columns = other.scenario.entitlementDefinitions.columns
    for index in columns.indices {
      other.scenario.entitlementDefinitions.columns[index].table.rows = renamed(columns[index].table.rows)
    }
    if let rows = other.scenario.entitlementDefinitions.unservedMillionths?.rows {
      other.scenario.entitlementDefinitions.unservedMillionths?.rows = renamed(rows)
    }
    other.scenario.compliance = nil
    let requests = problemBefore.requests.map { request in
      var one = request
      one.identifier = identifiers[request.identifier] ?? request.identifier
      one.administration = symbol(request.administration)
      return one
    }
    return try other.problem().withRequests(requests)
  }

  /// The index of a renamed problem's request in the one before.
  func original(_ request: Int, in renamed: CoordinationProblem) -> Int {
    let name = renamed.requests[request].identifier
    return problemBefore.requests.firstIndex { identifiers[$0.identifier] == name } ?? 0
  }
}

extension Policy.Constraints {
  /// Whether some constraint measures against an entitlement.
  fileprivate func rest(on entitlement: Entitlement) -> Bool {
    quotas.contains { $0.entitlement == entitlement } || fairness.contains { $0.entitlement == entitlement }
  }
}
