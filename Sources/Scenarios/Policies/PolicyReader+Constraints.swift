// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension PolicyReader {
  func constraints(_ root: YAMLReader.Section) -> Policy.Constraints {
    var result = Policy.Constraints()
    guard let section = reader.section("constraints", in: root) else { return result }
    reader.allow(
      [
        "cap", "minimum", "quota", "set_aside", "protect", "filed_positions_only", "fairness", "eligible",
      ], in: section)
    result.limits = entries("cap", section).compactMap { limit($0, .cap) }
    result.limits += entries("minimum", section).compactMap { limit($0, .minimum) }
    result.quotas = entries("quota", section).compactMap { quota($0) }
    result.setAsides = stacked(entries("set_aside", section).compactMap { setAside($0) })
    result.protected = words("protect", section, as: Policy.Protection.self)
    if !result.protected.isEmpty { result.protectionLine = reader.line("protect", in: section) }
    result.filedPositions = filedPositions(section)
    result.fairness = entries("fairness", section).compactMap { fairness($0) }
    if let criteria = reader.texts("eligible", in: section) {
      if criteria.isEmpty { refuseEmpty("eligible", section, "criterion") }
      result.eligibility = criteria
      if !criteria.isEmpty { result.eligibilityLine = reader.line("eligible", in: section) }
    }
    for word in Set(result.eligibility).sorted() where result.eligibility.count(where: { $0 == word }) > 1 {
      reader.report(section, "eligible", problem: "`\(word)` stands twice", remedy: "name each criterion once")
    }
    checkContradictions(result, section)
    return result
  }

  /// The sections of a key that holds one mapping or a list of them.
  private func entries(_ key: String, _ section: YAMLReader.Section) -> [YAMLReader.Section] {
    guard let node = reader.value(key, in: section) else { return [] }
    if let sequence = node.sequence {
      if sequence.isEmpty { refuseEmpty(key, section, "entry") }
      return reader.sections(key, in: section) ?? []
    }
    return reader.section(key, in: section).map { [$0] } ?? []
  }

  private func refuseEmpty(_ key: String, _ section: YAMLReader.Section, _ noun: String) {
    reader.report(section, key, problem: "is empty", remedy: "write at least one \(noun), or leave it out")
  }

  private func words<Word: RawRepresentable & CaseIterable & Equatable>(
    _ key: String, _ section: YAMLReader.Section, as type: Word.Type
  ) -> [Word] where Word.RawValue == String {
    guard let texts = reader.texts(key, in: section) else { return [] }
    if texts.isEmpty { refuseEmpty(key, section, "word") }
    var result: [Word] = []
    for text in texts {
      guard let word = Word(rawValue: text) else {
        let known = Word.allCases.map(\.rawValue)
        let near = nearest(to: text, among: known).map { "did you mean `\($0)`? " } ?? ""
        reader.report(
          section, key, problem: "`\(text)` is unknown", remedy: near + "write one of: \(known.joined(separator: ", "))"
        )
        continue
      }
      if result.contains(word) {
        reader.report(section, key, problem: "`\(text)` stands twice", remedy: "name it once")
      } else {
        result.append(word)
      }
    }
    return result
  }

  private func filedPositions(_ section: YAMLReader.Section) -> Policy.FiledPositions {
    switch reader.text("filed_positions_only", in: section) {
    case nil, "false": return .none
    case "true": return .all
    case "in-use": return .inUse
    case .some(let text):
      reader.report(
        section, "filed_positions_only", problem: "`\(text)` is unknown", remedy: "write true, false or in-use")
      return .none
    }
  }

  // MARK: - Limits and quotas

  private func limit(_ section: YAMLReader.Section, _ kind: Policy.Limit.Kind) -> Policy.Limit? {
    let quantities = Policy.Quantity.allCases.map(\.rawValue)
    reader.allow(["per", "administrations", "groups"] + quantities, in: section)
    let named = Policy.Quantity.allCases.filter { reader.value($0.rawValue, in: section) != nil }
    guard let quantity = named.first, named.count == 1 else {
      reader.report(
        section, nil,
        problem: named.isEmpty
          ? "`networks` is missing" : "has \(named.map { "`\($0.rawValue)`" }.joined(separator: " and "))",
        remedy: named.isEmpty
          ? "add `networks: …`, or one of \(quantities.joined(separator: ", "))" : "write an entry for each")
      return nil
    }
    let least = kind == .cap ? 0 : 1
    guard let amount = reader.integer(quantity.rawValue, in: section, range: least...1_000_000_000_000) else {
      return nil
    }
    guard let scope = scope(section) else { return nil }
    return Policy.Limit(kind: kind, scope: scope, quantity: quantity, amount: amount, line: section.line)
  }

  private func scope(_ section: YAMLReader.Section) -> Policy.LimitScope? {
    let per = reader.text("per", in: section)
    switch per {
    case "organisation":
      for key in ["administrations", "groups"] where reader.value(key, in: section) != nil {
        reader.report(section, key, problem: "means nothing beside `per: organisation`", remedy: "leave it out")
      }
      return .eachOrganisation
    case "administration", nil:
      if per == nil, reader.value("groups", in: section) != nil {
        return groups("groups", section, required: true).map { .groups($0) }
      }
      if per == nil, reader.value("administrations", in: section)?.sequence != nil {
        return symbols("administrations", section).map { .administrations($0) }
      }
      if reader.value("groups", in: section) != nil {
        return groups("groups", section, required: true).map { .eachAdministration(.groups($0)) }
      }
      return .eachAdministration(administrations(section))
    case .some(let text):
      reader.report(
        section, "per", problem: "`\(text)` is unknown",
        remedy: "write administration or organisation; without it, groups and administrations count together")
      return nil
    }
  }

  private func quota(_ section: YAMLReader.Section) -> Policy.Quota? {
    reader.allow(["entitlement", "units", "lower", "upper"], in: section)
    guard let units = reader.integer("units", in: section, range: 1...1_000_000_000, required: true) else { return nil }
    let lower = reader.flag("lower", in: section) ?? true
    let upper = reader.flag("upper", in: section) ?? true
    if !lower, !upper {
      reader.report(section, nil, problem: "neither `lower` nor `upper` holds", remedy: "leave the quota out")
    }
    return Policy.Quota(
      entitlement: entitlement(section) ?? .equal, units: units, isLower: lower, isUpper: upper, line: section.line)
  }

  private func fairness(_ section: YAMLReader.Section) -> Policy.FairnessDemand? {
    reader.allow(["demand", "entitlement"], in: section)
    guard let kind = reader.word("demand", in: section, as: Policy.FairnessDemand.Kind.self, required: true) else {
      return nil
    }
    return Policy.FairnessDemand(kind: kind, entitlement: entitlement(section) ?? .equal, line: section.line)
  }

  // MARK: - Set-asides

  private func setAside(_ section: YAMLReader.Section) -> Policy.SetAside? {
    reader.allow(["groups", "share", "sector_degrees", "arc", "positions", "band", "channels"], in: section)
    let groups = groups("groups", section, required: true)
    let kinds = ["arc", "positions", "channels"].filter { reader.value($0, in: section) != nil }
    let extent: Policy.SetAside.Extent?
    if kinds.count > 1 || (!kinds.isEmpty && reader.value("share", in: section) != nil) {
      let all = kinds + (reader.value("share", in: section) != nil ? ["share"] : [])
      reader.report(
        section, nil, problem: "has \(all.map { "`\($0)`" }.joined(separator: " and "))",
        remedy: "write an entry for each")
      return nil
    }
    let kind = kinds.first ?? "share"
    if kind != "channels" { refuse(["band"], in: section, beside: "beside `\(kind)`") }
    if kind != "share" { refuse(["sector_degrees"], in: section, beside: "beside `\(kind)`") }
    switch kinds.first {
    case "arc": extent = arc(section)
    case "positions": extent = positions(section)
    case "channels": extent = channels(section)
    default: extent = sectors(section)
    }
    guard let groups, let extent else { return nil }
    return Policy.SetAside(groups: groups, extent: extent, line: section.line)
  }

  /// Shares of sectors side by side: each begins where the one before ends.
  private func stacked(_ asides: [Policy.SetAside]) -> [Policy.SetAside] {
    var start = 0
    return asides.map { aside in
      guard case .sectors(_, let share, let sector) = aside.extent else { return aside }
      var result = aside
      result.extent = .sectors(startThousandths: start, shareThousandths: share, sectorMilliDegrees: sector)
      start += share
      return result
    }
  }

  private func sectors(_ section: YAMLReader.Section) -> Policy.SetAside.Extent? {
    let share = reader.thousandths("share", in: section, range: 0...1_000, required: true)
    let sector = reader.thousandths("sector_degrees", in: section, range: 100...360_000) ?? 10_000
    if 360_000 % sector != 0 {
      reader.report(
        section, "sector_degrees", problem: "does not divide the circle",
        remedy: "write a divisor of 360, for example 10")
    }
    return share.map { .sectors(startThousandths: 0, shareThousandths: $0, sectorMilliDegrees: sector) }
  }

  private func arc(_ section: YAMLReader.Section) -> Policy.SetAside.Extent? {
    guard let below = reader.section("arc", in: section) else { return nil }
    reader.allow(["from_degrees", "to_degrees"], in: below)
    guard let from = reader.thousandths("from_degrees", in: below, range: -180_000...180_000, required: true),
      let to = reader.thousandths("to_degrees", in: below, range: -180_000...180_000, required: true)
    else { return nil }
    return .arc(fromMilliDegrees: from, toMilliDegrees: to)
  }

  private func positions(_ section: YAMLReader.Section) -> Policy.SetAside.Extent? {
    guard let texts = reader.texts("positions", in: section) else { return nil }
    var result: [Int] = []
    for text in texts {
      guard let position = Thousandths.parse(text), (-180_000...180_000).contains(position) else {
        reader.report(
          section, "positions", problem: "`\(text)` is not a longitude", remedy: "write degrees east from -180 to 180")
        continue
      }
      let longitude = position == -180_000 ? 180_000 : position
      if result.contains(longitude) {
        reader.report(section, "positions", problem: "`\(text)` stands twice", remedy: "name each longitude once")
      }
      result.append(longitude)
    }
    if texts.isEmpty { reader.report(section, "positions", problem: "is empty", remedy: "name at least one longitude") }
    return .positions(result)
  }

  private func channels(_ section: YAMLReader.Section) -> Policy.SetAside.Extent? {
    guard let band = reader.text("band", in: section, required: true),
      let below = reader.section("channels", in: section)
    else { return nil }
    reader.allow(["first", "last"], in: below)
    guard let first = reader.integer("first", in: below, range: 1...64, required: true) else { return nil }
    let last = reader.integer("last", in: below, range: 1...64) ?? first
    if last < first {
      reader.report(below, "last", problem: "lies below `first`", remedy: "write the higher channel here")
      return nil
    }
    return .channels(band: band, first: first, last: last)
  }
}
