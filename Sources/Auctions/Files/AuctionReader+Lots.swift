// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Filings
import Scenarios
import Yams

/// Limits on what a file may state, so that sums of them stay exact.
enum AuctionLimits {
  /// Units of a lot.
  static let supply = 1...1_000_000
  /// Eligibility points of a unit, and of a bidder.
  static let points = 0...1_000_000
  static let eligibility = 0...1_000_000_000_000
  /// Units with a reserve where the seller bids for them.
  static let mostUnitsWithSellerBids = 20_000
  /// The longest list of lots.
  static let mostLots = 100_000
}

extension AuctionReader {
  /// Reads `lots` and `lots-from`, of which at least one must name a lot.
  func readLots() {
    let from = reader.section("lots-from", in: root)
    if reader.value("lots", in: root) == nil, from == nil {
      if reader.value("lots-from", in: root) == nil {
        reader.report(root, nil, problem: "`lots` is missing", remedy: "add `lots:` with at least one lot")
      }
    }
    if reader.value("lots", in: root)?.sequence?.isEmpty == true, from == nil {
      reader.report(root, "lots", problem: "nothing is sold", remedy: "write at least one lot")
    }
    for section in reader.sections("lots", in: root) ?? [] { readLot(section) }
    if let from { readScenarioLots(from) }
    if lots.count > AuctionLimits.mostLots {
      reader.report(
        root, "lots", problem: "there are \(lots.count) lots",
        remedy: "sell at most \(AuctionLimits.mostLots); like lots can be one with a supply")
    }
  }

  private func readLot(_ section: YAMLReader.Section) {
    reader.allow(
      ["name", "supply", "reserve", "points", "category", "longitude", "band", "bring-into-use"], in: section)
    let name = reader.text("name", in: section, required: true, example: "A")
    var lot = Lot(name: name ?? "")
    lot.supply = reader.integer("supply", in: section, range: AuctionLimits.supply) ?? 1
    lot.reserve = money("reserve", in: section) ?? 0
    lot.points = reader.integer("points", in: section, range: AuctionLimits.points) ?? 1
    lot.category = reader.text("category", in: section)
    lot.band = reader.text("band", in: section)
    lot.bringingIntoUse = date("bring-into-use", in: section)
    lot.longitudeMilliDegrees = reader.thousandths("longitude", in: section, range: -179_999...180_000)
    append(lot, section)
  }

  /// Takes a lot unless its name is faulty or taken.
  func append(_ lot: Lot, _ section: YAMLReader.Section) {
    guard !lot.name.isEmpty else { return }
    if lot.name.contains(where: { $0 == "|" || $0 == "*" || $0.isNewline }) || lot.name.first == " "
      || lot.name.last == " "
    {
      reader.report(
        section, "name", problem: "`\(lot.name)` holds `|`, `*`, or blanks at an end, which tables of bids can't say",
        remedy: "write a name without them")
      return
    }
    guard lotIndex[lot.name] == nil else {
      reader.report(section, "name", problem: "two lots are called `\(lot.name)`", remedy: "give each its own name")
      return
    }
    lotIndex[lot.name] = lots.count
    lots.append(lot)
  }

  private func date(_ key: String, in section: YAMLReader.Section) -> String? {
    guard let text = reader.text(key, in: section) else { return nil }
    guard CalendarDate(iso8601: text) != nil else {
      reader.report(
        section, key, problem: "`\(text)` is not a day of the calendar",
        remedy: "write the date as YYYY-MM-DD, for example 2027-05-01")
      return nil
    }
    return text
  }

  // MARK: - Names

  /// The index of a lot; nil after a report where there is none of the name.
  func lot(_ name: String, _ section: YAMLReader.Section, _ key: String) -> Int? {
    if let index = lotIndex[name] { return index }
    // Without lots every name would be unknown; their absence is a fault of its own.
    guard !lots.isEmpty else { return nil }
    let names = lots.map(\.name)
    let near = nearest(to: name, among: names).map { "did you mean `\($0)`?" }
    reader.report(
      section, key, problem: "there is no lot `\(name)`",
      remedy: near ?? "write one of: \(names.prefix(12).joined(separator: ", "))\(names.count > 12 ? ", …" : "")")
    return nil
  }

  /// The index of a bidder; nil after a report where there is none of the name.
  func bidder(_ name: String, _ section: YAMLReader.Section, _ key: String) -> Int? {
    if let index = bidderIndex[name] { return index }
    guard !bidders.isEmpty else { return nil }
    let names = bidders.map(\.name)
    let near = nearest(to: name, among: names).map { "did you mean `\($0)`?" }
    reader.report(
      section, key, problem: "there is no bidder `\(name)`",
      remedy: near ?? "write one of: \(names.prefix(12).joined(separator: ", "))\(names.count > 12 ? ", …" : "")")
    return nil
  }

  /// The lots that a key lists, ascending, each once; nil after a report.
  func lotList(_ section: YAMLReader.Section, atLeast least: Int) -> [Int]? {
    guard let names = reader.texts("lots", in: section, required: true) else { return nil }
    var indexes: Set<Int> = []
    var isGood = true
    for name in names {
      guard let index = lot(name, section, "lots") else {
        isGood = false
        continue
      }
      if !indexes.insert(index).inserted {
        reader.report(section, "lots", problem: "lot `\(name)` stands twice", remedy: "write each lot once")
        isGood = false
      }
    }
    if isGood, indexes.count < least {
      reader.report(
        section, "lots", problem: indexes.isEmpty ? "no lot is named" : "one lot alone is named",
        remedy: "write at least \(least == 1 ? "one lot" : "two lots")")
      isGood = false
    }
    return isGood ? indexes.sorted() : nil
  }

  // MARK: - Conflicts

  /// Reads `separation` and `conflicts`.
  func readConflicts() {
    readSeparation()
    for section in reader.sections("conflicts", in: root) ?? [] {
      reader.allow(["lots", "most", "reason", "unless-same-holder"], in: section)
      let most = reader.integer("most", in: section, range: 0...AuctionLimits.supply.upperBound) ?? 1
      let exempts = reader.flag("unless-same-holder", in: section) ?? false
      let reason = reader.text("reason", in: section) ?? "conflict"
      guard let members = lotList(section, atLeast: 1) else { continue }
      conflicts.append(LotConflict(lots: members, most: most, reason: reason, exemptsSameHolder: exempts))
    }
  }

  private func readSeparation() {
    guard let node = reader.value("separation", in: root) else { return }
    var separations = PositionConflicts()
    let range = 1...90_000
    if node.mapping != nil, let section = reader.section("separation", in: root) {
      reader.allow(["degrees", "bands", "unless-same-holder"], in: section)
      separations.standard = reader.thousandths("degrees", in: section, range: range)
      separations.exemptsSameHolder = reader.flag("unless-same-holder", in: section) ?? false
      if let bands = reader.section("bands", in: section) {
        let known = Set(lots.compactMap { $0.longitudeMilliDegrees == nil ? nil : $0.band })
        for key in bands.mapping.keys {
          guard let band = key.scalar?.string else { continue }
          separations.byBand[band] = reader.thousandths(band, in: bands, range: range)
          if !known.contains(band) {
            let near = nearest(to: band, among: known.sorted()).map { "did you mean `\($0)`?" }
            reader.report(
              bands, band, problem: "no position has the band `\(band)`",
              remedy: near ?? "write a band of a lot with a longitude")
          }
        }
      }
      if separations.standard == nil, separations.byBand.isEmpty {
        reader.report(root, "separation", problem: "states no separation", remedy: "add `degrees: 2.0`, or `bands:`")
      }
    } else {
      separations.standard = reader.thousandths("separation", in: root, range: range)
    }
    guard separations.standard != nil || !separations.byBand.isEmpty else { return }
    let own = lots.filter { $0.longitudeMilliDegrees != nil }
    if own.isEmpty {
      reader.report(
        root, "separation", problem: "no lot has a longitude",
        remedy: "give positions their `longitude:`, or leave it out")
    }
    for lot in own where lot.supply > 1 && separations.required(lot) != nil {
      reader.report(
        root, "separation",
        problem: "lot `\(lot.name)` has \(lot.supply) units at one position, of which only one could be sold",
        remedy: "make every channel a lot with a band of its own, or write `conflicts:` instead")
    }
    conflicts += separations.conflicts(of: lots)
  }
}
