// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Numbers by block: what a resample takes or leaves together.
///
/// A block is what chance draws as a whole, for example a seed with all its worlds. A mean over a resample of blocks is the sum
/// of the blocks' sums over the sum of their counts.
public struct BlockedColumn: Hashable, Sendable {
  /// The sum of each block's numbers.
  public private(set) var sums: [Double]
  /// How many numbers each block has.
  public private(set) var counts: [Double]

  /// A column without numbers.
  public init(blocks: Int) {
    sums = Array(repeating: 0, count: max(0, blocks))
    counts = sums
  }

  /// A column with one number a block.
  public init(_ numbers: [Double]) {
    sums = numbers
    counts = Array(repeating: 1, count: numbers.count)
  }

  /// Adds a number; one of no block, or one that isn't finite, is left out.
  public mutating func add(_ number: Double, block: Int) {
    guard sums.indices.contains(block), number.isFinite else { return }
    sums[block] += number
    counts[block] += 1
  }

  /// Number of numbers.
  public var count: Int { Int(counts.reduce(0, +)) }

  /// The mean of all numbers; nil where there is none.
  public var mean: Double? {
    let all = counts.reduce(0, +)
    return all > 0 ? compensatedSum(sums) / all : nil
  }

  /// Blocks that have a number.
  public var filledBlocks: Int { counts.count { $0 > 0 } }

  /// The mean with each block left out in turn, of the blocks that have a number.
  public var jackknife: [Double] {
    let (sum, all) = (compensatedSum(sums), counts.reduce(0, +))
    return zip(sums, counts).compactMap { own, count in
      count > 0 && all > count ? (sum - own) / (all - count) : nil
    }
  }

  private func compensatedSum(_ terms: [Double]) -> Double {
    var sum = CompensatedSum()
    for term in terms { sum.add(term) }
    return sum.total
  }
}
