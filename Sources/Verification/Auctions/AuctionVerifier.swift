// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Re-checks the result of an auction from its files alone.
///
/// Bids are read and judged again, winners are proven the best by a search of its own in whole numbers, payments are held
/// against every coalition and the conditions of their rule in exact fractions, and every figure of the tables and the
/// summary is worked out again. Nothing of the room that computed the result is used, and no solver.
public struct AuctionVerifier: Sendable {
  /// The files of an auction's result directory, as bytes; nil for a file that isn't there.
  public struct Files: Sendable {
    /// Bytes by name of the file.
    public var bytes: [String: [UInt8]]

    /// The names of the files that are verified.
    public static let names = [
      "results.json", "auction.yaml", "bids.csv", "outcome.csv", "lots.csv", "certificate.json", "log.json",
    ]

    /// Takes the files' bytes by name.
    public init(bytes: [String: [UInt8]]) {
      self.bytes = bytes
    }

    /// Reads what there is of a result directory.
    public init(directory: String) {
      bytes = [:]
      for name in Self.names {
        let path = (directory as NSString).appendingPathComponent(name)
        if let data = FileManager.default.contents(atPath: path) { bytes[name] = Array(data) }
      }
    }
  }

  /// The files.
  public var files: Files
  var limit = PackingSearch.Limit()

  /// Makes a verifier of one result.
  public init(files: Files) {
    self.files = files
  }

  /// Whether a summary is one of an auction.
  public static func isAuction(results: [UInt8]) -> Bool {
    (try? JSONValue(bytes: results))?.member("schema")?.text?.hasPrefix("orbitshare-auction/") ?? false
  }

  /// Makes every check; the report has no findings where all hold.
  public func verify() -> VerificationReport {
    var journal = Journal()
    var reader = AuctionResultReader(files: files)
    guard let result = reader.read(&journal) else { return journal.report() }
    AuctionOutcomeChecks(result: result, limit: limit).run(&journal)
    return journal.report()
  }
}

/// What the files of a result say, read and named.
struct AuctionResultFiles: Sendable {
  /// The auction with the bids that were made.
  var statement: AuctionStatement
  /// The auction with the bids or values of its file.
  var stated: AuctionStatement
  var certificate: AuctionCertificateFile
  var summary: JSONValueBox
  var bidRows: [CommaSeparatedTable.Record]
  var outcomeRows: [CommaSeparatedTable.Record]
  var lotRows: [CommaSeparatedTable.Record]
  var log: JSONValueBox?
}

/// A document of JSON that is passed between threads; it is never changed.
struct JSONValueBox: @unchecked Sendable {
  let value: JSONValue
}

/// Reads the files of a result; what can't be read is a finding, and nothing else is checked then.
struct AuctionResultReader {
  let files: AuctionVerifier.Files

  private func report(_ journal: inout Journal, _ file: String, line: Int? = nil, _ problem: String, _ expected: String)
  {
    journal.report(Finding(check: .form, file: file, line: line, problem: problem, expected: expected))
  }

  private func json(_ name: String, _ journal: inout Journal) -> JSONValue? {
    guard let bytes = files.bytes[name] else {
      report(&journal, name, "is missing", "the file as it was written")
      return nil
    }
    do throws(JSONValue.Malformed) {
      let value = try JSONValue(bytes: bytes)
      journal.count(.form)
      return value
    } catch {
      report(&journal, name, line: error.line, error.problem, "a document of JSON")
      return nil
    }
  }

  private func table(_ name: String, _ header: [String], _ journal: inout Journal) -> [CommaSeparatedTable.Record]? {
    guard let bytes = files.bytes[name] else {
      report(&journal, name, "is missing", "the file as it was written")
      return nil
    }
    do throws(CommaSeparatedTable.Malformed) {
      let table = try CommaSeparatedTable(bytes: bytes)
      guard table.records.first?.cells == header else {
        report(&journal, name, line: 1, "has another header", header.joined(separator: ","))
        return nil
      }
      for record in table.records where record.cells.count != header.count {
        report(&journal, name, line: record.line, "has \(record.cells.count) cells", "\(header.count)")
        return nil
      }
      journal.count(.form)
      return Array(table.records.dropFirst())
    } catch {
      report(&journal, name, line: error.line, error.problem, "a table of comma-separated values")
      return nil
    }
  }

  mutating func read(_ journal: inout Journal) -> AuctionResultFiles? {
    let summary = json("results.json", &journal)
    let claims = json("certificate.json", &journal)
    let bids = table("bids.csv", ["bid", "bidder", "lots", "amount", "outcome", "reason"], &journal)
    let outcome = table(
      "outcome.csv",
      [
        "bidder", "administration", "group", "lots", "bid", "price", "discount", "payment", "withdrawal_payment",
        "places", "place_payment",
      ],
      &journal)
    let lots = table(
      "lots.csv",
      ["lot", "supply", "reserve", "position_deg", "band", "bring_into_use", "holders", "unsold", "reason"], &journal)
    let stated = statement(&journal)
    let log = files.bytes["log.json"] == nil ? nil : json("log.json", &journal)
    guard let summary, let claims, let bids, let outcome, let lots, let stated else { return nil }
    let certificate: AuctionCertificateFile
    do throws(AuctionCertificateFile.Unreadable) {
      certificate = try AuctionCertificateFile(claims)
    } catch {
      report(&journal, "certificate.json", "`\(error.place)` is missing or not of its form", "the claims as written")
      return nil
    }
    guard let made = bidsMade(stated, bids, certificate, &journal) else { return nil }
    return AuctionResultFiles(
      statement: made, stated: stated, certificate: certificate, summary: JSONValueBox(value: summary), bidRows: bids,
      outcomeRows: outcome, lotRows: lots, log: log.map { JSONValueBox(value: $0) })
  }

  private func statement(_ journal: inout Journal) -> AuctionStatement? {
    let name = "auction.yaml"
    guard let bytes = files.bytes[name] else {
      report(&journal, name, "is missing", "the file as it was written")
      return nil
    }
    let tree: JSONValue
    do throws(AuctionTextTree.Malformed) {
      tree = try AuctionTextTree.read(bytes)
    } catch {
      report(&journal, name, line: error.line, error.problem, "the form in which it was written")
      return nil
    }
    do throws(AuctionStatementReader.Unreadable) {
      let statement = try AuctionStatementReader.read(tree)
      guard statement.isCountable else {
        report(&journal, name, "has more money than can be counted", "at most \(AuctionMoney.greatest) minor units")
        return nil
      }
      journal.count(.form)
      return statement
    } catch {
      report(&journal, name, "`\(error.place)` \(error.problem)", "the file as it was written")
      return nil
    }
  }

  /// The statement with the bids of `bids.csv`, held against those of the file as far as they follow from it.
  private func bidsMade(
    _ stated: AuctionStatement, _ rows: [CommaSeparatedTable.Record], _ certificate: AuctionCertificateFile,
    _ journal: inout Journal
  ) -> AuctionStatement? {
    var made = stated
    made.bids = []
    made.exclusions = []
    let lotIndex = Dictionary(stated.lots.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let bidderIndex = Dictionary(
      stated.bidders.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    var index: [String: Int] = [:]
    for row in rows {
      guard let bidder = bidderIndex[row.cells[1]], let amount = stated.money.minorUnits(row.cells[3]), amount > 0,
        amount <= AuctionMoney.greatest, let units = Self.units(row.cells[2], lotIndex), index[row.cells[0]] == nil
      else {
        report(&journal, "bids.csv", line: row.line, "is no bid on lots of the auction by one of its bidders", "a bid")
        return nil
      }
      index[row.cells[0]] = made.bids.count
      made.bids.append(.init(identifier: row.cells[0], bidder: bidder, units: units, amount: amount))
    }
    for set in certificate.alternatives {
      let members = set.compactMap { index[$0] }
      guard members.count == set.count, Set(members).count == set.count else {
        report(
          &journal, "certificate.json", "`alternatives` names a bid that there isn't, or twice", "bids of bids.csv")
        return nil
      }
      made.exclusions.append(members.sorted())
    }
    guard made.isCountable else {
      report(&journal, "bids.csv", "has more money than can be counted", "at most \(AuctionMoney.greatest) minor units")
      return nil
    }
    AuctionBidChecks(stated: stated, made: made).run(&journal)
    return made
  }

  /// Reads `A*2|B`; nil for anything that isn't lots of the auction, each once.
  static func units(_ text: String, _ lotIndex: [String: Int]) -> [Int: Int]? {
    var units: [Int: Int] = [:]
    if text.isEmpty { return units }
    for part in text.split(separator: "|", omittingEmptySubsequences: false).map(String.init) {
      var name = part
      var number = 1
      if lotIndex[part] == nil, let star = part.lastIndex(of: "*") {
        name = String(part[..<star])
        guard let count = wholeNumber(String(part[part.index(after: star)...])), (2...1_000_000).contains(count) else {
          return nil
        }
        number = count
      }
      guard let lot = lotIndex[name], units[lot] == nil else { return nil }
      units[lot] = number
    }
    return units
  }
}
