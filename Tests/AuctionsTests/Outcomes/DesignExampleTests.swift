// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import Testing

@testable import Auctions

/// The files of the article on designing an auction, against the numbers that it works out.
@Suite struct DesignExampleTests {
  private func run(_ name: String, _ payments: PaymentRule? = nil) throws -> AuctionResult {
    var document = try AuctionDocument.read(path: Places.root + "/Instances/auctions/design/" + name)
    if let payments { document.payments = payments }
    return try AuctionRun(document: document, determination: WinnerDetermination(solver: GLPKSolver())).result()
  }

  /// Who holds what for how much, as `Alfa 61W 24.5`.
  private func awards(_ result: AuctionResult) -> [String] {
    let auction = result.bids
    return result.winners.map { winner in
      let lots = winner.package.map { auction.lots[$0.lot].name }.joined(separator: " ")
      return "\(auction.bidders[winner.bidder].name) \(lots) \(auction.currency.text(winner.payment))"
    }
  }

  /// 62.5° W bars its neighbours: the seller's 10 for one more position kept tips 42 + 20 over 28 + 20 + 10.
  @Test(arguments: [
    ("tender.yaml", ["Carlos 62.5W 38"], "42"), ("floors.yaml", ["Alfa 61W 24.5", "Bravo 64W 17.5"], "48"),
    ("newcomer.yaml", ["Alfa 61W 27.5", "Echo 64W 10.88"], "43"), ("trial.yaml", ["Carlos 62.5W 42"], "42"),
    ("rounds.yaml", ["Carlos 62.5W 34"], "42"), ("first-come.yaml", ["Carlos 62.5W 10"], "42"),
    ("from-scenario.yaml", [String](), "0"),
  ])
  func outcomes(name: String, expected: [String], welfare: String) throws {
    let result = try run(name)
    #expect(awards(result) == expected)
    #expect(result.bids.currency.text(result.welfare) == welfare)
  }

  /// VCG by hand: 42 − 20 and 28 + 15 − 28; Carlos, at 42, blocks 37. The other points of the core share the 5 otherwise.
  @Test(arguments: [
    (PaymentRule.firstPrice, ["28", "20"], true), (.vcg, ["22", "15"], false),
    (.coreVCGNearest, ["24.5", "17.5"], true), (.coreZeroNearest, ["22", "20"], true),
    (.coreBidNearest, ["25", "17"], true),
  ])
  func payments(rule: PaymentRule, expected: [String], isInCore: Bool) throws {
    let result = try run("floors.yaml", rule)
    #expect(result.winners.map { result.bids.currency.text($0.payment) } == expected)
    #expect(result.core?.isInCore == isInCore)
  }

  /// The separation of the file and that of the scenario exclude the same neighbours.
  @Test(arguments: ["tender.yaml", "from-scenario.yaml"])
  func neighbours(name: String) throws {
    let conflicts = try run(name).bids.conflicts
    #expect(conflicts.map(\.lots).sorted { $0[0] < $1[0] } == [[0, 1], [1, 2]])
    #expect(conflicts.allSatisfy { $0.most == 1 })
  }
}
