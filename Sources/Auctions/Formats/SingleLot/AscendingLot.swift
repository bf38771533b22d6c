// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// One thing sold by ascending bids in rounds (an English auction; sequential electronic rounds as in the auctions 8 and 9
/// of the Federal Communications Commission, 1996).
///
/// In a round everybody still in may bid or withdraw. The highest acceptable bid becomes the standing one; equal bids are
/// decided by a seeded lot. Whoever withdraws is out for good; the standing bidder can't withdraw. The sale ends when only
/// the standing bidder is still in, and by the rules also after a round without an acceptable bid or after so many rounds.
public struct AscendingLot: Hashable, Sendable {
  /// What somebody does in a round.
  public enum Act: Hashable, Sendable, Codable {
    /// Offers an amount, in minor units.
    case bid(bidder: Int, amount: Int)
    /// Is out for good.
    case withdraw(bidder: Int)
  }

  /// Why an act doesn't count.
  public enum Rejection: String, Hashable, Sendable, Codable, CaseIterable {
    /// No such bidder, or one who isn't admitted.
    case notAdmitted = "not-admitted"
    /// The bidder withdrew before.
    case hasWithdrawn = "has-withdrawn"
    /// The bidder holds the standing bid.
    case isStanding = "is-standing"
    /// The bid is below the least acceptable one.
    case belowMinimum = "below-minimum"
    /// The bid is above what the bidder may pay.
    case aboveBudget = "above-budget"
    /// The bidder acted already in this round.
    case secondAct = "second-act"
    /// The sale is over.
    case closed
  }

  /// What happened.
  public enum Event: Hashable, Sendable, Codable {
    /// An act of the round, by its place from 0, doesn't count.
    case rejected(act: Int, reason: Rejection)
    /// A bid stands.
    case standing(bidder: Int, amount: Int, byLot: Bool)
    /// A bidder is out.
    case withdrew(bidder: Int)
    /// The sale is over.
    case sold(bidder: Int, price: Int)
    /// The sale is over without a buyer.
    case unsold
  }

  /// A standing bid.
  public struct Standing: Hashable, Sendable {
    /// Index of the bidder.
    public var bidder: Int
    /// The amount, in minor units.
    public var amount: Int
  }

  /// The increments.
  public let rules: AscendingSingleLotRules
  /// The least first bid, in minor units.
  public let reserve: Int
  /// The bid that stands.
  public private(set) var standing: Standing?
  /// Who is still in, ascending.
  public private(set) var active: [Int]
  /// How many rounds have passed.
  public private(set) var round = 0
  /// Whether it is over.
  public private(set) var isClosed = false
  private let budgets: [Int?]
  private let names: [String]
  private let lot: TieLot
  private let occasion: String

  /// Opens a sale.
  ///
  /// - Parameters:
  ///   - reserve: the least first bid, in minor units.
  ///   - admitted: indexes of who may bid, ascending.
  ///   - names: names of everybody.
  ///   - budgets: what each may pay at most, nil for no limit.
  ///   - standing: a bid that stands from the beginning, such as the best of sealed opening offers.
  ///   - lot: decides between equal bids.
  ///   - occasion: what is sold.
  public init(
    rules: AscendingSingleLotRules, reserve: Int, admitted: [Int], names: [String], budgets: [Int?],
    standing: Standing? = nil, lot: TieLot, occasion: String
  ) {
    self.rules = rules
    self.reserve = reserve
    self.names = names
    self.budgets = budgets
    self.standing = standing
    self.lot = lot
    self.occasion = occasion
    active = admitted
    isClosed = standing != nil && admitted.count <= 1 || admitted.isEmpty
  }

  /// The least bid that would be accepted: the reserve, at least 1, or the standing bid and the greater of the increment,
  /// rounded up, and the least step.
  public var leastBid: Int {
    guard let standing else { return max(1, reserve) }
    return standing.amount
      + max(rules.leastIncrement, WholeMoney.shareRoundedUp(standing.amount, rules.incrementThousandths))
  }

  /// Plays one round.
  public mutating func submit(_ acts: [Act]) -> [Event] {
    var events: [Event] = []
    var bids: [Standing] = []
    var leaving: [Int] = []
    var acted: Set<Int> = []
    for (place, act) in acts.enumerated() {
      if let reason = rejection(of: act, acted: acted) {
        events.append(.rejected(act: place, reason: reason))
        continue
      }
      switch act {
      case .bid(let bidder, let amount):
        acted.insert(bidder)
        bids.append(Standing(bidder: bidder, amount: amount))
      case .withdraw(let bidder):
        acted.insert(bidder)
        leaving.append(bidder)
      }
    }
    guard !isClosed else { return events }
    round += 1
    for bidder in leaving {
      active.removeAll { $0 == bidder }
      events.append(.withdrew(bidder: bidder))
    }
    if let highest = bids.map(\.amount).max() {
      let best = bids.filter { $0.amount == highest }.map(\.bidder)
      if let winner = lot.winner(among: best, names: names, on: "\(occasion)/round \(round)") {
        standing = Standing(bidder: winner, amount: highest)
        events.append(.standing(bidder: winner, amount: highest, byLot: best.count > 1))
      }
    }
    let isOver = active.isEmpty || (standing.map { active == [$0.bidder] } ?? false)
    if isOver || bids.isEmpty && rules.closesAfterQuietRound || round >= rules.mostRounds {
      isClosed = true
      events.append(standing.map { .sold(bidder: $0.bidder, price: $0.amount) } ?? .unsold)
    }
    return events
  }

  private func rejection(of act: Act, acted: Set<Int>) -> Rejection? {
    if isClosed { return .closed }
    let bidder =
      switch act {
      case .bid(let bidder, _), .withdraw(let bidder): bidder
      }
    guard names.indices.contains(bidder) else { return .notAdmitted }
    if acted.contains(bidder) { return .secondAct }
    if standing?.bidder == bidder { return .isStanding }
    if !active.contains(bidder) { return round > 0 ? .hasWithdrawn : .notAdmitted }
    if case .bid(_, let amount) = act {
      if amount < leastBid { return .belowMinimum }
      if let budget = budgets[bidder], amount > budget { return .aboveBudget }
      if amount > Currency.greatestAmount { return .aboveBudget }
    }
    return nil
  }
}
