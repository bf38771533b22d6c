// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What packages are worth to one bidder, and which of them is best at given prices.
struct PackageValues: Sendable {
  /// A package and what it is worth.
  struct Entry: Hashable, Sendable {
    /// Units by lot.
    var units: [Int]
    /// In minor units.
    var amount: Int

    /// The same units as a package.
    var package: [LotQuantity] { HoldingRules.package(units) }
  }

  /// Under which conditions a package is chosen.
  struct Conditions {
    /// The price of a unit of every lot, in minor units.
    var prices: [Int]
    /// Units by lot that may be had at most.
    var available: [Int]
    /// Units by lot that are held already; their price isn't counted.
    var held: [Int]
    /// Points of a unit of every lot.
    var points: [Int]
    /// The most points that a package may have; nil for no limit.
    var mostPoints: Int?
    /// What else a package must keep.
    var isAllowed: (_ units: [Int]) -> Bool

    init(
      prices: [Int], available: [Int], held: [Int]? = nil, points: [Int] = [], mostPoints: Int? = nil,
      isAllowed: @escaping (_ units: [Int]) -> Bool = { _ in true }
    ) {
      self.prices = prices
      self.available = available
      self.points = points
      self.mostPoints = mostPoints
      self.held = held ?? Array(repeating: 0, count: prices.count)
      self.isAllowed = isAllowed
    }
  }

  /// A package, and its worth less its price.
  struct Choice: Hashable, Sendable {
    var units: [Int]
    var profit: Int
  }

  /// The packages, in the order of the statement.
  var entries: [Entry]
  /// For every entry the sets of entries, by number, of which only one counts.
  private(set) var alternatives: [[Int]]
  /// Whether only one entry counts at all.
  private(set) var isExclusive: Bool

  /// The most combinations that are looked at one by one where several entries count; then the branch search for winners
  /// takes over, and where a condition is broken that it knows nothing of, the best so far is taken.
  static let mostCombinations = 2_000

  /// Takes the bids of one bidder as what packages are worth.
  init(_ statement: Auction, bidder: Int) {
    self.init(
      statement, own: statement.bids.indices.filter { statement.bids[$0].bidder == bidder },
      exclusions: Array(statement.exclusions.enumerated()), rules: HoldingRules(statement))
  }

  /// The values of all bidders.
  static func all(_ statement: Auction) -> [PackageValues] {
    let rules = HoldingRules(statement)
    var own = Array(repeating: [Int](), count: statement.bidders.count)
    for (index, bid) in statement.bids.enumerated() where own.indices.contains(bid.bidder) {
      own[bid.bidder].append(index)
    }
    var exclusions = Array(repeating: [(offset: Int, element: [Int])](), count: own.count)
    for (number, set) in statement.exclusions.enumerated() {
      for bidder in Set(set.map { statement.bids[$0].bidder }) where own.indices.contains(bidder) {
        exclusions[bidder].append((number, set))
      }
    }
    return own.indices.map { PackageValues(statement, own: own[$0], exclusions: exclusions[$0], rules: rules) }
  }

  private init(
    _ statement: Auction, own: [Int], exclusions: [(offset: Int, element: [Int])], rules: HoldingRules
  ) {
    var position: [Int: Int] = [:]
    for (place, bid) in own.enumerated() { position[bid] = place }
    entries = own.map {
      Entry(
        units: rules.units(statement.bids[$0].package) ?? Array(repeating: 0, count: statement.lots.count),
        amount: statement.bids[$0].amount)
    }
    alternatives = Array(repeating: [], count: own.count)
    isExclusive = own.count <= 1
    for (number, set) in exclusions {
      let members = set.compactMap { position[$0] }
      if members.count == own.count { isExclusive = true }
      for member in members { alternatives[member].append(number) }
    }
  }

  /// The same packages, worth a share of it, in thousandths.
  func scaled(thousandths: Int) -> PackageValues {
    var values = self
    for index in entries.indices {
      values.entries[index].amount = WholeMoney.share(entries[index].amount, thousandths)
    }
    return values
  }

  /// The package with the greatest profit, together with what is held; of several the first that is found. What is held
  /// alone where nothing is better.
  ///
  /// - Complexity: O(entries · lots) where only one entry counts; else branch and bound.
  func best(_ conditions: Conditions) -> Choice {
    let nothing = Choice(units: conditions.held, profit: worth(conditions.held))
    return isExclusive ? bestAlone(conditions, nothing) : bestCombination(conditions, nothing)
  }

  /// What a package is worth: the best of the entries that fit into it together.
  ///
  /// - Complexity: O(entries · lots) where only one entry counts; else that of `EntrySearch`.
  func worth(_ units: [Int]) -> Int {
    let open = entries.indices.filter { entries[$0].amount > 0 && zip(entries[$0].units, units).allSatisfy(<=) }
    if isExclusive { return open.reduce(0) { max($0, entries[$1].amount) } }
    let search = EntrySearch(
      entries: open.map {
        EntrySearch.Entry(package: entries[$0].package, value: entries[$0].amount, sets: alternatives[$0])
      }, units: units)
    return search.value()
  }

  /// How many units are wanted: those of the largest entries that can count together, of equals the most valuable.
  var wantedUnits: Int {
    let sizes = entries.map { $0.units.reduce(0, +) }
    let packages = entries.map(\.package)
    let order = entries.indices.sorted { left, right in
      if sizes[left] != sizes[right] { return sizes[left] > sizes[right] }
      if entries[left].amount != entries[right].amount { return entries[left].amount > entries[right].amount }
      return packages[left] == packages[right]
        ? left < right : packages[left].lexicographicallyPrecedes(packages[right])
    }
    var used: Set<Int> = []
    var sum = 0
    for entry in order where used.isDisjoint(with: alternatives[entry]) {
      used.formUnion(alternatives[entry])
      sum += sizes[entry]
    }
    return sum
  }

  private func bestAlone(_ conditions: Conditions, _ nothing: Choice) -> Choice {
    var best = nothing
    for entry in entries {
      let cost = cost(entry.units, conditions)
      guard entry.amount - cost > best.profit else { continue }
      let units = zip(entry.units, conditions.held).map(max)
      guard conditions.admits(units) else { continue }
      best = Choice(units: units, profit: entry.amount - cost)
    }
    return best
  }

  func cost(_ units: [Int], _ conditions: Conditions) -> Int {
    var cost = 0
    for lot in units.indices where units[lot] > conditions.held[lot] {
      cost = WholeMoney.sum([cost, WholeMoney.product(units[lot] - conditions.held[lot], conditions.prices[lot])])
    }
    return cost
  }

  private func bestCombination(_ conditions: Conditions, _ nothing: Choice) -> Choice {
    var order: [CombinationSearch.Item] = []
    for (index, entry) in entries.enumerated() where zip(entry.units, conditions.available).allSatisfy(<=) {
      let profit = entry.amount - cost(entry.units, conditions)
      guard profit > 0 else { continue }
      order.append(.init(entry: index, profit: profit, points: conditions.pointsBeyondHeld(entry.units)))
    }
    order.sort { $0.precedes($1) }
    var search = CombinationSearch(values: self, conditions: conditions, order: order, best: nothing)
    search.look(from: 0, units: Array(repeating: 0, count: conditions.prices.count), amount: 0)
    guard search.reachedLimit, let choice = bestBySearch(conditions, order) else { return search.best }
    return choice.profit > search.best.profit ? choice : search.best
  }

  /// The best package by the branch search for winners, which knows prices, supply and points; nil where it breaks another
  /// condition, and where units of a lot are partly held, so that what they cost isn't proportional.
  private func bestBySearch(_ conditions: Conditions, _ order: [CombinationSearch.Item]) -> Choice? {
    let lots = conditions.prices.indices
    guard lots.allSatisfy({ conditions.held[$0] == 0 || conditions.available[$0] <= conditions.held[$0] }) else {
      return nil
    }
    let search = EntrySearch(
      entries: order.map {
        EntrySearch.Entry(
          package: entries[$0.entry].package, value: $0.profit, sets: alternatives[$0.entry], points: $0.points)
      }, units: conditions.available, mostPoints: conditions.pointsLeft)
    guard let found = search.best() else { return nil }
    var units = Array(repeating: 0, count: lots.count)
    for index in found.entries { units = zip(units, entries[order[index].entry].units).map(+) }
    let all = zip(units, conditions.held).map(max)
    return conditions.admits(all) ? Choice(units: all, profit: found.value) : nil
  }
}

extension PackageValues.Conditions {
  /// Whether a package may be had.
  func admits(_ units: [Int]) -> Bool {
    guard zip(units, available).allSatisfy(<=) else { return false }
    if let mostPoints, WholeMoney.sum(zip(units, points).map { WholeMoney.product($0, $1) }) > mostPoints {
      return false
    }
    return isAllowed(units)
  }

  /// Points of units of which no more are held already.
  func pointsBeyondHeld(_ units: [Int]) -> Int {
    WholeMoney.sum(
      points.indices.map { WholeMoney.product(max(0, units[$0] - held[$0]), points[$0]) })
  }

  /// Points that are left beside what is held; nil for no limit.
  var pointsLeft: Int? {
    mostPoints.map { $0 - WholeMoney.sum(zip(held, points).map { WholeMoney.product($0, $1) }) }
  }
}
