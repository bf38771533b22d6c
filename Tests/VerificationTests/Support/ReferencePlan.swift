// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

@testable import Scenarios
@testable import Verification

/// A stage with its number, and the requests of its processing round.
struct ReferenceStage {
  var number: Int
  var stage: Policy.Stage
  var round: Set<Int>?
}

/// One side of a limit or quota for one subject: which requests count, how much each, and the amount.
struct ReferenceLimit {
  /// Its path in multipliers.
  var path: [String]
  var isUpper: Bool
  var counts: [Int: Int]
  var amount: Int

  func total(_ grants: [Int: Option]) -> Int { grants.keys.reduce(0) { $0 + (counts[$1] ?? 0) } }
}

extension ReferenceAllocator {
  func administration(_ symbol: String) -> Administration? {
    world.register.administrations.first { $0.symbol == symbol }
  }

  func isMember(_ symbol: String, _ groups: [AdministrationGroup]) -> Bool {
    groups.contains { group in administration(symbol).map { group.contains($0) } ?? false }
  }

  func share(_ symbol: String, _ entitlement: Entitlement) -> Int? {
    entitlement == .equal ? 1 : administration(symbol)?.population
  }

  /// The sets of requests that are looked at together, each opened by the first request after the last one's end.
  func rounds(_ days: Int) -> [Set<Int>] {
    var left = Set(docket.requests.indices)
    var rounds: [Set<Int>] = []
    while let lead = left.compactMap({ docket.requests[$0].day }).min() {
      let members = left.filter { docket.requests[$0].day.map { $0 <= lead + days } ?? true }
      rounds.append(members)
      left.subtract(members)
    }
    return rounds.isEmpty ? [left] : rounds
  }

  /// The stages as certificates number them.
  var plan: [ReferenceStage] {
    var stages: [(Policy.Stage, Set<Int>?)] = policy.constraints.protected.map { protection in
      let rule = Policy.Rule.order(.init(queue: .dateOfReceipt, placement: .asFiled))
      let kind: Policy.RequestKind = protection == .networksInUse ? .inUse : .nationalAllotments
      return (.init(name: "n", rule: rule, requests: kind), nil)
    }
    var index = 0
    while index < policy.stages.count {
      var end = index
      while policy.stages[end].carry == .optimum { end += 1 }
      let isObjective = if case .maximise = policy.stages[index].rule { true } else { false }
      if isObjective, let days = policy.stages[index].roundDays {
        for round in rounds(days) { for stage in policy.stages[index...end] { stages.append((stage, round)) } }
      } else {
        for stage in policy.stages[index...end] { stages.append((stage, nil)) }
      }
      index = end + 1
    }
    return stages.enumerated().map { ReferenceStage(number: $0 + 1, stage: $1.0, round: $1.1) }
  }

  func admits(_ index: Int, _ planned: ReferenceStage) -> Bool {
    let request = docket.requests[index]
    if let round = planned.round, !round.contains(index) { return false }
    let network = world.register.networks.first { $0.identifier == request.identifier }
    switch planned.stage.requests {
    case .all: break
    case .filed: if network == nil { return false }
    case .national: if network != nil { return false }
    case .inUse: if network?.isInUse(on: world.register.snapshot) != true { return false }
    case .nationalAllotments: if network?.isNationalAllotment != true { return false }
    case .planned: if network?.procedure != .planned { return false }
    case .nonPlanned: if network?.procedure != .nonPlanned { return false }
    }
    let own = world.register.networks.filter { $0.administration == request.administration }
    switch planned.stage.administrations {
    case .all: return true
    case .symbols(let symbols): return symbols.contains(request.administration)
    case .withoutFiling: return !own.contains { $0.procedure != .planned }
    case .withoutNetworkInUse: return !own.contains { $0.isInUse(on: world.register.snapshot) }
    case .groups(let groups): return isMember(request.administration, groups)
    }
  }

  private func count(_ quantity: Policy.Quantity, _ index: Int) -> Int {
    let request = docket.requests[index]
    switch quantity {
    case .networks, .value: return 1
    case .channels: return request.demand
    case .bandwidth: return request.demand * world.scenario.bands[request.band].channelBandwidthKilohertz
    case .holding: return request.holding
    }
  }

  /// Every limit and quota, subject by subject.
  var limits: [ReferenceLimit] {
    var result: [ReferenceLimit] = []
    for (number, limit) in policy.constraints.limits.enumerated() {
      var groups: [String: [Int: Int]] = [:]
      for (index, request) in docket.requests.enumerated() {
        var subject: String?
        switch limit.scope {
        case .eachOrganisation: subject = request.organisation == "" ? nil : request.organisation
        case .eachAdministration(.symbols(let symbols)):
          subject = symbols.contains(request.administration) ? request.administration : nil
        case .eachAdministration: subject = request.administration
        case .groups(let groups): subject = isMember(request.administration, groups) ? "together" : nil
        case .administrations(let symbols): subject = symbols.contains(request.administration) ? "together" : nil
        }
        if let subject { groups[subject, default: [:]][index] = count(limit.quantity, index) }
      }
      for (subject, counts) in groups {
        let demand = counts.values.reduce(0, +)
        result.append(
          ReferenceLimit(
            path: ["limit", "\(number + 1)", subject], isUpper: limit.kind == .cap, counts: counts,
            amount: limit.kind == .cap ? limit.amount : min(demand, limit.amount)))
      }
    }
    for (number, quota) in policy.constraints.quotas.enumerated() {
      let holders = Set(docket.requests.compactMap(\.holder)).filter { share($0, quota.entitlement) != nil }
      let total = holders.reduce(0) { $0 + (share($1, quota.entitlement) ?? 0) }
      for holder in holders {
        let own = docket.requests.indices.filter { docket.requests[$0].holder == holder }
        let counts = Dictionary(uniqueKeysWithValues: own.map { ($0, docket.requests[$0].holding) })
        let exact = Double(quota.units * (share(holder, quota.entitlement) ?? 0)) / Double(total)
        let demand = counts.values.reduce(0, +)
        if quota.isLower {
          result.append(
            ReferenceLimit(
              path: ["lower_quota", "\(number + 1)", holder], isUpper: false, counts: counts,
              amount: min(demand, Int(exact.rounded(.down)))))
        }
        if quota.isUpper {
          result.append(
            ReferenceLimit(
              path: ["upper_quota", "\(number + 1)", holder], isUpper: true, counts: counts,
              amount: Int(exact.rounded(.up))))
        }
      }
    }
    return result.sorted { $0.path.joined(separator: "/") < $1.path.joined(separator: "/") }
  }

  /// Whether grants keep every cap and upper quota.
  func keepsLimits(_ grants: [Int: Option]) -> Bool {
    limits.allSatisfy { !$0.isUpper || $0.total(grants) <= $0.amount }
  }

  /// Whether grants reach every minimum and lower quota, and every fairness that is demanded of a stage's applicants.
  func meetsDemands(_ grants: [Int: Option], _ planned: ReferenceStage) -> Bool {
    guard limits.allSatisfy({ $0.isUpper || $0.total(grants) >= $0.amount }) else { return false }
    return policy.constraints.fairness.allSatisfy { isFair(grants, $0, planned) }
  }

  private func isFair(_ grants: [Int: Option], _ demand: Policy.FairnessDemand, _ planned: ReferenceStage) -> Bool {
    struct One {
      var share: Double
      var steps: Double
      var wantsMore: Bool
    }
    let asking = Set(docket.requests.indices.filter { admits($0, planned) }.compactMap { docket.requests[$0].holder })
    let all = asking.compactMap { holder -> One? in
      guard let share = share(holder, demand.entitlement) else { return nil }
      let own = docket.requests.indices.filter { docket.requests[$0].holder == holder }
      let held = own.filter { grants[$0] != nil }
      let refused = own.contains { grants[$0] == nil && admits($0, planned) }
      let steps = held.reduce(0) { $0 + docket.requests[$1].holding } / docket.step
      return One(share: Double(share), steps: Double(steps), wantsMore: refused)
    }
    let shares = all.reduce(0) { $0 + $1.share }
    let steps = all.reduce(0) { $0 + $1.steps }
    return all.allSatisfy { one in
      guard one.wantsMore else { return true }
      switch demand.kind {
      case .weightedEF1: return all.allSatisfy { one.steps / one.share >= ($0.steps - 1) / $0.share - 1e-9 }
      case .weightedPROP1: return one.steps + 1 >= one.share / shares * steps - 1e-9
      }
    }
  }
}
