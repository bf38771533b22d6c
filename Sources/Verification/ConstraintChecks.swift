// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// Checks of a policy's constraints on its finished allocation, whatever its stages did.
struct ConstraintChecks {
  let outcome: PolicyOutcome
  let rules: PolicyRules
  let docket: Docket

  private var constraints: Policy.Constraints { rules.policy.constraints }

  func run(journal: inout Journal) {
    checkEligibility(journal: &journal)
    checkLimits(journal: &journal)
    checkSetAsides(journal: &journal)
    checkFiledPositions(journal: &journal)
    checkProtection(journal: &journal)
    for demand in constraints.fairness { checkFairness(demand, journal: &journal) }
  }

  private func checkEligibility(journal: inout Journal) {
    guard !constraints.eligibility.isEmpty else { return }
    for grant in outcome.granted {
      journal.count(.constraints)
      guard !rules.isEligible[grant.request] else { continue }
      report(
        grant.request, "is granted, which `eligible` excludes",
        expected: "nothing for a request that doesn't meet \(constraints.eligibility.joined(separator: ", "))",
        journal: &journal)
    }
  }

  private func checkLimits(journal: inout Journal) {
    for limitation in rules.limitations {
      let totals = limitation.totals(of: outcome.granted.map(\.request))
      for (subject, amount) in limitation.amounts.sorted(by: { $0.key < $1.key }) {
        journal.count(.constraints)
        let total = totals[subject] ?? 0
        guard limitation.isUpper ? total > amount : total < amount else { continue }
        report(
          subject, "has \(total)",
          expected: "at \(limitation.isUpper ? "most" : "least") \(amount) by \(limitation.text)",
          journal: &journal)
      }
    }
  }

  private func checkSetAsides(journal: inout Journal) {
    guard !constraints.setAsides.isEmpty else { return }
    for grant in outcome.granted {
      journal.count(.constraints)
      if !rules.isOpen(grant.position, to: docket.requests[grant.request]) {
        report(
          grant.request, "is at the reserved place \(Circle.text(grant.position))",
          expected: "a place that is open to its administration", journal: &journal)
      }
      if !rules.isOpen(grant, docket: docket) {
        report(
          grant.request, "is on channels set aside, from channel \(grant.firstChannel)",
          expected: "channels that are open to its administration", journal: &journal)
      }
    }
  }

  private func checkFiledPositions(journal: inout Journal) {
    guard constraints.filedPositions != .none else { return }
    for grant in outcome.granted {
      let request = docket.requests[grant.request]
      journal.count(.constraints)
      let distance = Circle.distance(grant.position, request.filedLongitude)
      guard !rules.mayStand(request, at: Place(position: grant.position, displacement: distance)) else { continue }
      report(
        grant.request, "is moved to \(Circle.text(grant.position))",
        expected: "its filed longitude by filed_positions_only", journal: &journal)
    }
  }

  /// What is protected has its filed longitude, unless others that are protected, or a limit, leave it no room there.
  private func checkProtection(journal: inout Journal) {
    guard !constraints.protected.isEmpty else { return }
    let kinds: [Policy.RequestKind] = constraints.protected.map { $0 == .networksInUse ? .inUse : .nationalAllotments }
    let isProtected = docket.requests.indices.map { index in
      rules.isEligible[index] && kinds.contains { docket.isOfKind($0, docket.requests[index]) }
    }
    let others = outcome.granted.filter { isProtected[$0.request] }
    let index = GrantIndex(others, docket: docket)
    let tally = LimitTally(rules.limitations, granted: others.map(\.request))
    for request in docket.requests.indices where isProtected[request] {
      journal.count(.constraints)
      let filed = docket.requests[request].filedLongitude
      guard outcome.grants[request]?.position != filed else { continue }
      let isFree = rules.options(of: request, at: Place(position: filed, displacement: 0), docket: docket)
        .contains { index.isFree($0, docket: docket) }
      // A grant elsewhere counts already, so that it needs no further room.
      guard isFree, outcome.grants[request] != nil || tally.hasRoom(for: request) else { continue }
      report(
        request, outcome.grants[request] == nil ? "is refused" : "is moved",
        expected: "its filed longitude by `protect`, since nothing that is protected stands in the way",
        journal: &journal)
    }
  }

  private func report(_ request: Int, _ problem: String, expected: String, journal: inout Journal) {
    journal.report(
      AllocationTable.finding(
        .constraints, line: outcome.rows[request]?.line, policy: rules.policy.name,
        subject: docket.requests[request].identifier, problem, expected: expected))
  }

  private func report(_ subject: String, _ problem: String, expected: String, journal: inout Journal) {
    journal.report(
      Finding(
        check: .constraints, file: ResultFiles.allocationName, policy: rules.policy.name, subject: subject,
        problem: problem, expected: expected))
  }
}

extension ConstraintChecks {
  /// An administration with its entitlement, the steps that it holds and those that it could hold.
  private struct Member {
    var administration: String
    var entitlement: Int128
    var steps: Int128
    var most: Int128
  }

  /// Weighted EF1: nobody who wants more has less for its entitlement than another has after one step is taken from it.
  /// Weighted PROP1: everybody who wants more has, with one step added, its share of what all of them have.
  ///
  /// Source: Chakraborty, Igarashi, Suksompong, Zick 2021, doi:10.1145/3457166; Aziz, Moulin, Sandomirskiy 2020,
  /// arXiv:1909.00740.
  private func checkFairness(_ demand: Policy.FairnessDemand, journal: inout Journal) {
    let members = members(demand.entitlement)
    let entitled = members.reduce(Int128(0)) { $0 + $1.entitlement }
    let held = members.reduce(Int128(0)) { $0 + $1.steps }
    for one in members {
      journal.count(.constraints)
      guard one.steps < one.most else { continue }
      switch demand.kind {
      case .weightedEF1:
        let envied = members.first { ($0.steps - 1) * one.entitlement > one.steps * $0.entitlement }
        guard let envied else { continue }
        report(
          one.administration,
          "has \(one.steps) steps for \(one.entitlement) and envies `\(envied.administration)` with \(envied.steps) "
            + "for \(envied.entitlement)",
          expected: "no envy after one step is taken away, by weighted-ef1", journal: &journal)
      case .weightedPROP1:
        guard (one.steps + 1) * entitled < one.entitlement * held else { continue }
        report(
          one.administration, "has \(one.steps) steps of \(held) for \(one.entitlement) of \(entitled)",
          expected: "its share after one step is added, by weighted-prop1", journal: &journal)
      }
    }
  }

  /// Those who ask in the last stage that maximises.
  private func members(_ entitlement: Entitlement) -> [Member] {
    guard let run = rules.lastObjective else { return [] }
    let stage = rules.runs[run].stages.lowerBound
    var asking: Set<String> = []
    var most: [String: Int] = [:]
    var held: [String: Int] = [:]
    for (index, request) in docket.requests.enumerated() {
      guard let holder = request.holder else { continue }
      let isGranted = outcome.grants[index] != nil
      let isAdmitted = rules.admits(index, stage: stage, docket: docket)
      if isAdmitted { asking.insert(holder) }
      if isAdmitted || isGranted { most[holder, default: 0] += request.holding }
      if isGranted { held[holder, default: 0] += request.holding }
    }
    return asking.sorted().compactMap { holder in
      docket.entitlement(of: holder, entitlement).map {
        Member(
          administration: holder, entitlement: Int128($0), steps: Int128((held[holder] ?? 0) / docket.step),
          most: Int128((most[holder] ?? 0) / docket.step))
      }
    }
  }
}
