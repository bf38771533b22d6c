// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A JSON document, kept as it is written: numbers as text, members in order.
///
/// Certificates are read from strangers. The reader limits depth, refuses members that stand twice, and never turns a
/// number into a binary fraction.
indirect enum JSONValue {
  case null
  case boolean(Bool)
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// A member of an object.
  struct Member {
    var name: String
    var value: JSONValue
  }

  /// What stands in the way of reading, with its line.
  struct Malformed: Error {
    var line: Int
    var problem: String
  }

  /// Reads a document.
  init(bytes: [UInt8]) throws(Malformed) {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw Malformed(line: 1, problem: "is not UTF-8") }
    var reader = JSONReader(bytes: bytes)
    self = try reader.document()
  }

  /// The value of a member, where this is an object that has it and it isn't null.
  func member(_ name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    guard let value = members.first(where: { isSame($0.name, name) })?.value else { return nil }
    if case .null = value { return nil }
    return value
  }

  /// The text, where this is a string.
  var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The whole number, where this is one, is written as one and fits.
  var integer: Int? {
    guard case .number(let text) = self else { return nil }
    return wholeNumber(text)
  }

  /// The value of a member, null included.
  func entry(_ name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { isSame($0.name, name) }?.value
  }

  /// The finite number, where this is one.
  var double: Double? {
    guard case .number(let text) = self, let number = Double(text), number.isFinite else { return nil }
    return number
  }

  /// True or false, where this is one of them.
  var boolean: Bool? {
    guard case .boolean(let value) = self else { return nil }
    return value
  }

  /// Whether this is null.
  var isNull: Bool {
    if case .null = self { return true }
    return false
  }

  /// The value in a few words, for findings.
  var brief: String {
    switch self {
    case .null: "null"
    case .boolean(let value): "\(value)"
    case .number(let text): text
    case .string(let text): "`\(text.count > 80 ? text.prefix(80) + "…" : text)`"
    case .array(let elements): "a list of \(elements.count)"
    case .object: "an object"
    }
  }

  /// The elements, where this is an array.
  var elements: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The members, where this is an object.
  var members: [Member]? {
    guard case .object(let members) = self else { return nil }
    return members
  }
}

/// A whole number in its only spelling: no plus sign, no leading zeros, no minus zero.
func wholeNumber(_ text: String) -> Int? {
  guard let number = Int(text), isSame(String(number), text) else { return nil }
  return number
}

/// Reads JSON by recursive descent over bytes.
private struct JSONReader {
  let bytes: [UInt8]
  var position = 0
  var line = 1
  static let greatestDepth = 64

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSONValue.Malformed) -> JSONValue {
    let value = try value(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw fault("has something after its end") }
    return value
  }

  private func fault(_ problem: String) -> JSONValue.Malformed {
    JSONValue.Malformed(line: line, problem: problem)
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
      default: return
      }
      position += 1
    }
  }

  private mutating func takes(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSONValue.Malformed) -> JSONValue {
    guard depth < Self.greatestDepth else { throw fault("is nested too deeply") }
    skipSpace()
    guard position < bytes.count else { throw fault("ends too early") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(JSONValue.Malformed) -> JSONValue {
    guard bytes[position...].starts(with: word.utf8) else { throw fault("has an unknown word") }
    position += word.utf8.count
    return value
  }

  private mutating func object(depth: Int) throws(JSONValue.Malformed) -> JSONValue {
    position += 1
    var members: [JSONValue.Member] = []
    var names: Set<[UInt8]> = []
    skipSpace()
    if takes("}") { return .object(members) }
    while true {
      skipSpace()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw fault("lacks a member's name") }
      let name = try string()
      guard names.insert(Array(name.utf8)).inserted else { throw fault("has the member `\(name)` twice") }
      skipSpace()
      guard takes(":") else { throw fault("lacks a colon") }
      members.append(JSONValue.Member(name: name, value: try value(depth: depth + 1)))
      skipSpace()
      if takes("}") { return .object(members) }
      guard takes(",") else { throw fault("lacks a comma or a closing brace") }
    }
  }

  private mutating func array(depth: Int) throws(JSONValue.Malformed) -> JSONValue {
    position += 1
    var elements: [JSONValue] = []
    skipSpace()
    if takes("]") { return .array(elements) }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if takes("]") { return .array(elements) }
      guard takes(",") else { throw fault("lacks a comma or a closing bracket") }
    }
  }

  private mutating func number() throws(JSONValue.Malformed) -> JSONValue {
    let start = position
    _ = takes("-")
    let whole = digits()
    guard whole > 0, whole == 1 || bytes[position - whole] != UInt8(ascii: "0") else { throw fault("has no value") }
    if takes("."), digits() == 0 { throw fault("has a number without digits") }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if !takes("+") { _ = takes("-") }
      guard digits() > 0 else { throw fault("has an exponent without digits") }
    }
    return .number(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private mutating func digits() -> Int {
    let start = position
    while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) { position += 1 }
    return position - start
  }

  private mutating func string() throws(JSONValue.Malformed) -> String {
    position += 1
    var content: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
      case UInt8(ascii: "\\"): content.append(contentsOf: try escape())
      case 0..<0x20: throw fault("has a control character in a string")
      default: content.append(byte)
      }
    }
    throw fault("has a string that is never closed")
  }

  private mutating func escape() throws(JSONValue.Malformed) -> [UInt8] {
    guard position < bytes.count else { throw fault("ends within a string") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): break
    default: throw fault("has an unknown escape")
    }
    var code = try hexadecimal()
    if (0xD800..<0xDC00).contains(code), takes("\\"), takes("u") {
      let low = try hexadecimal()
      guard (0xDC00..<0xE000).contains(low) else { throw fault("has half a surrogate pair") }
      code = 0x10000 + (code - 0xD800) * 0x400 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw fault("has half a surrogate pair") }
    return Array(String(Character(scalar)).utf8)
  }

  private mutating func hexadecimal() throws(JSONValue.Malformed) -> UInt32 {
    guard position + 4 <= bytes.count else { throw fault("ends within a string") }
    var code: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw fault("has an unknown escape") }
      code = code * 16 + UInt32(digit)
    }
    position += 4
    return code
  }
}
