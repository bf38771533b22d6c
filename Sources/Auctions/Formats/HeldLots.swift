// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Who holds what so far, and who may still take what beside it.
///
/// Supply, conflicts, holding limits and eligibility are looked at, bids and budgets aren't.
public struct HeldLots: Hashable, Sendable {
  /// Units by bidder and lot.
  public private(set) var units: [[Int]]
  private let rules: HoldingRules
  private let eligibility: [Int?]

  /// Nothing sold yet.
  public init(auction: Auction) {
    rules = HoldingRules(auction)
    eligibility = auction.bidders.map(\.eligibilityPoints)
    units = Array(repeating: Array(repeating: 0, count: auction.lots.count), count: auction.bidders.count)
  }

  /// Units of a lot that are sold.
  public func sold(_ lot: Int) -> Int { units.reduce(0) { $0 + $1[lot] } }

  /// Units of a lot that aren't sold.
  public func left(_ lot: Int) -> Int { rules.supply[lot] - sold(lot) }

  /// The lots that a bidder holds, ascending.
  public func lots(of bidder: Int) -> [Int] { units[bidder].indices.filter { units[bidder][$0] > 0 } }

  /// Whether a bidder may take units of a lot beside what is sold.
  ///
  /// - Complexity: linear in the conflicts, the limits and their lots and bidders.
  public func mayTake(bidder: Int, lot: Int, units count: Int = 1) -> Bool {
    left(lot) >= count && isEligible(bidder, for: lot, units: count)
      && rules.bounds.allSatisfy { fits($0, bidder, lot, count) }
  }

  /// Whether a bidder may take a whole package beside what is sold.
  func mayTake(bidder: Int, package: [LotQuantity]) -> Bool {
    var copy = self
    for quantity in package {
      guard copy.mayTake(bidder: bidder, lot: quantity.lot, units: quantity.units) else { return false }
      copy.give(lot: quantity.lot, units: quantity.units, to: bidder)
    }
    return true
  }

  /// Whether no conflict keeps a lot from a bidder.
  public func isFree(_ lot: Int, for bidder: Int, units count: Int = 1) -> Bool {
    rules.bounds.allSatisfy { $0.reason != .conflict || fits($0, bidder, lot, count) }
  }

  /// Whether conflicts keep a lot from everybody there is.
  func isBlocked(_ lot: Int) -> Bool {
    !units.isEmpty && units.indices.allSatisfy { !isFree(lot, for: $0) }
  }

  /// Gives units of a lot to a bidder.
  public mutating func give(lot: Int, units count: Int = 1, to bidder: Int) {
    units[bidder][lot] += count
  }

  /// Gives a package to a bidder.
  mutating func give(_ package: [LotQuantity], to bidder: Int) {
    for quantity in package { give(lot: quantity.lot, units: quantity.units, to: bidder) }
  }

  /// Whether a bidder's points suffice for units of a lot beside what the bidder holds.
  private func isEligible(_ bidder: Int, for lot: Int, units count: Int) -> Bool {
    guard let most = eligibility[bidder] else { return true }
    let used = rules.points(units[bidder])
    return WholeMoney.sum([used, WholeMoney.product(count, rules.points[lot])]) <= most
  }

  private func fits(_ bound: HoldingRules.Bound, _ bidder: Int, _ lot: Int, _ count: Int) -> Bool {
    guard bound.lots.contains(lot), bound.bidders?.contains(bidder) ?? true else { return true }
    guard bound.countsHolders else { return rules.load(bound, units) <= bound.most - count }
    var wanted = units
    wanted[bidder][lot] += count
    return rules.load(bound, wanted) <= bound.most
  }
}

extension HeldLots {
  /// What kept an offer for a lot, or something that can be read as one, from getting it.
  enum Offer: Hashable, Sendable {
    /// It was below the reserve or the fee.
    case tooLow
    /// A cap, a set-aside, a budget or an eligibility.
    case kept
    /// Others, or an order.
    case lost
  }

  /// Why units of a lot are left: one order of reasons for all formats.
  ///
  /// A conflict with what is held comes first, since nobody could have it then. Of offers that nothing kept out it is said
  /// that they lost; else that they were too low, where any was; else that limits kept them out.
  ///
  /// - Parameters:
  ///   - offers: what was offered for the lot, alone or in a package.
  ///   - lost: how it is called where offers lost.
  func reasonLeft(_ lot: Int, offers: [Offer], lost: UnsoldLot.Reason = .offersLost) -> UnsoldLot.Reason {
    if isBlocked(lot) { return .conflict }
    if offers.isEmpty { return .noOffer }
    if offers.contains(.lost) { return lost }
    return offers.contains(.tooLow) ? .belowReserve : .limit
  }

  /// Everything that is left, with the reasons, by lot.
  func unsold(lost: UnsoldLot.Reason = .offersLost, _ offers: (_ lot: Int) -> [Offer]) -> [UnsoldLot] {
    rules.supply.indices.compactMap { lot in
      let count = left(lot)
      return count > 0
        ? UnsoldLot(lot: lot, units: count, reason: reasonLeft(lot, offers: offers(lot), lost: lost)) : nil
    }
  }
}
