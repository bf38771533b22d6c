// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation

extension CATSFile {
  /// Reads a file.
  ///
  /// - Throws: `InputNotFound`, or `BadInput` with every fault and its line.
  public static func read(path: String) throws -> CATSFile {
    try parse(bytes: AuctionInput.bytes(path), file: path)
  }

  /// Reads the bytes of a file: lines end in LF or CR LF, the last one in anything, and fields are parted by tabs or
  /// blanks. A byte order mark at the beginning says nothing.
  ///
  /// - Throws: every fault with its line.
  public static func parse(bytes: [UInt8], file: String) throws(BadInput) -> CATSFile {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw BadInput([Fault(file: file, problem: "is not UTF-8 text", remedy: "save the file as UTF-8")])
    }
    var parser = CATSParser(file: file)
    let text = bytes.starts(with: AuctionInput.byteOrderMark) ? bytes.dropFirst(3) : bytes[...]
    for (index, line) in text.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      parser.take(line.last == 13 ? line.dropLast() : line, line: index + 1)
    }
    return try parser.finish()
  }
}

/// Takes a file line by line and collects what is wrong with it.
private struct CATSParser {
  private struct Header {
    var count: Int
    var line: Int
  }

  private static let words = ["goods", "bids", "dummy"]

  let file: String
  private var faults: [Fault] = []
  private var header: [String: Header] = [:]
  private var comments: [String] = []
  private var bids: [CATSFile.Line] = []
  private var rows = 0
  private var lineOfNumber: [Int: Int] = [:]
  /// The number that the next bid should have.
  private var nextNumber = 0

  init(file: String) { self.file = file }

  mutating func take(_ bytes: ArraySlice<UInt8>, line: Int) {
    let fields = bytes.split(whereSeparator: { $0 == 32 || $0 == 9 }).map { String(decoding: $0, as: UTF8.self) }
    guard let first = fields.first else { return }
    if first.hasPrefix("%") {
      let text = fields.joined(separator: " ").drop { $0 == "%" || $0 == " " }
      if header.isEmpty, !text.isEmpty { comments.append(String(text)) }
    } else if first.utf8.first.map({ (65...90).contains($0) || (97...122).contains($0) }) ?? false {
      takeHeader(fields, line: line)
    } else {
      takeBid(fields, line: line)
    }
  }

  private mutating func report(_ line: Int?, _ field: String?, _ problem: String, _ remedy: String) {
    faults.append(Fault(file: file, line: line, field: field, problem: problem, remedy: remedy))
  }

  private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  // MARK: - Header

  private mutating func takeHeader(_ fields: [String], line: Int) {
    let word = fields[0].lowercased()
    guard Self.words.contains(word) else {
      report(
        line, nil, "`\(fields[0])` is neither a line of the header nor a bid",
        "write `goods`, `bids` and `dummy` with a number each, then one bid a line")
      return
    }
    if let earlier = header[word] {
      report(line, word, "stands twice; first on line \(earlier.line)", "keep one of them")
      return
    }
    if rows > 0 { report(line, word, "stands below the first bid", "write the header above all bids") }
    guard fields.count == 2, let count = Int(fields[1]), (0...CATSFile.greatestCount).contains(count) else {
      let text = fields.dropFirst().joined(separator: " ")
      report(
        line, word, text.isEmpty ? "has no number" : "`\(text)` is no whole number in range",
        "write a whole number from 0 to \(CATSFile.greatestCount)")
      header[word] = Header(count: -1, line: line)
      return
    }
    header[word] = Header(count: count, line: line)
    if count == 0, word != "dummy" {
      report(line, word, "there are none", word == "goods" ? "sell at least one good" : "give at least one bid")
    }
  }

  // MARK: - Bids

  private mutating func takeBid(_ fields: [String], line: Int) {
    rows += 1
    var items = fields[...]
    if items.last == "#" {
      items = items.dropLast()
    } else {
      report(line, "#", "the bid doesn't end with `#`", "end every bid with `#`, after a tab or a blank")
    }
    guard let number = number(items.first, line: line) else { return }
    guard items.count > 1 else {
      report(line, "price", "the bid has no price", "write number, price and goods, then `#`")
      return
    }
    let price = price(items[items.startIndex + 1], line: line)
    guard let (goods, dummies) = split(items.dropFirst(2), line: line), let price else { return }
    bids.append(.init(number: number, price: price, goods: goods, dummies: dummies))
  }

  private mutating func number(_ text: String?, line: Int) -> Int? {
    guard let text, let number = Int(text), (0...CATSFile.greatestCount).contains(number) else {
      report(
        line, "bid", "`\(text ?? "")` is not the number of a bid",
        "begin the line with the bid's number, 0 for the first bid")
      return nil
    }
    if let earlier = lineOfNumber[number] {
      report(
        line, "bid", "two bids have the number \(number); the first is on line \(earlier)", "number bids from 0 on")
      return nil
    }
    lineOfNumber[number] = line
    // The program that writes these files numbers bids 0 to n − 1 in order, and peers take a bid's place for its number. One
    // gap is told once, not for every bid after it.
    if number != nextNumber {
      report(
        line, "bid", "bid \(number) stands where bid \(nextNumber) is due",
        "number the bids 0, 1, 2, … in their order, without gaps")
    }
    nextNumber = number + 1
    return number
  }

  private mutating func price(_ text: String, line: Int) -> DecimalPrice? {
    do {
      let price = try DecimalPrice(text)
      guard price.minorUnits(decimals: 0, greatest: Currency.greatestAmount) != nil else {
        throw DecimalPrice.Problem.outOfRange
      }
      return price
    } catch DecimalPrice.Problem.negative {
      report(line, "price", "\(text) is negative", "write a price above 0")
    } catch DecimalPrice.Problem.outOfRange {
      report(line, "price", "\(text) is out of range", "write a price of at most \(Currency.greatestAmount)")
    } catch {
      report(line, "price", "`\(text)` is not a number", "write a price with a decimal point, for example 327.749")
    }
    return nil
  }

  private mutating func split(_ items: ArraySlice<String>, line: Int) -> (goods: [Int], dummies: [Int])? {
    guard let goods = header["goods"], goods.count > 0 else {
      // The missing or faulty count is a fault of its own.
      return nil
    }
    let dummies = max(0, header["dummy"]?.count ?? 0)
    var real: Set<Int> = []
    var shadow: Set<Int> = []
    let before = faults.count
    for text in items {
      guard let item = Int(text), text.utf8.first != 43 else {
        report(
          line, "goods", "`\(text)` is not the number of a good", "write numbers from 0 to \(max(0, goods.count - 1))")
        continue
      }
      guard (0..<goods.count + dummies).contains(item) else {
        report(
          line, "goods",
          "there is no good \(item): the header names \(Self.counted(goods.count, "good")) and \(Self.counted(dummies, "dummy good"))",
          "write numbers from 0 to \(max(0, goods.count + dummies - 1)), or mend the header")
        continue
      }
      let isNew = item < goods.count ? real.insert(item).inserted : shadow.insert(item - goods.count).inserted
      if !isNew { report(line, "goods", "good \(item) stands twice", "write each good once") }
    }
    if faults.count == before, real.isEmpty {
      report(line, "goods", "the bid asks for no good", "write at least one number below \(goods.count)")
    }
    return faults.count == before ? (real.sorted(), shadow.sorted()) : nil
  }

  // MARK: - Whole

  mutating func finish() throws(BadInput) -> CATSFile {
    for word in Self.words.prefix(2) where header[word] == nil {
      report(nil, word, "the line `\(word)` is missing", "write it above the bids, with how many there are")
    }
    if let bids = header["bids"], bids.count > 0, bids.count != rows {
      report(
        bids.line, "bids",
        "the header names \(Self.counted(bids.count, "bid")) where the file has \(rows)",
        "write `bids \(rows)`, or add what is missing")
    }
    guard faults.isEmpty, let goods = header["goods"]?.count else {
      throw BadInput(faults.enumerated().sorted { ($0.1.line ?? 0, $0.0) < ($1.1.line ?? 0, $1.0) }.map(\.1))
    }
    return CATSFile(goods: goods, dummies: header["dummy"]?.count ?? 0, bids: bids, comments: comments)
  }
}
