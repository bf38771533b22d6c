// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import SeededNumbers

/// Resamples of blocks that all columns share, so that what is compared is compared on the same draws.
///
/// Draw b of a bootstrap takes as many blocks as there are, with replacement (Efron 1979, doi:10.1214/aos/1176344552); draw b of a
/// test by signs turns the sign of every block by a coin (Fisher 1935). Both come from `SplitMix64` seeded by `seed`, so that
/// they are the same on every machine. Time: O(draws · blocks · columns), additions and multiplications only.
public struct BlockResampling: Hashable, Sendable {
  /// Number of blocks.
  public let blocks: Int
  /// Number of resamples.
  public let resamples: Int
  /// The seed.
  public let seed: UInt64

  /// Prepares resamples.
  public init(blocks: Int, resamples: Int, seed: UInt64) {
    self.blocks = max(0, blocks)
    self.resamples = max(0, resamples)
    self.seed = seed
  }

  /// The mean of every column in every resample; not a number where a resample has none of a column's blocks.
  ///
  /// - Parameter columns: columns of as many blocks.
  public func means(of columns: [BlockedColumn]) -> [[Double]] {
    var means = columns.map { _ in [Double]() }
    for index in means.indices { means[index].reserveCapacity(resamples) }
    let usesCounts = columns.map { column in !column.counts.allSatisfy { $0 == column.counts.first } }
    forEachBootstrapWeights { weights in
      for (index, column) in columns.enumerated() {
        let sum = Self.product(weights, column.sums)
        let count =
          usesCounts[index] ? Self.product(weights, column.counts) : (column.counts.first ?? 0) * Double(blocks)
        means[index].append(count > 0 ? sum / count : .nan)
      }
    }
    return means
  }

  /// How often each block is drawn, resample by resample.
  public func forEachBootstrapWeights(_ body: ([Double]) -> Void) {
    guard blocks > 0 else { return }
    var generator = SplitMix64(seed: seed)
    var weights = Array(repeating: 0.0, count: blocks)
    for _ in 0..<resamples {
      for index in weights.indices { weights[index] = 0 }
      for _ in 0..<blocks {
        // The high word of a product draws without a division (Lemire 2019, doi:10.1145/3230636); its bias is below blocks/2⁶⁴.
        let block = Int(generator.next().multipliedFullWidth(by: UInt64(blocks)).high)
        weights[block] += 1
      }
      body(weights)
    }
  }

  /// Signs of all blocks, 1 or −1, draw by draw.
  func forEachSigns(_ body: ([Double]) -> Void) {
    guard blocks > 0 else { return }
    var generator = SplitMix64(seed: seed)
    var signs = Array(repeating: 1.0, count: blocks)
    for _ in 0..<resamples {
      var bits: UInt64 = 0
      for index in signs.indices {
        if index.isMultiple(of: 64) { bits = generator.next() }
        signs[index] = bits & 1 == 0 ? 1 : -1
        bits >>= 1
      }
      body(signs)
    }
  }

  /// The sum of products, in eight lanes whose order is the same on every machine.
  static func product(_ left: [Double], _ right: [Double]) -> Double {
    let count = min(left.count, right.count)
    let whole = count - count % 8
    return left.withUnsafeBytes { left in
      right.withUnsafeBytes { right in
        var lanes = SIMD8<Double>(repeating: 0)
        for place in stride(from: 0, to: whole * 8, by: 64) {
          lanes +=
            left.loadUnaligned(fromByteOffset: place, as: SIMD8<Double>.self)
            * right.loadUnaligned(fromByteOffset: place, as: SIMD8<Double>.self)
        }
        var sum = ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]))
        for place in stride(from: whole * 8, to: count * 8, by: 8) {
          sum +=
            left.loadUnaligned(fromByteOffset: place, as: Double.self)
            * right.loadUnaligned(fromByteOffset: place, as: Double.self)
        }
        return sum
      }
    }
  }
}
