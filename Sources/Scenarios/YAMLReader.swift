// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Yams

/// Reads one YAML file key by key, and collects every fault with its line.
///
/// A getter that finds a fault records it and returns nil or the default, so that one run shows a user all that is wrong.
package final class YAMLReader {
  /// A mapping inside the document, with the key path that leads to it.
  package struct Section {
    package var mapping: Node.Mapping
    package var path: String
    package var line: Int?
  }

  package let file: String
  package private(set) var faults: [Fault] = []
  /// What was set in the document before it was read.
  private(set) var changes: YAMLChanges

  /// Reads and parses a file, whose first line should name a schema.
  ///
  /// - Parameter changes: what is set in it before it is read; faults that rest on a change name it.
  /// - Throws: `InputNotFound` where it can't be read, `BadInput` where it isn't YAML or not a mapping.
  package static func open(
    _ path: String, schema: String, changes: [DocumentChange] = []
  ) throws -> (YAMLReader, Section) {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      var isDirectory: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      let reason = !exists ? "no such file" : isDirectory.boolValue ? "is a directory" : "can't be read"
      throw InputNotFound(path: path, reason: reason)
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw BadInput([Fault(file: path, problem: "is not UTF-8 text", remedy: "save the file as UTF-8")])
    }
    let reader = YAMLReader(file: path)
    var root = try reader.root(of: text, schema: schema)
    if !changes.isEmpty {
      if let mapping = reader.changes.applied(changes, to: .mapping(root.mapping)).mapping { root.mapping = mapping }
      reader.faults += reader.changes.faults
    }
    return (reader, root)
  }

  private init(file: String) {
    self.file = file
    changes = YAMLChanges(document: file)
  }

  private func root(of text: String, schema: String) throws -> Section {
    if let line = YAMLReferences.lineOfExcess(in: text) {
      throw BadInput([
        Fault(
          file: file, line: line,
          problem: "is one reference (`*name`) more than the \(YAMLReferences.most) allowed in a file",
          remedy: "write the values out in place of references")
      ])
    }
    let node: Node?
    do {
      node = try compose(yaml: text)
    } catch let error as YamlError {
      throw BadInput([fault(of: error)])
    }
    guard let mapping = node?.mapping else {
      throw BadInput([
        Fault(
          file: file, line: node?.mark?.line,
          problem: node == nil ? "is empty" : "is not a mapping of keys to values",
          remedy: "start the file with the line `orbitshare: \(schema)`, and write one key a line below")
      ])
    }
    return Section(mapping: mapping, path: "", line: node?.mark?.line)
  }

  private func fault(of error: YamlError) -> Fault {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
      var begun = ""
      if let start = context?.mark.line, start != mark.line, start > 0 { begun = ", in what begins on line \(start)" }
      return Fault(
        file: file, line: mark.line, problem: "is not YAML: \(problem)\(begun)", remedy: remedy(against: problem))
    case .composer(let context, let problem, let mark, _):
      let start = context.map { $0.text + " " } ?? ""
      return Fault(file: file, line: mark.line, problem: "is not YAML: \(start)\(problem)", remedy: "mend this line")
    case .reader(let problem, let offset, _, let yaml):
      let line = offset.map { offset in yaml.utf8.prefix(offset).reduce(1) { $0 + ($1 == 10 ? 1 : 0) } }
      return Fault(file: file, line: line, problem: "is not YAML: \(problem)", remedy: "mend this line")
    case .duplicatedKeysInMapping(let duplicates, let context):
      return Fault(
        file: file, line: context.mark.line, field: duplicates.sorted().joined(separator: ", "),
        problem: "the key stands twice in the mapping that begins on this line", remedy: "keep one of them")
    default:
      return Fault(file: file, problem: "is not YAML: \(error)", remedy: "mend the file")
    }
  }

  private func remedy(against problem: String) -> String {
    if problem.contains("tab character") || problem.contains("cannot start any token") {
      return "indent with blanks, not with tabs, and put a value with special characters in quotation marks"
    }
    if problem.contains("mapping values are not allowed") {
      return "put a value that contains `: ` in quotation marks, and write one key a line"
    }
    return "mend this line, or close the bracket or quotation mark that is open there"
  }

  // MARK: - Faults

  /// Records a fault at a key of a section.
  package func report(_ section: Section, _ key: String?, problem: String, remedy: String) {
    let node = key.flatMap { value($0, in: section) }
    let field = [section.path, key ?? ""].filter { !$0.isEmpty }.joined(separator: ".")
    faults.append(
      Fault(
        file: file, line: node?.mark?.line ?? section.line, field: field.isEmpty ? nil : field, problem: problem,
        remedy: remedy))
  }

  /// Records a fault of another file that this one names.
  package func report(_ fault: Fault) { faults.append(fault) }

  /// How many faults were recorded so far.
  package var faultCount: Int { faults.count }

  /// Throws what was collected, if anything.
  package func finish() throws {
    if !faults.isEmpty {
      // The document itself first, then the files that it names.
      func rank(_ fault: Fault) -> (Int, String, Int, String) {
        (fault.file == file ? 0 : 1, fault.file, fault.line ?? 0, fault.field ?? "")
      }
      throw BadInput(faults.map { attributed($0) }.sorted { rank($0) < rank($1) })
    }
  }

  /// Reports every key that isn't among the known ones, with the nearest known name.
  package func allow(_ known: [String], in section: Section) {
    for key in section.mapping.keys {
      guard let name = key.scalar?.string else {
        faults.append(
          Fault(
            file: file, line: key.mark?.line, field: section.path.isEmpty ? nil : section.path,
            problem: "a key is not a plain word", remedy: "known keys: \(known.joined(separator: ", "))"))
        continue
      }
      if known.contains(name) { continue }
      let near = nearest(to: name, among: known)
      faults.append(
        Fault(
          file: file, line: key.mark?.line, field: [section.path, name].filter { !$0.isEmpty }.joined(separator: "."),
          problem: "unknown key",
          remedy: near.map { "did you mean `\($0)`?" } ?? "known keys: \(known.joined(separator: ", "))"))
    }
  }

  // MARK: - Getters

  /// The node of a key, if the key is there.
  package func value(_ key: String, in section: Section) -> Node? {
    for (name, node) in section.mapping where name.scalar?.string == key { return node }
    return nil
  }

  /// The line of a key's value, if the key is there.
  package func line(_ key: String, in section: Section) -> Int? {
    value(key, in: section)?.mark?.line
  }

  /// A section below this one; nil if absent.
  package func section(_ key: String, in parent: Section) -> Section? {
    guard let node = value(key, in: parent) else { return nil }
    guard let mapping = node.mapping else {
      report(parent, key, problem: "is not a mapping", remedy: "write keys and values below `\(key):`")
      return nil
    }
    return Section(mapping: mapping, path: join(parent, key), line: node.mark?.line)
  }

  /// The sections of a sequence of mappings; nil if the key is absent.
  package func sections(_ key: String, in parent: Section) -> [Section]? {
    guard let node = value(key, in: parent) else { return nil }
    guard let sequence = node.sequence else {
      report(parent, key, problem: "is not a list", remedy: "write one entry a line, each after `- `")
      return nil
    }
    var result: [Section] = []
    for (number, entry) in sequence.enumerated() {
      let path = "\(join(parent, key))[\(number + 1)]"
      if let mapping = entry.mapping {
        result.append(Section(mapping: mapping, path: path, line: entry.mark?.line))
      } else {
        faults.append(
          Fault(
            file: file, line: entry.mark?.line, field: path, problem: "is not a mapping",
            remedy: "write keys and values after the `-`"))
      }
    }
    return result
  }

  /// The text of a scalar; `example` is what a message on its absence shows.
  package func text(_ key: String, in section: Section, required: Bool = false, example: String = "…") -> String? {
    guard let node = value(key, in: section) else {
      if required {
        report(section, nil, problem: "`\(key)` is missing", remedy: "add `\(key): \(example)`")
      }
      return nil
    }
    guard let scalar = node.scalar else {
      report(section, key, problem: "is not a single value", remedy: "write one value after `\(key):`")
      return nil
    }
    let isNull = scalar.style == .plain && ["~", "null", "Null", "NULL"].contains(scalar.string)
    guard !scalar.string.isEmpty, !isNull else {
      report(section, key, problem: "has no value", remedy: "write one value after `\(key):`")
      return nil
    }
    return scalar.string
  }

  /// A whole number within a range.
  package func integer(_ key: String, in section: Section, range: ClosedRange<Int>, required: Bool = false) -> Int? {
    guard let text = text(key, in: section, required: required) else { return nil }
    let remedy = "write a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let number = Int(text) else {
      let isTooLong = text.drop(while: { $0 == "-" }).utf8.allSatisfy { (48...57).contains($0) } && text.count > 18
      report(
        section, key, problem: isTooLong ? "\(text) is out of range" : "`\(text)` is not a whole number", remedy: remedy
      )
      return nil
    }
    guard range.contains(number) else {
      report(section, key, problem: "\(number) is out of range", remedy: remedy)
      return nil
    }
    return number
  }

  /// A number with at most three decimals, in thousandths.
  package func thousandths(_ key: String, in section: Section, range: ClosedRange<Int>, required: Bool = false) -> Int?
  {
    guard let text = text(key, in: section, required: required) else { return nil }
    guard let number = Thousandths.parse(text) else {
      report(
        section, key, problem: "`\(text)` is not a number with at most three decimals",
        remedy: "write a number from \(Thousandths.text(range.lowerBound)) to \(Thousandths.text(range.upperBound))")
      return nil
    }
    guard range.contains(number) else {
      report(
        section, key, problem: "\(text) is out of range",
        remedy: "write a number from \(Thousandths.text(range.lowerBound)) to \(Thousandths.text(range.upperBound))")
      return nil
    }
    return number
  }

  /// `true` or `false`.
  package func flag(_ key: String, in section: Section) -> Bool? {
    guard let text = text(key, in: section) else { return nil }
    switch text {
    case "true": return true
    case "false": return false
    default:
      report(section, key, problem: "`\(text)` is neither true nor false", remedy: "write true or false")
      return nil
    }
  }

  /// A list of texts.
  package func texts(_ key: String, in section: Section, required: Bool = false) -> [String]? {
    guard let node = value(key, in: section) else {
      if required { report(section, nil, problem: "`\(key)` is missing", remedy: "add `\(key): [ … ]`") }
      return nil
    }
    guard let sequence = node.sequence else {
      report(section, key, problem: "is not a list", remedy: "write `\(key): [ … ]`")
      return nil
    }
    let result = sequence.compactMap { $0.scalar?.string }
    guard result.count == sequence.count, !result.contains("") else {
      report(section, key, problem: "has an entry that is not a text", remedy: "write plain values only")
      return nil
    }
    return result
  }

  /// One of a closed set of words.
  package func word<Word: RawRepresentable & CaseIterable>(
    _ key: String, in section: Section, as type: Word.Type, required: Bool = false
  ) -> Word? where Word.RawValue == String {
    guard let text = text(key, in: section, required: required) else { return nil }
    if let word = Word(rawValue: text) { return word }
    let known = Word.allCases.map(\.rawValue)
    let near = nearest(to: text, among: known).map { "did you mean `\($0)`? " } ?? ""
    report(
      section, key, problem: "`\(text)` is unknown", remedy: near + "write one of: \(known.joined(separator: ", "))")
    return nil
  }

  /// Names with whole-number weights, in the order written.
  package func weights(_ key: String, in section: Section, required: Bool = false) -> [(name: String, weight: Int)]? {
    guard let below = self.section(key, in: section) else {
      if required, value(key, in: section) == nil {
        report(section, nil, problem: "`\(key)` is missing", remedy: "add `\(key): { NAME: weight, … }`")
      }
      return nil
    }
    var result: [(name: String, weight: Int)] = []
    for name in below.mapping.keys {
      guard let text = name.scalar?.string,
        let weight = integer(text, in: below, range: 0...1_000_000)
      else { continue }
      result.append((text, weight))
    }
    guard result.count == below.mapping.count else { return nil }
    if result.allSatisfy({ $0.weight == 0 }) {
      report(section, key, problem: "has no weight above 0", remedy: "give at least one name a weight above 0")
      return nil
    }
    return result
  }

  private func join(_ section: Section, _ key: String) -> String {
    section.path.isEmpty ? key : section.path + "." + key
  }
}

/// The nearest of some known words by edit distance, if one is near enough to be meant.
public func nearest(to word: String, among known: [String]) -> String? {
  var best: (distance: Int, word: String)?
  for candidate in known {
    let distance = editDistance(Array(word.lowercased().utf8), Array(candidate.lowercased().utf8))
    // More than half of a word changed is another word.
    guard 2 * distance <= max(word.utf8.count, candidate.utf8.count) else { continue }
    if distance <= max(2, candidate.utf8.count / 3), distance < best?.distance ?? .max {
      best = (distance, candidate)
    }
  }
  return best?.word
}

/// The number of bytes inserted, left out, replaced or swapped with their neighbour.
///
/// Time: proportional to the product of the lengths.
public func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var beforePrevious: [Int] = []
  var previous = Array(0...right.count)
  for (row, byte) in left.enumerated() {
    var current = [row + 1]
    for (column, other) in right.enumerated() {
      var least = min(previous[column + 1] + 1, current[column] + 1, previous[column] + (byte == other ? 0 : 1))
      if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
        least = min(least, beforePrevious[column - 1] + 1)
      }
      current.append(least)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[right.count]
}
