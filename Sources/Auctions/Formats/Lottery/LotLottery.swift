// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Lots by chance: bidders are put into an order by lot, and each in turn takes what is worth the most to it of what is left
/// (random serial dictatorship; Abdulkadiroğlu, Sönmez 1998, doi:10.2307/2998580).
///
/// Nobody pays. That lots won are sold on afterwards, as happened after lotteries of cellular licences, isn't modelled: what
/// is shown is who holds lots at the end of the lottery, and what they are worth to those holders.
public struct LotLottery: Sendable {
  /// What an order leads to, or what may be expected of all.
  public struct Outcome: Hashable, Sendable {
    /// The order that was drawn.
    public var order: [Int]
    /// Indexes of the bids that are served, in the order of the turns.
    public var served: [Int]
    /// What nobody took.
    public var unsold: [UnsoldLot]
  }

  /// How often each bid is served over all orders.
  public struct Odds: Hashable, Sendable {
    /// How many orders there are.
    public var orders: Int
    /// In how many of them each bid is served.
    public var served: [Int]
  }

  /// Up to as many bidders, all orders are gone through: 8! = 40,320.
  public static let enumerationLimit = 8

  /// The bids, which say what packages are worth, and the rules of holding.
  public let auction: Auction
  /// The rules.
  public let rules: LotteryRules
  private let requests: [Int: [Request]]

  /// Makes a lottery.
  public init(auction: Auction, rules: LotteryRules) {
    self.auction = auction
    self.rules = rules
    requests = Dictionary(grouping: Request.requests(of: auction), by: \.bidder)
  }

  /// Draws an order and serves it.
  ///
  /// - Parameter seed: published before the draw.
  public func run(seed: Int) -> Outcome {
    let order = TieLot(seed: seed).order(
      of: Array(auction.bidders.indices), names: auction.bidders.map(\.name), on: "lottery")
    let (served, held) = serve(order)
    let asked = Set(auction.bids.flatMap { $0.package.map(\.lot) })
    let unsold = held.unsold(lost: .limit) { asked.contains($0) ? [.lost] : [] }
    return Outcome(order: order, served: served, unsold: unsold)
  }

  /// How often each bid is served over all orders of the bidders; nil with more than `enumerationLimit` bidders.
  public func odds() -> Odds? {
    guard auction.bidders.count <= Self.enumerationLimit else { return nil }
    var odds = Odds(orders: 0, served: Array(repeating: 0, count: auction.bids.count))
    var order = Array(auction.bidders.indices)
    permute(&order, from: 0) { order in
      odds.orders += 1
      for bid in serve(order).served { odds.served[bid] += 1 }
    }
    return odds
  }

  /// What an order leads to: turns go round in it until nobody takes anything or everybody has as much as they may.
  func serve(_ order: [Int]) -> (served: [Int], held: HeldLots) {
    var held = HeldLots(auction: auction)
    var left = requests
    var taken = Array(repeating: 0, count: auction.bidders.count)
    var served: [Int] = []
    var tookAny = true
    while tookAny {
      tookAny = false
      for bidder in order where taken[bidder] < rules.mostPerBidder ?? .max {
        let open = left[bidder] ?? []
        let candidates = open.flatMap(\.bids).filter {
          held.mayTake(bidder: bidder, package: auction.bids[$0].package)
        }
        let best = candidates.max { left, right in
          let (leftAmount, rightAmount) = (auction.bids[left].amount, auction.bids[right].amount)
          return leftAmount != rightAmount ? leftAmount < rightAmount : left > right
        }
        guard let best else { continue }
        held.give(auction.bids[best].package, to: bidder)
        left[bidder] = open.filter { !$0.bids.contains(best) }
        taken[bidder] += 1
        served.append(best)
        tookAny = true
      }
    }
    return (served, held)
  }

  private func permute(_ order: inout [Int], from place: Int, _ body: ([Int]) -> Void) {
    guard place < order.count else { return body(order) }
    for other in place..<order.count {
      order.swapAt(place, other)
      permute(&order, from: place + 1, body)
      order.swapAt(place, other)
    }
  }
}
