// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Auctions

@Suite struct SealedStrategyTests {
  private func amounts(_ auction: Auction, _ behaviours: [Behaviour]) -> [String: Int] {
    let given = SealedStrategy.bids(for: auction, behaviours: behaviours)
    return Dictionary(uniqueKeysWithValues: given.bids.map { ($0.identifier, $0.amount) })
  }

  @Test func behavioursChangeBids() {
    let auction = Auction.grid([[101, 60], [100, 30]], budgets: [80, nil])
    #expect(
      amounts(auction, [.straightforward, .straightforward]) == ["b0.0": 101, "b0.1": 60, "b1.0": 100, "b1.1": 30])
    #expect(amounts(auction, [.shading(thousandths: 100), .straightforward])["b0.0"] == 90)
    #expect(amounts(auction, [.shading(thousandths: 1000), .straightforward]).keys.sorted() == ["b1.0", "b1.1"])
    #expect(amounts(auction, [.spiteful(thousandths: 100), .straightforward])["b0.0"] == 111)
    #expect(amounts(auction, [.budgetBound, .straightforward])["b0.0"] == 80)
    #expect(amounts(auction, [.budgetBound, .straightforward])["b0.1"] == 60)
  }

  @Test func demandReducersLeaveOutWhatIsWorthLeast() {
    let auction = Auction.grid([[10, 40, 30, 20]])
    #expect(amounts(auction, [.demandReducing(thousandths: 500)]).keys.sorted() == ["b0.1", "b0.2"])
    #expect(amounts(auction, [.demandReducing(thousandths: 1)]).keys.sorted() == ["b0.1"])
    var packages = Auction.grid([[10, 10]], alternatives: true)
    packages.bids.append(
      Bid(identifier: "both", bidder: 0, package: [LotQuantity(lot: 0), LotQuantity(lot: 1)], amount: 30))
    packages.exclusions = [[0, 1, 2]]
    let given = SealedStrategy.bids(for: packages, behaviours: [.demandReducing(thousandths: 500)])
    #expect(given.bids.map(\.identifier) == ["b0.0", "b0.1"] && given.exclusions == [[0, 1]])
  }

  @Test func aRingLeavesEachLotToOne() {
    let auction = Auction.grid([[50, 20], [40, 20], [45, 25]])
    let ring = Behaviour.colluding(group: "r")
    #expect(amounts(auction, [ring, ring, .straightforward]).keys.sorted() == ["b0.0", "b0.1", "b2.0", "b2.1"])
    #expect(amounts(auction, [ring, .colluding(group: "s"), ring]).keys.sorted() == ["b0.0", "b1.0", "b1.1", "b2.1"])
  }

  @Test func limitsOfBehaviours() {
    #expect(Behaviour.straightforward.limit(for: 100, purse: 70) == 70)
    #expect(Behaviour.shading(thousandths: 250).limit(for: 99) == 74)
    #expect(Behaviour.spiteful(thousandths: 250).limit(for: 100) == 125)
    #expect(Behaviour.demandReducing(thousandths: 500).unitsAimedAt(of: 5) == 2)
    #expect(Behaviour.demandReducing(thousandths: 100).unitsAimedAt(of: 5) == 1)
    let ring = Behaviour.colluding(group: "r")
    #expect(Behaviour.limitsWithinRings([5, 9, 9, 7], [ring, ring, ring, .straightforward]) == [0, 9, 0, 7])
  }
}
