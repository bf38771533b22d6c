// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A fee for which anybody may hold a lot, as long as there are any: an occupation fee or administrative pricing.
///
/// Who values a package at its fee or more asks for it. Requests are served one after another, by receipt or by lot, each
/// with the alternative that leaves its bidder the most, as long as supply, conflicts, caps and its budget allow. The fee
/// decides who asks; where too many still do, it is the order that decides, not the value.
public struct PostedFee: Sendable {
  /// What came of a fee.
  public struct Outcome: Hashable, Sendable {
    /// A request that was granted.
    public struct Grant: Hashable, Sendable {
      /// Index of the bid.
      public var bid: Int
      /// The fee, in minor units, before any credit.
      public var fee: Int
    }

    /// What was granted, in the order of the grants.
    public var grants: [Grant]
    /// The first bid of every request that the fee kept from asking.
    public var pricedOut: [Int]
    /// The first bid of every request that came too late.
    public var crowdedOut: [Int]
    /// What nobody got.
    public var unsold: [UnsoldLot]

    /// The sum of the fees, in minor units, before credits.
    public var grossRevenue: Int { WholeMoney.sum(grants.map(\.fee)) }
  }

  /// The bids, which say what packages are worth, and the rules of holding.
  public let auction: Auction
  /// The fee and the order.
  public let rules: PostedFeeRules
  private let lot: TieLot

  /// Makes a fee.
  ///
  /// - Parameter seed: of the order by lot.
  public init(auction: Auction, rules: PostedFeeRules, seed: Int) {
    self.auction = auction
    self.rules = rules
    lot = TieLot(seed: seed)
  }

  /// The fee of a package, in minor units.
  public func fee(of package: [LotQuantity]) -> Int {
    WholeMoney.sum(package.map { WholeMoney.product($0.units, rules.fee ?? auction.lots[$0.lot].reserve) })
  }

  /// Serves the requests.
  public func run() -> Outcome {
    var held = HeldLots(auction: auction)
    var spent = Array(repeating: 0, count: auction.bidders.count)
    var outcome = Outcome(grants: [], pricedOut: [], crowdedOut: [], unsold: [])
    let requests = Request.requests(of: auction)
    let order =
      rules.order == .receipt
      ? Array(requests.indices)
      : lot.order(
        of: Array(requests.indices), names: requests.map { auction.bids[$0.bids[0]].identifier }, on: "posted fee")
    for request in order.map({ requests[$0] }) {
      let willing = request.bids.filter { auction.bids[$0].amount >= fee(of: auction.bids[$0].package) }
      guard !willing.isEmpty else {
        outcome.pricedOut.append(request.bids[0])
        continue
      }
      let budget = auction.bidders[request.bidder].budget ?? .max
      let best =
        willing
        .filter { fee(of: auction.bids[$0].package) <= budget - spent[request.bidder] }
        .filter { held.mayTake(bidder: request.bidder, package: auction.bids[$0].package) }
        .max { surplus($0) != surplus($1) ? surplus($0) < surplus($1) : $0 > $1 }
      guard let best else {
        outcome.crowdedOut.append(request.bids[0])
        continue
      }
      let price = fee(of: auction.bids[best].package)
      outcome.grants.append(Outcome.Grant(bid: best, fee: price))
      spent[request.bidder] += price
      held.give(auction.bids[best].package, to: request.bidder)
    }
    outcome.unsold = held.unsold(lost: .limit) { lot in
      auction.bids.filter { bid in bid.package.contains { $0.lot == lot } }
        .map { $0.amount < fee(of: $0.package) ? .tooLow : .lost }
    }
    outcome.pricedOut.sort()
    outcome.crowdedOut.sort()
    return outcome
  }

  private func surplus(_ bid: Int) -> Int { auction.bids[bid].amount - fee(of: auction.bids[bid].package) }
}

/// What one bidder asks for at once: alternatives, or a bid of its own.
struct Request: Hashable, Sendable {
  /// Index of the bidder.
  var bidder: Int
  /// Indexes of the bids, ascending, at least one; at most one is granted.
  var bids: [Int]

  /// The requests of an auction in the order of their first bids. Sets that overlap are joined into one.
  static func requests(of auction: Auction) -> [Request] {
    var parent = Array(auction.bids.indices)
    func root(_ bid: Int) -> Int {
      var bid = bid
      while parent[bid] != bid { bid = parent[bid] }
      return bid
    }
    for set in auction.exclusions {
      for pair in zip(set, set.dropFirst()) {
        let (left, right) = (root(pair.0), root(pair.1))
        parent[max(left, right)] = min(left, right)
      }
    }
    let groups = Dictionary(grouping: auction.bids.indices, by: root)
    return groups.keys.sorted().compactMap { first in
      groups[first].map { Request(bidder: auction.bids[first].bidder, bids: $0.sorted()) }
    }
  }
}
