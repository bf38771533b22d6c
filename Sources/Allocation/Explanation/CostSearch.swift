// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import IntegerPrograms

/// Works out what granting a refused request would cost, or what a granted one brings.
struct CostSearch {
  let explainer: Explainer
  let rules: StageRules
  let outcome: RecordedOutcome
  let request: Int

  private var problem: CoordinationProblem { rules.problem }
  private var isGranted: Bool { outcome.grants[request] != nil }
  private var question: String { isGranted ? "refused" : "granted" }

  private var plan: [PlannedStage] { PlannedStage.plan(rules.policy, problem: problem) }

  func finding() throws -> CostFinding {
    guard problem.isAdmissible(request) else {
      return finding(.impossible, remark: "it asks for more channels than its band has")
    }
    let runs = StageRuns(outcome.claims)
    // An ordering that passes on requests alone decides no place: the objective after it does.
    let admitting = plan.first { planned in
      if case .order = planned.stage.rule, planned.stage.carry == .requests { return false }
      return rules.admits(planned)[request]
    }
    guard let stage = outcome.grants[request]?.stage ?? admitting?.number else {
      return finding(.impossible, remark: "no stage of the policy looks at the request")
    }
    guard let run = runs.run(ofStage: stage), let planned = plan.first(where: { $0.number == stage }) else {
      return finding(.notComputed, remark: "the result has no certificate of stage \(stage)")
    }
    if case .lottery = planned.stage.rule {
      return finding(.notComputed, remark: "a lottery decided, which no objective and no order explains")
    }
    return run.hasObjectives ? try solved(run, runs) : try replayed(stage: stage, runs)
  }

  private func finding(_ status: CostFinding.Status, remark: String) -> CostFinding {
    CostFinding(question: question, status: status, remarks: [remark])
  }

  // MARK: - Orderings

  /// Carries the stages out again with the request put first in its stage, or without it.
  private func replayed(stage: Int, _ runs: StageRuns) throws -> CostFinding {
    var remarks: [String] = []
    var last = plan.count
    let next = plan.first { planned in
      if case .order = planned.stage.rule { return planned.number > stage && planned.stage.carry == .requests }
      return planned.number > stage
    }
    if let next {
      remarks.append("stages from \(next.number) on are more than an order of requests and were not carried out again")
      last = next.number - 1
    }
    var start: AllocationState
    if isGranted {
      // Asking for more than the band has, the request is there but can't be granted; all else stays as it is.
      var requests = problem.requests
      requests[request].channels = problem.band(of: request).channels + 1
      start = AllocationState(problem: try problem.withRequests(requests))
      for case .some(let grant) in outcome.grants where grant.stage < stage {
        start.grant(grant.option, stage: grant.stage)
      }
    } else {
      start = outcome.state(in: problem) { $0.stage < stage }
      guard let free = openOptions(start).first else {
        return finding(.impossible, remark: "nothing is free for the request when stage \(stage) begins")
      }
      guard hasRoom(start) else {
        return finding(.impossible, remark: "a cap or quota keeps the request out when stage \(stage) begins")
      }
      start.grant(free, stage: stage)
    }
    let after = try engine.carryOut(rules.policy, from: start, after: stage - 1, upTo: last).grants
    return CostFinding(
      question: question, status: .replayed, changes: changes(to: after, upToStage: last), remarks: remarks)
  }

  private var engine: PolicyEngine {
    PolicyEngine(
      solver: explainer.solver,
      limits: SolverLimits(nodes: explainer.limits.nodes, isCancelled: explainer.limits.isCancelled))
  }

  /// The request's options that the rules leave open and that are free of what is granted.
  private func openOptions(_ state: AllocationState) -> [Option] {
    PlaceSurvey(rules: rules, state: state).openOptions(of: request).filter { state.isFree($0) }
  }

  /// Whether caps and upper quotas leave room for the request.
  private func hasRoom(_ state: AllocationState) -> Bool {
    BoundTally(rules.bounds, granted: state.grants.indices.filter { state.grants[$0] != nil }).admits(request)
  }

  // MARK: - Objectives

  private func solved(_ run: StageRuns.Run, _ runs: StageRuns) throws -> CostFinding {
    let conditioned = ConditionedRun(
      explainer: explainer, rules: rules, outcome: outcome, run: run,
      condition: isGranted ? .refused(request) : .granted(request), request: request, plan: plan)
    let before = conditioned.before
    let columns = openOptions(before)
    guard !columns.isEmpty else {
      return finding(.impossible, remark: "nothing is free for the request when stage \(run.stages.lowerBound) begins")
    }
    if !isGranted, !hasRoom(before) {
      return finding(.impossible, remark: "a cap or quota keeps the request out before the stage begins")
    }
    if isGranted, conditioned.kept.contains(request) {
      return finding(.impossible, remark: "an earlier stage granted it, and the policy keeps it granted")
    }
    let proven = provenLoss(run, columns: columns)
    var best: ConditionedRun.Answer?
    let regions = conditioned.regions()
    for (index, region) in regions.enumerated() {
      if explainer.limits.isCancelled?() == true { throw AllocationFault.cancelled }
      do {
        guard let answer = try conditioned.solve(region, isWhole: index + 1 == regions.count) else { continue }
        best = answer
        if status(of: answer, proven) != .atMost { break }
      } catch is ConditionedRun.NoAllocation {
        return finding(
          .impossible, remark: "no allocation keeps the policy's other rules and earlier grants, by the solver's word")
      }
    }
    return try finding(best, proven, run, runs, competing: conditioned.competing.count)
  }

  /// The first claim of a run that can't keep its value, which the multipliers prove.
  private func provenLoss(_ run: StageRuns.Run, columns: [Option]) -> (index: Int, bound: Int)? {
    let proof = ProvenLoss(rules: rules, outcome: outcome, request: request, columns: columns)
    for index in run.claims where outcome.claims[index].kind == "maximise" {
      guard let bound = proof.bound(claim: index, granted: !isGranted) else { continue }
      if bound < outcome.claims[index].value { return (index, bound) }
    }
    return nil
  }

  private func status(
    of answer: ConditionedRun.Answer, _ proven: (index: Int, bound: Int)?
  ) -> CostFinding.Status {
    guard let loss = answer.loss else { return .noCost }
    if loss.leastAmount == loss.amount { return .exact }
    if let proven, isSame(loss, outcome.claims[proven.index]), value(loss) - loss.amount == proven.bound {
      return .exact
    }
    return .atMost
  }

  /// The value before the loss: that of the claim, since a region's program has only a part of it; where levels follow from
  /// others there is no claim, and the program counts everybody.
  private func value(_ loss: ConditionedRun.Loss) -> Int {
    outcome.claims.first { isSame(loss, $0) }?.value ?? loss.value
  }

  private func isSame(_ loss: ConditionedRun.Loss, _ claim: RecordedClaim) -> Bool {
    let level = loss.objective.claim.level
    return claim.stage == loss.objective.stage && claim.objective.numerator == level?.numerator
      && claim.objective.denominator == level?.denominator
      && (level != nil || claim.objective.id == loss.objective.claim.identifier)
  }

  private func finding(
    _ answer: ConditionedRun.Answer?, _ proven: (index: Int, bound: Int)?, _ run: StageRuns.Run, _ runs: StageRuns,
    competing: Int
  ) throws -> CostFinding {
    func method(_ answer: ConditionedRun.Answer?) -> CostFinding.Method {
      CostFinding.Method(
        freeRequests: answer?.freeRequests ?? 0, competingRequests: competing, isWhole: answer?.isWhole ?? false,
        programColumns: answer?.columns ?? 0, columnLimit: explainer.limits.columns,
        nodeLimit: explainer.limits.nodes)
    }
    guard let answer else {
      guard let proven else {
        return CostFinding(
          question: question, status: .notComputed, method: method(nil),
          remarks: ["no program within the limits has an answer"])
      }
      let claim = outcome.claims[proven.index]
      return CostFinding(
        question: question, status: .atLeast,
        objective: objective(claim, changedValue: nil, changedBound: proven.bound),
        provenObjective: objective(claim, changedValue: nil, changedBound: proven.bound), method: method(nil),
        remarks: ["no program within the limits has an answer; the loss is what the certificate's multipliers prove"])
    }
    var remarks: [String] = []
    var after = answer.state.grants
    var last = run.stages.upperBound
    let later = plan.filter { $0.number > last }
    let isOrdered = later.allSatisfy { planned in
      if case .order = planned.stage.rule { return planned.stage.carry == .grants }
      return false
    }
    if !isOrdered {
      remarks.append(
        "later stages are more than an order of requests; they were not carried out again and are left out")
    } else if !later.isEmpty {
      after = try engine.carryOut(rules.policy, from: answer.state, after: last).grants
      last = plan.count
    }
    let status = status(of: answer, proven)
    var result = CostFinding(
      question: question, status: status, changes: changes(to: after, upToStage: last), method: method(answer),
      remarks: remarks)
    if let loss = answer.loss {
      let value = value(loss)
      let changed = value - loss.amount
      let bound =
        loss.leastAmount.map { value - $0 }
        ?? (status == .exact ? changed : proven.flatMap { isSame(loss, outcome.claims[$0.index]) ? $0.bound : nil })
      result.objective = CostFinding.Objective(
        stage: loss.objective.stage, stageName: loss.objective.name, id: loss.objective.claim.identifier,
        level: level(loss.objective.claim.level), unit: loss.objective.unit, value: value, changedValue: changed,
        changedBound: bound)
      if status == .atMost, proven == nil, bound == nil {
        result.remarks.append("nothing proves that an objective must lose: an allocation without a loss may exist")
      }
    }
    if let proven {
      let claim = outcome.claims[proven.index]
      result.provenObjective = objective(claim, changedValue: nil, changedBound: proven.bound)
    }
    return result
  }

  private func objective(_ claim: RecordedClaim, changedValue: Int?, changedBound: Int?) -> CostFinding.Objective {
    let level = level(claim.objective.numerator.flatMap { numerator in
      claim.objective.denominator.map { (numerator, $0) }
    })
    return CostFinding.Objective(
      stage: claim.stage, stageName: claim.name, id: claim.objective.id, level: level, unit: claim.unit,
      value: claim.value, changedValue: changedValue, changedBound: changedBound)
  }

  private func level(_ ratio: (numerator: Int, denominator: Int)?) -> String? {
    ratio.map { $0.denominator == 1 ? "\($0.numerator)" : "\($0.numerator)/\($0.denominator)" }
  }

  // MARK: - Who loses what

  /// The administrations whose grants differ; grants of stages that were not carried out again are left out.
  private func changes(to after: [Allocation.Grant?], upToStage last: Int) -> [CostFinding.Change] {
    var changes: [Int: CostFinding.Change] = [:]
    for index in problem.requests.indices {
      let had = outcome.grants[index].map { $0.stage <= last } ?? false
      let has = after[index] != nil
      guard had != has else { continue }
      let administration = problem.notifying[index]
      var change =
        changes[administration]
        ?? CostFinding.Change(
          administration: problem.administrations[administration], lost: [], gained: [], holdingChange: 0)
      let identifier = problem.requests[index].identifier
      if had { change.lost.append(identifier) } else { change.gained.append(identifier) }
      change.holdingChange += (has ? 1 : -1) * problem.requests[index].holding
      changes[administration] = change
    }
    return changes.keys.sorted().compactMap { changes[$0] }
  }
}
