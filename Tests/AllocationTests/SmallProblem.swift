// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

@testable import Coordination
@testable import Scenarios

/// A seeded generator of small numbers; the same seed gives the same instances everywhere.
struct Lots {
  private var state: UInt64

  init(_ seed: Int) {
    state = UInt64(seed) &* 0x9e37_79b9_7f4a_7c15 &+ 1
  }

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  mutating func one<Value>(of values: [Value]) -> Value {
    values[below(values.count)]
  }

  mutating func chance(_ perCent: Int) -> Bool {
    below(100) < perCent
  }
}

/// A network of a small problem.
struct SmallNetwork {
  var name: String
  var administration: String
  var organisation: String?
  /// 0 or 1: the first band is drawn for non-planned networks, the second for planned ones.
  var band = 0
  var longitude: Int
  var received: String?
  var isInUse = false
  /// First channel, channels and polarization, where the register states them.
  var channels: (first: Int, count: Int, polarization: String?)?
}

/// A scenario and a register in a few numbers, for problems that can be enumerated.
struct SmallProblem {
  var bands: [Scenario.Band]
  var gridMilliDegrees = 1_000
  var holdingUnit = Scenario.HoldingUnit.channels
  var attribution = Scenario.Attribution.notifyingAdministration
  var agreements: [Scenario.CoordinationAgreement] = []
  var demandWeights: [Scenario.Weight] = [.init(name: "1", weight: 1)]
  var latecomers: Scenario.Latecomers?
  var populations: [String: Int?] = ["A": 1, "B": 2, "C": 3, "D": nil]
  var leastDeveloped: Set<String> = ["A"]
  var networks: [SmallNetwork]
  var territoryPoints: [Register.TerritoryPoint] = []
  var memberships: [Register.Membership] = []
  var jointFilings: [Register.JointFiling] = []
  /// Weights of bands for networks outside the plans; nil for the first band alone.
  var nonPlanned: [Scenario.Weight]?
  var seed = 1

  static func band(
    channels: Int, separation: Int, flexibility: Int, polarizations: [String] = ["dual"], bandwidth: Int = 1,
    identifier: String = "C"
  ) -> Scenario.Band {
    Scenario.Band(
      identifier: identifier, channels: channels, channelBandwidthKilohertz: bandwidth, polarizations: polarizations,
      requiredSeparationMilliDegrees: separation, flexibilityMilliDegrees: flexibility)
  }

  var scenario: Scenario {
    let first = Scenario.Weight(name: bands[0].identifier, weight: 1)
    let second = Scenario.Weight(name: bands[bands.count - 1].identifier, weight: 1)
    return Scenario(
      name: "small", title: "small", question: "", registerPath: ".", tableEdition: "WRC-23",
      gridMilliDegrees: gridMilliDegrees, holdingUnit: holdingUnit, attribution: attribution, bands: bands,
      bandAssignment: .init(seed: seed, nonPlanned: nonPlanned ?? [first], planned: [second], channels: demandWeights),
      latecomers: latecomers, agreements: agreements, entitlements: [.equal, .population], tieBreakSeed: seed,
      policies: [], path: "small.yaml")
  }

  var register: Register {
    let administrations = populations.keys.sorted().map { symbol in
      Administration(
        symbol: symbol, name: symbol, iso3: symbol, unRegion: "Africa",
        isLeastDeveloped: leastDeveloped.contains(symbol), isLandlockedDeveloping: false,
        isSmallIslandDeveloping: false, ituRegion: 1, incomeGroup: .low, population: populations[symbol] ?? nil,
        grossDomesticProductUSDollars: nil, latitudeMilliDegrees: 0, longitudeMilliDegrees: 10_000)
    }
    let organisations = Set(networks.compactMap(\.organisation)).sorted()
    return Register(
      name: "small", title: "small", snapshot: Self.date("2023-09-07"), sources: [], administrations: administrations,
      organisations: organisations.map { Organisation(symbol: $0, name: $0) },
      networks: networks.map { network in
        Network(
          identifier: network.name, name: network.name, administration: network.administration,
          organisation: network.organisation, orbit: .geostationary(longitudeMilliDegrees: network.longitude),
          procedure: network.band == 0 ? .nonPlanned : .planned, isNationalAllotment: false, maturity: .notified,
          firstReceived: network.received.map(Self.date), notificationReceived: nil,
          broughtIntoUse: network.isInUse ? Self.date("2020-01-01") : nil, suspensions: [], previousNames: [],
          channels: network.channels.map {
            .init(band: bands[network.band].identifier, first: $0.first, count: $0.count, polarization: $0.polarization)
          })
      }, allotments: [], territoryPoints: territoryPoints, memberships: memberships, jointFilings: jointFilings)
  }

  func problem() throws -> CoordinationProblem {
    try CoordinationProblem(scenario: scenario, register: register)
  }

  static func date(_ text: String) -> CalendarDate {
    guard let date = CalendarDate(iso8601: text) else { preconditionFailure("\(text) is no date") }
    return date
  }
}

extension SmallProblem {
  /// A random instance: near the seam, near 0, or around the closed circle.
  static func random(_ seed: Int) -> SmallProblem {
    var lots = Lots(seed)
    let isClosed = lots.chance(40)
    let count = isClosed ? 4 + lots.below(4) : 3 + lots.below(5)
    let bandCount = lots.chance(30) ? 2 : 1
    let polarizations = lots.chance(20) ? ["left", "right"] : ["dual"]
    var bands: [Scenario.Band] = []
    var grid = lots.one(of: [500, 1_000])
    var step = 500
    if isClosed {
      grid = lots.one(of: [72_000, 72_000, 72_000, 60_000, 45_000, 40_000])
      step = grid
    }
    for number in 0..<bandCount {
      let separation =
        isClosed
        ? lots.one(of: [grid, grid + 1, grid + 1, min(90_000, 2 * grid + 1)])
        : lots.one(of: [500, 1_000, 1_001, 1_500, 2_000])
      let flexibility = isClosed ? lots.one(of: [0, 0, grid]) : lots.one(of: [0, 500, 1_000])
      bands.append(
        band(
          channels: 1 + lots.below(isClosed ? 3 : 4), separation: min(90_000, separation),
          flexibility: min(90_000, flexibility), polarizations: number == 0 ? polarizations : ["dual"],
          bandwidth: lots.one(of: [1, 2, 3]), identifier: number == 0 ? "C" : "Ku"))
    }
    let administrations = Array(["A", "B", "C", "D"].prefix(2 + lots.below(3)))
    let middle = lots.one(of: [180_000, 180_000, 0, 33_500])
    var networks: [SmallNetwork] = []
    for number in 0..<count {
      let longitude: Int
      if isClosed {
        longitude = lots.chance(60) ? number * step : lots.below(360_000 / step) * step
      } else {
        longitude = middle + (lots.below(7) - 3) * lots.one(of: [250, 500, 500, 1_000])
      }
      let band = bandCount == 2 && lots.chance(40) ? 1 : 0
      var network = SmallNetwork(
        name: "N\(number)", administration: lots.one(of: administrations), band: band,
        longitude: longitude > 180_000 ? longitude - 360_000 : longitude,
        received: lots.chance(80) ? "20\(10 + lots.below(4))-0\(1 + lots.below(3))-11" : nil,
        isInUse: lots.chance(30))
      if lots.chance(12) { network.organisation = "ORG" }
      if lots.chance(10) {
        let wide = bands[band].channels > 1 && lots.chance(30) ? 2 : 1
        let first = 1 + lots.below(bands[band].channels - wide + 1)
        let polarization =
          lots.chance(50) ? bands[band].polarizations[lots.below(bands[band].polarizations.count)] : nil
        network.channels = (first, wide, polarization)
      }
      networks.append(network)
    }
    var result = SmallProblem(bands: bands, gridMilliDegrees: grid, networks: networks, seed: seed)
    result.holdingUnit = lots.one(of: [.channels, .channels, .networks, .megahertz])
    if lots.chance(20) { result.attribution = .organisationsApart }
    switch lots.below(5) {
    case 0: result.demandWeights = [.init(name: "2", weight: 1)]
    case 1: result.demandWeights = [.init(name: "1", weight: 2), .init(name: "2", weight: 1)]
    default: break
    }
    if lots.chance(25) {
      let least = bands.map(\.requiredSeparationMilliDegrees).min() ?? 0
      result.agreements = [
        .init(
          administrations: [administrations[0], administrations[1]], bands: lots.chance(50) ? ["C"] : nil,
          separationMilliDegrees: lots.one(of: [0, least / 2, least]))
      ]
    }
    for symbol in ["A", "B", "C"] { result.populations[symbol] = 1 + lots.below(4) }
    result.leastDeveloped = [lots.one(of: administrations)]
    return result
  }
}

extension SmallProblem {
  /// A crowded arc across the seam with some 15 networks.
  static func larger(_ seed: Int) -> SmallProblem {
    var lots = Lots(seed)
    var result = SmallProblem(
      bands: [
        band(
          channels: 2 + lots.below(2), separation: lots.one(of: [1_000, 1_500, 2_000]), flexibility: 1_000,
          polarizations: lots.chance(20) ? ["left", "right"] : ["dual"], bandwidth: 3),
        band(channels: 2, separation: 1_500, flexibility: 1_500, bandwidth: 2, identifier: "Ku"),
      ], gridMilliDegrees: 500, networks: [], seed: seed)
    for number in 0..<(12 + lots.below(8)) {
      result.networks.append(
        SmallNetwork(
          name: "N\(number)", administration: lots.one(of: ["A", "B", "C", "D"]),
          organisation: lots.chance(10) ? "ORG" : nil, band: lots.below(2),
          longitude: Circle.normalised(180_000 + (lots.below(32) - 16) * 250),
          received: "20\(10 + lots.below(10))-01-01", isInUse: lots.chance(20)))
    }
    if lots.chance(40) { result.demandWeights = [.init(name: "1", weight: 2), .init(name: "2", weight: 1)] }
    if lots.chance(30) {
      result.agreements = [.init(administrations: ["A", "B"], bands: nil, separationMilliDegrees: 500)]
    }
    result.holdingUnit = lots.one(of: [.channels, .networks, .megahertz])
    return result
  }
}

extension Policy {
  /// A policy from its stages.
  static func of(_ stages: [Stage], cap: Int? = nil, setAside: SetAside? = nil) -> Policy {
    var constraints = Policy.Constraints()
    if let cap {
      constraints.limits = [.init(kind: .cap, scope: .eachAdministration(.all), quantity: .networks, amount: cap)]
    }
    if let setAside { constraints.setAsides = [setAside] }
    return Policy(
      name: "test", title: "test", description: "", family: .practice, constraints: constraints, stages: stages,
      path: "test.yaml")
  }
}

extension Policy.Stage {
  /// An objective.
  static func maximise(
    _ objective: Policy.Objective, _ entitlement: Entitlement = .equal, carry: Policy.Carry = .grants,
    requests: Policy.RequestKind = .all, administrations: Policy.AdministrationFilter = .all
  ) -> Policy.Stage {
    Policy.Stage(
      name: objective.word, rule: .maximise(objective, entitlement: entitlement), carry: carry, requests: requests,
      administrations: administrations)
  }

  /// An ordering.
  static func order(
    _ placement: Policy.Placement = .nearest, requests: Policy.RequestKind = .all,
    administrations: Policy.AdministrationFilter = .all, limit: Int? = nil
  ) -> Policy.Stage {
    Policy.Stage(
      name: "order", rule: .order(.init(queue: .dateOfReceipt, placement: placement)), requests: requests,
      administrations: administrations, networksPerAdministration: limit)
  }
}
