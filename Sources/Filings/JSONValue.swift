// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A value of a JSON document (RFC 8259), with object members in the order of the text.
enum JSONValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  /// The digits as written, so that nothing is rounded.
  case number(String)
  case string(String)
  case array([JSONNode])
  case object([JSONMember])

  /// A member of an object.
  struct JSONMember: Hashable, Sendable {
    var key: String
    var node: JSONNode
  }

  /// An integer value.
  static func integer(_ value: Int) -> JSONValue { .number(String(value)) }

  /// An array of values that have no place in a text yet.
  static func list(_ values: [JSONValue]) -> JSONValue { .array(values.map { JSONNode($0) }) }

  /// An object of members that have no place in a text yet, in the order given.
  static func members(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(members.map { JSONMember(key: $0.0, node: JSONNode($0.1)) })
  }

  /// The value as text: two blanks of indentation, one member or element a line, a line break at the end.
  func serialised() -> String {
    var text = ""
    write(to: &text, indentation: 0)
    return text + "\n"
  }

  private func write(to text: inout String, indentation: Int) {
    switch self {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .number(let digits): text += digits
    case .string(let value): Self.write(value, to: &text)
    case .array(let nodes):
      Self.write(nodes.map { (nil, $0.value) }, between: ("[", "]"), to: &text, indentation: indentation)
    case .object(let members):
      Self.write(members.map { ($0.key, $0.node.value) }, between: ("{", "}"), to: &text, indentation: indentation)
    }
  }

  private static func write(
    _ items: [(String?, JSONValue)], between brackets: (String, String), to text: inout String, indentation: Int
  ) {
    text += brackets.0
    for (position, item) in items.enumerated() {
      text += position == 0 ? "\n" : ",\n"
      text += String(repeating: " ", count: indentation + 2)
      if let key = item.0 {
        write(key, to: &text)
        text += ": "
      }
      item.1.write(to: &text, indentation: indentation + 2)
    }
    if !items.isEmpty { text += "\n" + String(repeating: " ", count: indentation) }
    text += brackets.1
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

/// A value and the line of the text on which it starts.
struct JSONNode: Hashable, Sendable {
  var value: JSONValue
  /// From 1; nil for a value that was not read.
  var line: Int?

  init(_ value: JSONValue, line: Int? = nil) {
    self.value = value
    self.line = line
  }

  /// The member of an object by its key; nil where there is none or the value is no object.
  subscript(key key: String) -> JSONNode? {
    guard case .object(let members) = value else { return nil }
    return members.first { $0.key == key }?.node
  }

  /// The string, where the value is one.
  var string: String? {
    guard case .string(let text) = value else { return nil }
    return text
  }

  /// The elements, where the value is an array.
  var elements: [JSONNode]? {
    guard case .array(let nodes) = value else { return nil }
    return nodes
  }
}
