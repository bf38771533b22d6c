// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import GLPKSolver
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// One place in the middle for an organisation of A, B and C, notified by A, or the places beside it for E and F, one each.
///
/// By hand: granting the organisation serves A, B and C where members count, and A alone otherwise; E and F are two. Of the
/// inhabitants A has 1, B and C 2 each, E and F 3 each: five against six.
@Suite struct OrganisationOfThreeTests {
  private func problem(
    _ rule: Scenario.Attribution, shares: [String: Int] = ["A": 1, "B": 1, "C": 1], joint: [String] = []
  ) throws -> CoordinationProblem {
    var small = SmallProblem(
      bands: [SmallProblem.band(channels: 1, separation: 2_000, flexibility: 0)], attribution: rule,
      populations: ["A": 1, "B": 2, "C": 2, "E": 3, "F": 3],
      networks: [
        SmallNetwork(name: "E-1", administration: "E", longitude: -1_000),
        SmallNetwork(name: "F-1", administration: "F", longitude: 1_000),
        SmallNetwork(name: "ORG-1", administration: "A", organisation: "ORG", longitude: 0),
      ])
    small.memberships = shares.sorted { $0.key < $1.key }.map {
      .init(organisation: "ORG", administration: $0.key, share: $0.value, source: "test", isVerified: true)
    }
    small.jointFilings = joint.map { .init(network: "ORG-1", administration: $0) }
    return try small.problem()
  }

  private func granted(
    _ problem: CoordinationProblem, _ objective: Policy.Objective
  ) throws -> (networks: [String], claim: Claim, services: [String: ServiceAcrossOptima.Extent]) {
    let allocation = try PolicyEngine(solver: GLPKSolver()).allocate(problem, policy: .of([.maximise(objective)]))
    let networks = problem.requests.indices.filter { allocation.grants[$0] != nil }
    let services = (allocation.optima?.services ?? []).map { (problem.administrations[$0.administration], $0.extent) }
    return (
      networks.map { problem.requests[$0].identifier }, try #require(allocation.claims.first),
      Dictionary(uniqueKeysWithValues: services)
    )
  }

  @Test(arguments: [Scenario.Attribution.notifyingAdministration, .organisationsApart])
  func twoNationsAreMoreThanOneNotifier(rule: Scenario.Attribution) throws {
    let found = try granted(problem(rule), .administrationsServed)
    #expect(found.networks == ["E-1", "F-1"] && found.claim.value == 2 && found.claim.bound == 2)
    // Nobody but the notifying administration is spoken of.
    #expect(found.services["B"] == nil && found.services["E"] == .all)
    #expect(found.services["A"] == (rule == .organisationsApart ? nil : ServiceAcrossOptima.Extent.none))
  }

  @Test(arguments: [Scenario.Attribution.members, .memberShares])
  func threeMembersAreMoreThanTwoNations(rule: Scenario.Attribution) throws {
    let found = try granted(problem(rule), .administrationsServed)
    #expect(found.networks == ["ORG-1"] && found.claim.value == 3 && found.claim.bound == 3)
    #expect(found.services == ["A": .all, "B": .all, "C": .all, "E": .none, "F": .none])
  }

  /// Six inhabitants are more than five.
  @Test func inhabitantsOfMembersAreCounted() throws {
    let members = try granted(problem(.members), .populationCovered)
    #expect(members.networks == ["E-1", "F-1"] && members.claim.value == 6)
    // With F for a fourth member they are eight.
    let four = try granted(problem(.members, shares: ["A": 1, "B": 1, "C": 1, "F": 1]), .populationCovered)
    #expect(four.networks == ["ORG-1"] && four.claim.value == 8)
  }

  /// A share of 0 is none: B alone is one, though it notified nothing; in equal parts all three count.
  @Test func aShareOfNothingServesNobody() throws {
    let shares = ["A": 0, "B": 5, "C": 0]
    let byShares = try granted(problem(.memberShares, shares: shares), .administrationsServed)
    #expect(byShares.networks == ["E-1", "F-1"] && byShares.claim.value == 2)
    #expect(byShares.services == ["B": .none, "E": .all, "F": .all])
    #expect(try granted(problem(.members, shares: shares), .administrationsServed).networks == ["ORG-1"])
  }

  /// A joint programme goes before the organisation: B and E are two, as E and F are; both are optimal.
  @Test func aJointProgrammeServesItsParties() throws {
    let found = try granted(problem(.members, joint: ["B", "E"]), .administrationsServed)
    #expect(found.claim.value == 2)
    #expect(found.services == ["B": .some, "E": .all, "F": .some])
  }

  /// Granting E-1 instead serves two, not three.
  @Test func whatANationCostsIsCountedInMembers() throws {
    let explainer = try Recording.explainer(problem(.members), [.of([.maximise(.administrationsServed)])])
    let cost = try #require(try explainer.explanation(policy: "test", network: "E-1")).cost
    #expect(cost.status == .exact && cost.objective?.value == 3 && cost.objective?.changedValue == 2)
  }
}
