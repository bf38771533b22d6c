// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

extension AuctionReader {
  /// Whose units a cap counts together.
  private enum CapScope: String, CaseIterable {
    case bidder
    case group
    /// All bidders that the cap names, as one.
    case together
  }

  /// Reads `caps` and `set-asides`.
  func readLimits() {
    for section in reader.sections("caps", in: root) ?? [] { readCap(section) }
    for section in reader.sections("set-asides", in: root) ?? [] { readSetAside(section) }
  }

  private func readCap(_ section: YAMLReader.Section) {
    reader.allow(["name", "lots", "most", "per", "bidders"], in: section)
    let name = reader.text("name", in: section, required: true, example: "two positions")
    let most = reader.integer("most", in: section, range: 0...AuctionLimits.supply.upperBound, required: true)
    let scope = reader.word("per", in: section, as: CapScope.self) ?? .bidder
    let named = bidderList("bidders", in: section)
    if let named, named.isEmpty {
      reader.report(
        section, "bidders", problem: "the cap limits nobody",
        remedy: "name at least one bidder, or leave it out for all")
    }
    let lots = reader.value("lots", in: section) == nil ? Array(self.lots.indices) : lotList(section, atLeast: 1)
    guard let name, let most, let lots else { return }
    let members = named ?? Array(bidders.indices)
    if scope == .together {
      limits.append(HoldingLimit(kind: .cap, name: name, lots: lots, bidders: members, most: most))
      return
    }
    var groups: [String: Int] = [:]
    for bidder in members {
      guard scope == .group, let group = bidders[bidder].group else {
        limits.append(
          HoldingLimit(kind: .cap, name: "\(name) (\(bidders[bidder].name))", lots: lots, bidders: [bidder], most: most)
        )
        continue
      }
      if let index = groups[group] {
        limits[index].bidders.append(bidder)
      } else {
        groups[group] = limits.count
        limits.append(HoldingLimit(kind: .cap, name: "\(name) (\(group))", lots: lots, bidders: [bidder], most: most))
      }
    }
    for index in groups.values { limits[index].bidders.sort() }
    if scope == .group, reader.value("per", in: section) != nil, members.allSatisfy({ bidders[$0].group == nil }),
      !members.isEmpty
    {
      reader.report(
        section, "per", problem: "none of the bidders belongs to a group",
        remedy: "give bidders their `group:`, or write `per: bidder`")
    }
  }

  private func readSetAside(_ section: YAMLReader.Section) {
    reader.allow(["name", "lots", "units", "eligible"], in: section)
    let name = reader.text("name", in: section, required: true, example: "newcomers")
    let units = reader.integer("units", in: section, range: 1...AuctionLimits.supply.upperBound, required: true)
    let lots = lotList(section, atLeast: 1)
    let named = bidderList("eligible", in: section)
    let eligible = named ?? bidders.indices.filter { isEligibleForSetAsides[$0] }
    if eligible.isEmpty, named != nil || reader.value("eligible", in: section) == nil {
      let key = named == nil ? nil : "eligible"
      reader.report(
        section, key, problem: "nobody is eligible for the set-aside",
        remedy: "write `eligible: [ … ]` with names of bidders, or `set-aside: true` below a bidder")
    }
    guard let name, let units, let lots else { return }
    let supply = lots.reduce(0) { $0 + self.lots[$1].supply }
    guard units <= supply else {
      reader.report(
        section, "units", problem: "\(units) units are set aside of \(supply)",
        remedy: "write a whole number from 1 to \(supply)")
      return
    }
    let others = bidders.indices.filter { !eligible.contains($0) }
    // Where everybody is eligible, nobody is kept out.
    if others.isEmpty { return }
    limits.append(
      HoldingLimit(kind: .setAside, name: name, lots: lots, bidders: others, most: supply - units))
  }

  /// The bidders that a key lists, ascending; nil where the key is absent or at fault.
  private func bidderList(_ key: String, in section: YAMLReader.Section) -> [Int]? {
    guard let names = reader.texts(key, in: section) else { return nil }
    var result: Set<Int> = []
    for name in names {
      if let index = bidder(name, section, key), !result.insert(index).inserted {
        reader.report(section, key, problem: "bidder `\(name)` stands twice", remedy: "write each bidder once")
      }
    }
    return names.isEmpty || !result.isEmpty ? result.sorted() : nil
  }
}
