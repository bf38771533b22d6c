// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

extension AuctionDocument {
  /// The document in the project's own language; reading it gives the same auction again.
  ///
  /// Conflicts are written one by one, wherever they came from. Caps and set-asides are written with the bidders that they
  /// count.
  ///
  /// - Parameter bidTable: The name of a table to which the bids go (`tableText`) instead of below the bidders.
  public func yaml(bidTable: String? = nil) -> String {
    var lines = ["orbitshare: \(Self.schema)"]
    lines.append("title: \(Self.quoted(auction.title))")
    for (key, text) in [("note", note), ("source", source), ("counterfactual", counterfactual)] {
      if let text { lines.append("\(key): \(Self.quoted(text))") }
    }
    lines.append(contentsOf: currencyLines())
    lines.append("format: \(formatText)")
    lines.append("payments: \(payments.rawValue)")
    lines.append("reserves: \(auction.reserveRule.rawValue)")
    lines.append("seeds: { world: \(seeds.world), bidders: \(seeds.bidders) }")
    lines.append("lots:")
    lines += auction.lots.map { "  - " + lotText($0) }
    if !auction.conflicts.isEmpty {
      lines.append("conflicts:")
      lines += auction.conflicts.map { "  - " + conflictText($0) }
    }
    lines.append("bidders:")
    let grouping = grouping
    for bidder in auction.bidders.indices {
      lines += bidderLines(bidder)
      if bidTable == nil { lines += bidLines(of: bidder, group: grouping.group) }
      lines += placeLines(of: bidder)
    }
    lines += limitLines()
    if let bidTable { lines.append("bids: \(Self.quoted(bidTable))") }
    let loose = bidTable == nil ? grouping.loose : auction.exclusions.filter { !isOwn($0) }
    if !loose.isEmpty {
      lines.append("exclusions:")
      lines += loose.map { set in
        "  - [\(set.map { Self.quoted(auction.bids[$0].identifier) }.joined(separator: ", "))]"
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The bids as a table `bid,bidder,alternatives,lots,amount`.
  public var tableText: String {
    let labels = Self.alternatives(in: auction.exclusions.filter(isOwn))
    let rows = auction.bids.enumerated().map { index, bid in
      [
        bid.identifier, auction.bidders[bid.bidder].name, labels[index] ?? "",
        bid.package.map { item in
          auction.lots[item.lot].name + (item.units > 1 ? "*\(item.units)" : "")
        }.joined(separator: "|"), auction.currency.text(bid.amount),
      ]
    }
    return Table(header: BidTable.header, rows: rows).serialised()
  }

  /// For each bid of some sets a word a set, with bars between them: `x1|x4`.
  static func alternatives(in sets: [[Int]]) -> [Int: String] {
    var labels: [Int: [String]] = [:]
    for (number, set) in sets.enumerated() {
      for bid in set { labels[bid, default: []].append("x\(number + 1)") }
    }
    return labels.mapValues { $0.joined(separator: "|") }
  }

  // MARK: - Parts

  private func currencyLines() -> [String] {
    // A currency without a code is that of a CATS file, which names none.
    let code = auction.currency.code.isEmpty ? "units" : auction.currency.code
    return ["currency: { code: \(Self.quoted(code)), decimals: \(auction.currency.decimals) }"]
  }

  private var formatText: String {
    switch format {
    case .sealed, .sealedSingleLot: format.kind.rawValue
    case .ascendingSingleLot(let rules): rulesText(rules)
    case .simultaneousAscending(let rules): rulesText(rules)
    case .clock(let rules): rulesText(rules)
    case .combinatorialClock(let rules): rulesText(rules)
    case .rightToChoose(let rules): rulesText(rules)
    case .reverse(let rules): rulesText(rules)
    case .postedFee(let rules): rulesText(rules)
    case .lottery(let rules): rulesText(rules)
    }
  }

  /// The kind and all parameters, so that the file doesn't change its meaning where a standard does.
  private func rulesText<Rules: FormatRules>(_ rules: Rules) -> String {
    let parameters = Rules.fields.map { field -> String in
      guard let value = field.value(rules) else { return "\(field.key): none" }
      switch (field.form, value) {
      case (_, .nothing): return "\(field.key): none"
      case (.percentage, .number(let number)): return "\(field.key): \(Thousandths.percentage(number))"
      case (.money, .number(let number)): return "\(field.key): \(auction.currency.text(number))"
      case (_, .number(let number)): return "\(field.key): \(number)"
      case (_, .flag(let flag)): return "\(field.key): \(flag)"
      case (_, .word(let word)): return "\(field.key): \(word)"
      }
    }
    return "{ \((["kind: \(format.kind.rawValue)"] + parameters).joined(separator: ", ")) }"
  }

  private func lotText(_ lot: Lot) -> String {
    var parts = ["name: \(Self.quoted(lot.name))"]
    if lot.supply != 1 { parts.append("supply: \(lot.supply)") }
    if lot.reserve != 0 { parts.append("reserve: \(auction.currency.text(lot.reserve))") }
    if lot.points != 1 { parts.append("points: \(lot.points)") }
    if let category = lot.category { parts.append("category: \(Self.quoted(category))") }
    if let longitude = lot.longitudeMilliDegrees { parts.append("longitude: \(Thousandths.text(longitude))") }
    if let band = lot.band { parts.append("band: \(Self.quoted(band))") }
    if let date = lot.bringingIntoUse { parts.append("bring-into-use: \(date)") }
    return "{ \(parts.joined(separator: ", ")) }"
  }

  private func names(_ lots: [Int]) -> String {
    "[\(lots.map { Self.quoted(auction.lots[$0].name) }.joined(separator: ", "))]"
  }

  private func conflictText(_ conflict: LotConflict) -> String {
    var parts = ["lots: \(names(conflict.lots))", "most: \(conflict.most)", "reason: \(Self.quoted(conflict.reason))"]
    if conflict.exemptsSameHolder { parts.append("unless-same-holder: true") }
    return "{ \(parts.joined(separator: ", ")) }"
  }

  private func bidderLines(_ index: Int) -> [String] {
    let bidder = auction.bidders[index]
    var lines = ["  - name: \(Self.quoted(bidder.name))"]
    if let administration = bidder.administration { lines.append("    administration: \(Self.quoted(administration))") }
    if let group = bidder.group { lines.append("    group: \(Self.quoted(group))") }
    if let points = bidder.eligibilityPoints { lines.append("    eligibility: \(points)") }
    if let budget = bidder.budget { lines.append("    budget: \(auction.currency.text(budget))") }
    if bidder.creditThousandths > 0 || bidder.greatestDiscount != nil {
      lines.append("    credit: \(Thousandths.percentage(bidder.creditThousandths))")
    }
    if let most = bidder.greatestDiscount { lines.append("    credit-cap: \(auction.currency.text(most))") }
    if behaviours.indices.contains(index), behaviours[index] != .straightforward {
      lines.append("    behaviour: \(Self.text(of: behaviours[index]))")
    }
    if looksAhead.indices.contains(index), looksAhead[index] { lines.append("    looks-ahead: true") }
    return lines
  }

  private func bidLines(of bidder: Int, group: [Int: Int]) -> [String] {
    var lines: [String] = []
    var written: Set<Int> = []
    for (index, bid) in auction.bids.enumerated() where bid.bidder == bidder {
      guard let set = group[index] else {
        lines.append("      - " + bidText(bid))
        continue
      }
      guard written.insert(set).inserted else { continue }
      lines.append("      - xor:")
      lines += auction.exclusions[set].map { "          - " + bidText(auction.bids[$0]) }
    }
    return lines.isEmpty ? [] : ["    \(statesValues ? "values" : "bids"):"] + lines
  }

  private func placeLines(of bidder: Int) -> [String] {
    let own = preferences.filter { $0.bidder == bidder }
    guard !own.isEmpty else { return [] }
    return ["    places:"]
      + own.map { preference in
        let places = preference.places.map(String.init).joined(separator: ", ")
        return
          "      - { lot: \(Self.quoted(auction.lots[preference.lot].name)), places: [\(places)], amount: \(auction.currency.text(preference.amount)) }"
      }
  }

  private func bidText(_ bid: Bid) -> String {
    let isPlain = bid.package.allSatisfy { $0.units == 1 }
    let lots =
      isPlain
      ? names(bid.package.map(\.lot))
      : "{\(bid.package.map { "\(Self.quoted(auction.lots[$0.lot].name)): \($0.units)" }.joined(separator: ", "))}"
    return
      "{ id: \(Self.quoted(bid.identifier)), lots: \(lots), amount: \(auction.currency.text(bid.amount)) }"
  }

  private func limitLines() -> [String] {
    var lines: [String] = []
    let bidderNames = { (bidders: [Int]) in
      "[\(bidders.map { Self.quoted(auction.bidders[$0].name) }.joined(separator: ", "))]"
    }
    let caps = auction.limits.filter { $0.kind == .cap }
    if !caps.isEmpty { lines.append("caps:") }
    for cap in caps {
      lines.append(
        "  - { name: \(Self.quoted(cap.name)), lots: \(names(cap.lots)), most: \(cap.most), per: together, bidders: \(bidderNames(cap.bidders)) }"
      )
    }
    let setAsides = auction.limits.filter { $0.kind == .setAside }
    if !setAsides.isEmpty { lines.append("set-asides:") }
    for limit in setAsides {
      let supply = limit.lots.reduce(0) { $0 + auction.lots[$1].supply }
      let eligible = auction.bidders.indices.filter { !limit.bidders.contains($0) }
      lines.append(
        "  - { name: \(Self.quoted(limit.name)), lots: \(names(limit.lots)), units: \(supply - limit.most), eligible: \(bidderNames(eligible)) }"
      )
    }
    return lines
  }

  // MARK: - Sets of alternatives

  /// Whether a set can be written as `xor` below a bidder: all bids are one bidder's.
  private func isOwn(_ set: [Int]) -> Bool { Set(set.map { auction.bids[$0].bidder }).count == 1 && set.count > 1 }

  /// The `xor` of each bid, if any: a set of its bidder that holds no bid of an earlier one. Sets beyond are written as
  /// `exclusions`.
  private var grouping: (group: [Int: Int], loose: [[Int]]) {
    var group: [Int: Int] = [:]
    var loose: [[Int]] = []
    for (index, set) in auction.exclusions.enumerated() {
      if isOwn(set), set.allSatisfy({ group[$0] == nil }) {
        for bid in set { group[bid] = index }
      } else {
        loose.append(set)
      }
    }
    return (group, loose)
  }

  private static func text(of behaviour: Behaviour) -> String {
    switch behaviour {
    case .straightforward, .budgetBound: behaviour.kind.rawValue
    case .shading(let share), .demandReducing(let share), .spiteful(let share):
      "{ kind: \(behaviour.kind.rawValue), share: \(Thousandths.percentage(share)) }"
    case .colluding(let group): "{ kind: colluding, ring: \(quoted(group)) }"
    }
  }

  /// A text as a YAML scalar: plain where nothing in it could mean something else.
  static func quoted(_ text: String) -> String {
    let isPlain =
      text.utf8.first.map { (65...90).contains($0) || (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
      ?? false
    let isHarmless = text.utf8.allSatisfy {
      (65...90).contains($0) || (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 46 || $0 == 95
    }
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "-", "--", "---"]
    if isPlain, isHarmless, !words.contains(text.lowercased()) { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 32 || scalar.value == 127:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
