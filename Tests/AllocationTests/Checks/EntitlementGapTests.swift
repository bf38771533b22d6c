// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Who asks and is passed over for want of an entitlement.
@Suite struct EntitlementGapTests {
  /// Each symbol with a network and so many inhabitants.
  private static func world(_ populations: [String: Int?]) throws -> CoordinationProblem {
    var small = SmallProblem(
      bands: [SmallProblem.band(channels: 1, separation: 2_000, flexibility: 0)],
      networks: populations.keys.sorted().enumerated().map { index, symbol in
        SmallNetwork(name: "\(symbol)-1", administration: symbol, longitude: index * 3_000, received: "2001-02-03")
      })
    small.populations = populations
    return try small.problem()
  }

  @Test func unknownAndZeroAreNamed() throws {
    let problem = try Self.world(["A": 5, "B": nil, "C": 0, "D": 7])
    var stage = Policy.Stage.maximise(.leximin, .population)
    stage.line = 9
    let picking = Policy.Ordering(queue: .pickingSequence(.webster, entitlement: .population))
    let policy = Policy.of([
      stage, .maximise(.leximin), .maximise(.total(.holding), .population),
      Policy.Stage(name: "picks", rule: .order(picking)),
      .maximise(.leximin, .population, administrations: .symbols(["A", "B"])),
      Policy.Stage(name: "draw", rule: .lottery(.init(kind: .leximin, entitlement: .population))),
    ])
    let gaps = policy.entitlementGaps(in: problem)
    #expect(gaps.map(\.stage) == [0, 3, 4, 5])
    #expect(gaps.map(\.administrations) == [["B", "C"], ["B", "C"], ["B"], ["B", "C"]])
    let warnings = policy.warnings(against: problem)
    #expect(warnings.count == 4)
    let first = try #require(warnings.first { $0.line == 9 })
    #expect(first.file == "test.yaml")
    #expect(first.field == "stage `leximin`")
    for part in ["2 administrations", "`population`", "B, C"] { #expect(first.problem.contains(part)) }
  }

  @Test func constraintsHaveGapsToo() throws {
    var policy = Policy.of([.maximise(.total(.holding))])
    policy.constraints.quotas = [.init(entitlement: .population, units: 1, isLower: true, isUpper: true)]
    policy.constraints.fairness = [.init(kind: .weightedEF1, entitlement: .population)]
    let gaps = policy.entitlementGaps(in: try Self.world(["A": 5, "B": nil]))
    #expect(gaps.map(\.name) == ["constraints.quota", "constraints.fairness"])
    #expect(gaps.allSatisfy { $0.stage == nil && $0.administrations == ["B"] })
    #expect(policy.entitlementGaps(in: try Self.world(["A": 5, "B": 1])).isEmpty)
  }

  /// Five are named, the rest are counted; who doesn't ask is nobody's gap.
  @Test func longListsAreCut() throws {
    let policy = Policy.of([.maximise(.populationCovered)])
    var all: [String: Int?] = ["A": 1]
    for symbol in ["Q", "R", "S", "T", "U", "V", "W"] { all[symbol] = .some(nil) }
    let gap = try #require(policy.entitlementGaps(in: try Self.world(all)).first)
    #expect(gap.administrations.count == 7)
    #expect(gap.text.hasSuffix("Q, R, S, T, U and 2 more"))
    #expect(gap.text.hasPrefix("7 administrations"))
  }
}
