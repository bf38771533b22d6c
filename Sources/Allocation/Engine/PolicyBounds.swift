// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Scenarios

/// A cap, a minimum or one side of a quota, worked out for every request of a problem.
public struct Bound: Sendable {
  /// Where it stands in the policy.
  public enum Source: Hashable, Sendable {
    /// A cap or a minimum, by its place in the list, from 0.
    case limit(Int)
    /// The lower side of a quota.
    case lowerQuota(Int)
    /// The upper side of a quota.
    case upperQuota(Int)
  }

  /// Where it stands in the policy.
  var source: Source
  /// Whether it is at most, not at least.
  var isUpper: Bool
  /// For each request the subject that it is counted for; nil where it isn't counted.
  var subjects: [Int?]
  /// For each request what it counts.
  var quantities: [Int]
  /// The amount of each subject.
  var amounts: [Int: Int]
  /// The name of each subject in certificates: a symbol, or `together`.
  var names: [Int: String]

  /// What each subject has of some requests.
  func totals(of requests: some Sequence<Int>) -> [Int: Int] {
    var result: [Int: Int] = [:]
    for request in requests {
      if let subject = subjects[request] { result[subject, default: 0] += quantities[request] }
    }
    return result
  }
}

/// Every cap, minimum and quota of a policy, worked out for a problem.
struct PolicyBounds {
  /// In the order of the policy: limits, then quotas, the lower side first.
  let all: [Bound]

  init(problem: CoordinationProblem, policy: Policy, filter: (Policy.AdministrationFilter) -> [Bool]) {
    var result: [Bound] = []
    for (number, limit) in policy.constraints.limits.enumerated() {
      result.append(Self.bound(limit, number: number, problem, filter))
    }
    for (number, quota) in policy.constraints.quotas.enumerated() {
      result += Self.bounds(quota, number: number, problem)
    }
    all = result
  }

  private init(all: [Bound]) { self.all = all }

  /// The same bounds, some of them for certain subjects only.
  func narrowed(to subjects: [Bound.Source: Set<Int>]) -> PolicyBounds {
    PolicyBounds(
      all: all.map { bound in
        guard let kept = subjects[bound.source] else { return bound }
        var bound = bound
        bound.subjects = bound.subjects.map { subject in subject.flatMap { kept.contains($0) ? $0 : nil } }
        bound.amounts = bound.amounts.filter { kept.contains($0.key) }
        bound.names = bound.names.filter { kept.contains($0.key) }
        return bound
      })
  }

  var upper: [Bound] { all.filter(\.isUpper) }
  var lower: [Bound] { all.filter { !$0.isUpper } }

  private static func bound(
    _ limit: Policy.Limit, number: Int, _ problem: CoordinationProblem,
    _ filter: (Policy.AdministrationFilter) -> [Bool]
  ) -> Bound {
    var subjects: [Int?]
    var names: [Int: String] = [:]
    switch limit.scope {
    case .eachAdministration(let administrations):
      let open = filter(administrations)
      subjects = problem.notifying.map { open[$0] ? $0 : nil }
      for subject in subjects { if let subject { names[subject] = problem.administrations[subject] } }
    case .eachOrganisation:
      let symbols = Set(problem.requests.compactMap(\.organisation)).sorted()
      let index = Dictionary(uniqueKeysWithValues: symbols.enumerated().map { ($1, $0) })
      subjects = problem.requests.map { request in request.organisation.flatMap { index[$0] } }
      for (number, symbol) in symbols.enumerated() { names[number] = symbol }
    case .groups(let groups):
      let open = filter(.groups(groups))
      subjects = problem.notifying.map { open[$0] ? 0 : nil }
      names[0] = "together"
    case .administrations(let symbols):
      let open = filter(.symbols(symbols))
      subjects = problem.notifying.map { open[$0] ? 0 : nil }
      names[0] = "together"
    }
    var bound = Bound(
      source: .limit(number), isUpper: limit.kind == .cap, subjects: subjects,
      quantities: problem.requests.indices.map { problem.quantity(limit.quantity, of: $0) }, amounts: [:], names: names)
    let demands = bound.totals(of: problem.requests.indices)
    for subject in names.keys {
      bound.amounts[subject] = limit.kind == .cap ? limit.amount : min(limit.amount, demands[subject] ?? 0)
    }
    return bound
  }

  private static func bounds(_ quota: Policy.Quota, number: Int, _ problem: CoordinationProblem) -> [Bound] {
    let asking = Set(problem.holders.compactMap { $0 })
    let shares = asking.sorted().compactMap { administration in
      problem.entitlement(quota.entitlement, of: administration).flatMap { $0 > 0 ? (administration, $0) : nil }
    }
    let total = shares.reduce(Int128(0)) { $0 + Int128($1.1) }
    var names: [Int: String] = [:]
    var lower: [Int: Int] = [:]
    var upper: [Int: Int] = [:]
    for (administration, share) in shares where total > 0 {
      let product = Int128(share) * Int128(quota.units)
      names[administration] = problem.administrations[administration]
      lower[administration] = Int(product / total)
      upper[administration] = Int((product + total - 1) / total)
    }
    let known = Set(names.keys)
    let base = Bound(
      source: .lowerQuota(number), isUpper: false,
      subjects: problem.holders.map { holder in holder.flatMap { known.contains($0) ? $0 : nil } },
      quantities: problem.requests.map(\.holding), amounts: lower, names: names)
    let demands = base.totals(of: problem.requests.indices)
    var result: [Bound] = []
    if quota.isLower {
      var bound = base
      bound.amounts = lower.reduce(into: [:]) { $0[$1.key] = min($1.value, demands[$1.key] ?? 0) }
      result.append(bound)
    }
    if quota.isUpper {
      var bound = base
      bound.source = .upperQuota(number)
      bound.isUpper = true
      bound.amounts = upper
      result.append(bound)
    }
    return result
  }
}

/// What has been counted against caps and upper quotas while an ordering goes on.
struct BoundTally {
  private let bounds: [Bound]
  private var totals: [[Int: Int]]

  init(_ bounds: PolicyBounds, granted: some Sequence<Int>) {
    self.bounds = bounds.upper
    let granted = Array(granted)
    totals = self.bounds.map { $0.totals(of: granted) }
  }

  /// Whether a grant keeps every cap and upper quota.
  func admits(_ request: Int) -> Bool {
    bounds.indices.allSatisfy { index in
      guard let subject = bounds[index].subjects[request] else { return true }
      return totals[index][subject, default: 0] + bounds[index].quantities[request]
        <= bounds[index].amounts[subject] ?? .max
    }
  }

  mutating func add(_ request: Int) {
    for index in bounds.indices {
      if let subject = bounds[index].subjects[request] {
        totals[index][subject, default: 0] += bounds[index].quantities[request]
      }
    }
  }
}
