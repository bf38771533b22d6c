// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension RightToChoose {
  /// What somebody does.
  public enum Act: Hashable, Sendable, Codable {
    /// Opens with a sealed offer for the right, in minor units.
    case offer(bidder: Int, amount: Int)
    /// Does something while bids ascend.
    case sale(AscendingLot.Act)
    /// Takes no part in this and all later rights.
    case leave(bidder: Int)
    /// Picks a lot for the right that it won.
    case choose(bidder: Int, lot: Int)
  }

  /// Why an act doesn't count.
  public enum Rejection: String, Hashable, Sendable, Codable, CaseIterable {
    /// No such bidder.
    case unknownBidder = "unknown-bidder"
    /// The bidder left.
    case hasLeft = "has-left"
    /// The group holds as many rights as it may.
    case atCap = "at-cap"
    /// The offer is below the reserve, or the price of the right below that of the lot that is picked.
    case belowReserve = "below-reserve"
    /// The offer is above what the bidder may pay.
    case aboveBudget = "above-budget"
    /// The bidder acted already in this stage.
    case secondAct = "second-act"
    /// The act doesn't belong to this stage.
    case wrongStage = "wrong-stage"
    /// Somebody else picks.
    case notTheWinner = "not-the-winner"
    /// The lot isn't on the list, or not for this bidder.
    case notOnTheList = "not-on-the-list"
    /// The auction is over.
    case closed
  }

  /// What happened.
  public enum Event: Hashable, Sendable, Codable {
    /// An act, by its place from 0, doesn't count.
    case rejected(act: Int, reason: Rejection)
    /// Somebody is out of all that follows.
    case left(bidder: Int)
    /// The offers are opened: the highest stands, these may raise it, these are too far below.
    case opened(right: Int, bidder: Int, amount: Int, admitted: [Int], tooLow: [Int], byLot: Bool)
    /// Something happened while bids ascended.
    case sale(AscendingLot.Event)
    /// A right is sold; its winner picks next.
    case won(right: Int, bidder: Int, price: Int)
    /// The winner of a right picked a lot.
    case chose(right: Int, bidder: Int, lot: Int)
    /// Nobody offered the reserve.
    case unsold(right: Int)
    /// The auction is over.
    case over
  }

  /// Where a right stands.
  public enum Stage: Hashable, Sendable {
    /// Opening offers are awaited.
    case offers
    /// Bids ascend.
    case ascending
    /// The winner picks.
    case choice
    /// All rights are done.
    case over
  }

  /// A right that was sold.
  public struct Won: Hashable, Sendable {
    /// Its number from 0.
    public var right: Int
    /// Index of the winner.
    public var bidder: Int
    /// What the winner pays, in minor units.
    public var price: Int
    /// The highest bid of anybody else, an opening offer included; nil where nobody else bid.
    public var runnerUp: AscendingLot.Standing?
    /// The lot picked; nil as long as it isn't.
    public var lot: Int?
  }
}
