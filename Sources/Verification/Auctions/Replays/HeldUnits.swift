// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Who holds what in the course of a replay, and who may still take what.
struct HeldUnits: Sendable {
  let statement: AuctionStatement
  /// Units by bidder and lot.
  private(set) var units: [[Int: Int]]

  init(_ statement: AuctionStatement) {
    self.statement = statement
    units = Array(repeating: [:], count: statement.bidders.count)
  }

  /// Units of a lot that aren't sold.
  func left(_ lot: Int) -> Int { statement.lots[lot].supply - units.reduce(0) { $0 + ($1[lot] ?? 0) } }

  mutating func give(_ package: [Int: Int], to bidder: Int) {
    units[bidder].merge(package, uniquingKeysWith: +)
  }

  private func load(_ lots: Set<Int>, of bidders: some Sequence<Int>) -> Int {
    bidders.reduce(0) { sum, bidder in
      units[bidder].reduce(sum) { lots.contains($1.key) ? $0 + $1.value : $0 }
    }
  }

  /// Whether no conflict that a package touches is broken once a bidder has it.
  private func keepsConflicts(_ package: [Int: Int], _ bidder: Int) -> Bool {
    statement.conflicts.allSatisfy { conflict in
      let added = package.reduce(0) { conflict.lots.contains($1.key) ? $0 + $1.value : $0 }
      guard added > 0 else { return true }
      guard conflict.exemptsSameHolder else {
        return load(conflict.lots, of: units.indices) + added <= conflict.most
      }
      return units.indices.count { $0 == bidder || load(conflict.lots, of: [$0]) > 0 } <= conflict.most
    }
  }

  /// Whether no conflict keeps a unit of a lot from a bidder.
  func isFree(_ lot: Int, for bidder: Int) -> Bool { keepsConflicts([lot: 1], bidder) }

  /// Whether a conflict keeps a unit of a lot from everybody.
  func isClosedToAll(_ lot: Int) -> Bool { !units.isEmpty && units.indices.allSatisfy { !isFree(lot, for: $0) } }

  /// Whether a bidder may take a package beside what is held: supply, conflicts, eligibility, caps and set-asides.
  func mayTake(_ package: [Int: Int], _ bidder: Int) -> Bool {
    guard package.allSatisfy({ left($0.key) >= $0.value }), keepsConflicts(package, bidder) else { return false }
    if let points = statement.bidders[bidder].eligibility {
      let used = Int128(statement.points(of: units[bidder])) + Int128(statement.points(of: package))
      if used > Int128(points) { return false }
    }
    return statement.limits.allSatisfy { limit in
      let added = package.reduce(0) { limit.lots.contains($1.key) ? $0 + $1.value : $0 }
      guard added > 0, limit.bidders.contains(bidder) else { return true }
      return load(limit.lots, of: limit.bidders) + added <= limit.most
    }
  }
}

/// The lots that decide between equals: the greatest number wins, of equal numbers who comes first in the file.
///
/// A number is drawn from the seed of the world, the occasion and the name, as documented, so anybody can draw it again.
struct PublishedLots: Sendable {
  let seed: Int

  func order(of candidates: [Int], names: [String], on occasion: String) -> [Int] {
    candidates.map { candidate in
      let draw = SeededDraw(purpose: "lot", identifier: "\(occasion)/\(names[candidate])", seed: seed)
      return (number: draw.number, candidate: candidate)
    }.sorted { ($1.number, $0.candidate) < ($0.number, $1.candidate) }.map(\.candidate)
  }
}

/// What a replay comes to, for the tables.
struct ReplayedOutcome: Sendable {
  struct Share: Equatable, Sendable {
    var units: [Int: Int] = [:]
    var bid = 0
    var price = 0
  }

  /// One a bidder.
  var shares: [Share]
  /// The bids that won; nil where bids for packages don't win.
  var bids: [Int]?
  /// Why units of a lot are left.
  var reasons: [Int: String] = [:]
  /// What the outcome is worth; nil where it follows from the shares.
  var worth: Int?

  init(bidders: Int) { shares = Array(repeating: Share(), count: bidders) }

  mutating func sell(_ package: [Int: Int], to bidder: Int, bid: Int, price: Int) {
    shares[bidder].units.merge(package, uniquingKeysWith: +)
    shares[bidder].bid += bid
    shares[bidder].price += price
  }

  /// Holds the winners of the tables against what was replayed.
  func check(_ holdings: [AuctionHolding], accepted: [Int], _ statement: AuctionStatement, _ journal: inout Journal) {
    for (bidder, share) in shares.enumerated() {
      let holding = holdings.first { $0.bidder == bidder }
      let name = statement.bidders[bidder].name
      func report(_ check: Check, _ problem: String, _ expected: String) {
        journal.report(
          Finding(check: check, file: "outcome.csv", subject: name, problem: problem, expected: expected))
      }
      if holding != nil || !share.units.isEmpty { journal.count(.payments) }
      if holding?.units ?? [:] != share.units {
        report(
          .holdings, "holds `\(statement.items(holding?.units ?? [:]).joined(separator: "|"))`",
          "`\(statement.items(share.units).joined(separator: "|"))`, by the rules of the format")
      }
      if holding?.bid ?? 0 != share.bid {
        report(.holdings, "bid \(statement.money.text(holding?.bid ?? 0))", statement.money.text(share.bid))
      }
      if holding?.price ?? 0 != share.price {
        report(
          .payments, "has the price \(statement.money.text(holding?.price ?? 0))",
          "\(statement.money.text(share.price)), by the rules of the format")
      }
    }
    if let bids, bids != accepted {
      journal.report(
        Finding(
          check: .holdings, file: "certificate.json", problem: "other bids win than by the rules of the format",
          expected: bids.map { statement.bids[$0].identifier }.joined(separator: ", ")))
    }
  }
}
