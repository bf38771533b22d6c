// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// Turns in proportion to weights: the next turn goes to the agent with the least (turns so far + y) ÷ weight.
///
/// The y of a divisor method decides whom the rounding favours: 0 (Adams) the light, ½ (Webster) nobody, 1 (Jefferson)
/// the heavy. Whatever the agents pick with additive values, the outcome is WEF(1 − y, y): envy goes away
/// where the part 1 − y of one picked object is taken from the envied and the part y of it is given to the envious
/// (Chakraborty, Igarashi, Suksompong, Zick 2021, doi:10.1145/3457166, for y = 0; Chakraborty, Segal-Halevi, Suksompong
/// 2022, arXiv 2112.04166, for every y). Ratios are compared in whole numbers.
struct PickingSequence: Sequence, IteratorProtocol, Sendable {
  /// A divisor method by its shift y.
  typealias Method = Policy.DivisorMethod

  /// The method.
  let method: Method
  /// How many turns each agent has had.
  private(set) var turns: [Int]

  private let weights: [Int]
  private let ranks: [Int]
  private var isIn: [Bool]

  /// Makes a sequence.
  ///
  /// - Parameters:
  ///   - weights: The weight of each agent, from 1 to 10^12.
  ///   - method: The method.
  ///   - order: All agents, in the order in which ties are broken; nil for the order of the agents.
  /// - Throws: `LotteryFault`.
  init(weights: [Int], method: Method, tieOrder order: [Int]? = nil) throws {
    try LotteryFault.require(weights, in: 1...1_000_000_000_000, at: "weights")
    let order = order ?? Array(weights.indices)
    try LotteryFault.require(order.count, weights.count, at: "tieOrder")
    if order.sorted() != Array(weights.indices) {
      throw LotteryFault.notAllowed(place: "tieOrder", value: "\(order)", allowed: "every agent once")
    }
    var ranks = order
    for (rank, agent) in order.enumerated() { ranks[agent] = rank }
    self.init(weights: weights, method: method, ranks: ranks)
  }

  /// Makes a sequence of shares above 0 that have been checked where they were read; ties go to the earlier agent.
  init(shares: [Int], method: Method) {
    self.init(weights: shares, method: method, ranks: Array(shares.indices))
  }

  private init(weights: [Int], method: Method, ranks: [Int]) {
    self.method = method
    self.weights = weights
    self.ranks = ranks
    turns = weights.map { _ in 0 }
    isIn = weights.map { _ in true }
  }

  /// Gives the next turn; nil where all have dropped out. Takes O(agents).
  mutating func next() -> Int? {
    var best: Int?
    for agent in weights.indices where isIn[agent] {
      if let current = best, !precedes(agent, current) { continue }
      best = agent
    }
    if let best { turns[best] += 1 }
    return best
  }

  /// Takes an agent out: it can't or needn't pick any more. The others' turns are as if it were waiting.
  mutating func dropOut(_ agent: Int) {
    if isIn.indices.contains(agent) { isIn[agent] = false }
  }

  /// Whether one agent's turn comes before another's.
  private func precedes(_ left: Int, _ right: Int) -> Bool {
    let first = Int128(2 * turns[left] + method.doubledShift) * Int128(weights[right])
    let second = Int128(2 * turns[right] + method.doubledShift) * Int128(weights[left])
    return first == second ? ranks[left] < ranks[right] : first < second
  }
}
