// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

/// What a file says about an auction: the auction itself, its format, what winners pay, and how bidders behave.
public struct AuctionDocument: Hashable, Sendable {
  /// What chance begins with.
  public struct Seeds: Hashable, Sendable {
    /// The seed of lots, draws and values that belong to the world.
    public var world: Int
    /// The seed of what bidders draw.
    public var bidders: Int

    /// Makes seeds.
    public init(world: Int = 1, bidders: Int = 1) {
      self.world = world
      self.bidders = bidders
    }
  }

  /// Which language the file is written in.
  public enum Language: String, Hashable, Sendable {
    /// The format of the Combinatorial Auction Test Suite.
    case cats
    /// The project's own.
    case yaml
  }

  /// The auction. Where `statesValues` is set, its bids are not offers but what packages are worth to the bidders.
  public var auction: Auction
  /// How bids become winners.
  public var format: AuctionFormat
  /// What winners pay.
  public var payments: PaymentRule
  /// How each bidder behaves, one a bidder.
  public var behaviours: [Behaviour]
  /// Whether each bidder thinks of later rights when it bids for one, one a bidder.
  public var looksAhead: [Bool]
  /// What bidders would give for particular places, where a round assigns them.
  public var preferences: [PlacePreference] = []
  /// Whether the file says what packages are worth, from which behaviours make bids, rather than what is offered.
  public var statesValues: Bool
  /// What chance begins with.
  public var seeds: Seeds
  /// Free text.
  public var note: String?
  /// Where lots, bids or results come from.
  public var source: String?
  /// Why the auction could not be held as the law stands, where that is so.
  public var counterfactual: String?
  /// The file with the acts of rounds to replay, if any, resolved against the document's own.
  public var roundsPath: String?
  /// What was assumed or changed in reading, one sentence each, for whoever reads the answer.
  public var assumptions: [String]
  /// The tables and logs beside the file that it was read with.
  public var tablePaths: [String] = []
  /// Which language it was written in.
  public var language: Language
  /// The path that it was read from; empty where it wasn't read.
  public var path: String

  /// Makes a document.
  public init(
    auction: Auction, format: AuctionFormat = .sealed, payments: PaymentRule = .firstPrice,
    behaviours: [Behaviour]? = nil, statesValues: Bool = false, seeds: Seeds = Seeds(), note: String? = nil,
    source: String? = nil, counterfactual: String? = nil, roundsPath: String? = nil, assumptions: [String] = [],
    language: Language = .yaml, path: String = ""
  ) {
    self.auction = auction
    self.format = format
    self.payments = payments
    self.behaviours = behaviours ?? Array(repeating: .straightforward, count: auction.bidders.count)
    looksAhead = Array(repeating: false, count: auction.bidders.count)
    self.statesValues = statesValues
    self.seeds = seeds
    self.note = note
    self.source = source
    self.counterfactual = counterfactual
    self.roundsPath = roundsPath
    self.assumptions = assumptions
    self.language = language
    self.path = path
  }
}

extension AuctionDocument {
  /// Reads a file of either language.
  ///
  /// - Throws: `InputNotFound`, or `BadInput` with every fault and its line.
  public static func read(path: String) throws -> AuctionDocument {
    AuctionInput.isCATS(path) ? try readCATS(path: path) : try readYAML(path: path)
  }

  /// Reads a file of the Combinatorial Auction Test Suite.
  ///
  /// - Throws: `InputNotFound`, or `BadInput` with every fault and its line.
  public static func readCATS(path: String) throws -> AuctionDocument {
    let file = try CATSFile.read(path: path)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let (auction, notes) = try file.auction(title: name, path: path)
    return AuctionDocument(auction: auction, assumptions: notes, language: .cats, path: path)
  }
}
