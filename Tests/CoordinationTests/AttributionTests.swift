// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Testing

@testable import Coordination
@testable import Scenarios

/// Who grants count for, worked out by hand.
@Suite struct AttributionTests {
  /// Networks: A1 of A alone, A2 of A for ORG, B1 of B for TWO, B2 of B and C together (1 : 2), channels 1, 2, 1, 2.
  private func problem(
    _ rule: Scenario.Attribution, members: [Register.Membership]? = nil
  ) throws -> CoordinationProblem {
    func channels(_ count: Int) -> Network.Channels { .init(band: "C", first: 1, count: count, polarization: nil) }
    var register = Small.register(
      [
        Small.network("A1", "A", 0, channels: channels(1)),
        Small.network("A2", "A", 10_000, organisation: "ORG", channels: channels(2)),
        Small.network("B1", "B", 20_000, organisation: "TWO", channels: channels(1)),
        Small.network("B2", "B", 30_000, organisation: "TWO", channels: channels(2)),
      ], administrations: ["A", "B", "C", "D"].map { Small.administration($0) })
    register.organisations = ["ORG", "TWO"].map { Organisation(symbol: $0, name: $0) }
    register.memberships =
      members
      ?? [("ORG", "A", 3), ("ORG", "C", 1), ("ORG", "D", 0), ("TWO", "C", 1), ("TWO", "D", 1)].map {
        .init(organisation: $0.0, administration: $0.1, share: $0.2, source: "made up", isVerified: true)
      }
    register.jointFilings = [
      .init(network: "B2", administration: "B", share: 1), .init(network: "B2", administration: "C", share: 2),
    ]
    return try CoordinationProblem(
      scenario: Small.scenario([Small.band()], attribution: rule), register: register)
  }

  private func attributed(_ problem: CoordinationProblem) -> [[String: Int]] {
    problem.requests.indices.map { request in
      Dictionary(
        uniqueKeysWithValues: problem.attributed(request).map { (problem.administrations[$0.administration], $0.units) }
      )
    }
  }

  @Test func wholeGrants() throws {
    let notifying = try problem(.notifyingAdministration)
    #expect(notifying.unitsPerHolding == 1)
    #expect(attributed(notifying) == [["A": 1], ["A": 2], ["B": 1], ["B": 2]])
    let apart = try problem(.organisationsApart)
    #expect(apart.unitsPerHolding == 1)
    #expect(attributed(apart) == [["A": 1], [:], [:], [:]])
  }

  /// A share of 0 is no part; B2 is B's and C's joint network, whoever TWO's members are.
  @Test func whomAGrantServes() throws {
    func served(_ rule: Scenario.Attribution) throws -> [[String]] {
      let problem = try problem(rule)
      return problem.requests.indices.map { problem.beneficiaries(of: $0).map { problem.administrations[$0] } }
    }
    #expect(try served(.notifyingAdministration) == [["A"], ["A"], ["B"], ["B"]])
    #expect(try served(.organisationsApart) == [["A"], [], [], []])
    #expect(try served(.members) == [["A"], ["A", "C", "D"], ["C", "D"], ["B", "C"]])
    #expect(try served(.memberShares) == [["A"], ["A", "C"], ["C", "D"], ["B", "C"]])
  }

  /// Three, two and two parties: sixths.
  @Test func equalParts() throws {
    let problem = try problem(.members)
    #expect(problem.unitsPerHolding == 6)
    #expect(attributed(problem) == [["A": 6], ["A": 4, "C": 4, "D": 4], ["C": 3, "D": 3], ["B": 6, "C": 6]])
    #expect(problem.holders == [0, 0, 1, 1])
  }

  /// Quarters, halves and thirds: twelfths; who has share 0 gets no part.
  @Test func partsByShare() throws {
    let problem = try problem(.memberShares)
    #expect(problem.unitsPerHolding == 12)
    #expect(attributed(problem) == [["A": 12], ["A": 18, "C": 6], ["C": 6, "D": 6], ["B": 8, "C": 16]])
  }

  /// 2,520 = 11 × 229 + 1: of eleven equal parts the unit left over goes to the notifying administration.
  @Test func roundedParts() throws {
    func parts(of count: Int, notifying: String) throws -> [String: Int] {
      let symbols = (0..<count).map { "M\($0 + 10)" }
      var register = Small.register(
        [
          Small.network("N", notifying, 0, organisation: "ORG"),
          Small.network("P", notifying, 9_000, organisation: "TWO"),
        ],
        administrations: (symbols + ["Z"]).map { Small.administration($0) })
      register.memberships =
        symbols.map { .init(organisation: "ORG", administration: $0, source: "", isVerified: true) }
        + symbols.prefix(239).map { .init(organisation: "TWO", administration: $0, source: "", isVerified: true) }
      let problem = try CoordinationProblem(
        scenario: Small.scenario([Small.band()], attribution: .members), register: register)
      #expect(problem.unitsPerHolding == (count == 11 ? 11 : 2_520))
      return Dictionary(
        uniqueKeysWithValues: problem.attributed(0).map { (problem.administrations[$0.administration], $0.units) })
    }
    #expect(try parts(of: 11, notifying: "M15").values.allSatisfy { $0 == 1 })
    // 2,520 = 241 × 10 + 110: the notifying administration first, then 109 by symbol.
    let many = try parts(of: 241, notifying: "M99")
    #expect(many.values.reduce(0, +) == 2_520)
    #expect(many["M99"] == 11)
    let outside = try parts(of: 241, notifying: "Z")
    #expect(outside["Z"] == nil)
    #expect(outside["M10"] == 11)
    #expect(outside.values.count { $0 == 11 } == 110)
    #expect(outside.values.count { $0 == 10 } == 131)
  }

  /// Whatever the shares, every request's parts add up to the denominator.
  @Test func partsAddUp() throws {
    var lots = Lots(8)
    for _ in 0..<40 {
      let members = ["ORG", "TWO"].flatMap { organisation in
        ["A", "B", "C", "D"].map {
          Register.Membership(
            organisation: organisation, administration: $0, share: 1 + lots.below(1_000), source: "", isVerified: true)
        }
      }
      let problem = try problem(.memberShares, members: members)
      for request in problem.requests.indices {
        #expect(problem.shares(of: request).reduce(0) { $0 + $1.numerator } == problem.unitsPerHolding)
      }
    }
  }

  @Test func membersThatNobodyKnows() throws {
    for rule in [Scenario.Attribution.members, .memberShares] {
      #expect(
        throws: BadInput([
          Fault(
            file: "small.yaml", field: "attribution", problem: "the register names no members of ORG, TWO",
            remedy: "add their members to memberships.csv of the register, or write notifying-administration or "
              + "organisations-apart")
        ])
      ) { try problem(rule, members: []) }
    }
  }
}
