// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Coordination
@testable import Scenarios

extension RuleBook {
  /// What granting a request adds to a quantity.
  func quantity(_ quantity: Policy.Quantity, _ request: Int) -> Int {
    let one = problem.requests[request]
    let kilohertz = one.channels * problem.scenario.bands[one.band].channelBandwidthKilohertz
    switch quantity {
    case .networks: return 1
    case .channels: return one.channels
    case .bandwidth: return kilohertz
    case .value:
      guard let values = problem.scenario.values else { return 1 }
      return values.table.rows.first { $0.key == one.identifier }?.number ?? values.standard
    case .holding:
      switch problem.scenario.holdingUnit {
      case .channels: return one.channels
      case .networks: return 1
      case .megahertz: return kilohertz
      }
    }
  }

  /// The administration that a grant counts for; nil where it counts for an organisation alone.
  func holder(_ request: Int) -> String? {
    let one = problem.requests[request]
    return problem.scenario.attribution == .organisationsApart && one.organisation != nil ? nil : one.administration
  }

  /// The requests that each subject of a limit is counted by.
  private func subjects(_ scope: Policy.LimitScope) -> [[Int]] {
    let all = Array(problem.requests.indices)
    switch scope {
    case .eachAdministration(let filter):
      return Dictionary(grouping: all.filter { passes(filter, $0) }) { problem.requests[$0].administration }
        .sorted { $0.key < $1.key }.map(\.value)
    case .eachOrganisation:
      return Dictionary(grouping: all.filter { problem.requests[$0].organisation != nil }) {
        problem.requests[$0].organisation ?? ""
      }.sorted { $0.key < $1.key }.map(\.value)
    case .groups(let groups): return [all.filter { passes(.groups(groups), $0) }]
    case .administrations(let symbols): return [all.filter { passes(.symbols(symbols), $0) }]
    }
  }

  /// A sum over some requests with its limits.
  struct Sum {
    var terms: [(request: Int, amount: Int)]
    var least = 0
    var most = Int.max

    func value(_ set: Int) -> Int {
      terms.reduce(0) { $0 + (set >> $1.request & 1 == 1 ? $1.amount : 0) }
    }
  }

  /// Caps, minimums and quotas.
  func sums() -> [Sum] {
    var result: [Sum] = []
    for limit in policy.constraints.limits {
      for subject in subjects(limit.scope) {
        var sum = Sum(terms: subject.map { ($0, quantity(limit.quantity, $0)) })
        if limit.kind == .cap { sum.most = limit.amount } else { sum.least = min(limit.amount, sum.value(-1)) }
        result.append(sum)
      }
    }
    for quota in policy.constraints.quotas {
      let asking = Set(problem.requests.indices.compactMap(holder)).sorted()
      let shares = asking.map { (symbol: $0, share: entitlements.share(quota.entitlement, of: $0)) }
        .filter { $0.share > 0 }
      let all = shares.reduce(Int128(0)) { $0 + Int128($1.share) }
      for (symbol, share) in shares {
        let own = problem.requests.indices.filter { holder($0) == symbol }
        var sum = Sum(terms: own.map { ($0, quantity(.holding, $0)) })
        let (whole, part) = (Int128(share) * Int128(quota.units)).quotientAndRemainder(dividingBy: all)
        if quota.isLower { sum.least = min(Int(whole), sum.value(-1)) }
        if quota.isUpper { sum.most = Int(whole) + (part > 0 ? 1 : 0) }
        result.append(sum)
      }
    }
    return result
  }

  /// An administration that asks in a run and is entitled to something.
  struct Member {
    var symbol: String
    var share: Int
    /// What it would hold if all it asks for were granted, in the scenario's unit.
    var demand: Int
    /// Its requests, bit by bit.
    var own: Int
  }

  /// Units of holding in one step: the greatest number that divides every demand, by going down.
  static func step(_ holdings: [Int]) -> Int {
    var divisor = holdings.first ?? 1
    while holdings.contains(where: { $0 % divisor != 0 }) { divisor -= 1 }
    return divisor
  }

  /// Who asks in a run, and how much, granted earlier or not.
  func members(_ entitlement: Entitlement, admitted: Int, standing: Int) -> [Member] {
    let asking = Set(oracle.requests(in: admitted).compactMap(holder)).sorted()
    return asking.compactMap { symbol in
      let share = entitlements.share(entitlement, of: symbol)
      guard share > 0 else { return nil }
      let asked = oracle.requests(in: admitted | standing).filter { holder($0) == symbol }
      let own = problem.requests.indices.filter { holder($0) == symbol }
      return Member(
        symbol: symbol, share: share, demand: asked.reduce(0) { $0 + quantity(.holding, $1) }, own: Oracle.set(own))
    }
  }

  /// What a member holds of a set.
  func holding(_ member: Member, _ set: Int) -> Int {
    oracle.requests(in: set & member.own).reduce(0) { $0 + quantity(.holding, $1) }
  }

  /// Whether the holdings of a set are as fair as a demand says, each pair by the words of the definition.
  func isFair(_ demand: Policy.FairnessDemand, _ members: [Member], _ set: Int) -> Bool {
    let people = members.map {
      (share: Int128($0.share), asks: Int128($0.demand / step), has: Int128(holding($0, set) / step))
    }
    switch demand.kind {
    case .weightedEF1:
      return people.allSatisfy { one in
        one.has == one.asks
          || people.allSatisfy { other in
            other.has == 0 || one.has * other.share >= min(one.asks, other.has - 1) * one.share
          }
      }
    case .weightedPROP1:
      let (shares, all) = people.reduce((Int128(0), Int128(0))) { ($0.0 + $1.share, $0.1 + $1.has) }
      return people.allSatisfy { $0.has == $0.asks || ($0.has + 1) * shares >= $0.share * all }
    }
  }
}
