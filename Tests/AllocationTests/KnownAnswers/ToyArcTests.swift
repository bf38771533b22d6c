// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Fairness
import GLPKSolver
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Six channels of one place, for demands of 4, 3 and 2, of which the third may use the first three only; the lowest free
/// one each time.
@Suite struct ToyArcTests {
  private let engine = PolicyEngine(solver: GLPKSolver())

  /// A, B and C ask one after another in an order; C isn't of the group that channels 4 to 6 are set aside for.
  private func holdings(_ order: [Int]) throws -> [Int] {
    let problem = try problem(order)
    let allocation = try engine.allocate(problem, policy: policy([.order()]))
    return (0..<3).map { agent in
      problem.requests.indices.filter {
        allocation.grants[$0] != nil && problem.administrations[problem.notifying[$0]] == ["A", "B", "C"][agent]
      }.count
    }
  }

  private func problem(_ order: [Int]) throws -> CoordinationProblem {
    var networks: [SmallNetwork] = []
    for (turn, agent) in order.enumerated() {
      for number in 1...[4, 3, 2][agent] {
        networks.append(
          SmallNetwork(
            name: "\(["A", "B", "C"][agent])-\(number)", administration: ["A", "B", "C"][agent], longitude: 0,
            received: "20\(10 + turn)-01-0\(number)"))
      }
    }
    var small = SmallProblem(
      bands: [SmallProblem.band(channels: 6, separation: 1_000, flexibility: 0)], networks: networks)
    small.leastDeveloped = ["A", "B"]
    return try small.problem()
  }

  private func policy(_ stages: [Policy.Stage]) -> Policy {
    .of(stages, setAside: .init(groups: [.leastDeveloped], extent: .channels(band: "C", first: 4, last: 6)))
  }

  /// The order, what each then holds, and its Gini coefficient in ninths.
  static let orders: [(order: [Int], held: [Int], ninths: Int128)] = [
    ([0, 1, 2], [4, 2, 0], 4), ([0, 2, 1], [4, 2, 0], 4), ([1, 0, 2], [3, 3, 0], 3), ([1, 2, 0], [3, 3, 0], 3),
    ([2, 0, 1], [4, 0, 2], 4), ([2, 1, 0], [1, 3, 2], 2),
  ]

  @Test func sixOrdersOfReceipt() throws {
    var sum = ExactRatio.zero
    for (order, held, ninths) in Self.orders {
      let found = try holdings(order)
      #expect(found == held, "\(order)")
      let gini = try #require(InequalityMeasures.exactGini(of: try Holdings(found)))
      #expect(gini == ExactRatio(ninths, 9), "\(order)")
      sum = try #require(sum.adding(gini))
    }
    #expect(sum.divided(by: ExactRatio(6)) == ExactRatio(10, 27))
  }

  /// The mean holdings are 19/6, 13/6 and 2/3.
  @Test func meanOverAllOrdersOfTurns() throws {
    let ordering = Policy.Ordering(queue: .serialDictatorship, placement: .nearest, draws: 1)
    let allocation = try engine.allocate(
      try problem([0, 1, 2]), policy: policy([Policy.Stage(name: "turns", rule: .order(ordering))]))
    let outcome = try #require(allocation.lottery)
    #expect(outcome.method == .exact && outcome.denominator == 6)
    #expect(outcome.chances.map(\.holding) == [19, 13, 4])
    #expect(outcome.chances.map(\.served) == [6, 5, 2])
  }
}
