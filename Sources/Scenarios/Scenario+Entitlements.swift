// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

extension YAMLReader {
  /// An entitlement by its identifier; a fault with the nearest known one where it is none.
  func entitlement(_ key: String, in section: Section) -> Entitlement? {
    guard let text = text(key, in: section) else { return nil }
    return entitlement(text, key, section)
  }

  /// An entitlement that a word of a list or a key names.
  ///
  /// - Parameter known: identifiers to name in the message.
  func entitlement(
    _ word: String, _ key: String, _ section: Section, known: [String] = Entitlement.builtIn.map(\.identifier)
  ) -> Entitlement? {
    if let entitlement = Entitlement(word) { return entitlement }
    let near = nearest(to: word, among: known).map { "did you mean `\($0)`? " } ?? ""
    report(
      section, key, problem: "`\(word)` is unknown",
      remedy: near + "write one of: \(known.joined(separator: ", ")); or blend:NAME or column:NAME")
    return nil
  }
}

/// Reads the keys of a scenario that define entitlements, and which ones outcomes are measured against.
struct EntitlementReader {
  let reader: YAMLReader
  let root: YAMLReader.Section

  /// The keys that it reads, besides `entitlements`.
  static let keys = ["blends", "columns", "need", "income_weights"]

  func definitions() -> EntitlementDefinitions {
    var result = EntitlementDefinitions()
    result.columns = columns()
    if let section = reader.section("need", in: root) {
      reader.allow(["file", "column", "source"], in: section)
      result.unservedMillionths = reader.numberTable(
        section, keyColumn: "administration", form: .share, standardColumn: "unserved_share")
    }
    result.incomeWeights = incomeWeights() ?? result.incomeWeights
    result.blends = blends()
    return result
  }

  /// The entitlements that outcomes are measured against; each must be built in or defined.
  func measured() -> [Entitlement] {
    guard let words = reader.texts("entitlements", in: root) else { return [.equal] }
    var result: [Entitlement] = []
    for word in words {
      guard let entitlement = reader.entitlement(word, "entitlements", root, known: known) else { continue }
      checkDefined(entitlement, "entitlements", root)
      if entitlement == .need, reader.value("need", in: root) == nil {
        reader.report(
          root, "entitlements", problem: "`need` has no table: nothing says who is without service",
          remedy: "add `need: {file: need.csv, column: unserved_share, source: …}`, or leave it out")
      }
      if !result.contains(entitlement) { result.append(entitlement) }
    }
    if words.isEmpty {
      reader.report(root, "entitlements", problem: "is empty", remedy: "name at least one, for example [equal]")
    }
    return result
  }

  /// The names below a key, with those whose definitions are faulty, so that no message rests on another fault.
  private func names(_ key: String) -> [String] {
    reader.value(key, in: root)?.mapping?.keys.compactMap { $0.scalar?.string } ?? []
  }

  private var known: [String] {
    Entitlement.builtIn.map(\.identifier) + names("blends").map { "blend:" + $0 }
      + names("columns").map { "column:" + $0 }
  }

  private func checkDefined(_ entitlement: Entitlement, _ key: String, _ section: YAMLReader.Section) {
    let place: (key: String, name: String)
    switch entitlement {
    case .blend(let name): place = ("blends", name)
    case .column(let name): place = ("columns", name)
    default: return
    }
    let defined = names(place.key)
    guard !defined.contains(place.name) else { return }
    let near = nearest(to: place.name, among: defined).map { "did you mean `\($0)`? " } ?? ""
    let list = defined.isEmpty ? "nothing is defined there" : "defined are: \(defined.joined(separator: ", "))"
    reader.report(
      section, key, problem: "`\(entitlement.identifier)` is not defined under `\(place.key)`",
      remedy: near + "define it there, or name another (\(list))")
  }

  private func columns() -> [EntitlementDefinitions.Column] {
    guard let section = reader.section("columns", in: root) else { return [] }
    return plainNames(in: section).compactMap { name in
      guard let below = reader.section(name, in: section) else { return nil }
      reader.allow(["file", "column", "source"], in: below)
      return reader.numberTable(below, keyColumn: "administration", form: .whole(greatest: NumberTable.greatest)).map {
        .init(name: name, table: $0)
      }
    }
  }

  private func incomeWeights() -> [Administration.IncomeGroup: Int]? {
    guard let section = reader.section("income_weights", in: root) else { return nil }
    reader.allow(Administration.IncomeGroup.allCases.map(\.rawValue), in: section)
    var result: [Administration.IncomeGroup: Int] = [:]
    for group in Administration.IncomeGroup.allCases {
      result[group] = reader.integer(group.rawValue, in: section, range: 0...1_000_000, required: true)
    }
    if result.count == Administration.IncomeGroup.allCases.count, result.values.allSatisfy({ $0 == 0 }) {
      reader.report(
        root, "income_weights", problem: "has no weight above 0", remedy: "give at least one group a weight above 0")
    }
    return result
  }

  private func blends() -> [EntitlementDefinitions.Blend] {
    guard let section = reader.section("blends", in: root) else { return [] }
    let blends = plainNames(in: section).compactMap { name in
      reader.section(name, in: section).map { EntitlementDefinitions.Blend(name: name, parts: parts($0)) }
    }
    for blend in blends where Self.reaches(blend.name, from: blend, in: blends) {
      reader.report(
        section, blend.name, problem: "`blend:\(blend.name)` rests on itself",
        remedy: "take the blends out of it that lead back to it")
    }
    return blends
  }

  private func parts(_ section: YAMLReader.Section) -> [EntitlementDefinitions.Blend.Part] {
    var parts: [EntitlementDefinitions.Blend.Part] = []
    for word in section.mapping.keys.compactMap({ $0.scalar?.string }) {
      let weight = reader.thousandths(word, in: section, range: 0...1_000_000)
      guard let entitlement = reader.entitlement(word, word, section, known: known) else { continue }
      checkDefined(entitlement, word, section)
      if entitlement == .need, reader.value("need", in: root) == nil {
        reader.report(
          section, word, problem: "`need` has no table: nothing says who is without service",
          remedy: "add `need: {file: need.csv, column: unserved_share, source: …}`, or leave it out")
      }
      guard let weight else { continue }
      if parts.contains(where: { $0.entitlement == entitlement }) {
        reader.report(section, word, problem: "stands twice in the blend", remedy: "keep one of them")
      }
      parts.append(.init(entitlement: entitlement, weightThousandths: weight))
    }
    if section.mapping.isEmpty || !parts.isEmpty && parts.allSatisfy({ $0.weightThousandths == 0 }) {
      reader.report(
        section, nil, problem: "has no weight above 0", remedy: "write for example {equal: 0.5, population: 0.5}")
    }
    return parts.filter { $0.weightThousandths > 0 }
  }

  /// Whether a blend leads to a name through the blends in it.
  private static func reaches(
    _ name: String, from start: EntitlementDefinitions.Blend, in blends: [EntitlementDefinitions.Blend]
  ) -> Bool {
    var seen: Set<String> = []
    var open = [start]
    while let blend = open.popLast() {
      for part in blend.parts {
        guard case .blend(let next) = part.entitlement else { continue }
        if next == name { return true }
        if seen.insert(next).inserted { open += blends.filter { $0.name == next } }
      }
    }
    return false
  }

  private func plainNames(in section: YAMLReader.Section) -> [String] {
    section.mapping.keys.compactMap { key in
      guard let name = key.scalar?.string else { return nil }
      guard PlainName.isPlain(name) else {
        reader.report(
          section, name, problem: "`\(name)` is not a plain name", remedy: "use letters, digits, `-` and `_` only")
        return nil
      }
      return name
    }
  }
}
