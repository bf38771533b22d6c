// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Allocation

/// How far rounded welfare may lie from the formula.
@Suite struct WelfareScaleTests {
  private func errors(_ members: [(entitlement: Int, steps: Int)], halves: Int = 2) -> [Int] {
    let members = members.enumerated().map {
      LevelPlan.Member(administration: $0, entitlement: $1.entitlement, mostSteps: $1.steps)
    }
    return WelfareScale(halves: halves, members: members).errors(of: members)
  }

  /// By hand: 10¹⁴·ln 2 = 69,314,718,055,994.53…, 0.469 from whole; ln 3 is 0.031 off; of holdings 1 to 4 the last is off
  /// most, twice 0.469. With 1 and 3 a unit is a third: 4 is off by 0.775, and three times that for the entitlement 3. With
  /// 1,000 one half of a unit in ln 7 counts a thousand times: 468.67. Up to 97 the worst is 64, six times 0.469. All were
  /// taken from logarithms with 60 digits.
  @Test func roundingOfLogarithms() {
    #expect(errors([(1, 4)]) == [1])
    #expect(errors([(1, 6), (3, 6)]) == [1, 3])
    #expect(errors([(1, 12), (1_000, 7)]) == [1, 469])
    #expect(errors([(7, 97)]) == [3])
    #expect(errors([(2, 64), (3, 100), (5, 30)]) == [2, 3, 3])
    #expect(errors([(1, 1_000)]) == [5])
    #expect(errors([(1, 1), (1, 0)]) == [0, 0])
  }

  /// A whole unit for each prime factor and the entitlement, and nothing near 64 of them for each step.
  @Test func errorsStayNearTheNumberOfPrimeFactors() {
    for (weight, steps) in [(1, 40), (9, 60), (250, 31), (999, 200)] {
      let most = (1...steps).map { number -> Int in
        var (rest, factors, divisor) = (number, 0, 2)
        while rest > 1 {
          if rest % divisor == 0 { (rest, factors) = (rest / divisor, factors + 1) } else { divisor += 1 }
        }
        return factors
      }.max()
      let own = errors([(1, 1), (weight, steps)])[1]
      #expect(own > 0 && own <= weight * (most ?? 0))
    }
  }

  /// Logarithms with 70 digits, times 2⁷² and cut off.
  @Test func logarithmsInFixedPoint() {
    let values = FixedLogarithms(upTo: 997).values
    let known: [(Int, Int128)] = [
      (2, 3_273_295_013_171_879_848_905), (7, 9_189_300_866_574_686_963_446), (997, 32_606_763_608_636_161_208_692),
    ]
    for (number, exact) in known {
      #expect(values[number] <= exact && exact - values[number] < FixedLogarithms.error(of: number))
    }
  }
}
