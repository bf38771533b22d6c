// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

@testable import Coordination
@testable import Scenarios

/// A scenario and a register with everything that the policy language can speak of, small enough to be enumerated: at most
/// five administrations and eight requests.
struct PolicyInstance {
  var scenario: Scenario
  var register: Register

  static let symbols = ["A", "B", "C", "D", "E"]
  static let organisations = ["ORG1", "ORG2"]
  /// The criterion of the table of conditions.
  static let criterion = "registered"
  /// What may be allocated in all: combinations of options, conflicts aside.
  static let mostCombinations = 2_500

  func problem() throws -> CoordinationProblem {
    try CoordinationProblem(scenario: scenario, register: register)
  }

  /// The first instance of a seed that is small enough, with its oracle.
  static func random(_ seed: Int) throws -> (instance: PolicyInstance, oracle: Oracle) {
    for attempt in 0..<200 {
      let instance = drawn(seed * 1_000 + attempt)
      let problem = try instance.problem()
      guard problem.requests.count <= 8, let oracle = Oracle(problem), oracle.combinations <= mostCombinations else {
        continue
      }
      return (instance, oracle)
    }
    throw TooLarge(seed: seed)
  }

  /// No instance of a seed was small enough.
  struct TooLarge: Error {
    var seed: Int
  }

  private static func drawn(_ seed: Int) -> PolicyInstance {
    var lots = Lots(seed)
    let symbols = Array(Self.symbols.prefix(2 + lots.below(4)))
    // Now and then the whole circle with few places, where what fits each window need not fit all of them.
    let ring = lots.chance(15) ? lots.one(of: [72_000, 72_000, 60_000, 45_000, 40_000]) : nil
    let bands = bands(ring, &lots)
    let grid = ring ?? lots.one(of: [500, 500, 1_000])
    let hasLatecomers = lots.chance(12) && symbols.count <= 4
    let count = min(3 + lots.below(6), hasLatecomers ? 8 - symbols.count : 8)
    let register = Register(
      name: "small", title: "small", snapshot: SmallProblem.date("2023-09-07"), sources: [],
      administrations: administrations(symbols, &lots),
      organisations: organisations.map { Organisation(symbol: $0, name: $0) },
      networks: networks(count, symbols, bands, ring, &lots), allotments: [],
      territoryPoints: symbols.map {
        .init(administration: $0, latitudeMilliDegrees: lots.below(60) * 1_000, longitudeMilliDegrees: 0)
      },
      memberships: organisations.flatMap { organisation in
        symbols.prefix(1 + lots.below(symbols.count)).map {
          .init(
            organisation: organisation, administration: $0, share: 1 + lots.below(3), source: "test", isVerified: true)
        }
      })
    var scenario = Scenario(
      name: "small", title: "small", question: "", registerPath: ".", tableEdition: "WRC-23", gridMilliDegrees: grid,
      holdingUnit: lots.one(of: [.channels, .channels, .networks, .megahertz]),
      attribution: lots.one(of: [
        .notifyingAdministration, .notifyingAdministration, .organisationsApart, .members, .memberShares,
      ]),
      bands: bands,
      bandAssignment: .init(
        seed: seed, nonPlanned: [.init(name: bands[0].identifier, weight: 1)],
        planned: [.init(name: bands[bands.count - 1].identifier, weight: 1)],
        channels: lots.one(of: [
          [.init(name: "1", weight: 1)], [.init(name: "1", weight: 2), .init(name: "2", weight: 1)],
          [.init(name: "2", weight: 1)], [.init(name: "1", weight: 1), .init(name: "3", weight: 1)],
        ])),
      latecomers: hasLatecomers
        ? .init(
          bands: [.init(name: bands[0].identifier, weight: 1)], channels: 1, minimumElevationMilliDegrees: 10_000)
        : nil,
      agreements: agreements(symbols, bands, &lots), entitlements: [.equal], tieBreakSeed: seed, policies: [],
      path: "small.yaml")
    tables(symbols, register, &scenario, &lots)
    var instance = PolicyInstance(scenario: scenario, register: register)
    instance.fileJointly(symbols, seed)
    return instance
  }

  /// Makes some networks joint ones, an organisation's among them; by lots of its own, so that all else is as it was drawn.
  private mutating func fileJointly(_ symbols: [String], _ seed: Int) {
    var lots = Lots(seed &+ 1_000_000_007)
    for network in register.networks where lots.chance(25) {
      let parties = symbols.filter { _ in lots.chance(50) }
      for (number, party) in parties.enumerated() {
        register.jointFilings.append(
          .init(network: network.identifier, administration: party, share: lots.below(3) + (number == 0 ? 1 : 0)))
      }
    }
  }

  private static func bands(_ ring: Int?, _ lots: inout Lots) -> [Scenario.Band] {
    var bands = [
      SmallProblem.band(
        channels: 1 + lots.below(3),
        separation: ring.map { $0 + lots.one(of: [0, 1, 1]) } ?? lots.one(of: [500, 1_000, 1_001, 1_500, 2_000]),
        flexibility: ring.map { lots.chance(20) ? $0 : 0 } ?? lots.one(of: [0, 0, 500, 1_000]),
        polarizations: lots.chance(15) ? ["left", "right"] : ["dual"],
        bandwidth: lots.one(of: [1, 2, 3]))
    ]
    if lots.chance(35) {
      bands.append(
        SmallProblem.band(
          channels: 1 + lots.below(3), separation: ring.map { $0 + 1 } ?? lots.one(of: [1_000, 1_500, 3_000]),
          flexibility: ring == nil ? lots.one(of: [0, 0, 500]) : 0, bandwidth: lots.one(of: [1, 5]), identifier: "Ku"))
    }
    return bands
  }

  private static func administrations(_ symbols: [String], _ lots: inout Lots) -> [Administration] {
    let isGreat = lots.chance(12)
    return symbols.map { symbol in
      let population = isGreat ? 1 + lots.below(90_000_000) : 1 + lots.below(6)
      return Administration(
        symbol: symbol, name: symbol, iso3: symbol, unRegion: "Africa", isLeastDeveloped: lots.chance(40),
        isLandlockedDeveloping: lots.chance(30), isSmallIslandDeveloping: lots.chance(20),
        ituRegion: 1 + lots.below(3),
        incomeGroup: lots.chance(85) ? lots.one(of: Administration.IncomeGroup.allCases) : nil,
        population: symbol == "A" || lots.chance(88) ? population : lots.chance(50) ? 0 : nil,
        grossDomesticProductUSDollars: nil, latitudeMilliDegrees: 0, longitudeMilliDegrees: 10_000)
    }
  }

  private static func networks(
    _ count: Int, _ symbols: [String], _ bands: [Scenario.Band], _ ring: Int?, _ lots: inout Lots
  ) -> [Network] {
    let middle = lots.one(of: [180_000, 180_000, 0, 33_500])
    let spread = lots.one(of: [250, 500, 500, 1_000])
    return (0..<count).map { number in
      let isPlanned = lots.chance(40)
      let band = isPlanned ? bands[bands.count - 1] : bands[0]
      var channels: Network.Channels?
      if lots.chance(15) {
        let wide = band.channels > 1 && lots.chance(40) ? 2 : 1
        channels = .init(
          band: band.identifier, first: 1 + lots.below(band.channels - wide + 1), count: wide,
          polarization: lots.chance(50) ? lots.one(of: band.polarizations) : nil)
      }
      let place = ring.map { (lots.chance(70) ? number : lots.below(9)) * $0 } ?? middle + (lots.below(9) - 4) * spread
      let day = lots.one(of: ["2012-03-04", "2012-03-05", "2014-02-28", "2016-09-07", "2016-09-08", "2019-12-31"])
      return Network(
        identifier: "N\(number)", name: "N\(number)", administration: lots.one(of: symbols),
        organisation: lots.chance(25) ? lots.one(of: organisations) : nil,
        orbit: .geostationary(longitudeMilliDegrees: Circle.normalised(place)),
        procedure: isPlanned ? .planned : .nonPlanned, isNationalAllotment: lots.chance(25), maturity: .notified,
        firstReceived: lots.chance(85) ? SmallProblem.date(day) : nil, notificationReceived: nil,
        broughtIntoUse: lots.chance(30) ? SmallProblem.date("2020-01-01") : nil, suspensions: [], previousNames: [],
        channels: channels)
    }
  }

  private static func agreements(
    _ symbols: [String], _ bands: [Scenario.Band], _ lots: inout Lots
  ) -> [Scenario.CoordinationAgreement] {
    guard lots.chance(25) else { return [] }
    let least = bands.map(\.requiredSeparationMilliDegrees).min() ?? 0
    if lots.chance(20) {
      // Two that stopped coordinating keep further away from each other.
      let most = bands.map(\.requiredSeparationMilliDegrees).max() ?? 0
      return [
        .init(
          administrations: [symbols[0], symbols[1]], bands: nil, separationMilliDegrees: min(90_000, most + 500),
          endsCoordination: true)
      ]
    }
    return [
      .init(
        administrations: [symbols[0], symbols[1]], bands: lots.chance(50) ? ["C"] : nil,
        separationMilliDegrees: lots.one(of: [0, least / 2, least]))
    ]
  }

  /// Values, conditions, columns, needs and a blend; each now and then without a row.
  private static func tables(
    _ symbols: [String], _ register: Register, _ scenario: inout Scenario, _ lots: inout Lots
  ) {
    func table(_ column: String, key: String, _ rows: [(String, Int)]) -> NumberTable {
      NumberTable(
        path: column + ".csv", file: column + ".csv", keyColumn: key, column: column, source: "test",
        rows: rows.enumerated().map { .init(key: $1.0, number: $1.1, line: $0 + 2) })
    }
    scenario.values = .init(
      table: table(
        "value", key: "network",
        register.networks.filter { _ in lots.chance(80) }.map { ($0.identifier, lots.below(7)) }),
      standard: 1 + lots.below(3))
    let subject = lots.one(of: ComplianceTable.Subject.allCases)
    let keys = subject == .network ? register.networks.map(\.identifier) : symbols
    scenario.compliance = .init(
      path: "compliance.csv", file: "compliance.csv", source: "test", subject: subject, criteria: [criterion],
      rows: keys.filter { _ in lots.chance(90) }.enumerated().map {
        .init(key: $1, isMet: [lots.chance(75) ? true : lots.chance(50) ? false : nil], line: $0 + 2)
      })
    // The first administration has a share everywhere, so that no entitlement is void.
    scenario.entitlementDefinitions.columns = [
      .init(
        name: "mine",
        table: table(
          "mine", key: "administration",
          symbols.filter { $0 == "A" || lots.chance(85) }.map { ($0, ($0 == "A" ? 1 : 0) + lots.below(5)) }))
    ]
    scenario.entitlementDefinitions.unservedMillionths = table(
      "unserved", key: "administration",
      symbols.filter { $0 == "A" || lots.chance(85) }.map {
        ($0, $0 == "A" ? 1_000_000 : lots.one(of: [0, 250_000, 500_000, 1_000_000]))
      })
    scenario.entitlementDefinitions.blends = [
      .init(
        name: "half",
        parts: [
          .init(entitlement: .equal, weightThousandths: 500),
          .init(entitlement: .column("mine"), weightThousandths: 250 + 250 * lots.below(3)),
        ])
    ]
  }
}
