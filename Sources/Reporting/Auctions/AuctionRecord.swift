// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// What an auction came to: the answer of the command and `results.json`, and what its report shows beside.
///
/// Money is in units of the currency, as exact decimals. Demands of coalitions, lots, bidders and the course of the rounds
/// aren't encoded: they stand in `certificate.json`, `lots.csv`, `bids.csv` and `log.json`.
public struct AuctionRecord: Encodable, Sendable {
  /// The schema that `results.json` names.
  public static let schema = "orbitshare-auction/1"

  /// The schema of this record.
  public let schema = AuctionRecord.schema
  /// What the auction is called.
  public var title: String
  /// What the file says beside.
  public var note: String?
  /// Where lots, bids and results come from.
  public var source: String?
  /// Why the auction could not be held as the law stands, where that is so.
  public var counterfactual: String?
  /// The code of the currency; empty where the file names none.
  public var currency: String
  /// The decimals of the currency.
  public var decimals: Int
  /// The word for the format.
  public var format: String
  /// The rule of payments, where the format has one.
  public var payments: String?
  /// How reserve prices work.
  public var reserves: String
  /// `optimal`, `feasible` or `closed`.
  public var status: String
  /// What the winners' packages are worth by what the file states: its bids, or where it states values those.
  public var welfare: Decimal
  /// What `welfare` is counted by: `bids` or `values`.
  public var welfareBy = "bids"
  /// What the winners bid for them, where bids were made of values; nil otherwise.
  public var offered: Decimal?
  /// No winners are worth more; nil where nothing is claimed.
  public var bound: Decimal?
  /// What all pay together.
  public var revenue: Decimal
  /// What a buyer pays for what is given up; nil for other formats.
  public var cost: Decimal?
  /// Whether no other winners are worth as much; nil where nothing is claimed.
  public var unique: Bool?
  /// The same with the case in which a limit left it open.
  public var uniqueness: String?
  /// Who won.
  public var winners: [Winner]
  /// What is left.
  public var unsold: [Unsold]
  /// Bids that never took part.
  public var rejected: [Rejected]
  /// Whether anybody could object to the payments; nil where it wasn't checked.
  public var core: Core?
  /// What the core asks winners outside a coalition to pay together, as far as the payments needed it.
  public var demands: [Demand]
  /// What became of each network where positions are bought back; nil for other formats.
  public var networks: [Network]?
  /// How often each bid is served over all orders of a lottery; nil for other formats, and with too many bidders.
  public var odds: Odds?
  /// How many rounds there were; nil without rounds.
  public var rounds: Int?
  /// The closing price of a unit by lot, where lots have prices.
  public var prices: [String: Decimal]?
  /// What is sold.
  public var lots: [Lot]
  /// Who bids.
  public var bidders: [Bidder]
  /// What happened round by round.
  public var course: [Round]
  /// What the format tells beyond winners and payments, one sentence each; nil where it tells nothing.
  public var remarks: [String]?
  /// What was assumed, one sentence each.
  public var assumptions: [String]

  /// Makes a record of an outcome of which nothing is known beyond what it is worth; the rest is filled in after.
  public init(
    title: String, currency: String, decimals: Int, format: String, reserves: String, status: String,
    welfare: Decimal, revenue: Decimal
  ) {
    self.title = title
    self.currency = currency
    self.decimals = decimals
    self.format = format
    self.reserves = reserves
    self.status = status
    self.welfare = welfare
    self.revenue = revenue
    winners = []
    unsold = []
    rejected = []
    demands = []
    lots = []
    bidders = []
    course = []
    assumptions = []
  }
}

extension AuctionRecord {
  private enum CodingKeys: String, CodingKey {
    case schema, title, note, source, counterfactual, currency, decimals, format, payments, reserves, status, welfare
    case offered, bound, revenue, cost, unique, uniqueness, winners, networks, odds, unsold, rejected, core, rounds,
      prices
    case remarks, assumptions
    case welfareBy = "welfare_by"
  }

  /// Somebody who won something, or pays for bids that were taken back.
  public struct Winner: Encodable, Hashable, Sendable {
    /// The bidder's name.
    public var bidder: String
    /// What is held: names of lots, with `*2` where there are several units.
    public var items: [String]
    /// What was bid for it.
    public var bid: Decimal
    /// What is paid after the credit, with what is paid for particular places.
    public var payment: Decimal
    /// Before the credit.
    public var price: Decimal
    /// What taking part cost the others; nil where it wasn't computed.
    public var vcgPrice: Decimal?
    /// The price before it was rounded up to a minor unit, in minor units.
    public var exactPrice: String?
    /// Identifiers of the bids that won.
    public var bids: [String]
    /// What is paid for bids that were taken back.
    public var withdrawalPayment: Decimal?
    /// Particular places by lot; nil where none were assigned.
    public var places: [String: [Int]]?
    /// What of the payment is for particular places; nil where none were assigned.
    public var placePayment: Decimal?

    /// Makes one.
    public init(
      bidder: String, items: [String], bid: Decimal, payment: Decimal, price: Decimal, vcgPrice: Decimal? = nil,
      exactPrice: String? = nil, bids: [String] = [], withdrawalPayment: Decimal? = nil,
      places: [String: [Int]]? = nil, placePayment: Decimal? = nil
    ) {
      self.bidder = bidder
      self.items = items
      self.bid = bid
      self.payment = payment
      self.price = price
      self.vcgPrice = vcgPrice
      self.exactPrice = exactPrice
      self.bids = bids
      self.withdrawalPayment = withdrawalPayment
      self.places = places
      self.placePayment = placePayment
    }
  }

  /// Units of a lot that nobody holds.
  public struct Unsold: Encodable, Hashable, Sendable {
    /// The name of the lot.
    public var item: String
    /// How many units.
    public var units: Int
    /// Why.
    public var reason: String
    /// What follows from it.
    public var consequence: String

    /// Makes one.
    public init(item: String, units: Int, reason: String, consequence: String) {
      self.item = item
      self.units = units
      self.reason = reason
      self.consequence = consequence
    }
  }

  /// A bid that never took part.
  public struct Rejected: Encodable, Hashable, Sendable {
    /// The bid's identifier.
    public var bid: String
    /// The bidder's name.
    public var bidder: String
    /// What was offered.
    public var amount: Decimal
    /// Why.
    public var reason: String

    /// Makes one.
    public init(bid: String, bidder: String, amount: Decimal, reason: String) {
      self.bid = bid
      self.bidder = bidder
      self.amount = amount
      self.reason = reason
    }
  }
}
