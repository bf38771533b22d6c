// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import BigInt

/// A fraction that isn't negative, of any length, in lowest terms.
struct ExactRatio: Equatable {
  let top: BigUInt
  let bottom: BigUInt

  init(_ whole: Int) {
    top = BigUInt(max(0, whole))
    bottom = 1
  }

  init(_ top: BigUInt, over bottom: BigUInt) {
    let divisor = top.greatestCommonDivisor(with: bottom)
    self.top = divisor > 1 ? top / divisor : top
    self.bottom = divisor > 1 ? bottom / divisor : bottom
  }

  func plus(_ other: ExactRatio) -> ExactRatio {
    ExactRatio(top * other.bottom + other.top * bottom, over: bottom * other.bottom)
  }

  /// What is left when a ratio is taken away; 0 where that is greater.
  func minus(_ other: ExactRatio) -> ExactRatio {
    let (mine, theirs) = (top * other.bottom, other.top * bottom)
    return mine > theirs ? ExactRatio(mine - theirs, over: bottom * other.bottom) : ExactRatio(0)
  }

  func times(_ factor: Int) -> ExactRatio { ExactRatio(top * BigUInt(max(0, factor)), over: bottom) }

  /// Divided by a number of at least 1.
  func divided(by divisor: Int) -> ExactRatio { ExactRatio(top, over: bottom * BigUInt(max(1, divisor))) }

  /// The whole number of parts of 1 ÷ `parts` that it has.
  func wholeParts(of parts: Int) -> BigUInt { top * BigUInt(max(0, parts)) / bottom }

  func isLess(than other: ExactRatio) -> Bool { top * other.bottom < other.top * bottom }
}

/// Simultaneous eating (Bogomolnaia, Moulin 2001, doi:10.1006/jeth.2000.2710): from the time 0 on each eater eats at its
/// speed of the first dish of its list that is open, until it is full or its list is at an end.
///
/// A dish is open while no pot that it is cooked in is empty; who leaves a dish doesn't come back to it.
struct SimultaneousEating {
  struct Eater {
    /// The dishes that it would eat, the best first.
    var list: [Int]
    /// At least 1.
    var speed: Int
    /// How much it eats at most.
    var appetite: Int
  }

  struct Pot {
    var dishes: [Int]
    var portions: Int
  }

  /// A point in time, told from others by its first 64 binary places where these differ.
  private struct Hour {
    let exact: ExactRatio
    private let rough: BigUInt

    init(_ exact: ExactRatio) {
      self.exact = exact
      rough = (exact.top << 64) / exact.bottom
    }

    func isBefore(_ other: Hour) -> Bool {
      rough == other.rough ? exact.isLess(than: other.exact) : rough < other.rough
    }

    func isSame(as other: Hour) -> Bool { rough == other.rough && exact == other.exact }
  }

  /// What was left of a pot when somebody last came to it or left it.
  private struct Level {
    var left: ExactRatio
    var since = ExactRatio(0)
    /// The speeds of all who eat of it.
    var drain = 0
    var isEmpty: Bool
    /// When it will be empty, where anybody eats of it.
    var end: Hour?
  }

  /// For each eater how much it has eaten of which dish; dishes that it hasn't touched are left out.
  let eaten: [[Int: ExactRatio]]

  /// Lets everybody eat.
  ///
  /// - Complexity: at most eaters + pots events, each O(eaters + pots) beside the pots of those who change.
  init(eaters: [Eater], pots: [Pot], dishCount: Int) {
    var table = Table(eaters: eaters, pots: pots, dishCount: dishCount)
    while let hour = table.nextHour() { table.pass(hour) }
    eaten = table.eaten
  }

  /// Who sits where, and how full the pots are.
  private struct Table {
    let eaters: [Eater]
    let potsOfDish: [[Int]]
    var pots: [Level]
    /// The place in its list of what each eats; nil for who has stopped.
    var place: [Int?]
    var began: [ExactRatio]
    let fullAt: [Hour]
    var eaten: [[Int: ExactRatio]]

    init(eaters: [Eater], pots: [Pot], dishCount: Int) {
      self.eaters = eaters
      var potsOfDish = [[Int]](repeating: [], count: dishCount)
      for (index, pot) in pots.enumerated() {
        for dish in pot.dishes { potsOfDish[dish].append(index) }
      }
      self.potsOfDish = potsOfDish
      self.pots = pots.map { Level(left: ExactRatio($0.portions), isEmpty: $0.portions < 1) }
      place = eaters.map { _ in nil }
      began = eaters.map { _ in ExactRatio(0) }
      fullAt = eaters.map { Hour(ExactRatio($0.appetite).divided(by: $0.speed)) }
      eaten = eaters.map { _ in [:] }
      for eater in eaters.indices where eaters[eater].appetite > 0 { sit(eater, from: 0, at: ExactRatio(0)) }
      for pot in self.pots.indices { self.pots[pot].end = Self.end(of: self.pots[pot]) }
    }

    /// The next time at which a pot is empty or somebody is full.
    func nextHour() -> Hour? {
      var next: Hour?
      func consider(_ hour: Hour) { if next.map({ hour.isBefore($0) }) ?? true { next = hour } }
      for eater in eaters.indices where place[eater] != nil { consider(fullAt[eater]) }
      for pot in pots { if let end = pot.end { consider(end) } }
      return next
    }

    mutating func pass(_ hour: Hour) {
      for pot in pots.indices {
        guard let end = pots[pot].end, end.isSame(as: hour) else { continue }
        pots[pot].isEmpty = true
        pots[pot].end = nil
      }
      var changed: Set<Int> = []
      for eater in eaters.indices {
        guard let own = place[eater] else { continue }
        let dish = eaters[eater].list[own]
        let isFull = fullAt[eater].isSame(as: hour)
        guard isFull || !isOpen(dish) else { continue }
        eaten[eater][dish] = hour.exact.minus(began[eater]).times(eaters[eater].speed)
        change(dish, by: -eaters[eater].speed, at: hour.exact)
        changed.formUnion(potsOfDish[dish])
        place[eater] = nil
        if isFull { continue }
        sit(eater, from: own + 1, at: hour.exact)
        if let next = place[eater] { changed.formUnion(potsOfDish[eaters[eater].list[next]]) }
      }
      for pot in changed { pots[pot].end = Self.end(of: pots[pot]) }
    }

    private func isOpen(_ dish: Int) -> Bool { !potsOfDish[dish].contains { pots[$0].isEmpty } }

    private mutating func sit(_ eater: Int, from start: Int, at time: ExactRatio) {
      let list = eaters[eater].list
      guard let next = list.indices.dropFirst(start).first(where: { isOpen(list[$0]) }) else { return }
      place[eater] = next
      began[eater] = time
      change(list[next], by: eaters[eater].speed, at: time)
    }

    private mutating func change(_ dish: Int, by speed: Int, at time: ExactRatio) {
      for pot in potsOfDish[dish] where !pots[pot].isEmpty {
        pots[pot].left = pots[pot].left.minus(time.minus(pots[pot].since).times(pots[pot].drain))
        pots[pot].since = time
        pots[pot].drain += speed
      }
    }

    private static func end(of pot: Level) -> Hour? {
      guard !pot.isEmpty, pot.drain > 0 else { return nil }
      return Hour(pot.since.plus(pot.left.divided(by: pot.drain)))
    }
  }
}
