// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Auctions
import Foundation

/// What `auction --json -` answers, and the most of `results.json`: money in units of the currency, exactly.
struct AuctionAnswer: Encodable {
  struct Winner: Encodable {
    var bidder: String
    var items: [String]
    var bid: Decimal
    var payment: Decimal
    /// Before the credit, where it differs from the payment.
    var price: Decimal
    var bids: [String]
    var withdrawalPayment: Decimal?
  }

  struct Unsold: Encodable {
    var item: String
    var units: Int
    var reason: String
    var consequence: String
  }

  struct Rejected: Encodable {
    var bid: String
    var bidder: String
    var reason: String
  }

  struct Core: Encodable {
    var holds: Bool
    var blockedBy: [String]?
    var offer: Decimal?
    var gain: Decimal?
    var overcharged: [String]?
    var belowReserve: [String]?
  }

  let schema = "orbitshare-auction/1"
  var title: String
  var currency: String
  var decimals: Int
  var format: String
  var payments: String?
  var reserves: String
  var status: String
  var welfare: Decimal
  var bound: Decimal?
  var revenue: Decimal
  var cost: Decimal?
  var unique: Bool?
  var uniqueness: String?
  var winners: [Winner]
  var unsold: [Unsold]
  var rejected: [Rejected]
  var core: Core?
  var rounds: Int?
  /// The closing price of a unit by lot, where lots have prices.
  var prices: [String: Decimal]?
  var assumptions: [String]
  var counterfactual: String?

  init(document: AuctionDocument, result: AuctionResult) {
    let auction = result.bids
    let names = AuctionNames(auction)
    title = auction.title
    currency = auction.currency.code
    decimals = auction.currency.decimals
    format = document.format.kind.rawValue
    payments = document.paysByRule ? document.payments.rawValue : nil
    reserves = auction.reserveRule.rawValue
    status = result.status.rawValue
    welfare = names.money(result.welfare)
    bound = result.welfareBound.map(names.money)
    revenue = names.money(result.revenue)
    cost = result.cost.map(names.money)
    unique = result.uniqueness.map { $0 == .unique }
    uniqueness = result.uniqueness?.rawValue
    winners = result.winners.map { winner in
      Winner(
        bidder: names.bidder(winner.bidder), items: names.items(winner.package), bid: names.money(winner.bid),
        payment: names.money(winner.payment), price: names.money(winner.price),
        bids: winner.bids.map { auction.bids[$0].identifier },
        withdrawalPayment: winner.withdrawalPayment > 0 ? names.money(winner.withdrawalPayment) : nil)
    }
    unsold = result.unsold.map {
      Unsold(
        item: auction.lots[$0.lot].name, units: $0.units, reason: $0.reason.rawValue,
        consequence: $0.consequence(for: auction.lots))
    }
    rejected = result.rejected.map {
      Rejected(
        bid: auction.bids[$0.bid].identifier, bidder: names.bidder(auction.bids[$0.bid].bidder),
        reason: $0.reason.rawValue)
    }
    core = result.core.map { finding in
      Core(
        holds: finding.isInCore, blockedBy: finding.blockedBy.map { $0.members.map(names.bidder) },
        offer: finding.blockedBy.map { names.money($0.offer) }, gain: finding.blockedBy.map { names.money($0.gain) },
        overcharged: finding.overcharged.isEmpty ? nil : finding.overcharged.map(names.bidder),
        belowReserve: finding.belowFloor.isEmpty ? nil : finding.belowFloor.map(names.bidder))
    }
    rounds = result.log?.rounds.count
    let priced = zip(auction.lots, result.lotPrices).compactMap { lot, price in
      price.map { (lot.name, names.money($0)) }
    }
    prices = priced.isEmpty ? nil : Dictionary(priced, uniquingKeysWith: { first, _ in first })
    assumptions = result.assumptions
    counterfactual = document.counterfactual
  }
}

extension AuctionDocument {
  /// Whether a rule of payments says what winners pay; other formats have prices of their own.
  var paysByRule: Bool { [.sealed, .sealedSingleLot, .combinatorialClock].contains(format.kind) }
}

/// The names of an auction's bidders and lots, and its money.
struct AuctionNames {
  let auction: Auction

  init(_ auction: Auction) { self.auction = auction }

  func bidder(_ index: Int) -> String { auction.bidders[index].name }

  /// Names of lots, with the number of units where there are several: `A*2`.
  func items(_ package: [LotQuantity]) -> [String] {
    package.map { auction.lots[$0.lot].name + ($0.units > 1 ? "*\($0.units)" : "") }
  }

  func money(_ amount: Int) -> Decimal { Decimal(amount) / Decimal(auction.currency.minorUnits) }
}
