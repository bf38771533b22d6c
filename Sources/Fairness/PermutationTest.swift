// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import SeededNumbers

/// Is Theil T between groups larger than chance would make it, if the group names were dealt out at random?
///
/// Holdings and entitlements stay together; only the names move. One-sided: the p-value is the chance of a value at least
/// as large as the observed one. Up to 100 000 distinct arrangements are enumerated, and p = b/N is exact; beyond that,
/// B seeded random arrangements give p = (b + 1)/(B + 1) (Phipson and Smyth 2010, doi:10.2202/1544-6115.1585).
/// The p-value is not the probability that the allocation is unfair.
public struct PermutationTest: Hashable, Sendable {
  /// The observed value of Theil T between groups.
  public let observed: Double
  /// Number of arrangements, of those looked at, with at least the observed value.
  public let atLeastAsLarge: Int
  /// Number of arrangements looked at: all of them, or B.
  public let arrangements: Int
  /// Whether all arrangements were enumerated.
  public let isExact: Bool
  /// The seed of the random arrangements; `nil` when all were enumerated.
  public let seed: UInt64?

  /// The one-sided p-value.
  public var pValue: ExactRatio {
    let extra: Int128 = isExact ? 0 : 1
    return ExactRatio(Int128(atLeastAsLarge) + extra, Int128(arrangements) + extra) ?? .one
  }

  /// The greatest number of arrangements that are enumerated.
  public static let enumerationLimit = 100_000

  /// Tests; `nil` when nothing is allocated or the names are not one for each holder.
  public init?(of holdings: Holdings, groups names: [String], draws: Int = 9_999, seed: UInt64) {
    guard holdings.totalAmount > 0, names.count == holdings.count, draws > 0 else { return nil }
    let distinct = Set(names).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
    // Names stand in the ascending order of the holders, so that the draws don't depend on the order of the input.
    var labels = holdings.ascending.compactMap { numbers[names[$0]] }
    let statistic = { (labels: [Int]) -> Double in
      Self.theilBetween(holdings, labels: labels, groups: distinct.count)
    }
    let observed = statistic(labels)
    // Arrangements that are equal in exact arithmetic may differ in the last bits: they count as at least as large.
    let threshold = observed - 1e-12 * max(observed, 1e-12)
    var (count, total) = (0, 0)
    let sizes = Dictionary(grouping: labels) { $0 }.values.map(\.count)
    let isExact = Self.arrangements(of: sizes) != nil
    if isExact {
      labels.sort()
      repeat {
        total += 1
        if statistic(labels) >= threshold { count += 1 }
      } while Self.advance(&labels)
    } else {
      var generator = SplitMix64(seed: seed)
      labels.sort()
      for _ in 0..<draws {
        generator.shuffle(&labels)
        total += 1
        if statistic(labels) >= threshold { count += 1 }
      }
    }
    self.observed = observed
    self.isExact = isExact
    self.seed = isExact ? nil : seed
    atLeastAsLarge = count
    arrangements = total
  }

  /// Number of distinct arrangements, n!/∏nᵢ!, or `nil` when it exceeds the limit.
  static func arrangements(of sizes: [Int]) -> Int? {
    var (total, result) = (0, 1)
    for size in sizes.sorted(by: >) {
      // The largest group first: afterwards every binomial coefficient of a positive size is at least its top.
      for step in stride(from: 1, through: size, by: 1) {
        total += 1
        // C(total, step) from C(total − 1, step − 1): exact at every step.
        let (next, overflow) = result.multipliedReportingOverflow(by: total)
        guard !overflow else { return nil }
        result = next / step
        if result > enumerationLimit { return nil }
      }
    }
    return result
  }

  /// The next arrangement in lexicographic order, or `false` after the last.
  static func advance(_ labels: inout [Int]) -> Bool {
    guard let pivot = labels.indices.dropLast().last(where: { labels[$0] < labels[$0 + 1] }),
      let successor = labels.indices.last(where: { labels[$0] > labels[pivot] })
    else { return false }
    labels.swapAt(pivot, successor)
    labels[(pivot + 1)...].reverse()
    return true
  }

  /// Theil T between groups for the group numbers of the holders in ascending order.
  private static func theilBetween(_ holdings: Holdings, labels: [Int], groups: Int) -> Double {
    var amounts = Array(repeating: 0, count: groups)
    var entitlements = Array(repeating: 0, count: groups)
    for (index, label) in zip(holdings.ascending, labels) {
      amounts[label] += holdings.amounts[index]
      entitlements[label] += holdings.entitlements[index]
    }
    guard let whole = try? Holdings(amounts, entitlements: entitlements, kind: .amounts) else { return 0 }
    return ParityProfile(whole).theilT
  }
}
