// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Which packages of one bidder to take together so that they are worth the most: those that fit into what is at hand, no two
/// of them alternatives.
///
/// Small cases are enumerated. The others are a winner problem of one bidder (weighted set packing; Rothkopf, Pekeč, Harstad
/// 1998, doi:10.1287/mnsc.44.8.1131), which the branch search for winners solves exactly.
struct EntrySearch: Sendable {
  /// A package and what it adds.
  struct Entry: Sendable {
    /// What it needs, lots ascending.
    var package: [LotQuantity]
    /// What it is worth, in minor units; entries of 0 or less are never taken.
    var value: Int
    /// The sets of alternatives that it belongs to, by number; only one of a set can be taken.
    var sets: [Int]
    /// How much it needs of the limit, at least 0.
    var points = 0
  }

  /// The entries.
  let entries: [Entry]
  /// Units by lot that are at hand.
  let units: [Int]
  /// The most points of what is taken; nil for no limit.
  var mostPoints: Int?

  /// After so many steps enumeration gives way to the branch search.
  static let mostSteps = 1_000

  /// The most that can be had, in minor units.
  ///
  /// - Complexity: linear where all entries are alternatives; else O(`mostSteps`) and, where that isn't enough, exponential
  ///   at worst: the problem is NP-hard.
  func value() -> Int {
    let open = entries.indices.filter { fits(entries[$0]) }
    guard let first = open.first else { return 0 }
    if entries[first].sets.contains(where: { set in open.allSatisfy { entries[$0].sets.contains(set) } }) {
      return open.reduce(0) { max($0, entries[$1].value) }
    }
    var enumeration = Enumeration(self, open)
    enumeration.extend(0, 0)
    if enumeration.stepsLeft >= 0 { return enumeration.best }
    return best()?.value ?? enumeration.best
  }

  /// The set that is worth the most, by the branch search, as indexes of entries, ascending; nil where it is worth more than
  /// can be counted.
  func best() -> (entries: [Int], value: Int)? {
    let open = entries.indices.filter { fits(entries[$0]) }
    var problem = WinnerProblem(
      bidderCount: 1, offers: open.map { WinnerProblem.Offer(bidder: 0, value: entries[$0].value) }, rows: [])
    var lots: [Int: WinnerProblem.Row] = [:]
    var sets: [Int: [Int]] = [:]
    var limit = WinnerProblem.Row(offers: [], capacity: mostPoints ?? 0)
    for (offer, index) in open.enumerated() {
      for part in entries[index].package {
        lots[part.lot, default: WinnerProblem.Row(offers: [], capacity: units[part.lot])].offers.append(offer)
        lots[part.lot]?.coefficients.append(part.units)
      }
      for set in entries[index].sets { sets[set, default: []].append(offer) }
      if mostPoints != nil, entries[index].points > 0 {
        limit.offers.append(offer)
        limit.coefficients.append(entries[index].points)
      }
    }
    problem.rows =
      lots.sorted { $0.key < $1.key }.map(\.value)
      + sets.sorted { $0.key < $1.key }.filter { $0.value.count > 1 }.map { WinnerProblem.Row(offers: $0.value) }
      + (limit.offers.isEmpty ? [] : [limit])
    guard let reduction = try? ProblemReduction(problem) else { return nil }
    var taken: [Int] = []
    for part in reduction.programs() {
      let columns =
        part.rowCount == 0
        ? part.values.indices.filter { part.values[$0] > 0 }
        : BranchSearch(part).run(BranchSearch.Question(floor: 0)).best ?? []
      taken += columns.map { open[part.offers[$0]] }
    }
    taken.sort()
    return (taken, taken.reduce(0) { $0 + entries[$1].value })
  }

  private func fits(_ entry: Entry) -> Bool {
    entry.value > 0 && entry.points <= mostPoints ?? .max && entry.package.allSatisfy { $0.units <= units[$0.lot] }
  }

  /// Tries all sets, the most valuable entries first, as long as the rest can still be better.
  private struct Enumeration {
    let entries: [Entry]
    /// What all entries from a place on are worth.
    var tail: [Int]
    var left: [Int]
    var pointsLeft: Int
    var used: Set<Int> = []
    var best = 0
    var stepsLeft = EntrySearch.mostSteps

    init(_ search: EntrySearch, _ open: [Int]) {
      entries = open.map { search.entries[$0] }.sorted { $0.value > $1.value }
      tail = Array(repeating: 0, count: entries.count + 1)
      for index in entries.indices.reversed() { tail[index] = WholeMoney.sum([tail[index + 1], entries[index].value]) }
      left = search.units
      pointsLeft = search.mostPoints ?? .max
    }

    mutating func extend(_ index: Int, _ sum: Int) {
      best = max(best, sum)
      guard index < entries.count, WholeMoney.sum([sum, tail[index]]) > best else { return }
      stepsLeft -= 1
      guard stepsLeft >= 0 else { return }
      let entry = entries[index]
      if entry.points <= pointsLeft, entry.package.allSatisfy({ $0.units <= left[$0.lot] }),
        used.isDisjoint(with: entry.sets)
      {
        for part in entry.package { left[part.lot] -= part.units }
        pointsLeft -= entry.points
        used.formUnion(entry.sets)
        extend(index + 1, WholeMoney.sum([sum, entry.value]))
        used.subtract(entry.sets)
        pointsLeft += entry.points
        for part in entry.package { left[part.lot] += part.units }
      }
      extend(index + 1, sum)
    }
  }
}
