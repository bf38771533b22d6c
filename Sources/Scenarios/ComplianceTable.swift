// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

/// Which conditions administrations or networks meet, read from a table beside the scenario.
public struct ComplianceTable: Hashable, Sendable {
  /// Whether rows speak of administrations or of networks.
  public enum Subject: String, CaseIterable, Sendable {
    /// A row speaks of every request of an administration.
    case administration
    /// A row speaks of one request.
    case network
  }

  /// One row.
  public struct Row: Hashable, Sendable {
    /// Symbol of the administration or identifier of the request.
    public var key: String
    /// For each criterion whether it is met; nil where the field is empty: not known.
    public var isMet: [Bool?]
    /// The line that it stands on.
    public var line: Int
  }

  /// Path of the file, resolved against the scenario's own.
  public var path: String
  /// The file as the scenario names it.
  public var file: String
  /// Where the table comes from.
  public var source: String
  /// What rows speak of.
  public var subject: Subject
  /// The criteria, in the order of the columns.
  public var criteria: [String]
  /// The rows, in the order of the file.
  public var rows: [Row]

  /// The criterion that every register answers: in use on the day of the snapshot, or received less than seven years before it.
  ///
  /// Seven years are the limit of No. 11.44 of the Radio Regulations for bringing into use. They run from a date of
  /// receipt: national requests, and national allotments without such a date, meet the criterion as they are.
  public static let inUseOrInTime = "in-use-or-in-time"

  static func read(_ reader: YAMLReader, _ root: YAMLReader.Section) -> ComplianceTable? {
    guard let section = reader.section("compliance", in: root) else { return nil }
    reader.allow(["file", "source"], in: section)
    let name = reader.text("file", in: section, required: true, example: "compliance.csv")
    let source = reader.text("source", in: section, required: true, example: "\"publication, year, licence\"")
    guard let name, let (path, table) = reader.table(name, in: section) else { return nil }
    let count = reader.faultCount
    func report(_ line: Int, _ field: String, _ problem: String, _ remedy: String) {
      reader.report(Fault(file: path, line: line, field: field, problem: problem, remedy: remedy))
    }
    let subjects = Subject.allCases.filter { table.header.contains($0.rawValue) }
    guard let subject = subjects.first, subjects.count == 1 else {
      report(
        1, "administration, network",
        subjects.isEmpty ? "the table has neither of these columns" : "the table has both columns",
        "keep one: rows speak of administrations or of networks")
      return nil
    }
    let criteria = table.header.filter { $0 != subject.rawValue }
    if criteria.isEmpty {
      report(1, subject.rawValue, "the table has no criterion", "add a column of true and false for each criterion")
    }
    for criterion in criteria where !PlainName.isPlain(criterion) || criterion == inUseOrInTime {
      report(
        1, criterion, criterion == inUseOrInTime ? "the criterion is built in" : "the criterion is not a plain name",
        criterion == inUseOrInTime
          ? "give the column another name" : "use letters, digits, `-` and `_` only")
    }
    var lines: [String: Int] = [:]
    var rows: [Row] = []
    for (fields, line) in zip(table.rows, table.lineNumbers) {
      let cells = Dictionary(zip(table.header, fields), uniquingKeysWith: { first, _ in first })
      let key = cells[subject.rawValue] ?? ""
      if key.isEmpty {
        report(line, subject.rawValue, "the \(subject.rawValue) is missing", "write it, or remove the row")
      } else if let first = lines[key] {
        report(
          line, subject.rawValue, "\(subject.rawValue) `\(key)` stands already on line \(first)",
          "keep one of the two rows")
      }
      lines[key] = lines[key] ?? line
      let isMet = criteria.map { criterion -> Bool? in
        switch cells[criterion] ?? "" {
        case "true": return true
        case "false": return false
        case "": return nil
        case let other:
          report(line, criterion, "`\(other)` is neither true nor false", "write true, false, or nothing if not known")
          return nil
        }
      }
      rows.append(Row(key: key, isMet: isMet, line: line))
    }
    guard reader.faultCount == count, let source else { return nil }
    return ComplianceTable(
      path: path, file: name, source: source, subject: subject, criteria: criteria, rows: rows)
  }
}

extension Scenario {
  static func readValues(_ reader: YAMLReader, _ root: YAMLReader.Section) -> Values? {
    guard let section = reader.section("values", in: root) else { return nil }
    reader.allow(["file", "column", "default", "source"], in: section)
    let standard = reader.integer("default", in: section, range: 0...Values.greatest)
    guard reader.value("default", in: section) == nil || standard != nil else { return nil }
    return reader.numberTable(
      section, keyColumn: "network", form: .whole(greatest: Values.greatest), standardColumn: "value"
    ).map { Values(table: $0, standard: standard ?? 1) }
  }
}
