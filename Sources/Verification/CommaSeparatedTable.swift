// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A comma-separated table as RFC 4180 describes it, read strictly.
///
/// The verifier has a reader of its own, so that a fault in the writer's twin can't hide itself.
struct CommaSeparatedTable {
  /// A record with the line on which it starts.
  struct Record {
    var line: Int
    var cells: [String]
  }

  /// What stands in the way of reading, with its line.
  struct Malformed: Error {
    var line: Int
    var problem: String
  }

  var records: [Record]

  init(bytes: [UInt8]) throws(Malformed) {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw Malformed(line: 1, problem: "is not UTF-8")
    }
    var records: [Record] = []
    var position = 0
    var line = 1
    while position < bytes.count {
      var record = Record(line: line, cells: [])
      var isLast = false
      while !isLast {
        let cell = try Self.cell(bytes, &position, &line)
        record.cells.append(cell)
        guard position < bytes.count else { break }
        switch bytes[position] {
        case Self.comma: position += 1
        case Self.carriageReturn where position + 1 < bytes.count && bytes[position + 1] == Self.lineFeed:
          position += 2
          isLast = true
        case Self.lineFeed:
          position += 1
          isLast = true
        default:
          throw Malformed(line: line, problem: "has a character after a closing quotation mark")
        }
        // A comma at the very end opens one more, empty cell.
        if !isLast, position == bytes.count { record.cells.append("") }
        if !isLast, position == bytes.count { break }
      }
      line += 1
      records.append(record)
    }
    self.records = records
  }

  private static let comma = UInt8(ascii: ",")
  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  private static func cell(_ bytes: [UInt8], _ position: inout Int, _ line: inout Int) throws(Malformed) -> String {
    var content: [UInt8] = []
    guard position < bytes.count, bytes[position] == quote else {
      while position < bytes.count, bytes[position] != comma, bytes[position] != lineFeed {
        if bytes[position] == carriageReturn, position + 1 < bytes.count, bytes[position + 1] == lineFeed { break }
        guard bytes[position] != quote else {
          throw Malformed(line: line, problem: "has a quotation mark inside a bare cell")
        }
        content.append(bytes[position])
        position += 1
      }
      return String(decoding: content, as: UTF8.self)
    }
    let start = line
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == quote {
        guard position < bytes.count, bytes[position] == quote else {
          return String(decoding: content, as: UTF8.self)
        }
        position += 1
      } else if byte == lineFeed {
        line += 1
      }
      content.append(byte)
    }
    throw Malformed(line: start, problem: "has a quotation mark that is never closed")
  }
}
