// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Scenarios

/// An ordering: requests one after another, each at the most preferred option that is still free.
struct OrderStage {
  let rules: StageRules
  let stage: Policy.Stage
  let number: Int
  let placement: Policy.Placement

  /// Carries the stage out. Time: proportional to requests × places × grants nearby.
  func run(_ state: inout AllocationState) -> Claim {
    let problem = rules.problem
    let admitted = rules.admits(stage)
    var grantedHere = [Int](repeating: 0, count: problem.administrations.count)
    // Grants that stand already under this stage's number, as they do where a request is put first, count too.
    for case .some(let grant) in state.grants where grant.stage == number {
      grantedHere[problem.notifying[grant.option.request]] += 1
    }
    var granted = 0
    for request in problem.precedence() where admitted[request] && state.grants[request] == nil {
      let administration = problem.notifying[request]
      if let limit = stage.networksPerAdministration, grantedHere[administration] >= limit { continue }
      if let cap = rules.policy.capNetworks, state.networksByAdministration[administration] >= cap { continue }
      guard let option = firstFree(request, state) else { continue }
      state.grant(option, stage: number)
      grantedHere[administration] += 1
      granted += 1
    }
    return Claim(
      stage: number, name: stage.name, kind: .order, objective: .precedence, strength: .byConstruction, value: granted,
      bound: nil, proof: .replay, unit: "networks", multipliers: nil)
  }

  private func firstFree(_ request: Int, _ state: AllocationState) -> Option? {
    for place in rules.problem.places[request] {
      if placement == .asFiled && place.displacementMilliDegrees != 0 { continue }
      guard rules.allows(request, at: place.longitudeMilliDegrees) else { continue }
      for option in rules.problem.options(of: request, at: place) where state.isFree(option) { return option }
    }
    return nil
  }
}
