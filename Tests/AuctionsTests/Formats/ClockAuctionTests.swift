// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Auctions

@Suite struct ClockAuctionTests {
  private func rules(_ change: (inout ClockRules) -> Void) -> ClockRules {
    var rules = ClockRules()
    rules.forbidsUnderselling = false
    rules.activityThousandths = 1000
    change(&rules)
    return rules
  }

  /// A published course of a clock, round by round: values, prices and excess demand.
  @Test("T23 · the published course of prices that treble") func publishedCourseOfPricesThatTreble() throws {
    let values = RoundsSamples.values([[28, 2], [2, 28], [10, 2]], areAlternatives: false)
    var machine = ClockAuction(auction: values, rules: rules { $0.incrementThousandths = 2000 }, seed: 0)
    let bidders = RoundBidders(statement: values, behaviours: [])
    var excess: [[Int]] = []
    while !machine.isClosed {
      machine.submit(bidders.acts(in: machine))
      excess.append(zip(machine.totalDemand, [1, 1]).map(-))
    }
    #expect(machine.records.map(\.prices) == [[0, 0], [1, 1], [3, 3], [9, 3], [27, 3]])
    #expect(excess == [[2, 2], [2, 2], [1, 0], [1, 0], [0, 0]])
    let outcome = try machine.outcome()
    #expect(outcome.accounts.map(\.bidder) == [0, 1])
    #expect(outcome.accounts.map(\.package) == [[LotQuantity(lot: 0)], [LotQuantity(lot: 1)]])
    #expect(outcome.accounts.map(\.payment) == [27, 3])
  }

  @Test func reductionsStopWhereDemandMeetsSupply() throws {
    let auction = RoundsSamples.auction(
      [Lot(name: "A", supply: 2, reserve: 10)], [Bidder(name: "X"), Bidder(name: "Y")])
    var machine = ClockAuction(
      auction: auction,
      rules: rules {
        $0.forbidsUnderselling = true
        $0.incrementThousandths = 100
      }, seed: 3)
    machine.submit([RoundsSamples.demand(0, [2]), RoundsSamples.demand(1, [1])])
    #expect(machine.clockPrices == [11])
    let round = machine.submit([RoundsSamples.demand(0, [1]), RoundsSamples.demand(1, [0])])
    #expect(machine.totalDemand == [2])
    #expect(round.events.filter { $0.kind == .partlyAccepted }.map(\.reason) == [.undersell])
    #expect(machine.isClosed)
    #expect(try machine.outcome().revenue == 22)
  }

  /// X gives A up for B, Y gives B up for A. No reduction can come first; Y's spare eligibility lets the rest follow.
  @Test func theQueueIsLookedAtAgain() {
    let auction = RoundsSamples.auction(
      ["A", "B", "C"].map { Lot(name: $0) },
      [Bidder(name: "X", eligibilityPoints: 1), Bidder(name: "Y", eligibilityPoints: 2)]
        + ["V", "W"].map { Bidder(name: $0) })
    for seed in 0..<8 {
      var machine = ClockAuction(
        auction: auction,
        rules: rules {
          $0.forbidsUnderselling = true
          $0.activityThousandths = 500
        }, seed: seed)
      let wantC = [RoundsSamples.demand(2, [0, 0, 1]), RoundsSamples.demand(3, [0, 0, 1])]
      machine.submit([RoundsSamples.demand(0, [1, 0, 0]), RoundsSamples.demand(1, [0, 1, 0])] + wantC)
      let round = machine.submit([RoundsSamples.demand(0, [0, 1, 0]), RoundsSamples.demand(1, [1, 0, 0])] + wantC)
      #expect(machine.demands[0] == [0, 1, 0] && machine.demands[1] == [1, 0, 0])
      #expect(round.events.prefix(4).allSatisfy { $0.kind == .accepted })
    }
  }

  @Test(arguments: [(8, 9), (9, 10), (0, 0), (10, 10), (1, 2)])
  func eligibilityFollowsActivity(activity: Int, expected: Int) {
    let auction = RoundsSamples.auction(
      [Lot(name: "A", supply: 20)],
      [Bidder(name: "X", eligibilityPoints: 10), Bidder(name: "Y"), Bidder(name: "Z")])
    var machine = ClockAuction(auction: auction, rules: rules { $0.activityThousandths = 900 }, seed: 0)
    machine.submit([0, 1, 2].map { RoundsSamples.demand($0, [$0 == 0 ? activity : 20]) })
    #expect(machine.eligibility[0] == expected)
    let round = machine.submit([RoundsSamples.demand(0, [expected + 1])])
    #expect(round.events.first?.reason == .aboveEligibility)
  }

  /// A bidder who gave up A (2 points) for B (1 point) may come back to A only while A rose no more than B since then.
  @Test(arguments: [ClockRules.ActivityRule.points, .hybrid, .revealedPreference])
  func comingBackAsksForRevealedPreference(rule: ClockRules.ActivityRule) {
    let auction = RoundsSamples.auction(
      [Lot(name: "A", reserve: 10, points: 2), Lot(name: "B", reserve: 10)],
      [Bidder(name: "X", eligibilityPoints: 2)] + ["Y", "Z", "W", "V"].map { Bidder(name: $0) })
    var opened = ClockAuction(
      auction: auction,
      rules: rules {
        $0.incrementThousandths = 100
        $0.activityRule = rule
      }, seed: 0)
    func acts(_ wants: [Int: [Int]]) -> [AuctionLog.Act] {
      wants.keys.sorted().map { RoundsSamples.demand($0, wants[$0] ?? []) }
    }
    let (a, b) = ([1, 0], [0, 1])
    opened.submit(acts([0: a, 1: a, 2: b, 3: b, 4: a]))
    opened.submit(acts([0: b, 1: a, 2: b, 3: b, 4: a]))
    #expect(opened.eligibility[0] == 1)
    #expect(opened.clockPrices == [13, 13])
    var early = opened
    let back = early.submit(acts([0: a]))
    #expect(back.events[0].reason == (rule == .points ? .aboveEligibility : nil))
    var late = opened
    late.submit(acts([0: b, 1: a, 4: a]))
    #expect(late.clockPrices == [15, 13])
    let reasons: [ClockRules.ActivityRule: AuctionLog.Reason] = [
      .points: .aboveEligibility, .hybrid: .revealedPreference, .revealedPreference: .revealedPreference,
    ]
    #expect(late.submit(acts([0: a])).events[0].reason == reasons[rule])
  }

  @Test func intermediatePricesStopWhereTheLastOneLeaves() throws {
    let values = RoundsSamples.values([[104], [200]], areAlternatives: true)
    var auction = values
    auction.lots[0].reserve = 100
    var machine = ClockAuction(
      auction: auction,
      rules: rules {
        $0.forbidsUnderselling = true
        $0.hasIntermediatePrices = true
        $0.incrementThousandths = 100
      }, seed: 0)
    RoundBidders(statement: values, behaviours: []).run(&machine)
    #expect(machine.log.rounds.count == 2)
    #expect(try machine.outcome().accounts.map(\.payment) == [104])
  }

  @Test func whatTheRulesForbidIsRejectedWithItsReason() {
    let auction = RoundsSamples.auction(
      [Lot(name: "A", supply: 3, reserve: 10), Lot(name: "B", reserve: 10)],
      [Bidder(name: "X", eligibilityPoints: 3, budget: 25), Bidder(name: "Y")],
      conflicts: [LotConflict(lots: [0, 1], most: 3, reason: "near")],
      limits: [HoldingLimit(kind: .cap, name: "two", lots: [0], bidders: [1], most: 2)])
    var machine = ClockAuction(auction: auction, rules: rules { _ in }, seed: 0)
    func reason(_ act: AuctionLog.Act) -> AuctionLog.Reason? {
      var copy = machine
      return copy.submit([act]).events[0].reason
    }
    #expect(reason(RoundsSamples.demand(0, [3, 1])) == .conflict)
    #expect(reason(RoundsSamples.demand(0, [3, 0])) == .aboveBudget)
    #expect(reason(RoundsSamples.demand(0, [2, 0])) == nil)
    #expect(reason(RoundsSamples.demand(1, [3, 0])) == .aboveCap)
    #expect(reason(RoundsSamples.demand(1, [4, 0])) == .aboveSupply)
    #expect(reason(RoundsSamples.demand(7, [1, 0])) == .unknownBidder)
    #expect(reason(RoundsSamples.demand(0, [1, 0], point: 500)) == .wrongAct)
    #expect(reason(RoundsSamples.bid(0, 0, 10)) == .wrongAct)
    #expect(reason(.init(bidder: 0, kind: .demand, package: [LotQuantity(lot: 2)])) == .unknownLot)
    let twice = machine.submit([RoundsSamples.demand(0, [1, 0]), RoundsSamples.demand(0, [2, 0])])
    #expect(twice.events[1].reason == .twice)
    #expect(machine.isClosed)
    #expect(machine.submit([RoundsSamples.demand(0, [1, 0])]).events[0].reason == .closed)
  }

  /// Neighbouring lots of which one can be sold: the price of both rises until one bidder is left.
  @Test func conflictsRaiseThePricesOfWhatIsWanted() throws {
    var values = RoundsSamples.values([[50, 0], [0, 30]], areAlternatives: true)
    values.conflicts = [LotConflict(lots: [0, 1], reason: "separation")]
    var machine = ClockAuction(auction: values, rules: rules { $0.incrementThousandths = 0 }, seed: 0)
    RoundBidders(statement: values, behaviours: []).run(&machine)
    let outcome = try machine.outcome()
    #expect(outcome.accounts.map(\.bidder) == [0])
    #expect(outcome.revenue == 30)
    #expect(outcome.unsold == [LotQuantity(lot: 1)])
  }

  /// At closing prices nobody wants anything else, so no allocation is worth more than what is held and what is left over
  /// costs (first welfare theorem with free disposal).
  @Test func closingPricesClear() throws {
    for seed in 0..<60 {
      var draws = Draws(seed: seed)
      let supply = (0..<3).map { _ in 1 + draws.below(2) }
      let table = (0..<4).map { _ in (0..<3).map { _ in draws.below(60) } }
      let values = RoundsSamples.values(table, supply: supply, areAlternatives: true)
      var machine = ClockAuction(
        auction: values,
        rules: rules {
          $0.incrementThousandths = 0
          $0.activityThousandths = 0
        }, seed: seed)
      let bidders = RoundBidders(statement: values, behaviours: [])
      bidders.run(&machine)
      let outcome = try machine.outcome()
      var welfare = 0
      for (bidder, row) in table.enumerated() {
        let held = machine.demands[bidder]
        let profits = row.indices.map { row[$0] - machine.postedPrices[$0] }
        welfare += zip(row, held).reduce(0) { $0 + $1.0 * $1.1 }
        let profit = zip(profits, held).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(profit == max(0, profits.max() ?? 0))
      }
      let left = outcome.unsold.reduce(0) { $0 + $1.units * machine.postedPrices[$1.lot] }
      #expect(welfare + left >= RoundsSamples.assignmentValue(table, supply: supply))
    }
  }
}
