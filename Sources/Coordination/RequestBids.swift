// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

/// Who bids what for each request of a problem, on the terms of one auction.
public struct RequestBids: Sendable {
  /// The terms.
  public let terms: Policy.Auction
  /// Names of bidders, sorted: symbols, with a stroke and the organisation where holders bid.
  public let bidders: [String]
  /// For each request the index of whoever bids for it.
  public let bidder: [Int]
  /// For each bidder the index of its administration.
  public let administration: [Int]
  /// For each request what it is worth to its bidder, in whole units of account.
  public let values: [Int]
  /// For each request what is bid for it.
  public let bids: [Int]
  /// For each request the least that it is granted for: the reserve, or the fee.
  public let leastPrices: [Int]

  /// Works out what everybody bids. Time: that of the values.
  public init(problem: CoordinationProblem, terms: Policy.Auction) {
    self.terms = terms
    let names = problem.requests.map { request in
      let isApart = terms.bidders == .holders && request.organisation != nil
      return request.administration + (isApart ? "/" + (request.organisation ?? "") : "")
    }
    let sorted = Set(names).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let index = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
    bidders = sorted
    bidder = names.map { index[$0] ?? 0 }
    var administration = [Int](repeating: 0, count: sorted.count)
    for (request, name) in names.enumerated() {
      if let index = index[name] { administration[index] = problem.notifying[request] }
    }
    self.administration = administration
    values = Self.values(problem: problem, source: terms.values)
    bids = values.map { $0 * terms.shareBid / 1_000 }
    leastPrices = problem.requests.map { $0.channels * terms.leastPrice }
  }

  /// What requests are worth, by the seeded model or by the scenario's table.
  public static func values(problem: CoordinationProblem, source: Policy.Auction.Values) -> [Int] {
    switch source {
    case .seeded(let world, let bidders): SeededValues(world: world, bidders: bidders).values(of: problem)
    case .table: problem.requests.map(\.value)
    }
  }

  /// Whether a request takes part: what is bid exceeds the reserve, or what it is worth is no less than the fee.
  public func takesPart(_ request: Int) -> Bool {
    terms.payments == .postedFee ? values[request] >= leastPrices[request] : weight(request) > 0
  }

  /// What granting a request adds to the objective: the bid above the reserve.
  public func weight(_ request: Int) -> Int { bids[request] - leastPrices[request] }

  /// The credit of a bidder in thousandths: the greatest of its groups.
  public func credit(of bidder: Int, attributes: [Administration]) -> Int {
    let own = attributes[administration[bidder]]
    return terms.credits.filter { $0.group.contains(own) }.map(\.thousandths).max() ?? 0
  }
}
