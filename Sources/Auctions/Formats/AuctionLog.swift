// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What was done in an auction of several rounds, and what came of it.
///
/// The acts alone determine the rest: carried out again by the same rules they give the same events and the same outcome.
public struct AuctionLog: Hashable, Sendable {
  /// The kind of auction, in the word that auction files use, such as `clock`.
  public var format: String
  /// The rounds, in order.
  public var rounds: [Round]

  /// Makes a log.
  public init(format: String, rounds: [Round] = []) {
    self.format = format
    self.rounds = rounds
  }

  /// One round.
  public struct Round: Hashable, Sendable {
    /// Its number, from 1, counted through all phases.
    public var number: Int
    /// The phase that it belongs to, such as `supplementary`; empty where the format has one phase.
    public var phase: String
    /// What the bidders did, in the order in which it was submitted.
    public var acts: [Act]
    /// What came of it, in the order of the rules.
    public var events: [Event]

    /// Makes a round.
    public init(number: Int, phase: String = "", acts: [Act], events: [Event] = []) {
      self.number = number
      self.phase = phase
      self.acts = acts
      self.events = events
    }
  }

  /// What a bidder did.
  public struct Act: Hashable, Sendable {
    /// What kinds of acts there are. A format knows some of them.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
      /// An amount for a lot, or for the right that is on sale where no lot is named.
      case bid
      /// Taking back a standing bid.
      case withdraw
      /// Keeping one's eligibility without bidding.
      case waive
      /// Letting one's eligibility be reduced where a waiver would keep it.
      case reduce
      /// The package that is wanted at the prices of the round.
      case demand
      /// An amount for a package, all or nothing.
      case offer
      /// An amount for particular places within a lot of like units.
      case prefer
      /// Which lot is taken with a right.
      case choose
      /// Leaving: the auction where no lot is named, else the lot.
      case exit
    }

    /// Index of the bidder.
    public var bidder: Int
    /// What was done.
    public var kind: Kind
    /// The lots concerned, ascending, each once.
    public var package: [LotQuantity]
    /// The money concerned, in minor units.
    public var amount: Int?
    /// At which price between that of the last round (0) and that of this round (1000) it is meant; nil for 1000.
    public var pointThousandths: Int?
    /// Places within a lot of like units, from 1, ascending.
    public var places: [Int]

    /// Makes an act.
    public init(
      bidder: Int, kind: Kind, package: [LotQuantity] = [], amount: Int? = nil, pointThousandths: Int? = nil,
      places: [Int] = []
    ) {
      self.bidder = bidder
      self.kind = kind
      self.package = package
      self.amount = amount
      self.pointThousandths = pointThousandths
      self.places = places
    }
  }

  /// What came of a round.
  public struct Event: Hashable, Sendable {
    /// What kinds of events there are.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
      /// An act counts.
      case accepted
      /// An act counts in part: so much of it as `package` says.
      case partlyAccepted = "partly-accepted"
      /// An act doesn't count; the event says why.
      case rejected
      /// What was to be known of a round without acts: the units of the lots that are wanted by all together.
      case demand
      /// The price of a lot in the next round.
      case price
      /// Somebody's bid stands.
      case standing
      /// A standing bid was taken back.
      case withdrawn
      /// What taking back a bid costs.
      case withdrawalPayment = "withdrawal-payment"
      /// A waiver was used.
      case waiver
      /// A bidder's eligibility became less.
      case eligibility
      /// A stage of the activity rule begins; `points` is its number.
      case stage
      /// Somebody left.
      case exit
      /// A right or a lot passes to somebody, before the auction is closed.
      case awarded
      /// Somebody's places within a lot.
      case assigned
      /// The auction, or its phase, is closed.
      case closed
      /// What somebody has won, and the price before credits.
      case won
      /// What nobody has won.
      case unsold
    }

    /// What happened.
    public var kind: Kind
    /// Index of the act in the round that it answers, if it answers one.
    public var act: Int?
    /// Index of the bidder, if it is about one.
    public var bidder: Int?
    /// The lots concerned, ascending.
    public var package: [LotQuantity]
    /// The money concerned, in minor units.
    public var amount: Int?
    /// The points concerned, or the number of a stage or of waivers left.
    public var points: Int?
    /// Places within a lot of like units, from 1, ascending.
    public var places: [Int]
    /// Why an act was rejected or accepted in part, or a waiver used.
    public var reason: Reason?

    /// Makes an event.
    public init(
      _ kind: Kind, act: Int? = nil, bidder: Int? = nil, package: [LotQuantity] = [], amount: Int? = nil,
      points: Int? = nil, places: [Int] = [], reason: Reason? = nil
    ) {
      self.kind = kind
      self.act = act
      self.bidder = bidder
      self.package = package
      self.amount = amount
      self.points = points
      self.places = places
      self.reason = reason
    }
  }
}
