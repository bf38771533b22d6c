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
    let stageIndex = rules.runs[run].stages.lowerBound
    let stage = rules.policy.stages[stageIndex]
    guard case .order(let ordering) = stage.rule else { return }
    var index = GrantIndex(bandCount: docket.bands.count)
    var networks: [String: Int] = [:]
    var networksInStage: [String: Int] = [:]
    var waiting: [Int] = []
    for request in docket.requests.indices {
      if let grant = outcome.grants[request], let grantRun = runOfGrant[request], grantRun < run {
        index.insert(grant, docket: docket)
        networks[docket.requests[request].administration, default: 0] += 1
      } else {
        waiting.append(request)
      }
    }
    for request in waiting.sorted(by: isBefore) {
      let administration = docket.requests[request].administration
      let recorded = runOfGrant[request] == run ? outcome.grants[request] : nil
      var decided: Option?
      if rules.admits(docket.requests[request], stage: stageIndex, docket: docket),
        networks[administration, default: 0] < rules.capNetworks ?? Int.max,
        networksInStage[administration, default: 0] < stage.networksPerAdministration ?? Int.max
      {
        decided = mostPreferred(for: request, placement: ordering.placement, among: index)
      }
      journal.count(.order)
      if decided != recorded { report(request, decided: decided, recorded: recorded, journal: &journal) }
      guard let recorded else { continue }
      index.insert(recorded, docket: docket)
      networks[administration, default: 0] += 1
      networksInStage[administration, default: 0] += 1
    }
  }

  /// Undated requests first, then by day, then by identifier.
  private func isBefore(_ one: Int, _ other: Int) -> Bool {
    switch (docket.requests[one].day, docket.requests[other].day) {
    case (nil, .some): true
    case (.some, nil): false
    case (.some(let first), .some(let second)) where first != second: first < second
    default: one < other
    }
  }

  private func mostPreferred(for request: Int, placement: Policy.Placement, among grants: GrantIndex) -> Option? {
    for place in docket.places(of: docket.requests[request]) {
      if placement == .asFiled, place.displacement != 0 { continue }
      guard rules.isOpen(place.position, to: docket.requests[request]) else { continue }
      for option in docket.options(of: request, at: place.position) where grants.isFree(option, docket: docket) {
        return option
      }
    }
    return nil
  }

  private func report(_ request: Int, decided: Option?, recorded: Option?, journal: inout Journal) {
    func text(_ option: Option?) -> String { option.map { docket.text($0) } ?? "no grant" }
    journal.report(
      AllocationTable.finding(
        .order, line: outcome.rows[request]?.line, policy: rules.policy.name,
        subject: docket.requests[request].identifier,
        "has \(text(recorded)) from stage \(rules.runs[run].grantStage)",
        expected: "\(text(decided)), as its turn in the order of receipt gives"))
  }
}
