// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Scenarios

/// Says for every request why it was granted where it was, or refused, from the finished allocation alone.
struct Reasons {
  let rules: StageRules
  let state: AllocationState
  private let tally: BoundTally
  private let isBelowPrice: [Bool]

  init(rules: StageRules, state: AllocationState) {
    self.rules = rules
    self.state = state
    isBelowPrice = rules.tooLowBids()
    tally = BoundTally(rules.bounds, granted: state.grants.indices.filter { state.grants[$0] != nil })
  }

  func decisions() -> [Decision] {
    rules.problem.requests.indices.map { decision(for: $0) }
  }

  private func decision(for request: Int) -> Decision {
    let problem = rules.problem
    if let grant = state.grants[request] {
      return Decision(reason: grant.option.displacementMilliDegrees == 0 ? .asFiled : .moved, blocking: [])
    }
    if !rules.isEligible[request] { return Decision(reason: .notEligible, blocking: []) }
    if isBelowPrice[request] { return Decision(reason: .belowPrice, blocking: []) }
    if !tally.admits(request) { return Decision(reason: .capReached, blocking: []) }
    let asFiledOnly = rules.policy.isAsFiledOnly
    var somethingFree = false
    var somethingOpen = false
    for place in problem.places[request] where !asFiledOnly || place.displacementMilliDegrees == 0 {
      guard rules.mayStand(request, at: place) else { continue }
      let free = problem.options(of: request, at: place).filter { state.isFree($0) }
      guard !free.isEmpty else { continue }
      somethingFree = true
      if rules.isOpen(request, at: place), free.contains(where: { rules.isOpen($0) }) {
        somethingOpen = true
        break
      }
    }
    let reason: Decision.Reason =
      if !somethingFree { asFiledOnly ? .filedPlaceTaken : .allPlacesTaken } else if !somethingOpen {
        .reservedPlacesOnly
      } else {
        .notChosen
      }
    return Decision(reason: reason, blocking: blocking(request))
  }

  /// The fewest grants that stand in the way at the filed longitude, over its channels and polarizations.
  private func blocking(_ request: Int) -> [Int] {
    let problem = rules.problem
    guard let filed = problem.places[request].first(where: { $0.displacementMilliDegrees == 0 }) else { return [] }
    var fewest: [Int]?
    for option in problem.options(of: request, at: filed) {
      let blockers = state.occupancy.blockers(of: option, in: problem).map(\.request)
      if blockers.count < fewest?.count ?? .max { fewest = blockers }
    }
    // Requests are sorted by identifier, so ascending indexes are ascending identifiers.
    return (fewest ?? []).sorted()
  }
}
