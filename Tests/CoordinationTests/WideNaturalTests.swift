// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Coordination

/// Arithmetic of wide numbers against 128-bit integers, and against its own laws where those are too narrow.
@Suite struct WideNaturalTests {
  @Test func sameAsBuiltInIntegers() throws {
    var lots = Lots(1)
    for _ in 0..<500 {
      let numbers = (0..<3).map { _ in lots.below(1 << 30) * lots.below(1 << 30) >> lots.below(60) }
      let (left, right, divisor) = (WideNatural(numbers[0]), WideNatural(numbers[1]), WideNatural(numbers[2]))
      let product = Int128(numbers[0]) * Int128(numbers[1])
      #expect((left < right) == (numbers[0] < numbers[1]))
      #expect(left + right == WideNatural(numbers[0] + numbers[1]))
      guard numbers[2] > 0, product / Int128(numbers[2]) < Int128(1) << 61 else { continue }
      let divided = try #require((left * right).divided(by: divisor))
      #expect(Int128(divided.quotient) == product / Int128(numbers[2]))
      #expect(divided.remainder == WideNatural(Int(product % Int128(numbers[2]))))
    }
  }

  @Test func quotientTimesDivisorAndRemainder() throws {
    var lots = Lots(2)
    for _ in 0..<200 {
      let divisor = (0..<8).reduce(WideNatural(1)) { product, _ in product * WideNatural(1 + lots.below(1 << 40)) }
      let quotient = lots.below(1_000_000_000)
      let remainder = divisor.divided(by: WideNatural(3 + lots.below(9))).map(\.remainder) ?? .zero
      let divided = try #require((divisor * WideNatural(quotient) + remainder).divided(by: divisor))
      #expect(divided.quotient == quotient)
      #expect(divided.remainder == remainder)
    }
  }

  @Test func whatHasNoQuotient() {
    #expect(WideNatural(7).divided(by: .zero) == nil)
    let wide = WideNatural(Int.max) * WideNatural(Int.max)
    #expect(wide.divided(by: WideNatural(1)) == nil)
    #expect(WideNatural(3).divided(by: wide)?.quotient == 0)
  }

  /// Twelve seats for 53, 24 and 23 of 100 (quotas 6.36, 2.88, 2.76): the two left over go to the last two.
  @Test func largestRemainders() {
    let weights = [53, 24, 23].map { WideNatural($0) }
    #expect(LargestRemainders.units(12, weights: weights, order: [0, 1, 2]) == [6, 3, 3])
    #expect(LargestRemainders.units(1, weights: [WideNatural(1), WideNatural(1)], order: [1, 0]) == [0, 1])
    #expect(LargestRemainders.units(5, weights: [.zero], order: [0]) == nil)
  }

  /// Hamilton's seats in the table of Balinski and Young 1982, and seven seats at 5 : 3 : 1.
  @Test(arguments: [
    ([9_061, 7_179, 5_259, 3_319, 1_182], 26, [9, 7, 5, 4, 1]), ([5, 3, 1], 7, [4, 2, 1]),
  ])
  func hamilton(votes: [Int], seats: Int, expected: [Int]) {
    let weights = votes.map { WideNatural($0) }
    #expect(LargestRemainders.units(seats, weights: weights, order: Array(votes.indices)) == expected)
  }
}
