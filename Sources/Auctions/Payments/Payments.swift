// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What winners pay, and how it came about.
public struct PaymentResult: Hashable, Sendable {
  /// Indexes of the bidders that won, ascending.
  public var winners: [Int]
  /// What each of them pays before any credit, in whole minor units, rounded up.
  public var prices: [Int]
  /// The same exactly, as `numerator/denominator` or a whole number.
  public var exactPrices: [String]
  /// The VCG price of each of them, or the reserve where it is a floor and more; empty for first price.
  public var vickreyPrices: [Int]
  /// The cuts of the core that were needed.
  public var cuts: [CoreCut]
  /// Rounds of separation.
  public var rounds: Int
  /// Whether a search for a coalition that blocks the whole prices ended and found none.
  public var isSeparated = false

  /// Makes a result.
  public init(
    winners: [Int], prices: [Int], exactPrices: [String], vickreyPrices: [Int] = [], cuts: [CoreCut] = [],
    rounds: Int = 0
  ) {
    self.winners = winners
    self.prices = prices
    self.exactPrices = exactPrices
    self.vickreyPrices = vickreyPrices
    self.cuts = cuts
    self.rounds = rounds
  }
}

/// That the winners outside a coalition must pay what the coalition could offer beyond what its own winners do.
public struct CoreCut: Hashable, Sendable {
  /// Bidders of the coalition, ascending.
  public var coalition: [Int]
  /// Winners that aren't in it, ascending.
  public var payers: [Int]
  /// What these must pay together, in minor units.
  public var bound: Int
  /// The bids that the coalition would have accepted, ascending; the bound follows from them.
  public var bids: [Int]

  /// Makes a cut.
  public init(coalition: [Int], payers: [Int], bound: Int, bids: [Int] = []) {
    self.coalition = coalition
    self.payers = payers
    self.bound = bound
    self.bids = bids
  }
}

/// Computes what winners pay.
public struct Payments: Sendable {
  /// Determines winners, for searches without a bidder and against coalitions.
  public var determination: WinnerDetermination

  /// Makes a computation of payments.
  public init(determination: WinnerDetermination) {
    self.determination = determination
  }

  /// What the winners of an auction pay before credits.
  ///
  /// - Parameters:
  ///   - auction: The auction.
  ///   - offers: The auction as a winner problem.
  ///   - accepted: The offers that win, ascending; they must be optimal.
  ///   - rule: The rule.
  /// - Returns: Prices in whole minor units, rounded up from exact ones; at least VCG and at most the bids.
  /// - Throws: `AuctionFault` where a search reached its limit.
  public func compute(
    _ auction: Auction, offers: AuctionOffers, accepted: [Int], rule: PaymentRule
  ) throws(AuctionFault) -> PaymentResult {
    var reduction = try ProblemReduction(offers.problem)
    if rule != .firstPrice { reduction.tighten(determination) }
    let game = CoalitionGame(
      reduction: reduction, accepted: accepted, seller: offers.seller, determination: determination)
    if rule == .firstPrice {
      return PaymentResult(winners: game.winners, prices: game.bids, exactPrices: game.bids.map(String.init))
    }
    var reference = try game.vickreyPrices()
    if auction.reserveRule == .floors {
      for (place, winner) in game.winners.enumerated() {
        let floor = accepted.reduce(0) { sum, offer in
          auction.bids[offer].bidder == winner ? sum + auction.reserve(of: auction.bids[offer].package) : sum
        }
        reference[place] = max(reference[place], floor)
      }
    }
    if rule == .vcg {
      return PaymentResult(
        winners: game.winners, prices: reference, exactPrices: reference.map(String.init), vickreyPrices: reference)
    }
    let result = try CorePayments(game: game, rule: rule, least: reference, reference: reference).solve()
    let prices = result.exact.map(\.roundedUp)
    if !result.isRoundedSeparated {
      let left = try game.separate(prices: prices, isExhaustive: true)
      guard left.isEmpty else { throw .notAnOutcome(reason: "the rounded payments aren't in the core") }
    }
    var payments = PaymentResult(
      winners: game.winners, prices: prices, exactPrices: result.exact.map(\.description), vickreyPrices: reference,
      cuts: result.cuts.map { cut in
        CoreCut(
          coalition: cut.coalition, payers: cut.outside.map { game.winners[$0] }, bound: cut.bound,
          bids: cut.offers.filter { $0 < auction.bids.count })
      }, rounds: result.rounds)
    payments.isSeparated = true
    return payments
  }
}
