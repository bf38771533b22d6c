// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Least cases of what was once wrong.
@Suite struct RegressionTests {
  private let engine = PolicyEngine(solver: GLPKSolver())

  private func names(_ problem: CoordinationProblem, _ allocation: Allocation) -> Set<String> {
    Set(zip(problem.requests, allocation.grants).compactMap { $1 == nil ? nil : $0.identifier })
  }

  /// Holdings that an earlier stage fixed are whole steps too, even where what still competes comes in larger ones.
  ///
  /// A holds 1 already, and each gets 2 where nobody else asks. The last place makes it 5 and 2, or 3 and 4.
  @Test(arguments: 1...6) func fixedHoldingsAreWholeSteps(seed: Int) throws {
    func network(_ name: String, _ administration: String, _ longitude: Int, _ channels: Int) -> SmallNetwork {
      SmallNetwork(
        name: name, administration: administration, longitude: longitude, channels: (1, channels, nil))
    }
    var small = SmallProblem(
      bands: [SmallProblem.band(channels: 2, separation: 2_000, flexibility: 0)],
      networks: [
        network("N0", "A", 90_000, 1), network("N1", "A", 0, 2), network("N2", "A", 50_000, 2),
        network("N3", "B", 50_000, 2), network("N4", "B", -50_000, 2),
      ], seed: seed)
    small.leastDeveloped = ["A"]
    let problem = try small.problem()
    let policy = Policy.of([.order(administrations: .groups([.leastDeveloped]), limit: 1), .maximise(.leximin)])
    let allocation = try engine.allocate(problem, policy: policy)
    #expect(names(problem, allocation) == ["N0", "N1", "N3", "N4"])
  }

  /// A run that measures against two entitlements has levels of each.
  @Test func twoEntitlementsInOneRun() throws {
    var small = SmallProblem(
      bands: [SmallProblem.band(channels: 1, separation: 2_000, flexibility: 0)],
      networks: [
        .init(name: "N1", administration: "A", longitude: 0), .init(name: "N2", administration: "B", longitude: 10_000),
        .init(name: "N3", administration: "A", longitude: 20_000),
        .init(name: "N4", administration: "B", longitude: 20_000),
      ])
    for (inhabitants, winner) in [((1, 4), "N4"), ((4, 1), "N3")] {
      small.populations = ["A": inhabitants.0, "B": inhabitants.1]
      let problem = try small.problem()
      let policy = Policy.of([.maximise(.minimumRatio, carry: .optimum), .maximise(.leximin, .population)])
      let allocation = try engine.allocate(problem, policy: policy)
      #expect(names(problem, allocation) == ["N1", "N2", winner])
      let entitlements = allocation.claims.compactMap { claim -> String? in
        if case .administrationsAtLevel(_, _, let entitlement) = claim.objective { return entitlement }
        return nil
      }
      #expect(Set(entitlements) == ["equal", "population"])
    }
  }

  /// Administrations that an earlier stage served are served, whether they still ask or not.
  @Test func servedByAnEarlierStage() throws {
    var small = SmallProblem(
      bands: [SmallProblem.band(channels: 1, separation: 2_000, flexibility: 0)],
      networks: [
        .init(name: "N1", administration: "A", longitude: 0), .init(name: "N2", administration: "B", longitude: 10_000),
      ])
    small.leastDeveloped = ["A"]
    let problem = try small.problem()
    let policy = Policy.of([.order(administrations: .groups([.leastDeveloped])), .maximise(.administrationsServed)])
    let allocation = try engine.allocate(problem, policy: policy)
    #expect(allocation.claims.first { $0.objective == .administrationsServed }?.value == 2)
  }

  /// A solver that stops before it knows whether everyone reaches a level leaves that open.
  @Test(arguments: [false, true]) func anOpenLevelIsNotCalledImpossible(findsNothing: Bool) throws {
    let problem = try SmallProblem(
      bands: [SmallProblem.band(channels: 1, separation: 2_000, flexibility: 0)],
      networks: [
        .init(name: "N1", administration: "A", longitude: 0), .init(name: "N2", administration: "B", longitude: 10_000),
      ]
    ).problem()
    let policy = Policy.of([.maximise(.minimumRatio, carry: .optimum), .maximise(.total(.holding))])
    let solver = StoppedSolver(findsNothing: findsNothing)
    let allocation = try PolicyEngine(solver: solver).allocate(problem, policy: policy)
    let level = try #require(allocation.claims.first)
    // Everybody reaches it: that is claimed, or left open.
    if case .allAtLevel = level.objective {
      #expect(level.bound == 1)
      #expect(level.strength == (level.value == 1 ? .optimal : .withinGap))
    } else {
      #expect(level.objective == .administrationsAtLevel(numerator: 1, denominator: 1, entitlement: "equal"))
      #expect(level.bound == 2)
    }
  }

  /// Where nothing competes any more, a minimum that is missing is a clash and not a success.
  @Test(arguments: [1, 2]) func aMinimumThatNothingCanReach(stages: Int) throws {
    let problem = try SmallProblem(
      bands: [SmallProblem.band(channels: 1, separation: 2_000, flexibility: 0)],
      networks: [.init(name: "N1", administration: "A", longitude: 0)]
    ).problem()
    // No request is national; with two stages, the first has granted nothing either.
    var policy = Policy.of([.maximise(.total(.networks), requests: .national)])
    if stages == 2 { policy.stages.insert(.order(requests: .national), at: 0) }
    policy.constraints.limits = [
      .init(kind: .minimum, scope: .eachAdministration(.all), quantity: .networks, amount: 1, line: 7)
    ]
    #expect {
      _ = try engine.allocate(problem, policy: policy)
    } throws: { error in
      guard case AllocationFault.unsatisfiable(_, _, let clash) = error else { return false }
      return clash.count == 1 && clash[0].line == 7 && clash[0].text.hasPrefix("minimum of 1")
    }
    // Granted before, the same minimum is kept, though nothing competes in the stage that maximises.
    policy.stages = [.order(), .maximise(.total(.networks), requests: .national)]
    #expect(names(problem, try engine.allocate(problem, policy: policy)) == ["N1"])
  }
}
