// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Payments against the cuts of the core: whether none in the core bring less, and whether a rule prefers none of those.
///
/// A cut says that some winners pay at least so much together. Payments that are the best under cuts that hold in the core,
/// and lie in the core themselves, are the best in the core.
struct AuctionPaymentPoint {
  struct Cut {
    /// Places of the winners who pay, ascending.
    var payers: [Int]
    var bound: Int
  }

  /// The least and the most that each winner may pay.
  let least: [Int]
  let most: [Int]
  let cuts: [Cut]
  let prices: [ExactFraction]

  /// Whether the payments keep their bounds and the cuts.
  var isAllowed: Bool {
    for (place, price) in prices.enumerated() {
      if price < ExactFraction(least[place]) || price > ExactFraction(most[place]) { return false }
    }
    return cuts.allSatisfy { paid($0) >= ExactFraction($0.bound) }
  }

  private func paid(_ cut: Cut) -> ExactFraction { cut.payers.reduce(.zero) { $0 + prices[$1] } }

  /// The least revenue under the cuts, by linear programming duality: max Σ bound · y − Σ most · z over y, z ≥ 0 with
  /// Σ y − z ≤ 1 for every winner, counted from the least payments. Nil where it isn't known.
  func leastRevenue() -> ExactFraction? {
    let count = least.count
    var profits = cuts.map { cut in ExactFraction(cut.bound - cut.payers.reduce(0) { $0 + least[$1] }) }
    profits += least.indices.map { ExactFraction(least[$0] - most[$0]) }
    let rows = least.indices.map { place in
      cuts.map { ExactFraction($0.payers.contains(place) ? 1 : 0) }
        + (0..<count).map { ExactFraction($0 == place ? -1 : 0) }
    }
    let found = ExactSimplex.maximum(
      profits: profits, rows: rows, right: Array(repeating: ExactFraction(1), count: count))
    guard case .value(let value) = found else { return nil }
    return value + ExactFraction(least.reduce(0, +))
  }

  /// Whether no direction that keeps revenue, cuts and bounds makes a linear form smaller; nil where it isn't known.
  ///
  /// - Parameters:
  ///   - gradient: The form.
  ///   - isRaised: Whether a winner's payment may rise.
  ///   - isLowered: Whether it may fall.
  private func isLeast(
    _ gradient: [ExactFraction], isRaised: (Int) -> Bool = { _ in true }, isLowered: (Int) -> Bool = { _ in true }
  ) -> Bool? {
    var moves: [(place: Int, sign: Int)] = []
    for place in prices.indices {
      if isRaised(place), prices[place] < ExactFraction(most[place]) { moves.append((place, 1)) }
      if isLowered(place), prices[place] > ExactFraction(least[place]) { moves.append((place, -1)) }
    }
    var rows = [moves.map { ExactFraction($0.sign) }, moves.map { ExactFraction(-$0.sign) }]
    for cut in cuts where paid(cut) == ExactFraction(cut.bound) {
      rows.append(moves.map { ExactFraction(cut.payers.contains($0.place) ? -$0.sign : 0) })
    }
    let found = ExactSimplex.maximum(
      profits: moves.map { gradient[$0.place] * ExactFraction(-$0.sign) }, rows: rows,
      right: Array(repeating: .zero, count: rows.count))
    switch found {
    case .value: return true
    case .unbounded: return false
    case .undecided: return nil
    }
  }

  /// Whether of all payments of the same revenue under the cuts these are the nearest to a target (the conditions of Karush,
  /// Kuhn and Tucker: no direction leads nearer).
  func isNearest(to target: [Int]) -> Bool? {
    isLeast(zip(prices, target).map { $0 - ExactFraction($1) })
  }

  /// Whether of all payments of the same revenue under the cuts the first winner pays the least, of those the second, …
  func isFirstInOrder() -> Bool? {
    var isKnown = true
    for place in prices.indices {
      let unit = prices.indices.map { ExactFraction($0 == place ? 1 : 0) }
      guard let holds = isLeast(unit, isRaised: { $0 >= place }, isLowered: { $0 >= place }) else {
        isKnown = false
        continue
      }
      if !holds { return false }
    }
    return isKnown ? true : nil
  }

  /// Whether of all payments of the same revenue under the cuts the surcharges, greatest first, are the least in
  /// lexicographic order: at no level can one become less without one at that level or above becoming more.
  func isLeximin(over reference: [Int]) -> Bool? {
    let surcharges = zip(prices, reference).map { $0 - ExactFraction($1) }
    var isKnown = true
    for level in Set(surcharges).sorted(by: >) {
      let gradient = surcharges.map { ExactFraction($0 == level ? 1 : 0) }
      guard
        let holds = isLeast(
          gradient, isRaised: { surcharges[$0] < level }, isLowered: { surcharges[$0] <= level })
      else {
        isKnown = false
        continue
      }
      if !holds { return false }
    }
    return isKnown ? true : nil
  }
}
