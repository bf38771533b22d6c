// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Auctions
import Foundation
import Reporting

extension AuctionRecord {
  /// The record of what an auction came to.
  init(document: AuctionDocument, result: AuctionResult) {
    let auction = result.bids
    let names = AuctionNames(auction)
    self.init(
      title: auction.title, currency: auction.currency.code, decimals: auction.currency.decimals,
      format: document.format.kind.rawValue, reserves: auction.reserveRule.rawValue, status: result.status.rawValue,
      welfare: names.money(result.welfare), revenue: names.money(result.revenue))
    note = document.note
    source = document.source
    counterfactual = document.counterfactual
    payments = document.paysByRule ? document.payments.rawValue : nil
    welfareBy = document.statesValues && !document.auction.bids.isEmpty ? "values" : "bids"
    offered = result.offered.map(names.money)
    bound = result.welfareBound.map(names.money)
    cost = result.cost.map(names.money)
    unique = result.uniqueness.map { $0 == .unique }
    uniqueness = result.uniqueness?.rawValue
    winners = Self.winners(of: result, names)
    unsold = result.unsold.map {
      Unsold(
        item: auction.lots[$0.lot].name, units: $0.units, reason: $0.reason.rawValue,
        consequence: $0.consequence(for: auction.lots))
    }
    rejected = result.rejected.map {
      let bid = auction.bids[$0.bid]
      return Rejected(
        bid: bid.identifier, bidder: names.bidder(bid.bidder), amount: names.money(bid.amount),
        reason: $0.reason.rawValue)
    }
    core = result.core.map { finding in
      Core(
        holds: finding.isInCore, blockedBy: finding.blockedBy.map { $0.members.map(names.bidder) },
        offer: finding.blockedBy.map { names.money($0.offer) }, gain: finding.blockedBy.map { names.money($0.gain) },
        overcharged: finding.overcharged.isEmpty ? nil : finding.overcharged.map(names.bidder),
        belowReserve: finding.belowFloor.isEmpty ? nil : finding.belowFloor.map(names.bidder))
    }
    demands = (result.payments?.cuts ?? []).map {
      Demand(
        coalition: $0.coalition.map(names.sideOf), payers: $0.payers.map(names.bidder), least: names.money($0.bound))
    }
    let priced = zip(auction.lots, result.lotPrices).compactMap { lot, price in
      price.map { (lot.name, names.money($0)) }
    }
    prices = priced.isEmpty ? nil : Dictionary(priced, uniquingKeysWith: { first, _ in first })
    lots = Self.lots(of: result, names)
    bidders = auction.bidders.indices.map { index in
      let own = auction.bids.filter { $0.bidder == index }
      let made = result.log.map { AuctionCourse.bids(of: index, in: $0) } ?? (own.count, own.map(\.amount).max())
      let bidder = auction.bidders[index]
      return Bidder(
        name: bidder.name, administration: bidder.administration, group: bidder.group, bids: made.0,
        greatestBid: made.1.map(names.money))
    }
    networks = result.networks.map { $0.map { Network($0, names) } }
    odds = result.odds.map { Odds($0, names) }
    rounds = result.log?.rounds.count
    course = result.log.map { log in log.rounds.map { AuctionCourse(names: names).round($0) } } ?? []
    remarks = result.remarks.isEmpty ? nil : result.remarks
    assumptions = result.assumptions
  }

  private static func winners(of result: AuctionResult, _ names: AuctionNames) -> [Winner] {
    let paid = result.payments
    return result.winners.map { winner in
      let place = paid?.winners.firstIndex(of: winner.bidder)
      return Winner(
        bidder: names.bidder(winner.bidder), items: names.items(winner.package), bid: names.money(winner.bid),
        payment: names.money(winner.payment), price: names.money(winner.price),
        vcgPrice: place.flatMap { paid?.vickreyPrices.isEmpty == false ? paid?.vickreyPrices[$0] : nil }.map(
          names.money),
        exactPrice: place.flatMap { paid?.exactPrices[$0] }.flatMap { $0.contains("/") ? $0 : nil },
        bids: winner.bids.map { names.auction.bids[$0].identifier },
        withdrawalPayment: winner.withdrawalPayment > 0 ? names.money(winner.withdrawalPayment) : nil,
        places: winner.places.isEmpty
          ? nil
          : Dictionary(
            winner.places.map { (names.auction.lots[$0.lot].name, $0.places) }, uniquingKeysWith: { first, _ in first }),
        placePayment: winner.places.isEmpty ? nil : names.money(winner.placePayment))
    }
  }

  private static func lots(of result: AuctionResult, _ names: AuctionNames) -> [Lot] {
    names.auction.lots.enumerated().map { index, lot in
      Lot(
        name: lot.name, supply: lot.supply, reserve: names.money(lot.reserve),
        positionDeg: lot.longitudeMilliDegrees.map { Decimal($0) / 1000 }, band: lot.band,
        bringIntoUse: lot.bringingIntoUse, holders: names.holders(of: index, in: result))
    }
  }
}

extension AuctionResult.Network {
  /// What became of it, in a word.
  var outcome: String {
    switch fate {
    case .bought: "bought"
    case .stays: "stays"
    case .withoutPlace: "without-place"
    case .undecided: "undecided"
    }
  }

  /// What is paid for it, in minor units; nil where it isn't bought.
  var price: Int? {
    if case .bought(let price) = fate { return price }
    return nil
  }
}

extension AuctionRecord.Network {
  init(_ network: AuctionResult.Network, _ names: AuctionNames) {
    self.init(
      network: network.name, holder: names.bidder(network.holder),
      positions: network.positions.map { names.auction.lots[$0].name }, outcome: network.outcome,
      place: network.place.map { names.auction.lots[$0].name }, price: network.price.map(names.money))
  }
}

extension AuctionRecord.Odds {
  init(_ odds: LotLottery.Odds, _ names: AuctionNames) {
    self.init(
      orders: odds.orders,
      bids: names.auction.bids.enumerated().map { index, bid in
        Bid(
          bid: bid.identifier, bidder: names.bidder(bid.bidder), items: names.items(bid.package),
          served: odds.served[index])
      })
  }
}

/// The names of an auction's bidders and lots, and its money.
struct AuctionNames {
  let auction: Auction

  init(_ auction: Auction) { self.auction = auction }

  func bidder(_ index: Int) -> String { auction.bidders[index].name }

  /// A member of a coalition, of which the seller may be one where it bids the reserves.
  func sideOf(_ index: Int) -> String { auction.bidders.indices.contains(index) ? bidder(index) : "(seller)" }

  /// Names of lots, with the number of units where there are several: `A*2`.
  func items(_ package: [LotQuantity]) -> [String] {
    package.map { auction.lots[$0.lot].name + ($0.units > 1 ? "*\($0.units)" : "") }
  }

  /// Who holds units of a lot in the end, with the number of units where there are several. Where positions are bought back
  /// these are the holders that stay, once for each network.
  func holders(of lot: Int, in result: AuctionResult) -> [String] {
    if let networks = result.networks { return networks.filter { $0.place == lot }.map { bidder($0.holder) } }
    return result.winners.flatMap { winner in
      winner.package.filter { $0.lot == lot }.map { bidder(winner.bidder) + ($0.units > 1 ? "*\($0.units)" : "") }
    }
  }

  func money(_ amount: Int) -> Decimal { Decimal(amount) / Decimal(auction.currency.minorUnits) }
}

extension AuctionDocument {
  /// Whether a rule of payments says what winners pay; other formats have prices of their own.
  var paysByRule: Bool { [.sealed, .sealedSingleLot, .combinatorialClock].contains(format.kind) }
}
