// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Two policies on the same worlds: how far they lie apart, and in how many worlds which way.
public struct PairedDifferences: Hashable, Sendable {
  /// Worlds in which both have a number.
  public let count: Int
  /// Mean of the differences, policy less reference.
  public let mean: Double
  /// Standard deviation of the differences, n − 1 in the denominator; nil of fewer than two.
  public let standardDeviation: Double?
  /// Worlds in which the policy's number is greater.
  public let greater: Int
  /// Worlds in which it is less.
  public let less: Int
  /// Worlds in which they are equal.
  public let equal: Int

  /// Compares numbers of the same worlds; pairs with a number that isn't finite are left out. Nil where no pair is left.
  public init?(_ numbers: [Double], reference: [Double]) {
    var sum = CompensatedSum()
    var (count, greater, less) = (0, 0, 0)
    for (own, other) in zip(numbers, reference) where own.isFinite && other.isFinite {
      sum.add(own - other)
      count += 1
      if own > other { greater += 1 }
      if own < other { less += 1 }
    }
    guard count > 0 else { return nil }
    let mean = sum.total / Double(count)
    var squares = CompensatedSum()
    for (own, other) in zip(numbers, reference) where own.isFinite && other.isFinite {
      squares.add((own - other - mean) * (own - other - mean))
    }
    self.count = count
    self.mean = mean
    self.greater = greater
    self.less = less
    equal = count - greater - less
    standardDeviation = count > 1 ? (squares.total / Double(count - 1)).squareRoot() : nil
  }

  /// Mean difference over the standard deviation of differences, Cohen's d_z (Lakens 2013, doi:10.3389/fpsyg.2013.00863,
  /// formula 6); nil where differences don't vary.
  public var standardisedMean: Double? {
    guard let deviation = standardDeviation, deviation > 1e-12 * abs(mean) else { return nil }
    return mean / deviation
  }

  /// Share of worlds in which the number is greater less the share in which it is less, from −1 to 1 (the sign test's effect
  /// size; Cliff 1993, doi:10.1037/0033-2909.114.3.494, within pairs).
  public var dominance: Double { Double(greater - less) / Double(count) }
}
