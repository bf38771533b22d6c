// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

extension Policy {
  /// The version of policy files that is read.
  public static let schema = "policy/1"

  /// Reads and validates a policy file.
  ///
  /// - Throws: `InputNotFound`, or `BadInput` with every fault and its line.
  public static func read(path: String) throws -> Policy {
    let (reader, root) = try YAMLReader.open(path, schema: Self.schema)
    reader.allow(["orbitshare", "name", "title", "description", "constraints", "stages", "tie_break"], in: root)
    if let schema = reader.text("orbitshare", in: root, required: true, example: Self.schema), schema != Self.schema {
      reader.report(
        root, "orbitshare", problem: "`\(schema)` is not a policy", remedy: "write `orbitshare: \(Self.schema)`")
    }
    let name = reader.text("name", in: root, required: true) ?? ""
    if !name.isEmpty, !name.utf8.allSatisfy({ Self.isNameByte($0) }) {
      reader.report(
        root, "name", problem: "`\(name)` is not a plain name", remedy: "use letters, digits, `-` and `_` only")
    }
    let title = reader.text("title", in: root) ?? name
    let description = reader.text("description", in: root) ?? ""
    if let tieBreak = reader.texts("tie_break", in: root), tieBreak != ["least-displacement", "lot"] {
      reader.report(
        root, "tie_break", problem: "is not a known order of ties",
        remedy: "write [least-displacement, lot], or leave it out")
    }
    let (cap, setAside) = readConstraints(reader, root)
    var stages: [Stage] = []
    if let sections = reader.sections("stages", in: root) {
      if reader.value("stages", in: root)?.sequence?.isEmpty == true {
        reader.report(root, "stages", problem: "is empty", remedy: "write at least one stage")
      }
      stages = sections.compactMap { readStage(reader, $0) }
      if case .maximise(_, _, .optimum) = stages.last?.rule, stages.count == sections.count, let last = sections.last {
        reader.report(
          last, "carry", problem: "the last stage has no next stage", remedy: "write `carry: grants`, or leave it out")
      }
      for (index, stage) in stages.enumerated().dropLast() where stages.count == sections.count {
        guard case .maximise(_, _, .optimum) = stage.rule else { continue }
        let next = stages[index + 1]
        var isOrder = false
        if case .order = next.rule { isOrder = true }
        if isOrder || next.requests != stage.requests || next.administrations != stage.administrations {
          reader.report(
            sections[index], "carry",
            problem: "an optimum can only be kept for a following `maximise` stage over the same requests",
            remedy: "write `carry: grants`, or give both stages the same requests and administrations")
        }
      }
    } else if reader.value("stages", in: root) == nil {
      reader.report(root, nil, problem: "`stages` is missing", remedy: "add `stages:` with at least one stage")
    }
    try reader.finish()
    return Policy(
      name: name, title: title, description: description, capNetworks: cap, setAside: setAside, stages: stages,
      path: path)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 95
  }

  private static func readConstraints(_ reader: YAMLReader, _ root: YAMLReader.Section) -> (Int?, SetAside?) {
    guard let constraints = reader.section("constraints", in: root) else { return (nil, nil) }
    reader.allow(["cap", "set_aside"], in: constraints)
    var cap: Int?
    if let section = reader.section("cap", in: constraints) {
      reader.allow(["networks"], in: section)
      cap = reader.integer("networks", in: section, range: 0...1_000_000, required: true)
    }
    guard let section = reader.section("set_aside", in: constraints) else { return (cap, nil) }
    reader.allow(["groups", "share", "sector_degrees"], in: section)
    let groups = readGroups(reader, "groups", section, required: true)
    let share = reader.thousandths("share", in: section, range: 0...1_000, required: true)
    let sector = reader.thousandths("sector_degrees", in: section, range: 100...360_000) ?? 10_000
    if 360_000 % sector != 0 {
      reader.report(
        section, "sector_degrees", problem: "does not divide the circle",
        remedy: "write a divisor of 360, for example 10")
    }
    guard let groups, let share else { return (cap, nil) }
    return (cap, SetAside(groups: groups, shareThousandths: share, sectorMilliDegrees: sector))
  }

  private static func readGroups(
    _ reader: YAMLReader, _ key: String, _ section: YAMLReader.Section, required: Bool
  ) -> [AdministrationGroup]? {
    guard let words = reader.texts(key, in: section, required: required) else { return nil }
    if words.isEmpty { reader.report(section, key, problem: "is empty", remedy: "name at least one group") }
    let known = AdministrationGroup.all.map(\.identifier)
    return words.compactMap { word in
      if let group = AdministrationGroup(word) { return group }
      let near = nearest(to: word, among: known).map { "did you mean `\($0)`? " } ?? ""
      reader.report(
        section, key, problem: "group `\(word)` is unknown",
        remedy: near + "write one of: \(known.joined(separator: ", "))")
      return nil
    }
  }

  private static func readStage(_ reader: YAMLReader, _ section: YAMLReader.Section) -> Stage? {
    reader.allow(
      [
        "name", "order", "place", "maximise", "entitlement", "carry", "requests", "administrations",
        "networks_per_administration",
      ], in: section)
    let name = reader.text("name", in: section) ?? section.path
    let requests = reader.word("requests", in: section, as: RequestKind.self) ?? .all
    let administrations = readAdministrations(reader, section)
    let limit = reader.integer("networks_per_administration", in: section, range: 1...1_000_000)
    let hasOrder = reader.value("order", in: section) != nil
    let hasObjective = reader.value("maximise", in: section) != nil
    guard hasOrder != hasObjective else {
      reader.report(
        section, nil, problem: hasOrder ? "has both `order` and `maximise`" : "has neither `order` nor `maximise`",
        remedy: "write one of the two")
      return nil
    }
    let rule: Rule
    if hasOrder {
      for key in ["entitlement", "carry"] where reader.value(key, in: section) != nil {
        reader.report(section, key, problem: "means nothing in an ordering", remedy: "leave it out")
      }
      if let order = reader.text("order", in: section), order != "date-of-receipt" {
        reader.report(section, "order", problem: "`\(order)` is unknown", remedy: "write date-of-receipt")
      }
      rule = .order(reader.word("place", in: section, as: Placement.self) ?? .nearest)
    } else {
      if reader.value("place", in: section) != nil {
        reader.report(section, "place", problem: "means nothing beside an objective", remedy: "leave it out")
      }
      if limit != nil {
        reader.report(
          section, "networks_per_administration", problem: "means nothing beside an objective",
          remedy: "leave it out, or use the constraint `cap`")
      }
      guard let objective = reader.word("maximise", in: section, as: Objective.self) else { return nil }
      if reader.value("entitlement", in: section) != nil, objective != .minimumRatio, objective != .leximin {
        reader.report(
          section, "entitlement", problem: "means nothing beside the objective `\(objective.rawValue)`",
          remedy: "leave it out; minimum-ratio and leximin have one")
      }
      let entitlement = reader.entitlement("entitlement", in: section) ?? .equal
      let carry = reader.word("carry", in: section, as: Carry.self) ?? .grants
      rule = .maximise(objective, entitlement: entitlement, carry: carry)
    }
    return Stage(
      name: name, rule: rule, requests: requests, administrations: administrations, networksPerAdministration: limit,
      line: section.line)
  }

  private static func readAdministrations(_ reader: YAMLReader, _ section: YAMLReader.Section) -> AdministrationFilter {
    guard let node = reader.value("administrations", in: section) else { return .all }
    if node.mapping != nil, let below = reader.section("administrations", in: section) {
      reader.allow(["groups"], in: below)
      return .groups(readGroups(reader, "groups", below, required: true) ?? [])
    }
    if node.scalar == nil {
      reader.report(
        section, "administrations", problem: "is not a single value",
        remedy: "write all, without-network-in-use, or {groups: [LDC]}")
      return .all
    }
    switch reader.text("administrations", in: section) {
    case "all", nil: return .all
    case "without-network-in-use": return .withoutNetworkInUse
    case .some(let text):
      reader.report(
        section, "administrations", problem: "`\(text)` is unknown",
        remedy: "write all, without-network-in-use, or {groups: [LDC]}")
      return .all
    }
  }
}
