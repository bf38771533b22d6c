// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What each of several causes adds to a number, when they work together: the mean over all orders of taking them away.
///
/// φᵢ = Σ_S |S|!(n − |S| − 1)!/n! · (v(S ∪ i) − v(S)) over the sets S without i (Shapley 1953, doi:10.1515/9781400881970-018);
/// the parts and v(∅) add up to v(all) exactly. As a decomposition of inequality: Shorrocks 2013,
/// doi:10.1007/s10888-011-9214-z.
public enum ShapleyDecomposition {
  /// The most causes that are taken apart.
  public static let mostCauses = 12

  /// The part of each cause; nil where values aren't as many as sets of causes, or too many.
  ///
  /// - Parameter values: v by set; bit i of the index says whether cause i is there.
  public static func parts(_ values: [Double]) -> [Double]? {
    let causes = values.count.trailingZeroBitCount
    guard values.count == 1 << causes, causes <= mostCauses else { return nil }
    let weights = weights(causes)
    return (0..<causes).map { cause in
      var sum = CompensatedSum()
      for set in values.indices where set & (1 << cause) == 0 {
        sum.add(weights[set.nonzeroBitCount] * (values[set | 1 << cause] - values[set]))
      }
      return sum.total
    }
  }

  /// |S|!(n − |S| − 1)!/n! by the size of S: 1/(n · C(n − 1, |S|)).
  static func weights(_ causes: Int) -> [Double] {
    var binomial = 1
    return (0..<causes).map { size in
      defer { binomial = binomial * (causes - 1 - size) / (size + 1) }
      return 1 / Double(causes * binomial)
    }
  }
}
