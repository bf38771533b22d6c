// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// One indivisible thing sold once by sealed bids, at the first or the second price.
///
/// The highest bid at or above the reserve wins. At the second price the winner pays the next highest bid of somebody else,
/// or the reserve where that is more (Vickrey 1961, doi:10.1111/j.1540-6261.1961.tb02789.x). Equal bids are decided by a
/// seeded lot; at the second price the winner of a tie pays its own bid, since the other bid is the same.
public struct SealedLot: Hashable, Sendable {
  /// What the winner pays.
  public enum Pricing: String, Hashable, Sendable, CaseIterable {
    /// What it bid.
    case first
    /// The next highest bid or the reserve.
    case second
  }

  /// Who won, at what price.
  public struct Outcome: Hashable, Sendable {
    /// Index of the winner; nil where nothing was sold.
    public var winner: Int?
    /// What the winner pays; 0 where nothing was sold.
    public var price: Int
    /// Whether a lot decided.
    public var wasTied: Bool
  }

  /// The least price, in minor units.
  public var reserve: Int
  /// What the winner pays.
  public var pricing: Pricing
  /// Decides between equal bids.
  public var lot: TieLot
  /// What is sold, so that every sale has lots of its own.
  public var occasion: String

  /// Makes a sale.
  public init(reserve: Int = 0, pricing: Pricing, lot: TieLot = TieLot(seed: 0), occasion: String = "") {
    self.reserve = reserve
    self.pricing = pricing
    self.lot = lot
    self.occasion = occasion
  }

  /// Opens the bids.
  ///
  /// - Parameters:
  ///   - bids: one a bidder in minor units, nil or 0 for none.
  ///   - names: one a bidder, for the lots.
  public func outcome(of bids: [Int?], names: [String]) -> Outcome {
    let valid = bids.indices.filter { (bids[$0] ?? 0) > 0 && (bids[$0] ?? 0) >= reserve }
    guard let highest = valid.compactMap({ bids[$0] }).max() else {
      return Outcome(winner: nil, price: 0, wasTied: false)
    }
    let best = valid.filter { bids[$0] == highest }
    let winner = lot.winner(among: best, names: names, on: occasion)
    let next = valid.filter { $0 != winner }.compactMap { bids[$0] }.max() ?? 0
    return Outcome(
      winner: winner, price: pricing == .first ? highest : max(next, reserve), wasTied: best.count > 1)
  }
}

/// Sealed bids for the lots one after another, each alone.
///
/// Lots are sold in the order of the file, a lot with several units unit after unit. A bid is for one unit of one lot. A bid
/// counts as long as it breaks no rule by itself, its bidder may take the lot beside what is sold (supply, conflicts, caps),
/// none of its alternatives has won, and it doesn't exceed what is left of the budget.
public struct SealedSingleLotAuction: Sendable {
  /// The bids and rules.
  public let auction: Auction
  /// What winners pay.
  public let pricing: SealedLot.Pricing
  /// Decides between equal bids.
  public let lot: TieLot

  /// Makes an auction.
  ///
  /// - Parameter payments: first price; every other rule is the second price where one lot is sold alone.
  public init(auction: Auction, payments: PaymentRule, seed: Int) {
    self.auction = auction
    pricing = payments == .firstPrice ? .first : .second
    lot = TieLot(seed: seed)
  }

  /// Bids that never take part, ascending: those that break a rule by themselves. A reserve is the least price of its lot,
  /// also where a sale of packages would count it as a bid of the seller.
  public var rejectedBids: [RejectedBid] {
    var floors = auction
    floors.reserveRule = .floors
    return auction.bids.indices.compactMap { bid in
      floors.reasonToReject(auction.bids[bid]).map { RejectedBid(bid: bid, reason: $0) }
    }
  }

  /// Sells the lots.
  ///
  /// - Complexity: O(units · (bids + conflicts)).
  public func run() -> SaleOutcome {
    let rejected = Dictionary(rejectedBids.map { ($0.bid, $0.reason) }, uniquingKeysWith: { first, _ in first })
    var held = HeldLots(auction: auction)
    var spent = Array(repeating: 0, count: auction.bidders.count)
    var isVoid = Array(repeating: false, count: auction.bids.count)
    var outcome = SaleOutcome(sales: [], unsold: [])
    let names = auction.bids.map(\.identifier)
    for (index, item) in auction.lots.enumerated() {
      for unit in 0..<item.supply {
        let here = auction.bids.indices.filter { auction.bids[$0].package == [LotQuantity(lot: index)] && !isVoid[$0] }
        let open = here.filter { bid in
          let bidder = auction.bids[bid].bidder
          return rejected[bid] == nil && held.mayTake(bidder: bidder, lot: index)
            && auction.bids[bid].amount <= (auction.bidders[bidder].budget ?? .max) - spent[bidder]
        }
        var amounts = [Int?](repeating: nil, count: auction.bids.count)
        for bid in bestOfEachBidder(open) { amounts[bid] = auction.bids[bid].amount }
        let sale = SealedLot(
          reserve: item.reserve, pricing: pricing, lot: lot, occasion: "\(item.name)/\(unit)")
        let opened = sale.outcome(of: amounts, names: names)
        guard let winner = opened.winner else {
          let reason = held.reasonLeft(
            index, offers: here.map { rejected[$0] == .belowReserve ? .tooLow : .kept })
          outcome.unsold.append(UnsoldLot(lot: index, units: item.supply - unit, reason: reason))
          break
        }
        let bid = auction.bids[winner]
        outcome.sales.append(
          Sale(lot: index, bidder: bid.bidder, bid: bid.amount, price: opened.price, offer: winner))
        outcome.usedLots = outcome.usedLots || opened.wasTied
        held.give(lot: index, to: bid.bidder)
        spent[bid.bidder] += opened.price
        isVoid[winner] = true
        for set in auction.exclusions where set.contains(winner) {
          for other in set { isVoid[other] = true }
        }
      }
    }
    return outcome
  }

  /// A bidder never competes with itself: of its bids only the highest takes part, the first of equals.
  private func bestOfEachBidder(_ bids: [Int]) -> [Int] {
    var best: [Int: Int] = [:]
    for bid in bids {
      let bidder = auction.bids[bid].bidder
      if let known = best[bidder], auction.bids[known].amount >= auction.bids[bid].amount { continue }
      best[bidder] = bid
    }
    return best.values.sorted()
  }
}
