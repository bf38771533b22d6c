// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Lays JSON out for reading and for comparing versions: keys in the order of their bytes, small things on one line.
///
/// An array of numbers (however deep) stands on one line without blanks; anything else stands on one line as long as it
/// fits, and otherwise one member a line. The layout depends on the content alone.
struct JSONLayout {
  /// The longest text that is kept on one line.
  private static let lineLimit = 260

  /// A part of the document.
  private indirect enum Node {
    case scalar(Range<Int>, isNumber: Bool)
    case array([Node], width: Int, isNumeric: Bool)
    case object([(key: Range<Int>, value: Node)], width: Int)

    /// Length on one line.
    var width: Int {
      switch self {
      case .scalar(let range, _): range.count
      case .array(_, let width, _), .object(_, let width): width
      }
    }

    /// Whether it is a number or an array of nothing but numbers.
    var isNumeric: Bool {
      switch self {
      case .scalar(_, let isNumber): isNumber
      case .array(_, _, let isNumeric): isNumeric
      case .object: false
      }
    }
  }

  private let bytes: [UInt8]
  private var position = 0
  private var output: [UInt8] = []

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    output.reserveCapacity(bytes.count + bytes.count / 4)
  }

  /// A value as a document: keys in snake case and sorted, shortest numbers that read back the same.
  ///
  /// - Throws: `EncodingError` where a number is not finite.
  static func text(encoding value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return text(of: [UInt8](try encoder.encode(value)))
  }

  /// The same document, laid out, with a line break at its end.
  ///
  /// - Parameter compact: valid JSON without blanks between its parts.
  static func text(of compact: [UInt8]) -> [UInt8] {
    var layout = JSONLayout(compact)
    let root = layout.node()
    layout.write(root, indentation: 0)
    layout.output.append(UInt8(ascii: "\n"))
    return layout.output
  }

  // MARK: - Reading

  private mutating func node() -> Node {
    switch current {
    case UInt8(ascii: "["): return array()
    case UInt8(ascii: "{"): return object()
    case UInt8(ascii: "\""): return .scalar(string(), isNumber: false)
    default: return word()
    }
  }

  private var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

  private mutating func array() -> Node {
    var items: [Node] = []
    position += 1
    while position < bytes.count, current != UInt8(ascii: "]") {
      items.append(node())
      if current == UInt8(ascii: ",") { position += 1 }
    }
    position += 1
    let isNumeric = items.allSatisfy(\.isNumeric)
    let separators = max(0, items.count - 1) * (isNumeric ? 1 : 2)
    return .array(items, width: items.reduce(2 + separators) { $0 + $1.width }, isNumeric: isNumeric)
  }

  private mutating func object() -> Node {
    var members: [(key: Range<Int>, value: Node)] = []
    position += 1
    while position < bytes.count, current != UInt8(ascii: "}") {
      let key = string()
      position += 1
      members.append((key, node()))
      if current == UInt8(ascii: ",") { position += 1 }
    }
    position += 1
    members.sort { bytes[$0.key].lexicographicallyPrecedes(bytes[$1.key]) }
    let separators = max(0, members.count - 1) * 2
    return .object(members, width: members.reduce(2 + separators) { $0 + $1.key.count + 2 + $1.value.width })
  }

  private mutating func string() -> Range<Int> {
    let start = position
    position += 1
    while position < bytes.count, current != UInt8(ascii: "\"") {
      position += current == UInt8(ascii: "\\") ? 2 : 1
    }
    position = min(position + 1, bytes.count)
    return start..<position
  }

  private mutating func word() -> Node {
    let start = position
    while position < bytes.count, !Self.endsWord(current) { position += 1 }
    if position == start { position += 1 }
    let range = start..<min(position, bytes.count)
    let isNumber = range.first.map { bytes[$0] == UInt8(ascii: "-") || (48...57).contains(bytes[$0]) } ?? false
    return .scalar(range, isNumber: isNumber)
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
  }

  // MARK: - Writing

  private mutating func write(_ node: Node, indentation: Int) {
    let isOneLine = node.isNumeric || indentation + node.width <= Self.lineLimit
    switch node {
    case .scalar(let range, _):
      output += bytes[range]
    case .array(let items, _, let isNumeric):
      output.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        separate(isFirst: index == 0, isOneLine: isOneLine, blank: !isNumeric, indentation: indentation + 1)
        write(item, indentation: indentation + 1)
      }
      close(UInt8(ascii: "]"), isOneLine: isOneLine || items.isEmpty, indentation: indentation)
    case .object(let members, _):
      output.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        separate(isFirst: index == 0, isOneLine: isOneLine, blank: true, indentation: indentation + 1)
        output += bytes[member.key]
        output += [UInt8(ascii: ":"), UInt8(ascii: " ")]
        write(member.value, indentation: indentation + 1)
      }
      close(UInt8(ascii: "}"), isOneLine: isOneLine || members.isEmpty, indentation: indentation)
    }
  }

  private mutating func separate(isFirst: Bool, isOneLine: Bool, blank: Bool, indentation: Int) {
    if !isFirst { output.append(UInt8(ascii: ",")) }
    if !isOneLine {
      breakLine(indentation)
    } else if !isFirst, blank {
      output.append(UInt8(ascii: " "))
    }
  }

  private mutating func close(_ bracket: UInt8, isOneLine: Bool, indentation: Int) {
    if !isOneLine { breakLine(indentation) }
    output.append(bracket)
  }

  private mutating func breakLine(_ indentation: Int) {
    output.append(UInt8(ascii: "\n"))
    output += [UInt8](repeating: UInt8(ascii: " "), count: indentation)
  }
}
