// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// Holds the optima that policies claim against the allocations of the other policies in the same result.
///
/// Where nothing is fixed before a policy's first objectives, another policy's allocation is a point of their program as
/// far as it keeps the policy's own filters and constraints. No such point may come before the claimed optimum in the
/// order of the objectives. This needs no bound, so that it reaches claims that rest on the solver's word too.
struct RivalChecks {
  let docket: Docket
  let outcomes: [PolicyOutcome]
  let certificates: [PolicyCertificate?]

  func run(journal: inout Journal) {
    let isRival = outcomes.map { !hasConflict($0.grants) }
    for (index, outcome) in outcomes.enumerated() {
      guard let certificate = certificates[index],
        let claimed = ClaimedOptimum(docket: docket, outcome: outcome, certificate: certificate)
      else { continue }
      for (place, rival) in outcomes.enumerated() where place != index && isRival[place] {
        guard let grants = claimed.admissible(rival.grants) else { continue }
        journal.count(.rivals)
        guard let beaten = claimed.beaten(by: grants) else { continue }
        journal.report(
          Finding(
            check: .rivals, file: ResultFiles.certificateName, policy: outcome.policy.name,
            subject: "claim \(beaten.claim)",
            problem: "says that \(beaten.objective.text) can't exceed \(beaten.value)",
            expected: "at least \(beaten.rival), which the allocation of `\(rival.policy.name)` attains"))
      }
    }
  }

  /// Whether two grants of a table conflict, so that it shows nothing of what is possible.
  private func hasConflict(_ grants: [Option?]) -> Bool {
    var hasConflict = false
    GrantIndex(grants.compactMap { $0 }, docket: docket).forEachNeighbouringPair(docket: docket) { one, other in
      if docket.isConflict(one, other) { hasConflict = true }
    }
    return hasConflict
  }
}

/// What a policy claims of its first run, where that maximises and starts from nothing.
struct ClaimedOptimum {
  /// A claim that another allocation exceeds.
  struct Beaten {
    /// Index in the certificate.
    var claim: Int
    var objective: ClaimObjective
    /// What is claimed to be the most, and what the other allocation attains.
    var value: Int
    var rival: Int
  }

  private let docket: Docket
  private let rules: PolicyRules
  /// The context of each stage of the run, which is the first, so that stages count from 0.
  private let contexts: [StageContext]
  /// The policy's own values, by stage.
  private let own: [ObjectiveValues]
  /// For each stage of leximin the levels that are counted, ascending; none for another.
  private let levels: [[Level]]
  /// Primary claims of the run with their indices, up to the first that isn't of an optimum.
  private let claims: [(index: Int, claim: Claim)]

  /// Nil where the first run is of another kind, or claims no optimum, or demands fairness.
  init?(docket: Docket, outcome: PolicyOutcome, certificate: PolicyCertificate) {
    let rules = PolicyRules(policy: outcome.policy, docket: docket)
    // Protection and rehearsals make the first run one of orders.
    guard let run = rules.runs.first, run.kind == .objective, outcome.policy.constraints.fairness.isEmpty else {
      return nil
    }
    let first = rules.planned[run.stages.lowerBound]
    let looksAtTheSame = rules.planned[run.stages].allSatisfy {
      $0.stage.requests == first.stage.requests && $0.stage.administrations == first.stage.administrations
        && $0.round == first.round
    }
    guard looksAtTheSame else { return nil }
    var claims: [(index: Int, claim: Claim)] = []
    for (index, claim) in certificate.claims.enumerated() {
      guard let claim, run.stages.contains(claim.stage - 1), claim.kind == .maximise, claim.assertion == .optimal else {
        break
      }
      claims.append((index, claim))
    }
    guard !claims.isEmpty else { return nil }
    self.docket = docket
    self.rules = rules
    self.claims = claims
    let nothing = [Option?](repeating: nil, count: docket.requests.count)
    let contexts = run.stages.map { stage in
      StageContext(
        docket: docket, rules: rules, stage: stage, run: 0, grants: nothing, runOfGrant: nothing.map { _ in nil })
    }
    self.contexts = contexts
    levels = contexts.map { context in
      guard case .maximise(.leximin, let entitlement) = rules.planned[context.stage].stage.rule else { return [] }
      return ClaimSequence.attainableLevels(context, entitlement)
    }
    let isOfRun = Dictionary(certificate.grantStages.map { ($0.network, $0.stage == run.grantStage) }) { $0 && $1 }
    let granted = outcome.grants.enumerated().map { request, grant in
      isOfRun[docket.requests[request].identifier] == true ? grant : nil
    }
    own = contexts.map { Self.values(of: granted, in: $0) }
  }

  private static func values(of grants: [Option?], in context: StageContext) -> ObjectiveValues {
    ObjectiveValues(context: context, grants: grants, runOfGrant: grants.map { $0 == nil ? nil : 0 })
  }

  /// What the run may grant of another allocation; nil where that breaks a constraint, a demand among them.
  func admissible(_ grants: [Option?]) -> [Option?]? {
    let admitted = grants.enumerated().map { request, grant in contexts[0].isCompeting[request] ? grant : nil }
    let outcome = PolicyOutcome(
      policy: rules.policy, rows: Array(repeating: nil, count: docket.requests.count), grants: admitted)
    var journal = Journal()
    ConstraintChecks(outcome: outcome, rules: rules, docket: docket).run(journal: &journal)
    return journal.findings.isEmpty ? admitted : nil
  }

  /// The claim that decides against the policy in the order of its objectives; nil where none does.
  func beaten(by grants: [Option?]) -> Beaten? {
    let rivals = contexts.map { Self.values(of: grants, in: $0) }
    var compared = levels.map { _ in 0 }
    for (index, claim) in claims {
      let stage = claim.stage - 1
      let (mine, rival) = (own[stage], rivals[stage])
      // Levels of leximin without a claim follow from the lower ones, and count in the order all the same.
      if let level = claim.objective.level {
        for lower in levels[stage][compared[stage]...].prefix(while: { Level.isLess($0, level) }) {
          if rival.count(at: lower) < mine.count(at: lower) { return nil }
          compared[stage] += 1
        }
      }
      let value = rival.value(of: claim.objective)
      if value < claim.value { return nil }
      if value > claim.value {
        return Beaten(claim: index, objective: claim.objective, value: claim.value, rival: value)
      }
      // Of several allocations with the greatest ordered welfare the holdings of one are kept.
      if case .orderedWelfare(let entitlement) = claim.objective {
        let isSame = contexts[stage].asking(entitlement).allSatisfy {
          rival.holding(of: $0.administration) == mine.holding(of: $0.administration)
        }
        if !isSame { return nil }
      }
    }
    return nil
  }
}
