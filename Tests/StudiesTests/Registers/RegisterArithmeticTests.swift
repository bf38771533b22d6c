// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Testing

@testable import Studies

/// The whole-number arithmetic of the generator, against the system's own.
@Suite struct RegisterArithmeticTests {
  @Test func logarithms() {
    let unit = Double(1 << BinaryPowers.fractionBits)
    for number in [1, 2, 3, 7, 10, 1_000, 65_536, 29_184_890_000_000, Int.max] {
      let difference = Double(BinaryPowers.logarithm(number)) / unit - log2(Double(number))
      // Rounded down; what the squares lose adds less than one more unit.
      #expect(difference <= 1e-12 && difference > -3 / unit, "\(number)")
    }
  }

  @Test func powers() {
    let unit = Double(1 << BinaryPowers.fractionBits)
    for exponent in [0.0, 0.25, 0.5, 1, 1.75, 3.3219280948873626, 10.1, 29.5, 31] {
      let power = Double(BinaryPowers.power(minus: Int((exponent * unit).rounded())))
      #expect(abs(power / Double(1 << BinaryPowers.powerBits) - exp2(-exponent)) < 2e-9 + 1e-7 * exp2(-exponent))
    }
    #expect(BinaryPowers.power(minus: 0) == 1 << BinaryPowers.powerBits)
    #expect(BinaryPowers.power(minus: 1 << BinaryPowers.fractionBits) == 1 << (BinaryPowers.powerBits - 1))
  }

  @Test func daysThereAndBack() throws {
    for number in stride(from: -719_162, through: 2_932_896, by: 997) {
      #expect(try #require(CalendarDate(dayNumber: number)).dayNumber == number)
    }
    #expect(CalendarDate(dayNumber: 0)?.iso8601 == "1970-01-01")
    #expect(CalendarDate(dayNumber: 11_016)?.iso8601 == "2000-02-29")
    #expect(CalendarDate(dayNumber: -1)?.iso8601 == "1969-12-31")
    #expect(CalendarDate(dayNumber: 2_932_897) == nil)
  }

  /// Closed forms: everything at one of n is (n − 1)/n; 1, 2, …, n is (n − 1)/(3n) + …: of 1, 2, 3, 4 it is 1/4.
  @Test func gini() {
    #expect(RankSizeLaw.giniThousandths([5, 5, 5]) == 0)
    #expect(RankSizeLaw.giniThousandths([0, 0, 0, 9]) == 750)
    #expect(RankSizeLaw.giniThousandths([1, 2, 3, 4]) == 250)
    #expect(RankSizeLaw.giniThousandths([]) == 0)
  }

  @Test(arguments: [0, 100, 300, 500, 718, 850, 950], [2, 10, 60, 190])
  func theLawHasTheGiniAskedFor(gini: Int, ranks: Int) {
    let law = RankSizeLaw(ranks: ranks, giniThousandths: gini)
    // What one of n can hold at most is (n − 1)/n; the exponent ends a little before.
    let greatest = (ranks - 1) * 1_000 / ranks
    if gini < greatest - 100 { #expect(abs(RankSizeLaw.giniThousandths(law.weights) - gini) <= 1) }
    for (networks, isEnough) in [
      (ranks, true), (ranks + 1, true), (3 * ranks + 7, true), (2_761, true), (1, ranks <= 1),
    ] {
      let counts = law.counts(networks: networks)
      #expect(counts.reduce(0, +) == networks)
      #expect(counts == counts.sorted(by: >))
      #expect(!isEnough || counts.allSatisfy { $0 >= 1 })
    }
    // Far from the minimum the counts are the quotas, to less than one.
    let counts = law.counts(networks: 1 << 40)
    let total = law.weights.reduce(0, +)
    for (weight, count) in zip(law.weights, counts) where count > 1 {
      let quota = Double(weight) * Double(1 << 40) / Double(total)
      #expect(abs(Double(count) - quota) < 2 + quota * 1e-6)
    }
  }

  /// The exponent that SciPy finds by bisection in floating point.
  @Test func exponentOfTheRealRegister() {
    #expect(abs(RankSizeLaw(ranks: 60, giniThousandths: 718).exponentThousandths - 3_098) <= 5)
  }

  /// Ranks with ties of Kendall's textbook kind: 1, 2.5, 2.5, 4 against 1, 2, 3, 4 correlate by 4.5/√(4.5 · 5).
  @Test func rankCorrelation() {
    #expect(RegisterFigures.spearmanThousandths([(1, 10), (2, 20), (3, 30)]) == 1_000)
    #expect(RegisterFigures.spearmanThousandths([(1, 3), (2, 2), (3, 1)]) == -1_000)
    #expect(RegisterFigures.spearmanThousandths([(1, 1), (2, 2), (2, 3), (4, 4)]) == 948)
    #expect(RegisterFigures.spearmanThousandths([(1, 1), (1, 2)]) == 0)
  }
}
