// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Verification

extension JSONValue {
  /// One step into a document.
  enum Step: Hashable {
    case member(String)
    case element(Int)
  }

  /// The document as text.
  var written: String {
    switch self {
    case .null: "null"
    case .boolean(let value): "\(value)"
    case .number(let text): text
    case .string(let text): "\"\(text)\""
    case .array(let elements): "[" + elements.map(\.written).joined(separator: ",") + "]"
    case .object(let members): "{" + members.map { "\"\($0.name)\":\($0.value.written)" }.joined(separator: ",") + "}"
    }
  }

  /// Paths of everything within, outermost first.
  var paths: [[Step]] {
    switch self {
    case .array(let elements):
      elements.enumerated().flatMap { index, value in [[.element(index)]] + value.paths.map { [.element(index)] + $0 } }
    case .object(let members):
      members.flatMap { member in
        [[.member(member.name)]] + member.value.paths.map { [.member(member.name)] + $0 }
      }
    default: []
    }
  }

  subscript(path: ArraySlice<Step>) -> JSONValue? {
    guard let step = path.first else { return self }
    switch (step, self) {
    case (.element(let index), .array(let elements)) where elements.indices.contains(index):
      return elements[index][path.dropFirst()]
    case (.member(let name), .object(let members)):
      return members.first { $0.name == name }?.value[path.dropFirst()]
    default: return nil
    }
  }

  /// The document with something else at a path; nil takes away what is there.
  func replacing(_ path: ArraySlice<Step>, with new: JSONValue?) -> JSONValue {
    guard let step = path.first else { return new ?? self }
    let isLast = path.count == 1
    switch (step, self) {
    case (.element(let index), .array(var elements)):
      if isLast, new == nil {
        elements.remove(at: index)
      } else {
        elements[index] = elements[index].replacing(path.dropFirst(), with: new)
      }
      return .array(elements)
    case (.member(let name), .object(let members)):
      return .object(
        members.compactMap { member in
          guard member.name == name else { return member }
          if isLast, new == nil { return nil }
          return Member(name: name, value: member.value.replacing(path.dropFirst(), with: new))
        })
    default: return self
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  /// Makes a string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// Makes a number.
  public init(integerLiteral value: Int) { self = .number("\(value)") }
  /// Makes an array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// Makes an object, members in order.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member(name: $0.0, value: $0.1) })
  }

  static func whole(_ value: Int) -> JSONValue { .number("\(value)") }
  static func sum(_ values: [Int]) -> JSONValue { .whole(values.reduce(0, +)) }
}
