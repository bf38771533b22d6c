// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Coordination
import Filings
import IntegerPrograms
import Scenarios

/// What winners pay for what an auction of a policy granted.
///
/// The allocation stands already: the engine made the total of bids above reserves as great as possible, under the policy's
/// constraints. Prices follow from it and from the same program.
public struct PolicyPayments: Sendable {
  /// What one winner pays, in whole units of account.
  public struct Winner: Hashable, Sendable {
    /// Index of the bidder.
    public var bidder: Int
    /// Requests granted by the auction, ascending.
    public var requests: [Int]
    /// What they are worth to the bidder.
    public var value: Int
    /// What was bid for them.
    public var bid: Int
    /// The sum of their reserves, or of their fees.
    public var leastPrice: Int
    /// The price before the credit is no less than this.
    public var priceAtLeast: Int
    /// The price before the credit is no more than this; the same as `priceAtLeast` where the price is known.
    public var priceAtMost: Int
    /// The credit in thousandths of the price.
    public var creditThousandths: Int
    /// What is forgiven by the credit; 0 where the price isn't known.
    public var discount: Int

    /// The price before the credit; nil where only an interval is known.
    public var price: Int? { priceAtLeast == priceAtMost ? priceAtLeast : nil }
    /// What is paid; nil where only an interval is known.
    public var payment: Int? { price.map { $0 - discount } }
  }

  /// Who bids what.
  public var bids: RequestBids
  /// Number of the planned stage, from 1.
  public var stage: Int
  /// The winners, by bidder.
  public var winners: [Winner]
  /// How many linear or integer programs were looked at: one a winner and part.
  public var absences: Int

  /// What all winners pay; nil where a price is known up to an interval only.
  public var revenue: Int? {
    winners.reduce(Optional(0)) { sum, winner in sum.flatMap { sum in winner.payment.map { sum + $0 } } }
  }
  /// What the credits forgive.
  public var discounts: Int { winners.reduce(0) { $0 + $1.discount } }
}

/// Works out what winners of a policy's auction pay.
public struct PolicyPricing: Sendable {
  /// The solver that totals without a bidder are handed to.
  public let solver: any Solver
  /// The limit of nodes of each of those integer programs; nil for none.
  public let nodeLimit: Int?
  /// Asked now and then; true stops the work.
  public let isCancelled: (@Sendable () -> Bool)?

  /// Makes it.
  public init(solver: any Solver, nodeLimit: Int? = nil, isCancelled: (@Sendable () -> Bool)? = nil) {
    self.solver = solver
    self.nodeLimit = nodeLimit
    self.isCancelled = isCancelled
  }

  /// What winners pay; nil where no stage of the policy sells.
  ///
  /// - Throws: what the solver throws; `AllocationFault.cancelled`.
  public func payments(_ allocation: Allocation, in problem: CoordinationProblem) throws -> PolicyPayments? {
    guard let auction = allocation.policy.auction,
      let planned = allocation.plan.first(where: { $0.stage.auction != nil })
    else { return nil }
    let bids = RequestBids(problem: problem, terms: auction.terms)
    let attributes = Self.attributes(problem)
    var winners = Self.winners(allocation, stage: planned.number, bids: bids, attributes: attributes)
    var absences = 0
    switch auction.terms.payments {
    case .firstPrice:
      for index in winners.indices { winners[index].fix(price: winners[index].bid, terms: auction.terms) }
    case .postedFee:
      for index in winners.indices { winners[index].fix(price: winners[index].leastPrice, terms: auction.terms) }
    case .vcg, .coreMinimumRevenue, .coreVCGNearest, .coreZeroNearest, .coreBidNearest, .coreLeximin:
      let engine = PolicyEngine(
        solver: solver, limits: SolverLimits(nodes: nodeLimit, isCancelled: isCancelled))
      guard let program = try engine.saleProgram(of: allocation, in: problem) else { return nil }
      let claim = allocation.claims.first { $0.stage == planned.number && $0.objective == .bids }
      let isOptimal = winners.isEmpty || claim?.strength == .optimal
      absences = try price(&winners, program: program, isOptimal: isOptimal, terms: auction.terms)
    }
    return PolicyPayments(bids: bids, stage: planned.number, winners: winners, absences: absences)
  }

  /// Attributes of administrations by index.
  private static func attributes(_ problem: CoordinationProblem) -> [Administration] {
    let bySymbol = Dictionary(problem.register.administrations.map { ($0.symbol, $0) }) { first, _ in first }
    return problem.administrations.compactMap { bySymbol[$0] }
  }

  private static func winners(
    _ allocation: Allocation, stage: Int, bids: RequestBids, attributes: [Administration]
  ) -> [PolicyPayments.Winner] {
    let granted = allocation.grants.indices.filter { allocation.grants[$0]?.stage == stage }
    let byBidder = Dictionary(grouping: granted) { bids.bidder[$0] }
    return byBidder.keys.sorted().map { bidder in
      let requests = byBidder[bidder] ?? []
      let bid = requests.reduce(0) { $0 + bids.bids[$1] }
      let least = requests.reduce(0) { $0 + bids.leastPrices[$1] }
      return PolicyPayments.Winner(
        bidder: bidder, requests: requests, value: requests.reduce(0) { $0 + bids.values[$1] }, bid: bid,
        leastPrice: least, priceAtLeast: least, priceAtMost: bid,
        creditThousandths: bids.credit(of: bidder, attributes: attributes), discount: 0)
    }
  }

  /// Vickrey's prices: what taking part costs the others, on top of the reserves.
  ///
  /// price = Σ reserve + W(N∖j) − (W(N) − w(j)), where w counts bids above reserves.
  /// Source: Vickrey 1961, doi:10.1111/j.1540-6261.1961.tb02789.x; Clarke 1971, doi:10.1007/BF01726210; Groves 1973,
  /// doi:10.2307/1914085.
  private func price(
    _ winners: inout [PolicyPayments.Winner], program: SaleProgram, isOptimal: Bool, terms: Policy.Auction
  ) throws -> Int {
    guard isOptimal else { return 0 }
    var absences = 0
    for part in program.parts where !part.accepted.isEmpty {
      let search = AbsenceSearch(part: part, solver: solver, nodeLimit: nodeLimit, isCancelled: isCancelled)
      let bidders = part.requests.map { program.bids.bidder[$0] }
      for index in winners.indices {
        let own = part.accepted.filter { bidders[$0] == winners[index].bidder }
        guard !own.isEmpty else { continue }
        if isCancelled?() == true { throw AllocationFault.cancelled }
        let without = try search.greatest(without: bidders.map { $0 == winners[index].bidder })
        absences += 1
        let held = own.reduce(0) { $0 + part.weights[$1] }
        // Without a bidder the others can keep what they hold, and whoever leaves can't have been worth less than that.
        winners[index].priceAtLeast += without.atLeast - (part.value - held)
        winners[index].priceAtMost += min(0, without.atMost - part.value)
      }
    }
    guard terms.payments.isCore else {
      for index in winners.indices {
        guard let price = winners[index].price else { continue }
        winners[index].fix(price: price, terms: terms)
      }
      return absences
    }
    // In the core nobody pays less than VCG, and nobody more than the bid.
    let least = winners.map(\.price)
    for index in winners.indices { winners[index].priceAtMost = winners[index].bid }
    let known = least.compactMap(\.self)
    guard known.count == winners.count else { return absences }
    let coalitions = PolicyCoalitions(
      program: program, solver: solver, nodeLimit: nodeLimit, isCancelled: isCancelled)
    let reserves = winners.map(\.leastPrice)
    let vickrey = zip(known, reserves).map { $0 - $1 }
    guard let rule = PaymentRule(rawValue: terms.payments.rawValue) else { return absences }
    do {
      let result = try CorePayments(game: coalitions, rule: rule, least: vickrey, reference: vickrey).solve()
      let prices = result.exact.map(\.roundedUp)
      if result.exact.contains(where: { $0.denominator != 1 }) {
        guard try coalitions.separate(prices: prices, factor: 1, isExhaustive: true).isEmpty else { return absences }
      }
      for index in winners.indices { winners[index].fix(price: prices[index] + reserves[index], terms: terms) }
    } catch {
      // A search that reached its limit leaves what is known: no less than VCG, no more than the bid.
      if isCancelled?() == true { throw AllocationFault.cancelled }
    }
    return absences
  }
}

extension PolicyPayments.Winner {
  /// Sets the price and what the credit forgives of it.
  fileprivate mutating func fix(price: Int, terms: Policy.Auction) {
    priceAtLeast = price
    priceAtMost = price
    discount = min(terms.greatestDiscount ?? .max, price * creditThousandths / 1_000)
  }
}
