// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Branch and bound over the entries that pay alone, of which several may count.
///
/// A set of entries can't pay more than they do one by one, nor more than the entries that fill the points left with the most
/// profit a point, the last of them in part (Dantzig 1957, doi:10.1287/opre.5.2.266).
struct CombinationSearch {
  /// An entry that pays alone.
  struct Item {
    var entry: Int
    var profit: Int
    /// Points beyond what is held.
    var points: Int

    /// By profit a point, then by profit, then by number.
    func precedes(_ other: Item) -> Bool {
      let own = profit.multipliedFullWidth(by: other.points)
      let their = other.profit.multipliedFullWidth(by: points)
      if (own.high, own.low) != (their.high, their.low) { return (own.high, own.low) > (their.high, their.low) }
      return (profit, other.entry) > (other.profit, entry)
    }
  }

  let values: PackageValues
  let conditions: PackageValues.Conditions
  let order: [Item]
  var best: PackageValues.Choice
  private var looks = 0
  /// Whether combinations were left out because there were too many.
  var reachedLimit: Bool { looks > PackageValues.mostCombinations }
  private var used: Set<Int> = []

  init(
    values: PackageValues, conditions: PackageValues.Conditions, order: [Item], best: PackageValues.Choice
  ) {
    self.values = values
    self.conditions = conditions
    self.order = order
    self.best = best
  }

  /// Looks at a package and at what may be added to it, from a place of the order on.
  mutating func look(from place: Int, units: [Int], amount: Int) {
    looks += 1
    guard looks <= PackageValues.mostCombinations else { return }
    let profit = amount - values.cost(units, conditions)
    if profit > best.profit {
      let all = zip(units, conditions.held).map(max)
      if conditions.admits(all) { best = .init(units: all, profit: profit) }
    }
    var left = conditions.pointsLeft
    if let limit = left { left = limit - conditions.pointsBeyondHeld(units) }
    for next in place..<order.count {
      guard WholeMoney.sum([profit, bound(from: next, pointsLeft: left)]) > best.profit else { return }
      let entry = values.entries[order[next].entry]
      let sets = values.alternatives[order[next].entry]
      guard sets.allSatisfy({ !used.contains($0) }) else { continue }
      let sum = zip(units, entry.units).map(+)
      guard zip(sum, conditions.available).allSatisfy(<=) else { continue }
      used.formUnion(sets)
      look(from: next + 1, units: sum, amount: amount + entry.amount)
      used.subtract(sets)
    }
  }

  /// The most that entries from a place of the order on can add.
  private func bound(from place: Int, pointsLeft: Int?) -> Int {
    var (gain, left) = (0, pointsLeft ?? Int.max)
    for item in order[place...] {
      if item.points > left {
        // Part of the last one, rounded up.
        guard left > 0 else { break }
        let part = item.profit.multipliedFullWidth(by: left)
        let quotient = item.points.dividingFullWidth(part)
        return WholeMoney.sum([gain, quotient.quotient, quotient.remainder > 0 ? 1 : 0])
      }
      gain = WholeMoney.sum([gain, item.profit])
      if pointsLeft != nil { left -= item.points }
    }
    return gain
  }
}
