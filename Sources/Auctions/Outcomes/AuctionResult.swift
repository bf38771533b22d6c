// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What an auction of any format came to, in one form for answers, files and reports.
public struct AuctionResult: Hashable, Sendable {
  /// Somebody who holds something, or pays for taking bids back.
  public struct Winner: Hashable, Sendable {
    /// Index of the bidder.
    public var bidder: Int
    /// Indexes of the bids that won, ascending; empty where a format has no bids for packages.
    public var bids: [Int]
    /// All that is held.
    public var package: [LotQuantity]
    /// What was bid for it, in minor units.
    public var bid: Int
    /// Its price before any credit, in minor units.
    public var price: Int
    /// What is paid for it: the price less the discount, and what is paid for particular places; in minor units.
    public var payment: Int
    /// What is paid for bids that were taken back, in minor units.
    public var withdrawalPayment: Int
    /// Particular places within lots, where a round assigned them; what is paid for them is within `payment`.
    public private(set) var places: [PlaceAssignment] = []

    /// What is paid for particular places, in minor units; no credit comes off it.
    public var placePayment: Int { places.reduce(0) { $0 + $1.payment } }

    /// Adds particular places and what is paid for them.
    mutating func take(_ assignments: [PlaceAssignment]) {
      places += assignments
      payment += assignments.reduce(0) { $0 + $1.payment }
    }

    /// Makes a winner.
    public init(
      bidder: Int, bids: [Int] = [], package: [LotQuantity], bid: Int, price: Int, payment: Int,
      withdrawalPayment: Int = 0
    ) {
      self.bidder = bidder
      self.bids = bids
      self.package = package
      self.bid = bid
      self.price = price
      self.payment = payment
      self.withdrawalPayment = withdrawalPayment
    }
  }

  /// A network in an auction that buys positions back, and what became of it.
  public struct Network: Hashable, Sendable {
    /// What became of it.
    public enum Fate: Hashable, Sendable {
      /// It was bought, at a price in minor units.
      case bought(price: Int)
      /// It stays, at a lot.
      case stays(lot: Int)
      /// It wasn't for sale at the opening price, and has no place.
      case withoutPlace
      /// The rounds ran out before it was settled.
      case undecided
    }

    /// Its name: the first bid that states it.
    public var name: String
    /// Index of its holder.
    public var holder: Int
    /// Indexes of the bids that state it, ascending.
    public var bids: [Int]
    /// Indexes of the lots at any of which it could be, ascending.
    public var positions: [Int]
    /// What became of it.
    public var fate: Fate

    /// The lot at which it stays; nil where it doesn't.
    public var place: Int? {
      if case .stays(let lot) = fate { return lot }
      return nil
    }
  }

  /// How far what is claimed of the winners goes.
  public enum Status: String, Hashable, Sendable, CaseIterable {
    /// No winners are worth more by their bids.
    case optimal
    /// The search for winners reached its limit.
    case feasible
    /// The rounds, the order or the draw decided; nothing is claimed.
    case closed
  }

  /// How far the claim goes.
  public var status: Status
  /// The winners by index of bidder.
  public var winners: [Winner]
  /// What the winners' packages are worth by what the file states: its bids, or where it states values those; in minor units.
  public var welfare: Int
  /// What the winners bid for their packages, in minor units, where behaviours made bids of the values that the file states;
  /// nil otherwise.
  public var offered: Int?
  /// No winners are worth more by the bids; nil where nothing is claimed, or welfare is by values.
  public var welfareBound: Int?
  /// What all pay together, in minor units. What the seller pays in a reverse auction is `cost`.
  public var revenue: Int
  /// What a buyer pays for positions that are given up, in minor units; nil for other formats.
  public var cost: Int?
  /// What isn't sold, and why.
  public var unsold: [UnsoldLot]
  /// Bids that never took part.
  public var rejected: [RejectedBid]
  /// Whether other winners would be worth as much; nil where nothing is claimed.
  public var uniqueness: WinningSet.Uniqueness?
  /// Whether that no winners are worth more rests on the solver's word in some part.
  public var restsOnSolver: Bool
  /// Whether a lot decided between equals.
  public var usedLots: Bool
  /// Whether the outcome is in the core of the bids; nil where it wasn't checked.
  public var core: CoreFinding?
  /// How the payments came about; nil where the format has no rule of payments.
  public var payments: PaymentResult?
  /// The price of a unit of each lot at the close, nil for those that nobody holds; empty where lots have no prices.
  public var lotPrices: [Int?]
  /// Every network of an auction that buys positions back, in the order of the bids; nil for other formats.
  public var networks: [Network]?
  /// How often each bid is served over all orders of a lottery; nil for other formats, and with too many bidders.
  public var odds: LotLottery.Odds?
  /// The acts and events of the rounds; nil without rounds.
  public var log: AuctionLog?
  /// The bids that were made: those of the file, or what behaviours made of the values.
  public var bids: Auction
  /// What the format tells beyond winners and payments, one sentence each.
  public var remarks: [String]
  /// What was assumed, one sentence each.
  public var assumptions: [String]

  /// Makes a result.
  public init(
    status: Status, winners: [Winner], welfare: Int, welfareBound: Int? = nil, unsold: [UnsoldLot],
    rejected: [RejectedBid] = [], uniqueness: WinningSet.Uniqueness? = nil, bids: Auction
  ) {
    self.status = status
    self.winners = winners
    self.welfare = welfare
    self.welfareBound = welfareBound
    revenue = winners.reduce(0) { $0 + $1.payment + $1.withdrawalPayment }
    self.unsold = unsold
    self.rejected = rejected
    self.uniqueness = uniqueness
    restsOnSolver = false
    usedLots = false
    lotPrices = []
    self.bids = bids
    remarks = []
    assumptions = []
  }
}
