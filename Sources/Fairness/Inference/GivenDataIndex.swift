// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// How much of a measure's variance one parameter explains by itself, from runs at drawn points.
///
/// Runs are put into classes by the parameter; the share is S = Σ n_m(ȳ_m − ȳ)² / Σ(y − ȳ)², the correlation ratio η², which
/// estimates the first-order index Var E[Y|X]/Var Y (Plischke, Borgonovo and Smith 2013, doi:10.1016/j.ejor.2012.11.047;
/// Pearson 1905). Classes without any influence still give S above 0; resamples tell by how much, and 2S − S̄* takes it off.
public enum GivenDataIndex {
  /// Classes of as equal a size as can be, by rank; numbers that are equal stand in their order.
  ///
  /// - Returns: for each number the class, from 0.
  public static func classes(_ numbers: [Double], count: Int) -> [Int] {
    let order = numbers.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
    var classes = Array(repeating: 0, count: numbers.count)
    for (rank, index) in order.enumerated() {
      // Class k holds the ranks r, from 1, with kn/m < r ≤ (k + 1)n/m.
      classes[index] = ((rank + 1) * count + numbers.count - 1) / numbers.count - 1
    }
    return classes
  }

  /// The number of classes for so many runs: the square root, from 2 to 32.
  public static func classCount(runs: Int) -> Int {
    var root = 1
    while (root + 1) * (root + 1) <= runs { root += 1 }
    return min(32, max(2, root))
  }

  /// The share that classes explain; nil where numbers don't vary.
  ///
  /// - Parameters:
  ///   - numbers: the measure, run by run.
  ///   - classes: the class of each run, from 0.
  ///   - weights: how often each run counts; nil for once each.
  public static func share(_ numbers: [Double], classes: [Int], weights: [Double]? = nil) -> Double? {
    let groups = (classes.max() ?? -1) + 1
    guard groups > 0, numbers.count == classes.count else { return nil }
    var (sums, counts) = (Array(repeating: 0.0, count: groups), Array(repeating: 0.0, count: groups))
    var (sum, count) = (0.0, 0.0)
    for (index, number) in numbers.enumerated() {
      let weight = weights?[index] ?? 1
      sums[classes[index]] += weight * number
      counts[classes[index]] += weight
      sum += weight * number
      count += weight
    }
    guard count > 0 else { return nil }
    let mean = sum / count
    var (whole, between) = (0.0, 0.0)
    for (index, number) in numbers.enumerated() {
      whole += (weights?[index] ?? 1) * (number - mean) * (number - mean)
    }
    for group in 0..<groups where counts[group] > 0 {
      let difference = sums[group] / counts[group] - mean
      between += counts[group] * difference * difference
    }
    return whole > 1e-24 * count * mean * mean && whole > 0 ? between / whole : nil
  }
}
