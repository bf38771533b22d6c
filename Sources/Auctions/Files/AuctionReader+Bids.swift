// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Scenarios
import Yams

extension AuctionReader {
  /// Reads the bids below bidders, or those of the table that `bids` names, and `exclusions`.
  func readBids() {
    let key = reader.value("bids", in: root)
    let ownKeys = bidderSections.filter {
      reader.value("bids", in: $0) != nil || reader.value("values", in: $0) != nil
    }
    if let key {
      if key.scalar == nil {
        reader.report(
          root, "bids", problem: "is not the name of a table",
          remedy: "write `bids: bids.csv` here, or each bidder's `bids:` below the bidder")
      } else if let section = ownKeys.first {
        reader.report(
          section, "bids", problem: "bids stand here and in the table that the file names",
          remedy: "keep either the table or the bids below bidders")
      } else {
        readTable()
      }
      statesValues = !format.takesSealedBids
    } else {
      readOwnBids()
    }
    readExclusions()
    checkSums()
  }

  // MARK: - Bids below bidders

  private func readOwnBids() {
    var taken = Set(bidderSections.flatMap(identifiers))
    var first: [String: Int] = [:]
    let hasValues = bidderSections.contains { reader.value("values", in: $0) != nil }
    statesValues = hasValues || !format.takesSealedBids
    for (bidder, section) in bidderSections.enumerated() {
      let key = reader.value("values", in: section) != nil ? "values" : "bids"
      if key == "values", reader.value("bids", in: section) != nil {
        reader.report(section, "values", problem: "stands beside `bids`", remedy: "keep one of the two")
      }
      if key == "bids", statesValues, reader.value("bids", in: section) != nil {
        let remedy = "write `values:`, what packages are worth to the bidder; bids follow from the behaviour"
        let problem =
          format.takesSealedBids
          ? "another bidder states `values`" : "`\(format.kind.rawValue)` takes no bids from the file"
        reader.report(section, "bids", problem: problem, remedy: remedy)
        continue
      }
      for entry in reader.sections(key, in: section) ?? [] {
        for name in ["xor", "or"] where reader.value(name, in: entry) != nil {
          reader.allow([name], in: entry)
        }
        if reader.value("xor", in: entry) != nil {
          let before = bids.count
          for alternative in reader.sections("xor", in: entry) ?? [] { readBid(alternative, bidder, &taken, &first) }
          if bids.count - before > 1 { exclusions.append(Array(before..<bids.count)) }
        } else if reader.value("or", in: entry) != nil {
          for one in reader.sections("or", in: entry) ?? [] { readBid(one, bidder, &taken, &first) }
        } else {
          readBid(entry, bidder, &taken, &first)
        }
      }
    }
  }

  /// The identifiers that a bidder's bids are given, so that those made up differ from them.
  private func identifiers(_ section: YAMLReader.Section) -> [String] {
    ["bids", "values"].flatMap { key -> [String] in
      (reader.value(key, in: section)?.sequence ?? []).flatMap { entry -> [String] in
        let nested = ["xor", "or"].flatMap { Array(entry.mapping?[$0]?.sequence ?? []) }
        return ([entry] + nested).compactMap { $0.mapping?["id"]?.scalar?.string }
      }
    }
  }

  private func readBid(
    _ section: YAMLReader.Section, _ bidder: Int, _ taken: inout Set<String>, _ first: inout [String: Int]
  ) {
    reader.allow(["id", "lots", "amount"], in: section)
    let package = readPackage(section)
    let amount = money("amount", in: section, required: true, aboveZero: true)
    var identifier = reader.text("id", in: section)
    if let identifier {
      if let line = first[identifier] {
        reader.report(
          section, "id",
          problem: "two bids are called `\(identifier)`\(line > 0 ? "; the first is on line \(line)" : "")",
          remedy: "give each its own identifier")
      } else {
        first[identifier] = section.line ?? 0
      }
    } else {
      var number = 1 + bidCounts[bidder, default: 0]
      while !taken.insert("\(bidders[bidder].name)-\(number)").inserted { number += 1 }
      identifier = "\(bidders[bidder].name)-\(number)"
    }
    bidCounts[bidder, default: 0] += 1
    guard let package, let amount, let identifier else { return }
    bids.append(Bid(identifier: identifier, bidder: bidder, package: package, amount: amount))
    bidLines.append(reader.line("lots", in: section) ?? section.line)
  }

  /// `lots` as a list of names, or as a mapping of names to units.
  private func readPackage(_ section: YAMLReader.Section) -> [LotQuantity]? {
    guard let node = reader.value("lots", in: section) else {
      reader.report(section, nil, problem: "`lots` is missing", remedy: "add `lots: [A]`, or `lots: {A: 2}` for units")
      return nil
    }
    guard node.mapping != nil, let below = reader.section("lots", in: section) else {
      return lotList(section, atLeast: 1)?.map { LotQuantity(lot: $0) }
    }
    var package: [LotQuantity] = []
    var isGood = true
    for key in below.mapping.keys {
      guard let name = key.scalar?.string, let index = lot(name, below, name),
        let units = reader.integer(name, in: below, range: AuctionLimits.supply)
      else {
        isGood = false
        continue
      }
      package.append(LotQuantity(lot: index, units: units))
    }
    if isGood, package.isEmpty {
      reader.report(section, "lots", problem: "no lot is named", remedy: "write at least one lot")
      return nil
    }
    return isGood ? package.sorted() : nil
  }

  // MARK: - Bids in a table

  private func readTable() {
    guard let name = reader.text("bids", in: root) else { return }
    let path = Scenario.resolve(name, beside: path)
    tablePath = path
    do {
      let table = try BidTable.read(
        path: path, names: .init(lots: lotIndex, bidders: bidderIndex), currency: currency
      )
      bids = table.bids
      bidLines = table.lines
      exclusions = table.exclusions
    } catch let error as BadInput {
      for fault in error.faults { reader.report(fault) }
    } catch {
      reader.report(
        root, "bids", problem: "there is no table `\(name)` that can be read",
        remedy: "write its path from this file's folder")
    }
  }

  // MARK: - Across bidders, and sums

  private func readExclusions() {
    guard let node = reader.value("exclusions", in: root) else { return }
    let index = Dictionary(bids.enumerated().map { ($1.identifier, $0) }, uniquingKeysWith: { first, _ in first })
    guard let sets = node.sequence else {
      reader.report(root, "exclusions", problem: "is not a list", remedy: "write `exclusions: [[n1, n2], …]`")
      return
    }
    for set in sets {
      let names = set.sequence?.compactMap { $0.scalar?.string } ?? []
      guard let count = set.sequence?.count, count == names.count, count > 1 else {
        reader.report(
          root, "exclusions", problem: "an entry is not a list of at least two identifiers of bids",
          remedy: "write `[n1, n2]`")
        continue
      }
      var members: Set<Int> = []
      for name in names {
        guard let bid = index[name] else {
          let near = nearest(to: name, among: bids.map(\.identifier)).map { "did you mean `\($0)`?" }
          reader.report(
            root, "exclusions", problem: "there is no bid `\(name)`", remedy: near ?? "write the `id` of a bid")
          continue
        }
        members.insert(bid)
      }
      if members.count > 1 { exclusions.append(members.sorted()) }
    }
  }

  /// All that is bid and all reserves together must stay within what is counted exactly.
  private func checkSums() {
    var sum = 0
    var overflows = false
    for amount in bids.map(\.amount) + preferences.map(\.amount)
      + lots.map({ $0.reserve.multipliedReportingOverflow(by: $0.supply) }).map({
        $0.overflow ? Int.max : $0.partialValue
      })
    {
      let next = sum.addingReportingOverflow(amount)
      overflows = overflows || next.overflow || next.partialValue > Currency.greatestAmount
      sum = next.overflow ? Int.max : next.partialValue
    }
    if overflows {
      let key = reader.value("bids", in: root) != nil ? "bids" : "bidders"
      reader.report(
        root, key,
        problem:
          "bids and reserves together are more than \(currency.text(Currency.greatestAmount)), so that sums can't be exact",
        remedy: "state a currency with fewer decimals, or amounts in thousands or millions")
    }
  }
}
