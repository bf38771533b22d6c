// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

@testable import Coordination
@testable import Scenarios

/// Draws policies that a file could state, for a small instance.
struct PolicyDraw {
  let instance: PolicyInstance
  let problem: CoordinationProblem
  var lots: Lots

  init(_ instance: PolicyInstance, _ problem: CoordinationProblem, seed: Int) {
    self.instance = instance
    self.problem = problem
    lots = Lots(seed)
  }

  /// Every objective, α in halves among them.
  static let objectives: [Policy.Objective] =
    Policy.Quantity.allCases.map { .total($0) } + [
      .populationCovered, .administrationsServed, .administrationsAtRatio(.one), .minimumRatio, .leximin,
      .generalisedGini, .leastDisplacement,
    ] + [0, 1, 2, 4, 10].map { .alphaFairness(halves: $0) }

  static let entitlements: [Entitlement] = [
    .equal, .population, .need, .visibleArc, .income, .blend("half"), .column("mine"),
  ]

  /// Every kind of constraint.
  enum Constraint: String, CaseIterable, Sendable {
    case capEachAdministration, capEachOrganisation, capGroups, capAdministrations
    case minimumEachAdministration, minimumEachOrganisation, minimumGroups, minimumAdministrations
    case quotaLower, quotaUpper, quotaBoth
    case setAsideSectors, setAsideArc, setAsidePositions, setAsideChannels
    case protectNetworksInUse, protectNationalAllotments
    case filedPositionsAll, filedPositionsInUse
    case fairnessEF1, fairnessPROP1
    case eligibleInTime, eligibleByTable

    /// Whether it holds at the end only.
    var isDemand: Bool {
      switch self {
      case .minimumEachAdministration, .minimumEachOrganisation, .minimumGroups, .minimumAdministrations, .quotaLower,
        .quotaBoth, .fairnessEF1, .fairnessPROP1:
        true
      default: false
      }
    }
  }

  private static let groups = AdministrationGroup.all

  private var symbols: [String] { instance.register.administrations.map(\.symbol) }

  mutating func entitlement() -> Entitlement { lots.one(of: Self.entitlements) }

  mutating func objective() -> Policy.Objective { varied(lots.one(of: Self.objectives)) }

  /// The same objective with another ratio.
  mutating func varied(_ objective: Policy.Objective) -> Policy.Objective {
    guard case .administrationsAtRatio = objective else { return objective }
    return .administrationsAtRatio(Policy.Ratio(1 + lots.below(6), 1 + lots.below(4)) ?? .one)
  }

  private mutating func someGroups() -> [AdministrationGroup] {
    (0..<(1 + lots.below(3))).map { _ in lots.one(of: Self.groups) }
  }

  private mutating func someSymbols() -> [String] {
    let chosen = symbols.filter { _ in lots.chance(50) }
    return chosen.isEmpty ? [symbols[0]] : chosen
  }

  mutating func filter() -> Policy.AdministrationFilter {
    switch lots.below(12) {
    case 0: .withoutNetworkInUse
    case 1: .withoutFiling
    case 2: .groups(someGroups())
    case 3: .symbols(someSymbols())
    default: .all
    }
  }

  mutating func kind() -> Policy.RequestKind {
    lots.chance(82) ? .all : lots.one(of: [.filed, .national, .inUse, .nationalAllotments, .planned, .nonPlanned])
  }

  // MARK: - Stages

  /// One objective, or several of which the later ones keep the optima before.
  mutating func run(first: Policy.Objective, entitlement: Entitlement, length: Int) -> [Policy.Stage] {
    let (requests, administrations) = (kind(), filter())
    let roundDays = lots.chance(10) ? lots.one(of: [0, 2, 900]) : nil
    return (0..<length).map { number in
      let later = objective()
      let one = number == 0 ? varied(first) : later
      return Policy.Stage(
        name: "\(number) \(one.word)",
        rule: .maximise(one, entitlement: number == 0 ? entitlement : self.entitlement()),
        carry: number + 1 < length ? .optimum : .grants, requests: requests, administrations: administrations,
        roundDays: roundDays)
    }
  }

  mutating func ordering(_ queue: Policy.Queue) -> Policy.Stage {
    var ordering = Policy.Ordering(queue: queue, placement: lots.chance(75) ? .nearest : .asFiled)
    if lots.chance(30) { ordering.priority = Array(Set(someGroups()).sorted { $0.identifier < $1.identifier }) }
    if lots.chance(30) { ordering.seed = lots.below(1_000) }
    if queue == .serialDictatorship, lots.chance(50) { ordering.networksPerTurn = 1 + lots.below(2) }
    var stage = Policy.Stage(
      name: "order", rule: .order(ordering), requests: kind(), administrations: filter(),
      networksPerAdministration: lots.chance(30) ? 1 + lots.below(2) : nil)
    if queue == .dateOfReceipt {
      if lots.chance(25) {
        stage.roundDays = lots.one(of: [0, 2, 800])
      } else if lots.chance(40) {
        ordering.batches = [
          .init(from: SmallProblem.date("2012-01-01"), to: SmallProblem.date("2012-03-05")),
          .init(from: SmallProblem.date("2016-09-08"), to: SmallProblem.date("2019-12-31")),
        ]
        stage.rule = .order(ordering)
      }
    }
    return stage
  }

  func policy(_ stages: [Policy.Stage]) -> Policy {
    Policy(name: "test", title: "test", description: "", family: .practice, stages: stages, path: "test.yaml")
  }

  // MARK: - Constraints

  mutating func add(_ constraint: Constraint, to constraints: inout Policy.Constraints) {
    switch constraint {
    case .capEachAdministration: constraints.limits.append(limit(.cap, .eachAdministration(filter())))
    case .capEachOrganisation: constraints.limits.append(limit(.cap, .eachOrganisation))
    case .capGroups: constraints.limits.append(limit(.cap, .groups(someGroups())))
    case .capAdministrations: constraints.limits.append(limit(.cap, .administrations(someSymbols())))
    case .minimumEachAdministration: constraints.limits.append(limit(.minimum, .eachAdministration(filter())))
    case .minimumEachOrganisation: constraints.limits.append(limit(.minimum, .eachOrganisation))
    case .minimumGroups: constraints.limits.append(limit(.minimum, .groups(someGroups())))
    case .minimumAdministrations: constraints.limits.append(limit(.minimum, .administrations(someSymbols())))
    case .quotaLower, .quotaUpper, .quotaBoth:
      constraints.quotas.append(
        .init(
          entitlement: entitlement(), units: 1 + lots.below(constraint == .quotaUpper ? 10 : 4),
          isLower: constraint != .quotaUpper, isUpper: constraint != .quotaLower))
    case .setAsideSectors, .setAsideArc, .setAsidePositions, .setAsideChannels:
      constraints.setAsides.append(.init(groups: someGroups(), extent: extent(constraint)))
    case .protectNetworksInUse: constraints.protected.append(.networksInUse)
    case .protectNationalAllotments: constraints.protected.append(.nationalAllotments)
    case .filedPositionsAll: constraints.filedPositions = .all
    case .filedPositionsInUse: constraints.filedPositions = .inUse
    case .fairnessEF1: constraints.fairness.append(.init(kind: .weightedEF1, entitlement: entitlement()))
    case .fairnessPROP1: constraints.fairness.append(.init(kind: .weightedPROP1, entitlement: entitlement()))
    case .eligibleInTime: constraints.eligibility.append(ComplianceTable.inUseOrInTime)
    case .eligibleByTable: constraints.eligibility.append(PolicyInstance.criterion)
    }
  }

  private mutating func limit(_ kind: Policy.Limit.Kind, _ scope: Policy.LimitScope) -> Policy.Limit {
    let quantity = lots.one(of: [.networks, .networks] + Policy.Quantity.allCases)
    return .init(
      kind: kind, scope: scope, quantity: quantity, amount: kind == .cap ? lots.below(5) : 1 + lots.below(2))
  }

  private mutating func extent(_ constraint: Constraint) -> Policy.SetAside.Extent {
    let places = problem.places.flatMap { $0.map(\.longitudeMilliDegrees) }
    switch constraint {
    case .setAsideArc:
      return .arc(fromMilliDegrees: lots.one(of: places), toMilliDegrees: lots.one(of: places))
    case .setAsidePositions: return .positions((0..<(1 + lots.below(3))).map { _ in lots.one(of: places) })
    case .setAsideChannels:
      let band = lots.one(of: instance.scenario.bands)
      let first = 1 + lots.below(band.channels)
      return .channels(band: band.identifier, first: first, last: first + lots.below(band.channels - first + 1))
    default:
      return .sectors(
        startThousandths: lots.one(of: [0, 0, 250]), shareThousandths: lots.one(of: [200, 333, 500]),
        sectorMilliDegrees: lots.one(of: [2_000, 10_000]))
    }
  }
}
