// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Scenarios
@testable import Verification

/// Leximin that is cut short: a total in place of the levels above the last that has a claim.
///
/// `A` asks for three of three blocks, `B` for two. Each can have one; one of them can have two; `A` then can't have three.
struct ClaimSequenceTests {
  /// What changes in a claim.
  private typealias Change = @Sendable (inout ReferenceClaim) -> Void

  /// The report on a leximin with 2 and 1 blocks and these claims before its tie-breaks.
  private func report(
    _ objectives: [ClaimObjective], policy: Policy = RivalTests.leximin, _ changes: [Int: Change]
  ) -> (findings: [String], open: Int, unproven: Int) {
    var reference = RivalTests.reference([policy], blocks: 3)
    RivalTests.claim([0, 1, 3], of: 0, objectives, in: &reference)
    for (index, change) in changes { change(&reference.solutions[0].solution.claims[index]) }
    let files = reference.files
    let report = reference.verify(files)
    return (reference.findings(files).map(\.description), report.count(of: .openLevels), report.count(of: .unproven))
  }

  private static let feasible: Change = {
    $0.claim = "feasible"
    $0.bound = nil
  }

  @Test("a leximin that goes through all levels leaves none open")
  func complete() {
    let whole = report([RivalTests.level(2), RivalTests.level(3)], [:])
    #expect(whole.findings == [])
    #expect(whole.open == 0 && whole.unproven == 0)
  }

  @Test("a total after a level that is optimal, or within a gap, is accepted and counted")
  func cutShort() {
    // The lowest level, which all reach, may have a claim as well.
    for levels in [[2], [1, 2], [1]] {
      let optimal = report(levels.map(RivalTests.level) + [.total(.holding)], [levels.count: Self.feasible])
      #expect(optimal.findings == [], "\(levels)")
      #expect(optimal.open == 1 && optimal.unproven == 1)
    }
    let open = report(
      [RivalTests.level(2), .total(.holding)],
      [
        0: {
          $0.claim = "within-gap"
          $0.bound = 2
        }, 1: Self.feasible,
      ])
    #expect(open.findings == [])
    #expect(open.open == 1)
  }

  @Test("a total without any level before it is found")
  func noLevel() {
    let alone = report([.total(.holding)], [0: Self.feasible])
    #expect(alone.findings.contains { $0.contains("is about a level that is not due") })
    #expect(alone.open == 0)
  }

  @Test("a total that claims more than feasibility is found")
  func otherAssertion() {
    let changes: [Change] = [
      { _ in },
      {
        $0.claim = "within-gap"
        $0.bound = 4
      },
    ]
    for change in changes {
      let other = report([RivalTests.level(2), .total(.holding)], [1: change])
      // Nothing stands in for the third level then.
      #expect(other.findings.count == 2)
      #expect(other.findings.contains { $0.contains("claim 1: is about a level that is not due") })
      #expect(other.findings.contains { $0.contains("stage 1 has no claim about level") })
      #expect(other.open == 0)
      let after = report([RivalTests.level(2), RivalTests.level(3), .total(.holding)], [2: change])
      #expect(after.findings.count == 1)
      #expect(after.findings.first?.contains("claim 2: is about a level that is not due") == true)
    }
    // Nor is anything else than the total holding due there, nor a second total.
    #expect(!report([RivalTests.level(2), .total(.networks)], [1: Self.feasible]).findings.isEmpty)
    let twice = report(
      [RivalTests.level(2), .total(.holding), .total(.holding)], [1: Self.feasible, 2: Self.feasible])
    #expect(!twice.findings.isEmpty)
  }

  @Test("a level left out below the last is found")
  func missingLevel() {
    let complete = report([RivalTests.level(2), RivalTests.level(3), .total(.holding)], [2: Self.feasible])
    #expect(complete.findings == [])
    let missing = report([RivalTests.level(3), .total(.holding)], [1: Self.feasible])
    #expect(missing.findings.count == 1)
    #expect(missing.findings.first?.contains("has no claim about level") == true)
    // Levels out of order leave one out as well.
    #expect(
      !report([RivalTests.level(3), RivalTests.level(2), .total(.holding)], [2: Self.feasible]).findings.isEmpty)
  }

  @Test("only leximin may be cut short")
  func otherRule() {
    let smallest = SmallWorld.policy("least", [SmallWorld.stage(.maximise(.minimumRatio, entitlement: .equal))])
    let cut = report([RivalTests.level(1), .total(.holding)], policy: smallest, [1: Self.feasible])
    #expect(!cut.findings.isEmpty)
    #expect(cut.open == 0)
  }
}
