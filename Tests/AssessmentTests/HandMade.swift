// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Reporting
import Testing

@testable import Allocation
@testable import Assessment
@testable import Coordination
@testable import Scenarios

/// Four member States, one former State and one organisation, with an allocation made by hand.
///
/// | request | for | channels | granted |
/// |---|---|---|---|
/// | A1 | A | 1 | as filed |
/// | B1 (in use) | B | 2 | as filed |
/// | B2 | B | 1 | no |
/// | B3 | B for ORG | 2 | 1° east |
/// | C1 | C | 1 | no |
/// | O1 (in use) | OLD, no member State | 2 | as filed |
/// | NATIONAL-A, NATIONAL-D | A, D | 1 each | as filed; 0.5° west |
/// | NATIONAL-B, NATIONAL-C | B, C | 1 each | no |
///
/// Inhabitants: A 10, B 30, C unknown, D 60. A is least developed, C landlocked, D an island; B has a high income. D never
/// filed.
struct HandMade {
  var attribution = Scenario.Attribution.notifyingAdministration
  var unit = Scenario.HoldingUnit.channels
  var hasLatecomers = true
  var plannedNetworks: Set<String> = []
  var demands = [Scenario.Weight(name: "1", weight: 1)]
  var memberships: [Register.Membership] = []

  private static func administration(
    _ symbol: String, _ income: Administration.IncomeGroup?, _ inhabitants: Int?, region: Int, isMember: Bool = true
  ) -> Administration {
    Administration(
      symbol: symbol, name: symbol, iso3: symbol, unRegion: "", isLeastDeveloped: symbol == "A",
      isLandlockedDeveloping: symbol == "C", isSmallIslandDeveloping: symbol == "D", ituRegion: region,
      incomeGroup: income, population: inhabitants, grossDomesticProductUSDollars: nil, latitudeMilliDegrees: 0,
      longitudeMilliDegrees: 40_000 * region, isMemberState: isMember)
  }

  private func network(_ name: String, _ longitude: Int, _ channels: Int, isInUse: Bool = false) -> Network {
    let symbols = ["A": "A", "B": "B", "C": "C", "O": "OLD"]
    return Network(
      identifier: name, name: name, administration: symbols[String(name.prefix(1))] ?? "",
      organisation: name == "B3" ? "ORG" : nil, orbit: .geostationary(longitudeMilliDegrees: longitude),
      procedure: plannedNetworks.contains(name) ? .planned : .nonPlanned, isNationalAllotment: false,
      maturity: .notified, firstReceived: CalendarDate(iso8601: "2000-01-01"), notificationReceived: nil,
      broughtIntoUse: isInUse ? CalendarDate(iso8601: "2001-01-01") : nil, suspensions: [], previousNames: [],
      channels: .init(band: "C", first: 1, count: channels, polarization: nil))
  }

  func problem() throws -> CoordinationProblem {
    let only = [Scenario.Weight(name: "C", weight: 1)]
    let scenario = Scenario(
      name: "hand-made", title: "Hand-made", question: "", registerPath: ".", tableEdition: "WRC-12",
      gridMilliDegrees: 500, holdingUnit: unit, attribution: attribution,
      bands: [
        .init(
          identifier: "C", channels: 2, channelBandwidthKilohertz: 36_000, polarizations: ["dual"],
          requiredSeparationMilliDegrees: 2_000, flexibilityMilliDegrees: 1_000)
      ],
      bandAssignment: .init(seed: 1, nonPlanned: only, planned: only, channels: demands),
      latecomers: hasLatecomers ? .init(bands: only, channels: 1, minimumElevationMilliDegrees: 10_000) : nil,
      agreements: [], entitlements: [.equal, .population], tieBreakSeed: 1, policies: [], path: "scenario.yaml")
    let register = Register(
      name: "hand-made", title: "", snapshot: try #require(CalendarDate(iso8601: "2023-09-07")), sources: [],
      administrations: [
        Self.administration("A", .low, 10, region: 1), Self.administration("B", .high, 30, region: 1),
        Self.administration("C", .upperMiddle, nil, region: 3), Self.administration("D", .lowerMiddle, 60, region: 2),
        Self.administration("OLD", nil, nil, region: 1, isMember: false),
      ], organisations: [.init(symbol: "ORG", name: "ORG")],
      networks: [
        network("A1", 0, 1), network("B1", 10_000, 2, isInUse: true), network("B2", 11_000, 1),
        network("B3", 20_000, 2), network("C1", 12_000, 1), network("O1", -10_000, 2, isInUse: true),
      ],
      allotments: ["A", "B", "C", "D"].enumerated().map {
        .init(name: $1 + "00000", administration: $1, longitudeMilliDegrees: 100_000 + 5_000 * $0)
      }, territoryPoints: [], memberships: memberships)
    return try CoordinationProblem(scenario: scenario, register: register)
  }

  /// The grants of the table, by request and displacement.
  static let grants = ["A1": 0, "B1": 0, "B3": 1_000, "O1": 0, "NATIONAL-A": 0, "NATIONAL-D": -500]

  private static func constraints(cap: Int?) -> Policy.Constraints {
    var result = Policy.Constraints()
    if let cap {
      result.limits = [.init(kind: .cap, scope: .eachAdministration(.all), quantity: .networks, amount: cap)]
    }
    return result
  }

  static func policy(_ name: String, _ rule: Policy.Rule, cap: Int? = nil) -> Policy {
    Policy(
      name: name, title: name, description: "", family: .practice, constraints: constraints(cap: cap),
      stages: [
        .init(
          name: "stage", rule: rule)
      ], path: name + ".yaml")
  }

  static let order = policy("first-come", .order(.init(queue: .dateOfReceipt)))
  static let most = policy("most-served", .maximise(.total(.holding), entitlement: .equal))

  static func claim(
    _ objective: Claim.Objective, _ value: Int, _ strength: Claim.Strength = .optimal, bound: Int? = nil,
    proof: Claim.Proof = .solver, multipliers: Multipliers? = nil
  ) -> Claim {
    let kind: Claim.Kind =
      switch objective {
      case .precedence: .order
      case .displacement, .lot: .tieBreak
      default: .maximise
      }
    return Claim(
      stage: 1, name: "stage", kind: kind, objective: objective, strength: strength, value: value, bound: bound,
      proof: proof, unit: "channels", multipliers: multipliers)
  }

  static func allocation(
    _ problem: CoordinationProblem, policy: Policy = order, granted: [String: Int] = grants,
    claims: [Claim] = [claim(.precedence, 6, .byConstruction, proof: .replay)],
    uniqueness: Allocation.Uniqueness = .unique
  ) -> Allocation {
    var grants: [Allocation.Grant?] = []
    var decisions: [Decision] = []
    for (index, request) in problem.requests.enumerated() {
      guard let displacement = granted[request.identifier] else {
        grants.append(nil)
        decisions.append(
          Decision(reason: request.kind == .filed ? .allPlacesTaken : .notChosen, blocking: [1]))
        continue
      }
      grants.append(
        .init(
          option: Option(
            request: index, longitudeMilliDegrees: request.longitudeMilliDegrees + displacement,
            displacementMilliDegrees: displacement, firstChannel: 1, polarization: 0), stage: 1))
      decisions.append(Decision(reason: displacement == 0 ? .asFiled : .moved, blocking: []))
    }
    return Allocation(
      policy: policy, plan: [], grants: grants, decisions: decisions, claims: claims, uniqueness: uniqueness,
      optima: nil, idleStages: [], lottery: nil, effort: Effort())
  }

  static func day(_ text: String) -> CalendarDate? { CalendarDate(iso8601: text) }

  static func assessment(_ problem: CoordinationProblem, _ allocations: [Allocation]) -> Assessment {
    Assessment(problem: problem, allocations: allocations, programVersion: "0", inputs: [])
  }

  /// The record of the hand-made allocation alone.
  func record() throws -> ResultsDocument.Policy {
    let problem = try problem()
    return try #require(Self.assessment(problem, [Self.allocation(problem)]).document().policies.first)
  }
}

extension ResultsDocument.Policy {
  /// A measure with latecomers, unless told otherwise.
  func measure(
    _ id: String, _ population: String = "member_states", _ entitlement: String = "equal", group: String = "all",
    filedOnly: Bool = false
  ) throws -> ResultsDocument.Quantity {
    try #require(
      (filedOnly ? measuresWithoutLatecomers : measures).first {
        $0.id == id && $0.population == population && $0.entitlement == entitlement && $0.group == group
      }, "\(id) \(population) \(entitlement) \(group)"
    ).quantity
  }
}

/// Whether a quantity is a number, to 10⁻¹².
func isClose(_ quantity: ResultsDocument.Quantity, _ number: Double) -> Bool {
  guard let value = quantity.value else { return false }
  return abs(value - number) < 1e-12
}
