// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation

/// The registers that generator and alterations are tested on.
enum RegisterFixtures {
  static let instances = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Instances").path

  /// The register of 2023, read once.
  static let real = Result { try Register.read(directory: instances + "/register-2023") }

  /// A register of networks: administration, day of receipt (days after 2000-01-01, nil for none), whether in use.
  static func register(_ rows: [(String, Int?, Bool)], states: [String] = ["A", "B", "C"]) throws -> Register {
    let start = try day(2000, 1, 1)
    let networks = try rows.enumerated().map { number, row in
      let received = try row.1.map { try date(start.dayNumber + $0) }
      return Network(
        identifier: "N\(number)", name: "N\(number)", administration: row.0, organisation: number == 0 ? "ORG" : nil,
        orbit: .geostationary(longitudeMilliDegrees: number * 1_000), procedure: .nonPlanned,
        isNationalAllotment: false, maturity: row.2 ? .notified : .coordinationRequest, firstReceived: received,
        notificationReceived: nil, broughtIntoUse: row.2 ? received?.next ?? start : nil, suspensions: [],
        previousNames: [], channels: nil)
    }
    return Register(
      name: "test", title: "Test", snapshot: try day(2030, 1, 1), sources: [],
      administrations: states.map(administration), organisations: [Organisation(symbol: "ORG", name: "ORG")],
      networks: networks, allotments: [], territoryPoints: [],
      jointFilings: [Register.JointFiling(network: "N1", administration: "B")])
  }

  static func day(_ year: Int, _ month: Int, _ day: Int) throws -> CalendarDate {
    try Self.unwrap(CalendarDate(year: year, month: month, day: day))
  }

  private static func date(_ number: Int) throws -> CalendarDate {
    var date = try day(2000, 1, 1)
    while date.dayNumber < number { date = date.next }
    return date
  }

  private static func administration(_ symbol: String) -> Administration {
    Administration(
      symbol: symbol, name: symbol, iso3: "", unRegion: "Europe", isLeastDeveloped: false,
      isLandlockedDeveloping: false, isSmallIslandDeveloping: false, ituRegion: 1, incomeGroup: nil, population: 1,
      grossDomesticProductUSDollars: nil, latitudeMilliDegrees: 0, longitudeMilliDegrees: 0)
  }

  struct Missing: Error {}

  static func unwrap<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Missing() }
    return value
  }
}
