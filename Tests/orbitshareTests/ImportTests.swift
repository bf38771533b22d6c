// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// `import space-network-list` on a few rows, and on the real list where this machine has it.
@Suite struct ImportTests {
  /// A list of three networks in the form that the tables were published in.
  static let tables = [
    "networks.csv":
      "Network Name,Longitude,ITU Administration,Previous Name,Planned or Non-Planned,Highest Maturity,"
      + "Brought-into-Use Date,Late-Stage Filing Date,Early-Stage Filing Date,Suspensions,Link\n"
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
    "snl_namechange.csv": "New Name,Old Name\r\nEUT-1,EUT-A\r\n",
    "ITUcountries.csv": "\u{FEFF}ITU Symbol,ITU Country\r\nAGL,Angola\r\nF / EUT,France\r\n",
    "administrations.csv":
      "symbol,name,iso3,m49,un_region,un_subregion,ldc,lldc,sids,itu_region,income_group,population,gdp_usd,"
      + "latitude_deg,longitude_deg\nAGL,Angola,AGO,24,Africa,Middle Africa,1,0,0,1,LMC,37885849,84722957642,-12.75,17.86\n"
      + "F,France,FRA,250,Europe,Western Europe,0,0,0,1,HIC,68000000,3000000000000,46.2,2.2\n",
    "ap30b_allotment_positions.csv": "allotment,administration,longitude_deg\nAGL00000,AGL,-36.1\n",
    "test_points.csv": "symbol,point,latitude_deg,longitude_deg\nAGL,1,-12.75,17.86\nF,1,46.2,2.2\n",
  ]

  private func withTables(_ body: (_ tables: String, _ out: String) throws -> Void) throws {
    try Places.withTemporaryDirectory { directory in
      let raw = directory + "/raw"
      try FileManager.default.createDirectory(atPath: raw, withIntermediateDirectories: true)
      for (name, text) in Self.tables { try Places.write(text, raw + "/" + name) }
      try body(raw, directory + "/register")
    }
  }

  @Test func aTinyListBecomesARegister() throws {
    try withTables { raw, out in
      let run = try Program.run("import", "space-network-list", raw, "--out", out, "--name", "tiny")
      #expect(run.status == 0, "\(run.error)")
      #expect(run.error.isEmpty)
      #expect(run.text.contains("networks.csv"))
      #expect(try Program.run("validate", out).text == "\(out): a valid register\n")
      let networks = try Places.text(out + "/networks.csv").split(separator: "\n")
      #expect(networks.dropFirst().map { $0.prefix { $0 != "," } } == ["AGL00000", "ANGOSAT-1", "EUT-1"])
      #expect(try JSON(try Places.bytes(out + "/datapackage.json"))["name"]?.text == "tiny")
      #expect(try Places.names((out as NSString).deletingLastPathComponent) == ["raw", "register"])
    }
  }

  @Test func theSnapshotIsTheDayGiven() throws {
    try withTables { raw, out in
      let run = try Program.run("import", "space-network-list", raw, "--out", out, "--snapshot", "2020-02-29")
      #expect(run.status == 0, "\(run.error)")
      let descriptor = try JSON(try Places.bytes(out + "/datapackage.json"))
      #expect(descriptor["snapshot"]?.text == "2020-02-29")
      #expect(descriptor["name"]?.text == "register-2020")
    }
  }

  @Test func tablesElsewhere() throws {
    try withTables { raw, out in
      let other = raw + "/../people.csv"
      try FileManager.default.moveItem(atPath: raw + "/administrations.csv", toPath: other)
      #expect(try Program.run("import", "space-network-list", raw, "--out", out).status == 66)
      let run = try Program.run("import", "space-network-list", raw, "--out", out, "--administrations", other)
      #expect(run.status == 0, "\(run.error)")
    }
  }

  @Test(arguments: tables.keys.sorted()) func aMissingTable(name: String) throws {
    try withTables { raw, out in
      try FileManager.default.removeItem(atPath: raw + "/" + name)
      let run = try Program.run("import", "space-network-list", raw, "--out", out)
      #expect(run.status == 66, "\(run.error)")
      #expect(run.output.isEmpty)
      #expect(run.error.contains(name))
      #expect(!Places.exists(out))
    }
  }

  @Test func badTables() throws {
    try withTables { raw, out in
      try Places.write("Name\nX\n", raw + "/networks.csv")
      let run = try Program.run("import", "space-network-list", raw, "--out", out)
      #expect(run.status == 65)
      #expect(run.error.contains("networks.csv:1: "))
      #expect(!Places.exists(out))
    }
  }

  @Test func anOutputThatExistsIsLeftAlone() throws {
    try withTables { raw, out in
      try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
      try Places.write("mine", out + "/notes.txt")
      let run = try Program.run("import", "space-network-list", raw, "--out", out)
      #expect(run.status == 73)
      #expect(run.output.isEmpty)
      #expect(try Places.names(out) == ["notes.txt"])
      #expect(try Program.run("import", "space-network-list", raw, "--out", "/proc/none/register").status == 73)
    }
  }

  @Test func noSuchDirectory() throws {
    #expect(try Program.run("import", "space-network-list", "/nowhere", "--out", "/nowhere/register").status == 66)
  }

  @Test(.enabled(if: Places.rawTables != nil)) func theRealListIsTheShippedRegister() throws {
    try Places.withTemporaryDirectory { directory in
      let out = directory + "/register"
      let raw = try #require(Places.rawTables)
      let run = try Program.run("import", "space-network-list", raw, "--out", out)
      #expect(run.status == 0, "\(run.error)")
      let shipped = Places.root + "/Instances/register-2023"
      let names = try Places.names(out)
      // Tables that were added by hand are not in the list; the descriptor names them and is compared by the reader's tests.
      let added = [
        "as-filed.yaml", "auctions.yaml", "change.yaml", "every-rule.yaml", "memberships.csv", "need.csv",
        "scenario.yaml",
      ]
      #expect(names == (try Places.names(shipped).filter { !added.contains($0) && !$0.hasSuffix(".new") }))
      for name in names where name != "datapackage.json" {
        guard try Places.bytes(out + "/" + name) != Places.bytes(shipped + "/" + name) else { continue }
        Issue.record("\(name) differs")
      }
    }
  }
}
