// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Reporting
import Testing

@testable import Allocation
@testable import Assessment
@testable import Coordination
@testable import Scenarios

/// The hand-made allocation, in which B holds two channels for ORG, under every rule.
///
/// Holdings of A, B, C and D in channels: notifying administration 2, 4, 0, 1; organisation apart 2, 2, 0, 1; members C and D in
/// equal parts 2, 2, 1, 2; by shares 1 : 3 of the two channels 2, 2, 0.5, 2.5.
@Suite struct AttributionSensitivityTests {
  private func document(_ rule: Scenario.Attribution, hasMembers: Bool = true) throws -> ResultsDocument {
    var hand = HandMade()
    hand.attribution = rule
    hand.memberships =
      hasMembers
      ? [("C", 1), ("D", 3)].map {
        .init(organisation: "ORG", administration: $0.0, share: $0.1, source: "made up", isVerified: $0.0 == "C")
      } : []
    let problem = try hand.problem()
    return HandMade.assessment(problem, [HandMade.allocation(problem)]).document()
  }

  /// The Gini coefficient of four numbers: Σ |difference| over pairs, over 4 × their sum.
  private func gini(_ numbers: [Double]) -> Double {
    var sum = 0.0
    for (index, one) in numbers.enumerated() { for other in numbers[..<index] { sum += abs(one - other) } }
    return sum / (4 * numbers.reduce(0, +))
  }

  @Test func everyRuleOfTheSameAllocation() throws {
    let records = try document(.notifyingAdministration).attributionSensitivity
    let holdings: [[Double]] = [[2, 4, 0, 1], [2, 2, 0, 1], [2, 2, 1, 2], [2, 2, 0.5, 2.5]]
    #expect(
      records.map(\.attribution) == [.notifyingAdministration, .organisationsApart, .members, .memberShares])
    for (record, numbers) in zip(records, holdings) {
      let sum = numbers.reduce(0, +)
      #expect(isClose(record.gini, gini(numbers)), "\(record)")
      #expect(isClose(record.hoover, numbers.reduce(0) { $0 + max(0, $1 / sum - 0.25) }))
      #expect(isClose(record.shareWithNothing, Double(numbers.count { $0 == 0 }) / 4))
      #expect(isClose(record.minRatio, (numbers.min() ?? 0) / sum * 4))
      // A alone is least developed: a quarter of the States.
      #expect(isClose(record.parityOfLeastDeveloped, 2 / sum * 4))
    }
  }

  @Test func rulesThatTheRegisterDoesNotSupportAreLeftOut() throws {
    let records = try document(.notifyingAdministration, hasMembers: false).attributionSensitivity
    #expect(records.map(\.attribution) == [.notifyingAdministration, .organisationsApart])
  }

  @Test func holdingsInParts() throws {
    let document = try document(.memberShares)
    #expect(document.scenario.holdingDenominator == 4)
    let policy = try #require(document.policies.first)
    let member = policy.holdings.filter { $0.administration != "OLD" }
    #expect(member.map(\.holding) == [8, 8, 2, 10])
    // Networks and channels stay with whoever notified them.
    #expect(member.map(\.networks) == [2, 2, 0, 1])
    #expect(member.map(\.channels) == [2, 4, 0, 1])
    #expect(isClose(try policy.measure("gini"), gini([2, 2, 0.5, 2.5])))
    #expect(policy.counts.grantedChannels == 9)
    // C asked for itself and got nothing, but holds a part of what ORG was granted.
    #expect(policy.standing.withLatecomers.served == 4)
    #expect(document.unverified.contains { $0.id == "members-ORG" && $0.statement.contains("D (1 of 2)") })
    #expect(document.assumptions.contains { $0.contains("by their shares (whole parts of 1/4") })
  }
}
