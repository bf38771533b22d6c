// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation

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

/// Scenarios and registers from a few numbers.
enum Small {
  /// The path of `python3`, where this machine has one.
  static let python: String? = ["/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  static func band(
    _ identifier: String = "C", channels: Int = 2, separation: Int = 2_000, flexibility: Int = 0,
    polarizations: [String] = ["dual"], bandwidth: Int = 10
  ) -> Scenario.Band {
    Scenario.Band(
      identifier: identifier, channels: channels, channelBandwidthKilohertz: bandwidth, polarizations: polarizations,
      requiredSeparationMilliDegrees: separation, flexibilityMilliDegrees: flexibility)
  }

  static func scenario(
    _ bands: [Scenario.Band], grid: Int = 500, agreements: [Scenario.CoordinationAgreement] = [],
    demands: [Scenario.Weight] = [.init(name: "1", weight: 1)], latecomers: Scenario.Latecomers? = nil,
    holding: Scenario.HoldingUnit = .channels, attribution: Scenario.Attribution = .notifyingAdministration
  ) -> Scenario {
    Scenario(
      name: "small", title: "small", question: "", registerPath: ".", tableEdition: "WRC-23", gridMilliDegrees: grid,
      holdingUnit: holding, attribution: attribution, bands: bands,
      bandAssignment: .init(
        seed: 7, nonPlanned: bands.map { .init(name: $0.identifier, weight: 1) },
        planned: [.init(name: bands[0].identifier, weight: 1)], channels: demands),
      latecomers: latecomers, agreements: agreements, entitlements: [.equal], tieBreakSeed: 3, policies: [],
      path: "small.yaml")
  }

  static func administration(_ symbol: String, longitude: Int = 0, isMemberState: Bool = true) -> Administration {
    Administration(
      symbol: symbol, name: symbol, iso3: symbol, unRegion: "Africa", isLeastDeveloped: false,
      isLandlockedDeveloping: false, isSmallIslandDeveloping: false, ituRegion: 1, incomeGroup: nil, population: nil,
      grossDomesticProductUSDollars: nil, latitudeMilliDegrees: 0, longitudeMilliDegrees: longitude,
      isMemberState: isMemberState)
  }

  static func network(
    _ name: String, _ administration: String, _ longitude: Int, organisation: String? = nil, received: String? = nil,
    channels: Network.Channels? = nil, procedure: Network.Procedure = .nonPlanned, inUse: String? = nil
  ) -> Network {
    Network(
      identifier: name, name: name, administration: administration, organisation: organisation,
      orbit: .geostationary(longitudeMilliDegrees: longitude), procedure: procedure, isNationalAllotment: false,
      maturity: .notified, firstReceived: received.flatMap { CalendarDate(iso8601: $0) }, notificationReceived: nil,
      broughtIntoUse: inUse.flatMap { CalendarDate(iso8601: $0) }, suspensions: [], previousNames: [],
      channels: channels)
  }

  static func register(
    _ networks: [Network], administrations: [Administration]? = nil, allotments: [Register.Allotment] = [],
    points: [Register.TerritoryPoint] = [], snapshot: String = "2023-09-07"
  ) -> Register {
    let symbols = Set(networks.map(\.administration)).sorted()
    return Register(
      name: "small", title: "small",
      snapshot: date(snapshot), sources: [],
      administrations: administrations ?? symbols.map { administration($0) }, organisations: [], networks: networks,
      allotments: allotments, territoryPoints: points)
  }

  static func date(_ text: String) -> CalendarDate {
    guard let date = CalendarDate(iso8601: text) else { preconditionFailure("\(text) is no date") }
    return date
  }

  /// A random problem with everything that conflicts know of.
  ///
  /// - Parameter beyond: whether some parties must also keep farther apart than the band requires.
  static func random(_ seed: Int, beyond: Bool = false) throws -> CoordinationProblem {
    var lots = Lots(seed)
    let isClosed = lots.chance(40)
    let step = isClosed ? lots.one(of: [72_000, 60_000, 45_000, 40_000, 30_000]) : 500
    let polarizations = lots.one(of: [["dual"], ["left", "right"], ["left", "right", "linear"]])
    let band = band(
      channels: 1 + lots.below(4),
      separation: isClosed ? lots.one(of: [step, step + 1, 90_000]) : 500 * lots.below(5) + 1,
      flexibility: lots.one(of: [0, step]), polarizations: polarizations)
    let administrations = ["A", "B", "C"]
    var networks: [Network] = []
    for number in 0..<(3 + lots.below(6)) {
      let longitude =
        isClosed ? lots.below(360_000 / step) * step - 180_000 + step : 180_000 + (lots.below(9) - 4) * 500
      var channels: Network.Channels?
      if lots.chance(25) {
        let count = 1 + lots.below(min(2, band.channels))
        channels = .init(
          band: "C", first: 1 + lots.below(band.channels - count + 1), count: count,
          polarization: lots.chance(50) ? lots.one(of: polarizations) : nil)
      }
      networks.append(
        network(
          "N\(number)", lots.one(of: administrations), Circle.normalised(longitude),
          organisation: lots.chance(20) ? "ORG" : nil, channels: channels))
    }
    var agreements: [Scenario.CoordinationAgreement] = []
    for pair in [["A", "B"], ["C", "B"], ["A", "C"]] where lots.chance(beyond ? 60 : 30) {
      if beyond, lots.chance(60) {
        let farther = band.requiredSeparationMilliDegrees + lots.one(of: [1, 500, 1_500, 40_000])
        agreements.append(
          .init(
            administrations: pair, bands: nil, separationMilliDegrees: min(90_000, farther), endsCoordination: true))
        continue
      }
      agreements.append(
        .init(
          administrations: pair, bands: nil,
          separationMilliDegrees: lots.one(of: [0, band.requiredSeparationMilliDegrees / 2])))
    }
    return try CoordinationProblem(
      scenario: scenario(
        [band], grid: step, agreements: agreements,
        demands: [.init(name: "1", weight: 2), .init(name: "2", weight: 1)]),
      register: register(networks, administrations: administrations.map { administration($0) }))
  }
}
