// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

/// A change of who coordinates with whom, apart from any scenario: agreements that begin, end, or are refused.
public struct ScenarioChange: Hashable, Sendable {
  /// An administration by symbol, or the members of a group.
  public enum Party: Hashable, Sendable {
    /// One administration.
    case administration(String)
    /// Every administration of a group.
    case group(AdministrationGroup)

    init(_ text: String) {
      self = AdministrationGroup(text).map { .group($0) } ?? .administration(text)
    }
  }

  /// Every pair of one party of each list.
  public struct Pairs: Hashable, Sendable {
    /// The one side.
    public var left: [Party]
    /// The other side.
    public var right: [Party]
    /// The bands concerned; nil for all.
    public var bands: [String]?
    /// The separation between the parties in thousandths of a degree; 0 where agreements end.
    public var separationMilliDegrees: Int
    /// Key path, for messages.
    public var field: String
    /// Line of the file, for messages.
    public var line: Int?
  }

  /// The version of change files that is read.
  public static let schema = "change/1"

  /// Name that results use.
  public var name: String
  /// Title for people.
  public var title: String
  /// Agreements that begin, or take the place of others.
  public var add: [Pairs]
  /// Agreements that end: the band's separation is required again.
  public var remove: [Pairs]
  /// Parties that stop coordinating: a greater separation is required between them.
  public var stop: [Pairs]
  /// Path of the file it was read from.
  public var path: String

  /// Reads and validates a change file; whether its parties and bands exist is checked when it is applied.
  ///
  /// - Throws: `InputNotFound`, or `BadInput` with every fault and its line.
  public static func read(path: String) throws -> ScenarioChange {
    let (reader, root) = try YAMLReader.open(path, schema: schema)
    reader.allow(["orbitshare", "name", "title", "add", "remove", "stop"], in: root)
    if let written = reader.text("orbitshare", in: root, required: true, example: schema), written != schema {
      reader.report(
        root, "orbitshare", problem: "`\(written)` is not a change", remedy: "write `orbitshare: \(schema)`")
    }
    let name = reader.text("name", in: root, required: true) ?? ""
    let change = ScenarioChange(
      name: name, title: reader.text("title", in: root) ?? name, add: pairs(reader, root, "add"),
      remove: pairs(reader, root, "remove"), stop: pairs(reader, root, "stop"), path: path)
    if ["add", "remove", "stop"].allSatisfy({ reader.value($0, in: root)?.sequence?.isEmpty ?? true }),
      reader.faultCount == 0
    {
      reader.report(root, nil, problem: "changes nothing", remedy: "write at least one entry under add, remove or stop")
    }
    try reader.finish()
    return change
  }

  private static func pairs(_ reader: YAMLReader, _ root: YAMLReader.Section, _ key: String) -> [Pairs] {
    (reader.sections(key, in: root) ?? []).compactMap { section in
      let hasSeparation = key != "remove"
      reader.allow(["between", "bands"] + (hasSeparation ? ["separation_degrees"] : []), in: section)
      let sides = self.sides(reader, section)
      let bands = reader.texts("bands", in: section)
      if bands?.isEmpty == true {
        reader.report(
          section, "bands", problem: "is empty", remedy: "name at least one band, or leave it out to cover all")
      }
      let least = key == "stop" ? 1 : 0
      let separation =
        hasSeparation
        ? reader.thousandths("separation_degrees", in: section, range: least...90_000, required: true) : 0
      guard let sides, let separation else { return nil }
      return Pairs(
        left: sides.left, right: sides.right, bands: bands, separationMilliDegrees: separation,
        field: section.path + ".between", line: section.line)
    }
  }

  /// `[F, HOL]`: one party of each side; `[[F, HOL], [G, LDC]]`: several.
  private static func sides(
    _ reader: YAMLReader, _ section: YAMLReader.Section
  ) -> (left: [Party], right: [Party])? {
    let remedy = "write two parties, [F, HOL], or two lists of parties, [[F, HOL], [G, LDC]]"
    guard let node = reader.value("between", in: section) else {
      reader.report(section, nil, problem: "`between` is missing", remedy: remedy)
      return nil
    }
    let sides = (node.sequence.map { Array($0) } ?? []).map { side -> [String] in
      if let word = side.scalar?.string { return [word] }
      return (side.sequence.map { Array($0) } ?? []).map { $0.scalar?.string ?? "" }
    }
    guard sides.count == 2, sides.allSatisfy({ !$0.isEmpty && !$0.contains("") }) else {
      reader.report(section, "between", problem: "does not name two parties or two lists of parties", remedy: remedy)
      return nil
    }
    if sides[0].count == 1, sides[0] == sides[1], AdministrationGroup(sides[0][0]) == nil {
      reader.report(section, "between", problem: "names one administration on both sides", remedy: remedy)
      return nil
    }
    return (sides[0].map { Party($0) }, sides[1].map { Party($0) })
  }
}
