// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

@testable import Scenarios
@testable import Verification

/// A small generator of repeatable numbers (xorshift), so that every random world can be made again from its seed.
struct Chance {
  private var state: UInt64

  init(_ seed: Int) {
    state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    for _ in 0..<8 { _ = next() }
  }

  private mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  mutating func number(below bound: Int) -> Int { Int(next() % UInt64(bound)) }
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(below: elements.count)] }
  mutating func happens(oneIn count: Int) -> Bool { number(below: count) == 0 }
}

/// A scenario with its register and policies, small enough to be solved by trying everything.
struct SmallWorld {
  var scenario: Scenario
  var register: Register
  var policies: [Policy]

  static let noWeights = Scenario.BandAssignment(
    seed: 7, nonPlanned: [.init(name: "C", weight: 3), .init(name: "Ku", weight: 1)],
    planned: [.init(name: "C", weight: 1)], channels: [.init(name: "1", weight: 1)])

  static func band(
    _ identifier: String, channels: Int = 2, polarizations: [String] = ["dual"], separation: Int = 2_000,
    flexibility: Int = 500
  ) -> Scenario.Band {
    Scenario.Band(
      identifier: identifier, channels: channels, channelBandwidthKilohertz: 125_000, polarizations: polarizations,
      requiredSeparationMilliDegrees: separation, flexibilityMilliDegrees: flexibility)
  }

  static func scenario(bands: [Scenario.Band], entitlements: [Entitlement] = [.equal]) -> Scenario {
    Scenario(
      name: "small", title: "Small", question: "", registerPath: ".", tableEdition: "WRC-23", gridMilliDegrees: 500,
      holdingUnit: .channels, attribution: .notifyingAdministration, bands: bands, bandAssignment: noWeights,
      latecomers: nil, agreements: [], entitlements: entitlements, tieBreakSeed: 11, policies: [], path: "small.yaml")
  }

  static func administration(
    _ symbol: String, population: Int? = 1_000, leastDeveloped: Bool = false, longitude: Int = 0,
    isMemberState: Bool = true
  ) -> Administration {
    Administration(
      symbol: symbol, name: symbol, iso3: symbol, unRegion: "Africa", isLeastDeveloped: leastDeveloped,
      isLandlockedDeveloping: false, isSmallIslandDeveloping: symbol == "D", ituRegion: 1,
      incomeGroup: symbol == "A" ? .high : .low, population: population, grossDomesticProductUSDollars: nil,
      latitudeMilliDegrees: 10_000, longitudeMilliDegrees: longitude, isMemberState: isMemberState)
  }

  static func network(
    _ identifier: String, _ administration: String, _ longitude: Int, organisation: String? = nil,
    received: CalendarDate? = nil, inUse: CalendarDate? = nil, channels: Network.Channels? = nil,
    isPlanned: Bool = false
  ) -> Network {
    Network(
      identifier: identifier, name: identifier, administration: administration, organisation: organisation,
      orbit: .geostationary(longitudeMilliDegrees: longitude), procedure: isPlanned ? .planned : .nonPlanned,
      isNationalAllotment: false,
      maturity: .coordinationRequest, firstReceived: received, notificationReceived: nil, broughtIntoUse: inUse,
      suspensions: [], previousNames: [], channels: channels)
  }

  static func register(
    _ administrations: [Administration], _ networks: [Network], allotments: [Register.Allotment] = [],
    points: [Register.TerritoryPoint] = []
  ) -> Register {
    Register(
      name: "small", title: "Small", snapshot: CalendarDate(iso8601: "2023-09-01") ?? day(0), sources: [],
      administrations: administrations, organisations: [Organisation(symbol: "ORG", name: "ORG")], networks: networks,
      allotments: allotments, territoryPoints: points)
  }

  static func day(_ number: Int) -> CalendarDate {
    guard let date = CalendarDate(year: 2000 + number / 28, month: 1, day: 1 + number % 28) else {
      return day(0)
    }
    return date
  }

  static func stage(
    _ rule: Policy.Rule, requests: Policy.RequestKind = .all, administrations: Policy.AdministrationFilter = .all,
    limit: Int? = nil, carry: Policy.Carry = .grants
  ) -> Policy.Stage {
    Policy.Stage(
      name: "stage", rule: rule, carry: carry, requests: requests, administrations: administrations,
      networksPerAdministration: limit)
  }

  static func constraints(cap: Int? = nil, setAside: Policy.SetAside? = nil) -> Policy.Constraints {
    var result = Policy.Constraints()
    if let cap {
      result.limits = [.init(kind: .cap, scope: .eachAdministration(.all), quantity: .networks, amount: cap)]
    }
    if let setAside { result.setAsides = [setAside] }
    return result
  }

  static func policy(
    _ name: String, _ stages: [Policy.Stage], cap: Int? = nil, setAside: Policy.SetAside? = nil
  ) -> Policy {
    Policy(
      name: name, title: name, description: "", family: .practice,
      constraints: constraints(cap: cap, setAside: setAside), stages: stages, path: name + ".yaml")
  }

  /// The ten kinds of policy, and some mixtures.
  static func allPolicies() -> [Policy] {
    let greatest = stage(.maximise(.total(.holding), entitlement: .equal))
    let inOrder = stage(.order(.init(queue: .dateOfReceipt)))
    return [
      policy("first-come", [inOrder]),
      policy("as-filed", [stage(.order(.init(queue: .dateOfReceipt, placement: .asFiled)))]),
      policy("most-served", [greatest]),
      policy("max-min", [stage(.maximise(.minimumRatio, entitlement: .equal), carry: .optimum), greatest]),
      policy("leximin", [stage(.maximise(.leximin, entitlement: .equal))]),
      policy("leximin-people", [stage(.maximise(.leximin, entitlement: .population))]),
      policy("minimum", [stage(.maximise(.administrationsServed, entitlement: .equal), carry: .optimum), greatest]),
      policy(
        "plan", [stage(.maximise(.total(.networks), entitlement: .equal), requests: .national), inOrder]),
      policy(
        "order-then-served",
        [
          stage(.order(.init(queue: .dateOfReceipt)), administrations: .groups([.leastDeveloped])),
          stage(.maximise(.administrationsServed, entitlement: .equal)),
        ]),
      policy(
        "set-aside", [inOrder],
        setAside: .init(
          groups: [.leastDeveloped],
          extent: .sectors(startThousandths: 0, shareThousandths: 300, sectorMilliDegrees: 5_000))),
      policy("cap", [inOrder], cap: 1),
      policy("capped-most", [greatest], cap: 1),
      policy(
        "queue-jump",
        [stage(.order(.init(queue: .dateOfReceipt)), administrations: .withoutNetworkInUse, limit: 1), inOrder]),
    ]
  }

  /// A random world of some networks around the seam of the circle.
  static func random(seed: Int, networks count: Int) -> SmallWorld {
    var chance = Chance(seed)
    var bands = [band("C", separation: chance.pick([1_000, 2_000]))]
    if chance.happens(oneIn: 2) {
      bands.append(band("Ku", channels: 3, polarizations: ["H", "V"], separation: 1_500, flexibility: 0))
    } else {
      bands.append(band("Ku", channels: 1))
    }
    if chance.happens(oneIn: 3) { bands.append(band("Ka", channels: 2, flexibility: 0)) }
    var scenario = scenario(bands: bands, entitlements: [.equal, .population])
    if chance.happens(oneIn: 3) {
      scenario.agreements = [.init(administrations: ["B", "A"], bands: ["C"], separationMilliDegrees: 500)]
    }
    if chance.happens(oneIn: 4) { scenario.attribution = .organisationsApart }
    scenario.holdingUnit = chance.pick([.channels, .networks, .megahertz])
    let administrations = [
      administration("A", population: 3_000), administration("B", population: 1_000, leastDeveloped: true),
      administration("D", population: chance.happens(oneIn: 2) ? nil : 500, isMemberState: seed % 4 != 0),
    ]
    let place = chance.pick([0, 177_000, -180_000, 90_000])
    var networks: [Network] = []
    for number in 0..<count {
      var channels: Network.Channels?
      if bands[1].polarizations.count == 2, chance.happens(oneIn: 2) {
        let first = 1 + chance.number(below: 2)
        channels = .init(
          band: "Ku", first: first, count: 1 + chance.number(below: 2),
          polarization: chance.happens(oneIn: 2) ? "V" : nil)
      }
      let longitude = Circle.normalised(place + chance.number(below: 10) * 500 + chance.pick([0, 0, 0, 130]))
      let isForOrganisation = chance.happens(oneIn: 4)
      networks.append(
        network(
          "NET-\(number)", chance.pick(["A", "A", "B", "D"]), longitude,
          organisation: isForOrganisation ? "ORG" : nil,
          received: chance.happens(oneIn: 5) ? nil : day(chance.number(below: 30)),
          inUse: chance.happens(oneIn: 4) ? day(1) : nil, channels: channels, isPlanned: seed % 3 == 0 && number == 1))
    }
    if chance.happens(oneIn: 3) {
      scenario.latecomers = .init(
        bands: [.init(name: "C", weight: 1)], channels: 1, minimumElevationMilliDegrees: 10_000)
      networks.removeLast(min(networks.count - 2, 3))
    }
    let register = register(
      administrations, networks,
      allotments: [.init(name: "A1", administration: "A", longitudeMilliDegrees: Circle.normalised(place + 1_000))])
    return SmallWorld(scenario: scenario, register: register, policies: allPolicies())
  }
}
