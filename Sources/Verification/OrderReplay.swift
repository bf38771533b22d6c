// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// Replays a stage that goes in order, decision by decision.
///
/// Each request is decided from the recorded grants of everyone before it. If every decision agrees, the whole order
/// does, by induction; if one doesn't, only that one is reported.
struct OrderReplay {
  let docket: Docket
  let rules: PolicyRules
  let outcome: PolicyOutcome
  let runOfGrant: [Int?]
  /// Index of the run; it has one stage.
  let run: Int

  func check(journal: inout Journal) {
    guard var walk = walk() else { return }
    var isDecided = [Bool](repeating: false, count: docket.requests.count)
    walk.run { request, decided in
      isDecided[request] = true
      let recorded = runOfGrant[request] == run ? outcome.grants[request] : nil
      if decided != recorded { report(request, decided: decided, recorded: recorded, journal: &journal) }
      return recorded
    }
    journal.count(.order, walk.decisions)
    for request in docket.requests.indices where runOfGrant[request] == run && !isDecided[request] {
      report(request, decided: nil, recorded: outcome.grants[request], journal: &journal)
    }
  }

  /// The requests that the ordering grants when it is carried out from the grants of earlier runs.
  func rehearsed(journal: inout Journal) -> [Int] {
    guard var walk = walk() else { return [] }
    var granted: [Int] = []
    walk.run { request, decided in
      if decided != nil { granted.append(request) }
      return decided
    }
    journal.count(.order, walk.decisions)
    return granted
  }

  private func walk() -> OrderWalk? {
    let before = outcome.granted.filter { grant in runOfGrant[grant.request].map { $0 < run } ?? false }
    return OrderWalk(docket: docket, rules: rules, stage: rules.runs[run].stages.lowerBound, before: before)
  }

  private func report(_ request: Int, decided: Option?, recorded: Option?, journal: inout Journal) {
    func text(_ option: Option?) -> String { option.map { docket.text($0) } ?? "no grant" }
    journal.report(
      AllocationTable.finding(
        .order, line: outcome.rows[request]?.line, policy: rules.policy.name,
        subject: docket.requests[request].identifier,
        "has \(text(recorded)) from stage \(rules.runs[run].grantStage)",
        expected: "\(text(decided)), as its turn in the order of the stage gives"))
  }
}
