// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A number of a JSON text, with the keys that lead to it.
struct NumberInText {
  /// Keys and indexes, joined by dots.
  var path: String
  /// The keys alone, `[]` for a list: what kind of number it is.
  var kind: String
  var range: Range<Int>
  var text: String

  /// Every number of a JSON text, in order.
  static func all(in bytes: [UInt8]) -> [NumberInText] {
    var found: [NumberInText] = []
    var stack: [(key: String?, index: Int?)] = []
    var last = ""
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "{"): stack.append((nil, nil))
      case UInt8(ascii: "["): stack.append((nil, 0))
      case UInt8(ascii: "}"), UInt8(ascii: "]"): stack.removeLast()
      case UInt8(ascii: ","):
        if let number = stack[stack.count - 1].index { stack[stack.count - 1].index = number + 1 }
      case UInt8(ascii: ":"): stack[stack.count - 1].key = last
      case UInt8(ascii: "\""):
        let start = index + 1
        index += 1
        while bytes[index] != UInt8(ascii: "\"") { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
        last = String(decoding: bytes[start..<index], as: UTF8.self)
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        let start = index
        while index + 1 < bytes.count, "0123456789+-.eE".utf8.contains(bytes[index + 1]) { index += 1 }
        found.append(
          NumberInText(
            path: stack.map { $0.key ?? $0.index.map(String.init) ?? "" }.joined(separator: "."),
            kind: stack.map { $0.key ?? "[]" }.joined(separator: "."), range: start..<index + 1,
            text: String(decoding: bytes[start...index], as: UTF8.self)))
      default: break
      }
      index += 1
    }
    return found
  }

  /// The text with another number in its place.
  func replaced(by number: String, in bytes: [UInt8]) -> [UInt8] {
    Array(bytes[..<range.lowerBound]) + Array(number.utf8) + Array(bytes[range.upperBound...])
  }

  /// A number that is not this one and could stand in its place.
  var another: String {
    if let whole = Int(text) { return String(whole + 1) }
    return Double(text).map { "\($0 / 2 + 0.125)" } ?? "1"
  }
}
