// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// The article that shows what each rule does to three States, worked out again from its first table.
@Suite struct PoliciesByExampleTests {
  private static let requests = ["A-0", "A-1", "A-2", "A-3", "B-1", "NATIONAL-A", "NATIONAL-B", "NATIONAL-C"]

  private static let scenario = """
    orbitshare: scenario/1
    name: example
    register: .
    table_edition: WRC-23
    grid_degrees: 1
    bands:
      - id: Ku
        channels: 1
        channel_bandwidth_kilohertz: 250000
        required_separation_degrees: 2
        flexibility_degrees: 1
    band_assignment:
      seed: 1
      non_planned: {Ku: 1}
      planned: {Ku: 1}
    latecomers:
      bands: {Ku: 1}
      channels: 1
      minimum_elevation_degrees: 10
    tie_break_seed: 1

    """

  /// Rows of tables whose first cell is the name of a policy: the name, eight places, and four numbers.
  private static func rows() throws -> [(policy: String, cells: [String])] {
    try Places.text(Places.root + "/Sources/Allocation/Allocation.docc/PoliciesByExample.md")
      .split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
        let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        return (cells[0].split(separator: "`").first.map(String.init) ?? "", Array(cells.dropFirst()))
      }
  }

  /// The register of the article, with the tables and the descriptor of the small one.
  private static func writeRegister(_ directory: String) throws {
    let small = Places.root + "/Instances/small/"
    try Places.write(try Places.text(small + "datapackage.json"), directory + "/datapackage.json")
    for name in try Places.names(small) where name.hasSuffix(".csv") {
      var rows = [String(try Places.text(small + name).prefix { $0 != "\n" })]
      if name == "administrations.csv" {
        rows += [
          "A,State A,XXA,Synthetic,false,false,false,1,HIC,60000000,,0,30,true",
          "B,State B,XXB,Synthetic,false,false,false,1,HIC,30000000,,0,13.5,true",
          "C,State C,XXC,Synthetic,true,false,false,1,LIC,10000000,,0,16,true",
        ]
      }
      if name == "networks.csv" {
        rows.append("A-0,A-0,A,,13,non-planned,false,N,2000-01-01,2000-06-01,2000-07-01,1")
        for (network, place, year) in [("A-1", 10, 2001), ("A-2", 11, 2002), ("A-3", 14, 2003), ("B-1", 12, 2004)] {
          rows.append(
            "\(network),\(network),\(network.prefix(1)),,\(place),non-planned,false,C,\(year)-01-01,,,\(year)")
        }
      }
      try Places.write(rows.joined(separator: "\n") + "\n", directory + "/" + name)
    }
    try Places.write(scenario, directory + "/scenario.yaml")
  }

  @Test func theTablesOfTheArticle() throws {
    let rows = try Self.rows()
    #expect(rows.count == 24)
    try Places.withTemporaryDirectory { directory in
      try Self.writeRegister(directory)
      let cap = try Places.text(Places.root + "/Instances/policies/cap.yaml")
      try Places.write(
        cap.replacingOccurrences(of: "networks: 25", with: "networks: 2"), directory + "/cap.yaml")
      let policies = rows.map { row in
        row.policy == "cap" ? directory + "/cap.yaml" : Places.root + "/Instances/policies/\(row.policy).yaml"
      }
      let run = try Program.run(
        ["compare", directory + "/scenario.yaml", "--out", directory + "/out"] + policies.flatMap { ["--policy", $0] })
      #expect(run.status == 0, "\(run.error)")
      var places: [String: [String: String]] = [:]
      for line in try Places.text(directory + "/out/allocation.csv").split(separator: "\n").dropFirst() {
        let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        places[cells[0], default: [:]][cells[1]] = cells[4] == "granted" ? cells[5] : "–"
      }
      for row in rows {
        let found = Self.requests.map { places[row.policy]?[$0] ?? "?" }
        #expect(Array(row.cells.prefix(8)) == found, "\(row.policy)")
        let held = ["A", "B", "C"].map { state in
          zip(Self.requests, found).count { request, place in
            place != "–" && (request.hasPrefix(state + "-") || request.hasSuffix("-" + state))
          }
        }
        #expect(Array(row.cells.dropFirst(8)) == (held + [held.reduce(0, +)]).map(String.init), "\(row.policy)")
      }
    }
  }
}
