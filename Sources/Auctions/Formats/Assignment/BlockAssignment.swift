// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Which places of a lot of like units go to whom, so that everybody holds places in a row and the offers taken are worth the
/// most together.
///
/// The units of a lot are numbered places, such as channels side by side. Its holders have won numbers of units; now they
/// offer money for particular blocks. Everybody gets a block, also who offers nothing. Units that nobody has won form a
/// block of their own.
public struct BlockAssignment: Hashable, Sendable {
  /// Somebody who has won units.
  public struct Holder: Hashable, Sendable {
    /// Index of the bidder.
    public var bidder: Int
    /// How many units, at least 1.
    public var units: Int
    /// What is offered for the block that begins at a place, from 1, in minor units, at least 0; blocks that aren't named are
    /// worth 0.
    public var offers: [Int: Int]

    /// Makes a holder.
    public init(bidder: Int, units: Int, offers: [Int: Int]) {
      self.bidder = bidder
      self.units = units
      self.offers = offers
    }
  }

  /// Blocks and what they are worth.
  public struct Solution: Hashable, Sendable {
    /// The first place of every holder, from 1.
    public var firstPlaces: [Int]
    /// The offers taken, added up, in minor units.
    public var value: Int
  }

  /// How many places there are.
  public let places: Int
  /// Who gets places.
  public let holders: [Holder]

  /// The greatest number of holders; the work doubles with each.
  public static let mostHolders = 16

  /// Makes a problem.
  ///
  /// - Parameter lot: Its name, for faults.
  /// - Throws: `RoundsFault.tooManyHolders` beyond `mostHolders`.
  public init(lot: String, places: Int, holders: [Holder]) throws(RoundsFault) {
    guard holders.count <= Self.mostHolders else {
      throw .tooManyHolders(lot: lot, count: holders.count, most: Self.mostHolders)
    }
    self.places = places
    self.holders = holders
  }

  /// What a holder offers for the block that begins at a place, in minor units.
  public func offer(_ holder: Int, at place: Int) -> Int { holders[holder].offers[place] ?? 0 }

  /// The blocks that are worth the most together. Of several such arrangements the one is taken whose first block belongs to
  /// the first holder, then the second block, and so on; the unsold block comes after all holders.
  ///
  /// Dynamic programming over the sets of holders that are placed already.
  ///
  /// - Parameter worth: What a holder's block at a place counts; the offer where not given.
  /// - Complexity: O(2ʰ · h) for h holders.
  public func solution(_ worth: ((_ holder: Int, _ place: Int) -> Int)? = nil) -> Solution {
    let worth = worth ?? { offer($0, at: $1) }
    var sizes = holders.map(\.units)
    let unsold = places - sizes.reduce(0, +)
    if unsold > 0 { sizes.append(unsold) }
    let full = (1 << sizes.count) - 1
    var begins = Array(repeating: 0, count: full + 1)
    for set in 1...max(1, full) where set <= full {
      let lowest = set.trailingZeroBitCount
      begins[set] = begins[set & (set - 1)] + sizes[lowest]
    }
    func gain(_ item: Int, after set: Int) -> Int { item < holders.count ? worth(item, begins[set] + 1) : 0 }
    var best = Array(repeating: 0, count: full + 1)
    for set in stride(from: full - 1, through: 0, by: -1) {
      var most = Int.min
      for item in sizes.indices where set & (1 << item) == 0 {
        most = max(most, WholeMoney.sum([gain(item, after: set), best[set | (1 << item)]]))
      }
      best[set] = most
    }
    var firstPlaces = Array(repeating: 0, count: holders.count)
    var set = 0
    while set != full {
      let next = sizes.indices.first {
        set & (1 << $0) == 0 && WholeMoney.sum([gain($0, after: set), best[set | (1 << $0)]]) == best[set]
      }
      guard let item = next else { break }
      if item < holders.count { firstPlaces[item] = begins[set] + 1 }
      set |= 1 << item
    }
    return Solution(firstPlaces: firstPlaces, value: best[0])
  }

  /// What every holder's offers cost the others, who would be placed better if that holder offered nothing: their best worth
  /// then, less what they get now (Vickrey 1961, Clarke 1971, Groves 1973). The holder keeps a block in both.
  public func vickreyPayments(_ solution: Solution) -> [Int] {
    holders.indices.map { own in
      let without = self.solution { $0 == own ? 0 : offer($0, at: $1) }
      return without.value - (solution.value - offer(own, at: solution.firstPlaces[own]))
    }
  }
}
