// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Inequality of holdings against entitlements, by formulas other than the textbook's first ones.
///
/// Sums of differences are taken over whole numbers before anything is divided, so that a small inequality isn't the
/// difference of two large roundings.
struct Distribution {
  /// What somebody holds and what they are entitled to.
  struct Share {
    var holding: Int
    var entitlement: Int
  }

  let shares: [Share]
  let totalHolding: Int
  let totalEntitlement: Int
  /// The step in which holdings can change.
  let step: Int

  init(_ shares: [Share], step: Int) {
    self.shares = shares.sorted { Self.isLess($0, $1) }
    totalHolding = shares.reduce(0) { $0 + $1.holding }
    totalEntitlement = shares.reduce(0) { $0 + $1.entitlement }
    self.step = step
  }

  /// Whether there is nothing to be unequal about.
  var isEmpty: Bool { shares.isEmpty || totalHolding == 0 || totalEntitlement == 0 }

  private static func isLess(_ one: Share, _ other: Share) -> Bool {
    Int128(one.holding) * Int128(other.entitlement) < Int128(other.holding) * Int128(one.entitlement)
  }

  /// Whether two hold the same for what they are entitled to.
  static func isSameRatio(_ one: Share, _ other: Share) -> Bool {
    !isLess(one, other) && !isLess(other, one)
  }

  /// Shares of the same total in whole steps, as equal as can be; nil where entitlements differ.
  var mostEqualShares: [Share]? {
    guard let first = shares.first, !isEmpty, shares.allSatisfy({ $0.entitlement == first.entitlement }) else {
      return nil
    }
    let (steps, rest) = (totalHolding / step).quotientAndRemainder(dividingBy: shares.count)
    return shares.indices.map {
      Share(holding: ($0 < shares.count - rest ? steps : steps + 1) * step, entitlement: first.entitlement)
    }
  }

  /// Median of what each holds for a unit of entitlement; the middle of the two middle ones of an even number.
  var medianRatio: Double {
    let ratios = shares.map { Double($0.holding) / Double($0.entitlement) }
    guard !ratios.isEmpty else { return 0 }
    return (ratios[(ratios.count - 1) / 2] + ratios[ratios.count / 2]) / 2
  }

  /// What a ratio of holding to entitlement is multiplied with to become one of shares.
  var unitRatio: Double { Double(totalEntitlement) / Double(totalHolding) }

  /// The natural logarithm.
  static func logarithm(_ value: Double) -> Double { log(value) }

  private func fraction(_ share: Share) -> (held: Double, entitled: Double) {
    (Double(share.holding) / Double(totalHolding), Double(share.entitlement) / Double(totalEntitlement))
  }

  private func sum(_ term: (_ held: Double, _ entitled: Double) -> Double) -> Double {
    shares.reduce(0) { sum, share in
      let fractions = fraction(share)
      return sum + term(fractions.held, fractions.entitled)
    }
  }

  /// Gini coefficient: half the mean difference of ratios, over pairs of distinct ratios, in whole numbers.
  var gini: Double { Self.gini(shares) }

  private static func gini(_ sorted: [Share]) -> Double {
    var merged: [(holding: Int128, entitlement: Int128)] = []
    for share in sorted {
      let holding = Int128(share.holding)
      let entitlement = Int128(share.entitlement)
      if let last = merged.last, last.holding * entitlement == holding * last.entitlement {
        merged[merged.count - 1] = (last.holding + holding, last.entitlement + entitlement)
      } else {
        merged.append((holding, entitlement))
      }
    }
    var difference: Int128 = 0
    for (rank, high) in merged.enumerated() {
      for low in merged[..<rank] { difference += high.holding * low.entitlement - low.holding * high.entitlement }
    }
    let holding = merged.reduce(0) { $0 + $1.holding }
    let entitlement = merged.reduce(0) { $0 + $1.entitlement }
    return Double(difference) / (Double(holding) * Double(entitlement))
  }

  /// Theil's T, as information gained from entitlements to holdings.
  var theil: Double { sum { held, entitled in held > 0 ? held * (log(held) - log(entitled)) : 0 } }

  /// Whether somebody holds nothing.
  var hasZero: Bool { shares.contains { $0.holding == 0 } }

  /// Mean logarithmic deviation; meaningful only where nobody holds nothing.
  var meanLogDeviation: Double { sum { held, entitled in entitled * (log(entitled) - log(held)) } }

  /// Squared coefficient of variation: deviations from entitlement, squared over entitlement.
  var squaredVariation: Double {
    shares.reduce(0) { sum, share in
      let excess =
        Int128(share.holding) * Int128(totalEntitlement) - Int128(share.entitlement) * Int128(totalHolding)
      let deviation = Double(excess) / (Double(totalHolding) * Double(totalEntitlement))
      return sum + deviation * deviation / fraction(share).entitled
    }
  }

  /// Atkinson's index for an aversion of one half.
  var atkinsonHalf: Double {
    let meanRoot = sum { held, entitled in (held * entitled).squareRoot() }
    return 1 - meanRoot * meanRoot
  }

  /// The share that would have to move: what those below their entitlement lack.
  var hoover: Double {
    let lacking = shares.reduce(Int128(0)) { sum, share in
      sum
        + max(
          0, Int128(share.entitlement) * Int128(totalHolding) - Int128(share.holding) * Int128(totalEntitlement))
    }
    return Double(lacking) / (Double(totalHolding) * Double(totalEntitlement))
  }

  /// Concentration of holdings.
  var concentration: Double { sum { held, _ in held * held } }

  /// The smallest ratio of the share held to the share entitled to.
  var minimumRatio: Double {
    shares.first.map { Double($0.holding) * Double(totalEntitlement) / (Double(totalHolding) * Double($0.entitlement)) }
      ?? 0
  }

  /// What the lowest so many tenths hold, by linear interpolation of the Lorenz curve; zero only if they hold nothing.
  func held(byLowestTenths tenths: Int) -> Double { held(tenths: tenths, of: shares) }

  /// What the highest so many tenths hold.
  func held(byHighestTenths tenths: Int) -> Double { held(tenths: tenths, of: shares.reversed()) }

  private func held(tenths: Int, of ordered: some Sequence<Share>) -> Double {
    var left = Int128(tenths) * Int128(totalEntitlement)
    var sum = 0.0
    for share in ordered where left > 0 {
      let whole = Int128(share.entitlement) * 10
      let taken = min(whole, left)
      sum += fraction(share).held * (Double(taken) / Double(whole))
      left -= taken
    }
    return sum
  }

  /// The smallest Gini coefficient that whole steps of the same total can have; exact for equal entitlements.
  var giniFloorForEqualEntitlements: Double? {
    guard let first = shares.first, shares.allSatisfy({ $0.entitlement == first.entitlement }) else { return nil }
    let steps = totalHolding / step
    let remainder = steps % shares.count
    return Double(remainder) * Double(shares.count - remainder) / (Double(shares.count) * Double(steps))
  }

  /// A Gini coefficient that whole steps of the same total do have: the smallest over some methods of apportionment.
  ///
  /// The smallest of all is a hard integer program where entitlements differ; what any apportionment reaches bounds it.
  var attainedGini: Double {
    let steps = totalHolding / step
    var best = Double.infinity
    // Divisor methods round up from these fractions of a step: small ones favour small entitlements.
    for roundingPoint in [0.0, 0.25, 0.5, 0.75, 1.0] {
      var counts = shares.map { share in
        Int(Int128(share.entitlement) * Int128(steps) / Int128(totalEntitlement))
      }
      for _ in 0..<(steps - counts.reduce(0, +)) {
        let next = shares.indices.min { one, other in
          (Double(counts[one]) + roundingPoint) / Double(shares[one].entitlement)
            < (Double(counts[other]) + roundingPoint) / Double(shares[other].entitlement)
        }
        if let next { counts[next] += 1 }
      }
      let candidate = zip(counts, shares).map { Share(holding: $0 * step, entitlement: $1.entitlement) }
      best = min(best, Self.gini(candidate.sorted { Self.isLess($0, $1) }))
    }
    return best
  }
}
