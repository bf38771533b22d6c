// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A reader of JSON documents that knows the line of every value, for faults that name a place.
struct JSONParser {
  private let bytes: [UInt8]
  private let file: String
  private var position = 0
  private var line = 1
  /// Nesting beyond this is refused before it can exhaust the stack.
  private static let deepestNesting = 100

  /// Reads a document.
  ///
  /// - Parameters:
  ///   - bytes: the whole file, UTF-8.
  ///   - file: the path to name in faults.
  /// - Throws: the first fault; what follows a syntax fault can't be understood.
  static func parse(_ bytes: [UInt8], file: String) throws(BadInput) -> JSONNode {
    if let line = UTF8Text.firstInvalidLine(bytes) {
      throw BadInput([
        Fault(
          file: file, line: line, problem: "the bytes are not valid UTF-8", remedy: "save the file with UTF-8 encoding")
      ])
    }
    var parser = JSONParser(bytes: bytes, file: file)
    do throws(Fault) {
      parser.skipBlanks()
      let node = try parser.value(depth: 0)
      parser.skipBlanks()
      guard parser.position == bytes.count else {
        throw parser.fault("text follows the end of the document", "remove what follows the last bracket")
      }
      return node
    } catch {
      throw BadInput([error])
    }
  }

  private init(bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  private func fault(_ problem: String, _ remedy: String) -> Fault {
    Fault(file: file, line: line, problem: problem, remedy: remedy)
  }

  private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      if byte == 0x0A { line += 1 }
      position += 1
    }
  }

  private mutating func value(depth: Int) throws(Fault) -> JSONNode {
    guard depth < Self.deepestNesting else {
      throw fault("brackets are nested more than \(Self.deepestNesting) deep", "nest less deeply")
    }
    let start = line
    switch byte {
    case 0x7B: return JSONNode(.object(try members(depth: depth)), line: start)
    case 0x5B: return JSONNode(.array(try elements(depth: depth)), line: start)
    case 0x22: return JSONNode(.string(try string()), line: start)
    case 0x2D, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39:
      return JSONNode(.number(try number()), line: start)
    case nil: throw fault("the document ends where a value is expected", "complete the document")
    default:
      for (word, value) in [("true", JSONValue.boolean(true)), ("false", .boolean(false)), ("null", .null)]
      where bytes[position...].starts(with: word.utf8) {
        position += word.utf8.count
        return JSONNode(value, line: start)
      }
      throw fault(
        "a value is expected here", "write a text in quotation marks, a number, true, false, null, [ or {")
    }
  }

  private mutating func members(depth: Int) throws(Fault) -> [JSONValue.JSONMember] {
    var members: [JSONValue.JSONMember] = []
    position += 1
    skipBlanks()
    if byte == 0x7D {
      position += 1
      return members
    }
    while true {
      guard byte == 0x22 else { throw fault("a key is expected here", "write the key in quotation marks") }
      let key = try string()
      guard !members.contains(where: { $0.key == key }) else {
        throw fault("the key \"\(key)\" stands twice in one object", "remove one of the two")
      }
      skipBlanks()
      guard byte == 0x3A else { throw fault("a colon is missing after the key \"\(key)\"", "write a colon") }
      position += 1
      skipBlanks()
      members.append(.init(key: key, node: try value(depth: depth + 1)))
      if try endsList(with: 0x7D, bracket: "}") { return members }
    }
  }

  private mutating func elements(depth: Int) throws(Fault) -> [JSONNode] {
    var nodes: [JSONNode] = []
    position += 1
    skipBlanks()
    if byte == 0x5D {
      position += 1
      return nodes
    }
    while true {
      nodes.append(try value(depth: depth + 1))
      if try endsList(with: 0x5D, bracket: "]") { return nodes }
    }
  }

  /// Passes a comma or the closing bracket; whether it was the bracket.
  private mutating func endsList(with closing: UInt8, bracket: String) throws(Fault) -> Bool {
    skipBlanks()
    guard byte == closing || byte == 0x2C else {
      throw fault(
        "a comma or \(bracket) is missing before this place",
        "write a comma between members and \(bracket) after the last")
    }
    let isClosed = byte == closing
    position += 1
    if !isClosed { skipBlanks() }
    return isClosed
  }

  private mutating func number() throws(Fault) -> String {
    let start = position
    while let byte, (0x30...0x39).contains(byte) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard Double(text) != nil else { throw fault("\"\(text)\" is no number", "write a number such as 12 or -0.5") }
    return text
  }

  private mutating func string() throws(Fault) -> String {
    var content: [UInt8] = []
    position += 1
    while let byte {
      position += 1
      switch byte {
      case 0x22: return String(decoding: content, as: UTF8.self)
      case 0x5C: content.append(contentsOf: try escape().utf8)
      case 0x00...0x1F:
        throw fault(
          "a control character or line break stands inside a text", "write it as \\n or \\t, or close the text")
      default: content.append(byte)
      }
    }
    throw fault("the text is never closed", "add the closing quotation mark")
  }

  private mutating func escape() throws(Fault) -> String {
    let byte = self.byte
    position += 1
    switch byte {
    case 0x22: return "\""
    case 0x5C: return "\\"
    case 0x2F: return "/"
    case 0x62: return "\u{8}"
    case 0x66: return "\u{C}"
    case 0x6E: return "\n"
    case 0x72: return "\r"
    case 0x74: return "\t"
    case 0x75: return try unicodeEscape()
    default: throw fault("the escape after \\ is unknown", "write \\\\ for a backslash")
    }
  }

  private mutating func unicodeEscape() throws(Fault) -> String {
    let first = try fourDigits()
    if let scalar = Unicode.Scalar(first) { return String(scalar) }
    if (0xD800...0xDBFF).contains(first), bytes[position...].starts(with: [0x5C, 0x75]) {
      position += 2
      let second = try fourDigits()
      if (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      {
        return String(scalar)
      }
    }
    throw fault("the \\u escape is half of a pair", "write both halves, or the character itself")
  }

  private mutating func fourDigits() throws(Fault) -> UInt32 {
    guard position + 4 <= bytes.count,
      let number = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else {
      throw fault("a \\u escape needs four hexadecimal digits", "write four digits, for example \\u00e9")
    }
    position += 4
    return number
  }
}
