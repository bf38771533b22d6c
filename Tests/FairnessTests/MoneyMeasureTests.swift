// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Fairness

@Suite struct MoneyMeasureTests {
  /// Hamilton's method on a textbook's numbers (Balinski, Young 1982, the Alabama paradox in small): 10 units by 6, 6, 2.
  @Test(arguments: [
    (10, [6, 6, 2], [4, 4, 2]), (11, [6, 6, 2], [5, 5, 1]), (3, [1, 1], [2, 1]), (0, [1, 2], [0, 0]),
  ])
  func rebates(sum: Int, weights: [Int], shares: [Int]) {
    #expect(Rebate.shares(of: sum, weights: weights) == shares)
  }

  @Test func nobodyIsEntitled() {
    #expect(Rebate.shares(of: 5, weights: [0, 0]) == nil)
    #expect(Rebate.shares(of: 5, weights: []) == nil)
  }

  @Test func sharesAddUp() {
    var state: UInt64 = 7
    for _ in 0..<200 {
      let weights = (0..<9).map { _ -> Int in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 34)
      }
      let sum = Int(state >> 30)
      #expect(Rebate.shares(of: sum, weights: weights)?.reduce(0, +) == sum)
    }
  }

  @Test func everyMeasureIsDescribed() {
    for measure in MoneyMeasure.allCases {
      #expect(!measure.title.isEmpty && !measure.definition.isEmpty && !measure.source.isEmpty)
      #expect(measure.definition.hasSuffix(".") && !Measure.allCases.map(\.id).contains(measure.id))
    }
  }
}
