// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

/// Every figure of a result, recomputed from the allocation and the register.
struct FigureTable {
  static let populations = ["filers", "member_states"]

  /// Which requests count.
  enum Scope {
    /// All of them.
    case all
    /// Those of filings; no figure of groups is told then, and no price, which is proven for all requests together.
    case filed
  }

  /// A population with an entitlement under a policy.
  struct Basis: Hashable {
    var policy: String
    var population: String
    var entitlement: String
  }

  /// Where a figure stands.
  private struct Place: Hashable {
    var basis: Basis
    var group: String
  }

  let scenario: Scenario
  let docket: Docket
  let outcomes: [PolicyOutcome]
  let conventions: MetricConventions
  /// The bases, policy by policy.
  private(set) var bases: [Basis] = []

  private var populations: [Basis: PopulationOutcome] = [:]
  private var figures: [Place: [String: ExpectedFigure]] = [:]

  /// Computes all figures.
  ///
  /// - Parameter greatestHolding: the greatest total holding and whether it is proven, where a policy claims it.
  init(
    scenario: Scenario, docket: Docket, outcomes: [PolicyOutcome], greatestHolding: (value: Int, isProven: Bool)?,
    conventions: MetricConventions, scope: Scope = .all, market: MarketOutcome? = nil
  ) {
    self.scenario = scenario
    self.docket = docket
    self.outcomes = outcomes
    self.conventions = conventions
    let filers = Set(docket.requests.filter { $0.kind == .filed }.compactMap(\.holder))
    for outcome in outcomes {
      let price = scope == .all ? price(of: outcome, greatestHolding) : .undefined
      for entitlement in scenario.entitlements {
        let all = members(outcome: outcome, entitlement: entitlement, scope: scope)
        for population in Self.populations {
          let members =
            population == "filers"
            ? all.filter { filers.contains($0.administration.symbol) } : all.filter(\.administration.isMemberState)
          let basis = Basis(policy: outcome.policy.name, population: population, entitlement: entitlement.identifier)
          let result = PopulationOutcome(members: members, step: docket.measuredStep)
          bases.append(basis)
          populations[basis] = result
          for group in [nil] + (scope == .all ? AdministrationGroup.all.map { Optional($0) } : []) {
            figures[Place(basis: basis, group: group?.identifier ?? "all")] =
              result.figures(of: group, price: price, conventions: conventions)
          }
        }
      }
    }
    if let market, let entitlement = scenario.entitlements.first { add(market, entitlement, filers: filers) }
  }

  /// Adds figures of money, which stand below the first entitlement.
  private mutating func add(_ market: MarketOutcome, _ entitlement: Entitlement, filers: Set<String>) {
    for (index, outcome) in outcomes.enumerated() {
      for population in Self.populations {
        let basis = Basis(
          policy: outcome.policy.name, population: population, entitlement: entitlement.identifier)
        let everyone = docket.administrations.values.filter {
          population == "filers" ? filers.contains($0.symbol) : $0.isMemberState
        }
        for group in [nil] + AdministrationGroup.all.map({ Optional($0) }) {
          let members = Set(everyone.filter { group?.contains($0) ?? true }.map(\.symbol))
          let place = Place(basis: basis, group: group?.identifier ?? "all")
          figures[place, default: [:]].merge(market.figures(index) { members.contains($0) }) { _, new in new }
          if group == nil, population == "member_states" {
            figures[place, default: [:]].merge(market.wholeFigures(index)) { _, new in new }
          }
        }
      }
    }
  }

  /// What a figure should be; nil where there is no such figure.
  func expected(policy: String, population: String, entitlement: String, group: String, metric: String)
    -> ExpectedFigure?
  {
    let basis = Basis(policy: policy, population: population, entitlement: entitlement)
    return figures[Place(basis: basis, group: group)]?[metric]
  }

  /// The figures of a group, by metric; none where there is no such group.
  func figures(_ basis: Basis, group: String) -> [String: ExpectedFigure] {
    figures[Place(basis: basis, group: group)] ?? [:]
  }

  /// The groups that figures are told of.
  func groups(_ basis: Basis) -> [String] {
    (["all"] + AdministrationGroup.all.map(\.identifier)).filter { figures[Place(basis: basis, group: $0)] != nil }
  }

  /// What the members of a population hold.
  func population(_ basis: Basis) -> PopulationOutcome? { populations[basis] }

  /// Policy, population, entitlement, group and metric of every figure.
  var keys: [[String]] {
    bases.flatMap { basis in
      groups(basis).flatMap { group in
        figures(basis, group: group).keys.sorted().map {
          [basis.policy, basis.population, basis.entitlement, group, $0]
        }
      }
    }
  }

  private func members(
    outcome: PolicyOutcome, entitlement: Entitlement, scope: Scope
  ) -> [PopulationOutcome.Member] {
    let administrations = docket.administrations.values.sorted { $0.symbol < $1.symbol }
    var members: [String: PopulationOutcome.Member] = [:]
    for administration in administrations {
      guard let share = docket.entitlement(of: administration.symbol, entitlement) else { continue }
      members[administration.symbol] = PopulationOutcome.Member(administration: administration, entitlement: share)
    }
    for (index, request) in docket.requests.enumerated() where scope == .all || request.kind == .filed {
      let isGranted = outcome.grants[index] != nil
      for part in isGranted ? request.parts : [] {
        members[part.administration]?.holding += part.units * request.holding
        let largest = members[part.administration]?.largestNetwork ?? 0
        members[part.administration]?.largestNetwork = max(largest, part.units * request.holding)
      }
      // Networks and channels are counted with whoever notified them.
      guard let holder = request.holder else { continue }
      members[holder]?.requests += 1
      members[holder]?.grantedNetworks += isGranted ? 1 : 0
      members[holder]?.grantedChannels += isGranted ? request.demand : 0
    }
    return administrations.compactMap { members[$0.symbol] }
  }

  private func price(
    of outcome: PolicyOutcome, _ greatestHolding: (value: Int, isProven: Bool)?
  ) -> ExpectedFigure {
    guard let greatestHolding, greatestHolding.value > 0 else { return .undefined }
    let total = outcome.granted.reduce(0) { $0 + docket.requests[$1.request].holding }
    let price = ExpectedFigure.value(Double(greatestHolding.value - total) / Double(greatestHolding.value))
    return greatestHolding.isProven ? price : .anyOf([price, .undefined])
  }
}
