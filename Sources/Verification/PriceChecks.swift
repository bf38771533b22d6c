// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// Holds prices of auctions against what they should be.
///
/// Vickrey's prices take the greatest total of bids without each winner. It is found by trying all sets of options, with a
/// bound to cut off what can't be better, and given up beyond a number of trials: then the price was held within its limits
/// only, which the report counts apart.
struct PriceChecks {
  /// Trials for the greatest total without one winner.
  static let greatestTrials = 200_000

  /// With more requests than this nothing is tried.
  static let mostRequests = 100

  let market: MarketOutcome
  let docket: Docket

  func run(journal: inout Journal) {
    for problem in market.problems {
      journal.report(
        Finding(
          check: .prices, file: ResultFiles.resultsName, policy: problem.policy, subject: problem.subject,
          problem: problem.problem, expected: problem.expected))
    }
    for (index, auction) in market.auctions.enumerated() {
      guard let auction else { continue }
      let isVickrey = auction.sale.terms.payments == .vcg
      for winner in auction.winners {
        guard auction.isRecorded else {
          journal.count(.prices)
          continue
        }
        guard isVickrey, winner.isKnown, let price = price(of: winner, policy: index, auction.sale) else {
          journal.count(.priceLimits)
          continue
        }
        journal.count(.prices)
        guard price != winner.priceAtLeast else { continue }
        journal.report(
          Finding(
            check: .prices, file: ResultFiles.resultsName, policy: market.outcomes[index].policy.name,
            subject: winner.bidder, problem: "has the price \(winner.priceAtLeast)", expected: "\(price)"))
      }
    }
  }

  /// Σ reserve + W(N∖j) − (W(N) − w(j)); nil where that takes too many trials, or limits hold beside conflicts.
  private func price(of winner: MarketOutcome.Winner, policy: Int, _ sale: Sale) -> Int? {
    let outcome = market.outcomes[policy]
    let rules = PolicyRules(policy: outcome.policy, docket: docket)
    guard rules.planned.count == 1, rules.limitations.isEmpty else { return nil }
    let competing = docket.requests.indices.filter { rules.admits($0, stage: 0, docket: docket) }
    // Telling who may be in whose way takes the square of their number.
    guard competing.count <= Self.mostRequests else { return nil }
    var search = GrantSearch(trials: Self.greatestTrials) { docket.isConflict($0, $1) }
    func candidates(_ request: Int) -> [Option] {
      docket.places(of: docket.requests[request]).flatMap { rules.options(of: request, at: $0, docket: docket) }
    }
    let others = competing.filter { !isSame(sale.bidders[$0], winner.bidder) }
    let items = others.map { (weight: sale.weight($0), options: candidates($0)) }
    guard let without = search.greatest(items) else { return nil }
    let all = outcome.granted.reduce(0) { $0 + sale.weight($1.request) }
    let own = winner.requests.reduce(0) { $0 + sale.weight($1) }
    return winner.floor + without - (all - own)
  }
}

/// The greatest weight of requests that can be granted together, by trying.
struct GrantSearch {
  private let limit: Int
  private let isConflict: (Option, Option) -> Bool
  private var trials = 0
  private var best = 0

  init(trials: Int, isConflict: @escaping (Option, Option) -> Bool) {
    limit = trials
    self.isConflict = isConflict
  }

  /// The greatest weight; nil where that takes more trials than allowed.
  mutating func greatest(_ items: [(weight: Int, options: [Option])]) -> Int? {
    trials = 0
    best = 0
    // Requests that nothing else can be in the way of are granted; the others are tried group by group.
    var total = 0
    for group in groups(items) {
      best = 0
      let ordered = group.sorted { $0.weight > $1.weight }
      var rest = [Int](repeating: 0, count: ordered.count + 1)
      for index in ordered.indices.reversed() { rest[index] = rest[index + 1] + ordered[index].weight }
      guard extend([], at: 0, weight: 0, ordered, rest) else { return nil }
      total += best
    }
    return total
  }

  /// Requests that may be in each other's way, directly or over others.
  private func groups(_ items: [(weight: Int, options: [Option])]) -> [[(weight: Int, options: [Option])]] {
    var left = items.filter { !$0.options.isEmpty && $0.weight > 0 }
    var result: [[(weight: Int, options: [Option])]] = []
    while let seed = left.popLast() {
      var group = [seed]
      var next = 0
      while next < group.count {
        let near = group[next]
        let touching = left.indices.filter { index in
          left[index].options.contains { one in near.options.contains { isConflict(one, $0) } }
        }
        for index in touching.reversed() { group.append(left.remove(at: index)) }
        next += 1
      }
      result.append(group)
    }
    return result
  }

  /// Tries every option of a request, and none; false where too much was tried.
  private mutating func extend(
    _ granted: [Option], at index: Int, weight: Int, _ items: [(weight: Int, options: [Option])], _ rest: [Int]
  ) -> Bool {
    trials += 1
    guard trials <= limit else { return false }
    best = max(best, weight)
    guard index < items.count, weight + rest[index] > best else { return true }
    for option in items[index].options where granted.allSatisfy({ !isConflict($0, option) }) {
      guard extend(granted + [option], at: index + 1, weight: weight + items[index].weight, items, rest) else {
        return false
      }
    }
    return extend(granted, at: index + 1, weight: weight, items, rest)
  }
}
