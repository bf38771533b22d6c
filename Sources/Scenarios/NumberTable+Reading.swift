// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation

extension YAMLReader {
  /// A table that a section names by `file`, `column` and `source`; nil where something is at fault.
  ///
  /// - Parameters:
  ///   - section: the section with the three keys.
  ///   - keyColumn: the column that holds the keys.
  ///   - form: how the numbers are written.
  ///   - standardColumn: the column where `column` is left out; nil where it must be stated.
  func numberTable(
    _ section: Section, keyColumn: String, form: NumberForm, standardColumn: String? = nil
  ) -> NumberTable? {
    let name = text("file", in: section, required: true, example: "shares.csv")
    let column =
      text("column", in: section, required: standardColumn == nil, example: "share") ?? standardColumn
    let source = text("source", in: section, required: true, example: "\"publication, year, licence\"")
    guard let name, let column, let (path, table) = self.table(name, in: section) else { return nil }
    guard
      let keys = position(of: keyColumn, table, path), let values = position(of: column, table, path)
    else { return nil }
    var rows: [NumberTable.Row] = []
    var lines: [String: Int] = [:]
    let count = faultCount
    for (fields, line) in zip(table.rows, table.lineNumbers) {
      let key = fields[keys]
      let value = fields[values]
      if key.isEmpty {
        report(
          Fault(
            file: path, line: line, field: keyColumn, problem: "the \(keyColumn) is missing",
            remedy: "write its symbol or identifier, or remove the row"))
      } else if let first = lines[key] {
        report(
          Fault(
            file: path, line: line, field: keyColumn, problem: "\(keyColumn) `\(key)` stands already on line \(first)",
            remedy: "keep one of the two rows"))
      } else {
        lines[key] = line
        // An empty field says that nothing is known.
        if value.isEmpty { continue }
        if let number = form.number(value) {
          rows.append(.init(key: key, number: number, line: line))
        } else {
          report(
            Fault(
              file: path, line: line, field: column, problem: "`\(value)` is not a number that can stand here",
              remedy: form.remedy))
        }
      }
    }
    guard faultCount == count, let source else { return nil }
    return NumberTable(path: path, file: name, keyColumn: keyColumn, column: column, source: source, rows: rows)
  }

  /// A comma-separated file beside the document, by the name that the key `file` gives.
  func table(_ name: String, in section: Section) -> (path: String, table: Table)? {
    // A result carries a copy of its inputs beside that of the scenario: a plain name means the same there.
    guard !name.contains("/"), !name.hasPrefix("."), name.hasSuffix(".csv") else {
      report(
        section, "file", problem: "`\(name)` is not the plain name of a comma-separated file",
        remedy: "put the file beside this one and write its name alone, for example shares.csv")
      return nil
    }
    let path = Scenario.resolve(name, beside: file)
    guard let data = FileManager.default.contents(atPath: path) else {
      report(
        section, "file", problem: "there is no file `\(name)` that can be read",
        remedy: "put the file beside this one, or mend its name")
      return nil
    }
    do {
      return (path, try Table.parse(bytes: [UInt8](data), file: path))
    } catch {
      for fault in error.faults { report(fault) }
      return nil
    }
  }

  private func position(of column: String, _ table: Table, _ path: String) -> Int? {
    if let position = table.header.firstIndex(of: column) { return position }
    let near = nearest(to: column, among: table.header).map { "did you mean `\($0)`? " } ?? ""
    report(
      Fault(
        file: path, line: 1, field: column, problem: "the table has no column `\(column)`",
        remedy: near + "its columns are: \(table.header.joined(separator: ", "))"))
    return nil
  }
}
