// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import Testing

@testable import Auctions

/// A combinatorial clock with 20 bidders and 60 lots: positions in a row, bidders who want neighbours together.
@Suite struct CombinatorialClockSpeedTests {
  static func values(seed: Int, bidders: Int = 20, lots: Int = 60, packages: Int = 50) -> Auction {
    var draws = Draws(seed: seed)
    var result = RoundsSamples.auction(
      (0..<lots).map { Lot(name: "L\($0)", reserve: 100) },
      (0..<bidders).map { Bidder(name: "B\($0)", eligibilityPoints: 8) })
    for bidder in 0..<bidders {
      let worth = (0..<lots).map { _ in 200 + draws.below(1800) }
      let first = result.bids.count
      var seen: Set<[Int]> = []
      while result.bids.count - first < packages {
        let (start, length) = (draws.below(lots), 1 + draws.below(6))
        let members = Array(start..<min(lots, start + length))
        guard seen.insert(members).inserted else { continue }
        // Neighbours are worth a tenth more for each further one.
        let sum = members.reduce(0) { $0 + worth[$1] }
        result.bids.append(
          Bid(
            identifier: "\(bidder)/\(result.bids.count)", bidder: bidder, package: members.map { LotQuantity(lot: $0) },
            amount: sum * (9 + members.count) / 10))
      }
      result.exclusions.append(Array(first..<result.bids.count))
    }
    return result
  }

  @Test(.timeLimit(.minutes(5)), arguments: [1, 2, 3]) func twentyBiddersAndSixtyLots(seed: Int) throws {
    let values = Self.values(seed: seed)
    var machine = CombinatorialClock(
      auction: values, rules: CombinatorialClockRules(), seed: seed, payments: .coreVCGNearest, solver: GLPKSolver(),
      threads: 2)
    let clock = ContinuousClock()
    let duration = try clock.measure { try RoundBidders(statement: values, behaviours: []).run(&machine) }
    let outcome = try #require(machine.outcome)
    print(
      "combinatorial clock", seed, duration, machine.log.rounds.count, machine.sealedBids.bids.count,
      outcome.winners.count)
    #expect(outcome.isOptimal)
    #expect(outcome.winners.allSatisfy { $0.payment <= $0.bid })
  }
}
