// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Who won by which bids, and what coalitions of bidders could offer the seller instead.
///
/// Values are counted without the reserves where the seller bids them: see `AuctionRulesCheck.model`.
struct AuctionGame: Sendable {
  let statement: AuctionStatement
  let model: PackingModel
  /// The bids that won, ascending.
  let accepted: [Int]
  /// Bidders that won, ascending.
  let winners: [Int]
  /// What each of them bid.
  let bids: [Int]
  /// The reserves of what each of them holds.
  let reserves: [Int]
  /// The bids of each part of the model that shares no row with another.
  private let parts: [Set<Int>]
  let limit: PackingSearch.Limit

  init(statement: AuctionStatement, model: PackingModel, accepted: [Int], limit: PackingSearch.Limit) {
    self.statement = statement
    self.model = model
    self.accepted = accepted
    self.limit = limit
    winners = Set(accepted.map { statement.bids[$0].bidder }).sorted()
    bids = winners.map { winner in
      accepted.reduce(0) { statement.bids[$1].bidder == winner ? $0 + statement.bids[$1].amount : $0 }
    }
    reserves = winners.map { winner in
      accepted.reduce(0) {
        statement.bids[$1].bidder == winner ? $0 + statement.reserve(of: statement.bids[$1].units) : $0
      }
    }
    let (small, columns) = model.tightened { model.values[$0] > 0 }
    parts = small.parts().map { part in Set(part.columns.map { columns[$0] }) }
  }

  /// The reserves that count in what the seller has: those of what winners take, where the seller bids them.
  func countedReserve(_ place: Int) -> Int { statement.sellerBids ? reserves[place] : 0 }

  /// The least that each winner's taking part costs the others, W(N∖j) − (W(N) − b(j)); nil where a search reached its limit.
  func vickreyPrice(of place: Int) -> Int? {
    let winner = winners[place]
    let own = accepted.filter { statement.bids[$0].bidder == winner }
    let near = parts.filter { part in own.contains(where: part.contains) }.reduce(into: Set<Int>()) { $0.formUnion($1) }
    var others = model
    for column in others.values.indices where !near.contains(column) || others.holders[column] == winner {
      others.values[column] = -1
    }
    let start = accepted.filter { near.contains($0) && statement.bids[$0].bidder != winner }
    let answer = PackingSearch.best(of: others, beginningWith: start, limit: limit)
    guard answer.isComplete, let best = answer.best else { return nil }
    return others.value(of: best) - others.value(of: start) + countedReserve(place)
  }

  /// What is found where coalitions are searched for one that blocks.
  enum Block {
    /// Nobody blocks.
    case none
    /// Some bids would bring the seller so much more, with nobody who has them accepted worse off.
    case found(bids: [Int], gain: ExactFraction)
    case undecided
  }

  /// Looks for the coalition that could offer the most beyond what the seller has at some prices.
  ///
  /// A winner whose bids aren't chosen frees what it gains: a column worth the surplus b(j) − p(j) that excludes each of
  /// its bids. The winners block nobody exactly where, with these columns, they remain the most valuable set.
  ///
  /// - Parameter beginningWith: Bids of a coalition that is known; nil for what won.
  func strongestBlock(prices: [ExactFraction], beginningWith known: [Int]? = nil) -> Block {
    var common = prices.first?.denominator ?? 1
    for price in prices.dropFirst() {
      common = common / common.greatestCommonDivisor(with: price.denominator) * price.denominator
    }
    let total = model.values.reduce(Int128(0)) { $0 + Int128(max(0, $1)) }
    guard let factor = Int(exactly: common), Int128(factor) * max(1, total) < Int128(1) << 58 else { return .undecided }
    var game = model
    game.values = model.values.map { $0 * factor }
    var columnOfWinner: [Int: Int] = [:]
    for (place, winner) in winners.enumerated() {
      let surplus = (ExactFraction(bids[place]) - prices[place]) * ExactFraction(factor)
      guard let worth = surplus.roundedUp, worth > 0 else { continue }
      columnOfWinner[winner] = game.values.count
      addFreed(worth, of: winner, to: &game)
    }
    func completed(_ set: [Int]) -> [Int] {
      let used = Set(set.map { statement.bids[$0].bidder })
      return set + columnOfWinner.filter { !used.contains($0.key) }.map(\.value)
    }
    let answer = PackingSearch.best(of: game, beginningWith: completed(known ?? accepted), limit: limit)
    guard answer.isComplete, let best = answer.best else { return .undecided }
    let gain = game.value(of: best) - game.value(of: completed(accepted))
    guard gain > 0 else { return .none }
    return .found(
      bids: best.filter { $0 < model.values.count }, gain: ExactFraction(gain) / ExactFraction(factor))
  }

  private func addFreed(_ worth: Int, of winner: Int, to game: inout PackingModel) {
    let column = game.values.count
    game.values.append(worth)
    game.holders.append(-1)
    var left = Set(statement.bids.indices.filter { statement.bids[$0].bidder == winner && model.values[$0] > 0 })
    var groups: [[Int]] = []
    for set in statement.exclusions {
      let members = set.filter { statement.bids[$0].bidder == winner && model.values[$0] > 0 }
      guard !members.isEmpty, members.contains(where: left.contains) else { continue }
      groups.append(members.sorted())
      left.subtract(members)
    }
    for group in groups + left.sorted().map({ [$0] }) {
      game.rows.append(
        .init(columns: group + [column], coefficients: Array(repeating: 1, count: group.count + 1), capacity: 1))
    }
  }

  /// What some bids bring the seller beyond what it has at prices, with their bidders no worse off; in minor units.
  func gain(of set: [Int], prices: [Int]) -> Int {
    let used = Set(set.map { statement.bids[$0].bidder })
    var gain = model.value(of: set) - model.value(of: accepted)
    for (place, winner) in winners.enumerated() where !used.contains(winner) { gain += bids[place] - prices[place] }
    return gain
  }
}
