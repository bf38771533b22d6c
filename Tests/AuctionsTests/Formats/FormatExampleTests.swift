// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GLPKSolver
import Testing

@testable import Auctions

/// The worked examples of formats that settle one thing at a time, against what their notes work out by hand.
@Suite struct FormatExampleTests {
  private func document(_ kind: AuctionFormat.Kind) throws -> AuctionDocument {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Instances/auctions/formats").standardized
    let document = try AuctionDocument.read(path: folder.appending(path: kind.rawValue + ".yaml").path)
    #expect(document.format.kind == kind && document.statesValues == (kind != .sealedSingleLot))
    return document
  }

  private func millions(_ amount: Int) -> Double { Double(amount) / 100_000_000 }

  /// Who got which lot, and the price in millions.
  private func sales(_ outcome: SaleOutcome, _ auction: Auction) -> [(who: String, lot: String, price: Double)] {
    outcome.sales.map { (auction.bidders[$0.bidder].name, auction.lots[$0.lot].name, millions($0.price)) }
  }

  private func check(_ outcome: SaleOutcome, _ auction: Auction, _ ranges: [ClosedRange<Double>]) {
    let sold = sales(outcome, auction)
    #expect(sold.map(\.who) == ["North", "East"] && sold.map(\.lot) == ["61W", "75W"])
    #expect(zip(sold, ranges).allSatisfy { $1.contains($0.price) })
    #expect(outcome.unsold.map(\.reason) == [.conflict])
  }

  @Test func sealedSingleLots() throws {
    let document = try document(.sealedSingleLot)
    let outcome = SealedSingleLotAuction(auction: document.auction, payments: document.payments, seed: 1).run()
    check(outcome, document.auction, [50...50, 40...40])
  }

  @Test func ascendingSingleLots() throws {
    let document = try document(.ascendingSingleLot)
    guard case .ascendingSingleLot(let rules) = document.format else { return }
    let machine = AscendingSingleLotMachine.run(
      auction: document.auction, behaviours: document.behaviours, rules: rules, seed: document.seeds.world)
    check(machine.sales.outcome, document.auction, [49...51, 39.2...40.8])
  }

  @Test func rightsToChoose() throws {
    let document = try document(.rightToChoose)
    guard case .rightToChoose(let rules) = document.format else { return }
    let machine = RightToChooseMachine.run(
      auction: document.auction, behaviours: document.behaviours, rules: rules, seed: document.seeds.world)
    check(machine.rights.outcome, document.auction, [51...53.1, 39.2...40.8])
    #expect(
      machine.rights.won.map { $0.runnerUp.map { document.auction.bidders[$0.bidder].name } } == ["East", "South"])
  }

  @Test func fees() throws {
    let document = try document(.postedFee)
    guard case .postedFee(let rules) = document.format else { return }
    let outcome = PostedFee(auction: document.auction, rules: rules, seed: document.seeds.world).run()
    let auction = document.auction
    #expect(outcome.grants.map { auction.lots[auction.bids[$0.bid].package[0].lot].name } == ["61W", "75W"])
    #expect(millions(outcome.grossRevenue) == 84 && outcome.crowdedOut.isEmpty)
    #expect(outcome.pricedOut.map { auction.bidders[auction.bids[$0].bidder].name } == ["South"])
  }

  @Test func lotteries() throws {
    let document = try document(.lottery)
    guard case .lottery(let rules) = document.format else { return }
    let lottery = LotLottery(auction: document.auction, rules: rules)
    let odds = try #require(lottery.odds())
    #expect(odds.orders == 6 && odds.served.reduce(0, +) == 12)
    #expect(lottery.run(seed: document.seeds.world).served.count == 2)
    // Worked out by hand over the six orders, by bidder for 61W, 63W, 75W: N E S, N S E, E N S, E S N, S N E, S E N.
    #expect(odds.served == [3, 0, 1, 0, 3, 1, 0, 0, 4])
  }

  @Test func reverse() throws {
    let document = try document(.reverse)
    guard case .reverse(let rules) = document.format else { return }
    let machine = try ReverseMachine.run(
      auction: document.auction, behaviours: document.behaviours, rules: rules, seed: document.seeds.world,
      solver: GLPKSolver())
    let outcome = machine.reverse.outcome
    #expect(outcome.purchases.map(\.station) == [2] && outcome.isCleared)
    #expect([48, 52].contains(millions(outcome.cost)))
  }
}
