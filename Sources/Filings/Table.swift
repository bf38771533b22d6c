// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A table read from or written to a comma-separated file (RFC 4180).
public struct Table: Hashable, Sendable {
  /// The column names.
  public var header: [String]
  /// The rows; each has as many fields as the header.
  public var rows: [[String]]
  /// The line of the file on which each row starts, from 1; a row that holds line breaks takes several lines.
  public var lineNumbers: [Int]

  /// Makes a table; without line numbers, they are those that `serialised()` would give rows without line breaks.
  ///
  /// - Parameters:
  ///   - header: the column names.
  ///   - rows: the rows.
  ///   - lineNumbers: the line of each row, where it was read from a file.
  public init(header: [String], rows: [[String]], lineNumbers: [Int]? = nil) {
    self.header = header
    self.rows = rows
    self.lineNumbers = lineNumbers ?? rows.indices.map { $0 + 2 }
  }

  /// Reads a table from text.
  ///
  /// - Parameters:
  ///   - text: the whole file.
  ///   - file: the path to name in faults.
  /// - Throws: every fault: quotation marks, a missing or doubled column name, rows with too many or too few fields.
  public static func parse(_ text: String, file: String) throws(BadInput) -> Table {
    try parse(bytes: Array(text.utf8), file: file)
  }

  /// Reads a table from bytes, which must be UTF-8 and may start with a byte-order mark.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - file: the path to name in faults.
  /// - Throws: every fault: encoding, quotation marks, a missing or doubled column name, rows with too many or too few
  ///   fields.
  public static func parse(bytes: [UInt8], file: String) throws(BadInput) -> Table {
    let records = try CommaSeparatedRecords.parse(bytes, file: file)
    guard let header = records.records.first else {
      throw BadInput([
        Fault(file: file, line: 1, problem: "the file is empty", remedy: "write the column names in the first line")
      ])
    }
    var faults = headerFaults(header, line: records.lineNumbers[0], file: file)
    for (fields, line) in zip(records.records, records.lineNumbers).dropFirst() where fields.count != header.count {
      faults.append(
        Fault(
          file: file, line: line,
          problem: "the row has \(counted(fields.count, "field")) where the header has \(header.count)",
          remedy: fields.count < header.count
            ? "add the missing fields (an empty one is written as nothing between two commas)"
            : "remove the surplus fields, or put a field that holds a comma in quotation marks"))
    }
    guard faults.isEmpty else { throw BadInput(faults) }
    return Table(
      header: header, rows: Array(records.records.dropFirst()), lineNumbers: Array(records.lineNumbers.dropFirst()))
  }

  /// The table as text: LF line ends, quotation marks only where a field needs them.
  public func serialised() -> String {
    var bytes: [UInt8] = []
    Self.append(header, to: &bytes)
    for row in rows { Self.append(row, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func headerFaults(_ header: [String], line: Int, file: String) -> [Fault] {
    var faults: [Fault] = []
    var seen: Set<String> = []
    for (position, name) in header.enumerated() {
      if name.isEmpty {
        faults.append(
          Fault(
            file: file, line: line, field: "column \(position + 1)", problem: "the column has no name",
            remedy: "name the column in the first line, or remove it"))
      } else if !seen.insert(name).inserted {
        faults.append(
          Fault(
            file: file, line: line, field: name, problem: "the column name stands twice in the header",
            remedy: "remove or rename one of the two columns"))
      }
    }
    return faults
  }

  private static func append(_ fields: [String], to bytes: inout [UInt8]) {
    for (position, field) in fields.enumerated() {
      if position > 0 { bytes.append(0x2C) }
      // A record of one empty field would be an empty line, which is no record: it is written as a pair of marks.
      let mustQuote =
        (fields.count == 1 && field.isEmpty)
        || field.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
      guard mustQuote else {
        bytes.append(contentsOf: field.utf8)
        continue
      }
      bytes.append(0x22)
      for byte in field.utf8 {
        if byte == 0x22 { bytes.append(0x22) }
        bytes.append(byte)
      }
      bytes.append(0x22)
    }
    bytes.append(0x0A)
  }
}

/// `1 field`, `2 fields`.
func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
