// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Could differences between two policies on the same worlds be chance? Every sign is turned in turn.
///
/// Under the hypothesis that both policies may change places in every block, every pattern of signs is as likely as the one seen
/// (Fisher 1935, The Design of Experiments, section 21). Two-sided: counted are patterns whose sum is at least as far from zero.
/// Up to ``exactBlocks`` blocks that differ all patterns are looked at and p = b/2ᵐ; beyond that, B drawn patterns give
/// p = (b + 1)/(B + 1) (Phipson and Smyth 2010, doi:10.2202/1544-6115.1585).
public struct SignFlipTest: Hashable, Sendable {
  /// Patterns of signs, of those looked at, whose sum is at least as far from zero.
  public let atLeastAsFar: Int
  /// Patterns looked at.
  public let patterns: Int
  /// Whether all patterns were looked at.
  public let isExact: Bool

  /// The greatest number of blocks that differ for which all patterns are looked at.
  public static let exactBlocks = 16

  /// The two-sided p-value.
  public var pValue: Double {
    let extra = isExact ? 0 : 1
    return Double(atLeastAsFar + extra) / Double(max(1, patterns + extra))
  }

  /// Tests columns of differences, summed by block, all against the same drawn patterns.
  ///
  /// - Parameters:
  ///   - columns: for each comparison the sums of differences, one a block.
  ///   - resampling: blocks, draws and seed for what isn't exact.
  public static func tests(of columns: [[Double]], resampling: BlockResampling) -> [SignFlipTest] {
    var results = columns.map { exact($0) }
    let open = results.indices.filter { results[$0] == nil }
    guard !open.isEmpty else { return results.compactMap { $0 } }
    let observed = open.map { abs(columns[$0].reduce(0, +)) - slack(columns[$0]) }
    var counts = Array(repeating: 0, count: open.count)
    resampling.forEachSigns { signs in
      for (place, column) in open.enumerated()
      where abs(BlockResampling.product(signs, columns[column])) >= observed[place] {
        counts[place] += 1
      }
    }
    for (place, column) in open.enumerated() {
      results[column] = SignFlipTest(atLeastAsFar: counts[place], patterns: resampling.resamples, isExact: false)
    }
    return results.compactMap { $0 }
  }

  /// All patterns; nil where too many blocks differ.
  private static func exact(_ differences: [Double]) -> SignFlipTest? {
    let own = differences.filter { $0 != 0 }
    guard own.count <= exactBlocks else { return nil }
    // Blocks without a difference double patterns and count alike: they leave the share as it is.
    let observed = abs(own.reduce(0, +)) - slack(own)
    let (low, high) = (sums(own.prefix(8)), sums(own.dropFirst(8)))
    var count = 0
    for first in high { for second in low where abs(first + second) >= observed { count += 1 } }
    return SignFlipTest(atLeastAsFar: count, patterns: low.count * high.count, isExact: true)
  }

  private static func sums(_ differences: ArraySlice<Double>) -> [Double] {
    differences.reduce([0]) { sums, difference in sums.map { $0 + difference } + sums.map { $0 - difference } }
  }

  /// Sums that are equal in exact arithmetic may differ in the last bits: they count as at least as far.
  private static func slack(_ differences: [Double]) -> Double {
    1e-12 * differences.reduce(0) { $0 + abs($1) }
  }
}
