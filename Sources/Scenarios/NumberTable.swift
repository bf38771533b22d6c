// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

/// A column of whole numbers by administration or network, read from a table beside the scenario.
public struct NumberTable: Hashable, Sendable {
  /// One row.
  public struct Row: Hashable, Sendable {
    /// Symbol of an administration or identifier of a network.
    public var key: String
    /// The number, at least 0.
    public var number: Int
    /// The line that it stands on.
    public var line: Int

    /// Makes a row.
    public init(key: String, number: Int, line: Int) {
      self.key = key
      self.number = number
      self.line = line
    }
  }

  /// Path of the file, resolved against the scenario's own.
  public var path: String
  /// The file as the scenario names it.
  public var file: String
  /// The column that holds the keys.
  public var keyColumn: String
  /// The column that holds the numbers.
  public var column: String
  /// Where the numbers come from.
  public var source: String
  /// The rows with a number, in the order of the file.
  public var rows: [Row]

  /// The numbers by key.
  public var numbers: [String: Int] {
    Dictionary(rows.map { ($0.key, $0.number) }, uniquingKeysWith: { first, _ in first })
  }

  /// The largest share that a column may hold: sums over all administrations stay far from the largest integer.
  public static let greatest = 1_000_000_000_000

  /// Makes a table.
  public init(path: String, file: String, keyColumn: String, column: String, source: String, rows: [Row]) {
    self.path = path
    self.file = file
    self.keyColumn = keyColumn
    self.column = column
    self.source = source
    self.rows = rows
  }

  /// The table as one of a scenario's inputs.
  public var input: Scenario.InputTable { .init(path: path, file: file) }

  /// Rows whose key isn't among the known ones, as faults of the table.
  ///
  /// - Parameters:
  ///   - known: the keys of the register.
  ///   - noun: what a key names, for example `administration`.
  public func faults(knownKeys known: Set<String>, noun: String) -> [Fault] {
    let sorted = known.sorted()
    return rows.compactMap { row in
      guard !known.contains(row.key) else { return nil }
      let near = nearest(to: row.key, among: sorted).map { "did you mean `\($0)`? " } ?? ""
      return Fault(
        file: path, line: row.line, field: keyColumn, problem: "\(noun) `\(row.key)` is not in the register",
        remedy: near + "write one that is, or remove the row")
    }
  }
}

/// How the numbers of a column are written.
enum NumberForm {
  /// Whole numbers from 0 to a greatest one.
  case whole(greatest: Int)
  /// Shares from 0 to 1 with at most six decimals, held in millionths.
  case share

  var remedy: String {
    switch self {
    case .whole(let greatest): "write a whole number from 0 to \(greatest)"
    case .share: "write a share from 0 to 1 with at most six decimals, for example 0.25"
    }
  }

  /// The number of a text; nil where it isn't one of this form.
  func number(_ text: String) -> Int? {
    switch self {
    case .whole(let greatest):
      guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(text),
        number <= greatest
      else { return nil }
      return number
    case .share:
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count <= 2, let whole = parts.first, whole == "0" || whole == "1" else { return nil }
      let decimals = parts.count == 2 ? parts[1] : "0"
      guard (1...6).contains(decimals.utf8.count), decimals.utf8.allSatisfy({ (48...57).contains($0) }),
        let part = Int(decimals + String(repeating: "0", count: 6 - decimals.utf8.count))
      else { return nil }
      let number = (whole == "1" ? 1_000_000 : 0) + part
      return number <= 1_000_000 ? number : nil
    }
  }
}
