// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import SeededNumbers
import Testing

@testable import Fairness

/// The number of envious pairs, counted by sorting, against the pairs one by one.
@Suite struct EnvyCountTests {
  @Test func asManyAsThereArePairs() throws {
    var generator = SplitMix64(seed: 11)
    for _ in 0..<300 {
      let count = generator.number(in: 1...12)
      let greatest = generator.number(in: 1...9)
      let amounts = (0..<count).map { _ in generator.number(in: 0...greatest) }
      let entitlements = (0..<count).map { _ in generator.number(in: 1...5) }
      let units = IdenticalUnits(try Holdings(amounts, entitlements: entitlements))
      #expect(units.wef1ViolationCount == units.wef1Violations.count, "\(amounts) \(entitlements)")
    }
  }
}
