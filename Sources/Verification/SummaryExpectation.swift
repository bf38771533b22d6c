// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

/// What `results.json` should say, as far as it follows from the inputs, the allocation and the certificate.
struct SummaryExpectation {
  let scenario: Scenario
  let register: Register
  let docket: Docket
  let outcomes: [PolicyOutcome]
  /// The certificate of each policy; nil where there is none.
  let certificates: [PolicyCertificate?]
  let figures: FigureTable
  /// What policies that sell come to; nil where none sells.
  let market: MarketOutcome?
  /// Figures that count grants to filed requests only.
  private let filedFigures: FigureTable
  private let administrations: [Administration]

  init(
    scenario: Scenario, register: Register, docket: Docket, outcomes: [PolicyOutcome],
    certificates: [PolicyCertificate?], figures: FigureTable,
    market: MarketOutcome? = nil
  ) {
    self.scenario = scenario
    self.register = register
    self.docket = docket
    self.outcomes = outcomes
    self.certificates = certificates
    self.figures = figures
    self.market = market
    filedFigures = FigureTable(
      scenario: scenario, docket: docket, outcomes: scenario.latecomers == nil ? [] : outcomes, greatestHolding: nil,
      conventions: figures.conventions, scope: .filed)
    administrations = register.administrations.sorted { $0.symbol < $1.symbol }
  }

  /// What doesn't belong to a policy.
  var head: ExpectedPart {
    .object([
      ("scenario", scenarioPart), ("administrations", .list(administrationParts)), ("market", market?.part ?? .nothing),
    ])
  }

  /// What belongs to a policy.
  ///
  /// - Parameter definitions: what the document says that measures are, by identifier.
  func policy(_ index: Int, definitions: [String: JSONValue]) -> ExpectedPart {
    let outcome = outcomes[index]
    let bases = figures.bases.filter { $0.policy == outcome.policy.name }
    func isNotPlanned(_ request: Request) -> Bool { request.kind == .filed && !request.isPlanned }
    func isFiled(_ request: Request) -> Bool { request.kind == .filed }
    // Whether entries of plans that ask for nothing make a register of plans is left open.
    let outside = standing(outcome, counting: isNotPlanned)
    let outsidePart = docket.requests.contains(where: \.isPlanned) ? outside : .anyOf([.nothing, outside])
    return .object([
      ("title", .text(outcome.policy.title)), ("description", .text(outcome.policy.description)),
      ("counts", counts(of: outcome)),
      (
        "standing",
        .object([
          ("with_latecomers", standing(outcome) { _ in true }),
          ("without_latecomers", standing(outcome, counting: isFiled)), ("outside_plans", outsidePart),
        ])
      ),
      ("holdings", .list(holdings(outcome))),
      ("organisation_holdings", .list(organisationHoldings(outcome))),
      ("stages", stages(certificates[index])),
      ("lottery", lottery(certificates[index], rules: PolicyRules(policy: outcome.policy, docket: docket))),
      ("arc", .list(docket.bands.indices.map { strip($0, outcome) })),
      ("measures", measures(figures, bases, definitions)),
      ("measures_without_latecomers", measures(filedFigures, scenario.latecomers == nil ? [] : bases, definitions)),
      ("lorenz", byBasis(bases) { lorenz($0) }),
      ("decompositions", byBasis(bases) { decomposition($0) }),
    ])
  }

  // MARK: What was asked

  private var scenarioPart: ExpectedPart {
    let unit: String
    switch scenario.holdingUnit {
    case .channels: unit = "channels"
    case .networks: unit = "networks"
    case .megahertz: unit = "kilohertz"
    }
    let national = docket.requests.count { $0.kind == .national }
    let filers = Set(docket.requests.filter { $0.kind == .filed }.compactMap(\.holder))
    let populations = [
      ("member_states", administrations.count(where: \.isMemberState)),
      ("filers", administrations.count { filers.contains($0.symbol) }),
    ]
    let seeds = [
      (ScenarioSeeds.bandAssignment, scenario.bandAssignment.seed), (ScenarioSeeds.ties, scenario.tieBreakSeed),
    ]
    return .object([
      ("name", .text(scenario.name)), ("title", .text(scenario.title)), ("question", .text(scenario.question)),
      ("table_edition", .text(scenario.tableEdition)), ("grid_milli_degrees", .integer(scenario.gridMilliDegrees)),
      ("holding_unit", .text(unit)), ("attribution", .text(scenario.attribution.rawValue)),
      ("holding_denominator", docket.unitsPerHolding > 1 ? .integer(docket.unitsPerHolding) : .nothing),
      ("entitlements", .list(scenario.entitlements.map { .text($0.identifier) })),
      ("reference_policy", .anyOf([.nothing] + outcomes.map { .text($0.policy.name) })),
      (
        "latecomers",
        scenario.latecomers == nil ? .nothing : .object([("requests", .integer(national))])
      ),
      ("populations", .keyed(["id"], populations.map { ([$0.0], .object([("members", .integer($0.1))])) })),
      ("seeds", .keyed(["name"], seeds.map { ([$0.0], .object([("value", .integer($0.1))])) })),
      ("register", registerPart), ("bands", .list(scenario.bands.indices.map { bandPart($0) })),
    ])
  }

  private var registerPart: ExpectedPart {
    let filed = docket.requests.filter { $0.kind == .filed }
    let geostationary = register.networks.filter {
      if case .geostationary = $0.orbit { true } else { false }
    }
    return .object([
      ("name", .text(register.name)), ("title", .text(register.title)),
      ("snapshot", .text(register.snapshot.iso8601)),
      ("networks", .integer(geostationary.count)),
      ("non_planned_networks", .integer(geostationary.count { $0.procedure != .planned })),
      ("planned_networks", .integer(geostationary.count { $0.procedure == .planned })),
      ("networks_in_use", known(geostationary.count { $0.isInUse(on: register.snapshot) }, of: filed)),
      ("administrations", .integer(administrations.count)),
      ("member_states", .integer(administrations.count(where: \.isMemberState))),
      ("sources", .list(register.sources.map { .text($0) })),
    ])
  }

  private func bandPart(_ index: Int) -> ExpectedPart {
    let band = scenario.bands[index]
    let entry = RegulatoryTable.edition(scenario.tableEdition)?.band(band.identifier)
    return .object([
      ("id", .text(band.identifier)), ("title", entry.map { .text($0.title) } ?? .all([])),
      (
        "coordination_arc_milli_degrees",
        entry.map { .integer($0.coordinationArcMilliDegrees.value) } ?? .all([])
      ), ("channels", .integer(band.channels)),
      ("channel_bandwidth_kilohertz", .integer(band.channelBandwidthKilohertz)),
      ("polarizations", .list(band.polarizations.map { .text($0) })),
      ("required_separation_milli_degrees", .integer(band.requiredSeparationMilliDegrees)),
      ("flexibility_milli_degrees", .integer(band.flexibilityMilliDegrees)),
      ("requests", .integer(docket.requests.count { $0.band == index })),
    ])
  }

  private var administrationParts: [ExpectedPart] {
    let requests = Dictionary(grouping: docket.requests, by: \.holder)
    return administrations.map { part(of: $0, asking: requests[$0.symbol] ?? []) }
  }

  private func part(of administration: Administration, asking own: [Request]) -> ExpectedPart {
    let groups: [AdministrationGroup] = [.leastDeveloped, .landlockedDeveloping, .smallIslandDeveloping]
    let national = own.count { $0.kind == .national }
    return .object([
      ("symbol", .text(administration.symbol)), ("name", .text(administration.name)),
      ("is_member_state", .boolean(administration.isMemberState)),
      ("groups", .list(groups.filter { $0.contains(administration) }.map { .text($0.identifier) })),
      ("income_group", administration.incomeGroup.map { .text($0.rawValue) } ?? .nothing),
      ("itu_region", .integer(administration.ituRegion)),
      ("partition", .text(PopulationOutcome.part(of: administration))),
      ("filed_requests", .integer(own.count - national)), ("national_requests", .integer(national)),
      ("population_inhabitants", administration.population.map { .integer($0) } ?? .nothing),
    ])
  }

  /// A count of networks in use, which a register without any may leave open.
  private func known(_ count: Int, of requests: [Request]) -> ExpectedPart {
    requests.contains(where: \.isInUse) ? .integer(count) : .anyOf([.integer(count), .nothing])
  }

  // MARK: What each got

  private func counts(of outcome: PolicyOutcome) -> ExpectedPart {
    let granted = outcome.granted.map { (grant: $0, request: docket.requests[$0.request]) }
    let distances = granted.map { Circle.distance($0.grant.position, $0.request.filedLongitude) }
    let national = granted.count { $0.request.kind == .national }
    let asFiled = distances.count { $0 == 0 }
    var reasons: [String: Int] = [:]
    for case let row? in outcome.rows where isSame(row.cells[AllocationTable.Column.outcome.rawValue], "refused") {
      reasons[row.cells[AllocationTable.Column.reason.rawValue], default: 0] += 1
    }
    return .object([
      ("requests", .integer(docket.requests.count)), ("granted", .integer(granted.count)),
      ("refused", .integer(docket.requests.count - granted.count)),
      ("granted_filed", .integer(granted.count - national)), ("granted_national", .integer(national)),
      ("granted_as_filed", .integer(asFiled)), ("granted_moved", .integer(granted.count - asFiled)),
      ("requested_channels", .integer(docket.requests.reduce(0) { $0 + $1.demand })),
      ("granted_channels", .integer(granted.reduce(0) { $0 + $1.request.demand })),
      ("total_displacement_milli_degrees", .integer(distances.reduce(0, +))),
      ("coinciding_with_use_today", known(granted.count(where: \.request.isInUse), of: docket.requests)),
      (
        "refused_by_reason",
        .keyed(
          ["reason"], reasons.sorted { $0.key < $1.key }.map { ([$0.key], .object([("count", .integer($0.value))])) })
      ),
    ])
  }

  private func standing(_ outcome: PolicyOutcome, counting counts: (Request) -> Bool) -> ExpectedPart {
    var asked: Set<String> = []
    var served: Set<String> = []
    for (index, request) in docket.requests.enumerated() where counts(request) {
      for part in request.parts {
        asked.insert(part.administration)
        if outcome.grants[index] != nil { served.insert(part.administration) }
      }
    }
    let members = administrations.filter(\.isMemberState).map(\.symbol)
    return .object([
      ("served", .integer(members.count { served.contains($0) })),
      ("refused", .integer(members.count { asked.contains($0) && !served.contains($0) })),
      ("never_asked", .integer(members.count { !asked.contains($0) })),
    ])
  }

  private func holdings(_ outcome: PolicyOutcome) -> [ExpectedPart] {
    let granted = outcome.granted.map { docket.requests[$0.request] }
    let notified = Dictionary(grouping: granted, by: \.holder)
    var holding: [String: (all: Int, filed: Int)] = [:]
    for request in granted {
      for part in request.parts {
        let units = part.units * request.holding
        holding[part.administration, default: (0, 0)].all += units
        holding[part.administration, default: (0, 0)].filed += request.kind == .filed ? units : 0
      }
    }
    return administrations.map { administration in
      let own = notified[administration.symbol] ?? []
      return .object([
        ("administration", .text(administration.symbol)), ("networks", .integer(own.count)),
        ("channels", .integer(own.reduce(0) { $0 + $1.demand })),
        ("holding", .integer(holding[administration.symbol]?.all ?? 0)),
        ("filed_networks", .integer(own.count { $0.kind == .filed })),
        ("filed_holding", .integer(holding[administration.symbol]?.filed ?? 0)),
      ])
    }
  }

  private func organisationHoldings(_ outcome: PolicyOutcome) -> [ExpectedPart] {
    guard scenario.attribution == .organisationsApart else { return [] }
    let granted = outcome.granted.map { docket.requests[$0.request] }.filter { !$0.organisation.isEmpty }
    return Dictionary(grouping: granted, by: \.organisation).sorted { $0.key < $1.key }.map { organisation, own in
      .object([
        ("organisation", .text(organisation)), ("networks", .integer(own.count)),
        ("channels", .integer(own.reduce(0) { $0 + $1.demand })),
        ("holding", .integer(own.reduce(0) { $0 + $1.holding })),
      ])
    }
  }

  private func stages(_ certificate: PolicyCertificate?) -> ExpectedPart {
    // What can't be made sense of has been reported.
    guard let certificate else { return .all([]) }
    return .list(
      certificate.claims.map { claim in
        guard let claim else { return .all([]) }
        return .object([
          ("kind", .text(claim.kind.rawValue)), ("name", .text(claim.name)), ("claim", .text(claim.assertion.rawValue)),
          ("value", .integer(claim.value)), ("bound", claim.bound.map { .integer($0) } ?? .nothing),
          ("unit", .text(claim.unit)), ("proof", .text(claim.proof.rawValue)),
        ])
      })
  }

  private func strip(_ band: Int, _ outcome: PolicyOutcome) -> ExpectedPart {
    let ranks = Dictionary(administrations.enumerated().map { ($1.symbol, $0) }) { first, _ in first }
    let grants = outcome.granted.filter { docket.requests[$0.request].band == band }.map {
      (position: $0.position, holder: ranks[docket.requests[$0.request].administration] ?? -1)
    }
    return .object([
      ("band", .text(docket.bands[band].identifier)),
      (
        "grants",
        .list(grants.sorted { $0 < $1 }.map { .list([.integer($0.position), .integer($0.holder)]) })
      ),
    ])
  }

  // MARK: How unequal that is

  private func measures(
    _ table: FigureTable, _ bases: [FigureTable.Basis], _ definitions: [String: JSONValue]
  ) -> ExpectedPart {
    var parts: [(key: [String], part: ExpectedPart)] = []
    for basis in bases {
      for group in table.groups(basis) {
        for (metric, figure) in table.figures(basis, group: group) {
          // What a measure is, the document says once more; both must be the same.
          let words = ["unit", "direction"].map { name in
            (name, ExpectedPart.text(definitions[metric]?.member(name)?.text ?? "what its definition says"))
          }
          parts.append(
            ([basis.population, basis.entitlement, group, metric], .all([.figure(figure), .object(words)])))
        }
      }
    }
    return .keyed(["population", "entitlement", "group", "id"], parts)
  }

  private func byBasis(_ bases: [FigureTable.Basis], _ part: (FigureTable.Basis) -> ExpectedPart) -> ExpectedPart {
    .keyed(["population", "entitlement"], bases.map { ([$0.population, $0.entitlement], part($0)) })
  }

  private func lorenz(_ basis: FigureTable.Basis) -> ExpectedPart {
    guard let population = figures.population(basis) else { return .all([]) }
    let distribution = population.distribution(of: population.members)
    var floor = ExpectedPart.list([])
    if let shares = distribution.mostEqualShares {
      let curve = ExpectedPart.curve(LorenzCurve(shares))
      // Other entitlements may be all the same by accident.
      floor = basis.entitlement == Entitlement.equal.identifier ? curve : .anyOf([curve, floor])
    }
    let curves = ExpectedPart.object([("points", .curve(LorenzCurve(distribution))), ("floor_points", floor)])
    // Where nobody holds anything there need be no curve.
    return distribution.isEmpty ? .anyOf([curves, .nothing]) : curves
  }

  private func decomposition(_ basis: FigureTable.Basis) -> ExpectedPart {
    guard let population = figures.population(basis) else { return .all([]) }
    let known = figures.figures(basis, group: "all")
    func figure(_ metric: String) -> ExpectedPart { .figure(known[metric] ?? .undefined) }
    let groups = population.parts.filter { !$0.members.isEmpty }
    return .object([
      ("theil_total", figure("theil_t")), ("theil_between", figure("theil_between")),
      ("theil_within", figure("theil_within")), ("exclusion", exclusion(population)),
      ("groups", .keyed(["group"], groups.map { ([$0.name], part($0.members, of: population)) })),
    ])
  }

  /// Gini's and Theil's indices as exclusion and inequality among those who hold something.
  private func exclusion(_ population: PopulationOutcome) -> ExpectedPart {
    let all = population.distribution(of: population.members)
    guard !all.isEmpty else {
      let open = ExpectedPart.figure(.undefined)
      let parts = ExpectedPart.object([("total", open), ("exclusion", open), ("among_holders", open)])
      return .anyOf([.list([]), .keyed(["measure"], [(["gini"], parts), (["theil_t"], parts)])])
    }
    let holders = population.distribution(of: population.members.filter { $0.holding > 0 })
    let kept = Double(holders.totalEntitlement) / Double(all.totalEntitlement)
    let without = Double(all.totalEntitlement - holders.totalEntitlement) / Double(all.totalEntitlement)
    func parts(_ total: Double, _ exclusion: Double, _ amongHolders: Double) -> ExpectedPart {
      .object([
        ("total", .figure(.value(total))), ("exclusion", .figure(.value(exclusion))),
        ("among_holders", .figure(.value(amongHolders))),
      ])
    }
    return .keyed(
      ["measure"],
      [
        (["gini"], parts(all.gini, without, kept * holders.gini)),
        (["theil_t"], parts(all.theil, -Distribution.logarithm(kept), holders.theil)),
      ])
  }

  private func part(_ members: [PopulationOutcome.Member], of population: PopulationOutcome) -> ExpectedPart {
    let all = population.distribution(of: population.members)
    let inside = population.distribution(of: members)
    let entitled = Double(inside.totalEntitlement) / Double(all.totalEntitlement)
    let held = all.isEmpty ? nil : Double(inside.totalHolding) / Double(all.totalHolding)
    return .object([
      ("members", .integer(members.count)),
      ("members_with_nothing", .integer(members.count { $0.holding == 0 })), ("entitlement_share", .number(entitled)),
      ("holding_share", .figure(held.map { .value($0) } ?? .undefined)),
      ("parity_ratio", .figure(held.map { .value($0 / entitled) } ?? .undefined)),
      ("median_parity_ratio", .figure(all.isEmpty ? .undefined : .value(inside.medianRatio * all.unitRatio))),
      ("gini", .figure(inside.isEmpty ? .undefined : .value(inside.gini))),
    ])
  }
}
