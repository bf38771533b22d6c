// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

extension AuctionLogFile {
  /// Reads a log in YAML or JSON.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - auction: Whose names of bidders and lots it uses.
  /// - Throws: `InputNotFound` where it can't be read; `BadInput` with every fault and its line: unknown keys, bidders, lots and acts,
  ///   amounts that are none, rounds out of order, the same bid withdrawn twice in a round.
  public static func read(_ path: String, auction: Auction) throws -> AuctionLogFile {
    let (reader, root) = try YAMLReader.open(path, schema: AuctionLogDocument.schema)
    var reading = AuctionLogReader(reader: reader, auction: auction)
    let file = reading.file(root)
    try reader.finish()
    return file
  }
}

/// Reads rounds, acts and events key by key.
struct AuctionLogReader {
  let reader: YAMLReader
  let bidders: [String: Int]
  let lots: [String: Int]
  let currency: Currency

  init(reader: YAMLReader, auction: Auction) {
    self.reader = reader
    bidders = Dictionary(auction.bidders.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    lots = Dictionary(auction.lots.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    currency = auction.currency
  }

  mutating func file(_ root: YAMLReader.Section) -> AuctionLogFile {
    reader.allow(["orbitshare", "format", "note", "rounds"], in: root)
    let schema = reader.text("orbitshare", in: root, required: true, example: AuctionLogDocument.schema)
    if let schema, schema != AuctionLogDocument.schema {
      reader.report(
        root, "orbitshare", problem: "`\(schema)` is no log of an auction",
        remedy: "write `orbitshare: \(AuctionLogDocument.schema)`")
    }
    let format = reader.word("format", in: root, as: AuctionFormat.Kind.self, required: true)
    let sections = reader.sections("rounds", in: root)
    if sections == nil, reader.value("rounds", in: root) == nil {
      reader.report(root, nil, problem: "`rounds` is missing", remedy: "add `rounds:` with one entry a round")
    }
    var rounds: [AuctionLog.Round] = []
    var (actLines, eventLines, roundLines): ([[Int?]], [[Int?]], [Int?]) = ([], [], [])
    for (index, section) in (sections ?? []).enumerated() {
      reader.allow(["round", "phase", "acts", "events"], in: section)
      if let number = reader.integer("round", in: section, range: 1...1_000_000, required: true), number != index + 1 {
        reader.report(
          section, "round", problem: "\(number) is not the number of this round", remedy: "write \(index + 1)")
      }
      let acts = reader.sections("acts", in: section) ?? []
      let events = reader.sections("events", in: section) ?? []
      let read = acts.map(act)
      checkWithdrawals(read, acts)
      rounds.append(
        AuctionLog.Round(
          number: index + 1, phase: reader.text("phase", in: section) ?? "",
          acts: read.compactMap(\.self), events: events.compactMap(event)))
      actLines.append(acts.map(\.line))
      eventLines.append(events.map(\.line))
      roundLines.append(section.line)
    }
    return AuctionLogFile(
      path: reader.file, log: AuctionLog(format: format?.rawValue ?? "", rounds: rounds), actLines: actLines,
      eventLines: eventLines, roundLines: roundLines, roundsLine: reader.line("rounds", in: root))
  }

  private func act(_ section: YAMLReader.Section) -> AuctionLog.Act? {
    reader.allow(["bidder", "act", "lots", "amount", "point", "places"], in: section)
    let bidder = bidder(section, required: true)
    let kind = reader.word("act", in: section, as: AuctionLog.Act.Kind.self, required: true)
    let package = package(section)
    let amount = amount(section)
    let point = reader.thousandths("point", in: section, range: 0...1000)
    let places = places(section)
    guard let bidder, let kind, let package, let places else { return nil }
    return .init(
      bidder: bidder, kind: kind, package: package, amount: amount, pointThousandths: point, places: places)
  }

  private func event(_ section: YAMLReader.Section) -> AuctionLog.Event? {
    reader.allow(["event", "act", "bidder", "lots", "amount", "points", "places", "reason"], in: section)
    let kind = reader.word("event", in: section, as: AuctionLog.Event.Kind.self, required: true)
    let act = reader.integer("act", in: section, range: 1...1_000_000)
    let bidder = bidder(section, required: false)
    let points = reader.integer("points", in: section, range: 0...Int.max)
    let reason = reader.word("reason", in: section, as: AuctionLog.Reason.self)
    let package = package(section)
    let amount = amount(section)
    guard let kind, let package, let places = places(section) else { return nil }
    return .init(
      kind, act: act.map { $0 - 1 }, bidder: bidder, package: package, amount: amount, points: points, places: places,
      reason: reason)
  }

  private func checkWithdrawals(_ acts: [AuctionLog.Act?], _ sections: [YAMLReader.Section]) {
    var seen: Set<AuctionLog.Act> = []
    for (act, section) in zip(acts, sections) {
      guard let act, act.kind == .withdraw, !seen.insert(act).inserted else { continue }
      reader.report(
        section, "act", problem: "the bid is withdrawn twice in one round",
        remedy: AuctionLog.Reason.withdrawnTwice.remedy)
    }
  }

  private func bidder(_ section: YAMLReader.Section, required: Bool) -> Int? {
    guard let name = reader.text("bidder", in: section, required: required, example: "NAME") else { return nil }
    if let index = bidders[name] { return index }
    report(section, "bidder", "`\(name)` is no bidder of the auction", name, bidders)
    return nil
  }

  private func report(
    _ section: YAMLReader.Section, _ key: String, _ problem: String, _ name: String, _ known: [String: Int]
  ) {
    let names = known.keys.sorted()
    let near = nearest(to: name, among: names).map { "did you mean `\($0)`?" }
    let remedy = near ?? "write one of: \(names.prefix(20).joined(separator: ", "))\(names.count > 20 ? ", …" : "")"
    reader.report(section, key, problem: problem, remedy: remedy)
  }

  private func amount(_ section: YAMLReader.Section) -> Int? {
    guard let text = reader.text("amount", in: section) else { return nil }
    if let amount = currency.parse(text), amount >= 0 { return amount }
    reader.report(
      section, "amount", problem: "`\(text)` is no amount",
      remedy: "write a number of at least 0 with at most \(currency.decimals) decimals, up to "
        + currency.text(Currency.greatestAmount))
    return nil
  }

  /// A list of lots, or units by lot; nil where something is wrong with them.
  private func package(_ section: YAMLReader.Section) -> [LotQuantity]? {
    guard let node = reader.value("lots", in: section) else { return [] }
    var parts: [(name: String, units: Int)] = []
    if node.sequence != nil {
      guard let names = reader.texts("lots", in: section) else { return nil }
      parts = names.map { ($0, 1) }
    } else if let below = reader.section("lots", in: section) {
      for key in below.mapping.keys {
        guard let name = key.scalar?.string,
          let units = reader.integer(name, in: below, range: 1...1_000_000_000)
        else { return nil }
        parts.append((name, units))
      }
    } else {
      return nil
    }
    var package: [LotQuantity] = []
    for part in parts {
      guard let lot = lots[part.name] else {
        report(section, "lots", "`\(part.name)` is no lot of the auction", part.name, lots)
        return nil
      }
      guard !package.contains(where: { $0.lot == lot }) else {
        reader.report(
          section, "lots", problem: "`\(part.name)` stands twice", remedy: "write `\(part.name): 2` for two units")
        return nil
      }
      package.append(LotQuantity(lot: lot, units: part.units))
    }
    return package.sorted()
  }

  /// A list of whole numbers; nil where something is wrong with them.
  private func places(_ section: YAMLReader.Section) -> [Int]? {
    guard reader.value("places", in: section) != nil else { return [] }
    guard let texts = reader.texts("places", in: section) else { return nil }
    let places = texts.compactMap { Int($0) }
    guard places.count == texts.count, places.allSatisfy({ $0 > 0 }), places == places.sorted(),
      Set(places).count == places.count
    else {
      reader.report(
        section, "places", problem: "are not places", remedy: "write whole numbers from 1, ascending, each once")
      return nil
    }
    return places
  }
}
