// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Yams

extension AuctionReader {
  private static let keys = [
    "name", "administration", "group", "eligibility", "budget", "credit", "credit-cap", "set-aside", "behaviour",
    "looks-ahead", "bids", "values", "places",
  ]

  /// Reads `bidders`, without their bids.
  func readBidders() {
    guard let sections = reader.sections("bidders", in: root) else {
      if reader.value("bidders", in: root) == nil {
        reader.report(root, nil, problem: "`bidders` is missing", remedy: "add `bidders:` with at least one bidder")
      }
      return
    }
    if reader.value("bidders", in: root)?.sequence?.isEmpty == true {
      reader.report(
        root, "bidders", problem: "nobody bids",
        remedy: "name at least one bidder; one without `bids:` makes no offer, which leaves all lots unsold")
    }
    for section in sections { readBidder(section) }
  }

  private func readBidder(_ section: YAMLReader.Section) {
    reader.allow(Self.keys, in: section)
    let name = reader.text("name", in: section, required: true, example: "North")
    var bidder = Bidder(name: name ?? "")
    bidder.administration = reader.text("administration", in: section)
    bidder.group = reader.text("group", in: section)
    bidder.eligibilityPoints = reader.integer("eligibility", in: section, range: AuctionLimits.eligibility)
    bidder.budget = money("budget", in: section)
    bidder.creditThousandths = percentage("credit", in: section, range: 0...1_000) ?? 0
    bidder.greatestDiscount = money("credit-cap", in: section)
    if bidder.greatestDiscount != nil, reader.value("credit", in: section) == nil {
      reader.report(
        section, "credit-cap", problem: "there is no credit to cap", remedy: "add `credit: 15%`, or leave this out")
    }
    let isEligible = reader.flag("set-aside", in: section) ?? false
    let behaviour = readBehaviour(section)
    let isLookingAhead = reader.flag("looks-ahead", in: section) ?? false
    if isLookingAhead, format.kind != .rightToChoose {
      reader.report(
        section, "looks-ahead", problem: "`\(format.kind.rawValue)` has no later rights to think of",
        remedy: "leave it out, or write `format: right-to-choose`")
    }
    guard let name else { return }
    guard bidderIndex[name] == nil else {
      reader.report(section, "name", problem: "two bidders are called `\(name)`", remedy: "give each its own name")
      return
    }
    bidderIndex[name] = bidders.count
    bidders.append(bidder)
    bidderSections.append(section)
    isEligibleForSetAsides.append(isEligible)
    behaviours.append(behaviour)
    looksAhead.append(isLookingAhead)
  }

  /// A word, or a mapping with `kind` and the share or ring that the kind needs.
  private func readBehaviour(_ parent: YAMLReader.Section) -> Behaviour {
    guard let node = reader.value("behaviour", in: parent) else { return .straightforward }
    guard node.mapping != nil else {
      guard let kind = reader.word("behaviour", in: parent, as: Behaviour.Kind.self) else { return .straightforward }
      switch kind {
      case .straightforward: return .straightforward
      case .budgetBound: return .budgetBound
      case .shading, .demandReducing, .spiteful:
        reader.report(
          parent, "behaviour", problem: "`\(kind.rawValue)` needs a share",
          remedy: "write `behaviour: { kind: \(kind.rawValue), share: 20% }`")
      case .colluding:
        reader.report(
          parent, "behaviour", problem: "`colluding` needs the name of a ring",
          remedy: "write `behaviour: { kind: colluding, ring: A }`")
      }
      return .straightforward
    }
    guard let section = reader.section("behaviour", in: parent),
      let kind = reader.word("kind", in: section, as: Behaviour.Kind.self, required: true)
    else { return .straightforward }
    switch kind {
    case .straightforward, .budgetBound:
      reader.allow(["kind"], in: section)
      return kind == .budgetBound ? .budgetBound : .straightforward
    case .colluding:
      reader.allow(["kind", "ring"], in: section)
      guard let ring = reader.text("ring", in: section, required: true, example: "A") else { return .straightforward }
      return .colluding(group: ring)
    case .shading, .demandReducing, .spiteful:
      reader.allow(["kind", "share"], in: section)
      if reader.value("share", in: section) == nil {
        reader.report(section, nil, problem: "`share` is missing", remedy: "add `share: 20%`")
      }
      guard let share = percentage("share", in: section, range: 0...1_000) else { return .straightforward }
      switch kind {
      case .shading: return .shading(thousandths: share)
      case .demandReducing: return .demandReducing(thousandths: share)
      default: return .spiteful(thousandths: share)
      }
    }
  }

  /// A word, or a mapping with `kind` and the format's parameters.
  func readFormat() -> AuctionFormat {
    guard let node = reader.value("format", in: root) else { return .sealed }
    if node.mapping == nil {
      return reader.word("format", in: root, as: AuctionFormat.Kind.self).map { AuctionFormat(standard: $0) } ?? .sealed
    }
    guard let section = reader.section("format", in: root),
      let kind = reader.word("kind", in: section, as: AuctionFormat.Kind.self, required: true)
    else { return .sealed }
    switch kind {
    case .sealed, .sealedSingleLot:
      reader.allow(["kind"], in: section)
      return AuctionFormat(standard: kind)
    case .ascendingSingleLot: return .ascendingSingleLot(readRules(section))
    case .simultaneousAscending: return .simultaneousAscending(readRules(section))
    case .clock: return .clock(readRules(section))
    case .combinatorialClock: return .combinatorialClock(readRules(section))
    case .rightToChoose: return .rightToChoose(readRules(section))
    case .reverse: return .reverse(readRules(section))
    case .postedFee: return .postedFee(readRules(section))
    case .lottery: return .lottery(readRules(section))
    }
  }

  /// The parameters of a format by its list of keys; those that aren't written keep their standard.
  private func readRules<Rules: FormatRules>(_ section: YAMLReader.Section) -> Rules {
    var rules = Rules()
    reader.allow(["kind"] + Rules.fields.map(\.key), in: section)
    for field in Rules.fields {
      if field.mayBeNone, reader.value(field.key, in: section)?.scalar?.string == "none" {
        field.set(&rules, .nothing)
        continue
      }
      switch field.form {
      case .percentage(let range):
        if let number = percentage(field.key, in: section, range: range) { field.set(&rules, .number(number)) }
      case .count(let range):
        if let number = reader.integer(field.key, in: section, range: range) { field.set(&rules, .number(number)) }
      case .money(let aboveZero):
        if let amount = money(field.key, in: section, aboveZero: aboveZero) { field.set(&rules, .number(amount)) }
      case .flag:
        if let flag = reader.flag(field.key, in: section) { field.set(&rules, .flag(flag)) }
      case .word(let words):
        guard let text = reader.text(field.key, in: section) else { continue }
        if words.contains(text) {
          field.set(&rules, .word(text))
        } else {
          let near = nearest(to: text, among: words).map { "did you mean `\($0)`? " } ?? ""
          reader.report(
            section, field.key, problem: "`\(text)` is unknown",
            remedy: near + "write one of: \(words.joined(separator: ", "))")
        }
      }
    }
    return rules
  }
}
