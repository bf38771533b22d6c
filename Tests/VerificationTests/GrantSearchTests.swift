// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Verification

/// The search behind recomputed prices, against every choice of options.
@Suite struct GrantSearchTests {
  @Test(arguments: 1...80) func everyChoice(seed: Int) {
    var state = UInt64(seed) &* 0x9e37_79b9_7f4a_7c15 &+ 1
    func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let items = (0..<6).map { request in
      (
        weight: below(9),
        options: (0..<(1 + below(3))).map { _ in
          Option(request: request, position: below(12), firstChannel: below(2), polarization: 0)
        }
      )
    }
    func isConflict(_ one: Option, _ other: Option) -> Bool {
      one.firstChannel == other.firstChannel && abs(one.position - other.position) < 3
    }
    var best = 0
    func choose(_ index: Int, _ granted: [Option], _ weight: Int) {
      guard index < items.count else {
        best = max(best, weight)
        return
      }
      choose(index + 1, granted, weight)
      for option in items[index].options where !granted.contains(where: { isConflict($0, option) }) {
        choose(index + 1, granted + [option], weight + items[index].weight)
      }
    }
    choose(0, [], 0)
    var search = GrantSearch(trials: 1_000_000, isConflict: isConflict)
    #expect(search.greatest(items) == best)
    // A limit that is reached gives no number.
    var limited = GrantSearch(trials: 0, isConflict: isConflict)
    #expect(best == 0 || limited.greatest(items) == nil)
  }
}
