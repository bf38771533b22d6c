// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// A cap, a minimum, or one side of a quota: what it counts of each request, for whom, and how much it allows or demands.
struct Limitation: Sendable {
  /// What it is; rows of certificates are named by it.
  enum Kind: String, Sendable {
    case cap, minimum
    case lowerQuota = "lower quota"
    case upperQuota = "upper quota"
  }

  var kind: Kind
  /// Its place among the policy's limits or quotas, from 1.
  var number: Int
  /// In words, for findings.
  var text: String
  /// Who each request is counted for; nil where it isn't.
  var subjects: [String?]
  /// What each request counts.
  var counts: [Int]
  /// What each subject may have at most, or must have at least.
  var amounts: [String: Int]

  /// Whether it is at most.
  var isUpper: Bool { kind == .cap || kind == .upperQuota }

  /// The subject where administrations or groups count together.
  static let together = "together"

  /// What each subject has of some requests.
  func totals(of requests: some Sequence<Int>) -> [String: Int] {
    var totals: [String: Int] = [:]
    for request in requests {
      if let subject = subjects[request] { totals[subject, default: 0] += counts[request] }
    }
    return totals
  }
}

extension Limitation {
  /// Every limit and quota of a policy: caps and minimums, then quotas.
  static func all(of policy: Policy, docket: Docket) -> [Limitation] {
    policy.constraints.limits.enumerated().map { limit($1, number: $0 + 1, docket) }
      + policy.constraints.quotas.enumerated().flatMap { quota($1, number: $0 + 1, docket) }
  }

  private static func limit(_ limit: Policy.Limit, number: Int, _ docket: Docket) -> Limitation {
    let subjects: [String?] = docket.requests.map { request in
      switch limit.scope {
      case .eachOrganisation: request.organisation.isEmpty ? nil : request.organisation
      case .eachAdministration(let filter): docket.admits(filter, request.administration) ? request.administration : nil
      case .groups(let groups): docket.admits(.groups(groups), request.administration) ? together : nil
      case .administrations(let symbols): symbols.contains(request.administration) ? together : nil
      }
    }
    let kind: Kind = limit.kind == .cap ? .cap : .minimum
    var result = Limitation(
      kind: kind, number: number, text: "\(kind.rawValue) \(number), \(limit.quantity.rawValue)", subjects: subjects,
      counts: docket.requests.map { docket.quantity(limit.quantity, of: $0) }, amounts: [:])
    // Nobody can be given more than it asks for.
    for (subject, demand) in result.totals(of: docket.requests.indices) {
      result.amounts[subject] = kind == .cap ? limit.amount : min(limit.amount, demand)
    }
    return result
  }

  private static func quota(_ quota: Policy.Quota, number: Int, _ docket: Docket) -> [Limitation] {
    var shares: [String: Int] = [:]
    for holder in Set(docket.requests.compactMap(\.holder)) {
      if let share = docket.entitlement(of: holder, quota.entitlement), share > 0 { shares[holder] = share }
    }
    let total = shares.values.reduce(Int128(0)) { $0 + Int128($1) }
    func side(_ kind: Kind, _ amounts: [String: Int]) -> Limitation {
      Limitation(
        kind: kind, number: number, text: "\(kind.rawValue) \(number)",
        subjects: docket.requests.map { request in request.holder.flatMap { shares[$0] == nil ? nil : $0 } },
        counts: docket.requests.map(\.holding), amounts: amounts)
    }
    var result: [Limitation] = []
    if quota.isLower {
      var lower = side(.lowerQuota, [:])
      for (holder, demand) in lower.totals(of: docket.requests.indices) {
        let share = Int128(shares[holder] ?? 0) * Int128(quota.units) / max(1, total)
        lower.amounts[holder] = Int(clamping: min(share, Int128(demand)))
      }
      result.append(lower)
    }
    if quota.isUpper {
      result.append(
        side(
          .upperQuota,
          shares.mapValues { share in
            let product = Int128(share) * Int128(quota.units)
            return Int(clamping: product / max(1, total) + (product % max(1, total) > 0 ? 1 : 0))
          }))
    }
    return result
  }
}

/// What has been granted so far against every cap and upper quota.
struct LimitTally {
  private let limitations: [Limitation]
  private var totals: [[String: Int]]

  init(_ limitations: [Limitation], granted: some Collection<Int>) {
    self.limitations = limitations.filter(\.isUpper)
    totals = self.limitations.map { $0.totals(of: granted) }
  }

  /// Whether one more grant keeps all of them.
  func hasRoom(for request: Int) -> Bool {
    zip(limitations, totals).allSatisfy { limitation, totals in
      guard let subject = limitation.subjects[request], let amount = limitation.amounts[subject] else { return true }
      return totals[subject, default: 0] + limitation.counts[request] <= amount
    }
  }

  mutating func add(_ request: Int) {
    for index in limitations.indices {
      guard let subject = limitations[index].subjects[request] else { continue }
      totals[index][subject, default: 0] += limitations[index].counts[request]
    }
  }
}
