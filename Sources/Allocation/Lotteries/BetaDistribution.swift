// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The beta distribution.
struct BetaDistribution: Hashable, Sendable {
  /// The first shape parameter, positive.
  let alpha: Double
  /// The second shape parameter, positive.
  let beta: Double
  private let logarithmOfBeta: Double

  init(_ alpha: Double, _ beta: Double) {
    self.alpha = alpha
    self.beta = beta
    logarithmOfBeta =
      Self.logarithmOfGamma(alpha) + Self.logarithmOfGamma(beta) - Self.logarithmOfGamma(alpha + beta)
  }

  /// The probability of at most x: the regularised incomplete beta function.
  ///
  /// By the continued fraction DLMF 8.17.22 on the side of the mean where it converges fast.
  func probability(upTo x: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    let front = exp(alpha * log(x) + beta * log1p(-x) - logarithmOfBeta)
    return x < (alpha + 1) / (alpha + beta + 2)
      ? front * Self.continuedFraction(alpha, beta, x) / alpha
      : 1 - front * Self.continuedFraction(beta, alpha, 1 - x) / beta
  }

  /// The x up to which the probability is p, by bisection.
  func quantile(_ p: Double) -> Double {
    var (lower, upper) = (0.0, 1.0)
    while true {
      let middle = lower + (upper - lower) / 2
      if middle <= lower || middle >= upper { return middle }
      if probability(upTo: middle) < p { lower = middle } else { upper = middle }
    }
  }

  /// Lentz's method in the form of Thompson and Barnett 1986 (doi:10.1016/0021-9991(86)90046-X).
  private static func continuedFraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
    let least = 1e-300
    func away(_ value: Double) -> Double { abs(value) < least ? least : value }
    var ratio = 1.0
    var inverse = 1 / away(1 - (a + b) * x / (a + 1))
    var value = inverse
    for step in 1...100_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      inverse = 1 / away(1 + even * inverse)
      ratio = away(1 + even / ratio)
      value *= inverse * ratio
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      inverse = 1 / away(1 + odd * inverse)
      ratio = away(1 + odd / ratio)
      let change = inverse * ratio
      value *= change
      if abs(change - 1) < 1e-15 { break }
    }
    return value
  }

  /// ln Γ(x) for x > 0: Stirling's series (DLMF 5.11.1) above 15, reached by Γ(x + 1) = x Γ(x).
  private static func logarithmOfGamma(_ x: Double) -> Double {
    var x = x
    var product = 1.0
    while x < 15 {
      product *= x
      x += 1
    }
    let square = 1 / (x * x)
    let series =
      (1 / 12 - square * (1 / 360 - square * (1 / 1_260 - square * (1 / 1_680 - square / 1_188)))) / x
    return (x - 0.5) * log(x) - x + 0.5 * log(2 * Double.pi) + series - log(product)
  }
}
