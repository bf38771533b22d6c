// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Generalised Gini welfare of whole steps of holding: Σ ωₖ·s₍ₖ₎ over s₍₁₎ ≤ s₍₂₎ ≤ …, ωₖ = 2(n−k)+1.
///
/// sᵢ are the member's steps, fixed ones included, times a whole number that stands for 1 ÷ entitlement. Weights fall with
/// rank, so the welfare is the least of Σ ω of π(i) · sᵢ over all orders π: a concave function (Weymark 1981,
/// doi:10.1016/0165-4896(81)90018-4; Ogryczak, Śliwiński 2003, doi:10.1016/S0377-2217(02)00399-5).
struct OrderedWelfare: Sendable {
  /// A member with what decides its holding.
  struct Member: Sendable {
    var administration: Int
    /// What a step counts for.
    var multiplier: Int
    /// Steps that earlier stages have fixed.
    var fixedSteps: Int
    /// The columns that grant it something, each with its steps.
    var terms: [StageProgram.Term]
  }

  var members: [Member]

  /// Common multiples of entitlements up to this are taken as they are.
  static let greatestMultiple = 1_000_000

  /// What a step counts for: the least common multiple of the entitlements ÷ one's own, where that multiple is at most a
  /// million; else a million × the least entitlement ÷ one's own, halves up, at least 1.
  static func multipliers(entitlements: [Int]) -> [Int] {
    let divisor = max(1, entitlements.reduce(0) { LevelPlan.greatestCommonDivisor($0, $1) })
    let reduced = entitlements.map { max(1, $0 / divisor) }
    var multiple = 1
    for share in reduced {
      let (product, overflow) = (multiple / LevelPlan.greatestCommonDivisor(multiple, share))
        .multipliedReportingOverflow(by: share)
      multiple = overflow ? .max : product
      if multiple > greatestMultiple { break }
    }
    if multiple <= greatestMultiple { return reduced.map { multiple / $0 } }
    let least = Int128(reduced.min() ?? 1)
    return reduced.map { share in
      max(1, Int((2 * Int128(greatestMultiple) * least + Int128(share)) / (2 * Int128(share))))
    }
  }

  /// The weight of each rank, from the smallest ratio.
  var weights: [Int] { members.indices.map { 2 * (members.count - 1 - $0) + 1 } }

  /// The welfare of a 0/1 point.
  func value(at point: [Bool]) -> Int { Self.value(scores(at: point)) }

  /// What each member scores at a 0/1 point.
  func scores(at point: [Bool]) -> [Int] {
    members.map { member in
      member.multiplier
        * member.terms.reduce(member.fixedSteps) { $0 + (point[$1.column] ? $1.coefficient : 0) }
    }
  }

  /// The welfare of scores, which need not be in order.
  static func value(_ scores: [Int]) -> Int {
    scores.sorted().enumerated().reduce(0) { $0 + (2 * (scores.count - 1 - $1.offset) + 1) * $1.element }
  }

  /// Weights by member for which Σ weight · score is the welfare of some scores; equal scores share their weights evenly.
  ///
  /// Such weights are an average of orders, so that the sum is at least the welfare of any other scores.
  func supergradient(at scores: [Double]) -> [Double] {
    let order = scores.indices.sorted { scores[$0] != scores[$1] ? scores[$0] < scores[$1] : $0 < $1 }
    let ranked = weights
    var result = [Double](repeating: 0, count: scores.count)
    var start = 0
    while start < order.count {
      let limit = scores[order[start]] + 1e-6 + 1e-9 * abs(scores[order[start]])
      var end = start + 1
      while end < order.count, scores[order[end]] <= limit { end += 1 }
      let sum = ranked[start..<end].reduce(0, +)
      for position in start..<end { result[order[position]] = Double(sum) / Double(end - start) }
      start = end
    }
    return result
  }

  /// Whole numbers near scale × weights that scale × ω majorises: nothing that they bound is bounded too tightly.
  ///
  /// Their k greatest never add up to more than scale × those of ω, and all of them to as much. So scale × welfare is at
  /// most Σ number · score, whatever the scores.
  func majorised(_ weights: [Double], scale: Int) -> [Int] {
    let ranked = self.weights
    let total = scale * ranked.reduce(0, +)
    var rounded = weights.map { value -> Int in
      let scaled = (value * Double(scale)).rounded()
      return scaled.isFinite && scaled > 0 && scaled < 1e15 ? Int(scaled) : 0
    }
    guard !rounded.isEmpty else { return [] }
    let missing = total - rounded.reduce(0, +)
    if missing > 0 {
      let share = (missing + rounded.count - 1) / rounded.count
      for index in rounded.indices { rounded[index] += share }
    }
    // The least of two concave sequences of sums is concave, so that its differences fall too.
    let order = rounded.indices.sorted { rounded[$0] != rounded[$1] ? rounded[$0] > rounded[$1] : $0 < $1 }
    var (own, allowed, taken) = (0, 0, 0)
    var result = [Int](repeating: 0, count: rounded.count)
    for (rank, index) in order.enumerated() {
      own += rounded[index]
      allowed += scale * ranked[rank]
      let next = min(own, allowed)
      result[index] = next - taken
      taken = next
    }
    return result
  }
}
