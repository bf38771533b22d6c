// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Auctions

/// Winner determination by trying every set of bids, for small auctions.
enum TriedSets {
  static func best(_ auction: Auction, without left: Int? = nil) -> (value: Int, bids: [Int]) {
    var best = (value: 0, bids: [Int]())
    for mask in 0..<(1 << auction.bids.count) {
      let chosen = auction.bids.indices.filter { mask >> $0 & 1 == 1 }
      guard !chosen.contains(where: { auction.bids[$0].bidder == left }),
        auction.exclusions.allSatisfy({ set in chosen.filter(set.contains).count <= 1 })
      else { continue }
      var used = Array(repeating: 0, count: auction.lots.count)
      for bid in chosen { for part in auction.bids[bid].package { used[part.lot] += part.units } }
      guard zip(used, auction.lots).allSatisfy({ $0 <= $1.supply }) else { continue }
      let value = chosen.reduce(0) { $0 + auction.bids[$1].amount }
      if value > best.value { best = (value, chosen) }
    }
    return best
  }

  /// Holdings at what each winner's taking part costs the others.
  static func vickrey(_ auction: Auction) -> [BestResponse.Holding] {
    let all = best(auction)
    return Set(all.bids.map { auction.bids[$0].bidder }).sorted().map { bidder in
      let own = all.bids.filter { auction.bids[$0].bidder == bidder }
      let worth = own.reduce(0) { $0 + auction.bids[$1].amount }
      return BestResponse.Holding(
        bidder: bidder, package: packages(own, auction),
        payment: best(auction, without: bidder).value - (all.value - worth))
    }
  }

  static func packages(_ bids: [Int], _ auction: Auction) -> [LotQuantity] {
    var units = Array(repeating: 0, count: auction.lots.count)
    for bid in bids { for part in auction.bids[bid].package { units[part.lot] += part.units } }
    return units.indices.filter { units[$0] > 0 }.map { LotQuantity(lot: $0, units: units[$0]) }
  }

  /// Every unit of the one lot at the highest losing bid for a unit.
  static func uniformPrice(_ auction: Auction) -> [BestResponse.Holding] {
    let order = auction.bids.indices.sorted { (auction.bids[$1].amount, $0) < (auction.bids[$0].amount, $1) }
    let winners = order.prefix(auction.lots[0].supply)
    let price = order.dropFirst(auction.lots[0].supply).first.map { auction.bids[$0].amount } ?? 0
    return winners.map { bid in
      BestResponse.Holding(bidder: auction.bids[bid].bidder, package: auction.bids[bid].package, payment: price)
    }
  }
}

@Suite struct BestResponseTests {
  private func single(_ pricing: SealedLot.Pricing) -> (Auction) -> [BestResponse.Holding] {
    { auction in
      let payments: PaymentRule = pricing == .first ? .firstPrice : .vcg
      return SealedSingleLotAuction(auction: auction, payments: payments, seed: 1).run().sales.map {
        BestResponse.Holding(bidder: $0.bidder, package: [LotQuantity(lot: $0.lot)], payment: $0.price)
      }
    }
  }

  @Test(arguments: 0..<60) func truthIsBestAtTheSecondPriceWhateverOneBids(seed: Int) throws {
    var numbers = DrawnNumbers(seed: seed)
    let auction = Auction.grid(
      (0..<numbers.next(1...5)).map { _ in [numbers.next(1...20)] }, reserves: [numbers.next(0...9)])
    for member in auction.bidders.indices {
      let search = BestResponse(auction: auction, members: [member], format: single(.second))
      let all = try #require(search.allChanges(levels: Array(0...22)))
      let finding = try search.search(all)
      #expect(finding.gain == 0 && finding.examined == 23 && finding.deviation?.name == nil)
    }
  }

  @Test func truthIsNotBestAtTheFirstPrice() throws {
    let auction = Auction.grid([[20], [12]])
    let search = BestResponse(auction: auction, members: [0], format: single(.first))
    let finding = try search.search(search.singleChanges(levels: [0, 5, 11, 13, 15, 30]))
    #expect(finding.truthful == 0 && finding.best == 7 && finding.deviation?.amounts == [13, 12])
    #expect(
      try search.search(search.shading([100, 200, 300, 450, 500])).deviation?.name == "every bid lower by 30.0 %")
  }

  @Test(arguments: 0..<60) func truthIsBestUnderVickreyForPackages(seed: Int) throws {
    var numbers = DrawnNumbers(seed: 300 + seed)
    var auction = Auction.grid(Array(repeating: [0, 0, 0], count: 3))
    for bid in 0..<numbers.next(2...6) {
      let package = (0..<3).filter { _ in numbers.next(0...1) == 1 }.map { LotQuantity(lot: $0) }
      auction.bids.append(
        Bid(
          identifier: "\(bid)", bidder: bid % 3, package: package.isEmpty ? [LotQuantity(lot: 0)] : package,
          amount: numbers.next(1...12)))
    }
    auction.exclusions = (0..<3).map { bidder in auction.bids.indices.filter { auction.bids[$0].bidder == bidder } }
      .filter { !$0.isEmpty }
    for member in 0..<3 {
      let search = BestResponse(auction: auction, members: [member], format: TriedSets.vickrey)
      let all = try #require(search.allChanges(levels: [0, 1, 3, 5, 8, 12, 20]))
      let finding = try search.search(
        all + search.shading([-500, -200, 100, 300, 700]) + search.demandReduction([300, 500, 700]))
      #expect(finding.gain == 0)
    }
  }

  /// Ausubel, Milgrom 2006, "The lovely but lonely Vickrey auction": losing bidders who raise their bids together win for
  /// nothing.
  @Test func losersWhoColludeGainUnderVickrey() throws {
    var auction = Auction.grid([[0, 0], [3, 0], [0, 3]])
    auction.bids.insert(
      Bid(identifier: "pair", bidder: 0, package: [LotQuantity(lot: 0), LotQuantity(lot: 1)], amount: 10), at: 0)
    let ring = BestResponse(auction: auction, members: [1, 2], format: TriedSets.vickrey)
    let finding = try ring.search(try #require(ring.allChanges(levels: Array(0...12))))
    // Together they win at a payment of 10 − 12 < 0 each, which is 0.
    #expect(finding.truthful == 0 && finding.gain == 6 && finding.examined == 169)
    for member in [1, 2] {
      let alone = BestResponse(auction: auction, members: [member], format: TriedSets.vickrey)
      #expect(try alone.search(try #require(alone.allChanges(levels: Array(0...12)))).gain == 0)
    }
  }

  /// Ausubel, Cramton, Pycia, Rostek, Weretka 2014, doi:10.1093/restud/rdu023: a bidder who wants several units asks for fewer
  /// where the losing bids set one price for all.
  @Test func demandReductionGainsAtAUniformPrice() throws {
    var auction = Auction.grid([[10], [7]])
    auction.lots[0].supply = 2
    auction.bids.append(Bid(identifier: "second", bidder: 0, package: [LotQuantity(lot: 0)], amount: 9))
    let search = BestResponse(auction: auction, members: [0], format: TriedSets.uniformPrice)
    let finding = try search.search(search.demandReduction([500]))
    // Two units at 7 leave 5; one unit at 0 leaves 10.
    #expect(finding.truthful == 5 && finding.best == 10)
    #expect(finding.deviation?.amounts == [10, 7, 0])
    let vickrey = BestResponse(auction: auction, members: [0], format: TriedSets.vickrey)
    #expect(try vickrey.search(vickrey.demandReduction([500])).gain == 0)
  }

  @Test func spacesThatAreTooLargeAreRefused() {
    let auction = Auction.grid([Array(repeating: 5, count: 6)])
    let search = BestResponse(auction: auction, members: [0], format: { _ in [] })
    #expect(search.allChanges(levels: Array(0...9), most: 100_000) == nil)
    #expect(search.allChanges(levels: [0, 5], most: 64)?.count == 64)
  }
}
