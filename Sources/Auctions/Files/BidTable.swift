// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

/// Bids as a table: `bid,bidder,alternatives,lots,amount`.
///
/// `lots` names lots with a bar between them, `A*2|B` for two units of A and one of B. Rows of one bidder with the same
/// word in `alternatives` exclude each other; a bar parts several words. Where it is empty, a bid can win beside any other.
public struct BidTable: Hashable, Sendable {
  /// The bids, in the order of the rows.
  public var bids: [Bid]
  /// Which of them exclude each other.
  public var exclusions: [[Int]]
  /// The line on which each bid stands.
  var lines: [Int]

  /// The columns, in order.
  public static let header = ["bid", "bidder", "alternatives", "lots", "amount"]

  /// What a table may name.
  struct Names {
    var lots: [String: Int]
    var bidders: [String: Int]
  }

  /// Reads a table.
  ///
  /// - Throws: `InputNotFound`, or `BadInput` with every fault, its line and its column.
  static func read(path: String, names: Names, currency: Currency) throws -> BidTable {
    let table = try Table.parse(bytes: AuctionInput.bytes(path), file: path)
    let missing = header.filter { !table.header.contains($0) }
    let unknown = table.header.filter { !header.contains($0) }
    guard missing.isEmpty, unknown.isEmpty else {
      throw BadInput(
        missing.map {
          Fault(file: path, line: 1, field: $0, problem: "the column is missing", remedy: "add it to the header")
        }
          + unknown.map { name in
            let near = nearest(to: name, among: header).map { "did you mean `\($0)`?" }
            return Fault(
              file: path, line: 1, field: name, problem: "unknown column",
              remedy: near ?? "known columns: \(header.joined(separator: ", "))")
          })
    }
    var reader = RowReader(path: path, names: names, currency: currency, table: table)
    for row in table.rows.indices { reader.take(row) }
    guard reader.faults.isEmpty else { throw BadInput(reader.faults) }
    let exclusions = reader.groups.values.filter { $0.count > 1 }.sorted { $0.lexicographicallyPrecedes($1) }
    return BidTable(bids: reader.bids, exclusions: exclusions, lines: reader.bidLines)
  }

  private struct RowReader {
    struct Group: Hashable {
      var bidder: Int
      var name: String
    }

    let path: String
    let names: Names
    let currency: Currency
    let table: Table
    let columns: [String: Int]
    var bids: [Bid] = []
    var bidLines: [Int] = []
    var groups: [Group: [Int]] = [:]
    var faults: [Fault] = []
    var lines: [String: Int] = [:]

    init(path: String, names: Names, currency: Currency, table: Table) {
      self.path = path
      self.names = names
      self.currency = currency
      self.table = table
      columns = Dictionary(table.header.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private func field(_ row: Int, _ column: String) -> String { columns[column].map { table.rows[row][$0] } ?? "" }

    private mutating func report(_ row: Int, _ column: String, _ problem: String, _ remedy: String) {
      faults.append(
        Fault(file: path, line: table.lineNumbers[row], field: column, problem: problem, remedy: remedy))
    }

    mutating func take(_ row: Int) {
      let before = faults.count
      let identifier = field(row, "bid")
      if identifier.isEmpty {
        report(row, "bid", "the bid has no identifier", "give every bid one of its own")
      } else if let line = lines[identifier] {
        report(row, "bid", "two bids are called `\(identifier)`; the first is on line \(line)", "give each its own")
      } else {
        lines[identifier] = table.lineNumbers[row]
      }
      let bidder = names.bidders[field(row, "bidder")]
      if bidder == nil { reportUnknown(row, "bidder", field(row, "bidder"), among: names.bidders.keys.sorted()) }
      let package = package(row)
      var amount = 0
      switch MoneyText.read(field(row, "amount"), currency: currency, aboveZero: true) {
      case .success(let read): amount = read
      case .failure(let problem): report(row, "amount", problem.problem, problem.remedy)
      }
      guard faults.count == before, let bidder else { return }
      for name in Set(field(row, "alternatives").split(separator: "|").map(String.init)) {
        groups[Group(bidder: bidder, name: name), default: []].append(bids.count)
      }
      bids.append(Bid(identifier: identifier, bidder: bidder, package: package, amount: amount))
      bidLines.append(table.lineNumbers[row])
    }

    private mutating func package(_ row: Int) -> [LotQuantity] {
      let text = field(row, "lots")
      var package: [LotQuantity] = []
      for part in text.split(separator: "|", omittingEmptySubsequences: false) {
        let halves = part.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
        guard let lot = names.lots[halves.first ?? ""] else {
          if text.isEmpty {
            report(row, "lots", "no lot is named", "write names of lots with `|` between them")
          } else {
            reportUnknown(row, "lots", halves.first ?? "", among: names.lots.keys.sorted())
          }
          continue
        }
        let units = halves.count == 1 ? 1 : halves.count == 2 ? Int(halves[1]) : nil
        guard let units, AuctionLimits.supply.contains(units) else {
          report(
            row, "lots", "`\(part)` names no number of units",
            "write a whole number from 1 to \(AuctionLimits.supply.upperBound) after `*`")
          continue
        }
        if package.contains(where: { $0.lot == lot }) {
          report(row, "lots", "lot `\(halves[0])` stands twice", "write `\(halves[0])*2` for two units")
        }
        package.append(LotQuantity(lot: lot, units: units))
      }
      return package.sorted()
    }

    private mutating func reportUnknown(_ row: Int, _ column: String, _ name: String, among known: [String]) {
      let near = nearest(to: name, among: known).map { "did you mean `\($0)`?" }
      let what = column == "lots" ? "lot" : "bidder"
      report(
        row, column, "there is no \(what) `\(name)`",
        near ?? "write one of: \(known.prefix(12).joined(separator: ", "))\(known.count > 12 ? ", …" : "")")
    }
  }
}
