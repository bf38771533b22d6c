// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What no other point beats in one measure without losing in the other (Pareto 1906).
public enum ParetoFrontier {
  /// The points that none dominates, by index, ascending; equal points stand or fall together.
  ///
  /// A point dominates another where it is at least as great in both numbers and greater in one. Points with a number that isn't
  /// finite don't take part. Time: O(n log n).
  ///
  /// - Parameters:
  ///   - first: the one number, more is better.
  ///   - second: the other number, more is better.
  public static func indices(_ first: [Double], _ second: [Double]) -> [Int] {
    let points = zip(first, second).enumerated().compactMap { index, pair in
      pair.0.isFinite && pair.1.isFinite ? index : nil
    }
    let order = points.sorted { (-first[$0], -second[$0], $0) < (-first[$1], -second[$1], $1) }
    var frontier: [Int] = []
    var best: (first: Double, second: Double)?
    for index in order {
      if let best, second[index] < best.second || second[index] == best.second && first[index] < best.first { continue }
      best = (first[index], second[index])
      frontier.append(index)
    }
    return frontier.sorted()
  }
}
