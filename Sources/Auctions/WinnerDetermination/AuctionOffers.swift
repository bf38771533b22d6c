// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// An auction as a winner problem, with what ties the two together.
///
/// Offer i is bid i of the auction. A bid that is rejected stands as an offer of 0, which is never accepted. Where the seller
/// bids the reserves, offers that follow are the seller's: for each lot one offer for each number of units kept, of which
/// at most one is accepted. They come last in the order of ties, so a bid that just meets the reserve wins.
public struct AuctionOffers: Sendable {
  /// The problem; its last bidder is the seller where the seller bids.
  public var problem: WinnerProblem
  /// The bids that never take part, ascending.
  public var rejected: [RejectedBid]
  /// What the seller keeps by each of the seller's offers.
  public var sellerOffers: [LotQuantity]
  /// Index of the seller as a bidder; nil where the seller doesn't bid.
  public var seller: Int?

  /// The most units for which the seller bids.
  static let mostSellerUnits = 20_000

  /// States an auction as a winner problem.
  ///
  /// - Throws: `AuctionFault` for a mistake in the auction's statement.
  public init(auction: Auction) throws(AuctionFault) {
    try auction.validate()
    let reasons = auction.bids.map { auction.reasonToReject($0) }
    rejected = reasons.enumerated().compactMap { bid, reason in reason.map { RejectedBid(bid: bid, reason: $0) } }
    var offers = zip(auction.bids, reasons).map { bid, reason in
      WinnerProblem.Offer(bidder: bid.bidder, value: reason == nil ? bid.amount : 0)
    }
    sellerOffers = []
    if auction.reserveRule == .sellerBids, auction.lots.contains(where: { $0.reserve > 0 }) {
      seller = auction.bidders.count
      let units = auction.lots.reduce(0) { $1.reserve > 0 ? $0 + $1.supply : $0 }
      guard units <= Self.mostSellerUnits else {
        throw .notAllowed(
          place: "supply of lots with a reserve", value: units,
          allowed: "at most \(Self.mostSellerUnits) units, or take reserves as floors")
      }
      for (index, lot) in auction.lots.enumerated() where lot.reserve > 0 {
        for units in 1...lot.supply {
          sellerOffers.append(LotQuantity(lot: index, units: units))
          offers.append(WinnerProblem.Offer(bidder: auction.bidders.count, value: units * lot.reserve))
        }
      }
    }
    problem = WinnerProblem(
      bidderCount: auction.bidders.count + (seller == nil ? 0 : 1), offers: offers, rows: [], holderRows: [])
    let rows = RowsOfAuction(auction: auction, takesPart: reasons.map { $0 == nil }, sellerOffers: sellerOffers)
    problem.rows = rows.rows
    problem.holderRows = rows.holderRows
  }
}

extension WinnerProblem {
  /// States an auction as a winner problem: supply, alternatives, conflicts, holder rows, caps, set-asides, budgets and
  /// eligibility over several bids, and the seller as a last bidder where the seller bids the reserves. See `AuctionOffers`.
  ///
  /// - Throws: `AuctionFault` for a mistake in the auction's statement.
  public init(auction: Auction) throws(AuctionFault) {
    self = try AuctionOffers(auction: auction).problem
  }
}

extension Auction {
  /// The first rule that a bid breaks by itself, in the order of `RejectionReason`; nil where it may take part.
  public func reasonToReject(_ bid: Bid) -> RejectionReason? {
    let bidder = bidders[bid.bidder]
    if reserveRule == .floors, bid.amount < reserve(of: bid.package) { return .belowReserve }
    if let budget = bidder.budget, bid.amount > budget { return .aboveBudget }
    if let points = bidder.eligibilityPoints, points < bid.package.reduce(0, { $0 + $1.units * lots[$1.lot].points }) {
      return .aboveEligibility
    }
    if bid.package.contains(where: { $0.units > lots[$0.lot].supply }) { return .aboveSupply }
    for kind in HoldingLimit.Kind.allCases {
      for limit in limits where limit.kind == kind && limit.bidders.contains(bid.bidder) {
        if bid.units(of: limit.lots) > limit.most { return kind == .cap ? .aboveCap : .notEligibleForSetAside }
      }
    }
    for conflict in conflicts where !conflict.exemptsSameHolder || conflict.most == 0 {
      if bid.units(of: conflict.lots) > conflict.most { return .conflictsWithinPackage }
    }
    return nil
  }
}

extension Bid {
  /// How many units of some lots the package has.
  func units(of lots: [Int]) -> Int {
    package.reduce(0) { sum, quantity in lots.contains(quantity.lot) ? sum + quantity.units : sum }
  }
}

/// The rows that an auction's rules put on its offers.
private struct RowsOfAuction {
  var rows: [WinnerProblem.Row] = []
  var holderRows: [WinnerProblem.HolderRow] = []
  private let bids: [(index: Int, bid: Bid)]

  init(auction: Auction, takesPart: [Bool], sellerOffers: [LotQuantity]) {
    bids = auction.bids.enumerated().filter { takesPart[$0.offset] }.map { ($0.offset, $0.element) }
    addSupply(auction, sellerOffers)
    for exclusion in auction.exclusions {
      let offers = exclusion.filter { takesPart[$0] }
      if offers.count > 1 { rows.append(WinnerProblem.Row(offers: offers)) }
    }
    for conflict in auction.conflicts {
      if conflict.exemptsSameHolder {
        let offers = bids.filter { $0.bid.units(of: conflict.lots) > 0 }.map(\.index)
        if !offers.isEmpty { holderRows.append(WinnerProblem.HolderRow(offers: offers, capacity: conflict.most)) }
      } else {
        add(capacity: conflict.most) { $0.units(of: conflict.lots) }
      }
    }
    for limit in auction.limits {
      let counts = Set(limit.bidders)
      add(capacity: limit.most) { counts.contains($0.bidder) ? $0.units(of: limit.lots) : 0 }
    }
    for (index, bidder) in auction.bidders.enumerated() {
      if let budget = bidder.budget { add(capacity: budget) { $0.bidder == index ? $0.amount : 0 } }
      if let points = bidder.eligibilityPoints {
        add(capacity: points) { bid in
          bid.bidder == index ? bid.package.reduce(0) { $0 + $1.units * auction.lots[$1.lot].points } : 0
        }
      }
    }
  }

  private mutating func addSupply(_ auction: Auction, _ sellerOffers: [LotQuantity]) {
    var supply = auction.lots.map { WinnerProblem.Row(offers: [], capacity: $0.supply) }
    for (index, bid) in bids {
      for quantity in bid.package {
        supply[quantity.lot].offers.append(index)
        supply[quantity.lot].coefficients.append(quantity.units)
      }
    }
    var kept: [Int: [Int]] = [:]
    for (index, quantity) in sellerOffers.enumerated() {
      supply[quantity.lot].offers.append(auction.bids.count + index)
      supply[quantity.lot].coefficients.append(quantity.units)
      kept[quantity.lot, default: []].append(auction.bids.count + index)
    }
    rows += supply.filter { !$0.offers.isEmpty }
    for lot in auction.lots.indices {
      if let offers = kept[lot], offers.count > 1 { rows.append(WinnerProblem.Row(offers: offers)) }
    }
  }

  /// A row over the bids for which a number isn't 0; left out where nothing can break it.
  private mutating func add(capacity: Int, coefficient: (Bid) -> Int) {
    var row = WinnerProblem.Row(offers: [], capacity: capacity)
    var sum = 0
    for (index, bid) in bids {
      let number = coefficient(bid)
      guard number > 0 else { continue }
      row.offers.append(index)
      row.coefficients.append(number)
      let (next, overflow) = sum.addingReportingOverflow(number)
      sum = overflow ? .max : next
    }
    if sum > capacity { rows.append(row) }
  }
}
