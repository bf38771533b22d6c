// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A log with the names of an auction in place of indexes, and money in units of its currency, as files keep it.
public struct AuctionLogDocument: Hashable, Sendable, Encodable {
  /// The schema that the first line of a file names.
  public static let schema = "auction-log/1"

  /// The schema.
  public let orbitshare: String
  /// The kind of auction.
  public let format: String
  /// The rounds.
  public let rounds: [Round]

  /// One round.
  public struct Round: Hashable, Sendable, Encodable {
    /// Its number, from 1.
    public let round: Int
    /// The phase; nil where the format has one.
    public let phase: String?
    /// What was done.
    public let acts: [Act]
    /// What came of it.
    public let events: [Event]
  }

  /// What a bidder did.
  public struct Act: Hashable, Sendable, Encodable {
    /// The name of the bidder.
    public let bidder: String
    /// What was done.
    public let act: String
    /// Units by name of the lot.
    public let lots: [String: Int]?
    /// The money concerned.
    public let amount: Decimal?
    /// Between the price of the last round (0) and that of this round (1).
    public let point: Decimal?
    /// Places, from 1.
    public let places: [Int]?
  }

  /// What came of a round.
  public struct Event: Hashable, Sendable, Encodable {
    /// What happened.
    public let event: String
    /// The number of the act in the round, from 1.
    public let act: Int?
    /// The name of the bidder.
    public let bidder: String?
    /// Units by name of the lot.
    public let lots: [String: Int]?
    /// The money concerned.
    public let amount: Decimal?
    /// The points concerned.
    public let points: Int?
    /// Places, from 1.
    public let places: [Int]?
    /// Why.
    public let reason: String?
  }

  /// Writes a log in the names of an auction. Indexes that the auction doesn't have are written as numbers after `#`.
  public init(_ log: AuctionLog, of auction: Auction) {
    let names = Names(auction)
    orbitshare = Self.schema
    format = log.format
    rounds = log.rounds.map { round in
      Round(
        round: round.number, phase: round.phase.isEmpty ? nil : round.phase,
        acts: round.acts.map { act in
          Act(
            bidder: names.bidder(act.bidder), act: act.kind.rawValue, lots: names.lots(act.package),
            amount: act.amount.map(names.money), point: act.pointThousandths.map { Decimal($0) / 1000 },
            places: act.places.isEmpty ? nil : act.places)
        },
        events: round.events.map { event in
          Event(
            event: event.kind.rawValue, act: event.act.map { $0 + 1 }, bidder: event.bidder.map(names.bidder),
            lots: names.lots(event.package), amount: event.amount.map(names.money), points: event.points,
            places: event.places.isEmpty ? nil : event.places, reason: event.reason?.rawValue)
        })
    }
  }

  private struct Names {
    let auction: Auction
    init(_ auction: Auction) { self.auction = auction }

    func bidder(_ index: Int) -> String {
      auction.bidders.indices.contains(index) ? auction.bidders[index].name : "#\(index + 1)"
    }

    func lots(_ package: [LotQuantity]) -> [String: Int]? {
      if package.isEmpty { return nil }
      var units: [String: Int] = [:]
      for part in package {
        let name = auction.lots.indices.contains(part.lot) ? auction.lots[part.lot].name : "#\(part.lot + 1)"
        units[name, default: 0] += part.units
      }
      return units
    }

    func money(_ amount: Int) -> Decimal {
      Decimal(amount) / Decimal(auction.currency.minorUnits)
    }
  }
}

extension AuctionLog {
  /// The log as a JSON text: keys sorted, rounds, acts and events in their order, the same bytes for the same log.
  ///
  /// - Throws: Nothing in practice; encoding has no values that JSON can't hold.
  public func json(of auction: Auction) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(AuctionLogDocument(self, of: auction)), as: UTF8.self) + "\n"
  }
}
