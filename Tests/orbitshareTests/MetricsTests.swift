// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// `metrics` on columns whose measures were worked out by hand and by other packages.
///
/// The answer is `{"count":…,"metrics":[{"id":…,"group":…,"value":…,"status":…,"reason":…,"unit":…,"direction":…}]}`;
/// `value` and `reason` stand only where there are any.
@Suite struct MetricsTests {
  /// A measure that has no number.
  enum Expected: Sendable {
    case value(Double)
    case infinite
    case undefined
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var values: String
    var expected: [(String, Expected)]
    var testDescription: String { name }

    /// In the order of `ids`.
    init(_ name: String, _ values: String, _ expected: [Expected]) {
      self.name = name
      self.values = values
      self.expected = Array(zip(Case.ids, expected))
    }

    static let ids = [
      "gini", "theil_t", "mld", "ge2", "atkinson_0.5", "atkinson_1", "hoover", "jain", "cv", "palma", "ratio_20_20",
    ]
  }

  private static func numbers(_ values: Double...) -> [Expected] { values.map { .value($0) } }

  static let cases = [
    Case("four equal", "1,1,1,1", numbers(0, 0, 0, 0, 0, 0, 0, 1, 0, 0.25, 1)),
    Case(
      "one to five", "1,2,3,4,5",
      numbers(
        4.0 / 15, 0.1196875936, 0.1411139401, 1.0 / 9, 0.0631533922, 0.1316096384, 0.2, 9.0 / 11, 0.4714045208, 5.0 / 6,
        5)
    ),
    Case(
      "ten to fifty", "10,20,30,40,50",
      numbers(
        4.0 / 15, 0.1196875936, 0.1411139401, 1.0 / 9, 0.0631533922, 0.1316096384, 0.2, 9.0 / 11, 0.4714045208, 5.0 / 6,
        5)
    ),
    Case(
      "one holder of four", "0,0,0,10",
      numbers(0.75, 1.3862943611) + [.infinite] + numbers(1.5, 0.75, 1, 0.75, 0.25, 1.7320508076)
        + [.undefined, .undefined]),
    Case(
      "three holders of six", "0,0,0,10,10,10",
      numbers(0.5, 0.6931471806) + [.infinite] + numbers(0.5, 0.5, 1, 0.5, 0.5, 1) + [.undefined, .undefined]),
    Case(
      "thousands", "1000,2000,1500,3000,2500",
      numbers(
        0.2, 0.0649583913, 0.0704441187, 1.0 / 16, 0.0333527439, 0.0680201817, 0.15, 8.0 / 9, 0.3535533906, 0.6, 3)),
    Case(
      "the same in decimals", "1.0,2.0,1.5,3,2.50",
      numbers(
        0.2, 0.0649583913, 0.0704441187, 1.0 / 16, 0.0333527439, 0.0680201817, 0.15, 8.0 / 9, 0.3535533906, 0.6, 3)),
  ]

  /// Writes a table and asks for its measures.
  private func answer(_ table: String) throws -> JSON {
    try Places.withTemporaryDirectory { directory in
      try Places.write(table, directory + "/table.csv")
      let run = try Program.run("metrics", directory + "/table.csv", "--json", "-")
      #expect(run.status == 0, "\(run.error)")
      #expect(run.error.isEmpty)
      return try run.json()
    }
  }

  private func metric(_ id: String, group: String = "all", in answer: JSON) throws -> JSON {
    try #require(answer["metrics"]?.elements.first { $0["id"]?.text == id && $0["group"]?.text == group }, "\(id)")
  }

  private func expect(
    _ id: String, group: String = "all", _ expected: Expected, in answer: JSON,
    at place: SourceLocation = #_sourceLocation
  ) throws {
    let found = try metric(id, group: group, in: answer)
    switch expected {
    case .value(let number):
      let value = found["value"]?.number ?? .nan
      #expect(abs(value - number) <= 1e-10 * max(1, abs(number)), "\(id): \(value)", sourceLocation: place)
      #expect(found["status"]?.text == "value", sourceLocation: place)
    case .infinite: #expect(found["status"]?.text == "infinite", "\(id)", sourceLocation: place)
    case .undefined:
      #expect(found["status"]?.text == "undefined", "\(id)", sourceLocation: place)
      #expect(found["reason"]?.text?.isEmpty == false, "\(id)", sourceLocation: place)
    }
  }

  @Test(arguments: cases) func knownAnswers(known: Case) throws {
    let found = try answer("value\n" + known.values.split(separator: ",").joined(separator: "\n") + "\n")
    for (id, expected) in known.expected { try expect(id, expected, in: found) }
    #expect(found["schema"]?.text == "orbitshare-metrics/1")
    #expect(found["count"]?.number == Double(known.values.split(separator: ",").count))
  }

  @Test func theShapeOfTheAnswer() throws {
    let found = try answer("value\n0\n3\n")
    #expect(found.keys == ["count", "metrics", "schema"])
    for metric in found["metrics"]?.elements ?? [] {
      let isValue = metric["status"]?.text == "value"
      let isUndefined = metric["status"]?.text == "undefined"
      #expect(
        metric.keys
          == (["direction", "group", "id", "status", "unit"] + (isValue ? ["value"] : [])
          + (isUndefined ? ["reason"] : []))
          .sorted())
    }
  }

  @Test func entitlements() throws {
    let found = try answer("value,entitlement\n10,4\n1,3\n20,2\n5,1\n")
    let expected = [
      ("gini", 89.0 / 180), ("theil_t", 0.4458213338), ("mld", 0.6225404295), ("ge2", 0.4657921811),
      ("atkinson_0.5", 0.2329657950), ("atkinson_1", 0.4634204379), ("hoover", 71.0 / 180), ("jain", 0.5177097204),
      ("cv", 0.9651861800), ("min_ratio", 0.0925925926),
    ]
    for (id, number) in expected { try expect(id, .value(number), in: found) }
    // Entitlements in decimals are the same shares.
    let halves = try answer("entitlement,value\n2,10\n1.5,1\n1.0,20\n0.5,5\n")
    for (id, number) in expected { try expect(id, .value(number), in: halves) }
    try expect("gini", .value(31.0 / 72), in: try answer("value\n10\n1\n20\n5\n"))
  }

  @Test func groups() throws {
    let found = try answer("value,group\n1,a\n2,a\n3,a\n4,b\n10,b\n20,b\n")
    try expect("theil_t", .value(0.4320751419), in: found)
    try expect("theil_between", .value(0.2704380928), in: found)
    try expect("theil_within", .value(0.1616370492), in: found)
    try expect("mld", .value(0.4843914521), in: found)
    try expect("ge2", .value(0.49375), in: found)
    // Of 40 the first three of six hold 6: a share of 3/20 against an entitlement of 1/2.
    try expect("parity_ratio", group: "a", .value(0.3), in: found)
    try expect("parity_ratio", group: "b", .value(1.7), in: found)
    try expect("share_with_nothing", group: "a", .value(0), in: found)
  }

  @Test func nothingHeld() throws {
    let found = try answer("value\n0\n0\n0\n")
    for id in Case.ids { try expect(id, .undefined, in: found) }
    try expect("share_with_nothing", .value(1), in: found)
    try expect("granted_administrations", .value(0), in: found)
  }

  /// Violations of quotas speak of units, which decimals are not.
  @Test func unitsOnlyWhereValuesAreWhole() throws {
    try expect("wef1_violations", .value(0), in: try answer("value\n2\n1\n"))
    try expect("wef1_violations", .undefined, in: try answer("value\n2.5\n1\n"))
  }

  @Test func quotedFieldsAndLineEnds() throws {
    let found = try answer("\"name\",\"value\"\r\n\"A, of B\",1\r\n\"C\",3\r\n")
    try expect("gini", .value(0.25), in: found)
  }

  @Test func asText() throws {
    try Places.withTemporaryDirectory { directory in
      try Places.write("value,group\n1,a\n3,b\n", directory + "/table.csv")
      let run = try Program.run("metrics", directory + "/table.csv")
      #expect(run.status == 0)
      #expect(run.error.isEmpty)
      let lines = run.text.split(separator: "\n")
      #expect(lines.contains("gini: 0.25  (1, lower-is-fairer)"), "\(run.text)")
      #expect(lines.contains { $0.hasPrefix("parity_ratio [a]: 0.5 ") })
    }
  }

  @Test(
    arguments: [
      ("", 1, "empty"), ("value\n", nil, "no rows"), ("amount\n1\n", 1, "missing"), ("value\n1\n-2\n", 3, "-2"),
      ("value\n1\nmany\n", 3, "many"), ("value\n1\n\"\"\n", 3, "number"), ("value\n1e3\n", 2, "1e3"),
      ("value\n1,5\n", 2, "fields"), ("value\n1.\n", 2, "1."), ("value\n.5\n", 2, ".5"), ("value\nnan\n", 2, "nan"),
      ("value,entitlement\n1,0\n", 2, "above 0"), ("value,entitlement\n1,-1\n", 2, "above 0"),
      ("value,entitlement\n1,\n", 2, "above 0"), ("value,value\n1,2\n", 1, "twice"),
      ("value\n99999999999999999999\n", 2, "99999999999999999999"),
      ("value\n4611686018427387904\n4611686018427387904\n", nil, "sum"),
      ("value\n0.0000000001\n9000000000\n", nil, "digits"),
    ] as [(String, Int?, String)]) func badTables(table: String, line: Int?, word: String) throws
  {
    try Places.withTemporaryDirectory { directory in
      let path = directory + "/table.csv"
      try Places.write(table, path)
      let run = try Program.run("metrics", path)
      #expect(run.status == 65, "\(run.error)")
      #expect(run.output.isEmpty)
      #expect(run.error.hasPrefix(path + (line.map { ":\($0): " } ?? ": ")), "\(run.error)")
      #expect(run.error.contains(word), "\(run.error)")
    }
  }

  @Test func everyBadRowIsTold() throws {
    try Places.withTemporaryDirectory { directory in
      try Places.write("value,entitlement\nx,1\n2,2\n3,y\n-1,0\n", directory + "/table.csv")
      let run = try Program.run("metrics", directory + "/table.csv")
      #expect(run.status == 65)
      #expect(run.error.split(separator: "\n").count == 4, "\(run.error)")
    }
  }

  @Test func noSuchFile() throws {
    let run = try Program.run("metrics", "/nowhere.csv", "--json", "-")
    #expect(run.status == 66)
    #expect(run.output.isEmpty)
  }
}
