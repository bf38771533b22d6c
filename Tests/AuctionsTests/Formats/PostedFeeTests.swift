// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Auctions

@Suite struct PostedFeeTests {
  private func run(
    _ auction: Auction, fee: Int? = nil, order: PostedFeeRules.Order = .receipt, seed: Int = 1
  ) -> PostedFee.Outcome {
    var rules = PostedFeeRules()
    rules.fee = fee
    rules.order = order
    return PostedFee(auction: auction, rules: rules, seed: seed).run()
  }

  @Test func theFeeDecidesWhoAsksAndTheOrderWhoGets() {
    let auction = Auction.grid([[50], [90], [20]])
    let cheap = run(auction, fee: 30)
    // B0 came first; B1 values the lot more and gets nothing; B2 is priced out.
    #expect(cheap.grants == [PostedFee.Outcome.Grant(bid: 0, fee: 30)])
    #expect(cheap.crowdedOut == [1] && cheap.pricedOut == [2] && cheap.grossRevenue == 30)
    let dear = run(auction, fee: 60)
    #expect(dear.grants.map(\.bid) == [1] && dear.pricedOut == [0, 2])
    let tooDear = run(auction, fee: 100)
    #expect(tooDear.grants.isEmpty && tooDear.unsold == [UnsoldLot(lot: 0, units: 1, reason: .belowReserve)])
  }

  @Test func alternativesGoToTheGreatestSurplusThatIsLeft() {
    let auction = Auction.grid([[50, 45], [90, 80]], reserves: [30, 10], alternatives: true)
    // Reserves are the fees: 20 against 35, then 60 and nothing else.
    let outcome = run(auction)
    #expect(outcome.grants.map(\.bid) == [1, 2] && outcome.grossRevenue == 40)
  }

  @Test func conflictsBudgetsAndCapsHold() {
    let near = LotConflict(lots: [0, 1], reason: "separation")
    let outcome = run(.grid([[50, 50], [50, 50]], conflicts: [near]), fee: 10)
    #expect(outcome.grants.map(\.bid) == [0] && outcome.unsold.map(\.reason) == [.conflict])
    #expect(run(.grid([[50, 50]], budgets: [15]), fee: 10).grants.count == 1)
    let cap = HoldingLimit(kind: .cap, name: "one", lots: [0, 1], bidders: [0], most: 1)
    #expect(run(.grid([[50, 50]], limits: [cap]), fee: 10).grants.count == 1)
  }

  @Test func byLotEveryoneComesFirstSometimes() {
    let auction = Auction.grid([[50], [50], [50]])
    let first = Set((0..<40).flatMap { run(auction, fee: 10, order: .lot, seed: $0).grants.map(\.bid) })
    #expect(first == [0, 1, 2])
  }

  /// A higher fee never has more who ask.
  @Test(arguments: 0..<50) func whoAsksFallsWithTheFee(seed: Int) {
    var numbers = DrawnNumbers(seed: seed)
    let values = (0..<numbers.next(1...6)).map { _ in (0..<3).map { _ in numbers.next(0...50) } }
    var asking = Int.max
    for fee in stride(from: 0, through: 60, by: 10) {
      let outcome = run(.grid(values), fee: fee)
      let now = outcome.grants.count + outcome.crowdedOut.count
      #expect(now <= asking)
      #expect(outcome.grossRevenue == fee * outcome.grants.count)
      asking = now
    }
  }
}
