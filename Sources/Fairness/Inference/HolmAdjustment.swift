// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Holm's step-down adjustment of p-values (Holm 1979, Scandinavian Journal of Statistics 6, 65–70).
public enum HolmAdjustment {
  /// Adjusted p-values in the order given: the k-th smallest of m is multiplied by m − k + 1, never falls below the one before
  /// it, and is at most 1. Rejecting what is at most α keeps the chance of any false rejection at or below α.
  public static func adjusted(_ pValues: [Double]) -> [Double] {
    let order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
    var adjusted = pValues
    var greatest = 0.0
    for (rank, index) in order.enumerated() {
      greatest = max(greatest, min(1, pValues[index] * Double(pValues.count - rank)))
      adjusted[index] = greatest
    }
    return adjusted
  }
}
