// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import GLPKSolver
import Testing

@testable import Auctions

/// Formats in rounds under random acts: what must hold whatever bidders do, and replay of what they did.
@Suite struct RoundsReplayTests {
  private struct Sample {
    var auction: Auction
    var draws: Draws
  }

  private func sample(_ seed: Int, units: Int) -> Sample {
    var draws = Draws(seed: seed)
    let lots = (0..<4).map {
      Lot(
        name: RoundsSamples.letter($0), supply: 1 + draws.below(units), reserve: draws.below(20),
        points: draws.below(4))
    }
    let bidders = (0..<4).map {
      Bidder(
        name: "\($0 + 1)", eligibilityPoints: draws.below(3) == 0 ? nil : 1 + draws.below(10),
        budget: draws.below(3) == 0 ? 40 + draws.below(200) : nil)
    }
    var auction = RoundsSamples.auction(lots, bidders)
    if draws.below(2) == 0 {
      auction.conflicts = [
        LotConflict(lots: [0, 1], most: 1, reason: "near", exemptsSameHolder: draws.below(2) == 0)
      ]
    }
    if draws.below(2) == 0 {
      auction.limits = [HoldingLimit(kind: .cap, name: "group", lots: [1, 2, 3], bidders: [0, 1], most: 2)]
    }
    return Sample(auction: auction, draws: draws)
  }

  /// Everybody's holdings keep supply, conflicts and limits.
  private func expectHoldable(_ demands: [[Int]], _ auction: Auction, _ seed: Int) {
    let rules = HoldingRules(auction)
    for lot in auction.lots.indices {
      #expect(demands.reduce(0) { $0 + $1[lot] } <= auction.lots[lot].supply, "seed \(seed)")
    }
    #expect(rules.bounds.allSatisfy { rules.load($0, demands) <= $0.most }, "seed \(seed)")
  }

  /// A log read back from its own JSON is the same and gives the same; with one amount or lot changed it doesn't.
  private func expectReplay<Machine: RoundMachine>(
    _ played: Machine, from start: Machine, _ seed: Int, draws: inout Draws
  ) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("rounds-\(UUID().uuidString).json").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try played.log.json(of: played.auction).write(toFile: path, atomically: true, encoding: .utf8)
    var reader = start
    var log = played.log
    let hasFaults = log.rounds.contains { $0.events.contains { $0.reason?.isFault ?? false } }
    if !hasFaults {
      let file = try AuctionLogFile.read(path, auction: start.auction)
      #expect(file.log == log, "seed \(seed)")
      try file.replay(in: &reader)
      #expect(reader.log == log, "seed \(seed)")
    }
    var again = start
    #expect(try again.replay(log) == nil, "seed \(seed)")
    #expect(again.log == log)
    let round = draws.below(log.rounds.count)
    guard !log.rounds[round].acts.isEmpty else { return }
    let act = draws.below(log.rounds[round].acts.count)
    log.rounds[round].acts[act].bidder = (log.rounds[round].acts[act].bidder + 1) % 4
    var tampered = start
    let difference = try tampered.replay(log)
    #expect(difference != nil, "seed \(seed)")
    #expect(difference.map { $0.round <= round + 1 } ?? false)
  }

  @Test func simultaneousAscendingUnderRandomActs() throws {
    for seed in 0..<150 {
      var sample = sample(seed, units: 1)
      var rules = SimultaneousAscendingRules()
      rules.leastIncrement = 3
      rules.mostRounds = 60
      rules.waivers = 2
      let start = try SimultaneousAscending(
        auction: sample.auction, rules: rules, seed: seed, choice: RoundsSamples.bestByEnumeration)
      var machine = start
      while !machine.isClosed {
        let before = machine
        let acts = (0..<sample.draws.below(7)).map { _ -> AuctionLog.Act in
          let (bidder, lot) = (sample.draws.below(4), sample.draws.below(4))
          switch sample.draws.below(8) {
          case 0: return RoundsSamples.withdraw(bidder, lot)
          case 1: return .init(bidder: bidder, kind: sample.draws.below(2) == 0 ? .waive : .reduce)
          default: return RoundsSamples.bid(bidder, lot, machine.asks[lot] + sample.draws.below(9) - 1)
          }
        }
        let round = try machine.submit(acts)
        let withdrawn = Set(round.events.filter { $0.kind == .withdrawn }.flatMap { $0.package.map(\.lot) })
        for lot in machine.asks.indices where !withdrawn.contains(lot) {
          #expect(machine.asks[lot] >= before.asks[lot], "seed \(seed)")
        }
        for bidder in machine.eligibility.indices {
          #expect(machine.eligibility[bidder] ?? 0 <= before.eligibility[bidder] ?? 0, "seed \(seed)")
          #expect(machine.committed(by: bidder) <= sample.auction.bidders[bidder].budget ?? Int.max)
          #expect(machine.waiversLeft[bidder] >= 0)
        }
        expectHoldable((0..<4).map(machine.held), sample.auction, seed)
        #expect(machine.withdrawalPayments().allSatisfy { $0 >= 0 })
      }
      let outcome = try machine.outcome()
      #expect(outcome.accounts.allSatisfy { $0.withdrawalPayment >= 0 && $0.payment <= $0.price })
      try expectReplay(machine, from: start, seed, draws: &sample.draws)
    }
  }

  /// Standing bids by winner determination are those found by enumeration, ties included.
  @Test func standingBidsByWinnerDetermination() throws {
    for seed in 0..<60 {
      var sample = sample(seed, units: 1)
      sample.auction.conflicts.append(LotConflict(lots: [1, 2], reason: "near"))
      sample.auction.conflicts.append(LotConflict(lots: [2, 3], reason: "near", exemptsSameHolder: true))
      var rules = SimultaneousAscendingRules()
      rules.mostRounds = 8
      var machine = try SimultaneousAscending(
        auction: sample.auction, rules: rules, seed: seed, choice: RoundsSamples.bestByEnumeration)
      var solved = try SimultaneousAscending(
        auction: sample.auction, rules: rules, seed: seed, determination: WinnerDetermination(solver: GLPKSolver()))
      while !machine.isClosed {
        let acts = (0..<6).map { _ -> AuctionLog.Act in
          let lot = sample.draws.below(4)
          return RoundsSamples.bid(sample.draws.below(4), lot, machine.asks[lot])
        }
        #expect(try machine.submit(acts) == solved.submit(acts), "seed \(seed)")
      }
    }
  }

  private func request(_ sample: inout Sample, _ bidder: Int) -> AuctionLog.Act {
    let lots = sample.auction.lots
    return RoundsSamples.demand(bidder, lots.map { sample.draws.below($0.supply + 1) })
  }

  @Test(arguments: [false, true]) func clockUnderRandomActs(forbidsUnderselling: Bool) throws {
    for seed in 0..<150 {
      var sample = sample(seed, units: 3)
      var rules = ClockRules()
      rules.incrementThousandths = 200
      rules.mostRounds = 40
      rules.forbidsUnderselling = forbidsUnderselling
      rules.hasIntermediatePrices = forbidsUnderselling && seed % 2 == 0
      rules.activityRule = ClockRules.ActivityRule.allCases[seed % 3]
      let start = ClockAuction(auction: sample.auction, rules: rules, seed: seed)
      var machine = start
      while !machine.isClosed {
        let before = machine
        var acts: [AuctionLog.Act] = []
        for bidder in 0..<4 where sample.draws.below(6) > 0 {
          if rules.hasIntermediatePrices {
            var early = request(&sample, bidder)
            early.pointThousandths = sample.draws.below(1000)
            acts.append(early)
          }
          acts.append(request(&sample, bidder))
        }
        machine.submit(acts)
        for lot in machine.postedPrices.indices {
          #expect(machine.postedPrices[lot] >= before.postedPrices[lot], "seed \(seed)")
          #expect(machine.clockPrices[lot] >= machine.postedPrices[lot], "seed \(seed)")
          if forbidsUnderselling, !before.records.isEmpty, sample.auction.conflicts.isEmpty,
            sample.auction.limits.isEmpty
          {
            let least = min(before.totalDemand[lot], sample.auction.lots[lot].supply)
            #expect(machine.totalDemand[lot] >= least, "seed \(seed)")
          }
        }
        for bidder in machine.eligibility.indices {
          #expect(machine.eligibility[bidder] ?? 0 <= before.eligibility[bidder] ?? 0, "seed \(seed)")
        }
      }
      if machine.hasCleared {
        expectHoldable(machine.demands, sample.auction, seed)
        #expect(try machine.outcome().revenue >= 0)
      } else {
        #expect(throws: RoundsFault.self) { try machine.outcome() }
      }
      try expectReplay(machine, from: start, seed, draws: &sample.draws)
    }
  }

  @Test func combinatorialClockUnderRandomActs() throws {
    for seed in 0..<40 {
      var sample = sample(seed, units: 2)
      var rules = CombinatorialClockRules()
      rules.incrementThousandths = 300
      rules.mostRounds = 6
      rules.hasAssignmentStage = true
      rules.hasCapOfEveryReduction = seed % 2 == 0
      let start = CombinatorialClock(
        auction: sample.auction, rules: rules, seed: seed, payments: .coreVCGNearest, solver: GLPKSolver())
      var machine = start
      while !machine.isClosed {
        let acts = (0..<4).map { bidder -> AuctionLog.Act in
          var act = request(&sample, bidder)
          if machine.stage == .supplementary {
            act.kind = .offer
            act.amount = sample.draws.below(150)
          } else if machine.stage == .assignment {
            act.kind = .prefer
            act.amount = sample.draws.below(20)
            act.package = machine.assignableLots.prefix(1).map { LotQuantity(lot: $0) }
            let units = act.package.first.map { machine.unitsWon(bidder, $0.lot) } ?? 0
            act.places = units == 0 ? [1] : Array(1...units)
          }
          return act
        }
        try machine.submit(acts)
      }
      let outcome = try #require(machine.outcome)
      expectHoldable(
        (0..<4).map { bidder in
          sample.auction.lots.indices.map { machine.unitsWon(bidder, $0) }
        }, sample.auction, seed)
      #expect(outcome.winners.allSatisfy { $0.payment >= 0 && $0.price <= $0.bid }, "seed \(seed)")
      // Every accepted bid keeps its caps, with all bids known.
      for bidder in 0..<4 {
        let caps = machine.caps(of: bidder)
        let offered = machine.log.rounds.flatMap { round in
          round.events.filter { $0.kind == .accepted && $0.bidder == bidder && round.phase == "supplementary" }
        }
        for event in offered {
          let units = try #require(machine.holdingRules.units(event.package))
          if let cap = caps.cap(on: units, highest: { machine.highestBid(bidder, $0) }) {
            #expect(event.amount ?? 0 <= cap.most, "seed \(seed)")
          }
        }
      }
      try expectReplay(machine, from: start, seed, draws: &sample.draws)
    }
  }
}
