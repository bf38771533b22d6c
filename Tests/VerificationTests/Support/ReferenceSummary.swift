// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation

@testable import Scenarios
@testable import Verification

/// Writes `results.json` in the shape of the format, by plain counting.
struct ReferenceSummary {
  let files: ReferenceFiles
  private let metrics: ReferenceMetrics
  private let docket: Docket

  init(_ files: ReferenceFiles) {
    self.files = files
    metrics = ReferenceMetrics(files)
    docket = Docket(scenario: files.world.scenario, register: files.world.register)
  }

  private var scenario: Scenario { files.world.scenario }
  private var register: Register { files.world.register }

  var document: JSONValue {
    [
      "schema": "orbitshare-results/1", "scenario": scenarioPart,
      "measure_definitions": .array(
        PopulationOutcome.metrics.map { ["id": .string($0), "unit": "1", "direction": "up"] }),
      "administrations": .array(register.administrations.map { administration($0) }),
      "policies": .array(files.solutions.indices.map { policy($0) }),
      "files": .array(
        [
          ("allocation.csv", files.allocation), ("metrics.csv", metrics.table), ("certificate.json", files.certificate),
        ].map { ["path": .string($0), "fnv1a64": .string(digest($1))] }),
    ]
  }

  private func digest(_ text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private var scenarioPart: JSONValue {
    let networks = register.networks
    let inUse = networks.count { $0.isInUse(on: register.snapshot) }
    let filers = Set(docket.requests.filter { $0.kind == .filed }.compactMap(\.holder))
    let members = register.administrations.count(where: \.isMemberState)
    let national = docket.requests.count { $0.kind == .national }
    return [
      "name": "small", "title": "Small", "question": "", "table_edition": "WRC-23", "grid_milli_degrees": 500,
      "holding_unit": .string(scenario.holdingUnit == .megahertz ? "kilohertz" : scenario.holdingUnit.rawValue),
      "attribution": .string(scenario.attribution.rawValue),
      "entitlements": .array(scenario.entitlements.map { .string($0.identifier) }), "reference_policy": .null,
      "latecomers": scenario.latecomers == nil ? .null : ["requests": .whole(national), "text": "one each"],
      "populations": [
        ["id": "member_states", "members": .whole(members)], ["id": "filers", "members": .whole(filers.count)],
      ],
      "seeds": [["name": "band assignment", "value": 7], ["name": "ties", "value": 11]],
      "register": [
        "name": "small", "title": "Small", "snapshot": "2023-09-01", "sources": [], "networks": .whole(networks.count),
        "planned_networks": .whole(networks.count { $0.procedure == .planned }),
        "non_planned_networks": .whole(networks.count { $0.procedure == .nonPlanned }),
        "networks_in_use": inUse == 0 ? .null : .whole(inUse),
        "administrations": .whole(register.administrations.count),
        "member_states": .whole(members),
      ],
      "bands": .array(
        scenario.bands.indices.map { index in
          let band = scenario.bands[index]
          let entry = RegulatoryTable.edition("WRC-23")?.band(band.identifier)
          return [
            "id": .string(band.identifier), "title": .string(entry?.title ?? ""),
            "coordination_arc_milli_degrees": .whole(entry?.coordinationArcMilliDegrees.value ?? 0),
            "channels": .whole(band.channels), "channel_bandwidth_kilohertz": .whole(band.channelBandwidthKilohertz),
            "polarizations": .array(band.polarizations.map { .string($0) }),
            "required_separation_milli_degrees": .whole(band.requiredSeparationMilliDegrees),
            "flexibility_milli_degrees": .whole(band.flexibilityMilliDegrees),
            "requests": .whole(docket.requests.count { $0.band == index }),
          ]
        }),
    ]
  }

  private func administration(_ administration: Administration) -> JSONValue {
    func count(_ kind: Request.Kind) -> JSONValue {
      .whole(docket.requests.count { $0.holder == administration.symbol && $0.kind == kind })
    }
    var groups: [JSONValue] = []
    if administration.isLeastDeveloped { groups.append("LDC") }
    if administration.isSmallIslandDeveloping { groups.append("SIDS") }
    return [
      "symbol": .string(administration.symbol), "name": .string(administration.name),
      "is_member_state": .boolean(administration.isMemberState), "groups": .array(groups),
      "income_group": .string(administration.incomeGroup?.rawValue ?? ""), "itu_region": 1,
      "partition": .string(ReferenceMetrics.part(administration)), "filed_requests": count(.filed),
      "national_requests": count(.national),
      "population_inhabitants": administration.population.map { .whole($0) } ?? .null,
    ]
  }

  private func policy(_ index: Int) -> JSONValue {
    let (policy, _, solution) = files.solutions[index]
    var grants: [(request: Request, option: Option)] = []
    for (index, request) in docket.requests.enumerated() {
      if let option = solution.grants[index] { grants.append((request, option)) }
    }
    var holdings: [JSONValue] = []
    for administration in register.administrations {
      let own = grants.map(\.request).filter { $0.holder == administration.symbol }
      holdings.append([
        "administration": .string(administration.symbol), "networks": .whole(own.count),
        "channels": .sum(own.map(\.demand)), "holding": .sum(own.map(\.holding)),
        "filed_networks": .whole(own.count { $0.kind == .filed }),
        "filed_holding": .sum(own.filter { $0.kind == .filed }.map(\.holding)),
      ])
    }
    let apart = grants.map(\.request).filter { $0.holder == nil }
    let organisations: [JSONValue] =
      apart.isEmpty
      ? []
      : [
        [
          "organisation": "ORG", "networks": .whole(apart.count), "channels": .sum(apart.map(\.demand)),
          "holding": .sum(apart.map(\.holding)),
        ]
      ]
    return [
      "id": .string(policy.name), "title": .string(policy.title), "description": "", "rules": [],
      "counts": counts(grants, reasons: files.refusals(index)), "holdings": .array(holdings),
      "standing": [
        "with_latecomers": standing(grants.map(\.request)) { _ in true },
        "without_latecomers": standing(grants.map(\.request)) { $0.kind == .filed },
        "outside_plans": docket.requests.contains { $0.isPlanned }
          ? standing(grants.map(\.request)) { $0.kind == .filed && !$0.isPlanned } : .null,
      ],
      "organisation_holdings": .array(organisations), "stages": .array(solution.claims.map { stage($0) }),
      "arc": .array(
        docket.bands.indices.map { band in
          let inside = grants.filter { $0.request.band == band }.map { grant in
            (
              grant.option.position,
              register.administrations.firstIndex { $0.symbol == grant.request.administration } ?? 9
            )
          }
          return [
            "band": .string(docket.bands[band].identifier),
            "grants": .array(inside.sorted { $0 < $1 }.map { [.whole($0.0), .whole($0.1)] }),
          ]
        }),
      "measures": .array(metrics.rows().filter { $0.policy == policy.name }.map { measure($0) }),
      "measures_without_latecomers": .array(
        scenario.latecomers == nil
          ? [] : metrics.rows(onlyFiled: true).filter { $0.policy == policy.name }.map { measure($0) }),
      "lorenz": byBasis(index) { lorenz($0) }, "decompositions": byBasis(index) { decomposition($0) },
    ]
  }

  private func counts(_ grants: [(request: Request, option: Option)], reasons: [String]) -> JSONValue {
    let moves = grants.map { grant in
      let raw = abs(grant.option.position - grant.request.filedLongitude)
      return min(raw, 360_000 - raw)
    }
    let inUse = Set(register.networks.filter { $0.isInUse(on: register.snapshot) }.map(\.identifier))
    return [
      "requests": .whole(docket.requests.count), "granted": .whole(grants.count), "refused": .whole(reasons.count),
      "granted_filed": .whole(grants.count { $0.request.kind == .filed }),
      "granted_national": .whole(grants.count { $0.request.kind == .national }),
      "granted_as_filed": .whole(moves.count { $0 == 0 }), "granted_moved": .whole(moves.count { $0 != 0 }),
      "requested_channels": .sum(docket.requests.map(\.demand)), "granted_channels": .sum(grants.map(\.request.demand)),
      "total_displacement_milli_degrees": .sum(moves),
      "coinciding_with_use_today": inUse.isEmpty
        ? .null : .whole(grants.count { inUse.contains($0.request.identifier) }),
      "refused_by_reason": .array(
        Set(reasons).sorted().map { reason in
          ["reason": .string(reason), "count": .whole(reasons.count { $0 == reason })]
        }),
    ]
  }

  private func standing(_ granted: [Request], _ counts: (Request) -> Bool) -> JSONValue {
    var numbers = [0, 0, 0]
    for state in register.administrations where state.isMemberState {
      let isServed = granted.contains { $0.holder == state.symbol && counts($0) }
      let hasAsked = docket.requests.contains { $0.holder == state.symbol && counts($0) }
      numbers[isServed ? 0 : hasAsked ? 1 : 2] += 1
    }
    return ["served": .whole(numbers[0]), "refused": .whole(numbers[1]), "never_asked": .whole(numbers[2])]
  }

  private func stage(_ claim: ReferenceClaim) -> JSONValue {
    [
      "kind": .string(claim.kind), "name": "n", "statement": "", "claim": .string(claim.claim),
      "value": .whole(claim.value), "bound": claim.bound.map { .whole($0) } ?? .null, "unit": "u",
      "proof": .string(claim.proof),
    ]
  }

  private func measure(_ row: ReferenceMetrics.Row) -> JSONValue {
    guard case .object(let figure) = quantity(row.value) else { return .null }
    return .object(
      [
        .init(name: "id", value: .string(row.metric)), .init(name: "population", value: .string(row.population)),
        .init(name: "entitlement", value: .string(row.entitlement)), .init(name: "group", value: .string(row.group)),
        .init(name: "unit", value: "1"), .init(name: "direction", value: "up"),
      ] + figure)
  }

  private func quantity(_ value: Double?) -> JSONValue {
    guard let value else { return ["status": "undefined", "reason": "no value"] }
    return value.isFinite ? ["status": "value", "value": .number("\(value)")] : ["status": "infinite"]
  }

  private func byBasis(_ index: Int, _ part: ([ReferenceMetrics.Person]) -> [JSONValue.Member]) -> JSONValue {
    let (_, allocator, solution) = files.solutions[index]
    return .array(
      ["member_states", "filers"].flatMap { population in
        scenario.entitlements.map { entitlement in
          let people = metrics.people(allocator, solution, population, entitlement)
          let members: [JSONValue.Member] = [
            .init(name: "population", value: .string(population)),
            .init(name: "entitlement", value: .string(entitlement.identifier)),
          ]
          return .object(members + part(people))
        }
      })
  }

  private func lorenz(_ people: [ReferenceMetrics.Person]) -> [JSONValue.Member] {
    func curve(_ people: [(held: Double, entitled: Double)]) -> JSONValue {
      let total = people.map(\.held).reduce(0, +)
      let owed = people.map(\.entitled).reduce(0, +)
      guard total > 0 else { return [] }
      var points: [JSONValue] = [[0, 0]]
      var (p, l) = (0.0, 0.0)
      for person in people.sorted(by: { $0.held / $0.entitled < $1.held / $1.entitled }) {
        (p, l) = (p + person.entitled / owed, l + person.held / total)
        points.append([.number("\(p)"), .number("\(l)")])
      }
      return .array(points)
    }
    var floor: [(held: Double, entitled: Double)] = []
    if people.allSatisfy({ $0.entitlement == 1 }), !people.isEmpty {
      let steps = Int(people.map(\.holding).reduce(0, +)) / docket.step
      for number in people.indices {
        floor.append((Double((steps + number) / people.count * docket.step), 1))
      }
    }
    return [
      .init(name: "points", value: curve(people.map { ($0.holding, $0.entitlement) })),
      .init(name: "floor_points", value: curve(floor)),
    ]
  }

  private func decomposition(_ people: [ReferenceMetrics.Person]) -> [JSONValue.Member] {
    let total = people.map(\.holding).reduce(0, +)
    let owed = people.map(\.entitlement).reduce(0, +)
    func index(_ name: String, _ people: [ReferenceMetrics.Person]) -> Double? {
      metrics.inequality(people, Double(docket.step))[name] ?? nil
    }
    let theil = index("theil_t", people)
    var between = 0.0
    var groups: [JSONValue] = []
    for (name, part) in Dictionary(grouping: people, by: { ReferenceMetrics.part($0.administration) }) {
      let share = part.map(\.entitlement).reduce(0, +) / owed
      let held = total > 0 ? part.map(\.holding).reduce(0, +) / total : nil
      if let held, held > 0 { between += held * log(held / share) }
      let ratios = part.map { $0.holding / total / ($0.entitlement / owed) }.sorted()
      let median = (ratios[ratios.count / 2] + ratios[(ratios.count - 1) / 2]) / 2
      groups.append([
        "group": .string(name), "members": .whole(part.count),
        "members_with_nothing": .whole(part.count { $0.holding == 0 }), "entitlement_share": .number("\(share)"),
        "holding_share": quantity(held), "parity_ratio": quantity(held.map { $0 / share }),
        "median_parity_ratio": quantity(total > 0 ? median : nil), "gini": quantity(index("gini", part)),
      ])
    }
    let holders = people.filter { $0.holding > 0 }
    let without = 1 - holders.map(\.entitlement).reduce(0, +) / owed
    func exclusion(_ name: String, _ part: Double, _ rest: Double?) -> JSONValue {
      [
        "measure": .string(name), "total": quantity(index(name, people)), "exclusion": quantity(total > 0 ? part : nil),
        "among_holders": quantity(rest),
      ]
    }
    return [
      .init(name: "theil_total", value: quantity(theil)),
      .init(name: "theil_between", value: quantity(theil.map { _ in between })),
      .init(name: "theil_within", value: quantity(theil.map { $0 - between })),
      .init(name: "groups", value: .array(groups)),
      .init(
        name: "exclusion",
        value: [
          exclusion("gini", without, index("gini", holders).map { $0 * (1 - without) }),
          exclusion("theil_t", -log(1 - without), index("theil_t", holders)),
        ]),
    ]
  }
}
