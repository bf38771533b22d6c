// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import IntegerPrograms

/// Holds the auction of a document, of whatever format, to its result.
public struct AuctionRun: Sendable {
  /// What the run is at, for whoever waits.
  public enum Step: String, Hashable, Sendable {
    /// Looking for the winners, and what they pay.
    case winners = "winners and payments"
    /// Going through rounds.
    case rounds
    /// Looking for a coalition that blocks.
    case core = "core check"
  }

  /// What is held.
  public let document: AuctionDocument
  /// Determines winners.
  public let determination: WinnerDetermination
  /// Told at the beginning of each step.
  public let progress: @Sendable (Step) -> Void

  /// Prepares a run.
  public init(
    document: AuctionDocument, determination: WinnerDetermination,
    progress: @escaping @Sendable (Step) -> Void = { _ in }
  ) {
    self.document = document
    self.determination = determination
    self.progress = progress
  }

  /// Holds the auction.
  ///
  /// - Throws: `AuctionFault`, `RoundsFault` or `RepackingFault` where it can't be held or a search reached its limit;
  ///   `BadInput` where the acts to replay are none of the format.
  public func result() throws -> AuctionResult {
    var result = try held()
    result.assumptions = document.assumptions + assumptions(of: result)
    return result
  }

  private func held() throws -> AuctionResult {
    switch document.format {
    case .sealed: try sealed()
    case .sealedSingleLot: sealedSingleLots()
    case .ascendingSingleLot(let rules): try ascendingSingleLots(rules)
    case .simultaneousAscending(let rules): try simultaneousAscending(rules)
    case .clock(let rules): try clock(rules)
    case .combinatorialClock(let rules): try combinatorialClock(rules)
    case .rightToChoose(let rules): try rightToChoose(rules)
    case .reverse(let rules): try reverse(rules)
    case .postedFee(let rules): postedFee(rules)
    case .lottery(let rules): lottery(rules)
    }
  }

  // MARK: - Sealed bids

  /// The bids of the file, or what behaviours make of its values.
  var sealedBids: Auction {
    guard document.statesValues else { return document.auction }
    return SealedStrategy.bids(for: document.auction, behaviours: document.behaviours)
  }

  private func sealed() throws -> AuctionResult {
    let bids = sealedBids
    progress(.winners)
    var auction = SealedAuction(auction: bids, payments: document.payments, solver: determination.solver)
    auction.determination = determination
    let (outcome, payments) = try auction.runWithPayments()
    return valued(try result(of: outcome, payments: payments, bids: bids))
  }

  /// The result of sealed bids with welfare by the values that the file states, where it does, so that formats can be compared.
  func valued(_ result: AuctionResult) -> AuctionResult {
    guard document.statesValues else { return result }
    var result = result
    if !document.auction.bids.isEmpty { result.offered = result.winners.reduce(0) { $0 + $1.bid } }
    result.welfare = worth(result.winners)
    result.welfareBound = nil
    return result
  }

  /// The result of an outcome by sealed bids, with the check of the core.
  func result(of outcome: AuctionOutcome, payments: PaymentResult?, bids: Auction) throws -> AuctionResult {
    let winners = outcome.winners.map {
      AuctionResult.Winner(
        bidder: $0.bidder, bids: $0.bids, package: $0.package, bid: $0.bid, price: $0.price, payment: $0.payment)
    }
    var result = AuctionResult(
      status: outcome.isOptimal ? .optimal : .feasible, winners: winners, welfare: outcome.welfare,
      welfareBound: outcome.welfareBound,
      unsold: outcome.unsoldLots(of: bids), rejected: outcome.rejected,
      uniqueness: outcome.uniqueness, bids: bids)
    result.payments = payments
    result.restsOnSolver = outcome.restsOnSolver
    if !outcome.isFirstOfTies {
      result.remarks.append("Of several best sets of winners a limit left open which comes first in the order of ties.")
    }
    // Without the best winners the core is empty or unknown.
    if outcome.isOptimal {
      progress(.core)
      // Core payments have just been separated: they are at least what is due and at most the bids, and nobody blocks.
      result.core =
        payments?.isSeparated == true
        ? CoreFinding(blockedBy: nil, overcharged: [], belowFloor: [])
        : try CoreCheck(determination: determination).check(bids, outcome: outcome)
    }
    return result
  }

  private func sealedSingleLots() -> AuctionResult {
    let bids = sealedBids
    let auction = SealedSingleLotAuction(auction: bids, payments: document.payments, seed: document.seeds.world)
    var result = result(of: auction.run(), bids: bids)
    result.rejected = auction.rejectedBids
    return valued(result)
  }

  // MARK: - What was assumed

  private func assumptions(of result: AuctionResult) -> [String] {
    var texts: [String] = []
    let hasReserves = document.auction.lots.contains { $0.reserve > 0 }
    switch (hasReserves, document.format.kind, document.auction.reserveRule) {
    case (true, .sealed, .sellerBids), (true, .combinatorialClock, .sellerBids):
      texts.append("Reserves are bids of the seller, who takes part in winners and payments.")
      if !document.auction.conflicts.isEmpty {
        texts.append("The seller's bid counts for every unsold unit, also for one that conflicts with what was sold.")
      }
    case (true, .sealed, .floors), (true, .combinatorialClock, .floors):
      texts.append("Reserves are floors: no package is sold below the sum of its lots' reserves.")
    default: break
    }
    if result.status == .feasible, document.payments != .firstPrice {
      texts.append("The search for winners ended at its limit, so winners pay what they bid, not what the rule says.")
    }
    if result.restsOnSolver {
      texts.append(
        "That no winners are worth more rests on the solver's word: a part was too large for an exact proof.")
    }
    if document.format == .sealed {
      texts.append("Of equally good sets of winners the one with the earlier bids of the file is taken.")
    }
    if [.ascendingSingleLot, .rightToChoose].contains(document.format.kind), document.roundsPath == nil,
      document.auction.bids.contains(where: { $0.package.count > 1 || $0.package.contains { $0.units > 1 } })
    {
      texts.append(
        "One lot is sold at a time: a package is worth to its bidder what a lot adds to those held already, so nothing "
          + "until it lacks no other.")
    }
    if document.auction.bidders.contains(where: { $0.creditThousandths > 0 }) {
      texts.append("Bids compete before credits; a credit takes its share off the price that is due, up to its cap.")
    }
    if let path = document.roundsPath {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      texts.append("What was done in the rounds is read from \(name).")
    } else if document.statesValues {
      texts.append("The file states what packages are worth; bids follow from the bidders' behaviour.")
    }
    if document.format.kind == .lottery {
      texts.append("The order was drawn by lot from the seed \(document.seeds.world).")
    } else if result.usedLots {
      texts.append("A lot drawn from the seed \(document.seeds.world) decided between equals.")
    }
    return texts
  }
}
