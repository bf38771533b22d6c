// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Auctions
import GLPKSolver

/// Small auctions written in letters: lots are letters, a bid is bidder, package and amount.
enum LetterAuction {
  /// Makes an auction in which bids of one bidder are alternatives.
  ///
  /// - Parameters:
  ///   - bids: bidder, package such as `AB` or `AA` for two units, and amount.
  ///   - supply: units of lots of which there are several.
  ///   - reserves: reserves of lots.
  static func make(
    _ bids: [(String, String, Int)], supply: [Character: Int] = [:], reserves: [Character: Int] = [:],
    rule: Auction.ReserveRule = .sellerBids, areAlternatives: Bool = true
  ) -> Auction {
    let letters = Set(bids.flatMap { $0.1 }).union(reserves.keys).sorted()
    var names: [String] = []
    for bid in bids where !names.contains(bid.0) { names.append(bid.0) }
    let stated = bids.enumerated().map { number, bid in
      Bid(
        identifier: "b\(number)", bidder: names.firstIndex(of: bid.0) ?? 0,
        package: letters.enumerated().compactMap { index, letter in
          let units = bid.1.filter { $0 == letter }.count
          return units == 0 ? nil : LotQuantity(lot: index, units: units)
        }, amount: bid.2)
    }
    let exclusions = names.indices.map { bidder in stated.indices.filter { stated[$0].bidder == bidder } }
    return Auction(
      currency: Currency(code: "", decimals: 0),
      lots: letters.map { Lot(name: String($0), supply: supply[$0] ?? 1, reserve: reserves[$0] ?? 0) },
      bidders: names.map { Bidder(name: $0) }, reserveRule: rule, bids: stated,
      exclusions: areAlternatives ? exclusions.filter { $0.count > 1 } : [])
  }

  static let determination = WinnerDetermination(solver: GLPKSolver())

  /// Runs an auction.
  static func run(
    _ auction: Auction, _ rule: PaymentRule, threads: Int = 1
  ) throws -> (outcome: AuctionOutcome, payments: PaymentResult) {
    try SealedAuction(auction: auction, payments: rule, solver: GLPKSolver(), threads: threads).runWithPayments()
  }

  /// What the winners pay by name, exactly.
  static func prices(_ auction: Auction, _ rule: PaymentRule) throws -> [String: String] {
    let result = try run(auction, rule)
    return Dictionary(
      uniqueKeysWithValues: zip(result.payments.winners, result.payments.exactPrices).map {
        (auction.bidders[$0.0].name, $0.1)
      })
  }
}
