// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Lots sold one after another by ascending bids, each alone, a lot with several units unit after unit.
///
/// It knows no values: rounds of acts go in, events come out, and the same rounds lead to the same outcome.
public struct AscendingSingleLotAuction: Sendable {
  /// What happened.
  public enum Event: Hashable, Sendable, Codable {
    /// The sale of a unit begins; these bidders may take it.
    case opened(lot: Int, leastBid: Int, admitted: [Int])
    /// Something happened in the sale.
    case sale(AscendingLot.Event)
    /// The units of a lot that are left stay unsold.
    case unsold(lot: Int, units: Int, reason: UnsoldLot.Reason)
  }

  /// What is sold, and the rules of holding.
  public let auction: Auction
  /// The increments.
  public let rules: AscendingSingleLotRules
  /// Index of the lot on sale; the number of lots where all are done.
  public private(set) var lot = 0
  /// The sale that is on; nil where the auction is over.
  public private(set) var sale: AscendingLot?
  /// What is sold so far.
  public private(set) var outcome = SaleOutcome(sales: [], unsold: [])
  /// Who holds what.
  public private(set) var held: HeldLots
  /// What each bidder has spent, in minor units.
  public private(set) var spent: [Int]
  /// What happened before the first round.
  public private(set) var openingEvents: [Event] = []
  /// Who has left all later lots.
  public private(set) var hasLeft: Set<Int> = []
  private let ties: TieLot
  private var hadBid = false

  /// Opens the first lot.
  ///
  /// - Parameter seed: of the lots that decide between equal bids.
  public init(auction: Auction, rules: AscendingSingleLotRules, seed: Int) {
    self.auction = auction
    self.rules = rules
    ties = TieLot(seed: seed)
    held = HeldLots(auction: auction)
    spent = Array(repeating: 0, count: auction.bidders.count)
    var events: [Event] = []
    open(&events)
    openingEvents = events
  }

  /// Whether all lots are done.
  public var isOver: Bool { sale == nil }

  /// Takes bidders out of all lots that follow the one on sale.
  public mutating func leave(_ bidders: [Int]) {
    hasLeft.formUnion(bidders)
  }

  /// Plays one round of the sale that is on.
  public mutating func submit(_ acts: [AscendingLot.Act]) -> [Event] {
    guard var current = sale else {
      return acts.indices.map { .sale(.rejected(act: $0, reason: .closed)) }
    }
    let happened = current.submit(acts)
    var events = happened.map { Event.sale($0) }
    for event in happened {
      if case .standing(_, _, true) = event { outcome.usedLots = true }
      if case .rejected(_, .belowMinimum) = event { hadBid = true }
    }
    sale = current
    guard current.isClosed else { return events }
    if let standing = current.standing {
      outcome.sales.append(
        Sale(lot: lot, bidder: standing.bidder, bid: standing.amount, price: standing.amount))
      held.give(lot: lot, to: standing.bidder)
      spent[standing.bidder] += standing.amount
    } else {
      keep(hadBid ? [.tooLow] : [], &events)
    }
    open(&events)
    return events
  }

  private mutating func keep(_ offers: [HeldLots.Offer], _ events: inout [Event]) {
    let units = held.left(lot)
    let reason = held.reasonLeft(lot, offers: offers)
    outcome.unsold.append(UnsoldLot(lot: lot, units: units, reason: reason))
    events.append(.unsold(lot: lot, units: units, reason: reason))
    lot += 1
  }

  private mutating func open(_ events: inout [Event]) {
    sale = nil
    hadBid = false
    while lot < auction.lots.count {
      guard held.left(lot) > 0 else {
        lot += 1
        continue
      }
      let admitted = auction.bidders.indices.filter {
        !hasLeft.contains($0) && held.mayTake(bidder: $0, lot: lot)
      }
      guard !admitted.isEmpty else {
        let present = auction.bidders.indices.filter { !hasLeft.contains($0) }
        keep(present.map { _ in .kept }, &events)
        continue
      }
      let budgets = auction.bidders.indices.map { bidder in
        auction.bidders[bidder].budget.map { max(0, $0 - spent[bidder]) }
      }
      let item = auction.lots[lot]
      let next = AscendingLot(
        rules: rules, reserve: item.reserve, admitted: admitted, names: auction.bidders.map(\.name), budgets: budgets,
        lot: ties, occasion: "\(item.name)/\(item.supply - held.left(lot))")
      events.append(.opened(lot: lot, leastBid: next.leastBid, admitted: admitted))
      sale = next
      return
    }
  }
}
