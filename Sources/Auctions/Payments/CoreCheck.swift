// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Whether an outcome is in the core, and who blocks it where it isn't.
public struct CoreFinding: Hashable, Sendable {
  /// Bidders who could offer the seller more than the outcome brings, each no worse off than in it.
  public struct Coalition: Hashable, Sendable {
    /// The bidders, ascending.
    public var members: [Int]
    /// The bids that would be accepted, ascending.
    public var bids: [Int]
    /// What they could pay together and be no worse off, with the reserves of what the seller would keep where the seller
    /// bids them; in minor units.
    public var offer: Int
    /// By how much that is more than the seller has now, in minor units.
    public var gain: Int

    /// Makes a coalition.
    public init(members: [Int], bids: [Int], offer: Int, gain: Int) {
      self.members = members
      self.bids = bids
      self.offer = offer
      self.gain = gain
    }
  }

  /// Whether no coalition blocks, nobody pays more than the bid, and nothing is sold below a floor.
  public var isInCore: Bool { blockedBy == nil && overcharged.isEmpty && belowFloor.isEmpty }
  /// The coalition that gains the most; nil where none blocks.
  public var blockedBy: Coalition?
  /// Winners who pay more than they bid, ascending: each would rather not have bid.
  public var overcharged: [Int]
  /// Winners who pay less than a reserve that is a floor, ascending: the seller would rather not sell.
  public var belowFloor: [Int]

  /// Makes a finding.
  public init(blockedBy: Coalition?, overcharged: [Int], belowFloor: [Int]) {
    self.blockedBy = blockedBy
    self.overcharged = overcharged
    self.belowFloor = belowFloor
  }
}

/// Checks any outcome of an auction against the core of the bids.
///
/// A coalition is some bidders and the seller. Its winners are content with what they gain now, so it blocks where its bids
/// are worth more than what the seller has now and that gain. The second price of one lot is in the core: the loser can't offer
/// more than it.
public struct CoreCheck: Sendable {
  /// Determines winners against coalitions.
  public var determination: WinnerDetermination

  /// Makes a check.
  public init(determination: WinnerDetermination) {
    self.determination = determination
  }

  /// Checks an outcome's prices before credits.
  public func check(_ auction: Auction, outcome: AuctionOutcome) throws(AuctionFault) -> CoreFinding {
    var prices = [Int](repeating: 0, count: auction.bidders.count)
    for winner in outcome.winners where prices.indices.contains(winner.bidder) { prices[winner.bidder] = winner.price }
    return try check(auction, bids: outcome.winners.flatMap(\.bids).sorted(), prices: prices)
  }

  /// Checks accepted bids and prices.
  ///
  /// - Parameters:
  ///   - auction: The auction.
  ///   - bids: Indexes of the bids that are accepted, ascending. They needn't be optimal.
  ///   - prices: What each bidder pays before credits, in minor units.
  /// - Throws: `AuctionFault` where the bids can't be accepted together, the prices aren't one a bidder, a loser pays, a
  ///   price is negative, or a search reached its limit.
  public func check(_ auction: Auction, bids: [Int], prices: [Int]) throws(AuctionFault) -> CoreFinding {
    let offers = try AuctionOffers(auction: auction)
    let reduction = try ProblemReduction(offers.problem)
    for bid in bids where !auction.bids.indices.contains(bid) {
      throw .unknown(place: "outcome", kind: "bid", index: bid, count: auction.bids.count)
    }
    guard zip(bids, bids.dropFirst()).allSatisfy(<) else { throw .notAscending(place: "accepted bids") }
    guard bids.allSatisfy({ offers.problem.offers[$0].value > 0 }), reduction.isFeasible(bids) else {
      throw .notAnOutcome(reason: "the accepted bids break a rule")
    }
    let winners = Set(bids.map { auction.bids[$0].bidder })
    guard prices.count == auction.bidders.count,
      prices.enumerated().allSatisfy({ $0.element >= 0 && (winners.contains($0.offset) || $0.element == 0) })
    else { throw .notAnOutcome(reason: "prices are one a bidder, not negative, and 0 for who wins nothing") }
    let accepted = (bids + kept(auction, offers, bids: bids)).sorted()
    let game = CoalitionGame(
      reduction: reduction, accepted: accepted, seller: offers.seller, determination: determination)
    var overcharged: [Int] = []
    var belowFloor: [Int] = []
    for (place, winner) in game.winners.enumerated() {
      if prices[winner] > game.bids[place] { overcharged.append(winner) }
      guard auction.reserveRule == .floors else { continue }
      let floor = bids.reduce(0) {
        auction.bids[$1].bidder == winner ? $0 + auction.reserve(of: auction.bids[$1].package) : $0
      }
      if prices[winner] < floor { belowFloor.append(winner) }
    }
    let paid = zip(game.winners, game.bids).map { min(prices[$0.0], $0.1) }
    let blocking = try game.strongestCoalition(prices: paid)
    return CoreFinding(
      blockedBy: blocking.map { found in
        CoreFinding.Coalition(
          members: found.members, bids: found.offers.filter { $0 < auction.bids.count }, offer: found.offer,
          gain: found.gain)
      }, overcharged: overcharged, belowFloor: belowFloor)
  }

  /// The seller's offers for what isn't sold.
  private func kept(_ auction: Auction, _ offers: AuctionOffers, bids: [Int]) -> [Int] {
    var left = auction.lots.map(\.supply)
    for bid in bids {
      for quantity in auction.bids[bid].package { left[quantity.lot] -= quantity.units }
    }
    return offers.sellerOffers.enumerated().filter { left[$0.element.lot] == $0.element.units }
      .map { auction.bids.count + $0.offset }
  }
}

extension CoalitionGame {
  /// The coalition that could offer the most beyond what the seller has; nil where none can offer more.
  func strongestCoalition(
    prices: [Int]
  ) throws(AuctionFault) -> (members: [Int], offers: [Int], offer: Int, gain: Int)? {
    guard let set = try bestSet(prices: prices) else { return nil }
    let offers = reduction.problem.offers
    let coalition = Set(set.map { offers[$0].bidder })
    var offer = set.reduce(0) { $0 + offers[$1].value }
    for (place, winner) in winners.enumerated() where coalition.contains(winner) {
      offer -= bids[place] - prices[place]
    }
    let now = prices.reduce(0, +) + sellerBid
    guard offer > now else { return nil }
    return (coalition.filter { $0 != seller }.sorted(), set.sorted(), offer, offer - now)
  }
}
