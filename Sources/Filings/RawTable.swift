// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A table as someone else wrote it: column names are found whatever their order and decoration.
struct RawTable {
  /// Path as the user would write it.
  let path: String
  /// The file's name, by which the import report speaks of it.
  let name: String
  /// The records below the header, or all of them where the table has none.
  let records: [[String]]
  /// The line of each record.
  let lineNumbers: [Int]
  private let positions: [String: Int]

  /// Reads a table with a header line.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - columns: the columns that it must have; others are ignored.
  /// - Throws: `InputNotFound` for the file, `BadInput` for its syntax and for columns that are missing or stand twice.
  static func read(_ path: String, columns: [String]) throws -> RawTable {
    let raw = try CommaSeparatedRecords.parse(try InputFile.bytes(path), file: path)
    guard let header = raw.records.first?.map(cleaned) else {
      throw BadInput([
        Fault(file: path, line: 1, problem: "the file is empty", remedy: "give the table as it was published")
      ])
    }
    var faults: [Fault] = []
    for column in columns {
      let count = header.count { $0 == column }
      if count == 1 { continue }
      faults.append(
        Fault(
          file: path, line: raw.lineNumbers[0], field: column,
          problem: count == 0 ? "the column is missing" : "the column stands \(count) times in the header",
          remedy: "give the table as it was published, with the columns \(columns.joined(separator: ", "))"))
    }
    for (record, line) in zip(raw.records, raw.lineNumbers).dropFirst() where record.count != header.count {
      faults.append(
        Fault(
          file: path, line: line,
          problem: "the row has \(counted(record.count, "field")) where the header has \(header.count)",
          remedy: "give the table as it was published"))
    }
    guard faults.isEmpty else { throw BadInput(faults) }
    return RawTable(
      path: path, records: Array(raw.records.dropFirst()), lineNumbers: Array(raw.lineNumbers.dropFirst()),
      positions: Dictionary(header.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first }))
  }

  /// Reads a table without a header line.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - fewestFields: the number of fields that each record must have at least.
  /// - Throws: `InputNotFound` for the file, `BadInput` for its syntax and for records that are too short.
  static func read(_ path: String, fewestFields: Int) throws -> RawTable {
    let raw = try CommaSeparatedRecords.parse(try InputFile.bytes(path), file: path)
    var faults: [Fault] = []
    for (record, line) in zip(raw.records, raw.lineNumbers) where record.count < fewestFields {
      faults.append(
        Fault(
          file: path, line: line,
          problem: "the row has \(counted(record.count, "field")) where at least \(fewestFields) are needed",
          remedy: "give the table as it was published"))
    }
    guard faults.isEmpty else { throw BadInput(faults) }
    return RawTable(path: path, records: raw.records, lineNumbers: raw.lineNumbers, positions: [:])
  }

  private init(path: String, records: [[String]], lineNumbers: [Int], positions: [String: Int]) {
    self.path = path
    name = path.split(separator: "/").last.map(String.init) ?? path
    self.records = records
    self.lineNumbers = lineNumbers
    self.positions = positions
  }

  /// A field by its column's name, cleaned of layout.
  func field(_ row: Int, _ column: String) -> String {
    guard let position = positions[column] else { return "" }
    return Self.cleaned(records[row][position])
  }

  /// A field by its position, cleaned of layout.
  func field(_ row: Int, at position: Int) -> String {
    Self.cleaned(records[row][position])
  }

  /// A field by its column's name, as it stands in the file.
  func rawField(_ row: Int, _ column: String) -> String {
    positions[column].map { records[row][$0] } ?? ""
  }

  /// A field as it means: no-break blanks and their HTML spelling are blanks, and blanks around the text don't count.
  static func cleaned(_ text: String) -> String {
    var bytes = Array(text.utf8)
    if bytes.contains(0x26) || bytes.contains(0xC2) {
      let plain = replacing(replacing(bytes, Array("&nbsp;".utf8)), [0xC2, 0xA0])
      bytes = plain
    }
    var range = bytes[...]
    while let first = range.first, first == 0x20 || first == 0x09 { range = range.dropFirst() }
    while let last = range.last, last == 0x20 || last == 0x09 { range = range.dropLast() }
    return range.count == text.utf8.count ? text : String(decoding: range, as: UTF8.self)
  }

  /// Replaces each occurrence of a sequence by one blank.
  private static func replacing(_ bytes: [UInt8], _ sequence: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var position = 0
    while position < bytes.count {
      if bytes[position...].starts(with: sequence) {
        result.append(0x20)
        position += sequence.count
      } else {
        result.append(bytes[position])
        position += 1
      }
    }
    return result
  }
}
