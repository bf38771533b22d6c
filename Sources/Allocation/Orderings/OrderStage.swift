// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Scenarios

/// An ordering: requests one after another, each at the most preferred option that is still free.
struct OrderStage {
  let rules: StageRules
  let planned: PlannedStage
  let ordering: Policy.Ordering
  /// Replaces the ordering's seed, where probabilities are estimated.
  var seed: Int?
  /// Replaces the order of administrations by lot, where every order is gone through.
  var order: [Int]?

  private var problem: CoordinationProblem { rules.problem }

  /// Carries the stage out. Time: proportional to requests × places × grants nearby.
  func run(_ state: inout AllocationState) -> Claim {
    var progress = Progress(rules: rules, planned: planned, ordering: ordering, state: state)
    let admitted = rules.admits(planned)
    let order = TurnOrder(
      rules: rules, ordering: ordering, planned: planned,
      seed: seed ?? ordering.seed ?? problem.scenario.tieBreakSeed)
    if let requests = order.requests(admitted) {
      for request in requests { progress.tryToGrant(request) }
    } else {
      takeTurns(order, admitted, &progress)
    }
    state = progress.state
    return Claim(
      stage: planned.number, name: planned.stage.name, kind: .order, objective: .precedence, strength: .byConstruction,
      value: progress.granted, bound: nil, proof: .replay, unit: "networks", multipliers: nil)
  }

  /// Administrations take turns; each has its own requests by date of receipt, and drops out when none is left that fits.
  private func takeTurns(_ order: TurnOrder, _ admitted: [Bool], _ progress: inout Progress) {
    var waiting = [[Int]](repeating: [], count: problem.administrations.count)
    for request in problem.precedence() where admitted[request] && progress.state.grants[request] == nil {
      waiting[problem.notifying[request]].append(request)
    }
    /// Grants up to so many requests of an administration, by date; whether it still waits for more.
    func take(_ administration: Int, _ count: Int) -> Bool {
      var granted = 0
      // What doesn't fit now won't fit later: the arc only fills.
      while granted < count, !waiting[administration].isEmpty {
        if progress.tryToGrant(waiting[administration].removeFirst()) { granted += 1 }
      }
      return !waiting[administration].isEmpty
    }
    var turn = (self.order.map(order.byPriority) ?? order.administrationsByLot()).filter { !waiting[$0].isEmpty }
    switch ordering.queue {
    case .dateOfReceipt, .lot: return
    case .serialDictatorship:
      while !turn.isEmpty { turn = turn.filter { take($0, ordering.networksPerTurn ?? .max) } }
    case .pickingSequence(let method, let entitlement):
      let ranks = rules.ranks(ordering.priority)
      for rank in Set(turn.map { ranks[$0] }).sorted() {
        let pickers = turn.filter { ranks[$0] == rank }.compactMap { administration in
          problem.entitlement(entitlement, of: administration).flatMap { share in
            share > 0 ? (administration: administration, share: share) : nil
          }
        }
        var sequence = PickingSequence(shares: pickers.map(\.share), method: method)
        while let next = sequence.next() {
          if !take(pickers[next].administration, 1) { sequence.dropOut(next) }
        }
      }
    }
  }
}

extension OrderStage {
  /// An ordering while it goes on.
  private struct Progress {
    let rules: StageRules
    let placement: Policy.Placement
    let limit: Int
    let number: Int
    var state: AllocationState
    var tally: BoundTally
    var grantedHere: [Int]
    var granted = 0

    init(rules: StageRules, planned: PlannedStage, ordering: Policy.Ordering, state: AllocationState) {
      self.rules = rules
      placement = ordering.placement
      limit = planned.stage.networksPerAdministration ?? .max
      number = planned.number
      self.state = state
      tally = BoundTally(rules.bounds, granted: state.grants.indices.filter { state.grants[$0] != nil })
      grantedHere = Array(repeating: 0, count: rules.problem.administrations.count)
      // Grants that stand already under this stage's number, as they do where a request is put first, count too.
      for case .some(let grant) in state.grants where grant.stage == number {
        grantedHere[rules.problem.notifying[grant.option.request]] += 1
      }
    }

    /// Grants a request its most preferred free option, if caps and places leave one.
    @discardableResult
    mutating func tryToGrant(_ request: Int) -> Bool {
      let administration = rules.problem.notifying[request]
      guard state.grants[request] == nil, grantedHere[administration] < limit, tally.admits(request),
        let option = firstFree(request)
      else { return false }
      state.grant(option, stage: number)
      tally.add(request)
      grantedHere[administration] += 1
      granted += 1
      return true
    }

    private func firstFree(_ request: Int) -> Option? {
      for place in rules.problem.places[request] {
        if placement == .asFiled && place.displacementMilliDegrees != 0 { continue }
        for option in rules.options(of: request, at: place) where state.isFree(option) { return option }
      }
      return nil
    }
  }
}
