// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

extension PolicyReader {
  /// Keys of a stage by the rule that they go with; the others go with every rule.
  private static let common = [
    "name", "order", "maximise", "minimise", "lottery", "auction", "carry", "requests", "administrations", "rounds",
  ]
  private static let ofOrder = [
    "place", "priority", "batches", "method", "networks_per_turn", "networks_per_administration", "draws",
  ]

  func stage(_ section: YAMLReader.Section) -> Policy.Stage? {
    let strays = Self.ofAuction.filter { reader.value($0, in: section) != nil }
    reader.allow(Self.common + Self.ofOrder + ["entitlement", "alpha", "ratio", "seed"] + strays, in: section)
    for key in strays {
      reader.report(
        section, key, problem: "stands outside an auction", remedy: "write it below `auction:`, or leave it out")
    }
    let kinds = ["order", "maximise", "minimise", "lottery", "auction"].filter { reader.value($0, in: section) != nil }
    guard let kind = kinds.first, kinds.count == 1 else {
      reader.report(
        section, nil,
        problem: kinds.isEmpty
          ? "has neither `order` nor `maximise`" : "has both \(kinds.map { "`\($0)`" }.joined(separator: " and "))",
        remedy: kinds.isEmpty
          ? "write one of `order`, `maximise`, `minimise`, `lottery`, `auction`" : "write one of the two")
      return nil
    }
    var stage = Policy.Stage(
      name: reader.text("name", in: section) ?? section.path, rule: .order(.init(queue: .dateOfReceipt)),
      requests: reader.word("requests", in: section, as: Policy.RequestKind.self) ?? .all,
      administrations: administrations(section),
      networksPerAdministration: reader.integer("networks_per_administration", in: section, range: 1...1_000_000),
      roundDays: rounds(section), line: section.line)
    stage.carry = reader.word("carry", in: section, as: Policy.Carry.self) ?? .grants
    let rule: Policy.Rule? =
      switch kind {
      case "order": ordering(section).map { .order($0) }
      case "lottery": lottery(section)
      case "auction": sale(section, of: &stage)
      default: objective(section, key: kind)
      }
    guard let rule else { return nil }
    stage.rule = rule
    checkCarry(stage, section)
    return stage
  }

  /// An auction: its terms are kept by the stage, and what it grants follows from a rule.
  private func sale(_ section: YAMLReader.Section, of stage: inout Policy.Stage) -> Policy.Rule? {
    refuse(Self.ofOrder + ["alpha", "ratio", "entitlement", "seed", "rounds"], in: section, beside: "in an auction")
    guard let terms = auction(section) else { return nil }
    stage.auction = terms
    return terms.payments == .postedFee
      ? .order(.init(queue: .dateOfReceipt)) : .maximise(.bids, entitlement: .equal)
  }

  /// Reports keys that mean nothing beside the rule of a stage.
  func refuse(_ keys: [String], in section: YAMLReader.Section, beside rule: String) {
    for key in keys where reader.value(key, in: section) != nil {
      reader.report(section, key, problem: "means nothing \(rule)", remedy: "leave it out")
    }
  }

  private func checkCarry(_ stage: Policy.Stage, _ section: YAMLReader.Section) {
    let possible: [Policy.Carry] =
      switch stage.rule {
      case .order where stage.auction != nil, .maximise where stage.auction != nil: [.grants]
      case .order: [.grants, .requests]
      case .maximise: [.grants, .optimum]
      case .lottery: [.grants]
      }
    guard !possible.contains(stage.carry) else { return }
    let word =
      switch stage.rule {
      case .order where stage.auction != nil, .maximise where stage.auction != nil: "in an auction"
      case .order: "in an ordering"
      case .maximise: "beside an objective"
      case .lottery: "in a lottery"
      }
    reader.report(
      section, "carry", problem: "`\(stage.carry.rawValue)` means nothing \(word)",
      remedy: "write one of: \(possible.map(\.rawValue).joined(separator: ", "))")
  }

  private func rounds(_ section: YAMLReader.Section) -> Int? {
    guard let below = reader.section("rounds", in: section) else { return nil }
    reader.allow(["days"], in: below)
    return reader.integer("days", in: below, range: 0...36_525, required: true)
  }

  // MARK: - Orderings

  private func ordering(_ section: YAMLReader.Section) -> Policy.Ordering? {
    refuse(["alpha", "ratio"], in: section, beside: "in an ordering")
    guard let word = reader.text("order", in: section) else { return nil }
    let known = ["date-of-receipt", "lot", "random-serial-dictatorship", "picking-sequence"]
    guard known.contains(word) else {
      let near = nearest(to: word, among: known).map { "did you mean `\($0)`? " } ?? ""
      reader.report(
        section, "order", problem: "`\(word)` is unknown",
        remedy: near + "write one of: \(known.joined(separator: ", "))")
      return nil
    }
    let entitlement = entitlement(section)
    let queue: Policy.Queue
    switch word {
    case "lot": queue = .lot
    case "random-serial-dictatorship": queue = .serialDictatorship
    case "picking-sequence":
      let method = reader.word("method", in: section, as: Policy.DivisorMethod.self)
      if reader.value("method", in: section) == nil {
        reader.report(
          section, "method", problem: "is missing", remedy: "write one of: adams, webster, jefferson")
      }
      queue = .pickingSequence(method ?? .webster, entitlement: entitlement ?? .equal)
    default: queue = .dateOfReceipt
    }
    if word != "picking-sequence" { refuse(["method", "entitlement"], in: section, beside: "in this ordering") }
    if word != "random-serial-dictatorship" { refuse(["networks_per_turn"], in: section, beside: "in this ordering") }
    if word != "random-serial-dictatorship", word != "lot" {
      refuse(["draws"], in: section, beside: "where no lots are drawn")
    }
    let batches = batches(section)
    if word != "date-of-receipt" { refuse(["batches", "rounds"], in: section, beside: "in this ordering") }
    let isDrawn = word != "date-of-receipt" || !batches.isEmpty || reader.value("rounds", in: section) != nil
    if !isDrawn { refuse(["seed"], in: section, beside: "where no lots are drawn") }
    if !batches.isEmpty, reader.value("rounds", in: section) != nil {
      reader.report(section, "batches", problem: "stands beside `rounds`", remedy: "keep one of the two")
    }
    return Policy.Ordering(
      queue: queue, placement: reader.word("place", in: section, as: Policy.Placement.self) ?? .nearest,
      priority: priority(section), batches: batches,
      networksPerTurn: reader.integer("networks_per_turn", in: section, range: 1...1_000_000),
      seed: reader.integer("seed", in: section, range: 0...Int.max),
      draws: reader.integer("draws", in: section, range: 1...1_000_000) ?? 0)
  }

  private func priority(_ section: YAMLReader.Section) -> [AdministrationGroup] {
    guard let groups = groups("priority", section, required: false) else { return [] }
    var seen: Set<AdministrationGroup> = []
    for (index, group) in groups.enumerated() where !seen.insert(group).inserted {
      let between = groups[..<index].reversed().prefix { $0 != group }.first
      reader.report(
        section, "priority",
        problem: between.map { "`\(group.identifier)` stands before and after `\($0.identifier)`: a cycle" }
          ?? "`\(group.identifier)` stands twice",
        remedy: "name each group once, the highest first")
    }
    return groups
  }

  private func batches(_ section: YAMLReader.Section) -> [Policy.BatchWindow] {
    guard let entries = reader.sections("batches", in: section) else { return [] }
    if reader.value("batches", in: section)?.sequence?.isEmpty == true {
      reader.report(section, "batches", problem: "is empty", remedy: "write at least one window, or leave it out")
    }
    var windows: [Policy.BatchWindow] = []
    for entry in entries {
      reader.allow(["from", "to"], in: entry)
      guard let from = date("from", entry), let to = date("to", entry) else { continue }
      if to < from {
        reader.report(entry, "to", problem: "lies before `from`", remedy: "write the later day here")
      } else if windows.contains(where: { $0.from <= to && from <= $0.to }) {
        reader.report(entry, "from", problem: "overlaps an earlier window", remedy: "join the two, or part them")
      } else {
        windows.append(.init(from: from, to: to))
      }
    }
    return windows.sorted { $0.from < $1.from }
  }

  private func date(_ key: String, _ section: YAMLReader.Section) -> CalendarDate? {
    guard let text = reader.text(key, in: section, required: true, example: "2020-05-21") else { return nil }
    if let date = CalendarDate(iso8601: text) { return date }
    reader.report(section, key, problem: "`\(text)` is not a day", remedy: "write it like 2020-05-21")
    return nil
  }

  // MARK: - Objectives and lotteries

  private func objective(_ section: YAMLReader.Section, key: String) -> Policy.Rule? {
    refuse(
      Self.ofOrder.filter { $0 != "networks_per_administration" } + ["seed"], in: section, beside: "beside an objective"
    )
    if reader.value("networks_per_administration", in: section) != nil {
      reader.report(
        section, "networks_per_administration", problem: "means nothing beside an objective",
        remedy: "leave it out, or use the constraint `cap`")
    }
    guard let word = reader.text(key, in: section) else { return nil }
    guard let objective = objective(word, section, key: key) else { return nil }
    if word != "administrations-at-ratio" { refuse(["ratio"], in: section, beside: "beside the objective `\(word)`") }
    if word != "alpha-fairness" { refuse(["alpha"], in: section, beside: "beside the objective `\(word)`") }
    if reader.value("entitlement", in: section) != nil, !objective.usesEntitlement {
      reader.report(
        section, "entitlement", problem: "means nothing beside the objective `\(word)`",
        remedy: "leave it out; minimum-ratio, leximin, nash, alpha-fairness and generalised-gini have one")
    }
    return .maximise(objective, entitlement: entitlement(section) ?? .equal)
  }

  private func objective(_ word: String, _ section: YAMLReader.Section, key: String) -> Policy.Objective? {
    let all =
      key == "minimise"
      ? ["displacement"]
      : Policy.Quantity.allCases.map(\.rawValue) + [
        "population-covered", "administrations-served", "administrations-at-ratio", "minimum-ratio", "leximin", "nash",
        "alpha-fairness",
        "generalised-gini",
      ]
    guard all.contains(word) else {
      let near = nearest(to: word, among: all).map { "did you mean `\($0)`? " } ?? ""
      reader.report(
        section, key, problem: "`\(word)` is unknown", remedy: near + "write one of: \(all.joined(separator: ", "))")
      return nil
    }
    switch word {
    case "displacement": return .leastDisplacement
    case "population-covered": return .populationCovered
    case "administrations-served": return .administrationsServed
    case "administrations-at-ratio":
      guard let text = reader.text("ratio", in: section, required: true, example: "1/2") else { return nil }
      if let ratio = Policy.Ratio(text), ratio.numerator > 0 { return .administrationsAtRatio(ratio) }
      reader.report(section, "ratio", problem: "`\(text)` is not a ratio above 0", remedy: "write it like 3/7")
      return nil
    case "minimum-ratio": return .minimumRatio
    case "leximin": return .leximin
    case "nash": return .alphaFairness(halves: 2)
    case "generalised-gini": return .generalisedGini
    case "alpha-fairness":
      guard let alpha = reader.thousandths("alpha", in: section, range: 0...5_000, required: true) else { return nil }
      guard alpha % 500 == 0 else {
        reader.report(
          section, "alpha", problem: "is no multiple of one half", remedy: "write 0, 0.5, 1, and so on up to 5")
        return nil
      }
      return .alphaFairness(halves: alpha / 500)
    default: return Policy.Quantity(rawValue: word).map { .total($0) }
    }
  }

  private func lottery(_ section: YAMLReader.Section) -> Policy.Rule? {
    refuse(Self.ofOrder + ["alpha", "ratio", "rounds"], in: section, beside: "in a lottery")
    guard let kind = reader.word("lottery", in: section, as: Policy.Lottery.Kind.self) else { return nil }
    return .lottery(
      .init(
        kind: kind, entitlement: entitlement(section) ?? .equal,
        seed: reader.integer("seed", in: section, range: 0...Int.max)))
  }

  func entitlement(_ section: YAMLReader.Section) -> Entitlement? {
    reader.entitlement("entitlement", in: section)
  }

  // MARK: - Filters

  func groups(_ key: String, _ section: YAMLReader.Section, required: Bool) -> [AdministrationGroup]? {
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

  func symbols(_ key: String, _ section: YAMLReader.Section) -> [String]? {
    guard let words = reader.texts(key, in: section) else { return nil }
    if words.isEmpty { reader.report(section, key, problem: "is empty", remedy: "name at least one administration") }
    for word in Set(words).sorted() where words.count(where: { $0 == word }) > 1 {
      reader.report(section, key, problem: "`\(word)` stands twice", remedy: "name each administration once")
    }
    return words
  }

  func administrations(_ section: YAMLReader.Section) -> Policy.AdministrationFilter {
    guard let node = reader.value("administrations", in: section) else { return .all }
    let remedy = "write all, without-network-in-use, without-filing, {groups: [LDC]} or {symbols: [F]}"
    if node.mapping != nil, let below = reader.section("administrations", in: section) {
      reader.allow(["groups", "symbols"], in: below)
      if reader.value("symbols", in: below) != nil, reader.value("groups", in: below) == nil {
        return .symbols(symbols("symbols", below) ?? [])
      }
      refuse(["symbols"], in: below, beside: "beside `groups`")
      return .groups(groups("groups", below, required: true) ?? [])
    }
    if node.scalar == nil {
      reader.report(section, "administrations", problem: "is not a single value", remedy: remedy)
      return .all
    }
    switch reader.text("administrations", in: section) {
    case "all", nil: return .all
    case "without-network-in-use": return .withoutNetworkInUse
    case "without-filing": return .withoutFiling
    case .some(let text):
      reader.report(section, "administrations", problem: "`\(text)` is unknown", remedy: remedy)
      return .all
    }
  }
}
