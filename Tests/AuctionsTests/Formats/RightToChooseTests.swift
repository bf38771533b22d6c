// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Auctions

@Suite struct RightToChooseTests {
  private func rules(_ change: (inout RightToChooseRules) -> Void = { _ in }) -> RightToChooseRules {
    var rules = RightToChooseRules()
    rules.reserve = 100
    change(&rules)
    return rules
  }

  @Test func nearOffersAndTheHighestTwoMayRaise() {
    let auction = Auction.grid(Array(repeating: [1, 1], count: 4))
    var rights = RightToChoose(auction: auction, rules: rules(), seed: 1)
    // 80 % of 1000: 800 is near enough; 799 isn't, and isn't among the highest two.
    #expect(
      rights.submit([
        .offer(bidder: 0, amount: 1000), .offer(bidder: 1, amount: 800), .offer(bidder: 2, amount: 799),
        .offer(bidder: 3, amount: 99), .offer(bidder: 9, amount: 500), .offer(bidder: 0, amount: 2000),
      ]) == [
        .rejected(act: 3, reason: .belowReserve), .rejected(act: 4, reason: .unknownBidder),
        .rejected(act: 5, reason: .secondAct),
        .opened(right: 0, bidder: 0, amount: 1000, admitted: [0, 1], tooLow: [2], byLot: false),
      ])
    #expect(
      rights.submit([
        .sale(.bid(bidder: 1, amount: 1049)), .sale(.bid(bidder: 2, amount: 2000)), .choose(bidder: 0, lot: 0),
      ])
        == [
          .rejected(act: 2, reason: .wrongStage), .sale(.rejected(act: 0, reason: .belowMinimum)),
          .sale(.rejected(act: 1, reason: .notAdmitted)), .won(right: 0, bidder: 0, price: 1000),
        ])
    #expect(rights.won[0].runnerUp == AscendingLot.Standing(bidder: 1, amount: 800))
    #expect(
      rights.submit([.choose(bidder: 1, lot: 0), .choose(bidder: 0, lot: 5), .choose(bidder: 0, lot: 1)]) == [
        .rejected(act: 0, reason: .notTheWinner), .rejected(act: 1, reason: .notOnTheList),
        .chose(right: 0, bidder: 0, lot: 1),
      ])
    // A second offer goes on however far it is below the highest.
    let events = rights.submit([.offer(bidder: 2, amount: 1000), .offer(bidder: 3, amount: 150)])
    #expect(events == [.opened(right: 1, bidder: 2, amount: 1000, admitted: [2, 3], tooLow: [], byLot: false)])
  }

  @Test func groupsThatReachTheCapAreOut() {
    let auction = Auction.grid(Array(repeating: [1, 1, 1], count: 3), groups: ["g", "g", nil])
    var rights = RightToChoose(auction: auction, rules: rules { $0.sale = .sealed }, seed: 1)
    for (bidder, lot) in [(0, 0), (1, 1)] {
      _ = rights.submit([.offer(bidder: bidder, amount: 300), .offer(bidder: 2, amount: 200)])
      _ = rights.submit([.choose(bidder: bidder, lot: lot)])
    }
    #expect(
      rights.submit([.offer(bidder: 0, amount: 400), .offer(bidder: 1, amount: 400), .offer(bidder: 2, amount: 100)])
        .prefix(2) == [.rejected(act: 0, reason: .atCap), .rejected(act: 1, reason: .atCap)])
    #expect(rights.won.map(\.bidder) == [0, 1, 2])
  }

  @Test func lotsThatConflictWithAPickLeaveTheList() {
    let near = LotConflict(lots: [0, 1], reason: "separation")
    let own = LotConflict(lots: [1, 2], reason: "coordination", exemptsSameHolder: true)
    var rights = RightToChoose(
      auction: .grid(Array(repeating: [1, 1, 1], count: 2), conflicts: [near]), rules: rules { $0.sale = .sealed },
      seed: 1)
    _ = rights.submit([.offer(bidder: 0, amount: 100)])
    _ = rights.submit([.choose(bidder: 0, lot: 0)])
    #expect(rights.list(for: 0) == [2] && rights.list(for: 1) == [2])
    _ = rights.submit([])
    _ = rights.submit([])
    #expect(rights.stage == .over && rights.unsoldRights == [1, 2])
    #expect(
      rights.outcome.unsold == [
        UnsoldLot(lot: 1, units: 1, reason: .conflict), UnsoldLot(lot: 2, units: 1, reason: .noOffer),
      ])

    var exempt = RightToChoose(
      auction: .grid(Array(repeating: [1, 1, 1], count: 2), conflicts: [own]), rules: rules { $0.sale = .sealed },
      seed: 1)
    _ = exempt.submit([.offer(bidder: 0, amount: 100)])
    _ = exempt.submit([.choose(bidder: 0, lot: 1)])
    #expect(exempt.list(for: 0) == [0, 2] && exempt.list(for: 1) == [0])
  }

  @Test func whoLeavesIsOutOfLaterRightsAndBudgetsCountWhatWasPaid() {
    var rights = RightToChoose(
      auction: .grid(Array(repeating: [1, 1, 1], count: 2), budgets: [450, nil]), rules: rules { $0.sale = .sealed },
      seed: 1)
    _ = rights.submit([.offer(bidder: 0, amount: 300)])
    _ = rights.submit([.choose(bidder: 0, lot: 0), .leave(bidder: 1)])
    #expect(
      rights.submit([.offer(bidder: 0, amount: 151), .offer(bidder: 1, amount: 200), .leave(bidder: 1)]) == [
        .rejected(act: 0, reason: .aboveBudget), .rejected(act: 1, reason: .hasLeft),
        .rejected(act: 2, reason: .hasLeft), .unsold(right: 1),
      ])
  }

  /// Bidders who want different things compete for the same right: whoever values its favourite the most is first, and the
  /// first right costs at least nearly what the second in line would give for its own favourite.
  @Test(arguments: 0..<150) func straightforwardBiddersBidForTheirFavourites(seed: Int) throws {
    var numbers = DrawnNumbers(seed: 1000 + seed)
    let (bidders, lots) = (numbers.next(2...5), numbers.next(1...4))
    let values = (0..<bidders).map { _ in (0..<lots).map { _ in numbers.next(0...40) * 10 } }
    let auction = Auction.grid(values, alternatives: true)
    var rules = RightToChooseRules()
    rules.incrementThousandths = 0
    rules.leastIncrement = 1
    let machine = RightToChooseMachine.run(
      auction: auction, behaviours: Array(repeating: .straightforward, count: bidders), rules: rules, seed: seed)
    // An independent walk: the greatest remaining value takes its favourite, and is content with it.
    var leftLots = Set(0..<lots)
    var leftBidders = Set(0..<bidders)
    for won in machine.rights.won {
      let best = leftBidders.map { bidder in leftLots.map { values[bidder][$0] }.max() ?? 0 }.sorted(by: >)
      let own = leftLots.map { values[won.bidder][$0] }.max() ?? 0
      #expect(own == best[0])
      let second = best.count > 1 ? best[1] : 0
      #expect(won.price <= max(second + 1, best[0] / 2, 1) && won.price >= min(second - 1, own))
      let lot = try #require(won.lot)
      #expect(values[won.bidder][lot] == own)
      leftLots.remove(lot)
      leftBidders.remove(won.bidder)
    }
    var again = RightToChooseMachine(auction: auction, rules: rules, seed: seed)
    #expect(try again.replay(machine.log) == nil)
    #expect(again.rights.won == machine.rights.won)
  }

  @Test func whoLooksAheadBidsTheDifferenceToWhatComesLater() {
    // Two rights, two lots; B0 would get its second choice, worth 60, for nothing later: it bids at most 40 for the first.
    let auction = Auction.grid([[100, 60], [70, 0]], alternatives: true)
    var rules = RightToChooseRules()
    rules.incrementThousandths = 0
    func first(_ continuation: @escaping (Int, RightToChoose) -> Int) -> Int? {
      RightToChooseMachine.run(
        auction: auction, behaviours: [.straightforward, .straightforward], rules: rules, seed: 1,
        continuation: continuation
      ).rights.won.first?.bidder
    }
    #expect(first { _, _ in 0 } == 0)
    #expect(first { bidder, rights in bidder == 0 && rights.right == 0 ? 60 : 0 } == 1)
  }

  /// If B0 lets the first right go, B1 takes the first lot, and B0 gets the second, worth 60, for its opening offer of 30;
  /// so it goes up to 70 for the first. If B1 lets it go, nothing is left that is worth anything to it.
  @Test func foresightPlaysTheRestWithoutOneself() {
    let auction = Auction.grid([[100, 60], [75, 0]], alternatives: true)
    var rules = RightToChooseRules()
    rules.incrementThousandths = 0
    let honest: [Behaviour] = [.straightforward, .straightforward]
    let foresight = RightToChooseMachine.foresight(behaviours: honest)
    let rights = RightToChoose(auction: auction, rules: rules, seed: 1)
    #expect(foresight(0, rights) == 30 && foresight(1, rights) == 0)
    let ahead = RightToChooseMachine.run(
      auction: auction, behaviours: honest, rules: rules, seed: 1, continuation: foresight)
    // B1 goes up to 75 and wins the first right just above 70; B0 takes the second for 30.
    #expect(ahead.rights.won.map(\.bidder) == [1, 0] && ahead.rights.won.map(\.lot) == [0, 1])
    #expect((70...72).contains(ahead.rights.won[0].price) && ahead.rights.won[1].price == 30)
  }

  /// Who stands where in the file changes nothing, not even ties.
  @Test(arguments: 0..<60) func theOrderOfBiddersIsIrrelevant(seed: Int) {
    var numbers = DrawnNumbers(seed: 4000 + seed)
    let (bidders, lots) = (numbers.next(2...5), numbers.next(1...3))
    let values = (0..<bidders).map { _ in (0..<lots).map { _ in numbers.next(0...4) * 10 } }
    var turn = Array(0..<bidders)
    for index in turn.indices.dropFirst() { turn.swapAt(index, numbers.next(0...index)) }
    func named(_ order: [Int]) -> Auction {
      var auction = Auction.grid(order.map { values[$0] }, alternatives: true)
      for (place, bidder) in order.enumerated() { auction.bidders[place].name = "N\(bidder)" }
      for index in auction.bids.indices {
        let bid = auction.bids[index]
        auction.bids[index].identifier = "N\(order[bid.bidder]).\(bid.package[0].lot)"
      }
      return auction
    }
    func sales(_ auction: Auction, _ outcome: SaleOutcome) -> [String] {
      outcome.sales.map { "\(auction.bidders[$0.bidder].name) \($0.lot) \($0.price)" }
    }
    let honest = [Behaviour](repeating: .straightforward, count: bidders)
    let runs: [(Auction) -> SaleOutcome] = [
      { RightToChooseMachine.run(auction: $0, behaviours: honest, rules: .init(), seed: seed).rights.outcome },
      { AscendingSingleLotMachine.run(auction: $0, behaviours: honest, rules: .init(), seed: seed).sales.outcome },
      { SealedSingleLotAuction(auction: $0, payments: .vcg, seed: seed).run() },
    ]
    for run in runs {
      let (plain, turned) = (named(Array(0..<bidders)), named(turn))
      #expect(sales(plain, run(plain)) == sales(turned, run(turned)))
    }
  }
}
