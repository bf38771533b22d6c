// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The records of a comma-separated file before anyone says what the first of them means.
///
/// The grammar is RFC 4180's: fields in quotation marks may hold commas, line breaks and doubled quotation marks. Line
/// breaks may be LF, CRLF or CR, a byte-order mark is skipped, and empty lines are no records.
struct CommaSeparatedRecords {
  /// The fields of each record.
  var records: [[String]] = []
  /// The line on which each record starts, from 1.
  var lineNumbers: [Int] = []

  /// Splits bytes into records.
  ///
  /// - Parameters:
  ///   - bytes: the file's bytes.
  ///   - file: the path to name in faults.
  /// - Throws: every syntactic fault of the file; a quotation mark that is never closed ends the reading.
  static func parse(_ bytes: [UInt8], file: String) throws(BadInput) -> CommaSeparatedRecords {
    if let line = UTF8Text.firstInvalidLine(bytes) {
      throw BadInput([
        Fault(
          file: file, line: line, problem: "the bytes are not valid UTF-8", remedy: "save the file with UTF-8 encoding")
      ])
    }
    var splitter = RecordSplitter(file: file)
    bytes.withUnsafeBufferPointer { splitter.split($0) }
    guard splitter.faults.isEmpty else { throw BadInput(splitter.faults) }
    return splitter.result
  }
}

/// The state of the splitting: one pass over the bytes, no look-ahead beyond one byte.
private struct RecordSplitter {
  static let quote: UInt8 = 0x22
  static let comma: UInt8 = 0x2C
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D

  let file: String
  var result = CommaSeparatedRecords()
  var faults: [Fault] = []
  var fields: [String] = []
  var line = 1
  var recordLine = 1

  init(file: String) {
    self.file = file
  }

  mutating func split(_ bytes: UnsafeBufferPointer<UInt8>) {
    var position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while position < bytes.count {
      recordLine = line
      fields.removeAll(keepingCapacity: true)
      guard let next = record(bytes, from: position) else { return }
      position = next
      result.records.append(fields)
      result.lineNumbers.append(recordLine)
      if fields.count == 1, fields[0].isEmpty, !wasQuoted {
        result.records.removeLast()
        result.lineNumbers.removeLast()
      }
    }
  }

  /// Whether the last field was in quotation marks: `""` alone on a line is a record, an empty line is none.
  private var wasQuoted = false

  /// Reads one record; the position after its line break, or nil where the file can't be read on.
  private mutating func record(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var position = start
    while true {
      if position < bytes.count, bytes[position] == Self.quote {
        guard let next = quotedField(bytes, from: position) else { return nil }
        position = next
        wasQuoted = true
      } else {
        position = plainField(bytes, from: position)
        wasQuoted = false
      }
      guard position < bytes.count else { return position }
      if bytes[position] == Self.comma {
        position += 1
        continue
      }
      line += 1
      let isPair = bytes[position] == Self.carriageReturn && position + 1 < bytes.count
      return position + (isPair && bytes[position + 1] == Self.lineFeed ? 2 : 1)
    }
  }

  private static func endsField(_ byte: UInt8) -> Bool {
    byte == comma || byte == lineFeed || byte == carriageReturn
  }

  /// Reads a field without quotation marks up to the comma or line break that ends it.
  private mutating func plainField(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var end = start
    var hasQuote = false
    while end < bytes.count, !Self.endsField(bytes[end]) {
      if bytes[end] == Self.quote { hasQuote = true }
      end += 1
    }
    if hasQuote {
      faults.append(
        Fault(
          file: file, line: line, field: "field \(fields.count + 1)",
          problem: "a quotation mark stands inside a field that doesn't start with one",
          remedy: "put the whole field in quotation marks and double those inside it"))
    }
    fields.append(String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self))
    return end
  }

  /// Reads a field in quotation marks; nil where the closing mark is missing.
  private mutating func quotedField(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    let openingLine = line
    var content: [UInt8] = []
    var position = start + 1
    while position < bytes.count {
      let byte = bytes[position]
      if byte == Self.quote {
        guard position + 1 < bytes.count, bytes[position + 1] == Self.quote else { break }
        position += 1
      } else if byte == Self.lineFeed || (byte == Self.carriageReturn && !Self.isPair(bytes, at: position)) {
        line += 1
      }
      content.append(byte)
      position += 1
    }
    guard position < bytes.count else {
      faults.append(
        Fault(
          file: file, line: openingLine, field: "field \(fields.count + 1)",
          problem: "the quotation mark that opens the field is never closed", remedy: "add the closing quotation mark"))
      return nil
    }
    position += 1
    if position < bytes.count, !Self.endsField(bytes[position]) {
      faults.append(
        Fault(
          file: file, line: line, field: "field \(fields.count + 1)",
          problem: "text follows the closing quotation mark",
          remedy: "write a comma after the closing quotation mark, or double a mark that belongs to the text"))
      while position < bytes.count, !Self.endsField(bytes[position]) { position += 1 }
    }
    fields.append(String(decoding: content, as: UTF8.self))
    return position
  }

  private static func isPair(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Bool {
    position + 1 < bytes.count && bytes[position + 1] == lineFeed
  }
}
