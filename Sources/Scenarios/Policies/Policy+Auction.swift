// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension Policy {
  /// The terms on which a stage sells: who bids what, what winners pay, and what is given back.
  ///
  /// What is bid for are the requests of the register; every option of a request is an offer of the same amount. Amounts
  /// are whole units of account.
  public struct Auction: Hashable, Sendable {
    /// What winners pay.
    public enum Payments: String, CaseIterable, Sendable {
      /// What they bid.
      case firstPrice = "first-price"
      /// What their taking part costs the others.
      case vcg
      /// A payment vector of least revenue in the core.
      case coreMinimumRevenue = "core-minimum-revenue"
      /// Of those of least revenue the one nearest to VCG.
      case coreVCGNearest = "core-vcg-nearest"
      /// Of those of least revenue the one nearest to zero.
      case coreZeroNearest = "core-zero-nearest"
      /// Of those of least revenue the one nearest to the bids.
      case coreBidNearest = "core-bid-nearest"
      /// Of those of least revenue the one whose surcharges over VCG, greatest first, are the least.
      case coreLeximin = "core-leximin"
      /// A fee for each channel, known beforehand; among those who are ready to pay it dates of receipt decide.
      case postedFee = "posted-fee"

      /// Whether a core is asked for.
      public var isCore: Bool {
        switch self {
        case .coreMinimumRevenue, .coreVCGNearest, .coreZeroNearest, .coreBidNearest, .coreLeximin: true
        case .firstPrice, .vcg, .postedFee: false
        }
      }
    }

    /// Where values of requests come from.
    public enum Values: Hashable, Sendable {
      /// From the seeded model: bandwidth × market × coverage × incumbency × launch × chance.
      case seeded(world: Int, bidders: Int)
      /// From the scenario's table of values.
      case table
    }

    /// Who bids.
    public enum Bidders: String, CaseIterable, Sendable {
      /// Notifying administrations, each for all that it filed, also for organisations.
      case administrations
      /// Holders: an administration for itself, and for each organisation that it files for apart.
      case holders
    }

    /// A bidding credit of a group.
    public struct Credit: Hashable, Sendable {
      /// The group.
      public var group: AdministrationGroup
      /// The part of the price that is forgiven, in thousandths.
      public var thousandths: Int

      /// Makes a credit.
      public init(group: AdministrationGroup, thousandths: Int) {
        self.group = group
        self.thousandths = thousandths
      }
    }

    /// What winners pay.
    public var payments: Payments
    /// Where values come from.
    public var values: Values
    /// Who bids.
    public var bidders: Bidders
    /// What the seller wants for a channel at least; 0 for nothing. A bid that isn't above it takes no part.
    public var reserve: Int
    /// The fee for a channel, where a fee is posted.
    public var fee: Int
    /// Credits by group, the file's order; whoever is in several has the greatest.
    public var credits: [Credit]
    /// The greatest discount of a bidder; nil for none.
    public var greatestDiscount: Int?
    /// What is bid, in thousandths of the value: 1,000 where bidders say what it is worth to them.
    public var shareBid: Int
    /// Line of the file, for messages.
    public var line: Int?

    /// Makes terms.
    public init(
      payments: Payments, values: Values, bidders: Bidders = .administrations, reserve: Int = 0, fee: Int = 0,
      credits: [Credit] = [], greatestDiscount: Int? = nil, shareBid: Int = 1_000, line: Int? = nil
    ) {
      self.payments = payments
      self.values = values
      self.bidders = bidders
      self.reserve = reserve
      self.fee = fee
      self.credits = credits
      self.greatestDiscount = greatestDiscount
      self.shareBid = shareBid
      self.line = line
    }

    /// The price of a channel below which nothing is granted.
    public var leastPrice: Int { payments == .postedFee ? fee : reserve }

    /// The word of the behaviour.
    public var behaviour: String { shareBid == 1_000 ? "straightforward" : "shading" }
  }

  /// The stage that sells, with its index; nil without one.
  public var auction: (stage: Int, terms: Auction)? {
    for (index, stage) in stages.enumerated() {
      if let terms = stage.auction { return (index, terms) }
    }
    return nil
  }
}
