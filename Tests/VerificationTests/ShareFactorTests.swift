// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Verification

/// Three requests, each two of which conflict, with shares of 1/2 each: β = 2/3, and each is granted with 1/3.
struct ShareFactorTests {
  private static func lottery(
    _ numerator: Int?, _ denominator: Int, weights: [Int] = [1, 1, 1], of total: Int = 3
  ) -> LotteryCertificate {
    LotteryCertificate(
      stage: 1, method: .portfolio, seed: 1, denominator: total, ticket: 0, chances: [],
      portfolio: weights.enumerated().map { number, weight in
        .init(
          weight: weight, grants: [.init(network: "N\(number)", position: 0, firstChannel: 1, polarization: "dual")])
      }, shareFactor: numerator.map { .init(numerator: $0, denominator: denominator) })
  }

  private func expected(_ lottery: LotteryCertificate) -> String? { ShareFactorChecks(lottery: lottery).problem()?.1 }

  @Test("what the portfolio can come from is passed")
  func possible() {
    #expect(expected(Self.lottery(2, 3)) == nil)
    // Shares of 1/3, and shares of 1, that are granted as they are.
    #expect(expected(Self.lottery(1, 1)) == nil)
    #expect(expected(Self.lottery(1, 3)) == nil)
    #expect(expected(Self.lottery(0, 1, weights: [])) == nil)
  }

  @Test("what it can't come from is found")
  func impossible() {
    #expect(expected(Self.lottery(nil, 1))?.hasPrefix("that of the shares") == true)
    for (numerator, denominator) in [(4, 6), (4, 3), (-1, 3), (2, 0), (0, 3)] {
      #expect(expected(Self.lottery(numerator, denominator))?.hasPrefix("a fraction in lowest terms") == true)
    }
    #expect(expected(Self.lottery(0, 1))?.hasPrefix("more than 0") == true)
    // Granted with 1/3, which is more than 1/4 of any share.
    #expect(expected(Self.lottery(1, 4))?.contains("`N0`") == true)
    // 3/5 is 9/10 of 2/3, but more than 1/2.
    #expect(expected(Self.lottery(2, 3, weights: [1, 1, 3], of: 5)) == nil)
    #expect(expected(Self.lottery(1, 2, weights: [1, 1, 3], of: 5))?.contains("`N2`") == true)
    // A share of 1 ÷ (2 · 10¹⁰ + 1) has too great a denominator.
    let fine = Self.lottery(1, 1, weights: [1], of: 20_000_000_001)
    #expect(expected(fine)?.contains("common denominator") == true)
  }

  @Test("numbers of the full range do no harm")
  func extremes() {
    let lottery = Self.lottery(.max - 1, .max, weights: [.max, .max], of: .max)
    #expect(expected(lottery) != nil)
  }
}
