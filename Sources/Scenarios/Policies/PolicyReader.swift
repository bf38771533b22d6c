// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation

extension Policy {
  /// The version of policy files that is read.
  public static let schema = "policy/1"

  /// The keys of a policy file.
  public static let keys = [
    "orbitshare", "name", "title", "description", "family", "standing", "source", "constraints", "stages", "tie_break",
  ]

  /// Reads and validates a policy file.
  ///
  /// - Parameter changes: what is set in the file before it is read.
  /// - Throws: `InputNotFound`, or `BadInput` with every fault and its line.
  public static func read(path: String, changes: [DocumentChange] = []) throws -> Policy {
    let (reader, root) = try YAMLReader.open(path, schema: Self.schema, changes: changes)
    let policy = PolicyReader(reader: reader).policy(root, path: path)
    try reader.finish()
    return policy
  }
}

extension Policy {
  /// The file that a name of a policy stands for: in the folder `policies` beside the scenario, as results keep it, then in
  /// the one beside the scenario's folder.
  public static func path(named name: String, scenario: String) -> String {
    let own = Scenario.resolve("policies/\(name).yaml", beside: scenario)
    return FileManager.default.fileExists(atPath: own)
      ? own : Scenario.resolve("../policies/\(name).yaml", beside: scenario)
  }

  /// Whether a word names a file rather than a policy of the library.
  public static func isPath(_ word: String) -> Bool {
    word.hasSuffix(".yaml") || word.hasSuffix(".yml") || word.contains("/")
  }
}

/// Reads a policy file section by section; faults are collected by the reader underneath.
struct PolicyReader {
  let reader: YAMLReader

  func policy(_ root: YAMLReader.Section, path: String) -> Policy {
    reader.allow(Policy.keys, in: root)
    if let schema = reader.text("orbitshare", in: root, required: true, example: Policy.schema),
      schema != Policy.schema
    {
      reader.report(
        root, "orbitshare", problem: "`\(schema)` is not a policy", remedy: "write `orbitshare: \(Policy.schema)`")
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
    let constraints = constraints(root)
    var stages: [Policy.Stage] = []
    if let sections = reader.sections("stages", in: root) {
      if reader.value("stages", in: root)?.sequence?.isEmpty == true {
        reader.report(root, "stages", problem: "is empty", remedy: "write at least one stage")
      }
      stages = sections.compactMap { stage($0) }
      if stages.count == sections.count {
        checkCarries(stages, sections)
        checkDraws(stages, sections)
        checkMinimums(constraints, stages, root)
        checkAuctions(stages, sections, constraints)
      }
    } else if reader.value("stages", in: root) == nil {
      reader.report(root, nil, problem: "`stages` is missing", remedy: "add `stages:` with at least one stage")
    }
    let family = reader.word("family", in: root, as: Policy.Family.self)
    return Policy(
      name: name, title: title, description: description,
      family: family ?? Self.family(of: stages, isConstrained: !constraints.isEmpty),
      standing: reader.word("standing", in: root, as: Policy.Standing.self),
      source: reader.text("source", in: root) ?? "", constraints: constraints, stages: stages, path: path)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 95
  }

  /// The family of a policy whose file names none.
  private static func family(of stages: [Policy.Stage], isConstrained: Bool) -> Policy.Family {
    var isOrderingOnly = true
    var isEfficiencyOnly = true
    if stages.contains(where: { $0.auction != nil }) { return .market }
    for stage in stages {
      switch stage.rule {
      case .lottery: return .chance
      case .order(let ordering):
        if ordering.queue != .dateOfReceipt { return .chance }
        isEfficiencyOnly = false
      case .maximise(let objective, _):
        isOrderingOnly = false
        switch objective {
        case .total, .populationCovered, .leastDisplacement: break
        default: isEfficiencyOnly = false
        }
      }
    }
    if isConstrained { return .limits }
    return isOrderingOnly ? .precedence : isEfficiencyOnly ? .efficiency : .equity
  }

  /// Checks that what a stage passes on can be taken up by the next.
  private func checkCarries(_ stages: [Policy.Stage], _ sections: [YAMLReader.Section]) {
    if let last = stages.last, last.carry != .grants, let section = sections.last {
      reader.report(
        section, "carry", problem: "the last stage has no next stage", remedy: "write `carry: grants`, or leave it out")
    }
    for (index, stage) in stages.enumerated().dropLast() where stage.carry != .grants {
      let next = stages[index + 1]
      guard case .maximise = next.rule else {
        reader.report(
          sections[index], "carry",
          problem: "`\(stage.carry.rawValue)` can only be kept by a following `maximise` stage",
          remedy: "write `carry: grants`, or let a `maximise` stage follow")
        continue
      }
      let isSame =
        next.requests == stage.requests && next.administrations == stage.administrations
        && next.roundDays == stage.roundDays
      if stage.carry == .optimum, !isSame {
        reader.report(
          sections[index], "carry",
          problem: "an optimum can only be kept for a following `maximise` stage over the same requests",
          remedy: "write `carry: grants`, or give both stages the same requests, administrations and rounds")
      }
    }
  }

  /// Checks that orders are drawn only where every stage is an ordering: each draw carries the whole policy out.
  private func checkDraws(_ stages: [Policy.Stage], _ sections: [YAMLReader.Section]) {
    let isOrdering = stages.map { stage in
      if case .order = stage.rule { return true }
      return false
    }
    for (stage, section) in zip(stages, sections) {
      guard case .order(let ordering) = stage.rule, ordering.draws > 0, isOrdering.contains(false) else { continue }
      reader.report(
        section, "draws", problem: "orders can only be drawn for a policy of orderings",
        remedy: "leave it out, or keep `order` stages only")
    }
  }

  /// Checks that what must be reached has a stage that can see to it.
  private func checkMinimums(
    _ constraints: Policy.Constraints, _ stages: [Policy.Stage], _ root: YAMLReader.Section
  ) {
    let hasObjective = stages.contains { stage in
      if case .maximise = stage.rule { return true }
      return false
    }
    let demands =
      constraints.limits.filter { $0.kind == .minimum }.map(\.line)
      + constraints.quotas.filter(\.isLower).map(\.line) + constraints.fairness.map(\.line)
    if !hasObjective, !demands.isEmpty {
      reader.report(
        root, "constraints",
        problem: "a minimum, a lower quota or a demand of fairness needs a stage that can see to it",
        remedy: "add a `maximise` stage; an ordering grants one request after another and can't promise anything")
    }
    if !constraints.fairness.isEmpty, let last = stages.last, hasObjective {
      if case .maximise = last.rule { return }
      reader.report(
        root, "constraints", problem: "a later ordering may break the fairness that is demanded",
        remedy: "make a `maximise` stage the last one")
    }
  }
}
