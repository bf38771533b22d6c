// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// Holds what the certificate says of one policy against the policy and the allocation.
struct CertificateChecks {
  let docket: Docket
  let rules: PolicyRules
  let outcome: PolicyOutcome
  let certificate: PolicyCertificate
  /// For each granted request the run that granted it.
  private(set) var runOfGrant: [Int?]

  /// For each run whose grants are taken back the requests that it granted.
  private var rehearsed: [Int: [Int]] = [:]
  private var contexts: [Int: StageContext] = [:]
  private var values: [Int: ObjectiveValues] = [:]
  private var columnSets: [ColumnKey: ColumnSet] = [:]

  private struct ColumnKey: Hashable {
    var stage: Int
    var kinds: [String: Claim.Columns]
  }

  init(docket: Docket, rules: PolicyRules, outcome: PolicyOutcome, certificate: PolicyCertificate) {
    self.docket = docket
    self.rules = rules
    self.outcome = outcome
    self.certificate = certificate
    runOfGrant = Array(repeating: nil, count: docket.requests.count)
  }

  mutating func run(journal: inout Journal) {
    readGrantStages(journal: &journal)
    for (index, run) in rules.runs.enumerated() {
      let replay = OrderReplay(
        docket: docket, rules: rules, outcome: outcome, runOfGrant: runOfGrant, run: index)
      switch run.kind {
      case .order: replay.check(journal: &journal)
      case .rehearsal: rehearsed[index] = replay.rehearsed(journal: &journal)
      case .objective, .lottery: break
      }
    }
    checkAdmission(journal: &journal)
    makeContexts()
    checkKept(journal: &journal)
    let sequence = ClaimSequence(rules: rules, claims: certificate.claims, contexts: contexts, values: values).review()
    for fault in sequence.problems {
      journal.report(finding(.form, claim: fault.claim, fault.problem, expected: fault.expected))
    }
    journal.count(.openLevels, sequence.openStages)
    for (index, claim) in certificate.claims.enumerated() {
      guard let claim, let context = contexts[claim.stage - 1], let values = values[claim.stage - 1] else { continue }
      // What an ordering granted that was taken back only its repetition knows.
      let actual = rehearsed[context.run]?.count ?? values.value(of: claim.objective)
      journal.count(.values)
      if actual != claim.value {
        journal.report(
          finding(.values, claim: index, "\(claim.objective.text) is said to be \(claim.value)", expected: "\(actual)"))
      }
      checkAttribution(of: claim, index: index, journal: &journal)
      checkProof(of: claim, index: index, context: context, values: values, journal: &journal)
    }
    LotteryChecks(docket: docket, rules: rules, outcome: outcome, runOfGrant: runOfGrant, lottery: certificate.lottery)
      .run(journal: &journal)
  }

  /// Reads which stage granted what; every grant has one and nothing else has.
  private mutating func readGrantStages(journal: inout Journal) {
    let fixing = rules.runs.filter { $0.kind != .rehearsal }
    var isNamed = [Bool](repeating: false, count: docket.requests.count)
    for (network, stage) in certificate.grantStages {
      guard let request = docket.index(of: network), outcome.grants[request] != nil else {
        journal.report(finding(.form, "grant_stage names `\(network)`", expected: "granted networks only"))
        continue
      }
      isNamed[request] = true
      guard fixing.contains(where: { $0.grantStage == stage }),
        let run = rules.runs.firstIndex(where: { $0.grantStage == stage })
      else {
        let stages = fixing.map { String($0.grantStage) }.joined(separator: ", ")
        journal.report(
          finding(.form, "grant_stage of `\(network)` is \(stage)", expected: "a stage that fixes grants: \(stages)"))
        continue
      }
      runOfGrant[request] = run
    }
    for grant in outcome.granted where !isNamed[grant.request] {
      let network = docket.requests[grant.request].identifier
      journal.report(finding(.form, "grant_stage lacks `\(network)`", expected: "every granted network"))
    }
  }

  /// Checks that whatever a run granted it looks at; the same again for a kept request.
  private mutating func checkAdmission(journal: inout Journal) {
    for request in docket.requests.indices {
      guard let run = runOfGrant[request], rules.runs[run].kind != .order else { continue }
      let stage = rules.runs[run].stages.lowerBound
      guard !kept(by: run).contains(request), !rules.admits(request, stage: stage, docket: docket) else { continue }
      journal.report(
        finding(
          .order, "`\(docket.requests[request].identifier)` is granted by stage \(rules.runs[run].grantStage)",
          expected: "a stage that admits it"))
      runOfGrant[request] = nil
    }
  }

  /// The requests that a run keeps granted: those of an ordering just before it whose grants were taken back.
  private func kept(by run: Int) -> Set<Int> {
    guard rules.runs[run].kind == .objective, run > 0 else { return [] }
    return Set(rehearsed[run - 1] ?? [])
  }

  private mutating func makeContexts() {
    for (runIndex, run) in rules.runs.enumerated() {
      for stage in run.stages {
        let context = StageContext(
          docket: docket, rules: rules, stage: stage, run: runIndex, kept: kept(by: runIndex), grants: outcome.grants,
          runOfGrant: runOfGrant)
        contexts[stage] = context
        values[stage] = ObjectiveValues(context: context, grants: outcome.grants, runOfGrant: runOfGrant)
      }
    }
  }

  /// Checks that what an ordering granted the run after it grants too, wherever.
  private func checkKept(journal: inout Journal) {
    for run in rules.runs.indices {
      for request in kept(by: run).sorted() {
        journal.count(.constraints)
        guard runOfGrant[request] != run else { continue }
        let grantStage = rules.runs[run].grantStage
        journal.report(
          AllocationTable.finding(
            .constraints, line: outcome.rows[request]?.line, policy: rules.policy.name,
            subject: docket.requests[request].identifier, "is not granted by stage \(grantStage)",
            expected: "a grant, since stage \(rules.runs[run - 1].grantStage) granted it and its requests are kept"))
      }
    }
  }

  /// Checks that a claim about who is served names the rule of attribution, where one network may count for several.
  private func checkAttribution(of claim: Claim, index: Int, journal: inout Journal) {
    let due = claim.objective.countsServed && docket.countsMembers ? docket.attribution : nil
    guard claim.attribution != due else { return }
    journal.report(
      finding(
        .form, claim: index,
        "says that networks count by `\(claim.attribution?.rawValue ?? "notifying administration")`",
        expected: due.map { "attribution `\($0.rawValue)`, which is the scenario's" } ?? "no attribution"))
  }

  private mutating func checkProof(
    of claim: Claim, index: Int, context: StageContext, values: ObjectiveValues, journal: inout Journal
  ) {
    if claim.proof != .multipliers, claim.multipliers != nil {
      journal.report(finding(.form, claim: index, "has multipliers beside another proof", expected: "none"))
    }
    guard isAssertionCoherent(claim, index: index, journal: &journal) else { return }
    switch claim.proof {
    case .replay: break
    case .solver:
      journal.count(claim.assertion == .feasible ? .unproven : .solversWord)
    case .trivial:
      journal.count(.trivialBounds)
      let (bound, problem) = TrivialBound(context: context, rules: rules, claims: certificate.claims, index: index)
        .bound(of: claim)
      compare(claim, index: index, proven: bound.map { Int128($0) }, problem, .trivialBounds, journal: &journal)
    case .multipliers:
      journal.count(.multipliers)
      let key = ColumnKey(stage: claim.stage, kinds: claim.columns)
      let columns = columnSets[key] ?? ColumnSet(context: context, kinds: claim.columns)
      columnSets[key] = columns
      var computation = BoundComputation(
        context: context, values: values, columns: columns, claim: claim, claims: certificate.claims, index: index)
      var bound = computation.bound()
      if case .allAtLevel(let level) = claim.objective, let most = bound {
        // Where fewer than all that ask can reach the level at once, not all do.
        bound = most < context.asking(level.entitlement).count ? 0 : 1
      }
      compare(
        claim, index: index, proven: bound, computation.problems.joined(separator: "; "), .multipliers,
        journal: &journal)
    }
  }

  private func compare(
    _ claim: Claim, index: Int, proven: Int128?, _ problem: String, _ check: Check, journal: inout Journal
  ) {
    guard let proven else {
      journal.report(finding(check, claim: index, problem, expected: "a proof whose rows hold"))
      return
    }
    guard claim.bound.map({ Int128($0) == proven }) != true else { return }
    journal.report(
      finding(
        check, claim: index, "claims the bound \(claim.bound.map { String($0) } ?? "null") for \(claim.objective.text)",
        expected: "\(proven), which is what its proof gives"))
  }

  /// Whether claim, bound, kind and proof go together.
  private func isAssertionCoherent(_ claim: Claim, index: Int, journal: inout Journal) -> Bool {
    func fault(_ problem: String, _ expected: String) -> Bool {
      journal.report(finding(.form, claim: index, problem, expected: expected))
      return false
    }
    let isOrder = claim.kind == .order || claim.kind == .lottery
    guard isOrder == (claim.assertion == .byConstruction), isOrder == (claim.proof == .replay),
      isOrder == (claim.objective == .precedence)
    else {
      return fault("mixes an order with a claim of another kind", "precedence, by-construction and replay together")
    }
    switch claim.assertion {
    case .optimal:
      let bound = claim.bound.map { String($0) } ?? "null"
      return claim.bound == claim.value
        || fault("is optimal with value \(claim.value) and bound \(bound)", "them to be equal")
    case .withinGap:
      return claim.bound.map { $0 > claim.value } == true
        || fault("is within a gap without a bound above its value", "a bound that is greater than \(claim.value)")
    case .feasible:
      return claim.bound == nil && claim.proof == .solver
        || fault("is feasible only, with a bound or proof that says otherwise", "proof solver and bound null")
    case .byConstruction:
      return claim.bound.map { $0 == claim.value } != false
        || fault("is an order with another bound than its value", "null or the value")
    }
  }

  private func finding(_ check: Check, claim: Int? = nil, _ problem: String, expected: String) -> Finding {
    Finding(
      check: check, file: ResultFiles.certificateName, policy: rules.policy.name, subject: claim.map { "claim \($0)" },
      problem: problem, expected: expected)
  }
}
