// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension ResultsDocument {
  /// What the policies that sell come to in money, and what all policies are worth to those who asked.
  public struct Market: Codable, Hashable, Sendable {
    /// What every policy is worth, by the values of the first one that sells.
    public struct Worth: Codable, Hashable, Sendable {
      /// The policy.
      public var policy: String
      /// What all its grants are worth to those who asked for them, in units of account.
      public var welfare: Int
      /// The Gini coefficient of net positions of member States without a rebate.
      public var netGini: Quantity
      /// The same after a rebate in equal parts; undefined where nothing is sold.
      public var netGiniRebateEqual: Quantity
      /// The same after a rebate by need.
      public var netGiniRebateNeed: Quantity

      /// Makes an entry.
      public init(
        policy: String, welfare: Int, netGini: Quantity, netGiniRebateEqual: Quantity, netGiniRebateNeed: Quantity
      ) {
        self.policy = policy
        self.welfare = welfare
        self.netGini = netGini
        self.netGiniRebateEqual = netGiniRebateEqual
        self.netGiniRebateNeed = netGiniRebateNeed
      }
    }

    /// What one bidder won and pays.
    public struct Winner: Codable, Hashable, Sendable {
      /// The bidder: a symbol, with a stroke and an organisation where holders bid.
      public var bidder: String
      /// Symbol of its administration.
      public var administration: String
      /// How many networks it won.
      public var networks: Int
      /// What they are worth to it.
      public var value: Int
      /// What it bid for them.
      public var bid: Int
      /// The sum of their reserves or fees.
      public var leastPrice: Int
      /// The price before the credit is no less.
      public var priceAtLeast: Int
      /// The price before the credit is no more.
      public var priceAtMost: Int
      /// The credit, in thousandths of the price.
      public var creditThousandths: Int
      /// What the credit forgives.
      public var discount: Int
      /// What is paid; nil where the price is known up to an interval only.
      public var payment: Int?

      /// Makes an entry.
      public init(
        bidder: String, administration: String, networks: Int, value: Int, bid: Int, leastPrice: Int,
        priceAtLeast: Int, priceAtMost: Int, creditThousandths: Int, discount: Int, payment: Int?
      ) {
        self.bidder = bidder
        self.administration = administration
        self.networks = networks
        self.value = value
        self.bid = bid
        self.leastPrice = leastPrice
        self.priceAtLeast = priceAtLeast
        self.priceAtMost = priceAtMost
        self.creditThousandths = creditThousandths
        self.discount = discount
        self.payment = payment
      }
    }

    /// Who has nothing under a policy that sells, and something under another.
    public struct PricedOut: Codable, Hashable, Sendable {
      /// The other policy.
      public var policy: String
      /// Symbols of those who asked, hold nothing here and something there, sorted.
      public var administrations: [String]
      /// Networks refused here and granted there.
      public var networks: Int

      /// Makes an entry.
      public init(policy: String, administrations: [String], networks: Int) {
        self.policy = policy
        self.administrations = administrations
        self.networks = networks
      }
    }

    /// A policy that sells.
    public struct Auction: Codable, Hashable, Sendable {
      /// The policy.
      public var policy: String
      /// What winners pay, as the policy names it.
      public var payments: String
      /// The terms in words.
      public var terms: String
      /// Networks that took no part since too little was bid for them.
      public var belowPrice: Int
      /// The sum of the winning bids.
      public var bids: Int
      /// What all pay, after credits; undefined where prices are known up to intervals only.
      public var revenue: Quantity
      /// The revenue before credits is no less than this.
      public var revenueAtLeast: Int
      /// The revenue before credits is no more than this.
      public var revenueAtMost: Int
      /// What credits forgive; undefined where prices are known up to intervals only.
      public var creditsCost: Quantity
      /// Who won and what they pay, by bidder.
      public var winners: [Winner]
      /// Who is priced out in comparison with each other policy.
      public var pricedOut: [PricedOut]

      /// Makes an entry.
      public init(
        policy: String, payments: String, terms: String, belowPrice: Int, bids: Int, revenue: Quantity,
        revenueAtLeast: Int, revenueAtMost: Int, creditsCost: Quantity, winners: [Winner], pricedOut: [PricedOut]
      ) {
        self.policy = policy
        self.payments = payments
        self.terms = terms
        self.belowPrice = belowPrice
        self.bids = bids
        self.revenue = revenue
        self.revenueAtLeast = revenueAtLeast
        self.revenueAtMost = revenueAtMost
        self.creditsCost = creditsCost
        self.winners = winners
        self.pricedOut = pricedOut
      }
    }

    /// The policy whose values all policies are measured by.
    public var valuesOf: String
    /// What is assumed of values, of payments and of the law, one sentence each.
    public var assumptions: [String]
    /// What every policy is worth, in the order of the comparison.
    public var policies: [Worth]
    /// The policies that sell, in the order of the comparison.
    public var auctions: [Auction]

    /// Makes a record.
    public init(valuesOf: String, assumptions: [String], policies: [Worth], auctions: [Auction]) {
      self.valuesOf = valuesOf
      self.assumptions = assumptions
      self.policies = policies
      self.auctions = auctions
    }
  }
}
