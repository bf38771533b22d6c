// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What coalitions of bidders could offer the seller, given who won.
///
/// The seller is in every coalition. Where the seller bids the reserves, these bids belong to the seller, who keeps them
/// whole: they count in what any coalition is worth, and nothing is charged for them.
struct CoalitionGame: Sendable {
  /// That the winners outside a coalition must pay at least what the coalition could offer beyond what its own winners do.
  struct Cut: Hashable, Sendable {
    /// Places, in `winners`, of those outside the coalition, ascending.
    var outside: [Int]
    /// What they must pay together.
    var bound: Int
    /// The bidders of the coalition, ascending.
    var coalition: [Int]
    /// The offers that it would have accepted, ascending; other offers can make the same cut.
    var offers: [Int] = []

    static func == (left: Cut, right: Cut) -> Bool {
      left.bound == right.bound && left.outside == right.outside && left.coalition == right.coalition
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(bound)
      hasher.combine(outside)
      hasher.combine(coalition)
    }
  }

  let reduction: ProblemReduction
  let determination: WinnerDetermination
  /// Indexes of the offers that won, ascending, the seller's among them.
  let accepted: [Int]
  /// Bidders that won, ascending, without the seller.
  let winners: [Int]
  /// What each of them bid for all that was won.
  let bids: [Int]
  /// What the seller bid for all that was kept.
  let sellerBid: Int
  let seller: Int?

  /// Makes the game of a set of accepted offers.
  init(reduction: ProblemReduction, accepted: [Int], seller: Int?, determination: WinnerDetermination) {
    self.reduction = reduction
    self.accepted = accepted
    self.seller = seller
    self.determination = determination
    let offers = reduction.problem.offers
    winners = Set(accepted.map { offers[$0].bidder }).filter { $0 != seller }.sorted()
    bids = winners.map { bidder in
      accepted.reduce(0) { offers[$1].bidder == bidder ? $0 + offers[$1].value : $0 }
    }
    sellerBid = accepted.reduce(0) { offers[$1].bidder == seller ? $0 + offers[$1].value : $0 }
  }

  // MARK: - VCG

  /// What each winner's taking part costs the others: W(N∖j) − (W(N) − b(j)).
  ///
  /// The searches are independent and run side by side. Each begins with what the other winners have, a lower bound that
  /// closes most nodes at once, and looks only at the parts where the winner holds something.
  func vickreyPrices() throws(AuctionFault) -> [Int] {
    let whole = reduction.programs()
    let holders = whole.map { part in Set(part.offers.map { reduction.problem.offers[$0].bidder }) }
    let prices = Parallel.map(Array(winners.indices), threads: determination.threads) {
      place -> (value: Int, bound: Int) in
      let winner = winners[place]
      var value = 0
      var bound = 0
      for (part, holders) in zip(whole, holders) where holders.contains(winner) {
        let isInPart = Set(part.offers)
        let won = accepted.filter { isInPart.contains($0) }
        guard won.contains(where: { reduction.problem.offers[$0].bidder == winner }) else { continue }
        let others = Set(won.filter { reduction.problem.offers[$0].bidder != winner })
        let left = others.reduce(0) { $0 + reduction.problem.offers[$1].value }
        let programs = reduction.programs {
          isInPart.contains($0) && reduction.problem.offers[$0].bidder != winner
        }
        var most = 0
        var mostBound = 0
        for program in programs {
          let answer = best(of: program, beginningWith: others)
          most += answer.value
          mostBound += answer.bound
        }
        value += most - left
        bound += mostBound - left
      }
      return (value, bound)
    }
    for (place, price) in prices.enumerated() where price.value != price.bound {
      throw .undecided(place: "VCG price of bidder \(winners[place] + 1)", value: price.value, bound: price.bound)
    }
    return prices.map(\.value)
  }

  /// The most that a program's offers are worth, in minor units.
  private func best(of program: PackingProgram, beginningWith offers: Set<Int>) -> (value: Int, bound: Int) {
    let start = program.offers.indices.filter { offers.contains(program.offers[$0]) }
    let answer = determination.search(of: program).run(
      BranchSearch.Question(floor: 0, nodeLimit: determination.nodeLimit, start: start))
    return (answer.value * program.unit, answer.bound * program.unit)
  }

  // MARK: - Separation

  /// How many nodes a search goes on for a better coalition after it found one.
  private static let patience = 50

  /// Looks for coalitions that could offer more than is paid.
  ///
  /// Each winner's offers are lowered by what the winner gains at the prices, once, and winners are determined again: a
  /// set worth more than what the seller has now is a coalition that blocks (Day, Raghavan 2007,
  /// doi:10.1287/mnsc.1060.0707).
  ///
  /// - Parameters:
  ///   - prices: What each winner pays, in minor units times `factor`; at most the bid.
  ///   - factor: At least 1.
  ///   - isExhaustive: Whether to find the most violated; else a search may end at the first it finds.
  /// - Returns: One cut for each connected part in which there is one; none where the prices are in the core.
  func separate(prices: [Int], factor: Int = 1, isExhaustive: Bool) throws(AuctionFault) -> [Cut] {
    let search = try searched(prices: prices, factor: factor, patience: isExhaustive ? nil : Self.patience)
    return search.parts.compactMap { part in
      part.set.map { cut(of: completed($0, part: Set(part.offers), placed: search.placed)) }
    }
  }

  /// The most valuable set against prices, all parts together; nil where it is what won.
  func bestSet(prices: [Int]) throws(AuctionFault) -> [Int]? {
    let search = try searched(prices: prices, factor: 1, patience: nil)
    guard search.parts.contains(where: { $0.set != nil }) else { return nil }
    let holds = Set(accepted)
    var set = search.parts.flatMap { part in part.set ?? part.offers.filter { holds.contains($0) } }
    for offer in accepted where !search.placed.contains(offer) && reduction.isFeasible(set + [offer]) {
      set.append(offer)
    }
    return set
  }

  /// What a search against prices found in each part.
  private struct Found: Sendable {
    var offers: [Int]
    /// A set worth more than what won there; nil where there is none.
    var set: [Int]?
  }

  private func searched(
    prices: [Int], factor: Int, patience: Int?
  ) throws(AuctionFault) -> (parts: [Found], placed: Set<Int>) {
    var surcharges = [Int](repeating: 0, count: reduction.problem.bidderCount)
    for (place, winner) in winners.enumerated() { surcharges[winner] = factor * bids[place] - prices[place] }
    let holds = Set(accepted)
    let programs = reduction.programs(surcharges: surcharges, factor: factor)
    let answers = Parallel.map(programs, threads: determination.threads) { program -> BranchSearch.Answer in
      let start = program.offers.indices.filter { holds.contains(program.offers[$0]) }
      let floor = program.value(of: start) ?? 0
      return determination.search(of: program).run(
        BranchSearch.Question(floor: floor, patience: patience, nodeLimit: determination.nodeLimit))
    }
    var parts: [Found] = []
    for (program, answer) in zip(programs, answers) {
      if answer.best == nil, answer.bound > answer.value {
        throw .undecided(place: "separation of the core", value: answer.value, bound: answer.bound)
      }
      if patience == nil, answer.bound > answer.value {
        throw .undecided(place: "separation of the core", value: answer.value, bound: answer.bound)
      }
      parts.append(Found(offers: program.offers, set: answer.best.map { $0.map { program.offers[$0] } }))
    }
    return (parts, Set(programs.flatMap(\.offers)))
  }

  /// A set of one part with what won in the others, and with what won and pays nothing as far as it fits: the more
  /// winners are in the coalition, the more the cut says.
  private func completed(_ set: [Int], part: Set<Int>, placed: Set<Int>) -> [Int] {
    var result = set + accepted.filter { !part.contains($0) && placed.contains($0) }
    for offer in accepted where !placed.contains(offer) && reduction.isFeasible(result + [offer]) {
      result.append(offer)
    }
    return result
  }

  /// The cut of a set of offers that could be accepted.
  func cut(of set: [Int]) -> Cut {
    let offers = reduction.problem.offers
    let coalition = Set(set.map { offers[$0].bidder })
    let worth = set.reduce(0) { $0 + offers[$1].value }
    var inside = 0
    var outside: [Int] = []
    for (place, winner) in winners.enumerated() {
      if coalition.contains(winner) { inside += bids[place] } else { outside.append(place) }
    }
    return Cut(
      outside: outside, bound: worth - inside - sellerBid, coalition: coalition.filter { $0 != seller }.sorted(),
      offers: set.sorted())
  }
}
