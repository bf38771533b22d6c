// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Fairness
import GLPKSolver
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// The linear network of Bonald and Massoulié 2001 in channels: one long flow against a short one on each link.
///
/// A's network on a channel is too close to those of all others, whose own are bound by agreements that let them stand side by
/// side: a channel serves either A or all the others. Under α-fairness A gets 1/(1 + L^(1/α)) of the channels, as nearly as whole
/// channels allow.
@Suite struct LinearNetworkTests {
  private static let symbols = ["A", "B", "C", "D"]

  private func problem(links: Int, channels: Int) throws -> CoordinationProblem {
    var networks: [SmallNetwork] = []
    for flow in 0...links {
      for channel in 1...channels {
        networks.append(
          SmallNetwork(
            name: "\(Self.symbols[flow])-\(channel + 10)", administration: Self.symbols[flow], longitude: 500 * flow,
            channels: (channel, 1, nil)))
      }
    }
    var small = SmallProblem(
      bands: [SmallProblem.band(channels: channels, separation: 2_000, flexibility: 0)], gridMilliDegrees: 500,
      networks: networks)
    for one in 1...links {
      for other in 1...links where one < other {
        small.agreements.append(
          .init(
            administrations: [Self.symbols[one], Self.symbols[other]], bands: nil, separationMilliDegrees: 500))
      }
    }
    small.populations = Dictionary(uniqueKeysWithValues: Self.symbols.prefix(links + 1).map { ($0, Optional(1)) })
    return try small.problem()
  }

  /// α in halves, links, channels, and the whole channels nearest to the published shares 1/5, 1/3, 0.414 and 1/10, 1/4, 0.366.
  @Test(arguments: [
    (1, 2, 5, 1), (1, 2, 10, 2), (2, 2, 3, 1), (2, 2, 6, 2), (4, 2, 12, 5), (1, 3, 10, 1), (2, 3, 4, 1), (2, 3, 8, 2),
    (4, 3, 11, 4),
  ])
  func theLongFlow(halves: Int, links: Int, channels: Int, long: Int) throws {
    let share = try #require(PriceOfFairness.longFlowInLinearNetwork(Double(halves) / 2, links: links).number)
    #expect((share * Double(channels)).rounded() == Double(long))
    let problem = try problem(links: links, channels: channels)
    let allocation = try PolicyEngine(solver: GLPKSolver()).allocate(
      problem, policy: .of([.maximise(.alphaFairness(halves: halves))]))
    let held = (0...links).map { flow in
      problem.requests.indices.filter { allocation.grants[$0] != nil && problem.notifying[$0] == flow }.count
    }
    #expect(held == [long] + [Int](repeating: channels - long, count: links))
    #expect(allocation.claims.allSatisfy { $0.strength == .optimal })
  }
}
