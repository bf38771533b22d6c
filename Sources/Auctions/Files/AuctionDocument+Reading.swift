// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Scenarios

extension AuctionDocument {
  /// The version of auction files that is read.
  public static let schema = DocumentKind.auctionSchema

  /// Reads and validates a file of the project's own language, with the tables that it names.
  ///
  /// - Throws: `InputNotFound`, or `BadInput` with every fault and its line.
  public static func readYAML(path: String) throws -> AuctionDocument {
    let (reader, root) = try YAMLReader.open(path, schema: schema)
    return try AuctionReader(reader: reader, root: root, path: path).document()
  }
}

/// Reads one file in the order in which its parts rest on each other: money, lots, bidders, bids, limits.
final class AuctionReader {
  let reader: YAMLReader
  let root: YAMLReader.Section
  let path: String
  /// What money is counted in; a currency without decimals where the file's is at fault.
  private(set) var currency = Currency(code: "", decimals: 2)
  private(set) var format = AuctionFormat.sealed
  var lots: [Lot] = []
  var lotIndex: [String: Int] = [:]
  var bidders: [Bidder] = []
  var bidderIndex: [String: Int] = [:]
  /// The sections of the bidders that were read, one a bidder.
  var bidderSections: [YAMLReader.Section] = []
  var isEligibleForSetAsides: [Bool] = []
  var behaviours: [Behaviour] = []
  var looksAhead: [Bool] = []
  var preferences: [PlacePreference] = []
  var conflicts: [LotConflict] = []
  var limits: [HoldingLimit] = []
  var bids: [Bid] = []
  /// The line on which each bid stands.
  var bidLines: [Int?] = []
  var exclusions: [[Int]] = []
  /// How many bids of each bidder were met, for the identifiers of those without one.
  var bidCounts: [Int: Int] = [:]
  var statesValues = false
  /// The table of bids, if any.
  var tablePath: String?
  var assumptions: [String] = []

  private static let keys = [
    "orbitshare", "title", "note", "source", "counterfactual", "currency", "format", "payments", "reserves", "seeds",
    "lots", "lots-from", "separation", "conflicts", "bidders", "caps", "set-asides", "bids", "exclusions", "rounds",
  ]

  init(reader: YAMLReader, root: YAMLReader.Section, path: String) {
    self.reader = reader
    self.root = root
    self.path = path
  }

  func document() throws -> AuctionDocument {
    reader.allow(Self.keys, in: root)
    if let schema = reader.text("orbitshare", in: root, required: true, example: AuctionDocument.schema),
      schema != AuctionDocument.schema
    {
      reader.report(
        root, "orbitshare", problem: "`\(schema)` is not an auction",
        remedy: "write `orbitshare: \(AuctionDocument.schema)`")
    }
    readCurrency()
    format = readFormat()
    let payments = reader.word("payments", in: root, as: PaymentRule.self)
    let reserves = reader.word("reserves", in: root, as: Auction.ReserveRule.self)
    let seeds = readSeeds()
    readLots()
    checkSellerBids(reserves ?? .sellerBids)
    readConflicts()
    readBidders()
    readPlaces()
    readBids()
    readLimits()
    checkFormat()
    let rounds = readRounds()
    var document = AuctionDocument(
      auction: Auction(
        title: reader.text("title", in: root) ?? (path.split(separator: "/").last.map(String.init) ?? path),
        currency: currency, lots: lots, conflicts: conflicts, bidders: bidders, limits: limits,
        reserveRule: reserves ?? .sellerBids, bids: bids, exclusions: exclusions),
      format: format, payments: payments ?? .firstPrice, behaviours: behaviours, statesValues: statesValues,
      seeds: seeds, note: reader.text("note", in: root), source: reader.text("source", in: root),
      counterfactual: reader.text("counterfactual", in: root), roundsPath: rounds, assumptions: assumptions,
      language: .yaml, path: path)
    document.looksAhead = looksAhead
    document.preferences = preferences
    document.tablePaths = [tablePath, rounds].compactMap { $0 }
    try reader.finish()
    return document
  }

  // MARK: - Money

  private func readCurrency() {
    guard let section = reader.section("currency", in: root) else { return }
    reader.allow(["code", "decimals"], in: section)
    let code = reader.text("code", in: section, required: true, example: "BRL") ?? ""
    let decimals = reader.integer("decimals", in: section, range: 0...Currency.mostDecimals)
    let isCode = (1...12).contains(code.count) && code.utf8.allSatisfy { $0 > 32 && $0 < 127 }
    if !code.isEmpty, !isCode {
      reader.report(section, "code", problem: "`\(code)` is not a code", remedy: "write a code such as BRL or USD")
    }
    currency = Currency(code: code, decimals: decimals ?? 2)
  }

  /// An amount in minor units; reported and nil where it is none.
  func money(
    _ key: String, in section: YAMLReader.Section, required: Bool = false, aboveZero: Bool = false
  ) -> Int? {
    guard let text = reader.text(key, in: section, required: required, example: "12.50") else { return nil }
    switch MoneyText.read(text, currency: currency, aboveZero: aboveZero) {
    case .success(let amount): return amount
    case .failure(let problem):
      reader.report(section, key, problem: problem.problem, remedy: problem.remedy)
      return nil
    }
  }

  /// A percentage such as `12.5%`, in thousandths; reported and nil where it is none.
  func percentage(_ key: String, in section: YAMLReader.Section, range: ClosedRange<Int>) -> Int? {
    guard let text = reader.text(key, in: section) else { return nil }
    let remedy =
      "write a percentage from \(Thousandths.percentage(range.lowerBound)) to \(Thousandths.percentage(range.upperBound)) with at most one decimal"
    guard text.hasSuffix("%"), let number = Thousandths.parse(String(text.dropLast())), number % 100 == 0 else {
      reader.report(section, key, problem: "`\(text)` is not a percentage", remedy: remedy)
      return nil
    }
    guard range.contains(number / 100) else {
      reader.report(section, key, problem: "\(text) is out of range", remedy: remedy)
      return nil
    }
    return number / 100
  }

  // MARK: - Small parts

  private func readSeeds() -> AuctionDocument.Seeds {
    var seeds = AuctionDocument.Seeds()
    guard let section = reader.section("seeds", in: root) else { return seeds }
    reader.allow(["world", "bidders"], in: section)
    if let seed = reader.integer("world", in: section, range: 0...Int.max) { seeds.world = seed }
    if let seed = reader.integer("bidders", in: section, range: 0...Int.max) { seeds.bidders = seed }
    return seeds
  }

  /// The seller makes an offer for every number of units of a lot with a reserve.
  private func checkSellerBids(_ rule: Auction.ReserveRule) {
    let units = lots.reduce(0) { $1.reserve > 0 ? $0 + $1.supply : $0 }
    guard rule == .sellerBids, units > AuctionLimits.mostUnitsWithSellerBids else { return }
    reader.report(
      root, reader.value("reserves", in: root) == nil ? "lots" : "reserves",
      problem: "\(units) units have a reserve, too many for bids of the seller",
      remedy: "write `reserves: floors`, or sell at most \(AuctionLimits.mostUnitsWithSellerBids) units with a reserve")
  }

  /// What a format can't sell or buy.
  private func checkFormat() {
    if format.kind == .simultaneousAscending, let lot = lots.first(where: { $0.supply > 1 }) {
      reader.report(
        root, "format", problem: "lot `\(lot.name)` has \(lot.supply) units, and this format sells single ones",
        remedy: "write a lot for each unit, or `format: clock`")
    }
    let remedies: [AuctionFormat.Kind: String] = [
      .reverse:
        "a station is at one position: write one bid for each position at which it could be, as alternatives (`xor`)",
      .sealedSingleLot:
        "this format sells one unit after another: write a bid for each lot, or `format: sealed` for packages",
    ]
    guard let remedy = remedies[format.kind] else { return }
    for (bid, line) in zip(bids, bidLines) where bid.package.count != 1 || bid.package[0].units != 1 {
      reader.report(
        Fault(
          file: tablePath ?? path, line: line, field: "lots", problem: "bid `\(bid.identifier)` is for several units",
          remedy: remedy))
    }
    guard format.kind == .reverse else { return }
    for set in exclusions {
      guard let first = set.first,
        let other = set.first(where: { bids[$0].amount != bids[first].amount }), bidLines.indices.contains(other)
      else { continue }
      reader.report(
        Fault(
          file: tablePath ?? path, line: bidLines[other], field: "amount",
          problem:
            "bids `\(bids[first].identifier)` and `\(bids[other].identifier)` of one station are of different amounts",
          remedy:
            "a station serves its holder as well at each of its positions: write the same amount for all of them, "
            + "and leave out positions that won't do"))
    }
  }

  private func readRounds() -> String? {
    if let node = reader.value("rounds", in: root), node.scalar == nil {
      reader.report(
        root, "rounds", problem: "is not the name of a file",
        remedy: "write the rounds into a file of their own, and its name after `rounds:`")
      return nil
    }
    guard let name = reader.text("rounds", in: root) else { return nil }
    let path = Scenario.resolve(name, beside: path)
    if format.takesSealedBids {
      reader.report(
        root, "rounds", problem: "sealed bids have no rounds to replay",
        remedy: "leave it out, or name a format with rounds")
    } else if !FileManager.default.fileExists(atPath: path) {
      reader.report(
        root, "rounds", problem: "there is no file `\(name)` beside this one", remedy: "name a log of rounds")
    }
    return path
  }
}

/// Texts that should be amounts of money.
enum MoneyText {
  /// What is wrong with one.
  struct Problem: Error, Hashable {
    var problem: String
    var remedy: String
  }

  /// Reads an amount that isn't negative.
  static func read(_ text: String, currency: Currency, aboveZero: Bool) -> Result<Int, Problem> {
    let least = aboveZero ? "above 0" : "of at least 0"
    let decimals =
      switch currency.decimals {
      case 0: "without decimals"
      case 1: "with at most 1 decimal"
      default: "with at most \(currency.decimals) decimals"
      }
    let remedy = "write an amount \(least) \(decimals)"
    if let amount = currency.parse(text) {
      if amount < 0 { return .failure(Problem(problem: "\(text) is negative", remedy: remedy)) }
      if amount == 0, aboveZero { return .failure(Problem(problem: "the amount is 0", remedy: remedy)) }
      return .success(amount)
    }
    if let wider = try? DecimalPrice(text), !text.lowercased().contains("e") {
      if wider.minorUnits(decimals: currency.decimals, greatest: Currency.greatestAmount) == nil {
        return .failure(
          Problem(
            problem: "\(text) is out of range",
            remedy: "write an amount of at most \(currency.text(Currency.greatestAmount))"))
      }
      if wider.decimals > currency.decimals {
        let has = currency.decimals == 0 ? "none" : "\(currency.decimals)"
        return .failure(
          Problem(problem: "\(text) has more decimals than the currency, which has \(has)", remedy: remedy))
      }
    }
    return .failure(Problem(problem: "`\(text)` is not an amount", remedy: remedy))
  }
}

extension Thousandths {
  /// Writes 125 as `12.5%`.
  static func percentage(_ thousandths: Int) -> String { text(thousandths * 100) + "%" }
}
