// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Auctions

@Suite struct AscendingSingleLotTests {
  private func lot(reserve: Int = 100, admitted: [Int] = [0, 1, 2], quiet: Bool = true) -> AscendingLot {
    var rules = AscendingSingleLotRules()
    rules.closesAfterQuietRound = quiet
    return AscendingLot(
      rules: rules, reserve: reserve, admitted: admitted, names: ["A", "B", "C"], budgets: [nil, 150, nil],
      lot: TieLot(seed: 3), occasion: "x")
  }

  @Test func bidsRiseByTheIncrementAndTheLastStanderWins() {
    var sale = lot()
    #expect(sale.leastBid == 100)
    #expect(
      sale.submit([.bid(bidder: 0, amount: 99), .bid(bidder: 1, amount: 151), .bid(bidder: 2, amount: 101)]) == [
        .rejected(act: 0, reason: .belowMinimum), .rejected(act: 1, reason: .aboveBudget),
        .standing(bidder: 2, amount: 101, byLot: false),
      ])
    // 5 % of 101 is 5.05, rounded up.
    #expect(sale.leastBid == 107)
    #expect(
      sale.submit([
        .withdraw(bidder: 2), .bid(bidder: 0, amount: 107), .withdraw(bidder: 1), .bid(bidder: 0, amount: 120),
      ])
        == [
          .rejected(act: 0, reason: .isStanding), .rejected(act: 3, reason: .secondAct), .withdrew(bidder: 1),
          .standing(bidder: 0, amount: 107, byLot: false),
        ])
    #expect(
      sale.submit([.bid(bidder: 1, amount: 130), .withdraw(bidder: 2)]) == [
        .rejected(act: 0, reason: .hasWithdrawn), .withdrew(bidder: 2), .sold(bidder: 0, price: 107),
      ])
    #expect(sale.submit([.bid(bidder: 2, amount: 500)]) == [.rejected(act: 0, reason: .closed)])
  }

  @Test func aQuietRoundEndsASaleUnlessTheRulesWaitForWithdrawals() {
    var sale = lot()
    _ = sale.submit([.bid(bidder: 0, amount: 100)])
    #expect(sale.submit([]) == [.sold(bidder: 0, price: 100)])
    var waiting = lot(quiet: false)
    _ = waiting.submit([.bid(bidder: 0, amount: 100)])
    #expect(waiting.submit([]) == [] && !waiting.isClosed && waiting.round == 2)
    #expect(waiting.submit([.withdraw(bidder: 1), .withdraw(bidder: 2)]).last == .sold(bidder: 0, price: 100))
    var empty = lot()
    #expect(empty.submit([]) == [.unsold])
  }

  /// With steps of one unit the price is the second highest value or one above, or the reserve (the English auction's
  /// equivalence to the second price).
  @Test(arguments: 0..<200) func straightforwardBiddersEndAtTheSecondValue(seed: Int) throws {
    var numbers = DrawnNumbers(seed: seed)
    let values = (0..<numbers.next(1...5)).map { _ in [numbers.next(1...60)] }
    let reserve = numbers.next(0...30)
    var rules = AscendingSingleLotRules()
    rules.incrementThousandths = 0
    let auction = Auction.grid(values, reserves: [reserve])
    let machine = AscendingSingleLotMachine.run(
      auction: auction, behaviours: Array(repeating: .straightforward, count: values.count), rules: rules, seed: seed)
    let sorted = values.map { $0[0] }.sorted(by: >)
    guard sorted[0] >= max(1, reserve) else {
      #expect(machine.sales.outcome.sales.isEmpty && machine.sales.outcome.unsold.count == 1)
      return
    }
    let sale = try #require(machine.sales.outcome.sales.first)
    let second = max(sorted.count > 1 ? sorted[1] : 0, max(1, reserve))
    #expect(values[sale.bidder][0] == sorted[0])
    #expect(sale.price >= second - 1 && sale.price <= second + 1)

    var again = AscendingSingleLotMachine(auction: auction, rules: rules, seed: seed)
    #expect(try again.replay(machine.log) == nil)
    #expect(again.sales.outcome == machine.sales.outcome)
  }

  @Test func whoLeavesTheAuctionIsOutOfLaterLots() {
    var machine = AscendingSingleLotMachine(auction: .grid([[9, 9], [9, 9]]), rules: .init(), seed: 1)
    let first = machine.submit([
      AuctionLog.Act(bidder: 0, kind: .bid, amount: 5), AuctionLog.Act(bidder: 1, kind: .exit),
      AuctionLog.Act(bidder: 7, kind: .bid, amount: 5), AuctionLog.Act(bidder: 0, kind: .waive),
    ])
    #expect(first.events.compactMap(\.reason) == [.unknownBidder, .wrongAct])
    #expect(first.events.contains { $0.kind == .won && $0.amount == 5 })
    let second = machine.submit([
      AuctionLog.Act(bidder: 1, kind: .bid, amount: 6),
      AuctionLog.Act(bidder: 0, kind: .bid, package: [LotQuantity(lot: 0)], amount: 9),
    ])
    #expect(second.events.compactMap(\.reason) == [.notInAuction, .wrongRound])
    #expect(machine.isClosed && machine.sales.outcome.unsold == [UnsoldLot(lot: 1, units: 1, reason: .noOffer)])
    #expect(machine.submit([AuctionLog.Act(bidder: 0, kind: .bid, amount: 9)]).events.first?.reason == .closed)
  }

  @Test func behavioursShowInSingleLots() {
    func price(_ values: [[Int]], _ behaviours: [Behaviour]) -> [Sale] {
      var rules = AscendingSingleLotRules()
      rules.incrementThousandths = 0
      return AscendingSingleLotMachine.run(auction: .grid(values), behaviours: behaviours, rules: rules, seed: 1).sales
        .outcome.sales
    }
    let honest = price([[100], [80]], [.straightforward, .straightforward])
    #expect(honest[0].bidder == 0 && (79...81).contains(honest[0].price))
    // A shading winner loses to one who doesn't shade; a spiteful loser drives the price beyond its own value.
    #expect(price([[100], [80]], [.shading(thousandths: 300), .straightforward])[0].bidder == 1)
    #expect(price([[100], [80]], [.straightforward, .spiteful(thousandths: 200)])[0].price >= 95)
    // A ring doesn't bid against itself.
    #expect(price([[100], [80]], [.colluding(group: "r"), .colluding(group: "r")])[0].price == 1)
    // Demand reduction leaves the second lot to the other.
    let reduced = price([[50, 50], [40, 40]], [.demandReducing(thousandths: 500), .straightforward])
    #expect(reduced.map(\.bidder) == [0, 1] && reduced[1].price == 1)
  }
}

@Suite struct LargeNumbersTests {
  /// Steps of one minor unit up to 10^15, a million of units and rights: an end in bounded time, and no overflow.
  @Test(.timeLimit(.minutes(1))) func greatAmountsAndTinyStepsEnd() {
    let most = Currency.greatestAmount
    var auction = Auction.grid([[most], [most]], reserves: [most])
    auction.lots[0].supply = 1_000_000_000
    var ascending = AscendingSingleLotRules()
    ascending.incrementThousandths = 0
    ascending.mostRounds = 100
    let plain = Auction.grid([[most], [most - 1]])
    let behaviours: [Behaviour] = [.straightforward, .spiteful(thousandths: 1000)]
    let slow = AscendingSingleLotMachine.run(auction: plain, behaviours: behaviours, rules: ascending, seed: 1)
    #expect(slow.sales.outcome.sales.count == 1 && slow.log.rounds.count <= 101)
    var rights = RightToChooseRules()
    rights.incrementThousandths = 0
    rights.mostRounds = 100
    rights.mostPerGroup = nil
    let chosen = RightToChooseMachine.run(auction: plain, behaviours: behaviours, rules: rights, seed: 1)
    #expect(chosen.rights.won.count == 1)
    var fee = PostedFeeRules()
    fee.fee = most
    auction.bids[0].package = [LotQuantity(lot: 0, units: 1_000_000_000)]
    let granted = PostedFee(auction: auction, rules: fee, seed: 1).run()
    #expect(granted.pricedOut == [0] && granted.grants.map(\.bid) == [1] && granted.grossRevenue == most)
  }
}
