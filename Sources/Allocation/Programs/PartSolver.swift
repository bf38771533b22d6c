// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import IntegerPrograms
import Scenarios

/// Solves the objectives of a run for requests that belong together, and breaks the ties.
struct PartSolver {
  struct Solved {
    var granted: [StageProgram.Column]
    var steps: [LexicographicSearch.Step]
    var program: StageProgram
    var uniqueness: Allocation.Uniqueness
    var optima: OptimaRecord
    var effort: Effort
  }

  let run: ObjectiveRun
  let builder: StageProgramBuilder
  let state: AllocationState
  let requests: [Int]
  /// What is laid down of one request; nil in every allocation, set where one is explained.
  var condition: Condition?

  /// What may be laid down of a request beside the policy's own rules.
  enum Condition {
    /// It is granted, whatever that costs.
    case granted(Int)
    /// It is not granted.
    case refused(Int)
  }

  var problem: CoordinationProblem { run.rules.problem }

  func solve() throws -> Solved {
    let (program, counters) = build()
    var effort = Effort()
    do {
      // Relaxations prove nothing under a demand of fairness, and those of large programs are loose.
      let isLoose = !run.fairness.isEmpty && run.limits.isLarge(columns: program.columns.count)
      if !isLoose, let solved = try attempt(program, counters, mode: .relaxations, effort: &effort) {
        return try whole(solved)
      }
    } catch is StageStop {
      // The exact mode below says what is the matter.
    }
    if run.limits.isCancelled?() == true { throw AllocationFault.cancelled }
    do {
      if let solved = try attempt(program, counters, mode: .integerPrograms, effort: &effort) {
        return try whole(solved)
      }
    } catch StageStop.infeasible {
      throw ProgramInfeasible()
    } catch let stop as StageStop {
      throw undecided(String(describing: stop))
    }
    throw undecided("no point attains what was proved")
  }

  /// What was solved, unless a cancelled solver may have cut it short.
  private func whole(_ solved: Solved) throws -> Solved {
    if run.limits.isCancelled?() == true { throw AllocationFault.cancelled }
    return solved
  }

  private func undecided(_ reason: String) -> AllocationFault {
    if run.limits.isCancelled?() == true { return .cancelled }
    return .undecided(policy: run.rules.policy.name, stage: run.stages[0].stage.name, reason: reason)
  }

  // MARK: - Building

  /// Columns that count administrations, by what objectives need.
  struct Counters {
    var served: [(administration: Int, column: Int)] = []
    /// For each administration the columns of its steps, from the first.
    var levels: [Int: [Int]] = [:]
    /// The levels of each entitlement that an objective of the run measures against.
    var plans: [Entitlement: LevelPlan] = [:]
  }

  func build() -> (StageProgram, Counters) {
    var program = builder.program(requests: requests)
    var counters = Counters()
    var asksForSteps = false
    for planned in run.stages {
      guard case .maximise(let objective, let entitlement) = planned.stage.rule else { continue }
      switch objective {
      case .total, .bids, .leastDisplacement: break
      case .administrationsServed, .populationCovered:
        if counters.served.isEmpty { addServed(to: &program, &counters) }
      case .generalisedGini: counters.plans[entitlement] = counters.plans[entitlement] ?? levelPlan(entitlement)
      case .alphaFairness: addLevels(entitlement, to: &program, &counters)
      case .minimumRatio, .leximin, .administrationsAtRatio:
        addLevels(entitlement, to: &program, &counters)
        asksForSteps = true
      }
    }
    for demand in run.fairness { addLevels(demand.entitlement, to: &program, &counters) }
    if asksForSteps || !run.fairness.isEmpty { nestLevels(to: &program, counters) }
    if !run.fairness.isEmpty { FairnessRows(part: self).add(run.fairness, to: &program, counters) }
    switch condition {
    case .granted(let request):
      let own = (program.columnsOfRequest[request] ?? []).map { StageProgram.Term(column: $0, coefficient: -1) }
      program.add(.request(request), own, atMost: -1)
    case .refused(let request):
      let own = (program.columnsOfRequest[request] ?? []).map { StageProgram.Term(column: $0, coefficient: 1) }
      program.add(.request(request), own, atMost: 0)
    case nil: break
    }
    return (program, counters)
  }

  func columnsByHolder(_ program: StageProgram) -> [Int: [Int]] {
    var result: [Int: [Int]] = [:]
    for (index, column) in program.columns.enumerated() {
      guard let request = StageProgram.request(of: column), let holder = problem.holders[request] else { continue }
      result[holder, default: []].append(index)
    }
    return result
  }

  func fixedHolding(_ administration: Int) -> Int {
    var result = 0
    for (request, grant) in state.grants.enumerated() where grant != nil && problem.holders[request] == administration {
      result += problem.requests[request].holding
    }
    return result
  }

  /// The columns whose grants serve an administration, by administration.
  private func columnsByBeneficiary(_ program: StageProgram) -> [Int: [Int]] {
    var result: [Int: [Int]] = [:]
    for (index, column) in program.columns.enumerated() {
      guard let request = StageProgram.request(of: column) else { continue }
      for administration in problem.beneficiaries(of: request) { result[administration, default: []].append(index) }
    }
    return result
  }

  /// How many grants of earlier stages serve each administration.
  private func fixedServices() -> [Int: Int] {
    var result: [Int: Int] = [:]
    for request in state.grants.indices where state.grants[request] != nil {
      for administration in problem.beneficiaries(of: request) { result[administration, default: 0] += 1 }
    }
    return result
  }

  private func addServed(to program: inout StageProgram, _ counters: inout Counters) {
    let columns = columnsByBeneficiary(program)
    let admitted = run.admitted
    let asking = problem.requests.indices.filter { admitted[$0] }.flatMap { problem.beneficiaries(of: $0) }
    // Administrations that earlier stages have served count too, whether they still ask or not; hopeless ones count as 0.
    let fixed = fixedServices()
    for administration in Set(asking).union(fixed.keys).sorted() {
      let counter = program.add(.served(administration: administration))
      counters.served.append((administration, counter))
      let own = (columns[administration] ?? []).map { StageProgram.Term(column: $0, coefficient: -1) }
      program.add(
        problem.scenario.attribution.countsMembers ? .attributed(administration) : .served(administration),
        [.init(column: counter, coefficient: 1)] + own, atMost: fixed[administration] ?? 0)
    }
  }

  // MARK: - Solving

  private func attempt(
    _ program: StageProgram, _ counters: Counters, mode: LexicographicSearch.Mode, effort: inout Effort
  ) throws -> Solved? {
    var search = LexicographicSearch(program: program, solver: run.solver, limits: run.limits, mode: mode)
    defer { effort.add(search.effort) }
    search.guide = tieBreakObjective(.lot, program)
    for planned in run.stages {
      guard case .maximise(let objective, let entitlement) = planned.stage.rule else { continue }
      search.keepPriced()
      switch objective {
      case .minimumRatio: try climbToFirstGap(&search, counters, planned, entitlement)
      case .leximin: try climb(&search, counters, planned, entitlement)
      case .administrationsAtRatio(let ratio):
        try countAtRatio(&search, counters, planned, entitlement, ratio)
      case .alphaFairness(let halves):
        try maximiseWelfare(&search, counters, planned, entitlement, halves: halves)
      case .generalisedGini:
        try maximiseOrderedWelfare(&search, counters, planned, entitlement)
      case .total, .bids, .administrationsServed, .populationCovered, .leastDisplacement:
        _ = try search.maximise(self.objective(objective, planned, program, counters))
        search.keepLast()
      }
    }
    let point = try breakTies(&search, program)
    guard let point else { return nil }
    if !search.settle(at: point), mode == .relaxations { return nil }
    func isGrantable(_ columns: [StageProgram.Column]) -> Bool {
      guard case .assigned = BlockGrants(problem: problem).options(for: columns) else { return false }
      return true
    }
    search.dropProofs(leaningOnLessThan: point)
    if !run.fairness.isEmpty { search.dropProofs() }
    // Whether there are several ways to meet a condition is nobody's question; other ways to miss an optimum aren't
    // either, and a row that was kept before the final point raised its objective asks for too little.
    let isProven = search.steps.allSatisfy { step in
      step.objective.kind == .tieBreak
        || step.strength == .optimal && step.row.map { search.program.rightHandSides[$0] == -step.value } ?? true
    }
    var uniqueness =
      try condition != nil || !isProven || !run.limits.surveysOptima
      ? .notExamined
      : search.hasSingleMove(from: point, isGrantable: isGrantable)
        ? .notUnique : search.uniqueness(of: point, isGrantable: isGrantable)
    // Only allocations with the holdings that were kept have been looked at, not others with the same welfare.
    let isOrdered = search.steps.contains { $0.objective.ordered != nil }
    if uniqueness == .unique, isOrdered { uniqueness = .notExamined }
    var total = effort
    total.add(search.effort)
    var optima = OptimaRecord(count: nil, services: [])
    if condition == nil, isProven, !isOrdered, run.limits.surveysOptima {
      optima = try OptimaSurvey(
        search: search, columnsByBeneficiary: columnsByBeneficiary(search.program), standing: Set(fixedServices().keys),
        countsMembers: problem.scenario.attribution.countsMembers, isGrantable: isGrantable
      ).record(around: point, isUnique: uniqueness == .unique, effort: &total)
    }
    // What was counted settles what was only looked for.
    if uniqueness == .notExamined, let count = optima.count { uniqueness = count > 1 ? .notUnique : .unique }
    let granted = search.program.columns.indices.filter { point[$0] }.map { search.program.columns[$0] }
    return Solved(
      granted: granted, steps: search.steps, program: search.program, uniqueness: uniqueness,
      optima: optima, effort: total)
  }

  private func objective(
    _ objective: Policy.Objective, _ planned: PlannedStage, _ program: StageProgram, _ counters: Counters
  ) -> StageObjective {
    var result = StageObjective(
      claim: .administrationsServed, kind: .maximise, stage: planned.number, name: planned.stage.name,
      unit: "administrations", terms: [])
    switch objective {
    case .populationCovered:
      result.claim = .populationCovered
      result.unit = "inhabitants"
      result.terms = counters.served.compactMap { entry in
        problem.inhabitants[entry.administration].flatMap {
          $0 > 0 ? .init(column: entry.column, coefficient: $0) : nil
        }
      }
    case .total(let quantity):
      result.claim = .total(quantity)
      result.unit = quantity.claimUnit(problem.scenario.holdingUnit)
      result.terms = terms(program) { problem.quantity(quantity, of: $0) }
    case .bids:
      result.claim = .bids
      result.unit = "units of account"
      result.terms = terms(program) { run.rules.bids?.weight($0) ?? 0 }
    case .leastDisplacement:
      result = tieBreakObjective(.displacement, program)
      result.kind = .maximise
      result.stage = planned.number
      result.name = planned.stage.name
    case .administrationsServed, .administrationsAtRatio, .minimumRatio, .leximin, .alphaFairness, .generalisedGini:
      result.terms = counters.served.map { .init(column: $0.column, coefficient: 1) }
    }
    return result
  }

  func terms(_ program: StageProgram, _ coefficient: (Int) -> Int) -> [StageProgram.Term] {
    program.columns.indices.compactMap { column in
      guard let request = StageProgram.request(of: program.columns[column]) else { return nil }
      let value = coefficient(request)
      return value == 0 ? nil : .init(column: column, coefficient: value)
    }
  }
}

extension Policy.Quantity {
  /// The unit that claims are counted in.
  func claimUnit(_ holdingUnit: Scenario.HoldingUnit) -> String {
    switch self {
    case .networks: "networks"
    case .channels: "channels"
    case .bandwidth: "kilohertz"
    case .value: "units of value"
    case .holding:
      switch holdingUnit {
      case .channels: "channels"
      case .networks: "networks"
      case .megahertz: "kilohertz"
      }
    }
  }
}
