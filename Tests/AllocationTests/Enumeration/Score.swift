// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

@testable import Scenarios

/// A ratio of whole numbers, compared by cross-multiplication.
struct PlainRatio: Comparable {
  var numerator: Int
  var denominator: Int

  static func == (left: PlainRatio, right: PlainRatio) -> Bool {
    Int128(left.numerator) * Int128(right.denominator) == Int128(right.numerator) * Int128(left.denominator)
  }

  static func < (left: PlainRatio, right: PlainRatio) -> Bool {
    Int128(left.numerator) * Int128(right.denominator) < Int128(right.numerator) * Int128(left.denominator)
  }
}

/// What an objective is worth, to be compared part after part: whole numbers, ratios in ascending order, then welfare.
struct Score {
  var whole: [Int128] = []
  var ratios: [PlainRatio] = []
  /// A product of holdings to the power of entitlements, where those are small.
  var product: Natural?
  /// α-fair welfare with the greatest entitlement as the unit of entitlements.
  var welfare = 0.0

  /// −1, 0 or 1 for worse, as good and better. Welfares within a tolerance of each other count as equal.
  func compared(with other: Score, tolerance: Double = 0) -> Int {
    for (one, two) in zip(whole, other.whole) where one != two { return one < two ? -1 : 1 }
    for (one, two) in zip(ratios, other.ratios) where one != two { return one < two ? -1 : 1 }
    if let product, let theirs = other.product {
      if product == theirs { return 0 }
      // Rounded logarithms can't tell products apart that are this close.
      return abs(welfare - other.welfare) <= tolerance ? 0 : product < theirs ? -1 : 1
    }
    let difference = welfare - other.welfare
    // Doubles of equal sums in another order.
    if abs(difference) <= max(tolerance, 1e-12 * (1 + abs(welfare))) { return 0 }
    return difference < 0 ? -1 : 1
  }
}

extension RuleBook {
  /// An objective of some run with those that take part.
  struct Goal {
    var objective: Policy.Objective
    var members: [Member]
    /// Requests granted before the run.
    var standing: Int
    /// By how much a proven welfare may fall short of the greatest: gains are rounded to about 10⁻¹⁴ a step.
    var tolerance = 0.0
    /// Whether it is Nash welfare.
    var isLogarithmic: Bool { objective == .alphaFairness(halves: 2) }
  }

  func goal(_ objective: Policy.Objective, _ members: [Member], standing: Int) -> Goal {
    var goal = Goal(objective: objective, members: members, standing: standing)
    guard case .alphaFairness(let halves) = objective, halves > 0 else { return goal }
    let steps = members.reduce(0) { $0 + $1.demand / step }
    goal.tolerance = 1e-12 * Double(steps)
    return goal
  }

  /// The score of what a run grants with a displacement.
  func score(_ goal: Goal, _ set: Int, displacement: Int) -> Score {
    let all = set | goal.standing
    let held = goal.members.map { holding($0, all) }
    switch goal.objective {
    case .total(let wanted):
      return Score(whole: [oracle.requests(in: set).reduce(0) { $0 + Int128(quantity(wanted, $1)) }])
    case .administrationsServed: return Score(whole: [Int128(served(all).count)])
    case .populationCovered:
      let people = served(all).reduce(Int128(0)) { sum, symbol in
        sum + Int128(problem.register.administrations.first { $0.symbol == symbol }?.population ?? 0)
      }
      return Score(whole: [people])
    case .bids: return Score(whole: [])
    case .leastDisplacement: return Score(whole: [-Int128(displacement)])
    case .administrationsAtRatio(let ratio):
      let bar = PlainRatio(numerator: ratio.numerator, denominator: ratio.denominator)
      return Score(whole: [Int128(ratios(goal.members, held).count { $0 >= bar })])
    case .minimumRatio: return Score(ratios: Array(ratios(goal.members, held).sorted().prefix(1)))
    case .leximin: return Score(ratios: ratios(goal.members, held).sorted())
    case .generalisedGini: return Score(whole: [orderedWelfare(goal.members, held)])
    case .alphaFairness(let halves): return fairness(halves, goal.members, held.map { $0 / step })
    }
  }

  /// Administrations that hold at least one network, or a part of one where networks count for members.
  func served(_ set: Int) -> Set<String> {
    oracle.requests(in: set).reduce(into: []) { $0.formUnion(beneficiaries.symbols[$1]) }
  }

  private func ratios(_ members: [Member], _ held: [Int]) -> [PlainRatio] {
    zip(members, held).map { PlainRatio(numerator: $1, denominator: $0.share) }
  }

  /// Σ over pairs of the smaller score, each with itself: the weights 2(n−k)+1 in words without ranks.
  private func orderedWelfare(_ members: [Member], _ held: [Int]) -> Int128 {
    let multipliers = Self.multipliers(members.map(\.share))
    let scores = zip(held, multipliers).map { Int128($0 / step * $1) }
    return scores.reduce(0) { sum, left in sum + scores.reduce(0) { $0 + min(left, $1) } }
  }

  /// The least common multiple ÷ one's own share up to a million, else a million × the least ÷ one's own, halves up.
  static func multipliers(_ shares: [Int]) -> [Int] {
    let divisor = max(1, shares.reduce(0, greatestCommonDivisor))
    let reduced = shares.map { $0 / divisor }
    let multiple = reduced.reduce(1) { product, share in
      product > 1_000_000 ? product : product / greatestCommonDivisor(product, share) * share
    }
    if multiple <= 1_000_000 { return reduced.map { multiple / $0 } }
    let least = reduced.min() ?? 1
    return reduced.map { max(1, (2_000_000 * least + $0) / (2 * $0)) }
  }

  /// Σ e^α · x^(1−α) ÷ (1−α), Σ e · ln x for α = 1, over steps; from α = 1 on, after the number of holders.
  private func fairness(_ halves: Int, _ members: [Member], _ steps: [Int]) -> Score {
    var score = Score()
    let greatest = Double(members.map(\.share).max() ?? 1)
    let alpha = Double(halves) / 2
    if halves == 0 { return Score(whole: [steps.reduce(0) { $0 + Int128($1) }]) }
    if halves >= 2 { score.whole = [Int128(steps.count { $0 > 0 })] }
    let divisor = max(1, members.map(\.share).reduce(0, greatestCommonDivisor))
    let weights = members.map { $0.share / divisor }
    if halves == 2, weights.allSatisfy({ $0 <= 12 }) {
      score.product = zip(steps, weights).reduce(Natural(1)) { $1.0 > 0 ? $0 * Natural($1.0).power($1.1) : $0 }
    }
    for (member, held) in zip(members, steps) where held > 0 {
      let share = Double(member.share) / greatest
      score.welfare +=
        halves == 2 ? share * log(Double(held)) : pow(share, alpha) * pow(Double(held), 1 - alpha) / (1 - alpha)
    }
    return score
  }
}

/// Euclid's algorithm; 0 for two zeros.
func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
  right == 0 ? left : greatestCommonDivisor(right, left % right)
}
