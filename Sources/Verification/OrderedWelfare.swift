// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Generalised Gini welfare: scores in ascending order, the k-th of n counted 2(n−k)+1 times.
///
/// A score is an administration's holding in whole steps times what a step counts for, which stands for 1 ÷ entitlement
/// (Weymark 1981, doi:10.1016/0165-4896(81)90018-4).
struct OrderedWelfare {
  /// The greatest common multiple of entitlements that is taken as it is; beyond it shares are rounded.
  static let greatestMultiple = 1_000_000

  let asking: [StageContext.Asking]
  /// What a step of each administration counts for, in the order of `asking`.
  let worths: [Int]
  private let step: Int

  init(asking: [StageContext.Asking], step: Int) {
    self.asking = asking
    self.step = step
    worths = Self.worths(of: asking.map(\.entitlement))
  }

  /// What a step counts for: the least common multiple of all entitlements ÷ one's own, both freed of their common
  /// divisor; where that multiple is beyond a million, a million × the least ÷ one's own, halves up, at least 1.
  static func worths(of entitlements: [Int]) -> [Int] {
    let divisor = max(1, entitlements.reduce(0) { Docket.greatestCommonDivisor($0, $1) })
    let shares = entitlements.map { Int128(max(1, $0 / divisor)) }
    let limit = Int128(greatestMultiple)
    var multiple: Int128 = 1
    for share in shares where multiple <= limit {
      // Below the limit times any 64-bit number stays within 128 bits.
      multiple *= share / Int128(Docket.greatestCommonDivisor(Int(multiple), Int(share)))
    }
    if multiple <= limit { return shares.map { Int(multiple / $0) } }
    let least = shares.min() ?? 1
    return shares.map { share in
      let twice = 2 * limit * least
      return max(1, Int((twice / share + 1) / 2))
    }
  }

  /// The welfare of everybody, given what each holds; nil beyond exact arithmetic.
  func welfare(_ holding: (String) -> Int) -> Int? {
    var scores: [Int128] = zip(asking, worths).map { asking, worth in
      Int128(holding(asking.administration) / step) * Int128(worth)
    }
    scores.sort()
    var total: Int128 = 0
    for (index, score) in scores.enumerated() {
      let (term, isBeyond) = score.multipliedReportingOverflow(by: Int128(2 * (scores.count - index) - 1))
      let (sum, overflow) = total.addingReportingOverflow(term)
      if isBeyond || overflow { return nil }
      total = sum
    }
    return Int(exactly: total)
  }

  /// Whether Σ weight × score is at least `scale` × welfare, whatever the scores: the k greatest weights never sum to
  /// more than the k greatest of `scale` × (2n−1, …, 3, 1), and all of them to as much.
  ///
  /// Such weights average the orders in which those numbers can be given out, and the welfare is the least of these sums
  /// (Hardy, Littlewood and Pólya 1934, theorem 46).
  ///
  /// - Complexity: O(n log n).
  static func isBound(_ weights: [Int], scale: Int) -> Bool {
    let count = weights.count
    var difference = ExactSum()
    for (index, weight) in weights.sorted(by: >).enumerated() {
      guard weight >= 0 else { return false }
      difference.add(scale, times: 2 * (count - index) - 1)
      difference.subtract(1, times: weight)
      if difference.value < 0 || !difference.isExact { return false }
    }
    return difference.value == 0
  }
}
