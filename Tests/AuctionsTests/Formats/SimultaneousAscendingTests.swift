// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Auctions

@Suite struct SimultaneousAscendingTests {
  private func machine(
    _ auction: Auction, seed: Int = 1, _ change: (inout SimultaneousAscendingRules) -> Void = { _ in }
  ) throws -> SimultaneousAscending {
    var rules = SimultaneousAscendingRules()
    rules.waivers = 0
    change(&rules)
    return try SimultaneousAscending(
      auction: auction, rules: rules, seed: seed, choice: RoundsSamples.bestByEnumeration)
  }

  private let bid = RoundsSamples.bid
  private let withdraw = RoundsSamples.withdraw

  private func bidders(_ count: Int, points: Int? = nil, budget: Int? = nil) -> [Bidder] {
    (1...count).map { Bidder(name: "\($0)", eligibilityPoints: points, budget: budget) }
  }

  @Test func openingPricesAreReservesAndStepsAreAShareRoundedUp() throws {
    let auction = RoundsSamples.auction([Lot(name: "A", reserve: 101), Lot(name: "B")], bidders(2))
    var machine = try machine(auction) { $0.leastIncrement = 5 }
    #expect(machine.asks == [101, 5])
    try machine.submit([bid(0, 0, 101), bid(1, 1, 7)])
    #expect(machine.asks == [101 + 11, 7 + 5])
    let round = try machine.submit([bid(1, 0, 111), bid(0, 0, 200), bid(0, 1, 12)])
    #expect(round.events.prefix(3).map(\.reason) == [.belowMinimum, .alreadyStanding, nil])
    #expect(machine.standing[1] == .init(bidder: 0, amount: 12))
  }

  @Test func amountsAreStepsFromTheLeastOne() throws {
    let auction = RoundsSamples.auction([Lot(name: "A", reserve: 100)], bidders(1))
    let machine = try machine(auction) { $0.amounts = 3 }
    for (amount, reason) in [(100, nil), (110, nil), (120, nil), (130, .notAmongAmounts), (115, .notAmongAmounts)]
      as [(Int, AuctionLog.Reason?)]
    {
      var copy = machine
      #expect(try copy.submit([bid(0, 0, amount)]).events[0].reason == reason)
    }
  }

  @Test func tiesAreBrokenByLotWhateverTheOrder() throws {
    let auction = RoundsSamples.auction([Lot(name: "A", reserve: 10)], bidders(4))
    var winners: Set<Int> = []
    for seed in 0..<40 {
      var forwards = try machine(auction, seed: seed)
      var backwards = forwards
      try forwards.submit((0..<4).map { bid($0, 0, 10) })
      try backwards.submit((0..<4).reversed().map { bid($0, 0, 10) })
      #expect(forwards.standing == backwards.standing)
      winners.insert(forwards.standing[0]?.bidder ?? -1)
    }
    #expect(winners == [0, 1, 2, 3])
  }

  /// At 80 %, of 10 points 8 must be used; 7 leave ⌈7 / 0.8⌉ = 9.
  @Test func tooLittleActivityCostsEligibilityOrAWaiver() throws {
    let lots = (0..<10).map { Lot(name: RoundsSamples.letter($0)) }
    let auction = RoundsSamples.auction(lots, bidders(2, points: 10))
    let seven = (0..<7).map { bid(0, $0, 1) } + (7..<10).map { bid(1, $0, 1) }
    var bare = try machine(auction)
    try bare.submit(seven)
    #expect(bare.eligibility == [9, 4])
    var waived = try machine(auction) { $0.waivers = 1 }
    let first = try waived.submit(seven)
    #expect(waived.eligibility == [10, 10])
    #expect(first.events.filter { $0.kind == .waiver }.map(\.reason) == [.automatic, .automatic])
    // Where one stands at the beginning of a round counts: 3 points are enough for ⌈3 / 0.8⌉ = 4.
    let second = try waived.submit([bid(0, 7, 2)])
    #expect(waived.eligibility == [10, 4])
    #expect(second.events.contains(.init(.eligibility, bidder: 1, points: 4)))
    var reduced = try machine(auction) { $0.waivers = 1 }
    try reduced.submit(seven + [.init(bidder: 0, kind: .reduce)])
    #expect(reduced.eligibility == [9, 10])
    #expect(reduced.waiversLeft == [1, 0])
  }

  @Test func bidsBeyondEligibilityBudgetOrCapAreRejected() throws {
    let lots = ["A", "B", "C"].map { Lot(name: $0, reserve: 10) }
    var auction = RoundsSamples.auction(
      lots, bidders(1, points: 2, budget: 25) + [Bidder(name: "9")],
      limits: [HoldingLimit(kind: .cap, name: "one", lots: [0, 1], bidders: [1], most: 1)])
    auction.limits.append(HoldingLimit(kind: .setAside, name: "new", lots: [2], bidders: [1], most: 0))
    var machine = try machine(auction)
    let round = try machine.submit([
      bid(0, 0, 10), bid(0, 1, 16), bid(0, 1, 15), bid(0, 2, 10), bid(1, 0, 20), bid(1, 1, 20), bid(1, 2, 20),
      bid(1, 0, 30), bid(5, 0, 10), bid(0, 7, 10),
    ])
    #expect(
      round.events.prefix(10).map(\.reason) == [
        nil, .aboveBudget, nil, .aboveEligibility, nil, .aboveCap, .setAside, .twice, .unknownBidder, .unknownLot,
      ])
  }

  /// Three quiet rounds lead to the second stage, where 90 % are asked for.
  @Test func stagesFollowQuietRounds() throws {
    let lots = (0..<10).map { Lot(name: RoundsSamples.letter($0)) }
    var machine = try machine(RoundsSamples.auction(lots, bidders(2, points: 10)))
    try machine.submit((0..<10).map { bid(0, $0, 1) })
    #expect(machine.eligibility == [10, 0])
    machine.eligibility[1] = 10
    for round in 1...3 {
      #expect(machine.stage == 0)
      // Each takes the other's lot back: one new point of ten.
      try machine.submit([bid(round % 2, 0, machine.asks[0])])
      machine.eligibility[1] = 10
    }
    #expect(machine.stage == 1)
  }

  @Test func waiversKeepTheAuctionOpenOnlyWhereAskedFor() throws {
    let auction = RoundsSamples.auction([Lot(name: "A")], bidders(2, points: 1))
    var machine = try machine(auction) { $0.waivers = 2 }
    try machine.submit([bid(0, 0, 1)])
    #expect(machine.waiversLeft == [2, 1])
    let waive = AuctionLog.Act(bidder: 1, kind: .waive)
    #expect(try machine.submit([waive, waive]).events.prefix(2).map(\.reason) == [nil, .twice])
    #expect(!machine.isClosed && machine.waiversLeft == [2, 0])
    #expect(try machine.submit([waive]).events[0].reason == .noWaiverLeft)
    #expect(machine.isClosed)
    #expect(try machine.submit([waive]).events[0].reason == .closed)
  }

  @Test func aWaiverIsNotForWhoBids() throws {
    var machine = try machine(RoundsSamples.auction([Lot(name: "A")], bidders(1))) { $0.waivers = 1 }
    let round = try machine.submit([.init(bidder: 0, kind: .waive), bid(0, 0, 1)])
    #expect(round.events.prefix(2).map(\.reason) == [.waiverBesideBids, nil])
  }

  /// 47 CFR 1.2104(g): who withdraws 100 pays what the lot brings less, and nothing of what a later withdrawal pays.
  @Test func withdrawalsCostWhatTheLotBringsLess() throws {
    let auction = RoundsSamples.auction([Lot(name: "A", reserve: 10)], bidders(4))
    var machine = try machine(auction) {
      $0.incrementThousandths = 0
      $0.withdrawalRounds = 1
    }
    try machine.submit([bid(0, 0, 30)])
    try machine.submit([bid(1, 0, 100)])
    let round = try machine.submit([withdraw(1, 0), withdraw(1, 0), withdraw(0, 0)])
    #expect(round.events.prefix(3).map(\.reason) == [nil, .withdrawnTwice, .notStanding])
    // The best offer that was not taken back is the least amount now.
    #expect(machine.asks == [30] && machine.standing == [nil])
    try machine.submit([bid(2, 0, 80)])
    try machine.submit([withdraw(2, 0)])
    try machine.submit([bid(3, 0, 50)])
    try machine.submit([])
    #expect(try machine.outcome().accounts.map(\.withdrawalPayment) == [20, 30, 0])
    #expect(try machine.outcome().accounts.map(\.bidder) == [1, 2, 3])
    #expect(try machine.outcome().revenue == 100)
  }

  @Test func withdrawalsAreLimitedAndUnsoldLotsCostAShare() throws {
    let auction = RoundsSamples.auction([Lot(name: "A", reserve: 10), Lot(name: "B")], bidders(1))
    var machine = try machine(auction) {
      $0.withdrawalRounds = 1
      $0.unsoldWithdrawalThousandths = 30
    }
    try machine.submit([bid(0, 0, 1000), bid(0, 1, 5)])
    try machine.submit([withdraw(0, 0)])
    let round = try machine.submit([withdraw(0, 1)])
    #expect(round.events[0].reason == .noWithdrawalLeft)
    #expect(machine.isClosed)
    let outcome = try machine.outcome()
    #expect(outcome.accounts.map(\.withdrawalPayment) == [30])
    #expect(outcome.unsold == [LotQuantity(lot: 0)])
  }

  /// A and C lie beside B. Two bids of 60 together displace 100 on B; one alone lapses, but raises the price of its lot.
  @Test func conflictingBidsStandTogetherOnlyWhereTheyMay() throws {
    let auction = RoundsSamples.auction(
      ["A", "B", "C"].map { Lot(name: $0, reserve: 10) }, bidders(3),
      conflicts: [LotConflict(lots: [0, 1], reason: "near"), LotConflict(lots: [1, 2], reason: "near")])
    var machine = try machine(auction)
    try machine.submit([bid(1, 1, 100)])
    try machine.submit([bid(0, 0, 60)])
    #expect(machine.standing.map { $0?.bidder } == [nil, 1, nil])
    #expect(machine.asks == [66, 110, 10])
    try machine.submit([bid(0, 0, 66), bid(2, 2, 60)])
    #expect(machine.standing.map { $0?.bidder } == [0, nil, 2])
  }

  @Test func oneHolderMayHoldWhatConflictsUnderAnExemption() throws {
    let auction = RoundsSamples.auction(
      ["A", "B"].map { Lot(name: $0) }, bidders(2),
      conflicts: [LotConflict(lots: [0, 1], reason: "near", exemptsSameHolder: true)])
    var machine = try machine(auction)
    try machine.submit([bid(0, 0, 10), bid(1, 1, 15)])
    #expect(machine.standing.map { $0?.bidder } == [nil, 1])
    try machine.submit([bid(1, 0, 11)])
    #expect(machine.standing.map { $0?.bidder } == [1, 1])
  }

  @Test func severalUnitsAreRefused() {
    let auction = RoundsSamples.auction([Lot(name: "A", supply: 2)], bidders(1))
    #expect(throws: RoundsFault.severalUnits(lot: "A")) { try machine(auction) }
  }

  /// Bidders who want one lot each and bid straightforwardly: final prices lie within k steps of the least competitive ones,
  /// and the assignment within k steps of the best (Demange, Gale, Sotomayor 1986, doi:10.1086/261411), k being the lesser
  /// number of lots and bidders. The least competitive price of a lot is what a second unit of it would add (Gul, Stacchetti
  /// 1999, doi:10.1006/jeth.1999.2531).
  @Test func straightforwardBiddingEndsNearTheLeastCompetitivePrices() throws {
    for seed in 0..<150 {
      var draws = Draws(seed: seed)
      let (count, lots) = (2 + draws.below(4), 1 + draws.below(4))
      let step = 1 + draws.below(3)
      let table = (0..<count).map { _ in (0..<lots).map { _ in draws.below(80) } }
      let values = RoundsSamples.values(table, areAlternatives: true)
      var machine = try machine(values, seed: seed) {
        $0.incrementThousandths = 0
        $0.leastIncrement = step
      }
      try RoundBidders(statement: values, behaviours: []).run(&machine)
      let best = RoundsSamples.assignmentValue(table, supply: Array(repeating: 1, count: lots))
      let slack = min(count, lots) * step
      var welfare = 0
      for lot in 0..<lots {
        var more = Array(repeating: 1, count: lots)
        more[lot] = 2
        let least = RoundsSamples.assignmentValue(table, supply: more) - best
        #expect(abs((machine.standing[lot]?.amount ?? 0) - least) <= slack, "seed \(seed), lot \(lot)")
        if let holder = machine.standing[lot]?.bidder { welfare += table[holder][lot] }
      }
      #expect(welfare >= best - slack, "seed \(seed)")
      #expect(table.indices.allSatisfy { bidder in machine.standing.count { $0?.bidder == bidder } <= 1 })
    }
  }
}
