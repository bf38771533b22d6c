// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import SeededNumbers
import Testing

@testable import Fairness

/// Sign flips and paired differences against known answers and all patterns by hand.
@Suite("Paired comparisons")
struct PairedComparisonTests {
  private func test(_ differences: [Double], draws: Int = 2_000, seed: UInt64 = 1) -> SignFlipTest? {
    SignFlipTest.tests(
      of: [differences], resampling: BlockResampling(blocks: differences.count, resamples: draws, seed: seed)
    ).first
  }

  @Test("Darwin's maize, as Fisher counted it: 1,726 of 32,768 patterns")
  func darwin() {
    let result = test([49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48])
    #expect(result == SignFlipTest(atLeastAsFar: 1_726, patterns: 32_768, isExact: true))
    #expect(result?.pValue == 0.05267333984375)
  }

  @Test("scipy.stats.permutation_test(permutation_type='samples') with a zero among the differences")
  func zeros() {
    #expect(test([0.8, -0.3, 1.2, 0.5, -0.1, 0.9, 1.5, 0.4, 0.0, 0.7])?.pValue == 0.01953125)
    #expect(test([0, 0, 0])?.pValue == 1)
    #expect(test([])?.pValue == 1)
  }

  @Test("Sums that are equal only in exact arithmetic count: 0.1 + 0.2 against 0.3")
  func rounding() {
    // Of eight patterns six have |±0.1 ± 0.2 ± 0.3| of 0, 0.2 or 0.4, and two 0.6; seen is 0.
    #expect(test([0.1, 0.2, -0.3])?.pValue == 1)
    #expect(test([0.1, 0.2, 0.3])?.pValue == 0.25)
  }

  @Test("Drawn patterns come near the share of all 2²⁴, and the seen one counts with them")
  func drawn() throws {
    // scipy.stats.permutation_test(n_resamples=inf) of the 24 differences.
    let differences = (0..<24).map { Double($0 * 17 % 29 - 11) }
    let result = try #require(test(differences, draws: 40_000))
    #expect(!result.isExact && result.patterns == 40_000)
    #expect(abs(result.pValue - 0.08190107345581055) < 0.01)
    let extreme = try #require(test(Array(repeating: 1.0, count: 40), draws: 99))
    #expect(extreme.pValue == 0.01)
  }

  @Test("Comparisons against one reference, by hand")
  func differences() throws {
    let differences = try #require(PairedDifferences([3, 5, 4, .nan, 2], reference: [1, 5, 1, 1, 3]))
    #expect(differences.count == 4)
    #expect(differences.mean == 1)
    #expect((differences.greater, differences.less, differences.equal) == (2, 1, 1))
    // Differences 2, 0, 3, −1: squares about 1 are 1, 1, 4, 4.
    #expect(isClose(differences.standardDeviation, (10.0 / 3).squareRoot(), 1e-15))
    #expect(isClose(differences.standardisedMean, (3.0 / 10).squareRoot(), 1e-15))
    #expect(differences.dominance == 0.25)
    #expect(PairedDifferences([.nan], reference: [1]) == nil)
    #expect(PairedDifferences([2, 2], reference: [1, 1])?.standardisedMean == nil)
  }

  @Test("The frontier against every pair of points")
  func frontier() {
    var generator = SplitMix64(seed: 4)
    for _ in 0..<200 {
      let count = 1 + generator.next(below: 12)
      let first = (0..<count).map { _ in generator.next(below: 9) == 0 ? .nan : Double(generator.next(below: 5)) }
      let second = (0..<count).map { _ in Double(generator.next(below: 5)) }
      let expected = (0..<count).filter { own in
        first[own].isFinite
          && !(0..<count).contains { other in
            first[other] >= first[own] && second[other] >= second[own]
              && (first[other] > first[own] || second[other] > second[own])
          }
      }
      #expect(ParetoFrontier.indices(first, second) == expected)
    }
  }
}
