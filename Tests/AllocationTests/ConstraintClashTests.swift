// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Policies that can't be satisfied: which constraints clash, and for whom.
@Suite struct ConstraintClashTests {
  /// One channel, and networks that are never moved: those closer than 2° exclude each other.
  private func problem(_ networks: [(String, String, Int)]) throws -> CoordinationProblem {
    try SmallProblem(
      bands: [SmallProblem.band(channels: 1, separation: 2_000, flexibility: 0)],
      networks: networks.map { SmallNetwork(name: $0.0, administration: $0.1, longitude: $0.2) }
    ).problem()
  }

  private func policy(_ change: (inout Policy.Constraints) -> Void) -> Policy {
    var policy = Policy.of([.maximise(.total(.networks))])
    change(&policy.constraints)
    return policy
  }

  private func each(
    _ kind: Policy.Limit.Kind, _ amount: Int, _ filter: Policy.AdministrationFilter = .all, line: Int? = nil
  ) -> Policy.Limit {
    .init(kind: kind, scope: .eachAdministration(filter), quantity: .networks, amount: amount, line: line)
  }

  private func clash(_ problem: CoordinationProblem, _ policy: Policy) throws -> [ClashingConstraint] {
    do {
      _ = try PolicyEngine(solver: GLPKSolver()).allocate(problem, policy: policy)
      return []
    } catch AllocationFault.unsatisfiable(_, _, let clash) {
      return clash
    }
  }

  /// A and B stand at one place, C and D elsewhere.
  @Test func aMinimumNamesThoseWhoStandInEachOthersWay() throws {
    let problem = try problem([("A1", "A", 0), ("B1", "B", 500), ("C1", "C", 9_000), ("D1", "D", 20_000)])
    let found = try clash(problem, policy { $0.limits = [each(.minimum, 1, line: 7), each(.cap, 1)] })
    #expect(
      found.map { $0.text(in: "p.yaml") } == [
        "p.yaml:7: minimum of 1 (networks) for each administration: at least 1 for `A`, at least 1 for `B`"
      ])
  }

  /// A asks for two networks at one place and C for one alone, so that C's minimum is its whole demand.
  @Test func aMinimumNamesTheOneWhoCannotHaveIt() throws {
    let problem = try problem([
      ("A1", "A", 0), ("A2", "A", 500), ("B1", "B", 9_000), ("B2", "B", 20_000), ("C1", "C", 30_000),
    ])
    let found = try clash(problem, policy { $0.limits = [each(.minimum, 2)] })
    #expect(found.map(\.demands) == [[.init(subject: "A", isUpper: false, amount: 2)]])
  }

  /// Three for A and B together, but one for each at most: C's cap has no part in it, nor has the minimum any name.
  @Test func capsAgainstAMinimumTogether() throws {
    let problem = try problem(
      [
        ("A1", "A", 0), ("A2", "A", 9_000), ("B1", "B", 20_000), ("B2", "B", 30_000), ("C1", "C", 40_000),
        ("C2", "C", 50_000),
      ])
    let together = Policy.Limit(
      kind: .minimum, scope: .administrations(["A", "B"]), quantity: .networks, amount: 3, line: 4)
    let found = try clash(problem, policy { $0.limits = [together, each(.cap, 1, line: 5)] })
    #expect(
      found.map { $0.text(in: "p.yaml") } == [
        "p.yaml:4: minimum of 3 (networks) for A, B together",
        "p.yaml:5: cap of 1 (networks) for each administration: at most 1 for `A`, at most 1 for `B`",
      ])
  }

  /// Six units over three equal shares are two for each; A's two networks can't both stand.
  @Test func aLowerQuotaNamesWhoFallsShort() throws {
    let problem = try problem(
      [
        ("A1", "A", 0), ("A2", "A", 500), ("B1", "B", 9_000), ("B2", "B", 20_000), ("C1", "C", 30_000),
        ("C2", "C", 40_000),
      ])
    let quota = Policy.Quota(entitlement: .equal, units: 6, isLower: true, isUpper: true, line: 3)
    let found = try clash(problem, policy { $0.quotas = [quota] })
    #expect(
      found.map { $0.text(in: "p.yaml") } == ["p.yaml:3: quota of 6 units by `equal`, lower: at least 2 for `A`"])
  }

  /// Long lists are cut.
  @Test func manyNames() {
    var constraint = ClashingConstraint(line: nil, text: "minimum")
    constraint.demands = (1...20).map { .init(subject: "S\($0)", isUpper: false, amount: 1) }
    #expect(constraint.text(in: "p.yaml").hasSuffix("at least 1 for `S12`, and 8 more"))
  }

  /// Those who are named clash by themselves, and no longer where any one of them is left out: asked with policies that
  /// name their administrations.
  @Test func thoseNamedAreNeededAndEnough() throws {
    var clashes = 0
    for seed in 60..<120 {
      let problem = try SmallProblem.random(seed).problem()
      let found = try clash(problem, policy { $0.limits = [each(.minimum, 2)] })
      guard let constraint = found.first else { continue }
      clashes += 1
      let names = constraint.demands.map(\.subject)
      #expect(!names.isEmpty, "seed \(seed)")
      #expect(try !clash(problem, policy { $0.limits = [each(.minimum, 2, .symbols(names))] }).isEmpty, "seed \(seed)")
      for name in names {
        let others = names.filter { $0 != name }
        #expect(
          try clash(problem, policy { $0.limits = [each(.minimum, 2, .symbols(others))] }).isEmpty, "seed \(seed)")
      }
    }
    #expect(clashes >= 10)
  }
}
