// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Filings

/// Writing registers and reading them back.
@Suite struct RegisterFilesTests {
  private let day = CalendarDate(knownYear: 2020, month: 2, day: 29)

  /// A register that uses every table and every kind of awkward text.
  private func everything() -> Register {
    let administrations = [
      Administration(
        symbol: "B", name: "Brazil, \"federative\"", iso3: "BRA", unRegion: "Americas", isLeastDeveloped: false,
        isLandlockedDeveloping: false, isSmallIslandDeveloping: false, ituRegion: 2, incomeGroup: .upperMiddle,
        population: 1, grossDomesticProductUSDollars: nil, latitudeMilliDegrees: -10_001, longitudeMilliDegrees: -52_000
      ),
      Administration(
        symbol: "XYU", name: "Yugoslavia", iso3: "", unRegion: "Europe", isLeastDeveloped: true,
        isLandlockedDeveloping: true, isSmallIslandDeveloping: true, ituRegion: 1, incomeGroup: nil, population: nil,
        grossDomesticProductUSDollars: 5, latitudeMilliDegrees: 44_000, longitudeMilliDegrees: 180_000,
        isMemberState: false),
    ]
    let suspensions = [
      Network.Suspension(extent: "P", start: day, end: day),
      Network.Suspension(extent: "P", start: day, end: nil, limit: CalendarDate(iso8601: "2023-02-28")),
      Network.Suspension(extent: "T", start: day, end: nil),
    ]
    let shells = [
      Network.Shell(altitudeMetres: 1_200_000, inclinationMilliDegrees: 87_900, planes: 18, satellitesPerPlane: 36),
      Network.Shell(altitudeMetres: 550_000, inclinationMilliDegrees: 53_000, planes: 72, satellitesPerPlane: 22),
    ]
    func network(_ identifier: String, _ orbit: Network.Orbit) -> Network {
      Network(
        identifier: identifier, name: "Réseau, \"\(identifier)\"", administration: "B", organisation: nil, orbit: orbit,
        procedure: .planned, isNationalAllotment: true, maturity: .planOrList, firstReceived: day,
        notificationReceived: nil, broughtIntoUse: day, suspensions: [], previousNames: [], channels: nil)
    }
    var first = network("N 1", .geostationary(longitudeMilliDegrees: 180_000))
    first.organisation = "IK"
    first.suspensions = suspensions
    first.previousNames = ["older", "oldest\nof all"]
    first.channels = Network.Channels(band: "ku", first: 2, count: 3, polarization: nil)
    first.noticeIdentifiers = [1, 22]
    var second = network("N 2", .nonGeostationary(shells: shells))
    second.channels = Network.Channels(band: "ka", first: 1, count: 1, polarization: "L")
    return Register(
      name: "every-thing", title: "Everything at once", snapshot: day, sources: ["Made up; for \"tests\""],
      administrations: administrations, organisations: [Organisation(symbol: "IK", name: "IK")],
      networks: [second, first],
      allotments: [.init(name: "B  00001", administration: "B", longitudeMilliDegrees: -45_500)],
      territoryPoints: [.init(administration: "B", latitudeMilliDegrees: -1, longitudeMilliDegrees: 1)],
      licences: [.init(name: "CC0-1.0", title: "None", path: "https://creativecommons.org/publicdomain/zero/1.0/")],
      version: "2.1.0")
  }

  @Test func everythingComesBack() throws {
    let register = everything()
    try Places.withTemporaryDirectory { directory in
      try register.write(to: directory + "/r")
      #expect(try Register.read(directory: directory + "/r") == register)
      #expect(try Register.read(directory: directory + "/r/") == register)
      #expect(try Register.read(directory: directory + "/r/datapackage.json") == register)
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["r"])
    }
  }

  @Test func theShippedRegisterComesBackByteByByte() throws {
    let register = try Register.read(directory: Places.register2023)
    try Places.withTemporaryDirectory { directory in
      try register.write(to: directory + "/r")
      #expect(try Register.read(directory: directory + "/r") == register)
      for table in RegisterTable.all {
        guard let written = FileManager.default.contents(atPath: directory + "/r/" + table.path) else { continue }
        #expect(
          written == FileManager.default.contents(atPath: Places.register2023 + "/" + table.path), "\(table.path)")
      }
    }
  }

  @Test func theImportReportIsWrittenAndAccepted() throws {
    var report = ImportReport()
    report.count(table: "raw.csv", read: 10)
    report.add(.init(table: "raw.csv", line: 3, record: "N", action: .refused, reason: "no place", detail: "\"x\",\ny"))
    report.add(.init(table: "raw.csv", line: nil, record: "", action: .repaired, records: 4, reason: "blanks"))
    try Places.withTemporaryDirectory { directory in
      try everything().write(to: directory + "/r", report: report)
      let log = FileManager.default.contents(atPath: directory + "/r/import_log.csv") ?? Data()
      let table = try Table.parse(bytes: [UInt8](log), file: "import_log.csv")
      #expect(table.rows.count == 2)
      #expect(table.rows[0] == ["raw.csv", "3", "N", "refused", "1", "no place", "\"x\",\ny"])
      #expect(try Register.read(directory: directory + "/r") == everything())
    }
    #expect(
      report.description == """
        raw.csv: 10 read, 9 kept, 4 repaired, 1 refused, 0 flagged
          refused 1: no place
          repaired 4: blanks

        """)
  }

  @Test func whatExistsIsNotOverwritten() throws {
    try Places.withTemporaryDirectory { directory in
      try everything().write(to: directory + "/r")
      #expect(throws: OutputNotWritable.self) { try everything().write(to: directory + "/r") }
      #expect(throws: OutputNotWritable.self) { try everything().write(to: directory + "/r/") }
      #expect(throws: OutputNotWritable.self) { try everything().write(to: directory + "/none/r") }
      try Places.write("", directory + "/file")
      #expect(throws: OutputNotWritable.self) { try everything().write(to: directory + "/file") }
      #expect(throws: OutputNotWritable.self) { try everything().write(to: directory + "/file/r") }
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory).sorted() == ["file", "r"])
    }
  }

  @Test func aLinkOutOfTheDirectoryIsRefused() throws {
    try Places.withTemporaryDirectory { directory in
      try everything().write(to: directory + "/r")
      let table = directory + "/r/organisations.csv"
      try FileManager.default.moveItem(atPath: table, toPath: directory + "/organisations.csv")
      try FileManager.default.createSymbolicLink(atPath: table, withDestinationPath: "../organisations.csv")
      #expect {
        try Register.read(directory: directory + "/r")
      } throws: { error in
        "\(error)".contains("leads out of the register's directory")
      }
    }
  }

  @Test func aLinkToTheDirectoryIsFollowed() throws {
    try Places.withTemporaryDirectory { directory in
      try everything().write(to: directory + "/r")
      try FileManager.default.createSymbolicLink(atPath: directory + "/link", withDestinationPath: "r")
      #expect(try Register.read(directory: directory + "/link") == everything())
      try FileManager.default.removeItem(atPath: directory + "/r/organisations.csv")
      #expect {
        try Register.read(directory: directory + "/link")
      } throws: { error in
        "\(error)".contains("there is no such file")
      }
    }
  }

  @Test func whatIsNotThereIsNotFound() {
    #expect(throws: InputNotFound.self) { try Register.read(directory: "/no/such/register") }
    #expect(throws: InputNotFound.self) { try Register.read(directory: "/no/such/datapackage.json") }
  }

  @Test func readingIsFast() throws {
    let clock = ContinuousClock()
    var best = Duration.seconds(1000)
    for _ in 0..<5 {
      best = min(best, try clock.measure { _ = try Register.read(directory: Places.register2023) })
    }
    #if DEBUG
      let limit = Duration.seconds(10)
    #else
      let limit = Duration.milliseconds(200)
    #endif
    #expect(best < limit, "\(best)")
  }
}
