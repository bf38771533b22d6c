// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import Testing

@testable import Auctions

/// A combinatorial clock with 20 bidders and 60 lots, whole: clock, supplementary bids, winners and core payments. It runs in
/// release builds; debug builds have smaller ones.
@Suite struct CombinatorialClockSpeedTests {
  /// What bidders want of positions in a row.
  enum Wants: String, CaseIterable {
    /// One of fifty stretches, worth more than their positions one by one.
    case stretches
    /// Any positions, each for itself, up to eight.
    case anyEight
    /// One of fifty stretches, at whatever eligibility.
    case unlimited
  }

  static func values(_ wants: Wants, seed: Int, bidders: Int, lots: Int, packages: Int) -> Auction {
    var draws = Draws(seed: seed)
    var result = RoundsSamples.auction(
      (0..<lots).map { Lot(name: "L\($0)", reserve: 100) },
      (0..<bidders).map { Bidder(name: "B\($0)", eligibilityPoints: wants == .unlimited ? nil : 8) })
    for bidder in 0..<bidders {
      let worth = (0..<lots).map { _ in 200 + draws.below(1800) }
      let first = result.bids.count
      func add(_ members: [Int], _ amount: Int) {
        result.bids.append(
          Bid(
            identifier: "\(bidder)/\(result.bids.count)", bidder: bidder,
            package: members.map { LotQuantity(lot: $0) }, amount: amount))
      }
      if wants == .anyEight {
        for lot in 0..<lots { add([lot], worth[lot]) }
        continue
      }
      var seen: Set<[Int]> = []
      while result.bids.count - first < packages {
        let (start, length) = (draws.below(lots), 1 + draws.below(6))
        let members = Array(start..<min(lots, start + length))
        guard seen.insert(members).inserted else { continue }
        // Neighbours are worth a tenth more for each further one.
        add(members, members.reduce(0) { $0 + worth[$1] } * (9 + members.count) / 10)
      }
      result.exclusions.append(Array(first..<result.bids.count))
    }
    return result
  }

  private func run(_ wants: Wants, seed: Int, bidders: Int, lots: Int, packages: Int) throws -> Duration {
    let values = Self.values(wants, seed: seed, bidders: bidders, lots: lots, packages: packages)
    var machine = CombinatorialClock(
      auction: values, rules: CombinatorialClockRules(), seed: seed, payments: .coreVCGNearest, solver: GLPKSolver(),
      threads: 2)
    let duration = try ContinuousClock().measure {
      try RoundBidders(statement: values, behaviours: []).run(&machine)
    }
    let outcome = try #require(machine.outcome)
    #expect(outcome.isOptimal)
    #expect(outcome.winners.allSatisfy { $0.payment <= $0.bid })
    #if !DEBUG
      let (rounds, bids) = (machine.log.rounds.count, machine.sealedBids.bids.count)
      print("\(wants.rawValue) \(seed): \(duration), \(rounds) rounds, \(bids) bids")
    #endif
    return duration
  }

  @Test(arguments: Wants.allCases, [1, 2]) func smallOnesEnd(wants: Wants, seed: Int) throws {
    _ = try run(wants, seed: seed, bidders: 5, lots: 12, packages: 12)
  }

  #if !DEBUG
    @Test(arguments: [Wants.stretches, .unlimited], [1, 2, 3]) func twentyBiddersAndSixtyLots(wants: Wants, seed: Int)
      throws
    {
      let duration = try run(wants, seed: seed, bidders: 20, lots: 60, packages: 50)
      // Ten seconds are the aim on a machine that does nothing else.
      #expect(duration < .seconds(30))
    }
  #endif
}
