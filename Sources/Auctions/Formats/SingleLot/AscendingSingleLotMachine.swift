// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Ascending sales of one lot after another behind the log that all formats share.
///
/// Acts: `bid` with an amount, for the lot on sale or naming none; `exit` naming the lot on sale, which withdraws from it, or
/// naming none, which also leaves all later lots.
public struct AscendingSingleLotMachine: RoundMachine {
  /// The sales.
  public private(set) var sales: AscendingSingleLotAuction
  /// What was done so far.
  public private(set) var log = AuctionLog(format: AuctionFormat.Kind.ascendingSingleLot.rawValue)

  /// Opens the first lot.
  ///
  /// - Parameter seed: of the lots that decide between equal bids.
  public init(auction: Auction, rules: AscendingSingleLotRules, seed: Int) {
    sales = AscendingSingleLotAuction(auction: auction, rules: rules, seed: seed)
  }

  /// What is sold, to whom.
  public var auction: Auction { sales.auction }
  /// The name of the lot on sale; empty where the auction is closed.
  public var phase: String { sales.isOver ? "" : auction.lots[sales.lot].name }
  /// Whether all lots are done.
  public var isClosed: Bool { sales.isOver }

  /// Carries out a round.
  @discardableResult
  public mutating func submit(_ acts: [AuctionLog.Act]) -> AuctionLog.Round {
    var round = AuctionLog.Round(number: nextRound, phase: phase, acts: acts)
    let lot = [LotQuantity(lot: sales.lot)]
    var moves: [AscendingLot.Act] = []
    var places: [Int] = []
    var reasons = [AuctionLog.Reason?](repeating: nil, count: acts.count)
    var leaving: [Int] = []
    for (place, act) in acts.enumerated() {
      reasons[place] = fault(of: act)
      guard reasons[place] == nil else { continue }
      if act.kind == .exit, act.package.isEmpty {
        leaving.append(act.bidder)
        guard sales.sale?.active.contains(act.bidder) ?? false else { continue }
      }
      moves.append(
        act.kind == .exit ? .withdraw(bidder: act.bidder) : .bid(bidder: act.bidder, amount: act.amount ?? 0))
      places.append(place)
    }
    sales.leave(leaving.filter { sales.sale?.standing?.bidder != $0 })
    let outcomeBefore = sales.outcome
    let events = sales.submit(moves)
    for case .sale(.rejected(let act, let reason)) in events { reasons[places[act]] = reason.logged }
    for place in acts.indices {
      round.events.append(
        AuctionLog.Event(
          reasons[place] == nil ? .accepted : .rejected, act: place, bidder: acts[place].bidder, reason: reasons[place])
      )
    }
    for case .sale(let event) in events {
      switch event {
      case .standing(let bidder, let amount, _):
        round.events.append(AuctionLog.Event(.standing, bidder: bidder, package: lot, amount: amount))
      case .withdrew(let bidder): round.events.append(AuctionLog.Event(.exit, bidder: bidder, package: lot))
      case .rejected, .sold, .unsold: break
      }
    }
    for sale in sales.outcome.sales.dropFirst(outcomeBefore.sales.count) {
      round.events.append(
        AuctionLog.Event(.won, bidder: sale.bidder, package: [LotQuantity(lot: sale.lot)], amount: sale.price))
    }
    for unsold in sales.outcome.unsold.dropFirst(outcomeBefore.unsold.count) {
      round.events.append(
        AuctionLog.Event(.unsold, package: [LotQuantity(lot: unsold.lot, units: unsold.units)]))
    }
    if sales.isOver { round.events.append(AuctionLog.Event(.closed)) }
    log.rounds.append(round)
    return round
  }

  private func fault(of act: AuctionLog.Act) -> AuctionLog.Reason? {
    if isClosed { return .closed }
    guard auction.bidders.indices.contains(act.bidder) else { return .unknownBidder }
    if sales.hasLeft.contains(act.bidder) { return .notInAuction }
    guard act.package.isEmpty || act.package == [LotQuantity(lot: sales.lot)] else {
      return act.package.allSatisfy { auction.lots.indices.contains($0.lot) } ? .wrongRound : .unknownLot
    }
    switch act.kind {
    case .bid: return act.amount == nil ? .wrongAct : nil
    case .exit: return nil
    default: return .wrongAct
    }
  }
}

extension AscendingLot.Rejection {
  /// The reason as logs write it.
  var logged: AuctionLog.Reason {
    switch self {
    case .notAdmitted, .hasWithdrawn: .notInAuction
    case .isStanding: .alreadyStanding
    case .belowMinimum: .belowMinimum
    case .aboveBudget: .aboveBudget
    case .secondAct: .twice
    case .closed: .closed
    }
  }
}
