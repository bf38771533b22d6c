// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What each agent may expect where a random order decides who chooses first (random serial dictatorship).
///
/// Up to a limit of agents all orders are gone through and the probabilities are exact; above it they are estimated from
/// seeded orders, with intervals. What an order leads to is the caller's business.
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

  /// Sums over some orders. Sums over disjoint ranges of orders add up to the sum over all, in whatever sequence.
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

    /// Adds a tally over other orders.
    mutating func add(_ other: Tally) throws(LotteryFault) {
      try LotteryFault.require(other.servedOrders.count, servedOrders.count, at: "tally")
      for agent in servedOrders.indices {
        servedOrders[agent] += other.servedOrders[agent]
        totalUnits[agent] += other.totalUnits[agent]
      }
      orders += other.orders
    }
  }

  /// Up to as many agents, all orders are gone through: 8! = 40,320.
  static let enumerationLimit = 8

  /// How many orders were gone through.
  let orders: Int
  /// Whether these were all orders.
  let isExact: Bool
  /// What each agent may expect.
  let expectations: [Expectation]

  /// The probability that an agent is served, exact or estimated: the served orders over all.
  func probability(of agent: Int) -> Fraction {
    Fraction(Int128(expectations[agent].servedOrders), Int128(orders)) ?? .zero
  }

  /// The mean number of units that an agent holds.
  func meanUnits(of agent: Int) -> Fraction {
    Fraction(Int128(expectations[agent].totalUnits), Int128(orders)) ?? .zero
  }

  /// Goes through all orders where there are few agents, else through some.
  ///
  /// - Parameters:
  ///   - agentCount: How many agents there are.
  ///   - samples: How many orders to draw where there are more agents than `enumerationLimit`, from 1 to 10^9.
  ///   - seed: The seed of the orders, at least 0.
  ///   - outcome: What an order leads to, one holding for each agent in the order of the agents, not of the choice.
  /// - Throws: `LotteryFault`, and what `outcome` throws.
  init(agentCount: Int, samples: Int, seed: Int, outcome: ([Int]) throws -> [Holding]) throws {
    if agentCount <= Self.enumerationLimit {
      self.init(exactly: try Self.tallyOfAllOrders(agentCount: agentCount, outcome: outcome))
    } else {
      try LotteryFault.require([samples], in: 1...1_000_000_000, at: "samples")
      self.init(
        estimatedFrom: try Self.tally(orders: 0..<samples, agentCount: agentCount, seed: seed, outcome: outcome))
    }
  }

  /// What follows from the outcomes of all orders.
  private init(exactly tally: Tally) {
    orders = tally.orders
    isExact = true
    expectations = zip(tally.servedOrders, tally.totalUnits).map { Expectation(servedOrders: $0, totalUnits: $1) }
  }

  /// What follows from the outcomes of some orders.
  init(estimatedFrom tally: Tally) {
    orders = tally.orders
    isExact = false
    expectations = zip(tally.servedOrders, tally.totalUnits).map {
      Expectation(
        servedOrders: $0, totalUnits: $1, interval: JeffreysInterval(successes: $0, trials: tally.orders))
    }
  }

  /// The outcomes of the orders with some numbers, so that several threads can share the work.
  static func tally(
    orders: Range<Int>, agentCount: Int, seed: Int, outcome: ([Int]) throws -> [Holding]
  ) throws -> Tally {
    var tally = Tally(agentCount: agentCount)
    for number in orders {
      try tally.count(try outcome(RandomOrder.order(number: number, seed: seed, count: agentCount)))
    }
    return tally
  }

  private static func tallyOfAllOrders(
    agentCount: Int, outcome: ([Int]) throws -> [Holding]
  ) throws -> Tally {
    try LotteryFault.require([agentCount], in: 0...enumerationLimit, at: "agentCount")
    var tally = Tally(agentCount: agentCount)
    var order: [Int]? = Array(0..<agentCount)
    while let current = order {
      try tally.count(try outcome(current))
      order = RandomOrder.following(current)
    }
    return tally
  }
}
