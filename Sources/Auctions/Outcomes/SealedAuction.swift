// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

/// An auction by sealed bids, from the bids to what is paid.
public struct SealedAuction: Sendable {
  /// The auction.
  public var auction: Auction
  /// What winners pay.
  public var payments: PaymentRule
  /// Determines winners.
  public var determination: WinnerDetermination

  /// Makes a sealed auction.
  ///
  /// - Parameters:
  ///   - auction: What is sold, to whom, and the bids.
  ///   - payments: What winners pay.
  ///   - solver: Solves the parts that are too large for an own search.
  ///   - threads: How many searches may run side by side; it changes no answer.
  public init(auction: Auction, payments: PaymentRule, solver: any Solver, threads: Int = 1) {
    self.auction = auction
    self.payments = payments
    determination = WinnerDetermination(solver: solver, threads: threads)
  }

  /// Determines winners and payments.
  ///
  /// - Returns: The outcome. Where the search for winners ends at its limit, they pay what they bid under any rule, and
  ///   `isOptimal` is false.
  /// - Throws: `AuctionFault` for a mistake in the statement, or where a payment's search reached its limit.
  public func run() throws -> AuctionOutcome {
    try runWithPayments().outcome
  }

  /// The same with how the payments came about.
  public func runWithPayments() throws -> (outcome: AuctionOutcome, payments: PaymentResult) {
    let offers = try AuctionOffers(auction: auction)
    let winning = try determination.solve(offers.problem)
    let rule = winning.isOptimal ? payments : .firstPrice
    let paid = try Payments(determination: determination).compute(
      auction, offers: offers, accepted: winning.offers, rule: rule)
    return (outcome(offers, winning, paid), paid)
  }

  private func outcome(_ offers: AuctionOffers, _ winning: WinningSet, _ paid: PaymentResult) -> AuctionOutcome {
    let bids = winning.offers.filter { $0 < auction.bids.count }
    let winners = zip(paid.winners, paid.prices).map { bidder, price in
      let own = bids.filter { auction.bids[$0].bidder == bidder }
      return AuctionOutcome.Winner(
        bidder: bidder, bids: own, package: Auction.sum(of: own.map { auction.bids[$0].package }),
        bid: own.reduce(0) { $0 + auction.bids[$1].amount }, price: price,
        payment: price - auction.bidders[bidder].discount(on: price))
    }
    var left = auction.lots.map(\.supply)
    for winner in winners {
      for quantity in winner.package { left[quantity.lot] -= quantity.units }
    }
    let welfare = winners.reduce(0) { $0 + $1.bid }
    var outcome = AuctionOutcome(
      winners: winners, welfare: welfare, welfareBound: welfare + winning.bound - winning.value,
      unsold: left.enumerated().filter { $0.element > 0 }.map { LotQuantity(lot: $0.offset, units: $0.element) },
      uniqueness: winning.uniqueness, rejected: offers.rejected)
    outcome.restsOnSolver = winning.restsOnSolver
    outcome.isFirstOfTies = winning.isFirstOfTies
    return outcome
  }
}

extension Bidder {
  /// What the bidding credit takes off a price, in minor units: the share rounded down, capped.
  public func discount(on price: Int) -> Int {
    let share = Int(Int128(max(0, price)) * Int128(creditThousandths) / 1000)
    return min(greatestDiscount ?? .max, share)
  }
}

extension Auction {
  /// What several packages have together, lots ascending.
  public static func sum(of packages: [[LotQuantity]]) -> [LotQuantity] {
    var units: [Int: Int] = [:]
    for package in packages {
      for quantity in package { units[quantity.lot, default: 0] += quantity.units }
    }
    return units.sorted { $0.key < $1.key }.map { LotQuantity(lot: $0.key, units: $0.value) }
  }
}
