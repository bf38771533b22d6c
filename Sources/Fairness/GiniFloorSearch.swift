// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The search for the division of identical units with the least weighted Gini coefficient.
///
/// It minimises f(h) = Σ_{i<j} |eᵢhⱼ − eⱼhᵢ| over integers h ≥ 0 with Σh = m, in exact integers. A node fixes the holdings
/// of the first holders (greatest entitlement first). Its bound adds, for the rest R with entitlement E_R and units m_R:
///
/// * Σ_{i fixed} |eᵢ m_R − E_R hᵢ|, since merging R into one holder cannot raise the sum (triangle inequality);
/// * E_R m_R times the least Hoover index within R, since no Gini is below its Hoover index, and the least Hoover index
///   over integers is that of the largest remainders (the sum of |hⱼ − tⱼ| is separable and convex).
///
/// Among equal entitlements only divisions that are non-increasing and differ by at most one are visited: a unit that
/// moves from a better-served to a worse-served equal never raises Gini.
struct GiniFloorSearch {
  /// Entitlements, greatest first.
  private let entitlements: [Int128]
  /// The position in the input of each of them.
  private let positions: [Int]
  /// Entitlement of the holders from each one on.
  private let remaining: [Int128]
  private let units: Int
  private let nodeLimit: Int
  private var nodes = 0
  private var current: [Int]
  private var best: [Int] = []
  private var bestValue: Int128 = .max
  private var hooverBounds: [Key: Int128] = [:]

  private struct Key: Hashable {
    var first: Int
    var units: Int
  }

  /// Prepares a search; entitlements must be positive with a sum of at most 2⁶⁰, as the units.
  init(entitlements: [Int], units: Int, nodeLimit: Int) {
    positions = entitlements.indices.sorted { (-entitlements[$0], $0) < (-entitlements[$1], $1) }
    self.entitlements = positions.map { Int128(entitlements[$0]) }
    var sums: [Int128] = [0]
    for entitlement in self.entitlements.reversed() { sums.append((sums.last ?? 0) + entitlement) }
    remaining = sums.reversed()
    self.units = units
    self.nodeLimit = nodeLimit
    current = Array(repeating: 0, count: entitlements.count)
  }

  /// Searches; the answer is proved unless the limit of nodes was reached.
  mutating func run() -> GiniFloor? {
    seed()
    let root = hooverBound(from: 0, units: units)
    if bestValue > root { branch(at: 0, units: units, fixed: 0) }
    let scale = remaining[0] * Int128(units)
    let isComplete = nodes <= nodeLimit
    guard let attained = ExactRatio(bestValue, scale),
      let lower = ExactRatio(isComplete ? bestValue : min(root, bestValue), scale)
    else { return nil }
    var amounts = Array(repeating: 0, count: best.count)
    for (index, position) in positions.enumerated() { amounts[position] = best[index] }
    return GiniFloor(lowerBound: lower, attained: attained, amounts: amounts)
  }

  /// Fixes the holder at a depth in all ways that may still be better than the best division known.
  private mutating func branch(at depth: Int, units left: Int, fixed: Int128) {
    if depth == entitlements.count - 1 {
      guard isOrdered(depth, left) else { return }
      current[depth] = left
      let value = fixed + pairCost(with: depth)
      if value < bestValue {
        bestValue = value
        best = current
      }
      return
    }
    // From the proportional share of what is left outwards: 0, +1, −1, +2, …
    // A holder entitled like the one before gets the same or one less: two steps from there.
    let isEqual = depth > 0 && entitlements[depth] == entitlements[depth - 1]
    let middle = isEqual ? current[depth - 1] : Int(entitlements[depth] * Int128(left) / remaining[depth])
    for step in 0...(isEqual ? 2 : 2 * max(middle, left - middle)) {
      let amount = step % 2 == 1 ? middle + (step + 1) / 2 : middle - step / 2
      guard amount >= 0, amount <= left, isOrdered(depth, amount) else { continue }
      nodes += 1
      if nodes > nodeLimit { return }
      current[depth] = amount
      let cost = fixed + pairCost(with: depth)
      let (rest, restUnits) = (remaining[depth + 1], left - amount)
      guard cost < bestValue else { continue }
      var bound = cost
      for index in 0...depth { bound += abs(entitlements[index] * Int128(restUnits) - rest * Int128(current[index])) }
      guard bound < bestValue, bound + hooverBound(from: depth + 1, units: restUnits) < bestValue else { continue }
      branch(at: depth + 1, units: restUnits, fixed: cost)
    }
  }

  /// Whether an amount keeps equals non-increasing and within one of their first.
  private func isOrdered(_ depth: Int, _ amount: Int) -> Bool {
    guard depth > 0, entitlements[depth] == entitlements[depth - 1] else { return true }
    var first = depth - 1
    while first > 0, entitlements[first - 1] == entitlements[depth] { first -= 1 }
    return amount <= current[depth - 1] && amount >= current[first] - 1
  }

  /// Σ |eᵢhⱼ − eⱼhᵢ| of one holder with those before it.
  private func pairCost(with index: Int) -> Int128 {
    var cost: Int128 = 0
    for other in 0..<index {
      cost += abs(entitlements[other] * Int128(current[index]) - entitlements[index] * Int128(current[other]))
    }
    return cost
  }

  /// E_R m_R times the least Hoover index of the holders from one on: largest remainders.
  private mutating func hooverBound(from first: Int, units: Int) -> Int128 {
    let key = Key(first: first, units: units)
    if let known = hooverBounds[key] { return known }
    let total = remaining[first]
    let remainders = entitlements[first...].map { $0 * Int128(units) % total }.sorted(by: >)
    let up = Int(remainders.reduce(0) { $0 + $1 } / total)
    let bound = remainders.prefix(up).reduce(0) { $0 + total - $1 }
    hooverBounds[key] = bound
    return bound
  }
}

// MARK: - A good division to start from

extension GiniFloorSearch {
  /// Starts from the largest remainders and from two divisor methods, and improves each by single-unit exchanges.
  private mutating func seed() {
    var budget = 4_000_000
    for start in [largestRemainders(), divisor(twiceOffset: 2), divisor(twiceOffset: 1)] {
      guard let start else { continue }
      current = start
      improve(budget: &budget)
      let value = (0..<current.count).reduce(Int128(0)) { $0 + pairCost(with: $1) }
      if value < bestValue {
        bestValue = value
        best = current
      }
    }
  }

  /// Moves single units while that lowers the sum, within a budget of pair comparisons.
  private mutating func improve(budget: inout Int) {
    var improved = true
    while improved {
      improved = false
      for giver in current.indices {
        for taker in current.indices where taker != giver && current[giver] > 0 {
          budget -= current.count
          guard budget > 0 else { return }
          if changeOfMove(from: giver, to: taker) < 0 {
            current[giver] -= 1
            current[taker] += 1
            improved = true
          }
        }
      }
    }
  }

  /// The change of f when one unit moves.
  private func changeOfMove(from giver: Int, to taker: Int) -> Int128 {
    let (giverShare, takerShare) = (entitlements[giver], entitlements[taker])
    let (given, taken) = (Int128(current[giver]), Int128(current[taker]))
    var change =
      abs(giverShare * (taken + 1) - takerShare * (given - 1)) - abs(giverShare * taken - takerShare * given)
    for other in current.indices where other != giver && other != taker {
      let (share, held) = (entitlements[other], Int128(current[other]))
      change += abs(share * (given - 1) - giverShare * held) - abs(share * given - giverShare * held)
      change += abs(share * (taken + 1) - takerShare * held) - abs(share * taken - takerShare * held)
    }
    return change
  }

  /// Lower quotas, and one more for the largest remainders.
  private func largestRemainders() -> [Int]? {
    let total = remaining[0]
    var amounts = entitlements.map { Int($0 * Int128(units) / total) }
    let remainders = entitlements.map { $0 * Int128(units) % total }
    let order = remainders.indices.sorted { (-remainders[$0], $0) < (-remainders[$1], $1) }
    for index in order.prefix(units - amounts.reduce(0, +)) { amounts[index] += 1 }
    return amounts
  }

  /// The divisor method with divisors h + offset (2: Jefferson, 1: Webster); `nil` for more units than worth counting.
  private func divisor(twiceOffset: Int128) -> [Int]? {
    guard units <= 10_000 else { return nil }
    var amounts = Array(repeating: 0, count: entitlements.count)
    for _ in 0..<units {
      var next = 0
      for index in amounts.indices.dropFirst()
      where entitlements[index] * (2 * Int128(amounts[next]) + twiceOffset)
        > entitlements[next] * (2 * Int128(amounts[index]) + twiceOffset)
      {
        next = index
      }
      amounts[next] += 1
    }
    return amounts
  }
}
