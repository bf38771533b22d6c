// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// How much the first, the second, … of those that file ask for: the law of Zipf and Mandelbrot.
///
/// The weight of rank r is (r + 12)^(−s). Mandelbrot 1953; a shift of 12 gives the five and the ten largest of the register of
/// 2023 their shares once s gives it its Gini coefficient. The exponent s follows from the Gini coefficient that is asked for.
struct RankSizeLaw {
  /// What is added to the rank.
  static let shift = 12
  /// The greatest exponent, in thousandths.
  static let greatestExponent = 40_000

  /// The weights by rank, descending, the first 2³⁰.
  let weights: [Int]
  /// The exponent s in thousandths.
  let exponentThousandths: Int

  /// The least exponent in thousandths whose Gini coefficient isn't below the one asked for, or the greatest there is.
  ///
  /// Time: ranks × the 16 steps of a bisection.
  ///
  /// - Parameters:
  ///   - ranks: how many file, 1 to 1,000.
  ///   - giniThousandths: the Gini coefficient of the weights, in thousandths.
  init(ranks: Int, giniThousandths: Int) {
    var (lower, upper) = (0, Self.greatestExponent)
    while lower < upper {
      let middle = (lower + upper) / 2
      let weights = Self.weights(ranks, middle)
      if Self.giniThousandths(weights) >= giniThousandths { upper = middle } else { lower = middle + 1 }
    }
    weights = Self.weights(ranks, lower)
    exponentThousandths = lower
  }

  private static func weights(_ ranks: Int, _ exponentThousandths: Int) -> [Int] {
    let first = BinaryPowers.logarithm(1 + shift)
    return (1...max(1, ranks)).map { rank in
      BinaryPowers.power(minus: (BinaryPowers.logarithm(rank + shift) - first) * exponentThousandths / 1_000)
    }
  }

  /// The Gini coefficient of amounts, in thousandths rounded to the nearest; 0 where there is nothing.
  ///
  /// With amounts x₁ ≤ … ≤ xₙ: Σ (2i − n − 1) xᵢ over n Σ xᵢ.
  static func giniThousandths(_ amounts: [Int]) -> Int {
    let (count, total) = (amounts.count, amounts.reduce(0, +))
    guard total > 0 else { return 0 }
    let sum = amounts.sorted().enumerated().reduce(Int128(0)) { $0 + Int128((2 * $1.offset + 1 - count) * $1.element) }
    let whole = Int128(count) * Int128(total)
    return Int((sum * 2_000 + whole) / (2 * whole))
  }

  /// So many networks dealt out by the weights: at least one each, quotas of the rest, largest remainders.
  ///
  /// A quota below one is lifted to one, and the others share what is left, as seats are dealt out with a minimum. Where there
  /// are fewer networks than ranks, the first ranks get one each.
  func counts(networks: Int) -> [Int] {
    guard networks > weights.count else {
      return weights.indices.map { $0 < networks ? 1 : 0 }
    }
    // Weights descend, so that those lifted to one are the last; each round lifts what fell below since the round before.
    var free = weights.count
    while true {
      let units = networks - (weights.count - free)
      let total = weights.prefix(free).reduce(0, +)
      let kept = weights.prefix(free).prefix { Int128($0) * Int128(units) >= Int128(total) }.count
      if kept == free || kept == 0 { break }
      free = kept
    }
    let units = networks - (weights.count - free)
    let total = Int128(weights.prefix(free).reduce(0, +))
    var counts = Array(repeating: 1, count: weights.count)
    var remainders: [(remainder: Int128, rank: Int)] = []
    for rank in 0..<free {
      let (quotient, remainder) = (Int128(weights[rank]) * Int128(units)).quotientAndRemainder(dividingBy: total)
      counts[rank] = Int(quotient)
      remainders.append((remainder, rank))
    }
    let left = networks - counts.reduce(0, +)
    let served = remainders.sorted { ($1.remainder, $0.rank) < ($0.remainder, $1.rank) }
    for entry in served.prefix(left) { counts[entry.rank] += 1 }
    return counts
  }
}
