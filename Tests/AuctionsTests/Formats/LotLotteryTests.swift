// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Auctions

@Suite struct LotLotteryTests {
  /// Values from orders of preference: the first is worth the most.
  private func auction(_ preferences: [[Int]], lots: Int) -> Auction {
    .grid(
      preferences.map { order in (0..<lots).map { lot in order.firstIndex(of: lot).map { 10 - $0 } ?? 0 } },
      alternatives: true)
  }

  /// Bogomolnaia, Moulin 2001, doi:10.1006/jeth.2000.2710, random serial dictatorship.
  @Test("T26 · odds of random serial dictatorship") func oddsOfPublishedExamples() throws {
    let four = auction([[0, 1, 2, 3], [0, 1, 2, 3], [1, 0, 3, 2], [1, 0, 3, 2]], lots: 4)
    let odds = try #require(LotLottery(auction: four, rules: .init()).odds())
    #expect(odds.orders == 24)
    // Twelfths 5, 1, 5, 1 and 1, 5, 1, 5.
    #expect(odds.served == [10, 2, 10, 2, 10, 2, 10, 2, 2, 10, 2, 10, 2, 10, 2, 10])

    let three = auction([[0, 1, 2], [0, 2, 1], [1, 0, 2]], lots: 3)
    let sixths = try #require(LotLottery(auction: three, rules: .init()).odds())
    #expect(sixths.orders == 6)
    #expect(sixths.served == [3, 1, 2, 3, 0, 3, 0, 5, 1])
  }

  @Test func aDrawIsOneOfTheOrdersAndSeedsReachThemAll() {
    let lottery = LotLottery(auction: auction([[0], [0], [0]], lots: 1), rules: .init())
    var winners: Set<Int> = []
    for seed in 0..<60 {
      let outcome = lottery.run(seed: seed)
      #expect(outcome.order.sorted() == [0, 1, 2] && outcome.served == lottery.serve(outcome.order).served)
      #expect(outcome == lottery.run(seed: seed))
      winners.formUnion(outcome.served)
    }
    #expect(winners == [0, 1, 2])
  }

  @Test func roundsGoOnUntilEverybodyHasWhatTheyMay() {
    let many = Auction.grid([[9, 8, 7]])
    #expect(LotLottery(auction: many, rules: .init()).run(seed: 1).served == [0])
    var rules = LotteryRules()
    rules.mostPerBidder = nil
    let all = LotLottery(auction: many, rules: rules).run(seed: 1)
    #expect(all.served == [0, 1, 2] && all.unsold.isEmpty)
  }

  @Test func conflictsHoldAndManyBiddersHaveNoExactOdds() {
    let near = LotConflict(lots: [0, 1], reason: "separation")
    let outcome = LotLottery(auction: .grid([[9, 0], [0, 9]], conflicts: [near]), rules: .init()).run(seed: 1)
    #expect(outcome.served.count == 1 && outcome.unsold.map(\.reason) == [.conflict])
    #expect(LotLottery(auction: .grid(Array(repeating: [1], count: 9)), rules: .init()).odds() == nil)
  }
}
