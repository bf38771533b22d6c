// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Fairness

/// Quantiles, the normal distribution, intervals and adjustments against SciPy 1.17.1 and statsmodels 0.14.
@Suite("Estimates and their intervals")
struct EstimateTests {
  private let sample = [2.1, 3.4, 1.9, 5.6, 4.4, 3.3, 7.8, 2.2, 4.0, 6.1]

  @Test(
    "numpy.quantile(x, p)",
    arguments: [(0.1, 2.08), (0.25, 2.475), (0.5, 3.7), (0.75, 5.3), (0.9, 6.27), (0, 1.9), (1, 7.8)])
  func quantiles(probability: Double, expected: Double) {
    #expect(isClose(Quantiles.type7(sample.sorted(), probability), expected, 1e-14))
  }

  @Test("No number has no quantile, one number has only itself")
  func fewNumbers() {
    #expect(Quantiles.type7([], 0.5) == nil)
    #expect(Quantiles.type7([3], 0.9) == 3)
  }

  @Test(
    "scipy.stats.norm.ppf(p)",
    arguments: [
      (1e-10, -6.361340902404056), (0.001, -3.090232306167813), (0.025, -1.9599639845400545),
      (0.3, -0.5244005127080409), (0.5, 0), (0.9, 1.2815515655446004), (0.975, 1.959963984540054),
      (0.999999, 4.753424308817087),
    ])
  func normalQuantiles(probability: Double, expected: Double) {
    #expect(isClose(NormalDistribution.quantile(probability), expected, 1e-14))
  }

  @Test(
    "scipy.stats.norm.cdf(z)",
    arguments: [
      (-8, 6.22096057427174e-16), (-3, 0.0013498980316300933), (-1, 0.15865525393145707), (0, 0.5),
      (0.5, 0.6914624612740131), (1.96, 0.9750021048517795), (4, 0.9999683287581669),
    ])
  func normalProbabilities(number: Double, expected: Double) {
    #expect(isClose(NormalDistribution.probability(below: number), expected, 1e-14))
  }

  @Test("scipy.stats.bootstrap(x, mean), 200,000 resamples: percentile 3.01…5.26, BCa 3.09…5.38")
  func bootstrap() throws {
    let column = BlockedColumn(sample)
    let resampling = BlockResampling(blocks: 10, resamples: 20_000, seed: 5)
    let means = resampling.means(of: [column])[0]
    let percentile = try #require(ConfidenceInterval.percentile(means, confidenceThousandths: 950))
    let accelerated = try #require(
      ConfidenceInterval.accelerated(
        means, estimate: 4.08, jackknife: column.jackknife, confidenceThousandths: 950))
    // The ends' own chance error is about 0.01 at 20,000 resamples.
    #expect(abs(percentile.lower - 3.01) < 0.04 && abs(percentile.upper - 5.26) < 0.04)
    #expect(abs(accelerated.lower - 3.09) < 0.04 && abs(accelerated.upper - 5.38) < 0.04)
  }

  @Test("The standard deviation of resampled means is σ/√n, σ with n in the denominator")
  func bootstrapVariance() {
    let means = BlockResampling(blocks: 10, resamples: 20_000, seed: 9).means(of: [BlockedColumn(sample)])[0]
    let mean = means.reduce(0, +) / 20_000
    let variance = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    // numpy.var(x)/10
    #expect(abs(variance - 0.33616) < 0.01)
    #expect(abs(mean - 4.08) < 0.015)
  }

  @Test("Columns of one resampling share their draws, blocks without numbers count for nothing")
  func commonDraws() {
    var gappy = BlockedColumn(blocks: 4)
    for (block, number) in [(0, 1.0), (0, 3.0), (2, 10.0), (3, .nan)] { gappy.add(number, block: block) }
    gappy.add(5, block: 7)
    #expect(gappy.count == 3)
    #expect(gappy.filledBlocks == 2)
    #expect(gappy.mean == 14.0 / 3)
    #expect(gappy.jackknife == [10, 2])
    let shifted = BlockedColumn([2, 4, 6, 8].map { $0 + 100 })
    let means = BlockResampling(blocks: 4, resamples: 500, seed: 3).means(of: [
      BlockedColumn([2, 4, 6, 8]), shifted, gappy,
    ])
    for (first, second) in zip(means[0], means[1]) { #expect(isClose(second, first + 100, 1e-12)) }
    #expect(means[2].contains { $0.isNaN })
    #expect(means[2].allSatisfy { $0.isNaN || (2.0...10.0).contains($0) })
  }

  @Test("Numbers that are all the same have an interval without width")
  func constant() {
    let column = BlockedColumn(Array(repeating: 0.1, count: 30))
    let means = BlockResampling(blocks: 30, resamples: 200, seed: 1).means(of: [column])[0]
    let interval = ConfidenceInterval.accelerated(
      means, estimate: 0.1, jackknife: column.jackknife, confidenceThousandths: 950)
    #expect(interval.map { abs($0.lower - 0.1) + abs($0.upper - 0.1) < 1e-15 } == true)
    #expect(ConfidenceInterval.percentile([.nan], confidenceThousandths: 950) == nil)
  }

  @Test("statsmodels multipletests(p, method='holm')")
  func holm() {
    let adjusted = HolmAdjustment.adjusted([0.01, 0.04, 0.03, 0.005, 0.5, 0.04])
    #expect(zip(adjusted, [0.05, 0.12, 0.12, 0.03, 0.5, 0.12]).allSatisfy { isClose($0, $1, 1e-14) })
    #expect(HolmAdjustment.adjusted([]) == [])
    #expect(HolmAdjustment.adjusted([0.9, 0.8]) == [1, 1])
  }

  @Test("NIST's modified z-scores of ten numbers with two outliers")
  func outliers() {
    let scores = OutlierScores.modified([2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3])
    let expected = [
      -1.57383333333333, 0.6745, -0.22483333333333, 0.22483333333333, -0.6745, -1.57383333333333, -0.6745, 0.6745,
      25.8558333333333, 26.3054999999999,
    ]
    #expect(zip(scores, expected).allSatisfy { isClose($0, $1, 1e-12) })
    // Median 1, mean deviation 9/5: (10 − 1)/(1.253314 · 1.8).
    #expect(isClose(OutlierScores.modified([1, 1, 1, 1, 10])[4], 9 / (1.253314 * 1.8), 1e-12))
    #expect(OutlierScores.modified([4, 4, 4]) == [0, 0, 0])
    #expect(OutlierScores.modified([]) == [])
  }
}
