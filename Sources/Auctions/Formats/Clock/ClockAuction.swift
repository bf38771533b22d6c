// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A clock auction: prices are announced, bidders say what they want at them, and the prices of what is wanted too much rise.
///
/// Ausubel, Cramton, Milgrom 2006 (The clock-proxy auction). A lot is too much wanted where more units are wanted than there
/// are. So is every wanted lot of a conflict or limit under which more is wanted than may be held. When nothing is
/// too much wanted the auction closes; what is wanted then can always be held together.
public struct ClockAuction: RoundMachine {
  /// What a round leaves for the rules of later rounds.
  public struct Record: Hashable, Sendable {
    /// The announced price of every lot, in minor units.
    public var prices: [Int]
    /// What every bidder asked for at these prices, in units by lot.
    public var requests: [[Int]]
    /// What every bidder holds to after the round, in units by lot.
    public var demands: [[Int]]
    /// Eligibility points in the round; nil for no limit.
    public var eligibilityBefore: [Int?]
    /// Eligibility points after the round; nil for no limit.
    public var eligibilityAfter: [Int?]
  }

  /// What is sold, to whom.
  public let auction: Auction
  /// The parameters.
  public let rules: ClockRules
  /// The seed of the lots that order changes at one price.
  public let seed: Int
  /// What was done so far.
  public internal(set) var log: AuctionLog
  /// The price of every lot at which the present demand holds, in minor units.
  public internal(set) var postedPrices: [Int]
  /// The price of every lot announced for the next round, in minor units.
  public internal(set) var clockPrices: [Int]
  /// What every bidder holds to, in units by lot.
  public internal(set) var demands: [[Int]]
  /// Eligibility points of every bidder; nil for no limit.
  public internal(set) var eligibility: [Int?]
  /// The rounds so far.
  public internal(set) var records: [Record] = []
  /// Whether no further round takes place.
  public internal(set) var isClosed = false
  /// Whether nothing is too much wanted; false in an auction that was ended by its number of rounds.
  public internal(set) var hasCleared = false

  let holdingRules: HoldingRules

  /// There is one phase.
  public var phase: String { "" }

  /// Opens an auction at the reserves.
  ///
  /// - Parameters:
  ///   - auction: What is sold, to whom; its bids aren't looked at.
  ///   - rules: The parameters.
  ///   - seed: The seed of the lots that order changes at one price.
  public init(auction: Auction, rules: ClockRules, seed: Int) {
    self.auction = auction
    self.rules = rules
    self.seed = seed
    holdingRules = HoldingRules(auction)
    log = AuctionLog(format: AuctionFormat.Kind.clock.rawValue)
    postedPrices = auction.lots.map(\.reserve)
    clockPrices = postedPrices
    demands = Array(repeating: Array(repeating: 0, count: auction.lots.count), count: auction.bidders.count)
    eligibility = auction.bidders.map(\.eligibilityPoints)
  }

  /// Units by lot that all want together.
  public var totalDemand: [Int] {
    demands.reduce(Array(repeating: 0, count: auction.lots.count)) { total, units in
      zip(total, units).map(+)
    }
  }

  /// The price of every lot at a point between the posted price (0) and the announced one (1000), rounded up.
  public func prices(atThousandths point: Int) -> [Int] {
    zip(postedPrices, clockPrices).map { $0 + WholeMoney.shareRoundedUp($1 - $0, point) }
  }

  /// Lots of which too much is wanted, by their own supply or within a conflict or limit.
  func overdemanded(_ demands: [[Int]]) -> Set<Int> {
    var lots: Set<Int> = []
    for lot in auction.lots.indices where demands.reduce(0, { $0 + $1[lot] }) > holdingRules.supply[lot] {
      lots.insert(lot)
    }
    for bound in holdingRules.bounds where holdingRules.load(bound, demands) > bound.most {
      for lot in bound.lots {
        let isWanted = demands.indices.contains { demands[$0][lot] > 0 && bound.bidders?.contains($0) ?? true }
        if isWanted { lots.insert(lot) }
      }
    }
    return lots
  }

  /// Who holds what at the posted prices.
  ///
  /// - Throws: `RoundsFault.notClosed` while the auction is open, and where it was ended with lots too much wanted.
  public func outcome() throws(RoundsFault) -> RoundsOutcome {
    guard isClosed, hasCleared else { throw .notClosed(rounds: log.rounds.count) }
    var accounts: [RoundsOutcome.Account] = []
    for (index, bidder) in auction.bidders.enumerated() where demands[index].contains(where: { $0 > 0 }) {
      let price = WholeMoney.cost(demands[index], postedPrices)
      accounts.append(
        .init(
          bidder: index, package: HoldingRules.package(demands[index]), price: price,
          payment: WholeMoney.payment(price, by: bidder)))
    }
    let total = totalDemand
    return RoundsOutcome(
      accounts: accounts, prices: total.indices.map { total[$0] > 0 ? postedPrices[$0] : nil },
      unsold: HoldingRules.package(zip(holdingRules.supply, total).map(-)), rounds: log.rounds.count)
  }
}
