// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Yams

/// Sets nodes of a composed document before it is read, and remembers where.
struct YAMLChanges {
  /// Path of the document, for messages.
  let document: String
  /// What could not be set.
  private(set) var faults: [Fault] = []
  /// Key paths as messages name them, with the change that set each.
  private(set) var places: [(field: String, change: DocumentChange)] = []

  init(document: String) {
    self.document = document
  }

  /// The document with every change made.
  mutating func applied(_ changes: [DocumentChange], to root: Node) -> Node {
    var node = root
    for change in DocumentChange.inOrder(changes) {
      guard let value = Self.node(of: change.value) else {
        faults.append(
          change.fault(
            in: document, problem: "`\(change.value)` is not a value of YAML",
            remedy: "write one value, list or mapping"))
        continue
      }
      set(value, at: change.path[...], in: &node, field: "", change)
    }
    return node
  }

  /// The node that a text stands for; nil where it is none.
  static func node(of text: String) -> Node? {
    (try? compose(yaml: text)) ?? nil
  }

  private mutating func set(
    _ value: Node, at path: ArraySlice<String>, in node: inout Node, field: String, _ change: DocumentChange
  ) {
    guard let key = path.first else {
      node = value.marked(node.mark)
      places.append((field, change))
      return
    }
    let rest = path.dropFirst()
    switch node {
    case .mapping(var mapping):
      let below = field.isEmpty ? key : field + "." + key
      if let index = mapping.firstIndex(where: { $0.key.scalar?.string == key }) {
        let name = mapping[index].key
        var inner = mapping[index].value
        set(value, at: rest, in: &inner, field: below, change)
        mapping[name] = inner
      } else {
        // What isn't there yet is made: the reader says what is unknown or incomplete.
        var inner = rest.isEmpty ? Node("") : Node([(Node, Node)]())
        set(value, at: rest, in: &inner, field: below, change)
        mapping[Node(key).marked(mapping.mark)] = inner
      }
      node = .mapping(mapping)
    case .sequence(var sequence):
      let chosen = Self.entries(key, of: sequence)
      if chosen.isEmpty { faults.append(missing(key, sequence, field, change)) }
      for index in chosen {
        var inner = sequence[index]
        set(value, at: rest, in: &inner, field: "\(field)[\(index + 1)]", change)
        sequence[index] = inner
      }
      node = .sequence(sequence)
    case .scalar, .alias:
      faults.append(
        change.fault(
          in: document, problem: "`\(field)` of \(document) is a single value, with nothing below it",
          remedy: "set `\(field)` itself"))
    }
  }

  /// Indexes of the entries that a part of a path names.
  private static func entries(_ key: String, of sequence: Node.Sequence) -> [Int] {
    if key == "*" { return Array(sequence.indices) }
    if let number = Int(key), sequence.indices.contains(number - 1) { return [number - 1] }
    return sequence.indices.filter { name(of: sequence[$0]) == key }.prefix(1).map { $0 }
  }

  private static func name(of node: Node) -> String? {
    guard let mapping = node.mapping else { return nil }
    let names = ["id", "name"].compactMap { word in
      mapping.first { $0.key.scalar?.string == word }?.value.scalar?.string
    }
    return names.first
  }

  private func missing(_ key: String, _ sequence: Node.Sequence, _ field: String, _ change: DocumentChange) -> Fault {
    let names = sequence.compactMap { Self.name(of: $0) }
    let near = nearest(to: key, among: names).map { "did you mean `\($0)`? " } ?? ""
    let choice = names.isEmpty ? "" : ", or one of: \(names.joined(separator: ", "))"
    let range =
      sequence.isEmpty ? "the list is empty" : "write `*`, a number from 1 to \(sequence.count)\(choice)"
    return change.fault(
      in: document, problem: "`\(field)` of \(document) has no entry `\(key)`", remedy: near + range)
  }
}

extension Node {
  /// The node as if it stood elsewhere, so that messages name the line of what it takes the place of.
  fileprivate func marked(_ mark: Mark?) -> Node {
    switch self {
    case .scalar(var scalar):
      scalar.mark = mark
      return .scalar(scalar)
    case .mapping(let mapping):
      var result = Node.Mapping(
        mapping.map { ($0.key.marked(mark), $0.value.marked(mark)) }, mapping.tag, mapping.style, nil)
      result.mark = mark
      return .mapping(result)
    case .sequence(let sequence):
      var result = Node.Sequence(sequence.map { $0.marked(mark) }, sequence.tag, sequence.style, nil)
      result.mark = mark
      return .sequence(result)
    case .alias: return self
    }
  }

  /// The node without anchors, which nothing refers to once references are resolved.
  fileprivate var withoutAnchors: Node {
    switch self {
    case .scalar(var scalar):
      scalar.anchor = nil
      return .scalar(scalar)
    case .mapping(let mapping):
      return .mapping(
        Node.Mapping(
          mapping.map { ($0.key.withoutAnchors, $0.value.withoutAnchors) }, mapping.tag, mapping.style, mapping.mark))
    case .sequence(let sequence):
      return .sequence(
        Node.Sequence(sequence.map(\.withoutAnchors), sequence.tag, sequence.style, sequence.mark))
    case .alias: return self
    }
  }
}

extension YAMLReader {
  /// A fault with the change that it rests on, if any does.
  ///
  /// Where the place is one that a change set, above or below it, that change is named; otherwise all of them are, since a
  /// file that is changed was found without fault before.
  func attributed(_ fault: Fault) -> Fault {
    guard fault.file == file, !changes.places.isEmpty else { return fault }
    let field = fault.field ?? ""
    func touches(_ place: String) -> Bool {
      func leads(_ one: String, to other: String) -> Bool {
        other == one || other.hasPrefix(one + ".") || other.hasPrefix(one + "[")
      }
      return leads(place, to: field) || leads(field, to: place)
    }
    let direct = field.isEmpty ? [] : changes.places.filter { touches($0.field) }
    var origins: [String] = []
    for place in direct.isEmpty ? changes.places : direct where !origins.contains(place.change.origin) {
      origins.append(place.change.origin)
    }
    var result = fault
    result.problem += " (set by \(origins.joined(separator: " and ")))"
    return result
  }
}

/// A YAML document with some values set, as text.
public enum ChangedDocument {
  /// The text of a file with changes made; comments and the order of keys that are added aren't kept.
  ///
  /// - Throws: `InputNotFound`, or `BadInput` where the file isn't YAML or a change names nothing.
  public static func yaml(path: String, schema: String, changes: [DocumentChange]) throws -> String {
    let (reader, root) = try YAMLReader.open(path, schema: schema, changes: changes)
    try reader.finish()
    return try serialize(node: .mapping(root.mapping).withoutAnchors, width: -1, allowUnicode: true)
  }

  /// A value of a document on one line, as a change takes it.
  package static func text(of node: Node) -> String? {
    if let scalar = node.scalar {
      let isPlain = scalar.style == .plain || scalar.style == .any
      if isPlain { return scalar.string }
      let read = YAMLChanges.node(of: scalar.string)?.scalar
      let isNull = ["~", "null", "Null", "NULL", ""].contains(scalar.string)
      if read?.string == scalar.string, read?.style == .plain, !isNull { return scalar.string }
    }
    let text = try? serialize(
      node: flowing(node), width: -1, allowUnicode: true, sequenceStyle: .flow, mappingStyle: .flow)
    return text?.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")
  }

  private static func flowing(_ node: Node) -> Node {
    switch node {
    case .scalar(let scalar):
      return .scalar(Node.Scalar(scalar.string, scalar.tag, scalar.style == .plain ? .plain : .doubleQuoted))
    case .mapping(let mapping):
      return .mapping(
        Node.Mapping(mapping.map { (flowing($0.key), flowing($0.value)) }, mapping.tag, .flow))
    case .sequence(let sequence): return .sequence(Node.Sequence(sequence.map { flowing($0) }, sequence.tag, .flow))
    case .alias: return node
    }
  }
}
