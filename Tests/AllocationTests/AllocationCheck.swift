// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Holds an allocation against the enumeration of all there are, stage after stage.
///
/// Each stage is judged on what the allocation itself granted before it: orderings by replay, objectives by the best of
/// every possible outcome, claims by what was granted, and proofs by their own arithmetic.
struct AllocationCheck {
  let oracle: Oracle
  let policy: Policy
  let allocation: Allocation
  var faults: [String] = []
  /// Whether each run of objectives has exactly one best allocation, by places where channels are interchangeable.
  private var isUniqueByPlaces = true
  private var isUniqueByOptions = true
  private var nextClaim = 0
  /// Whether the solver was limited, so that values may fall short of what is possible, but bounds must hold.
  let isLimited: Bool

  init(_ oracle: Oracle, _ policy: Policy, _ allocation: Allocation, isLimited: Bool = false) {
    self.isLimited = isLimited
    self.oracle = oracle
    self.policy = policy
    self.allocation = allocation
    feasibility()
    guard faults.isEmpty else { return }
    decisions()
    var start = 0
    while start < policy.stages.count {
      if case .order(let ordering) = policy.stages[start].rule {
        replay(start, ordering.placement)
        start += 1
        continue
      }
      var end = start
      while policy.stages[end].carry == .optimum, end + 1 < policy.stages.count { end += 1 }
      run(start...end)
      start = end + 1
    }
    if nextClaim != allocation.claims.count { faults.append("\(allocation.claims.count - nextClaim) claims too many") }
    uniqueness()
  }

  var problem: CoordinationProblem { oracle.problem }

  /// Positions granted by the stages before one (by index).
  private func granted(before stage: Int) -> [Int] {
    allocation.grants.compactMap { $0 }.filter { $0.stage <= stage }.compactMap { oracle.position(of: $0.option) }
  }

  private func granted(in stage: Int) -> [Int] {
    allocation.grants.compactMap { $0 }.filter { $0.stage == stage + 1 }.compactMap { oracle.position(of: $0.option) }
  }

  // MARK: - Rules

  private mutating func feasibility() {
    var positions: [Int] = []
    for (request, grant) in allocation.grants.enumerated() {
      guard let grant else { continue }
      guard grant.option.request == request, let position = oracle.position(of: grant.option) else {
        faults.append("request \(request) has what is no option of it")
        continue
      }
      positions.append(position)
      if !isOpen(position) { faults.append("request \(request) stands in a reserved place") }
      let stage = policy.stages[grant.stage - 1]
      if !admits(stage, request) { faults.append("stage \(grant.stage) must not grant request \(request)") }
    }
    for (number, left) in positions.enumerated() {
      for right in positions[(number + 1)...] where oracle.conflict(left, right) {
        faults.append("grants \(left) and \(right) conflict")
      }
    }
    if let cap = policy.constraints.limits.first?.amount {
      for (administration, own) in Dictionary(
        grouping: positions, by: { problem.notifying[oracle.choices[$0].request] })
      where own.count > cap { faults.append("administration \(administration) exceeds the cap") }
    }
  }

  private func administration(_ request: Int) -> Administration? {
    problem.register.administrations.first { $0.symbol == problem.requests[request].administration }
  }

  private func isOpen(_ position: Int) -> Bool {
    guard let aside = policy.constraints.setAsides.first else { return true }
    guard case .sectors(_, let share, let sector) = aside.extent else { return false }
    let choice = oracle.choices[position]
    let east = (choice.longitude + 360_000) % 360_000
    guard (east % sector) * 1_000 < share * sector else {
      return true
    }
    guard let administration = administration(choice.request) else { return false }
    return aside.groups.contains { $0.contains(administration) }
  }

  private func admits(_ stage: Policy.Stage, _ request: Int) -> Bool {
    switch stage.requests {
    case .all: break
    case .filed: if problem.requests[request].kind != .filed { return false }
    case .national: if problem.requests[request].kind != .national { return false }
    default: return false
    }
    switch stage.administrations {
    case .withoutFiling, .symbols: return false
    case .all: return true
    case .withoutNetworkInUse:
      return !problem.requests.contains {
        $0.administration == problem.requests[request].administration && $0.isInUseToday
      }
    case .groups(let groups):
      guard let administration = administration(request) else { return false }
      return groups.contains { $0.contains(administration) }
    }
  }

  // MARK: - Reasons

  private mutating func decisions() {
    let standing = granted(before: policy.stages.count)
    for request in problem.requests.indices {
      let decision = allocation.decisions[request]
      if let grant = allocation.grants[request] {
        let expected: Decision.Reason = grant.option.displacementMilliDegrees == 0 ? .asFiled : .moved
        if decision != Decision(reason: expected, blocking: []) { faults.append("request \(request): \(decision)") }
        continue
      }
      let administration = problem.notifying[request]
      let held = standing.filter { problem.notifying[oracle.choices[$0].request] == administration }.count
      let filed = oracle.byRequest[request].filter { oracle.choices[$0].displacement == 0 }
      let asFiledOnly = policy.stages.allSatisfy {
        $0.rule == .order(.init(queue: .dateOfReceipt, placement: .asFiled))
      }
      let free = (asFiledOnly ? filed : oracle.byRequest[request]).filter { position in
        !standing.contains { oracle.conflict($0, position) }
      }
      let blockers = filed.map { position in
        standing.filter { oracle.conflict($0, position) }.map { oracle.choices[$0].request }.sorted()
      }
      let fewest = blockers.map(\.count).min() ?? 0
      var expected = Decision(reason: .notChosen, blocking: blockers.first { $0.count == fewest } ?? [])
      if let cap = policy.constraints.limits.first?.amount, held >= cap {
        expected = Decision(reason: .capReached, blocking: [])
      } else if free.isEmpty {
        expected.reason = asFiledOnly ? .filedPlaceTaken : .allPlacesTaken
      } else if !free.contains(where: isOpen) {
        expected.reason = .reservedPlacesOnly
      }
      if decision != expected { faults.append("request \(request): \(decision), not \(expected)") }
    }
  }

  // MARK: - Orderings

  private mutating func replay(_ stage: Int, _ placement: Policy.Placement) {
    var standing = granted(before: stage)
    var here: [Int] = []
    let rule = policy.stages[stage]
    let already = Set(standing.map { oracle.choices[$0].request })
    let queue = problem.requests.indices.sorted {
      let (left, right) = (problem.requests[$0], problem.requests[$1])
      let (one, other) = (left.received?.iso8601 ?? "", right.received?.iso8601 ?? "")
      return one != other ? one < other : left.identifier < right.identifier
    }
    for request in queue where !already.contains(request) && admits(rule, request) {
      func count(_ positions: [Int]) -> Int {
        positions.filter { problem.notifying[oracle.choices[$0].request] == problem.notifying[request] }.count
      }
      if let limit = rule.networksPerAdministration, count(here) >= limit { continue }
      if let cap = policy.constraints.limits.first?.amount, count(standing) >= cap { continue }
      let position = oracle.byRequest[request].first { position in
        (placement == .nearest || oracle.choices[position].displacement == 0) && isOpen(position)
          && !standing.contains { oracle.conflict($0, position) }
      }
      guard let position else { continue }
      standing.append(position)
      here.append(position)
    }
    if Set(here) != Set(granted(in: stage)) { faults.append("stage \(stage + 1) is not what the ordering gives") }
    guard nextClaim < allocation.claims.count else {
      faults.append("stage \(stage + 1) has no claim")
      return
    }
    let claim = allocation.claims[nextClaim]
    nextClaim += 1
    if claim.objective != .precedence || claim.value != here.count || claim.strength != .byConstruction
      || claim.proof != .replay || claim.stage != stage + 1 || claim.kind != .order
    {
      faults.append("stage \(stage + 1) claims \(claim.objective) \(claim.value)")
    }
  }

  // MARK: - Objectives

  private mutating func run(_ stages: ClosedRange<Int>) {
    let fixed = granted(before: stages.lowerBound)
    let already = Set(fixed.map { oracle.choices[$0].request })
    let open = oracle.choices.indices.filter { position in
      let request = oracle.choices[position].request
      return !already.contains(request) && admits(policy.stages[stages.lowerBound], request) && isOpen(position)
        && !fixed.contains { oracle.conflict($0, position) }
    }
    let outcomes =
      oracle.enumerates ? oracle.outcomes(open: open, fixed: fixed, cap: policy.constraints.limits.first?.amount) : [:]
    // Who asks: every holder of a request that the stage admits, be it granted, open or hopeless.
    let admitted = problem.requests.indices.filter { admits(policy.stages[stages.lowerBound], $0) }
    let asking = Set(admitted.compactMap { problem.holders[$0] }).sorted()
    let rules = stages.compactMap { stage -> (Policy.Objective, Entitlement)? in
      guard case .maximise(let objective, let entitlement) = policy.stages[stage].rule else { return nil }
      return (objective, entitlement)
    }
    func values(_ outcome: Oracle.Outcome) -> [Int] {
      rules.flatMap { value($0.0, $0.1, outcome, asking) }
    }
    let best = outcomes.keys.map(values).max { $0.lexicographicallyPrecedes($1) } ?? []
    let own = granted(before: stages.upperBound + 1)
    var outcome = Oracle.Outcome()
    for position in own {
      let request = oracle.choices[position].request
      outcome.holdings += UInt64(problem.requests[request].holding) << UInt64(oracle.slot(request) * 8)
      outcome.networks += 1 << UInt64(oracle.slot(request) * 8)
    }
    // Where ordered welfare decides, ties are broken among allocations with the holdings shown.
    let keepsHoldings = rules.contains { $0.0 == .generalisedGini }
    let equal = outcomes.filter { values($0.key) == best }
    let optimal = equal.map(\.value)
    let tied = keepsHoldings ? equal.filter { $0.key.holdings == outcome.holdings }.map(\.value) : optimal
    let tie = tied.map { ($0.displacement, -$0.lot) }.min { $0 < $1 } ?? (0, 0)
    let here = granted(in: stages.upperBound).map { oracle.choices[$0] }
    let attained = (
      here.reduce(0) { $0 + abs($1.displacement) },
      here.reduce(0) { $0 - oracle.lot($1) }
    )
    let isCompared = !isLimited && oracle.enumerates
    if isCompared, values(outcome) != best { faults.append("stages \(stages) attain \(values(outcome)), not \(best)") }
    if isCompared, attained != tie { faults.append("stages \(stages) break ties at \(attained), not \(tie)") }
    if optimal.reduce(0, { $0 + $1.distinct.count }) > 1 { isUniqueByPlaces = false }
    if optimal.reduce(0, { $0 + $1.count }) > 1 { isUniqueByOptions = false }
    claims(of: stages, open: open, fixed: fixed, asking: asking, outcome: outcome, tie: attained)
  }

  /// An objective as numbers to be compared one after another.
  func value(
    _ objective: Policy.Objective, _ entitlement: Entitlement, _ outcome: Oracle.Outcome, _ asking: [Int]
  ) -> [Int] {
    let slots = 0..<8
    switch objective {
    case .total(.holding): return [slots.reduce(0) { $0 + outcome.holding($1) }]
    case .total(.networks): return [slots.reduce(0) { $0 + outcome.networks($1) }]
    case .administrationsServed: return [(0..<7).filter { outcome.networks($0) > 0 }.count]
    case .minimumRatio: return Array(ratios(entitlement, outcome, asking).prefix(1))
    case .leximin: return ratios(entitlement, outcome, asking)
    case .generalisedGini: return [orderedWelfare(members(asking, entitlement.identifier), outcome)]
    default: return []
    }
  }

  /// Ratios of holding to entitlement, ascending, over a common denominator.
  private func ratios(_ entitlement: Entitlement, _ outcome: Oracle.Outcome, _ asking: [Int]) -> [Int] {
    let shares = asking.map { (slot: $0, share: share($0, entitlement)) }.filter { $0.share > 0 }
    let denominator = shares.reduce(1) { $0 * $1.share }
    return shares.map { outcome.holding($0.slot) * (denominator / $0.share) }.sorted()
  }

  private func share(_ slot: Int, _ entitlement: Entitlement) -> Int {
    if entitlement == .equal { return 1 }
    return problem.register.administrations.first { $0.symbol == problem.administrations[slot] }?.population ?? 0
  }

  // MARK: - Claims

  private mutating func claims(
    of stages: ClosedRange<Int>, open: [Int], fixed: [Int], asking: [Int], outcome: Oracle.Outcome, tie: (Int, Int)
  ) {
    let already = Set(fixed.map { oracle.choices[$0].request })
    let asked = problem.requests.indices.filter {
      already.contains($0) || admits(policy.stages[stages.lowerBound], $0)
    }
    let checker = ProofChecker(
      oracle: oracle, policy: policy, claims: allocation.claims, open: open, fixed: fixed, asking: asking, asked: asked,
      granted: granted(before: stages.upperBound + 1), beneficiaries: BeneficiariesByHand(problem))
    let first = nextClaim
    while nextClaim < allocation.claims.count, stages.contains(allocation.claims[nextClaim].stage - 1) {
      let claim = allocation.claims[nextClaim]
      let place = "claim \(nextClaim) (\(claim.objective))"
      var expected: Int?
      switch claim.objective {
      case .precedence: faults.append(place + " in a run")
      case .total(.holding): expected = value(.total(.holding), .equal, outcome, asking)[0] - sum(fixed) { $0.holding }
      case .total(.networks): expected = value(.total(.networks), .equal, outcome, asking)[0] - fixed.count
      case .administrationsServed: expected = value(.administrationsServed, .equal, outcome, asking)[0]
      case .administrationsAtLevel(let numerator, let denominator, let entitlement):
        expected =
          members(asking, entitlement).filter {
            outcome.holding($0.slot) * denominator >= numerator * $0.share
          }.count
      case .allAtLevel(let numerator, let denominator, let entitlement):
        expected =
          members(asking, entitlement).allSatisfy { outcome.holding($0.slot) * denominator >= numerator * $0.share }
          ? 1 : 0
      case .orderedWelfare(let entitlement): expected = orderedWelfare(members(asking, entitlement), outcome)
      case .displacement: expected = -tie.0
      case .lot: expected = -tie.1
      default: break
      }
      if expected != claim.value { faults.append("\(place) says \(claim.value), not \(expected ?? -1)") }
      if claim.strength == .feasible {
        // Leximin ends at a level that a limit leaves open, and claims no bound of what takes the place of those above. What
        // follows may raise the level to its bound all the same.
        let before = nextClaim > first ? allocation.claims[nextClaim - 1] : nil
        let isDue = before?.stage == claim.stage && before?.objective.level != nil
        if !isLimited || !isDue || claim.bound != nil || claim.objective != .total(.holding) {
          faults.append("\(place) is feasible after \(before.map { "\($0.objective)" } ?? "nothing")")
        }
      } else if claim.strength == .optimal ? claim.bound != claim.value : !isLimited || claim.strength != .withinGap {
        faults.append("\(place) is \(claim.strength) with bound \(claim.bound ?? -1)")
      }
      if claim.proof == .multipliers, let fault = checker.fault(nextClaim) { faults.append("\(place): \(fault)") }
      if (claim.proof == .multipliers) != (claim.multipliers != nil) { faults.append(place + " without its proof") }
      nextClaim += 1
    }
    guard !open.isEmpty else { return }
    bounds(first..<nextClaim, open: open, fixed: fixed, asking: asking, shown: outcome)
    let own = Array(allocation.claims[first..<nextClaim])
    for stage in stages {
      guard case .maximise(let objective, _) = policy.stages[stage].rule else { continue }
      let isMissing = !own.contains { $0.stage == stage + 1 && $0.kind == .maximise }
      if isMissing, objective != .leximin, objective != .minimumRatio {
        faults.append("stage \(stage + 1) claims nothing")
      }
    }
    if own.suffix(2).map(\.objective) != [.displacement, .lot] { faults.append("stages \(stages) don't break ties") }
  }

  func sum(_ positions: [Int], _ value: (Request) -> Int) -> Int {
    positions.reduce(0) { $0 + value(problem.requests[oracle.choices[$1].request]) }
  }

  func members(_ asking: [Int], _ entitlement: String) -> [(slot: Int, share: Int)] {
    asking.map { (slot: $0, share: share($0, Entitlement(entitlement) ?? .equal)) }.filter { $0.share > 0 }
  }

  private mutating func uniqueness() {
    guard oracle.enumerates else { return }
    switch allocation.uniqueness {
    case .unique: if !isUniqueByPlaces { faults.append("is said to be unique, and isn't") }
    case .notUnique:
      // Short of the optimum others may do as well where no other is best.
      if isLimited, allocation.claims.contains(where: { $0.strength == .withinGap }) { return }
      let usesOptions = allocation.claims.contains { claim in
        claim.multipliers?.columns.values.contains(.options) ?? true
      }
      if usesOptions ? isUniqueByOptions : isUniqueByPlaces { faults.append("is said not to be unique, and is") }
    case .notExamined: break
    }
  }
}
