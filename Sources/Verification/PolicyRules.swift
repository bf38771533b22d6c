// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

/// What a policy allows: limits, places and channels set aside, and which requests its stages look at.
struct PolicyRules: Sendable {
  /// Stages that are settled together; the grants of a run are fixed at its end.
  struct Run: Sendable {
    enum Kind: Sendable {
      /// Requests go in an order.
      case order
      /// An ordering whose grants are taken back; the next run keeps its requests granted.
      case rehearsal
      /// Objectives.
      case objective
      /// A draw.
      case lottery
    }

    /// Indices of its planned stages.
    var stages: Range<Int>
    var kind: Kind
    /// Number of its last stage, which is where its grants become fixed.
    var grantStage: Int { stages.upperBound }
  }

  let policy: Policy
  /// The stages as they are carried out.
  let planned: [PlannedStage]
  let runs: [Run]
  /// Caps, minimums and quotas.
  let limitations: [Limitation]
  /// For each request whether it meets every criterion of eligibility.
  let isEligible: [Bool]
  /// Who bids what, where a stage sells.
  let sale: Sale?
  /// For each set-aside the administrations that it is open to.
  private let mayUse: [Set<String>]

  init(policy: Policy, docket: Docket) {
    self.policy = policy
    planned = PlannedStage.all(of: policy, docket: docket)
    runs = Self.runs(of: planned)
    limitations = Limitation.all(of: policy, docket: docket)
    isEligible = docket.requests.map { request in
      policy.constraints.eligibility.allSatisfy { docket.meets($0, request) == true }
    }
    sale = policy.auction.map { Sale(terms: $0.terms, docket: docket) }
    mayUse = policy.constraints.setAsides.map { aside in
      Set(docket.administrations.keys.filter { docket.admits(.groups(aside.groups), $0) })
    }
  }

  private static func runs(of planned: [PlannedStage]) -> [Run] {
    var runs: [Run] = []
    var start = 0
    for (index, one) in planned.enumerated() {
      let kind: Run.Kind =
        switch one.stage.rule {
        case .order: one.stage.carry == .requests ? .rehearsal : .order
        case .maximise: .objective
        case .lottery: .lottery
        }
      if kind == .objective, one.stage.carry == .optimum, index + 1 < planned.count { continue }
      runs.append(Run(stages: start..<index + 1, kind: kind))
      start = index + 1
    }
    return runs
  }

  /// The last run that maximises: what must be reached is reached at its end.
  var lastObjective: Int? { runs.lastIndex { $0.kind == .objective } }

  /// Whether the constraints leave a place open to a request, whatever the channels.
  func allows(_ place: Place, for request: Request) -> Bool {
    mayStand(request, at: place) && isOpen(place.position, to: request)
  }

  /// Whether a request may be given another place than its filed one.
  func mayStand(_ request: Request, at place: Place) -> Bool {
    if place.displacement == 0 { return true }
    switch policy.constraints.filedPositions {
    case .none: return true
    case .inUse: return !request.isInUse
    case .all: return false
    }
  }

  /// Whether a request may be given a position as far as places set aside go.
  func isOpen(_ position: Int, to request: Request) -> Bool {
    zip(policy.constraints.setAsides, mayUse).allSatisfy { aside, members in
      members.contains(request.administration) || !aside.reserves(longitudeMilliDegrees: position)
    }
  }

  /// Whether a request may be given an option's channels as far as channels set aside go.
  func isOpen(_ option: Option, docket: Docket) -> Bool {
    let request = docket.requests[option.request]
    return zip(policy.constraints.setAsides, mayUse).allSatisfy { aside, members in
      guard case .channels(let band, let first, let last) = aside.extent,
        isSame(docket.bands[request.band].identifier, band), !members.contains(request.administration)
      else { return true }
      return option.firstChannel > last || option.firstChannel + request.demand <= first
    }
  }

  /// The options of a request at a place that the constraints leave open, most preferred first.
  func options(of request: Int, at place: Place, docket: Docket) -> [Option] {
    guard allows(place, for: docket.requests[request]) else { return [] }
    return docket.options(of: request, at: place.position).filter { isOpen($0, docket: docket) }
  }

  /// Whether a planned stage looks at a request, as far as its own filters go.
  func admits(_ index: Int, stage: Int, docket: Docket) -> Bool {
    concerns(index, stage: stage, docket: docket)
      && (planned[stage].stage.auction == nil || sale?.isHighEnough(index) == true)
  }

  /// Whether an auction would look at a request if more were bid for it.
  func isBelowPrice(_ index: Int, docket: Docket) -> Bool {
    guard let sale, let stage = planned.firstIndex(where: { $0.stage.auction != nil }) else { return false }
    return !sale.isHighEnough(index) && concerns(index, stage: stage, docket: docket)
  }

  /// Whether a planned stage looks at a request, whatever is bid for it.
  private func concerns(_ index: Int, stage: Int, docket: Docket) -> Bool {
    let request = docket.requests[index]
    let one = planned[stage]
    return isEligible[index] && docket.isOfKind(one.stage.requests, request) && (one.round?.contains(request) ?? true)
      && docket.admits(one.stage.administrations, request.administration)
  }

  /// What ratios are taken to in stages and demands of the policy.
  var entitlements: Set<Entitlement> {
    var found = Set(policy.constraints.fairness.map(\.entitlement))
    for stage in policy.stages {
      if case .maximise(let objective, let entitlement) = stage.rule, objective.usesEntitlement {
        found.insert(entitlement)
      }
    }
    return found
  }
}
