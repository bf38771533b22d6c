// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Filings

/// The import on small raw tables that are wrong, or awkward, in a known way.
@Suite struct ImportTests {
  private static let networksHeader = NetworkListReader.columns.joined(separator: ",") + "\n"

  /// The raw tables of a small list without anything to remark.
  private static func rawTables() -> [String: String] {
    [
      "networks.csv": networksHeader
        + "ANGOSAT-1,14.5,AGL ,n/a,Non-Planned,N,2017-12-26,2015-06-30,2010-03-01,\"[['T', '2018-01-02', 'n/a']]\",l\n"
        + "EUT-1,7.0,F / EUT,EUT-A,Non-Planned,C,n/a,n/a,2011-01-01,n/a,l\n"
        + "AGL00000,-36.1,AGL ,n/a,Planned,P/Plan/List,n/a,n/a,n/a,n/a,l\n",
      "snl_unplanned.csv": "14.5,AGL ,ANGOSAT-1,N,,view,//x?ntc_id=7&a=b\n7,F / EUT,EUT-1,C,,view,//x?ntc_id=8\n",
      "snl_planned.csv": "-36.1,AGL ,AGL00000,9 ,P/Plan/List,2973,view,//x,//y,/z?ntc_id=9&q\n",
      "snl_broughtintouse.csv":
        "Satellite Name,ADM,ORG,Long_nom,Date of bringing into use,Status,Expiry,Provision,\n"
        + "ANGOSAT-1,AGL,,14.5,26.12.2017,C,,11.2,\n",
      "snl_suspended.csv":
        "Notice ID,Satellite&nbsp;Name,ADM,ORG,Long_nom,Status,Type,Received,Date of suspension,"
        + "Date limit for the resumption,Date of resumption of operation,Provision,\n"
        + "7,ANGOSAT-1,AGL,,14.5,S  ,T  ,03.02.2018,02.01.2018,02.01.2021,,11.49,\n",
      "snl_namechange.csv": "New Name,Old Name\r\nEUT-1,EUT-A\r\nEUT-A,EUT-0\r\n",
      "ITUcountries.csv": "\u{FEFF}ITU Symbol,ITU Country\r\nAGL,Angola 🇦🇴\r\nF / EUT,France 🇫🇷\r\nXYU,Yugoslavia\r\n",
      "administrations.csv": AdministrationReader.columns.joined(separator: ",") + "\n"
        + "AGL,Angola,AGO,Africa,1,0,0,1,LMC,37885849,84722957642,-12.75,17.86\n"
        + "F,France,FRA,Europe,0,0,0,1,HIC,68000000,3000000000000,46.2,2.2\n"
        + "SRB,Serbia,SRB,Europe,0,0,0,1,INX,6586476,75187125427,44.32,20.91\n",
      "ap30b_allotment_positions.csv": "allotment,administration,longitude_deg\nAGL00000,AGL,-36.1\n",
      "test_points.csv": "symbol,point,latitude_deg,longitude_deg\nAGL,1,-12.75,17.86\nF,1,46.2,-180.0\n",
    ]
  }

  /// Imports the small list after a change of its tables; a table set to nil is not there.
  private func importing(_ change: (inout [String: String]) -> Void) throws -> SpaceNetworkListImport.Result {
    try Places.withTemporaryDirectory { directory in
      var tables = Self.rawTables()
      change(&tables)
      for (name, text) in tables { try Places.write(text, directory + "/" + name) }
      return try SpaceNetworkListImport(directory: directory).run()
    }
  }

  /// The import of the small list with one text replaced in one table.
  private func importing(
    _ table: String, replacing old: String, by new: String
  ) throws -> SpaceNetworkListImport.Result {
    try importing { $0[table] = $0[table]?.replacingOccurrences(of: old, with: new) }
  }

  private func message(_ body: () throws -> SpaceNetworkListImport.Result) -> String {
    do {
      _ = try body()
      return "no fault"
    } catch let error as BadInput {
      return error.faults.map {
        "\($0.file.split(separator: "/").last ?? ""):\($0.line ?? 0) \($0.field ?? "-") \($0.problem)"
      }
      .joined(separator: "\n")
    } catch {
      return "\(type(of: error))"
    }
  }

  private func reasons(_ result: SpaceNetworkListImport.Result) -> [String] {
    result.report.entries.map { "\($0.action.rawValue) \($0.record): \($0.reason)" }
  }

  @Test func theSmallListIsRead() throws {
    let result = try importing { _ in }
    let networks = result.register.networks
    #expect(networks.map(\.identifier) == ["AGL00000", "ANGOSAT-1", "EUT-1"])
    #expect(networks.map(\.administration) == ["AGL", "AGL", "F"])
    #expect(networks.map(\.isNationalAllotment) == [true, false, false])
    #expect(networks.map(\.noticeIdentifiers) == [[9], [7], [8]])
    #expect(networks[1].suspensions.first?.limit?.iso8601 == "2021-01-02")
    #expect(networks[1].broughtIntoUse?.iso8601 == "2017-12-26")
    #expect(networks[2].organisation == "EUT")
    #expect(networks[2].previousNames == ["EUT-A", "EUT-0"])
    #expect(result.register.territoryPoints.last?.longitudeMilliDegrees == 180_000)
    #expect(result.register.administrations.first { $0.symbol == "SRB" }?.incomeGroup == nil)
    let counts = result.report.tables.map { "\($0.table) \($0.read) \($0.kept)" }
    #expect(counts.contains("networks.csv 3 3"))
    #expect(counts.contains("ITUcountries.csv 3 0"))
    #expect(!reasons(result).contains { $0.hasPrefix("flagged") })
  }

  @Test(arguments: rawTables().keys.sorted()) func aMissingTableIsNotFound(name: String) {
    #expect(message { try importing { $0[name] = nil } } == "InputNotFound")
  }

  @Test(arguments: ["networks.csv", "snl_suspended.csv", "administrations.csv", "test_points.csv"])
  func anEmptyTableIsAFault(name: String) {
    #expect(message { try importing { $0[name] = "" } }.contains("the file is empty"))
  }

  @Test func missingAndDoubledColumnsAreFaults() {
    #expect(
      message { try importing("networks.csv", replacing: "Longitude,", by: "Longitude East,") }
        == "networks.csv:1 Longitude the column is missing")
    #expect(
      message { try importing("snl_namechange.csv", replacing: "New Name,Old Name", by: "Old Name,Old Name") }
        == "snl_namechange.csv:1 New Name the column is missing\n"
        + "snl_namechange.csv:1 Old Name the column stands 2 times in the header")
    #expect(
      message { try importing("snl_planned.csv", replacing: "-36.1,AGL ,AGL00000,9 ,P", by: "-36.1,AGL\n-1,P") }
        == "snl_planned.csv:1 - the row has 2 fields where at least 5 are needed")
  }

  @Test func faultsOfSeveralTablesComeTogether() {
    let text = message {
      try importing { tables in
        tables["networks.csv"] = "a,b\n"
        tables["administrations.csv"] = "symbol\nAGL\n"
        tables["ITUcountries.csv"] = "ITU Symbol,ITU Country\n\"AGL,Angola\n"
      }
    }
    for name in ["networks.csv", "administrations.csv", "ITUcountries.csv"] { #expect(text.contains(name), "\(text)") }
  }

  @Test func recordsThatCannotBeReadAreRefused() throws {
    for (old, new, reason) in [
      ("7.0,F", "207.0,F", "the longitude is not a number of degrees on the circle"),
      ("7.0,F", "seven,F", "the longitude is not a number of degrees on the circle"),
      ("F / EUT", " ", "the administration is missing"),
      ("Non-Planned,C", "Unknown,C", "the procedure is neither Planned nor Non-Planned"),
      ("Non-Planned,C", "Non-Planned,Z", "the maturity is not known"),
      ("2011-01-01", "2011-02-29", "a date can't be read; without it the network's rank would be a guess"),
    ] {
      let result = try importing("networks.csv", replacing: old, by: new)
      #expect(result.register.networks.count == 2)
      #expect(reasons(result).contains("refused EUT-1: " + reason), "\(reason)")
      let count = try #require(result.report.tables.first)
      #expect((count.read, count.kept, count.refused) == (3, 2, 1))
    }
  }

  /// A previous name without a text would make a register that can't be read again.
  @Test func aRenamingWithoutAFormerNameIsRefused() throws {
    for blank in ["", "\"\"", " ", "&nbsp;"] {
      let result = try importing("snl_namechange.csv", replacing: "EUT-A,EUT-0", by: "EUT-A," + blank)
      #expect(result.register.networks.map(\.previousNames) == [[], [], ["EUT-A"]])
      #expect(reasons(result).contains("refused EUT-A: the former name is missing"))
      let count = try #require(result.report.tables.first { $0.table == "snl_namechange.csv" })
      #expect((count.read, count.kept, count.refused) == (2, 1, 1))
    }
  }

  @Test func aListWithoutAnyReadableNetworkIsAFault() {
    #expect(
      message { try importing { $0["networks.csv"] = Self.networksHeader } }
        == "networks.csv:0 - the list holds no network that can be read")
  }

  @Test func doubtfulRecordsAreKeptAndFlagged() throws {
    for (table, old, new, reason) in [
      ("networks.csv", "2017-12-26", "2025-12-26", "flagged ANGOSAT-1: brought into use after the snapshot"),
      (
        "networks.csv", "2015-06-30", "2009-06-30",
        "flagged ANGOSAT-1: notification received before the first date of receipt"
      ),
      (
        "networks.csv", "2017-12-26", "2009-12-26",
        "flagged ANGOSAT-1: brought into use before the first date of receipt"
      ),
      ("networks.csv", "2011-01-01", "n/a", "flagged EUT-1: no first date of receipt"),
      ("networks.csv", "'T', '2018", "'X', '2018", "flagged ANGOSAT-1: a suspension can't be read and is left out"),
      (
        "networks.csv", "EUT-A", "EUT-Z",
        "flagged EUT-1: the list states a previous name that this table doesn't have; it was added"
      ),
      ("snl_unplanned.csv", "14.5", "15.5", "flagged ANGOSAT-1: the publication's longitude is not the list's"),
      ("snl_unplanned.csv", "F / EUT", "F", "flagged EUT-1: the publication's administration is not the list's"),
      ("snl_unplanned.csv", "EUT-1,C", "EUT-1,A", "flagged EUT-1: the list's maturity is not that of the publications"),
      ("snl_unplanned.csv", "ntc_id=8", "id=8", "flagged EUT-1: the link holds no notice identifier"),
      ("snl_unplanned.csv", "EUT-1", "EUT-2", "refused EUT-2: networks.csv has no such network"),
      ("snl_unplanned.csv", "EUT-1", "EUT-2", "flagged EUT-1: the list's network has no publication"),
      (
        "snl_broughtintouse.csv", "14.5,26", "N-GSO,26",
        "refused ANGOSAT-1: non-geostationary; the list of networks is geostationary"
      ),
      (
        "snl_broughtintouse.csv", "26.12.2017", "27.12.2017",
        "flagged ANGOSAT-1: the list's date of bringing into use is not the earliest of this table"
      ),
      ("snl_broughtintouse.csv", "26.12.2017", "2017-12-27", "refused ANGOSAT-1: the date can't be read"),
      (
        "snl_suspended.csv", "02.01.2018", "03.01.2018",
        "flagged ANGOSAT-1: the list doesn't have the suspension; it was added"
      ),
      (
        "snl_suspended.csv", "02.01.2018", "03.01.2018",
        "flagged ANGOSAT-1: the list has a suspension that this table doesn't have"
      ),
      (
        "snl_suspended.csv", "02.01.2021", "02.01.2011",
        "refused ANGOSAT-1: the suspension's extent or a date of it can't be read"
      ),
      (
        "snl_namechange.csv", "EUT-0", "EUT-1",
        "flagged EUT-1: the renamings form a cycle or meet again; followed no further"
      ),
      ("ap30b_allotment_positions.csv", "-36.1", "-36", "flagged AGL00000: the planned network's longitude is another"),
      (
        "ap30b_allotment_positions.csv", "AGL00000", "AGL00009",
        "flagged AGL00009: networks.csv has no planned network of this name"
      ),
      ("test_points.csv", "AGL,1", "ZZZ,1", "refused ZZZ: the administration is not in the table of administrations"),
    ] {
      let result = try importing(table, replacing: old, by: new)
      #expect(reasons(result).contains(reason), "\(reason) in \(reasons(result))")
      #expect(result.register.networks.count == 3)
    }
  }

  @Test func faultsInTheTablesOfReference() {
    for (table, old, new, expected) in [
      ("administrations.csv", "17.86", "197.86", "administrations.csv:2 longitude_deg \"197.86\" can't be read"),
      ("administrations.csv", "37885849", "-1", "administrations.csv:2 population \"-1\" can't be read"),
      ("administrations.csv", "Africa,1,", "Africa,yes,", "administrations.csv:2 ldc \"yes\" can't be read"),
      ("administrations.csv", "F,France", "AGL,France", "administrations.csv:3 symbol the symbol AGL stands twice"),
      (
        "administrations.csv", "\nF,France", "\nFR,France",
        "administrations.csv:0 - the administration F, which files networks, has no row"
      ),
      (
        "ap30b_allotment_positions.csv", "AGL,", "ZZZ,",
        "ap30b_allotment_positions.csv:2 administration the administration \"ZZZ\" is not known"
      ),
      ("test_points.csv", "-12.75", "-112.75", "test_points.csv:2 latitude_deg \"-112.75\" is no latitude"),
    ] {
      #expect(message { try importing(table, replacing: old, by: new) } == expected)
    }
  }

  @Test func historicalSymbolsAndDoubledNames() throws {
    let result = try importing { tables in
      tables["networks.csv"]? += "XYU00000,43.04,XYU ,n/a,Planned,P/Plan/List,n/a,n/a,n/a,n/a,l\n"
      tables["networks.csv"]? += "EUT-1,7.0,F / EUT,n/a,Planned,P,n/a,n/a,2012-01-01,n/a,l\n"
      tables["networks.csv"]? += "\u{A0} ,10.0,F ,n/a,Planned,P,n/a,n/a,2012-01-01,n/a,l\n"
    }
    let yugoslavia = try #require(result.register.administrations.first { $0.symbol == "XYU" })
    #expect(yugoslavia.name == "Yugoslavia")
    #expect(!yugoslavia.isMemberState)
    #expect(yugoslavia.population == nil)
    let identifiers = result.register.networks.map(\.identifier)
    #expect(identifiers == ["(unnamed F 10)", "AGL00000", "ANGOSAT-1", "EUT-1", "EUT-1 [planned]", "XYU00000"])
    try Places.withTemporaryDirectory { directory in
      try result.register.write(to: directory + "/r", report: result.report)
      #expect(try Register.read(directory: directory + "/r") == result.register)
    }
  }

  @Test func renamingsThatGoInCirclesEnd() throws {
    let result = try importing {
      $0["snl_namechange.csv"] =
        "New Name,Old Name\nEUT-1,EUT-A\nEUT-1,EUT-B\nEUT-A,EUT-B\nEUT-B,EUT-A\nEUT-B,EUT-1\nQ,R\n"
    }
    #expect(result.register.networks.last?.previousNames == ["EUT-A", "EUT-B"])
    #expect(reasons(result).contains("refused Q: no network of the list has borne this name"))
  }
}
