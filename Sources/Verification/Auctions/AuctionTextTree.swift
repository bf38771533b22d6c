// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads `auction.yaml` in the form in which it is written: block mappings and lists by indentation, flow mappings and lists
/// on one line, plain and double-quoted scalars. Every scalar becomes a text.
///
/// The verifier has a reader of its own, so that a fault in the writer's twin can't hide itself. It is no reader of YAML:
/// anchors, tags, comments and folded texts are refused.
struct AuctionTextTree {
  /// What stands in the way of reading, with its line.
  struct Malformed: Error {
    var line: Int
    var problem: String
  }

  private struct Line {
    var number: Int
    var indent: Int
    var text: [UInt8]
  }

  private var lines: [Line] = []
  private var position = 0
  private static let greatestDepth = 16

  /// The tree of a file.
  static func read(_ bytes: [UInt8]) throws(Malformed) -> JSONValue {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw Malformed(line: 1, problem: "is not UTF-8") }
    var tree = AuctionTextTree()
    for (index, text) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      let indent = text.prefix { $0 == UInt8(ascii: " ") }.count
      if indent < text.count {
        tree.lines.append(Line(number: index + 1, indent: indent, text: Array(text.dropFirst(indent))))
      }
    }
    let value = try tree.block(indent: 0, depth: 0)
    guard tree.position == tree.lines.count else {
      throw Malformed(line: tree.lines[tree.position].number, problem: "is indented in a way that nothing explains")
    }
    return value
  }

  private mutating func block(indent: Int, depth: Int) throws(Malformed) -> JSONValue {
    guard depth < Self.greatestDepth else { throw Malformed(line: lineNumber, problem: "is nested too deeply") }
    guard position < lines.count, lines[position].indent == indent else {
      throw Malformed(line: lineNumber, problem: "lacks an entry")
    }
    return Self.isItem(lines[position].text)
      ? try list(indent: indent, depth: depth) : try mapping(indent: indent, depth: depth)
  }

  private var lineNumber: Int { lines.isEmpty ? 1 : lines[min(position, lines.count - 1)].number }

  private static func isItem(_ text: [UInt8]) -> Bool {
    text.count > 1 && text[0] == UInt8(ascii: "-") && text[1] == UInt8(ascii: " ")
  }

  private mutating func list(indent: Int, depth: Int) throws(Malformed) -> JSONValue {
    var elements: [JSONValue] = []
    while position < lines.count, lines[position].indent == indent, Self.isItem(lines[position].text) {
      let rest = Array(lines[position].text.dropFirst(2))
      if rest.first == UInt8(ascii: "{") || rest.first == UInt8(ascii: "[") || Self.key(of: rest) == nil {
        elements.append(try FlowReader.value(rest, line: lines[position].number))
        position += 1
      } else {
        lines[position].indent = indent + 2
        lines[position].text = rest
        elements.append(try block(indent: indent + 2, depth: depth + 1))
      }
    }
    return .array(elements)
  }

  private mutating func mapping(indent: Int, depth: Int) throws(Malformed) -> JSONValue {
    var members: [JSONValue.Member] = []
    while position < lines.count, lines[position].indent == indent, !Self.isItem(lines[position].text) {
      let line = lines[position]
      guard let (name, rest) = Self.key(of: line.text) else {
        throw Malformed(line: line.number, problem: "lacks a key")
      }
      guard !members.contains(where: { isSame($0.name, name) }) else {
        throw Malformed(line: line.number, problem: "has the key `\(name)` twice")
      }
      position += 1
      if rest.isEmpty {
        guard position < lines.count, lines[position].indent > indent else {
          throw Malformed(line: line.number, problem: "has a key without a value")
        }
        members.append(.init(name: name, value: try block(indent: lines[position].indent, depth: depth + 1)))
      } else {
        members.append(.init(name: name, value: try FlowReader.value(rest, line: line.number)))
      }
    }
    return .object(members)
  }

  /// A plain key of letters and hyphens, and what follows the colon.
  private static func key(of text: [UInt8]) -> (name: String, rest: [UInt8])? {
    let name = text.prefix {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
    guard !name.isEmpty, name.count < text.count, text[name.count] == UInt8(ascii: ":") else { return nil }
    let rest = text.dropFirst(name.count + 1)
    guard rest.isEmpty || rest.first == UInt8(ascii: " ") else { return nil }
    return (String(decoding: name, as: UTF8.self), Array(rest.drop { $0 == UInt8(ascii: " ") }))
  }
}

/// Reads a value that stands on one line.
private struct FlowReader {
  let bytes: [UInt8]
  let line: Int
  var position = 0

  static func value(_ bytes: [UInt8], line: Int) throws(AuctionTextTree.Malformed) -> JSONValue {
    var reader = FlowReader(bytes: bytes, line: line)
    let value = try reader.value(depth: 0, isNested: false)
    reader.skip()
    guard reader.position == bytes.count else { throw reader.fault("has something after its value") }
    return value
  }

  private func fault(_ problem: String) -> AuctionTextTree.Malformed { .init(line: line, problem: problem) }

  private mutating func skip() {
    while position < bytes.count, bytes[position] == UInt8(ascii: " ") { position += 1 }
  }

  private mutating func takes(_ character: Unicode.Scalar) -> Bool {
    skip()
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int, isNested: Bool) throws(AuctionTextTree.Malformed) -> JSONValue {
    guard depth < 8 else { throw fault("is nested too deeply") }
    if takes("{") { return try mapping(depth: depth) }
    if takes("[") { return try list(depth: depth) }
    return .string(try scalar(isNested: isNested))
  }

  private mutating func list(depth: Int) throws(AuctionTextTree.Malformed) -> JSONValue {
    var elements: [JSONValue] = []
    if takes("]") { return .array(elements) }
    while true {
      elements.append(try value(depth: depth + 1, isNested: true))
      if takes("]") { return .array(elements) }
      guard takes(",") else { throw fault("lacks a comma or a closing bracket") }
    }
  }

  private mutating func mapping(depth: Int) throws(AuctionTextTree.Malformed) -> JSONValue {
    var members: [JSONValue.Member] = []
    if takes("}") { return .object(members) }
    while true {
      let name = try scalar(isNested: true)
      guard !members.contains(where: { isSame($0.name, name) }) else { throw fault("has the key `\(name)` twice") }
      guard takes(":") else { throw fault("lacks a colon") }
      members.append(.init(name: name, value: try value(depth: depth + 1, isNested: true)))
      if takes("}") { return .object(members) }
      guard takes(",") else { throw fault("lacks a comma or a closing brace") }
    }
  }

  private mutating func scalar(isNested: Bool) throws(AuctionTextTree.Malformed) -> String {
    if takes("\"") { return try quoted() }
    let start = position
    let ends = Array(",:{}[]\"#&*!|>'".utf8)
    while position < bytes.count, !ends.contains(bytes[position]), !isNested || bytes[position] != UInt8(ascii: " ") {
      position += 1
    }
    guard position > start else { throw fault("lacks a value") }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func quoted() throws(AuctionTextTree.Malformed) -> String {
    var content: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: content, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        content.append(byte)
        continue
      }
      guard position < bytes.count else { break }
      let mark = bytes[position]
      position += 1
      switch mark {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): content.append(mark)
      case UInt8(ascii: "n"): content.append(10)
      case UInt8(ascii: "t"): content.append(9)
      case UInt8(ascii: "x"):
        let digits = bytes[position...].prefix(2)
        guard digits.count == 2, let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 16), code < 128 else {
          throw fault("has an unknown escape")
        }
        content.append(code)
        position += 2
      default: throw fault("has an unknown escape")
      }
    }
    throw fault("has a text that is never closed")
  }
}
