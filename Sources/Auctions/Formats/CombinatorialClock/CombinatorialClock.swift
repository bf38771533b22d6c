// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

/// The combinatorial clock auction: a clock, one round of supplementary bids for packages, winners and payments from all bids
/// together, and where the rules have it a round for particular places.
///
/// Ausubel, Cramton, Milgrom 2006 (The clock-proxy auction); Ausubel, Baranov 2017 (doi:10.1111/ecoj.12404). Every package that
/// was asked for in the clock is a bid at the highest price at which it was, and all bids of a bidder exclude each other.
public struct CombinatorialClock: RoundMachine {
  /// What the next round is for.
  public enum Phase: String, Hashable, Sendable, CaseIterable {
    /// Requests at announced prices.
    case clock
    /// Bids for packages.
    case supplementary
    /// Bids for places.
    case assignment
    /// Nothing.
    case closed
  }

  /// A bid for a package.
  public struct PackageBid: Hashable, Sendable {
    /// Units by lot.
    public var units: [Int]
    /// In minor units.
    public var amount: Int
  }

  /// Finds winners of sealed bids, what they pay, and how that came about.
  public typealias Settlement = @Sendable (Auction) throws -> (outcome: AuctionOutcome, payments: PaymentResult)

  /// What is sold, to whom.
  public let auction: Auction
  /// The parameters.
  public let rules: CombinatorialClockRules
  /// The clock.
  public internal(set) var clock: ClockAuction
  /// What was done so far, in all phases.
  public internal(set) var log: AuctionLog
  /// What the next round is for.
  public internal(set) var stage = Phase.clock
  /// For every bidder the highest bid for every package, in the order in which packages were first bid for.
  public internal(set) var bids: [[PackageBid]]
  /// Winners and payments, once the supplementary round is over.
  public internal(set) var outcome: AuctionOutcome?
  /// How the payments came about, once the supplementary round is over.
  public internal(set) var payments: PaymentResult?
  /// Particular places, once the round for them is over.
  public internal(set) var assignments: [PlaceAssignment] = []

  let holdingRules: HoldingRules
  let settle: Settlement
  let assignmentPayments: PaymentRule

  /// The phase of the next round.
  public var phase: String { stage == .closed ? "" : stage.rawValue }
  /// Whether no further round takes place.
  public var isClosed: Bool { stage == .closed }

  /// Opens an auction at the reserves.
  ///
  /// - Parameters:
  ///   - auction: What is sold, to whom; its bids aren't looked at.
  ///   - rules: The parameters.
  ///   - seed: The seed of the clock's lots.
  ///   - assignmentPayments: What is paid for particular places.
  ///   - settle: Finds winners and payments of sealed bids.
  public init(
    auction: Auction, rules: CombinatorialClockRules, seed: Int, assignmentPayments: PaymentRule = .vcg,
    settle: @escaping Settlement
  ) {
    self.auction = auction
    self.rules = rules
    self.assignmentPayments = assignmentPayments
    self.settle = settle
    clock = ClockAuction(auction: auction, rules: rules.clock, seed: seed)
    holdingRules = HoldingRules(auction)
    log = AuctionLog(format: AuctionFormat.Kind.combinatorialClock.rawValue)
    bids = Array(repeating: [], count: auction.bidders.count)
  }

  /// Opens an auction whose winners and payments are those of a sealed one.
  ///
  /// - Parameters:
  ///   - auction: What is sold, to whom; its bids aren't looked at.
  ///   - rules: The parameters.
  ///   - seed: The seed of the clock's lots.
  ///   - payments: What is paid for packages, and for particular places.
  ///   - solver: Solves linear programs.
  ///   - threads: How many searches may run side by side; it changes no answer.
  public init(
    auction: Auction, rules: CombinatorialClockRules, seed: Int, payments: PaymentRule, solver: any Solver,
    threads: Int = 1
  ) {
    self.init(auction: auction, rules: rules, seed: seed, assignmentPayments: payments) {
      try SealedAuction(auction: $0, payments: payments, solver: solver, threads: threads).runWithPayments()
    }
  }

  /// The highest bid of a bidder for a package, in minor units; 0 where there is none.
  public func highestBid(_ bidder: Int, _ units: [Int]) -> Int {
    bids[bidder].first { $0.units == units }?.amount ?? 0
  }

  /// The bounds on a bidder's supplementary bids.
  public func caps(of bidder: Int) -> SupplementaryCaps {
    SupplementaryCaps(rules: rules, records: clock.records, bidder: bidder, holdingRules: holdingRules)
  }

  /// All bids so far as sealed ones; those of one bidder exclude each other.
  public var sealedBids: Auction {
    var sealed = auction
    sealed.bids = []
    sealed.exclusions = []
    for (bidder, own) in bids.enumerated() where !own.isEmpty {
      let first = sealed.bids.count
      for (number, bid) in own.enumerated() {
        sealed.bids.append(
          Bid(
            identifier: "\(auction.bidders[bidder].name):\(number + 1)", bidder: bidder,
            package: HoldingRules.package(bid.units), amount: bid.amount))
      }
      sealed.exclusions.append(Array(first..<sealed.bids.count))
    }
    return sealed
  }

  /// Keeps a bid where it is the highest for its package.
  mutating func keep(_ bidder: Int, _ units: [Int], _ amount: Int) {
    guard amount > 0, units.contains(where: { $0 > 0 }) else { return }
    if let index = bids[bidder].firstIndex(where: { $0.units == units }) {
      bids[bidder][index].amount = max(bids[bidder][index].amount, amount)
    } else {
      bids[bidder].append(PackageBid(units: units, amount: amount))
    }
  }
}

/// Who has which places of a lot, and what is paid for having these and not others.
public struct PlaceAssignment: Hashable, Sendable {
  /// Index of the lot.
  public var lot: Int
  /// Index of the bidder.
  public var bidder: Int
  /// The places, from 1, ascending.
  public var places: [Int]
  /// What was offered for them, in minor units.
  public var offer: Int
  /// What is paid for them, in minor units.
  public var payment: Int
}
