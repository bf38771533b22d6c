// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination

/// The simultaneous multiple-round ascending auction: all lots open together, with standing bids, until nobody bids any more.
///
/// Used by the Federal Communications Commission since 1994; analysed by Milgrom 2000 (doi:10.1086/262118) and Cramton 1997
/// (doi:10.1111/j.1430-9134.1997.00431.x). Lots have one unit each. Where lots conflict, or a limit binds bidders together,
/// the bids that stand after a round are those, among the standing and the new ones, that are worth the most together; the
/// others lapse. So what stands can always be held together.
public struct SimultaneousAscending: RoundMachine {
  /// A bid that stands.
  public struct Standing: Hashable, Sendable {
    /// Index of the bidder.
    public var bidder: Int
    /// What is offered, in minor units.
    public var amount: Int
  }

  /// A bid that was taken back.
  public struct Withdrawal: Hashable, Sendable {
    /// Index of the bidder.
    public var bidder: Int
    /// Index of the lot.
    public var lot: Int
    /// What was offered, in minor units.
    public var amount: Int
    /// In which round.
    public var round: Int
  }

  /// Chooses the offers that stand together; needed only where lots conflict or limits bind bidders together.
  public typealias StandingChoice = @Sendable (WinnerProblem) throws -> WinningSet

  /// What is sold, to whom.
  public let auction: Auction
  /// The parameters.
  public let rules: SimultaneousAscendingRules
  /// The seed of the lots that break ties between equal new bids.
  public let seed: Int
  /// What was done so far.
  public internal(set) var log: AuctionLog
  /// The standing bid of every lot.
  public internal(set) var standing: [Standing?]
  /// The least amount that is taken for every lot, in minor units.
  public internal(set) var asks: [Int]
  /// The step from one amount to the next for every lot, in minor units.
  public internal(set) var steps: [Int]
  /// Eligibility points of every bidder; nil for no limit.
  public internal(set) var eligibility: [Int?]
  /// Waivers left of every bidder.
  public internal(set) var waiversLeft: [Int]
  /// In how many rounds every bidder has withdrawn.
  public internal(set) var withdrawalRounds: [Int]
  /// Bids taken back, in the order of the rounds.
  public internal(set) var withdrawals: [Withdrawal] = []
  /// The stage of the activity rule, from 0.
  public internal(set) var stage = 0
  /// Whether no further round takes place.
  public internal(set) var isClosed = false

  /// All amounts received for every lot that weren't withdrawn.
  var received: [[Standing]]
  var quietRounds = 0
  let holdingRules: HoldingRules
  let choice: StandingChoice

  /// There is one phase.
  public var phase: String { "" }

  /// Opens an auction.
  ///
  /// - Parameters:
  ///   - auction: What is sold, to whom; its bids aren't looked at.
  ///   - rules: The parameters.
  ///   - seed: The seed of the lots that break ties.
  ///   - choice: Chooses which offers stand together where lots conflict or limits bind bidders together.
  /// - Throws: `RoundsFault` where a lot has several units.
  public init(
    auction: Auction, rules: SimultaneousAscendingRules, seed: Int, choice: @escaping StandingChoice
  ) throws(RoundsFault) {
    if let lot = auction.lots.first(where: { $0.supply != 1 }) { throw .severalUnits(lot: lot.name) }
    self.auction = auction
    self.rules = rules
    self.seed = seed
    self.choice = choice
    holdingRules = HoldingRules(auction)
    log = AuctionLog(format: AuctionFormat.Kind.simultaneousAscending.rawValue)
    standing = Array(repeating: nil, count: auction.lots.count)
    asks = auction.lots.map { max($0.reserve, rules.leastIncrement, 1) }
    steps = asks.map {
      WholeMoney.increment($0, thousandths: rules.incrementThousandths, least: rules.leastIncrement)
    }
    received = Array(repeating: [], count: auction.lots.count)
    eligibility = auction.bidders.map(\.eligibilityPoints)
    waiversLeft = Array(repeating: rules.waivers, count: auction.bidders.count)
    withdrawalRounds = Array(repeating: 0, count: auction.bidders.count)
  }

  /// Opens an auction in which standing bids are chosen by winner determination.
  ///
  /// - Parameters:
  ///   - auction: What is sold, to whom; its bids aren't looked at.
  ///   - rules: The parameters.
  ///   - seed: The seed of the lots that break ties.
  ///   - determination: Chooses which offers stand together.
  /// - Throws: `RoundsFault` where a lot has several units.
  public init(
    auction: Auction, rules: SimultaneousAscendingRules, seed: Int, determination: WinnerDetermination
  ) throws(RoundsFault) {
    try self.init(auction: auction, rules: rules, seed: seed) { try determination.solve($0) }
  }

  /// Units by lot with which a bidder stands.
  func held(by bidder: Int) -> [Int] { standing.map { $0?.bidder == bidder ? 1 : 0 } }

  /// What a bidder is bound to pay for the bids that stand, in minor units.
  func committed(by bidder: Int) -> Int {
    WholeMoney.sum(standing.compactMap { $0?.bidder == bidder ? $0?.amount : nil })
  }

  /// The lot that breaks ties: the greater, the better its luck.
  func luck(_ lot: Int, _ bidder: Int) -> UInt64 {
    SeededDraw(seed: seed).number(.lot, "\(nextRound)/\(auction.lots[lot].name)/\(auction.bidders[bidder].name)")
  }
}

/// What is wrong with an auction for its format.
public enum RoundsFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The format sells lots one by one.
  case severalUnits(lot: String)
  /// The auction isn't closed after the last round of its log.
  case notClosed(rounds: Int)
  /// The places of a lot can't be computed for so many bidders.
  case tooManyHolders(lot: String, count: Int, most: Int)

  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .severalUnits(let lot):
      "lot `\(lot)` has several units, and this format sells single ones; write a lot for each, or take the format `clock`"
    case .notClosed(let rounds):
      "the auction is still open after round \(rounds); add the rounds that follow to its log, or where it has none raise `increment` or `most-rounds`"
    case .tooManyHolders(let lot, let count, let most):
      "lot `\(lot)` has \(count) holders, and places are assigned to at most \(most); split it into categories"
    }
  }
}
