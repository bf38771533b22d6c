// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GLPKSolver
import Testing

@testable import Auctions

/// The worked example of every format, against what its note works out by hand.
@Suite struct FormatExampleTests {
  private func document(_ kind: AuctionFormat.Kind) throws -> AuctionDocument {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Instances/auctions/formats").standardized
    let document = try AuctionDocument.read(path: folder.appending(path: kind.rawValue + ".yaml").path)
    #expect(document.format.kind == kind && document.statesValues != document.format.takesSealedBids)
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

  // MARK: - All lots at once

  private func result(
    _ kind: AuctionFormat.Kind, _ change: (inout AuctionDocument) -> Void = { _ in }
  ) throws -> AuctionResult {
    var document = try document(kind)
    change(&document)
    return try AuctionRun(document: document, determination: WinnerDetermination(solver: GLPKSolver())).result()
  }

  /// Every winner with what it holds and, in millions, its price, as `North 61W 47.0`.
  private func holdings(_ result: AuctionResult) -> [String] {
    let auction = result.bids
    return result.winners.map { winner in
      let lots = winner.package.map { auction.lots[$0.lot].name + ($0.units > 1 ? "*\($0.units)" : "") }
      return "\(auction.bidders[winner.bidder].name) \(lots.joined(separator: " ")) \(millions(winner.price))"
    }
  }

  @Test func sealedPackages() throws {
    let core = try result(.sealed)
    #expect(
      holdings(core) == ["Atlas North 61W 34.0", "Atlas South 68W 20.0", "Condor 75W 14.0", "Delta 65W 24.0"])
    #expect(core.winners.map { millions($0.payment) } == [34, 20, 10.5, 24])
    #expect(millions(core.welfare) == 116 && core.core?.isInCore == true && core.uniqueness == .unique)
    #expect(core.unsold.map(\.reason) == [.conflict])
    let vcg = try result(.sealed) { $0.payments = .vcg }
    #expect(vcg.winners.map { millions($0.price) } == [28, 20, 14, 18])
    // Boreal's coalition: 50 for 63W, and the seller keeps two positions in place of one.
    #expect(vcg.core?.isInCore == false)
    let uncapped = try result(.sealed) { $0.auction.limits.removeAll { $0.kind == .cap } }
    #expect(millions(uncapped.welfare) == 122 && holdings(uncapped).contains { $0.hasPrefix("Atlas South 65W 68W") })
    let open = try result(.sealed) { $0.auction.limits.removeAll { $0.kind == .setAside } }
    #expect(millions(open.welfare) == 122 && holdings(open).contains { $0.hasPrefix("Delta 65W 75W") })
  }

  @Test func simultaneousAscendingBids() throws {
    let result = try result(.simultaneousAscending)
    // South stops below 40. East gains 6 at 39, so 52 − 6 = 46 for 63W is its last bid, and North outbids it by a step.
    #expect(holdings(result) == ["North 61W 47.0", "East 75W 39.0"])
    #expect(result.unsold.map { result.bids.lots[$0.lot].name } == ["63W"])
  }

  @Test func clocks() throws {
    let result = try result(.clock)
    #expect(holdings(result) == ["North Ku*2 32.0", "East Ku*2 Ka*2 44.0", "South Ka*2 12.0"])
    #expect(result.lotPrices.map { $0.map(millions) } == [16, 6] && result.unsold.isEmpty)
    let first = result.log?.rounds.first?.events.first { $0.kind == .demand }
    #expect(first?.package == [LotQuantity(lot: 0, units: 6), LotQuantity(lot: 1, units: 5)])
  }

  @Test func combinatorialClocks() throws {
    let core = try result(.combinatorialClock)
    #expect(holdings(core) == ["North Ku Ka 32.0", "East Ku Ka 28.0"])
    #expect(core.core?.isInCore == true && core.uniqueness == .unique)
    let vcg = try result(.combinatorialClock) { $0.payments = .vcg }
    #expect(holdings(vcg) == ["North Ku Ka 24.0", "East Ku Ka 20.0"])
    #expect(vcg.core?.isInCore == false)
    // Ten clock rounds in which South stays, one without it, and the supplementary one.
    #expect(core.log?.rounds.count == 12)
  }
}
