// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import IntegerPrograms
import Scenarios

/// A run of objective stages, solved again with one request granted or left out.
///
/// Requests outside a region stay as they were granted, so that the program is small. What is found is an allocation that
/// keeps every rule; it is an optimum where the region is all that the objectives depend on.
struct ConditionedRun {
  /// How much the first objective that loses, in order, loses.
  struct Loss {
    /// The objective, with the stage that it belongs to.
    var objective: StageObjective
    /// Its value at the result's own grants.
    var value: Int
    /// What it loses in the allocation that was found.
    var amount: Int
    /// What it loses in every allocation; nil where that isn't known.
    var leastAmount: Int?
  }

  /// The whole program has no solution, by the solver's word.
  struct NoAllocation: Error {}

  /// What solving a region came to.
  struct Answer {
    /// The first objective that loses; nil where none does.
    var loss: Loss?
    /// The arc with the grants that were found, those of earlier stages and of the run.
    var state: AllocationState
    var isWhole: Bool
    var freeRequests: Int
    var columns: Int
  }

  let explainer: Explainer
  let rules: StageRules
  let outcome: RecordedOutcome
  let run: StageRuns.Run
  let condition: PartSolver.Condition
  /// The request that the condition is about.
  let request: Int

  private var problem: CoordinationProblem { rules.problem }

  /// The arc before the run.
  var before: AllocationState {
    outcome.state(in: problem) { $0.stage < run.stages.lowerBound }
  }

  /// The planned stages of the policy.
  let plan: [PlannedStage]

  /// The run as the engine carries it out.
  private var objectives: ObjectiveRun {
    let lastObjective = plan.last { stage in
      if case .maximise = stage.stage.rule { return true }
      return false
    }
    return ObjectiveRun(
      rules: rules, stages: plan.filter { run.stages.contains($0.number) }, kept: kept,
      enforcesDemands: lastObjective?.number == run.stages.upperBound, solver: explainer.solver,
      limits: SolverLimits(nodes: explainer.limits.nodes, isCancelled: explainer.limits.isCancelled))
  }

  /// Requests that an ordering just before the run granted, and that the run keeps granted, wherever.
  var kept: [Int] {
    guard let ordering = plan.first(where: { $0.number == run.stages.lowerBound - 1 }),
      ordering.stage.carry == .requests, case .order(let order) = ordering.stage.rule
    else { return [] }
    let before = before
    var after = before
    _ = OrderStage(rules: rules, planned: ordering, ordering: order).run(&after)
    return after.grants.indices.filter { after.grants[$0] != nil && before.grants[$0] == nil }
  }

  /// The requests that compete in the run, by index.
  var competing: [Int] {
    let admitted = objectives.admitted
    let standing = before.grants
    return problem.requests.indices.filter { admitted[$0] && standing[$0] == nil && problem.isAdmissible($0) }
  }

  /// Regions around the request, each part of the next; the last is all that the objectives tie to it.
  func regions() -> [[Int]] {
    let competing = competing
    let whole =
      objectives.isCoupled
      ? competing : Components(problem: problem).split(competing).first { $0.contains(request) } ?? []
    let band = problem.band(of: request)
    let reach = problem.greatestSeparation(band: problem.requests[request].band) + 2 * band.flexibilityMilliDegrees
    let filed = problem.requests[request].longitudeMilliDegrees
    var regions: [[Int]] = []
    var radius = reach
    while radius < Circle.circumference {
      let near = whole.filter {
        problem.requests[$0].band == problem.requests[request].band
          && Circle.distance(problem.requests[$0].longitudeMilliDegrees, filed) <= radius
      }
      if near.count > (regions.last?.count ?? 0) { regions.append(near) }
      radius *= 2
    }
    if whole.count > (regions.last?.count ?? 0) { regions.append(whole) }
    return regions
  }

  /// Solves a region; nil where its program is larger than the limit, or has no answer.
  ///
  /// - Throws: `NoAllocation` where nothing keeps the policy's rules, `AllocationFault.cancelled` where it was stopped.
  func solve(_ region: [Int], isWhole: Bool) throws -> Answer? {
    var bandsWithOptions: Set<Int> = []
    while true {
      let free = Set(region)
      let fixed = outcome.state(in: problem) { grant in
        grant.stage < run.stages.lowerBound
          || (run.stages.contains(grant.stage) && !free.contains(grant.option.request))
      }
      let objectives = objectives
      let builder = StageProgramBuilder(
        rules: rules, state: fixed, bandsWithOptions: bandsWithOptions, kept: Set(objectives.kept),
        enforcesDemands: objectives.enforcesDemands)
      guard columns(of: region, builder: builder) <= explainer.limits.columns else { return nil }
      let solved: PartSolver.Solved
      do {
        solved = try PartSolver(
          run: objectives, builder: builder, state: fixed, requests: region, condition: condition
        ).solve()
      } catch is ProgramInfeasible {
        if isWhole { throw NoAllocation() }
        return nil
      } catch AllocationFault.undecided {
        return nil
      }
      // Columns that measure ranks aren't worked out again from grants, so that nothing can be compared.
      let measuresRanks = solved.program.columns.contains { column in
        if case .threshold = column { return true }
        return false
      }
      if measuresRanks { return nil }
      switch BlockGrants(problem: problem).options(for: solved.granted) {
      case .impossible(let band): bandsWithOptions.insert(band)
      case .assigned(let options):
        var state = fixed
        for option in options { state.grant(option, stage: run.stages.upperBound) }
        return Answer(
          loss: loss(solved, after: state, isWhole: isWhole), state: state, isWhole: isWhole,
          freeRequests: region.count, columns: solved.effort.columns)
      }
    }
  }

  private func columns(of region: [Int], builder: StageProgramBuilder) -> Int {
    region.reduce(0) { sum, index in
      let perPlace =
        builder.usesPlaces(problem.requests[index].band)
        ? 1 : problem.firstChannels(of: index).count * problem.polarizations(of: index).count
      return sum + perPlace * problem.places[index].count
    }
  }

  /// The first objective, in order, whose value is below that of the result's own grants in the same program.
  ///
  /// Levels that follow from others are no steps, and which those are differs from run to run; at the first level that loses
  /// fewer reach it than could by the levels below, so that it is a step of this run.
  private func loss(_ solved: PartSolver.Solved, after state: AllocationState, isWhole: Bool) -> Loss? {
    let program = solved.program
    let recorded = Self.point(of: outcome.grants, in: program)
    var isOptimal = isWhole
    for step in solved.steps where step.objective.kind == .maximise {
      isOptimal = isOptimal && step.strength == .optimal
      if let gap = step.gap {
        // That not everyone reaches the level is proved; how many do is only what was found.
        let before = Self.value(of: gap.terms, at: recorded)
        let now = Self.value(of: gap.terms, at: Self.point(of: state.grants, in: program))
        if before >= gap.everyone && now < before {
          return Loss(
            objective: step.objective, value: before, amount: before - now, leastAmount: isOptimal ? 1 : nil)
        }
        continue
      }
      let before = step.objective.value(at: recorded)
      if step.value < before {
        return Loss(
          objective: step.objective, value: before, amount: before - step.value,
          leastAmount: isOptimal ? before - step.value : nil)
      }
    }
    return nil
  }

  private static func value(of terms: [StageProgram.Term], at point: [Bool]) -> Int {
    terms.reduce(0) { $0 + (point[$1.column] ? $1.coefficient : 0) }
  }

  /// The 0/1 point that grants stand for.
  private static func point(of grants: [Allocation.Grant?], in program: StageProgram) -> [Bool] {
    var point = program.columns.map { column -> Bool in
      switch column {
      case .place(let request, let place):
        grants[request]?.option.longitudeMilliDegrees == place.longitudeMilliDegrees
      case .option(let option): grants[option.request]?.option == option
      case .level, .served, .threshold: false
      }
    }
    LexicographicSearch.completeCounters(&point, in: program)
    return point
  }
}
