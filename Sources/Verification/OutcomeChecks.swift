// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// Checks of one policy's grants that need nothing but the table: conflicts, constraints, reasons.
struct OutcomeChecks {
  let outcome: PolicyOutcome
  let rules: PolicyRules
  let docket: Docket
  private let index: GrantIndex
  private let tally: LimitTally

  init(outcome: PolicyOutcome, rules: PolicyRules, docket: Docket) {
    self.outcome = outcome
    self.rules = rules
    self.docket = docket
    index = GrantIndex(outcome.granted, docket: docket)
    tally = LimitTally(rules.limitations, granted: outcome.granted.map(\.request))
  }

  func run(journal: inout Journal) {
    checkConflicts(journal: &journal)
    ConstraintChecks(outcome: outcome, rules: rules, docket: docket).run(journal: &journal)
    for request in docket.requests.indices { checkReason(of: request, journal: &journal) }
  }

  private func checkConflicts(journal: inout Journal) {
    var pairs = 0
    var conflicts: [(Option, Option)] = []
    index.forEachNeighbouringPair(docket: docket) { one, other in
      pairs += 1
      if docket.isConflict(one, other) {
        conflicts.append(one.request < other.request ? (one, other) : (other, one))
      }
    }
    journal.count(.conflicts, pairs)
    for (one, other) in conflicts.sorted(by: { ($0.0.request, $0.1.request) < ($1.0.request, $1.1.request) }) {
      let mine = docket.requests[one.request]
      let theirs = docket.requests[other.request]
      let required = docket.bands[mine.band].separation(mine.administration, theirs.administration)
      journal.report(
        finding(
          .conflicts, one.request,
          "at \(docket.text(one)) conflicts with `\(theirs.identifier)` at \(docket.text(other))",
          expected: "\(Circle.text(required))° between networks that share a channel"))
    }
  }

  private func checkReason(of request: Int, journal: inout Journal) {
    guard let row = outcome.rows[request] else { return }
    func cell(_ column: AllocationTable.Column) -> String { row.cells[column.rawValue] }
    let reason: String
    var blocking = ""
    if isSame(cell(.outcome), "granted") {
      // A grant whose cells make no sense has been reported already.
      guard let grant = outcome.grants[request] else { return }
      reason = grant.position == docket.requests[request].filedLongitude ? "as-filed" : "moved"
    } else if isSame(cell(.outcome), "refused") {
      reason = refusal(of: request)
      if !["cap-reached", "not-eligible", "below-price"].contains(reason) { blocking = blockers(of: request) }
    } else {
      return
    }
    journal.count(.reasons)
    if !isSame(cell(.reason), reason) {
      journal.report(finding(.reasons, request, "reason is `\(cell(.reason))`", expected: "`\(reason)`"))
    }
    if !isSame(cell(.blocking), blocking) {
      let expected = blocking.isEmpty ? "nothing" : "`\(blocking)`"
      journal.report(finding(.reasons, request, "blocking is `\(cell(.blocking))`", expected: expected))
    }
  }

  /// Why a request has nothing, from the grants alone.
  private func refusal(of index: Int) -> String {
    let request = docket.requests[index]
    if !rules.isEligible[index] { return "not-eligible" }
    if rules.isBelowPrice(index, docket: docket) { return "below-price" }
    if !tally.hasRoom(for: index) { return "cap-reached" }
    var hasFreeOption = false
    var hasOpenFreeOption = false
    let places = docket.places(of: request)
    for place in rules.policy.isAsFiledOnly ? Array(places.prefix(1)) : places where rules.mayStand(request, at: place)
    {
      for option in docket.options(of: index, at: place.position) where self.index.isFree(option, docket: docket) {
        hasFreeOption = true
        if rules.isOpen(place.position, to: request), rules.isOpen(option, docket: docket) { hasOpenFreeOption = true }
      }
      if hasOpenFreeOption { break }
    }
    if !hasFreeOption { return rules.policy.isAsFiledOnly ? "filed-place-taken" : "all-places-taken" }
    return hasOpenFreeOption ? "not-chosen" : "reserved-places-only"
  }

  /// The fewest grants that stand in the way at the filed longitude.
  private func blockers(of index: Int) -> String {
    var fewest: [Option]?
    for option in docket.options(of: index, at: docket.requests[index].filedLongitude) {
      let blockers = self.index.blockers(of: option, docket: docket)
      if fewest.map({ blockers.count < $0.count }) ?? true { fewest = blockers }
    }
    return (fewest ?? []).map(\.request).sorted().map { docket.requests[$0].identifier }.joined(separator: ";")
  }

  private func finding(_ check: Check, _ request: Int, _ problem: String, expected: String) -> Finding {
    AllocationTable.finding(
      check, line: outcome.rows[request]?.line, policy: rules.policy.name,
      subject: docket.requests[request].identifier, problem, expected: expected)
  }
}
