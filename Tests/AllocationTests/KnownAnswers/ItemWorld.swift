// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Indivisible items with additive values, as the literature on fair division states them, put on an arc.
///
/// An item is a longitude far from all others. Whoever values an item at v > 0 asks there for the channels 1 to v, so that
/// any two who want it clash in channel 1, and a holding in channels is the value of what is held.
struct ItemWorld {
  static let symbols = ["A", "B", "C", "D", "E"]

  /// Values by agent and item.
  let values: [[Int]]
  /// What agents are entitled to, one after another.
  var weights: [Int]
  /// Pairs of items that one agent may not hold both; others may hold the other one.
  var clashes: [(Int, Int)] = []

  init(_ values: [[Int]], weights: [Int]? = nil, clashes: [(Int, Int)] = []) {
    self.values = values
    self.weights = weights ?? values.map { _ in 1 }
    self.clashes = clashes
  }

  /// The problem; dates of receipt follow each agent's own values, the greatest first.
  func problem() throws -> CoordinationProblem {
    var longitudes = (values.first ?? []).indices.map { -170_000 + 5_000 * $0 }
    for (one, other) in clashes { longitudes[other] = longitudes[one] + 500 }
    var networks: [SmallNetwork] = []
    for (agent, own) in values.enumerated() {
      let wanted = own.indices.filter { own[$0] > 0 }.sorted { (-own[$0], $0) < (-own[$1], $1) }
      for (rank, item) in wanted.enumerated() {
        networks.append(
          SmallNetwork(
            name: "\(Self.symbols[agent])-\(item + 1)", administration: Self.symbols[agent],
            longitude: longitudes[item],
            received: "2010-01-\(rank < 9 ? "0" : "")\(rank + 1)", channels: (1, own[item], nil)))
      }
    }
    let most = values.flatMap { $0 }.max() ?? 1
    var small = SmallProblem(
      bands: [SmallProblem.band(channels: most, separation: 1_000, flexibility: 0)], gridMilliDegrees: 500,
      networks: networks)
    small.populations = Dictionary(uniqueKeysWithValues: zip(Self.symbols, weights.map { Optional($0) }))
    if !clashes.isEmpty {
      // One's own networks keep the separation of the band, those of two agents only a place of their own.
      for one in values.indices {
        for other in values.indices.dropFirst(one + 1) {
          small.agreements.append(
            .init(
              administrations: [Self.symbols[one], Self.symbols[other]], bands: nil, separationMilliDegrees: 1))
        }
      }
    }
    return try small.problem()
  }

  /// The value that each agent holds.
  func held(_ problem: CoordinationProblem, _ allocation: Allocation) -> [Int] {
    bundles(problem, allocation).enumerated().map { agent, bundle in worth(bundle, to: agent) }
  }

  /// The items of each agent.
  func bundles(_ problem: CoordinationProblem, _ allocation: Allocation) -> [[Int]] {
    var result = values.map { _ in [Int]() }
    for (request, grant) in zip(problem.requests, allocation.grants) where grant != nil {
      let parts = request.identifier.split(separator: "-")
      guard let agent = Self.symbols.firstIndex(of: String(parts[0])), let item = Int(parts[1]) else { continue }
      result[agent].append(item - 1)
    }
    return result.map { $0.sorted() }
  }

  /// What a bundle is worth to an agent.
  func worth(_ bundle: [Int], to agent: Int) -> Int { bundle.reduce(0) { $0 + values[agent][$1] } }

  /// Calls a body with the values held under every way to give each item to one who values it or to nobody.
  func forEachDivision(_ body: ([Int]) -> Void) {
    let items = (values.first ?? []).indices
    var owners = [Int?](repeating: nil, count: items.count)
    var held = values.map { _ in 0 }
    func descend(_ item: Int) {
      guard item < items.count else {
        body(held)
        return
      }
      owners[item] = nil
      descend(item + 1)
      for agent in values.indices where values[agent][item] > 0 {
        let isBarred = clashes.contains { one, other in
          (one == item && other < item && owners[other] == agent)
            || (other == item && one < item && owners[one] == agent)
        }
        if isBarred { continue }
        owners[item] = agent
        held[agent] += values[agent][item]
        descend(item + 1)
        held[agent] -= values[agent][item]
        owners[item] = nil
      }
    }
    descend(0)
  }
}
