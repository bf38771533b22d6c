// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Filings
import Foundation

/// `orbitshare import`: real filings in.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Turn published filings into a register.",
    subcommands: [ImportSpaceNetworkListCommand.self])
}

/// `orbitshare import space-network-list`.
struct ImportSpaceNetworkListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "space-network-list",
    abstract: "Import the raw tables of the ITU Space Network List.",
    discussion: """
      Reads networks.csv, snl_unplanned.csv, snl_planned.csv, snl_broughtintouse.csv, snl_suspended.csv, \
      snl_namechange.csv and ITUcountries.csv. Administrations, allotments and territory points are looked up in the \
      same directory, then in the one above, unless named. Nothing is dropped silently: counts and reasons are printed \
      and stored in the register.
      """)

  @Argument(help: "The directory with the raw tables.")
  var directory: String

  @Option(help: "The register's directory to write; it must not exist.")
  var out: String

  @Option(help: "Table of administrations (administrations.csv).")
  var administrations: String?

  @Option(help: "Table of allotment positions (ap30b_allotment_positions.csv).")
  var allotments: String?

  @Option(help: "Table of territory points (test_points.csv).")
  var territoryPoints: String?

  @Option(help: "Day that the tables describe, YYYY-MM-DD. Default: 2023-09-07, the published list.")
  var snapshot: String?

  @Option(help: "Short name of the register. Default: from the snapshot.")
  var name: String?

  func validate() throws {
    if let snapshot, CalendarDate(iso8601: snapshot) == nil {
      throw ValidationError("--snapshot: `\(snapshot)` is not a day; write for example 2023-09-07")
    }
  }

  func run() throws {
    try ExitStatus.reporting {
      let day = snapshot.flatMap { CalendarDate(iso8601: $0) } ?? SpaceNetworkListImport.publishedSnapshot
      let job = SpaceNetworkListImport(
        directory: directory, snapshot: day, administrationsFile: administrations, allotmentsFile: allotments,
        territoryPointsFile: territoryPoints, name: name)
      let result = try job.run()
      try result.register.write(to: out, report: result.report)
      try Console.answer(result.report.description)
    }
  }
}
