// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension PolicyReader {
  /// Keys of the terms of an auction.
  static let ofAuction = [
    "payments", "values", "seeds", "bidders", "reserve", "fee", "credits", "behaviour",
  ]

  /// The greatest amount that terms may name.
  private static let greatestAmount = 1_000_000_000

  /// Names of income groups in credits, besides the identifiers of groups.
  private static let incomeWords: [(word: String, group: AdministrationGroup)] = [
    ("low-income", .income(.low)), ("lower-middle-income", .income(.lowerMiddle)),
    ("upper-middle-income", .income(.upperMiddle)), ("high-income", .income(.high)),
  ]

  /// The terms below `auction`.
  func auction(_ section: YAMLReader.Section) -> Policy.Auction? {
    guard let below = reader.section("auction", in: section) else { return nil }
    reader.allow(Self.ofAuction, in: below)
    let payments = reader.word("payments", in: below, as: Policy.Auction.Payments.self)
    if reader.value("payments", in: below) == nil {
      let known = Policy.Auction.Payments.allCases.map(\.rawValue)
      reader.report(
        below, nil, problem: "`payments` is missing", remedy: "write one of: \(known.joined(separator: ", "))")
    }
    guard let payments else { return nil }
    let amounts = 0...Self.greatestAmount
    if payments == .postedFee {
      refuse(["reserve", "credits"], in: below, beside: "beside a posted fee")
    } else {
      refuse(["fee"], in: below, beside: "beside `payments: \(payments.rawValue)`")
    }
    let fee = reader.integer("fee", in: below, range: amounts, required: payments == .postedFee)
    let values = values(below)
    let credits = credits(below)
    return Policy.Auction(
      payments: payments, values: values ?? .table,
      bidders: reader.word("bidders", in: below, as: Policy.Auction.Bidders.self) ?? .administrations,
      reserve: reader.integer("reserve", in: below, range: amounts) ?? 0, fee: fee ?? 0, credits: credits.list,
      greatestDiscount: credits.cap, shareBid: behaviour(below), line: below.line ?? section.line)
  }

  private func values(_ section: YAMLReader.Section) -> Policy.Auction.Values? {
    let word = reader.text("values", in: section) ?? "seeded"
    switch word {
    case "seeded":
      guard let seeds = reader.section("seeds", in: section) else {
        if reader.value("seeds", in: section) == nil {
          reader.report(
            section, nil, problem: "`seeds` is missing",
            remedy: "add `seeds: { world: 1, bidders: 2 }`, from which values are drawn")
        }
        return nil
      }
      reader.allow(["world", "bidders"], in: seeds)
      guard let world = reader.integer("world", in: seeds, range: 0...Int.max, required: true),
        let bidders = reader.integer("bidders", in: seeds, range: 0...Int.max, required: true)
      else { return nil }
      return .seeded(world: world, bidders: bidders)
    case "table":
      refuse(["seeds"], in: section, beside: "beside values from a table")
      return .table
    default:
      reader.report(
        section, "values", problem: "`\(word)` is unknown",
        remedy: "write `seeded`, or `table` for the scenario's `values`")
      return nil
    }
  }

  private func credits(_ section: YAMLReader.Section) -> (list: [Policy.Auction.Credit], cap: Int?) {
    guard let below = reader.section("credits", in: section) else { return ([], nil) }
    var list: [Policy.Auction.Credit] = []
    let known = Self.incomeWords.map(\.word) + AdministrationGroup.all.map(\.identifier)
    for key in below.mapping.keys {
      guard let word = key.scalar?.string else {
        reader.report(below, nil, problem: "a key is not a plain word", remedy: "name a group")
        continue
      }
      if word == "cap" { continue }
      guard let group = Self.incomeWords.first(where: { $0.word == word })?.group ?? AdministrationGroup(word) else {
        let near = nearest(to: word, among: known).map { "did you mean `\($0)`? " } ?? ""
        reader.report(
          below, word, problem: "group `\(word)` is unknown",
          remedy: near + "write one of: \(known.joined(separator: ", "))")
        continue
      }
      if list.contains(where: { $0.group == group }) {
        reader.report(below, word, problem: "stands twice for `\(group.identifier)`", remedy: "keep one of them")
        continue
      }
      guard let thousandths = percentage(word, below) else { continue }
      list.append(.init(group: group, thousandths: thousandths))
    }
    let cap = reader.integer("cap", in: below, range: 0...Self.greatestAmount)
    if list.isEmpty, below.mapping.keys.allSatisfy({ $0.scalar?.string == "cap" }) {
      reader.report(section, "credits", problem: "names no group", remedy: "write `low-income: 25%`, or leave it out")
    }
    return (list, cap)
  }

  private func behaviour(_ section: YAMLReader.Section) -> Int {
    guard let node = reader.value("behaviour", in: section) else { return 1_000 }
    let remedy = "write `straightforward` or `{ kind: shading, share: 80% }`"
    guard node.mapping != nil, let below = reader.section("behaviour", in: section) else {
      let word = node.scalar?.string ?? "a list"
      if word != "straightforward" {
        reader.report(
          section, "behaviour",
          problem: word == "shading" ? "`shading` lacks the share of the value that is bid" : "`\(word)` is unknown",
          remedy: remedy)
      }
      return 1_000
    }
    reader.allow(["kind", "share"], in: below)
    switch reader.text("kind", in: below, required: true, example: "shading") {
    case "straightforward":
      refuse(["share"], in: below, beside: "where bidders are straightforward")
      return 1_000
    case "shading":
      if reader.value("share", in: below) == nil {
        reader.report(below, nil, problem: "`share` is missing", remedy: "add `share: 80%`")
      }
      guard let share = percentage("share", below) else { return 1_000 }
      if share == 0 { reader.report(below, "share", problem: "nobody bids", remedy: "write a share above 0 %") }
      return share
    case .some(let word):
      reader.report(below, "kind", problem: "`\(word)` is unknown", remedy: remedy)
      return 1_000
    case nil: return 1_000
    }
  }

  /// `25%`, or `0.25`, in thousandths; at most 100 %.
  private func percentage(_ key: String, _ section: YAMLReader.Section) -> Int? {
    guard let text = reader.text(key, in: section) else { return nil }
    let remedy = "write a share from 0% to 100% with at most one decimal, such as 25%"
    let number: Int? =
      if text.hasSuffix("%") {
        Thousandths.parse(String(text.dropLast())).flatMap { $0 % 100 == 0 ? $0 / 100 : nil }
      } else {
        Thousandths.parse(text)
      }
    guard let number else {
      reader.report(section, key, problem: "`\(text)` is not a share", remedy: remedy)
      return nil
    }
    guard (0...1_000).contains(number) else {
      reader.report(
        section, key, problem: "\(text) is \(number < 0 ? "below 0%" : "above 100%")", remedy: remedy)
      return nil
    }
    return number
  }

  /// Checks that at most one stage sells, that what is paid for it can be said, and that the stage before leaves it alone.
  func checkAuctions(
    _ stages: [Policy.Stage], _ sections: [YAMLReader.Section], _ constraints: Policy.Constraints
  ) {
    let selling = stages.indices.filter { stages[$0].auction != nil }
    for index in selling.dropFirst() {
      reader.report(
        sections[index], "auction", problem: "is the second auction of the policy", remedy: "keep one auction a policy")
    }
    for index in selling where index > 0 && stages[index - 1].carry != .grants {
      reader.report(
        sections[index - 1], "carry",
        problem: "`\(stages[index - 1].carry.rawValue)` can't be kept by an auction, which prices every grant",
        remedy: "write `carry: grants`, or leave it out")
    }
    guard let index = selling.first else { return }
    let promises =
      !constraints.fairness.isEmpty || constraints.limits.contains { $0.kind == .minimum }
      || constraints.quotas.contains(where: \.isLower)
    if promises {
      reader.report(
        sections[index], "auction",
        problem: "stands beside a minimum, a lower quota or a demand of fairness, so that some would be granted unsold",
        remedy: "leave the promise out, or grant what is promised in a stage of its own before the auction")
    }
  }
}
