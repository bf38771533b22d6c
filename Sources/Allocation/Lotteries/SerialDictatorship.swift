// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What each agent may expect where a random order decides who chooses first (random serial dictatorship).
///
/// Up to a limit of agents all orders are gone through and the probabilities are exact; above it they are estimated from
/// orders that were drawn, with intervals. What an order leads to is the caller's business.
struct SerialDictatorship: Hashable, Sendable {
  /// What one agent has after one order.
  struct Holding: Hashable, Sendable {
    /// Whether it was served.
    var isServed: Bool
    /// How many units it holds, at least 0.
    var units: Int
  }

  /// What one agent may expect.
  struct Expectation: Hashable, Sendable {
    /// In how many orders it was served.
    var servedOrders: Int
    /// The units that it held, summed over all orders.
    var totalUnits: Int
    /// The 95 % interval of its probability; nil where the probability is exact.
    var interval: JeffreysInterval?
  }

  /// Sums over some orders.
  struct Tally: Hashable, Sendable {
    /// In how many orders each agent was served.
    private(set) var servedOrders: [Int]
    /// The units that each agent held in all orders.
    private(set) var totalUnits: [Int]
    /// How many orders were counted.
    private(set) var orders = 0

    /// Nothing counted yet.
    init(agentCount: Int) {
      servedOrders = Array(repeating: 0, count: agentCount)
      totalUnits = servedOrders
    }

    /// Counts the outcome of one order.
    mutating func count(_ holdings: [Holding]) throws(LotteryFault) {
      try LotteryFault.require(holdings.count, servedOrders.count, at: "outcome of an order")
      try LotteryFault.require(holdings.map(\.units), in: 0...1_000_000_000, at: "units of an order")
      for (agent, holding) in holdings.enumerated() {
        servedOrders[agent] += holding.isServed ? 1 : 0
        totalUnits[agent] += holding.units
      }
      orders += 1
    }
  }

  /// Up to as many agents, all orders are gone through: 8! = 40,320.
  static let enumerationLimit = 8

  /// How many orders were gone through.
  let orders: Int
  /// What each agent may expect.
  let expectations: [Expectation]

  /// Goes through all orders of the agents.
  ///
  /// - Parameters:
  ///   - agentCount: How many agents there are, at most `enumerationLimit`.
  ///   - outcome: What an order leads to, one holding for each agent in the order of the agents, not of the choice.
  /// - Throws: `LotteryFault`, and what `outcome` throws.
  init(agentCount: Int, outcome: ([Int]) throws -> [Holding]) throws {
    try LotteryFault.require([agentCount], in: 0...Self.enumerationLimit, at: "agentCount")
    var tally = Tally(agentCount: agentCount)
    var order: [Int]? = Array(0..<agentCount)
    while let current = order {
      try tally.count(try outcome(current))
      order = Self.following(current)
    }
    orders = tally.orders
    expectations = zip(tally.servedOrders, tally.totalUnits).map { Expectation(servedOrders: $0, totalUnits: $1) }
  }

  /// What follows from the outcomes of some orders that were drawn.
  init(estimatedFrom tally: Tally) {
    orders = tally.orders
    expectations = zip(tally.servedOrders, tally.totalUnits).map {
      Expectation(
        servedOrders: $0, totalUnits: $1, interval: JeffreysInterval(successes: $0, trials: tally.orders))
    }
  }

  /// The order that follows in lexicographic order; nil after the last.
  private static func following(_ order: [Int]) -> [Int]? {
    guard let pivot = order.indices.dropLast().last(where: { order[$0] < order[$0 + 1] }),
      let successor = order.indices.last(where: { order[$0] > order[pivot] })
    else { return nil }
    var next = order
    next.swapAt(pivot, successor)
    next[(pivot + 1)...].reverse()
    return next
  }
}
