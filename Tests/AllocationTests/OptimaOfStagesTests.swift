// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import GLPKSolver
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// The optima that a policy records are those of its last objectives, given what stands before them.
@Suite struct OptimaOfStagesTests {
  /// A stands alone and is served first; B and C want one place, so that two allocations are optimal; D comes after.
  @Test func earlierStagesServeInEveryOptimum() throws {
    let problem = try SmallProblem(
      bands: [SmallProblem.band(channels: 1, separation: 2_000, flexibility: 0)],
      networks: [
        SmallNetwork(name: "A-1", administration: "A", longitude: 10_000, received: "2001-02-03"),
        SmallNetwork(name: "B-1", administration: "B", longitude: 20_000, received: "2001-02-03"),
        SmallNetwork(name: "C-1", administration: "C", longitude: 20_000, received: "2001-02-03"),
        SmallNetwork(name: "D-1", administration: "D", longitude: 30_000, received: "2001-02-03"),
      ]
    ).problem()
    let policy = Policy.of([
      .order(administrations: .symbols(["A"])),
      .maximise(.total(.networks), administrations: .symbols(["B", "C"])), .order(),
    ])
    let optima = try #require(try PolicyEngine(solver: GLPKSolver()).allocate(problem, policy: policy).optima)
    #expect(optima.stages == [2])
    #expect(optima.count == 2)
    #expect(optima.services.map(\.administration) == [0, 1, 2])
    #expect(optima.services.map(\.extent) == [.all, .some, .some])
    #expect(optima.services.map(\.serving) == [2, 1, 1])
  }

  /// A reaches the ratio by the organisation's network, which serves B alone. A itself is served where its own network stands
  /// in the one place that D wants too: in some optima, though everybody reaches the ratio in all of them.
  @Test func whoeverReachesARatioNeedNotBeServed() throws {
    var small = SmallProblem(
      bands: [SmallProblem.band(channels: 1, separation: 2_000, flexibility: 0)], attribution: .members,
      networks: [
        SmallNetwork(name: "A-1", administration: "A", longitude: 50_000),
        SmallNetwork(name: "D-0", administration: "D", longitude: 50_000),
        SmallNetwork(name: "ORG-1", administration: "A", organisation: "ORG", longitude: 60_000),
      ]
        + (1...12).map { SmallNetwork(name: "D-\($0)", administration: "D", longitude: 60_000 + $0 * 5_000) })
    small.memberships = [.init(organisation: "ORG", administration: "B", source: "test", isVerified: true)]
    let problem = try small.problem()
    let policy = Policy.of([.maximise(.administrationsAtRatio(.one), carry: .optimum), .maximise(.total(.networks))])
    let allocation = try PolicyEngine(solver: GLPKSolver()).allocate(problem, policy: policy)
    #expect(allocation.claims.first?.value == 2)
    // Fifteen requests are too many to be written out.
    let optima = try #require(allocation.optima)
    #expect(optima.count == nil)
    #expect(optima.services.map { problem.administrations[$0.administration] } == ["A", "B", "D"])
    #expect(optima.services.map(\.extent) == [.some, .all, .all])
  }
}
