// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Auctions

@Suite struct SealedLotTests {
  private let names = ["A", "B", "C"]

  @Test(
    "T22 · one lot at the second price",
    arguments: [
      // 20 against 12 pays 12; alone pays the reserve; below the reserve nobody wins.
      ([20, 12, nil], 0, 0, 12), ([20, nil, nil], 0, 0, 0), ([20, nil, nil], 15, 0, 15), ([20, 12, nil], 15, 0, 15),
      ([3, 9, 7], 2, 1, 7),
    ])
  func secondPrice(bids: [Int?], reserve: Int, winner: Int, price: Int) {
    let outcome = SealedLot(reserve: reserve, pricing: .second).outcome(of: bids, names: names)
    #expect(outcome == SealedLot.Outcome(winner: winner, price: price, wasTied: false))
    let first = SealedLot(reserve: reserve, pricing: .first).outcome(of: bids, names: names)
    #expect(first.winner == winner && first.price == bids[winner])
  }

  @Test func belowTheReserveNothingIsSold() {
    #expect(SealedLot(reserve: 30, pricing: .first).outcome(of: [20, 29, nil], names: names).winner == nil)
    #expect(SealedLot(pricing: .second).outcome(of: [nil, 0, nil], names: names).winner == nil)
  }

  @Test func tiesAreDrawnByNameAndOccasionNotByPlace() {
    var winners: Set<String> = []
    for seed in 0..<40 {
      let sale = SealedLot(pricing: .second, lot: TieLot(seed: seed), occasion: "x")
      let outcome = sale.outcome(of: [7, 7, 7], names: names)
      let turned = sale.outcome(of: [7, 7, 7], names: names.reversed())
      #expect(outcome.wasTied && outcome.price == 7)
      #expect(names[outcome.winner ?? 0] == Array(names.reversed())[turned.winner ?? 0])
      winners.insert(names[outcome.winner ?? 0])
    }
    #expect(winners == Set(names))
  }

  @Test func lotsOneAfterAnotherKeepAlternativesCapsConflictsAndBudgets() {
    // B0 wants one of both and gets the first; B1 gets the second at the price that B0 no longer bids for.
    let one = Auction.grid([[10, 9], [6, 5], [0, 4]], alternatives: true)
    let outcome = SealedSingleLotAuction(auction: one, payments: .vcg, seed: 1).run()
    #expect(
      outcome.sales == [
        Sale(lot: 0, bidder: 0, bid: 10, price: 6, offer: 0), Sale(lot: 1, bidder: 1, bid: 5, price: 4, offer: 3),
      ])

    let clash = LotConflict(lots: [0, 1], reason: "separation")
    let conflicting = SealedSingleLotAuction(
      auction: .grid([[10, 9], [6, 5]], conflicts: [clash]), payments: .vcg, seed: 1
    )
    .run()
    #expect(conflicting.sales.map(\.lot) == [0])
    #expect(conflicting.unsold == [UnsoldLot(lot: 1, units: 1, reason: .conflict)])

    let cap = HoldingLimit(kind: .cap, name: "one", lots: [0, 1], bidders: [0], most: 1)
    let capped = SealedSingleLotAuction(
      auction: .grid([[10, 9], [6, 5]], limits: [cap]), payments: .firstPrice, seed: 1
    )
    .run()
    #expect(capped.sales.map(\.bidder) == [0, 1] && capped.grossRevenue == 15)

    let poor = SealedSingleLotAuction(
      auction: .grid([[10, 9], [6, 5]], budgets: [15, nil]), payments: .firstPrice, seed: 1
    )
    .run()
    #expect(poor.sales.map(\.bidder) == [0, 1])
  }

  @Test func unsoldLotsSayWhatFollows() {
    var auction = Auction.grid([[3, 0]], reserves: [5, 5])
    auction.lots[0].bringingIntoUse = "2008-03-05"
    let outcome = SealedSingleLotAuction(auction: auction, payments: .vcg, seed: 1).run()
    #expect(outcome.unsold.map(\.reason) == [.belowReserve, .noOffer])
    #expect(outcome.unsold[0].consequence(for: auction.lots).contains("2008-03-05"))
    #expect(outcome.unsold[1].consequence(for: auction.lots).contains("no date"))
  }

  @Test func creditsAreTakenOnceAndCapped() {
    let outcome = SaleOutcome(
      sales: [Sale(lot: 0, bidder: 0, bid: 101, price: 101), Sale(lot: 1, bidder: 0, bid: 100, price: 100)], unsold: [])
    #expect(outcome.payments(of: [Bidder(name: "A", creditThousandths: 150)]) == [201 - 30])
    #expect(outcome.payments(of: [Bidder(name: "A", creditThousandths: 150, greatestDiscount: 10)]) == [191])
  }
}
