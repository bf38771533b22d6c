// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension AuctionLog {
  /// Why an act doesn't count, or counts in part.
  public enum Reason: String, Hashable, Sendable, CaseIterable {
    // What the rules of an auction forbid.
    /// It needs more points than the bidder's eligibility.
    case aboveEligibility = "above-eligibility"
    /// It costs more than the bidder's budget, together with what the bidder is bound to.
    case aboveBudget = "above-budget"
    /// It is less than the least amount that is taken.
    case belowMinimum = "below-minimum"
    /// It is none of the amounts that may be bid.
    case notAmongAmounts = "not-among-amounts"
    /// It is more than any amount that can be counted exactly.
    case aboveGreatestAmount = "above-greatest-amount"
    /// It goes beyond a cap.
    case aboveCap = "above-cap"
    /// It takes what is set aside for others.
    case setAside = "set-aside"
    /// It wants lots together that conflict.
    case conflict
    /// It wants more units than there are.
    case aboveSupply = "above-supply"
    /// It doesn't agree with what the bidder showed to prefer in an earlier round.
    case revealedPreference = "revealed-preference"
    /// It is more than the cap from the last round in which the bidder could have had the package.
    case relativeCap = "relative-cap"
    /// It is more than the cap from the last round of the clock.
    case finalCap = "final-cap"
    /// Less would be wanted than there is.
    case undersell
    /// The bidder stands with this lot already.
    case alreadyStanding = "already-standing"
    /// The bidder has no waiver left.
    case noWaiverLeft = "no-waiver-left"
    /// A waiver is for rounds in which its holder doesn't bid.
    case waiverBesideBids = "waiver-beside-bids"
    /// The bidder has taken bids back in as many rounds as the rules allow.
    case noWithdrawalLeft = "no-withdrawal-left"
    /// The bidder has left or is no longer eligible.
    case notInAuction = "not-in-auction"
    /// The activity asked for wasn't reached, and a waiver was used.
    case automatic
    /// The bidder asked for it.
    case proactive

    // What can't be done at all: a fault of the file that says so.
    /// There is no such bidder.
    case unknownBidder = "unknown-bidder"
    /// There is no such lot, or the lots aren't written as a package.
    case unknownLot = "unknown-lot"
    /// There are no such places, or they don't fit what the bidder has won.
    case unknownPlaces = "unknown-places"
    /// The format or its phase has no such act, or the act lacks something.
    case wrongAct = "wrong-act"
    /// It isn't an act of this round.
    case wrongRound = "wrong-round"
    /// The bidder did the same in the same round.
    case twice
    /// The bid was taken back in this round already.
    case withdrawnTwice = "withdrawn-twice"
    /// The bidder has no standing bid there.
    case notStanding = "not-standing"
    /// The auction is closed.
    case closed

    /// Whether no bidder could have done it: in a file it is a fault, not an act that the rules reject.
    public var isFault: Bool {
      switch self {
      case .unknownBidder, .unknownLot, .unknownPlaces, .wrongAct, .wrongRound, .twice, .withdrawnTwice, .notStanding,
        .closed:
        true
      default: false
      }
    }

    /// The reason as a clause.
    public var text: String {
      switch self {
      case .aboveEligibility: "needs more points than the bidder is eligible for"
      case .aboveBudget: "is beyond the bidder's budget"
      case .belowMinimum: "is less than the least amount that is taken"
      case .notAmongAmounts: "is none of the amounts that may be bid"
      case .aboveGreatestAmount: "is more than can be counted exactly"
      case .aboveCap: "goes beyond a cap"
      case .setAside: "takes what is set aside for others"
      case .conflict: "wants lots together that conflict"
      case .aboveSupply: "wants more units than there are"
      case .revealedPreference: "does not agree with what the bidder showed to prefer in an earlier round"
      case .relativeCap: "is above the relative cap"
      case .finalCap: "is above the final cap"
      case .undersell: "would leave less demand than supply"
      case .alreadyStanding: "is for a lot in which the bidder stands already"
      case .noWaiverLeft: "needs a waiver, and none is left"
      case .waiverBesideBids: "waives in a round in which the bidder bids"
      case .noWithdrawalLeft: "is a withdrawal beyond the rounds in which the bidder may withdraw"
      case .notInAuction: "comes from a bidder who is no longer in the auction"
      case .automatic: "the activity asked for was not reached"
      case .proactive: "the bidder asked for it"
      case .unknownBidder: "names a bidder that does not exist"
      case .unknownLot: "names a lot that does not exist, or the same lot twice"
      case .unknownPlaces: "names places that do not exist or do not fit what the bidder has won"
      case .wrongAct: "is no act of this phase of the auction, or lacks lots or amount"
      case .wrongRound: "is not an act of this round"
      case .twice: "repeats what the bidder did in the same round"
      case .withdrawnTwice: "withdraws a bid that is withdrawn already"
      case .notStanding: "withdraws from a lot in which the bidder does not stand"
      case .closed: "comes after the auction has closed"
      }
    }

    /// What to write instead, for faults of files.
    public var remedy: String {
      switch self {
      case .unknownBidder: "write the name of a bidder of the auction"
      case .unknownLot: "write names of lots of the auction, each once"
      case .unknownPlaces: "write as many places in a row as the bidder has won units"
      case .wrongAct: "see the acts of this format in the documentation"
      case .wrongRound: "number the rounds 1, 2, 3, …, each with its own acts"
      case .twice: "keep one of the two"
      case .withdrawnTwice: "leave one withdrawal out"
      case .notStanding: "withdraw only where the bidder stands at the beginning of the round"
      case .closed: "leave the act out, or mend the rounds before it"
      default: "leave the act out"
      }
    }
  }
}
