// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

extension AuctionReader {
  /// Reads each bidder's `places`: what particular places of a lot are worth to it, if it wins as many units.
  func readPlaces() {
    for (bidder, section) in bidderSections.enumerated() {
      guard reader.value("places", in: section) != nil else { continue }
      guard hasPlaces(section) else { continue }
      for entry in reader.sections("places", in: section) ?? [] { readPlace(entry, bidder) }
    }
  }

  private func hasPlaces(_ section: YAMLReader.Section) -> Bool {
    if case .combinatorialClock(let rules) = format, rules.hasAssignmentStage { return true }
    let isClock = format.kind == .combinatorialClock
    reader.report(
      section, "places",
      problem: isClock ? "the format assigns no places" : "`\(format.kind.rawValue)` assigns no places",
      remedy: isClock
        ? "write `assignment: true` in the format"
        : "leave it out, or write `format: { kind: combinatorial-clock, assignment: true }`")
    return false
  }

  private func readPlace(_ entry: YAMLReader.Section, _ bidder: Int) {
    reader.allow(["lot", "places", "amount"], in: entry)
    let name = reader.text("lot", in: entry, required: true, example: "Ku")
    let texts = reader.texts("places", in: entry, required: true)
    let amount = money("amount", in: entry, required: true, aboveZero: true)
    guard let name, let lot = lot(name, entry, "lot") else { return }
    let supply = lots[lot].supply
    guard supply > 1 else {
      reader.report(
        entry, "lot", problem: "lot `\(name)` has one unit, so there is nothing to assign",
        remedy: "leave this entry out")
      return
    }
    guard let texts, let amount else { return }
    let places = texts.compactMap { Int($0) }
    guard places.count == texts.count, let first = places.first, first >= 1, let last = places.last, last <= supply,
      places == Array(first...max(first, last))
    else {
      reader.report(
        entry, "places", problem: "are not places in a row of `\(name)`",
        remedy: "write whole numbers from 1 to \(supply), each one more than that before, such as `[1, 2]`")
      return
    }
    guard !preferences.contains(where: { $0.bidder == bidder && $0.lot == lot && $0.places == places }) else {
      reader.report(
        entry, "places", problem: "an entry before is for the same places of `\(name)`", remedy: "keep one of the two")
      return
    }
    preferences.append(PlacePreference(bidder: bidder, lot: lot, places: places, amount: amount))
  }
}
