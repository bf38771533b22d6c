// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Rights to choose behind the log that all formats share.
///
/// Acts: `bid` with an amount and no lot, which is an opening offer or raises the standing bid; `choose` with one lot; `exit`
/// without a lot, which leaves this and all later rights. Phases: `offers`, `ascending`, `choice`.
public struct RightToChooseMachine: RoundMachine {
  /// The rights.
  public private(set) var rights: RightToChoose
  /// What was done so far.
  public private(set) var log = AuctionLog(format: AuctionFormat.Kind.rightToChoose.rawValue)

  /// Opens the first right.
  ///
  /// - Parameter seed: of the lots that decide between equal offers.
  public init(auction: Auction, rules: RightToChooseRules, seed: Int) {
    rights = RightToChoose(auction: auction, rules: rules, seed: seed)
  }

  /// Goes on from where rights stand, with a log that begins there.
  init(continuing rights: RightToChoose) {
    self.rights = rights
  }

  /// The lots and bidders.
  public var auction: Auction { rights.auction }
  /// Where the right on sale stands.
  public var phase: String {
    switch rights.stage {
    case .offers: "offers"
    case .ascending: "ascending"
    case .choice: "choice"
    case .over: ""
    }
  }
  /// Whether all rights are done.
  public var isClosed: Bool { rights.stage == .over }

  /// Carries out a round.
  @discardableResult
  public mutating func submit(_ acts: [AuctionLog.Act]) -> AuctionLog.Round {
    var round = AuctionLog.Round(number: nextRound, phase: phase, acts: acts)
    var moves: [RightToChoose.Act] = []
    var places: [Int] = []
    var reasons = [AuctionLog.Reason?](repeating: nil, count: acts.count)
    for (place, act) in acts.enumerated() {
      switch move(for: act) {
      case .success(let move):
        moves.append(move)
        places.append(place)
      case .failure(let fault): reasons[place] = fault.reason
      }
    }
    let events = rights.submit(moves)
    for event in events {
      switch event {
      case .rejected(let act, let reason): reasons[places[act]] = reason.logged
      case .sale(.rejected(let act, let reason)): reasons[places[act]] = reason.logged
      default: break
      }
    }
    for place in acts.indices {
      round.events.append(
        AuctionLog.Event(
          reasons[place] == nil ? .accepted : .rejected, act: place, bidder: acts[place].bidder, reason: reasons[place])
      )
    }
    round.events += events.compactMap(logged)
    if isClosed {
      let unsold = rights.outcome.unsold.map { LotQuantity(lot: $0.lot, units: $0.units) }
      if !unsold.isEmpty { round.events.append(AuctionLog.Event(.unsold, package: unsold)) }
      round.events.append(AuctionLog.Event(.closed))
    }
    log.rounds.append(round)
    return round
  }

  private struct Fault: Error {
    var reason: AuctionLog.Reason
  }

  private func move(for act: AuctionLog.Act) -> Result<RightToChoose.Act, Fault> {
    if isClosed { return .failure(Fault(reason: .closed)) }
    guard auction.bidders.indices.contains(act.bidder) else { return .failure(Fault(reason: .unknownBidder)) }
    switch act.kind {
    case .bid:
      guard let amount = act.amount, act.package.isEmpty else { return .failure(Fault(reason: .wrongAct)) }
      return .success(
        rights.stage == .ascending
          ? .sale(.bid(bidder: act.bidder, amount: amount)) : .offer(bidder: act.bidder, amount: amount))
    case .exit:
      return act.package.isEmpty ? .success(.leave(bidder: act.bidder)) : .failure(Fault(reason: .wrongAct))
    case .choose:
      guard act.package.count == 1, act.package[0].units == 1 else { return .failure(Fault(reason: .wrongAct)) }
      return .success(.choose(bidder: act.bidder, lot: act.package[0].lot))
    default: return .failure(Fault(reason: .wrongAct))
    }
  }

  private func logged(_ event: RightToChoose.Event) -> AuctionLog.Event? {
    switch event {
    case .opened(_, let bidder, let amount, _, _, _), .sale(.standing(let bidder, let amount, _)):
      AuctionLog.Event(.standing, bidder: bidder, amount: amount)
    case .left(let bidder): AuctionLog.Event(.exit, bidder: bidder)
    case .won(_, let bidder, let price): AuctionLog.Event(.awarded, bidder: bidder, amount: price)
    case .chose(let right, let bidder, let lot):
      AuctionLog.Event(
        .won, bidder: bidder, package: [LotQuantity(lot: lot)],
        amount: rights.won.first { $0.right == right }?.price)
    case .unsold: AuctionLog.Event(.unsold)
    case .rejected, .sale, .over: nil
    }
  }
}

extension RightToChoose.Rejection {
  /// The reason as logs write it.
  var logged: AuctionLog.Reason {
    switch self {
    case .unknownBidder: .unknownBidder
    case .hasLeft: .notInAuction
    case .atCap: .aboveCap
    case .belowReserve: .belowMinimum
    case .aboveBudget: .aboveBudget
    case .secondAct: .twice
    case .wrongStage, .notTheWinner: .wrongAct
    case .notOnTheList: .conflict
    case .closed: .closed
    }
  }
}
