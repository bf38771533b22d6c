// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Reporting
import Testing

@testable import Allocation
@testable import Assessment
@testable import Coordination
@testable import Scenarios

/// Counts, standing, tables and certificates of the hand-made allocation.
@Suite struct RecordTests {
  @Test func counts() throws {
    let counts = try HandMade().record().counts
    #expect(counts.requests == 10)
    #expect(counts.granted == 6)
    #expect(counts.refused == 4)
    #expect(counts.grantedFiled == 4)
    #expect(counts.grantedNational == 2)
    #expect(counts.grantedAsFiled == 4)
    #expect(counts.grantedMoved == 2)
    // 1 + 2 + 1 + 2 + 1 + 2 filed and four national; 1 + 2 + 2 + 2 and two national granted.
    #expect(counts.requestedChannels == 13)
    #expect(counts.grantedChannels == 9)
    #expect(counts.totalDisplacementMilliDegrees == 1_500)
    #expect(counts.refusedByReason.map(\.reason) == ["all-places-taken", "not-chosen"])
    #expect(counts.refusedByReason.map(\.count) == [2, 2])
  }

  /// B1 and O1 are in use, and both are granted; a grant to a network that isn't counts for nothing here.
  @Test func coincidenceWithUse() throws {
    #expect(try HandMade().record().counts.coincidingWithUseToday == 2)
    let problem = try HandMade().problem()
    let allocation = HandMade.allocation(problem, granted: ["A1": 0, "O1": 500])
    let record = HandMade.assessment(problem, [allocation]).document().policies[0]
    #expect(record.counts.coincidingWithUseToday == 1)
  }

  /// A and B are served, C was refused, D never filed but is served as a latecomer; the former State doesn't stand here.
  @Test func standing() throws {
    let standing = try HandMade().record().standing
    #expect(standing.withLatecomers == .init(served: 3, refused: 1, neverAsked: 0))
    #expect(standing.withoutLatecomers == .init(served: 2, refused: 1, neverAsked: 1))
    #expect(standing.outsidePlans == nil)
    // With A1 under a plan, A has asked for nothing outside the plans.
    let planned = try HandMade(plannedNetworks: ["A1"]).record().standing
    #expect(planned.withoutLatecomers == .init(served: 2, refused: 1, neverAsked: 1))
    #expect(planned.outsidePlans == .init(served: 1, refused: 1, neverAsked: 2))
  }

  @Test func holdings() throws {
    let holdings = try HandMade().record().holdings
    #expect(holdings.map(\.administration) == ["A", "B", "C", "D", "OLD"])
    #expect(holdings.map(\.networks) == [2, 2, 0, 1, 1])
    #expect(holdings.map(\.holding) == [2, 4, 0, 1, 2])
    #expect(holdings.map(\.filedNetworks) == [1, 2, 0, 0, 1])
    #expect(holdings.map(\.filedHolding) == [1, 4, 0, 0, 2])
  }

  @Test func administrations() throws {
    let problem = try HandMade().problem()
    let document = HandMade.assessment(problem, [HandMade.allocation(problem)]).document()
    #expect(document.administrations.map(\.isMemberState) == [true, true, true, true, false])
    #expect(document.administrations.map(\.filedRequests) == [1, 3, 1, 0, 1])
    #expect(document.administrations.map(\.nationalRequests) == [1, 1, 1, 1, 0])
    #expect(document.administrations.map(\.groups) == [["LDC"], [], ["LLDC"], ["SIDS"], []])
    #expect(
      document.administrations.map(\.partition.rawValue)
        == ["LDC", "high income", "LLDC", "SIDS", "other developing"])
    let members = Dictionary(
      document.scenario.populations.map { ($0.id, $0.members) }, uniquingKeysWith: { first, _ in first })
    #expect(members == ["filers": 4, "member_states": 4])
    // Apart from its organisation B has filed two.
    let apart = try HandMade(attribution: .organisationsApart).problem()
    let folded = HandMade.assessment(apart, [HandMade.allocation(apart)]).document()
    #expect(folded.administrations.map(\.filedRequests) == [1, 2, 1, 0, 1])
  }

  @Test func arcAndLorenz() throws {
    let record = try HandMade().record()
    let grants = try #require(record.arc.first).grants
    // O1 at 10° west, A1 at 0°, B1 at 10°, B3 at 21°, the national ones at 100° and 114.5°.
    #expect(grants.map(\.positionMilliDegrees) == [-10_000, 0, 10_000, 21_000, 100_000, 114_500])
    #expect(grants.map(\.administration) == [4, 0, 1, 1, 0, 3])
    let curve = try #require(record.lorenz.first { $0.population == "member_states" && $0.entitlement == "equal" })
    let expected = [0, 0, 1.0 / 7, 3.0 / 7, 1]
    #expect(curve.points.count == 5)
    for (point, held) in zip(curve.points, expected) { #expect(abs(point.held - held) < 1e-12) }
  }

  @Test func allocationTable() throws {
    let problem = try HandMade().problem()
    let rows = HandMade.assessment(problem, [HandMade.allocation(problem)]).allocationTable().rows
    #expect(
      rows.map(\.network)
        == ["A1", "B1", "B2", "B3", "C1", "NATIONAL-A", "NATIONAL-B", "NATIONAL-C", "NATIONAL-D", "O1"])
    #expect(rows[2].outcome == .refused)
    #expect(rows[2].positionMilliDegrees == nil && rows[2].firstChannel == nil && rows[2].polarization.isEmpty)
    #expect(rows[2].blocking == ["B1"])
    #expect(rows[3].organisation == "ORG")
    #expect(rows[3].positionMilliDegrees == 21_000)
    #expect(rows[3].reason == "moved")
  }

  /// One band takes every network, and one demand is everybody's; a band and a demand without weight are never drawn.
  @Test func howBandsAndDemandsAreDrawn() throws {
    func text(_ demands: [(String, Int)]) throws -> String {
      var hand = HandMade()
      hand.demands = demands.map { .init(name: $0.0, weight: $0.1) }
      return HandMade.assessment(try hand.problem(), []).document().scenario.bandAssignmentText
    }
    #expect(
      try text([("1", 1)])
        == "The register states the channels of 6 of 6 networks; those are used. Bands are drawn by weight, network by "
        + "network, from a hash of the identifier and the seed 1: outside the plans all C; under a plan all C. Every network "
        + "asks for 1 channel.")
    #expect(try text([("1", 0), ("2", 9)]).hasSuffix("all C. Every network asks for 2 channels."))
    #expect(
      try text([("1", 3), ("2", 1)]).hasSuffix(
        "Demands in channels are drawn likewise: 1 by a weight of 3 and 2 by a weight of 1."))
  }

  @Test func uniqueness() throws {
    let problem = try HandMade().problem()
    func sentence(_ policy: Policy, _ uniqueness: Allocation.Uniqueness) -> String {
      let allocation = HandMade.allocation(problem, policy: policy, uniqueness: uniqueness)
      let recorded = HandMade.assessment(problem, [allocation]).document().policies[0].uniqueness
      #expect(recorded.verdict.rawValue == uniqueness.rawValue)
      return recorded.sentence
    }
    #expect(sentence(HandMade.order, .unique) == "The order leaves no choice: there is one outcome.")
    #expect(sentence(HandMade.most, .unique) == "No other allocation attains the policy's objectives.")
    #expect(
      sentence(HandMade.most, .notUnique)
        == "Other allocations attain the policy's objectives equally well; least total displacement, then lots, decided."
    )
    #expect(sentence(HandMade.most, .notExamined).hasPrefix("Whether other allocations attain the policy's objectives"))
  }

  @Test func statementsOfClaims() throws {
    let cases: [(Claim.Objective, Int, String)] = [
      (.precedence, 1, "1 network granted in order"),
      (.precedence, 6, "6 networks granted in order"),
      (.precedence, 1_402, "1,402 networks granted in order"),
      (.total(.holding), 9, "total holding 9 channels"), (.total(.networks), 1, "1 network granted"),
      (.total(.networks), 6, "6 networks granted"),
      (.administrationsServed, 1, "1 administration with at least one network"),
      (.administrationsServed, 4, "4 administrations with at least one network"),
      (
        .administrationsAtLevel(numerator: 2, denominator: 1, entitlement: "equal"), 3,
        "3 administrations with at least a holding of 2"
      ),
      (
        .administrationsAtLevel(numerator: 1, denominator: 30, entitlement: "population"), 1,
        "1 administration with at least 1 for every 30 of entitlement"
      ),
      (
        .allAtLevel(numerator: 2, denominator: 1, entitlement: "equal"), 0,
        "not every administration that asks can have a holding of 2"
      ),
      (.displacement, -1_500, "total displacement 1.5°"), (.lot, 77, "sum of lots 77"),
      (.total(.holding), 1_624, "total holding 1,624 channels"), (.lot, 65_831_161, "sum of lots 65,831,161"),
      (
        .administrationsAtLevel(numerator: 1_000, denominator: 30_000, entitlement: "population"), 1_000,
        "1,000 administrations with at least 1,000 for every 30,000 of entitlement"
      ),
    ]
    for (objective, value, expected) in cases {
      #expect(PolicyWords.statement(HandMade.claim(objective, value)) == expected)
    }
    #expect(
      PolicyWords.statement(HandMade.claim(.administrationsServed, 4), attribution: .members)
        == "4 administrations with at least one network or a part of one")
  }

  /// The multipliers of a claim, as they are named in the file.
  private struct Rows: Decodable {
    struct Clique: Decodable {
      var y: Int
    }

    var request: [String: Int]
    var window: [String: [String: Int]]
    var channel_window: [String: [String: [String: Int]]]
    var clique: [Clique]
    var holding: [String: Int]
    var served: [String: Int]
    var at_least: [String: Int]
    var limit: [String: [String: Int]]
  }

  /// The keys of every claim; what a claim has nothing for is left out.
  @Test func certificate() throws {
    let problem = try HandMade().problem()
    let proof = Multipliers(
      scale: 2, columns: [0: .options],
      entries: [
        (.request(0), 1), (.window(band: 0, from: -10_000), 2), (.channelWindow(band: 0, from: 500, channel: 2), 3),
        (
          .clique([
            Option(
              request: 3, longitudeMilliDegrees: 21_000, displacementMilliDegrees: 1_000, firstChannel: 1,
              polarization: 0)
          ]), 4
        ), (.holding(1), 5), (.served(2), 6), (.atLeast(0), 7), (.bound(.limit(0), subject: "OLD"), 8),
        (.request(0), 9),
      ])
    let allocation = HandMade.allocation(
      problem, policy: HandMade.most,
      claims: [
        HandMade.claim(.total(.holding), 9, bound: 9, proof: .multipliers, multipliers: proof),
        HandMade.claim(.administrationsAtLevel(numerator: 2, denominator: 1, entitlement: "equal"), 2, .feasible),
      ])
    let bytes = try CertificateDocument(problem: problem, allocations: [allocation]).json()
    #expect(bytes.last == 10)
    let root = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    #expect(root["schema"] as? String == "orbitshare-certificate/1")
    let policy = try #require((root["policies"] as? [[String: Any]])?.first)
    #expect(policy.keys.sorted() == ["grant_stage", "policy", "stages"])
    #expect(
      (policy["grant_stage"] as? [String: Int] ?? [:]) == [
        "A1": 1, "B1": 1, "B3": 1, "O1": 1, "NATIONAL-A": 1, "NATIONAL-D": 1,
      ])
    let stages = try #require(policy["stages"] as? [[String: Any]])
    let plain = ["claim", "kind", "name", "objective", "proof", "stage", "unit", "value"]
    #expect(stages[0].keys.sorted() == (plain + ["bound", "columns", "multipliers", "scale"]).sorted())
    #expect(stages[1].keys.sorted() == plain)
    #expect((stages[0]["columns"] as? [String: String] ?? [:]) == ["C": "options"])
    let rows = try JSONDecoder().decode(
      Rows.self, from: try JSONSerialization.data(withJSONObject: try #require(stages[0]["multipliers"])))
    #expect(rows.request == ["A1": 10])
    #expect(rows.window == ["C": ["-10000": 2]])
    #expect(rows.channel_window == ["C": ["500": ["2": 3]]])
    #expect([rows.holding, rows.served, rows.at_least] == [["B": 5], ["C": 6], ["0": 7]])
    #expect(rows.limit == ["1": ["OLD": 8]])
    #expect(rows.clique.map(\.y) == [4])
    let multipliers = try #require(stages[0]["multipliers"] as? [String: Any])
    let clique = try #require((multipliers["clique"] as? [[String: Any]])?.first)
    let option = try #require((clique["options"] as? [[Any]])?.first)
    #expect(option.count == 4)
    #expect(option[0] as? String == "B3")
    #expect(option[1] as? Int == 21_000)
    #expect(option[3] as? String == "dual")
    let objective = try #require(stages[1]["objective"] as? [String: Any])
    #expect(objective.keys.sorted() == ["denominator", "entitlement", "id", "numerator"])
  }

  /// Where networks count for members, a claim of who is served names the rule and its rows; others are as ever.
  @Test func certificateOfWhoIsServed() throws {
    func stages(_ attribution: Scenario.Attribution, _ row: Multipliers.Row) throws -> [[String: Any]] {
      var made = HandMade()
      made.attribution = attribution
      made.memberships = [.init(organisation: "ORG", administration: "C", source: "test", isVerified: true)]
      let problem = try made.problem()
      let proof = Multipliers(scale: 1, columns: [0: .options], entries: [(row, 3), (row, 2)])
      let claims = [
        HandMade.claim(.administrationsServed, 4, bound: 4, proof: .multipliers, multipliers: proof),
        HandMade.claim(.populationCovered, 9), HandMade.claim(.holders(entitlement: "equal"), 2),
      ]
      let allocation = HandMade.allocation(problem, policy: HandMade.most, claims: claims)
      let bytes = try CertificateDocument(problem: problem, allocations: [allocation]).json()
      let root = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
      return try #require((root["policies"] as? [[String: Any]])?.first?["stages"] as? [[String: Any]])
    }
    func rules(_ stages: [[String: Any]]) -> [String?] {
      stages.map { ($0["objective"] as? [String: Any])?["attribution"] as? String }
    }
    let members = try stages(.members, .attributed(2))
    #expect(rules(members) == ["members", "members", nil])
    let rows = try #require(members[0]["multipliers"] as? [String: Any])
    #expect(rows["attributed"] as? [String: Int] == ["C": 5])
    let plain = try stages(.notifyingAdministration, .served(2))
    #expect(rules(plain) == [nil, nil, nil])
    #expect((plain[0]["multipliers"] as? [String: Any])?.keys.contains("attributed") == false)
  }

  @Test func digestsOfTheTables() throws {
    let problem = try HandMade().problem()
    let other = ResultFile(path: "certificate.json", text: "{}\n")
    let document = HandMade.assessment(problem, [HandMade.allocation(problem)]).document(besides: [other])
    #expect(document.files.map(\.path) == ["allocation.csv", "metrics.csv", "certificate.json"])
    #expect(document.files.last == .init(path: "certificate.json", bytes: other.bytes))
    #expect(Set(document.files.map(\.fnv1a64.count)) == [16])
  }
}
