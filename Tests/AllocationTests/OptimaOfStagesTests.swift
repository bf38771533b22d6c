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
}
