// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A lottery over feasible committees: whole-number weights over one denominator.
///
/// A committee is the set of those who are served together: agents, or pairs of an agent and an object. Entries are
/// distinct, have a weight of at least 1, and stand in a fixed order: by committee, one that serves the earlier agent first.
struct Portfolio: Hashable, Sendable {
  /// One committee and its weight.
  struct Entry: Hashable, Sendable {
    /// For every agent, whether it is served.
    var isServed: [Bool]
    /// The weight, at least 1; its share of the denominator is the committee's probability.
    var weight: Int
  }

  /// The entries.
  let entries: [Entry]
  /// The sum of the weights.
  let denominator: Int

  /// Gathers equal committees, drops weights below 1 and orders the rest.
  init(_ committees: [Entry]) {
    var weights: [[Bool]: Int] = [:]
    for entry in committees where entry.weight > 0 { weights[entry.isServed, default: 0] += entry.weight }
    let divisor = weights.values.reduce(0, LevelPlan.greatestCommonDivisor)
    entries = weights.map { Entry(isServed: $0.key, weight: $0.value / max(1, divisor)) }
      .sorted { left, right in
        for (first, second) in zip(left.isServed, right.isServed) where first != second { return first }
        return false
      }
    denominator = entries.reduce(0) { $0 + $1.weight }
  }

  /// The weight of the committees that serve an agent.
  func weightServing(_ agent: Int) -> Int {
    entries.reduce(0) { $0 + ($1.isServed[agent] ? $1.weight : 0) }
  }

  /// The probability that an agent is served; zero where the portfolio is empty.
  func probability(of agent: Int) -> Fraction {
    Fraction(Int128(weightServing(agent)), Int128(denominator)) ?? .zero
  }
}
