// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What lots are worth to bidders, as the bids of an auction say it.
///
/// A holding is worth the greatest sum of bids of its bidder that it serves, no two of them alternatives; lots beyond those
/// are worth nothing and cost nothing (free disposal).
public struct StatedValues: Sendable {
  private struct Entry: Sendable {
    var package: [LotQuantity]
    var amount: Int
    var sets: [Int]
  }

  private let entries: [[Entry]]
  private let lotCount: Int

  /// Takes the bids of an auction for values.
  public init(_ auction: Auction) {
    var sets = Array(repeating: [Int](), count: auction.bids.count)
    for (number, set) in auction.exclusions.enumerated() {
      for bid in set { sets[bid].append(number) }
    }
    lotCount = auction.lots.count
    entries = auction.bidders.indices.map { bidder in
      auction.bids.indices.filter { auction.bids[$0].bidder == bidder }
        .map { Entry(package: auction.bids[$0].package, amount: auction.bids[$0].amount, sets: sets[$0]) }
        .sorted {
          $0.amount != $1.amount ? $0.amount > $1.amount : $0.package.lexicographicallyPrecedes($1.package)
        }
    }
  }

  /// What a holding is worth to a bidder, in minor units.
  ///
  /// - Parameter units: by lot.
  /// - Complexity: exponential in the bids of the bidder that can win together, linear where they are alternatives.
  public func value(of units: [Int], to bidder: Int) -> Int {
    let open = entries[bidder].filter { entry in entry.package.allSatisfy { $0.units <= units[$0.lot] } }
    var tail = Array(repeating: 0, count: open.count + 1)
    for index in open.indices.reversed() { tail[index] = tail[index + 1] + open[index].amount }
    var best = 0
    var left = units
    var used: Set<Int> = []
    func extend(_ index: Int, _ sum: Int) {
      best = max(best, sum)
      guard index < open.count, sum + tail[index] > best else { return }
      let entry = open[index]
      if entry.package.allSatisfy({ $0.units <= left[$0.lot] }), used.isDisjoint(with: entry.sets) {
        for part in entry.package { left[part.lot] -= part.units }
        used.formUnion(entry.sets)
        extend(index + 1, sum + entry.amount)
        used.subtract(entry.sets)
        for part in entry.package { left[part.lot] += part.units }
      }
      extend(index + 1, sum)
    }
    extend(0, 0)
    return best
  }

  /// What one more unit of a lot is worth to a bidder beside what it holds, in minor units.
  public func gain(from lot: Int, beside units: [Int], to bidder: Int) -> Int {
    var more = units
    more[lot] += 1
    return value(of: more, to: bidder) - value(of: units, to: bidder)
  }

  /// How many units a bidder wants: those of its largest bids that can win together.
  func wantedUnits(of bidder: Int) -> Int {
    var used: Set<Int> = []
    var sum = 0
    for entry in entries[bidder].sorted(by: { units($0) > units($1) }) where used.isDisjoint(with: entry.sets) {
      used.formUnion(entry.sets)
      sum += units(entry)
    }
    return sum
  }

  private func units(_ entry: Entry) -> Int { entry.package.reduce(0) { $0 + $1.units } }
}
