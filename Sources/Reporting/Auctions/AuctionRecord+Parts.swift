// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

extension AuctionRecord {
  /// A network where positions are bought back.
  public struct Network: Encodable, Hashable, Sendable {
    /// Its name: the first bid that states it.
    public var network: String
    /// Who holds it.
    public var holder: String
    /// Names of the lots at any of which it could be.
    public var positions: [String]
    /// `stays`, `bought`, `without-place` or `undecided`.
    public var outcome: String
    /// The name of the lot at which it stays; nil where it doesn't.
    public var place: String?
    /// What its holder is paid for it; nil where it isn't bought.
    public var price: Decimal?

    /// Makes one.
    public init(
      network: String, holder: String, positions: [String], outcome: String, place: String? = nil,
      price: Decimal? = nil
    ) {
      self.network = network
      self.holder = holder
      self.positions = positions
      self.outcome = outcome
      self.place = place
      self.price = price
    }
  }

  /// How often each bid is served over all orders of a lottery.
  public struct Odds: Encodable, Hashable, Sendable {
    /// A bid and in how many orders it is served.
    public struct Bid: Encodable, Hashable, Sendable {
      /// Its identifier.
      public var bid: String
      /// The bidder's name.
      public var bidder: String
      /// What it is for.
      public var items: [String]
      /// In how many orders it is served.
      public var served: Int

      /// Makes one.
      public init(bid: String, bidder: String, items: [String], served: Int) {
        self.bid = bid
        self.bidder = bidder
        self.items = items
        self.served = served
      }
    }

    /// How many orders there are.
    public var orders: Int
    /// Every bid.
    public var bids: [Bid]

    /// Makes them.
    public init(orders: Int, bids: [Bid]) {
      self.orders = orders
      self.bids = bids
    }
  }

  /// Whether any bidders could offer the seller more and be better off.
  public struct Core: Encodable, Hashable, Sendable {
    /// Whether nobody could object.
    public var holds: Bool
    /// The bidders who could offer more together; nil where there are none.
    public var blockedBy: [String]?
    /// What they could offer.
    public var offer: Decimal?
    /// How much more that is than what the seller gets.
    public var gain: Decimal?
    /// Who would pay more than was bid.
    public var overcharged: [String]?
    /// Who would pay less than the reserve.
    public var belowReserve: [String]?

    /// Makes one.
    public init(
      holds: Bool, blockedBy: [String]? = nil, offer: Decimal? = nil, gain: Decimal? = nil,
      overcharged: [String]? = nil, belowReserve: [String]? = nil
    ) {
      self.holds = holds
      self.blockedBy = blockedBy
      self.offer = offer
      self.gain = gain
      self.overcharged = overcharged
      self.belowReserve = belowReserve
    }
  }

  /// That some winners must pay so much together, because a coalition without them could offer it.
  public struct Demand: Hashable, Sendable {
    /// The coalition.
    public var coalition: [String]
    /// The winners outside it.
    public var payers: [String]
    /// What they pay together at least.
    public var least: Decimal

    /// Makes one.
    public init(coalition: [String], payers: [String], least: Decimal) {
      self.coalition = coalition
      self.payers = payers
      self.least = least
    }
  }

  /// Something that is sold, and who holds it.
  public struct Lot: Hashable, Sendable {
    /// The name.
    public var name: String
    /// How many units there are.
    public var supply: Int
    /// The least price of a unit; 0 for none.
    public var reserve: Decimal
    /// Longitude in degrees, east positive; nil where it is no position.
    public var positionDeg: Decimal?
    /// The band.
    public var band: String?
    /// The day by which it must be brought into use.
    public var bringIntoUse: String?
    /// Who holds units of it.
    public var holders: [String]

    /// Makes one.
    public init(
      name: String, supply: Int, reserve: Decimal, positionDeg: Decimal? = nil, band: String? = nil,
      bringIntoUse: String? = nil, holders: [String] = []
    ) {
      self.name = name
      self.supply = supply
      self.reserve = reserve
      self.positionDeg = positionDeg
      self.band = band
      self.bringIntoUse = bringIntoUse
      self.holders = holders
    }
  }

  /// Somebody who bids.
  public struct Bidder: Hashable, Sendable {
    /// The name.
    public var name: String
    /// Symbol of the administration, if any.
    public var administration: String?
    /// The group of companies, if any.
    public var group: String?
    /// How many bids were made.
    public var bids: Int
    /// The greatest bid; nil where there is none.
    public var greatestBid: Decimal?

    /// Makes one.
    public init(name: String, administration: String? = nil, group: String? = nil, bids: Int, greatestBid: Decimal?) {
      self.name = name
      self.administration = administration
      self.group = group
      self.bids = bids
      self.greatestBid = greatestBid
    }
  }

  /// A round of an auction in rounds.
  public struct Round: Hashable, Sendable {
    /// Its number, from 1.
    public var round: Int
    /// The phase; empty where the format has one.
    public var phase: String
    /// What happened, a sentence each.
    public var events: [String]
    /// Prices or standing bids after the round, by lot; lots of which nothing was said are left out.
    public var prices: [String: Decimal]

    /// Makes one.
    public init(round: Int, phase: String, events: [String], prices: [String: Decimal]) {
      self.round = round
      self.phase = phase
      self.events = events
      self.prices = prices
    }
  }
}
