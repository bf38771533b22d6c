// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Testing

@testable import Coordination
@testable import Scenarios

/// What networks are worth, and which conditions they meet.
@Suite struct ComplianceTests {
  private func problem(
    values: [(String, Int)]? = nil, subject: ComplianceTable.Subject? = nil, rows: [(String, [Bool?])] = [],
    networks: [Network]? = nil
  ) throws -> CoordinationProblem {
    let weights = [Scenario.Weight(name: "C", weight: 1)]
    var scenario = Small.scenario(
      [Small.band(bandwidth: 36_000)], latecomers: .init(bands: weights, channels: 2, minimumElevationMilliDegrees: 0))
    if let values {
      scenario.values = .init(
        table: .init(
          path: "values.csv", file: "values.csv", keyColumn: "network", column: "value", source: "made up",
          rows: values.enumerated().map { .init(key: $1.0, number: $1.1, line: $0 + 2) }), standard: 3)
    }
    if let subject {
      scenario.compliance = .init(
        path: "compliance.csv", file: "compliance.csv", source: "made up", subject: subject,
        criteria: ["registration", "deorbit"],
        rows: rows.enumerated().map { .init(key: $1.0, isMet: $1.1, line: $0 + 2) })
    }
    let register = Small.register(
      networks ?? [Small.network("A1", "A", 0), Small.network("B1", "B", 9_000)],
      administrations: ["A", "B"].map { Small.administration($0) })
    return try CoordinationProblem(scenario: scenario, register: register)
  }

  @Test func valuesAndBandwidth() throws {
    #expect(try problem().requests.map(\.value) == [1, 1, 1, 1])
    let valued = try problem(values: [("A1", 0), ("NATIONAL-B", 7)])
    #expect(valued.requests.map(\.identifier) == ["A1", "B1", "NATIONAL-A", "NATIONAL-B"])
    #expect(valued.requests.map(\.value) == [0, 3, 3, 7])
    #expect(valued.requests.map(\.bandwidthKilohertz) == [36_000, 36_000, 72_000, 72_000])
    #expect {
      try problem(values: [("A1", 1), ("A11", 2)])
    } throws: {
      "\($0)"
        == "values.csv:3: network: network `A11` is not in the register; did you mean `A1`? write one that is, or remove the "
        + "row"
    }
  }

  @Test func criteriaOfATable() throws {
    let ofAdministrations = try problem(subject: .administration, rows: [("A", [true, nil])])
    #expect(ofAdministrations.knownCriteria == ["in-use-or-in-time", "registration", "deorbit"])
    #expect(
      ofAdministrations.requests.indices.map { ofAdministrations.meets(criterion: "registration", request: $0) }
        == [true, nil, true, nil])
    #expect(ofAdministrations.meets(criterion: "deorbit", request: 0) == nil)
    let ofNetworks = try problem(subject: .network, rows: [("NATIONAL-A", [false, true])])
    #expect(
      ofNetworks.requests.indices.map { ofNetworks.meets(criterion: "registration", request: $0) }
        == [nil, nil, false, nil])
    #expect(ofNetworks.meets(criterion: "unheard-of", request: 2) == nil)
    #expect(
      ofNetworks.fault(ofCriterion: "deorbits", file: "p.yaml", line: 3, field: "where")?.description
        == "p.yaml:3: where: criterion `deorbits` is unknown in this scenario; did you mean `deorbit`? add a column to the "
        + "table of `compliance`, or write one of: in-use-or-in-time, registration, deorbit")
    #expect(throws: BadInput.self) { try problem(subject: .administration, rows: [("Z", [true, true])]) }
    #expect(throws: BadInput.self) { try problem(subject: .network, rows: [("A", [true, true])]) }
  }

  /// The snapshot is 7 September 2023: what was received on 8 September 2016 or later is in time.
  @Test func inUseOrInTime() throws {
    let problem = try problem(networks: [
      Small.network("A1", "A", 0, received: "2016-09-08"), Small.network("A2", "A", 5_000, received: "2016-09-07"),
      Small.network("A3", "A", 9_000, received: "2001-01-01", inUse: "2004-01-01"), Small.network("A4", "A", 20_000),
      Small.network("A5", "A", 30_000, inUse: "2023-09-08"),
    ])
    #expect(
      problem.requests.indices.map { problem.meets(criterion: "in-use-or-in-time", request: $0) }
        == [true, false, true, nil, nil, true, true])
  }

  /// Seven years run from a date of receipt: never for an allotment without one, as for any network with one.
  @Test func allotmentsWithoutADateAreInTime() throws {
    func allotment(_ name: String, received: String? = nil, isNational: Bool = true) -> Network {
      var network = Small.network(name, "A", 0, received: received, procedure: .planned)
      network.isNationalAllotment = isNational
      return network
    }
    let problem = try problem(networks: [
      allotment("A1"), allotment("A2", received: "2001-01-01"), allotment("A3", received: "2020-01-01"),
      allotment("A4", isNational: false),
    ])
    #expect(
      problem.requests.indices.map { problem.meets(criterion: "in-use-or-in-time", request: $0) }
        == [true, false, true, nil, true, true])
  }
}
