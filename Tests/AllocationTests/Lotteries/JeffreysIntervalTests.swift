// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Allocation

/// The incomplete beta function, its inverse and Jeffreys' interval, against SciPy 1.17.1 (`scipy.stats.beta.ppf`,
/// `scipy.special.betainc`) and closed forms.
@Suite struct JeffreysIntervalTests {
  private static let intervals: [(Int, Int, Double, Double)] = [
    (0, 10, 0, 0.21719626750921053), (1, 10, 0.011011673763161133, 0.3813147710666164),
    (5, 10, 0.22352867025270517, 0.7764713297472947), (10, 10, 0.7828037324907894, 1),
    (0, 1, 0, 0.8532536836904248), (1, 1, 0.14674631630957513, 1),
    (3, 8, 0.1190391801541659, 0.7051765537196912), (37, 1_000, 0.026605478868512316, 0.050067301597938645),
    (500, 1_000, 0.46904771269911394, 0.5309522873008861), (999, 1_000, 0.9953355411912086, 0.999892081195319),
    (123_456, 1_000_000, 0.12281234050644808, 0.12410183915651879),
  ]

  @Test(arguments: intervals)
  func agreesWithSciPy(successes: Int, trials: Int, lower: Double, upper: Double) throws {
    let interval = try #require(JeffreysInterval(successes: successes, trials: trials))
    #expect(abs(interval.lower - lower) < 1e-10)
    #expect(abs(interval.upper - upper) < 1e-10)
  }

  @Test func numbersThatAreNoCountsHaveNone() {
    #expect(JeffreysInterval(successes: 0, trials: 0) == nil)
    #expect(JeffreysInterval(successes: 2, trials: 1) == nil)
    #expect(JeffreysInterval(successes: -1, trials: 1) == nil)
  }

  private static let values: [(Double, Double, Double, Double)] = [
    // The arcsine law: 2/π · arcsin √(1/4) = 1/3. Uniform: x. Beta(2, 3) at 2/5: 1 − 0.6^4 − 4 · 0.4 · 0.6^3 = 0.5248.
    (0.5, 0.5, 0.25, 1.0 / 3), (1, 1, 0.3, 0.3), (2, 3, 0.4, 0.5248), (5, 5, 0.5, 0.5),
    (10.5, 0.5, 0.9, 0.141553091812887), (100.5, 200.5, 0.3, 0.1046671303066303),
  ]

  @Test(arguments: values)
  func incompleteBeta(alpha: Double, beta: Double, x: Double, probability: Double) {
    let distribution = BetaDistribution(alpha, beta)
    #expect(abs(distribution.probability(upTo: x) - probability) < 1e-13)
    #expect(abs(distribution.quantile(probability) - x) < 1e-12)
    #expect(distribution.probability(upTo: 0) == 0)
    #expect(distribution.probability(upTo: 1) == 1)
  }
}
