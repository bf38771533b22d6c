// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import Testing

@testable import Auctions

@Suite struct CombinatorialClockTests {
  private func rules(_ change: (inout CombinatorialClockRules) -> Void = { _ in }) -> CombinatorialClockRules {
    var rules = CombinatorialClockRules()
    rules.activityThousandths = 1000
    change(&rules)
    return rules
  }

  private func offer(_ bidder: Int, _ lots: [Int], _ amount: Int) -> AuctionLog.Act {
    .init(bidder: bidder, kind: .offer, package: lots.map { LotQuantity(lot: $0) }, amount: amount)
  }

  /// The published clock with trebling prices; VCG on its clock bids alone is 9 and 0.
  @Test(
    "T23 · payments on the bids of the published clock",
    arguments: [(PaymentRule.vcg, [9, 0]), (.firstPrice, [27, 3])])
  func publishedCourseAndPayments(rule: PaymentRule, payments: [Int]) throws {
    let values = RoundsSamples.values([[28, 2], [2, 28], [10, 2]], areAlternatives: false)
    var machine = CombinatorialClock(
      auction: values, rules: rules { $0.incrementThousandths = 2000 }, seed: 0, payments: rule, solver: GLPKSolver())
    let bidders = RoundBidders(statement: values, behaviours: [])
    while machine.stage == .clock { try machine.submit(bidders.acts(in: machine)) }
    try machine.submit([])
    let outcome = try #require(machine.outcome)
    #expect(outcome.winners.map(\.bidder) == [0, 1])
    #expect(outcome.winners.map(\.bid) == [27, 3])
    #expect(outcome.winners.map(\.payment) == payments)
    #expect(machine.isClosed)
  }

  /// X asks for A and B at (10, 10), for B at (20, 10), where its points fall from 3 to 1, and for B at (20, 20).
  private func closedClock(_ change: (inout CombinatorialClockRules) -> Void = { _ in }) throws -> CombinatorialClock {
    let auction = RoundsSamples.auction(
      [Lot(name: "A", reserve: 10, points: 2), Lot(name: "B", reserve: 10)],
      [Bidder(name: "X", eligibilityPoints: 3, budget: 90), Bidder(name: "Y"), Bidder(name: "Z")])
    var machine = CombinatorialClock(
      auction: auction,
      rules: rules {
        $0.incrementThousandths = 1000
        change(&$0)
      }, seed: 0, payments: .vcg, solver: GLPKSolver())
    let demand = RoundsSamples.demand
    try machine.submit([demand(0, [1, 1], nil), demand(1, [1, 0], nil)])
    try machine.submit([demand(0, [0, 1], nil), demand(1, [1, 0], nil), demand(2, [0, 1], nil)])
    try machine.submit([demand(0, [0, 1], nil), demand(1, [1, 0], nil)])
    #expect(machine.stage == .supplementary)
    #expect(machine.clock.records.map(\.prices) == [[10, 10], [20, 10], [20, 20]])
    #expect(machine.bids[0] == [.init(units: [1, 1], amount: 20), .init(units: [0, 1], amount: 20)])
    return machine
  }

  /// Both caps of A and B are b(B) + 20; of A alone the relative one is b(B) + 20 − 10, the final one b(B) + 20 − 20.
  @Test func capsComputedByHand() throws {
    for (a, both, reasonA, reasonBoth) in [
      (50, 70, nil, nil), (51, 71, AuctionLog.Reason.finalCap, AuctionLog.Reason.relativeCap),
    ] {
      // What a cap looks at counts wherever it stands in the list.
      var machine = try closedClock()
      let round = try machine.submit([offer(0, [0], a), offer(0, [0, 1], both), offer(0, [1], 50)])
      #expect(round.events.prefix(3).map(\.reason) == [reasonA, reasonBoth, nil])
    }
    for (amount, reason) in [(60, nil), (61, AuctionLog.Reason.relativeCap)] {
      var machine = try closedClock { $0.hasFinalCap = false }
      #expect(try machine.submit([offer(0, [1], 50), offer(0, [0], amount)]).events[1].reason == reason)
    }
    var free = try closedClock {
      $0.hasFinalCap = false
      $0.hasRelativeCap = false
    }
    let round = try free.submit([
      offer(0, [0], 90), offer(0, [1], 91), offer(0, [0, 1], 19), offer(0, [1], 30), offer(7, [0], 1),
      offer(1, [0, 1], 9), RoundsSamples.demand(1, [1, 0]),
    ])
    #expect(
      round.events.prefix(7).map(\.reason) == [
        nil, .aboveBudget, .belowMinimum, .twice, .unknownBidder, .belowMinimum, .wrongAct,
      ])
  }

  /// Of a package that a bidder could have had until round 2 the request of round 3 is a bound, too, where every reduction is.
  @Test func everyReductionMayBound() throws {
    func record(_ prices: [Int], _ units: [Int], _ before: Int, _ after: Int) -> ClockAuction.Record {
      .init(
        prices: prices, requests: [units], demands: [units], eligibilityBefore: [before], eligibilityAfter: [after])
    }
    let records = [
      record([10, 10, 10], [1, 1, 1], 4, 4), record([20, 10, 10], [0, 1, 1], 4, 2),
      record([20, 25, 10], [0, 0, 1], 2, 1), record([20, 25, 20], [0, 0, 1], 1, 1),
    ]
    let lots = HoldingRules(
      RoundsSamples.auction([Lot(name: "A", points: 2), Lot(name: "B"), Lot(name: "C")], [Bidder(name: "X")]))
    let highest = { (units: [Int]) in units == [0, 0, 1] ? 20 : units == [0, 1, 1] ? 60 : 0 }
    for (every, final, most, round) in [(false, false, 70, 2), (true, false, 55, 3), (true, true, 45, 4)] {
      let rules = rules {
        $0.hasCapOfEveryReduction = every
        $0.hasFinalCap = final
      }
      let caps = SupplementaryCaps(rules: rules, records: records, bidder: 0, holdingRules: lots)
      let cap = try #require(caps.cap(on: [1, 1, 0], highest: highest))
      #expect(cap.most == most && cap.round == round)
    }
  }

  /// Without caps straightforward bidders state all that packages are worth, so the winners are the best there can be.
  @Test func straightforwardBiddersReachTheBestAssignment() throws {
    for seed in 0..<30 {
      var draws = Draws(seed: seed)
      let table = (0..<4).map { _ in (0..<3).map { _ in draws.below(60) } }
      let values = RoundsSamples.values(table, areAlternatives: true)
      let bidders = RoundBidders(statement: values, behaviours: [])
      for isCapped in [false, true] {
        var machine = CombinatorialClock(
          auction: values,
          rules: rules {
            $0.hasFinalCap = isCapped
            $0.hasRelativeCap = isCapped
            $0.activityThousandths = 0
          }, seed: seed, payments: .coreVCGNearest, solver: GLPKSolver())
        try bidders.run(&machine)
        let outcome = try #require(machine.outcome)
        // Caps follow what was asked for at the prices of the rounds, which straightforward bidders never contradict.
        #expect(outcome.welfare == RoundsSamples.assignmentValue(table, supply: [1, 1, 1]), "seed \(seed)")
        #expect(machine.log.rounds.last?.events.contains { $0.kind == .rejected } == false)
      }
    }
  }

  @Test func placesAreAssignedAfterTheWinnersAreKnown() throws {
    let auction = RoundsSamples.auction(
      [Lot(name: "K", supply: 3, reserve: 5)], [Bidder(name: "X"), Bidder(name: "Y")])
    var machine = CombinatorialClock(
      auction: auction, rules: rules { $0.hasAssignmentStage = true }, seed: 0, payments: .vcg, solver: GLPKSolver())
    try machine.submit([RoundsSamples.demand(0, [2]), RoundsSamples.demand(1, [1])])
    try machine.submit([])
    #expect(machine.phase == "assignment")
    func prefer(_ bidder: Int, _ places: [Int], _ amount: Int) -> AuctionLog.Act {
      .init(bidder: bidder, kind: .prefer, package: [LotQuantity(lot: 0)], amount: amount, places: places)
    }
    let round = try machine.submit([
      prefer(0, [1, 2], 10), prefer(1, [1], 8), prefer(1, [2, 3], 8), prefer(0, [3, 4], 5), prefer(1, [1], 9),
      prefer(1, [Int.max], 9), prefer(1, [2], -1),
    ])
    #expect(
      round.events.prefix(7).map(\.reason) == [
        nil, nil, .unknownPlaces, .unknownPlaces, .twice, .unknownPlaces, .belowMinimum,
      ])
    #expect(machine.assignments.map(\.places) == [[1, 2], [3]])
    #expect(machine.assignments.map(\.payment) == [8, 0])
    #expect(machine.isClosed)
  }
}
