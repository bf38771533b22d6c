// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// How bids become winners: the course of an auction with its parameters.
public enum AuctionFormat: Hashable, Sendable {
  /// Sealed bids for packages, once.
  case sealed
  /// Sealed bids for the lots one after another, each alone.
  case sealedSingleLot
  /// Ascending bids for the lots one after another, each alone.
  case ascendingSingleLot(AscendingSingleLotRules)
  /// All lots at once in rounds, with standing high bids.
  case simultaneousAscending(SimultaneousAscendingRules)
  /// Prices that rise while demand exceeds supply.
  case clock(ClockRules)
  /// A clock, then a round of supplementary bids for packages.
  case combinatorialClock(CombinatorialClockRules)
  /// Rights sold one after another, whose winners choose among what is left.
  case rightToChoose(RightToChooseRules)
  /// Holders offer to give up positions at falling prices while the rest still fits.
  case reverse(ReverseRules)
  /// A fee for which anybody may hold a lot, as long as there are any.
  case postedFee(PostedFeeRules)
  /// Lots by chance.
  case lottery(LotteryRules)

  /// The word by which files name a format.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case sealed
    case sealedSingleLot = "sealed-single-lot"
    case ascendingSingleLot = "ascending-single-lot"
    case simultaneousAscending = "simultaneous-ascending"
    case clock
    case combinatorialClock = "combinatorial-clock"
    case rightToChoose = "right-to-choose"
    case reverse
    case postedFee = "posted-fee"
    case lottery
  }

  /// The word by which files name it.
  public var kind: Kind {
    switch self {
    case .sealed: .sealed
    case .sealedSingleLot: .sealedSingleLot
    case .ascendingSingleLot: .ascendingSingleLot
    case .simultaneousAscending: .simultaneousAscending
    case .clock: .clock
    case .combinatorialClock: .combinatorialClock
    case .rightToChoose: .rightToChoose
    case .reverse: .reverse
    case .postedFee: .postedFee
    case .lottery: .lottery
    }
  }

  /// The format of a kind with its standard parameters.
  public init(standard kind: Kind) {
    switch kind {
    case .sealed: self = .sealed
    case .sealedSingleLot: self = .sealedSingleLot
    case .ascendingSingleLot: self = .ascendingSingleLot(.init())
    case .simultaneousAscending: self = .simultaneousAscending(.init())
    case .clock: self = .clock(.init())
    case .combinatorialClock: self = .combinatorialClock(.init())
    case .rightToChoose: self = .rightToChoose(.init())
    case .reverse: self = .reverse(.init())
    case .postedFee: self = .postedFee(.init())
    case .lottery: self = .lottery(.init())
    }
  }

  /// Whether bids are given once: what bidders state is what they offer. Other formats take it for what lots are worth to
  /// them, from which a behaviour makes bids.
  public var takesSealedBids: Bool { kind == .sealed || kind == .sealedSingleLot }
}
