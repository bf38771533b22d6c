// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Reporting
import Testing

@testable import Allocation
@testable import Assessment
@testable import Coordination
@testable import Scenarios

/// Measures of the hand-made allocation, held against numbers worked out on paper.
@Suite struct MeasureTests {
  /// Holdings A 2, B 4, C 0, D 1, OLD 2. Filers are A, B, C and OLD; member States are A, B, C and D.
  @Test func populations() throws {
    let record = try HandMade().record()
    // 0, 1, 2, 4: (−3·0 − 1 + 2 + 3·4) / (4·7).
    #expect(isClose(try record.measure("gini"), 13.0 / 28))
    // 0, 2, 2, 4: (−2 + 2 + 12) / (4·8): the former State counts here, and D, which never filed, doesn't.
    #expect(isClose(try record.measure("gini", "filers"), 3.0 / 8))
    #expect(isClose(try record.measure("share_with_nothing"), 0.25))
    #expect(isClose(try record.measure("granted_administrations"), 3))
    #expect(isClose(try record.measure("granted_administrations", "filers"), 3))
    #expect(isClose(try record.measure("granted_channels"), 7))
    #expect(isClose(try record.measure("granted_channels", "filers"), 8))
    // A1, B1, B3 and the national requests of A and D, of nine requests of member States.
    #expect(isClose(try record.measure("granted_networks"), 5))
    #expect(isClose(try record.measure("served_share"), 5.0 / 9))
    #expect(isClose(try record.measure("min_ratio"), 0))
    #expect(try record.measure("mld").status == .infinite)
  }

  /// By inhabitants, who has no figure is left out: C everywhere, and the former State.
  @Test func entitlementByInhabitants() throws {
    let record = try HandMade().record()
    // Shares held 2/7, 4/7, 1/7 against 1/10, 3/10, 6/10: half of 13/70 + 19/70 + 32/70.
    #expect(isClose(try record.measure("hoover", "member_states", "population"), 16.0 / 35))
    #expect(isClose(try record.measure("min_ratio", "member_states", "population"), 5.0 / 21))
    #expect(isClose(try record.measure("share_with_nothing", "member_states", "population"), 0))
    // 1/3 and 2/3 against 1/4 and 3/4.
    #expect(isClose(try record.measure("hoover", "filers", "population"), 1.0 / 12))
    #expect(try record.measure("gini_floor", "member_states", "population").status == .undefined)
    // Seven units for four: three hold 2 and one holds 1, (−3·1 − 2 + 2 + 3·2) / (4·7).
    #expect(isClose(try record.measure("gini_floor"), 3.0 / 28))
  }

  @Test func groups() throws {
    let record = try HandMade().record()
    // A holds 2 of 7 and is one of four.
    #expect(isClose(try record.measure("parity_ratio", group: "LDC"), 8.0 / 7))
    #expect(isClose(try record.measure("parity_ratio", group: "LLDC"), 0))
    #expect(isClose(try record.measure("parity_ratio", group: "SIDS"), 4.0 / 7))
    #expect(isClose(try record.measure("parity_ratio", group: "income:HIC"), 16.0 / 7))
    #expect(isClose(try record.measure("parity_ratio", group: "region:1"), 12.0 / 7))
    #expect(isClose(try record.measure("parity_ratio"), 1))
    #expect(isClose(try record.measure("gini", group: "region:1"), 1.0 / 6))
    #expect(try record.measure("gini", group: "LLDC").status == .undefined)
    // By inhabitants A's 2/7 stand against 1/10.
    #expect(isClose(try record.measure("parity_ratio", "member_states", "population", group: "LDC"), 20.0 / 7))
  }

  /// Nobody among the filers is an island: what is counted is 0, what is divided has no value.
  @Test func aGroupWithoutMembers() throws {
    let record = try HandMade().record()
    for id in ["granted_networks", "granted_channels", "granted_administrations"] {
      #expect(isClose(try record.measure(id, "filers", group: "SIDS"), 0), "\(id)")
    }
    for id in ["gini", "share_with_nothing", "served_share", "parity_ratio"] {
      #expect(try record.measure(id, "filers", group: "SIDS").status == .undefined, "\(id)")
    }
  }

  /// The parts of the world have one member each, so that all of Theil's index lies between them.
  @Test func decomposition() throws {
    let record = try HandMade().record()
    let total = try #require(try record.measure("theil_t").value)
    #expect(isClose(try record.measure("theil_between"), total))
    #expect(isClose(try record.measure("theil_within"), 0))
    let parts = try #require(
      record.decompositions.first { $0.population == "member_states" && $0.entitlement == "equal" })
    #expect(Set(parts.groups.map(\.group)) == ["LDC", "LLDC", "SIDS", "high income"])
    let island = try #require(parts.groups.first { $0.group == "SIDS" })
    #expect(island.members == 1)
    #expect(island.membersWithNothing == 0)
    #expect(isClose(island.holdingShare, 1.0 / 7))
    // z = 1/4: G = 1/4 + 3/4 G₊ with G₊ over 1, 2, 4: 6/21.
    let gini = try #require(parts.exclusion.first { $0.measure == "gini" })
    #expect(isClose(gini.exclusion, 0.25))
    #expect(isClose(gini.total, 13.0 / 28))
  }

  @Test func withoutLatecomers() throws {
    let record = try HandMade().record()
    // Filed holdings 1, 4, 0, 0: (1 + 3·4) / (4·5).
    #expect(isClose(try record.measure("gini", filedOnly: true), 13.0 / 20))
    #expect(isClose(try record.measure("share_with_nothing", filedOnly: true), 0.5))
    #expect(isClose(try record.measure("granted_networks", filedOnly: true), 3))
    #expect(isClose(try record.measure("served_share", filedOnly: true), 3.0 / 5))
    #expect(try record.measure("price_of_fairness", filedOnly: true).status == .undefined)
    let plain = try HandMade(hasLatecomers: false).record()
    #expect(plain.measuresWithoutLatecomers.isEmpty)
    #expect(isClose(try plain.measure("gini"), 13.0 / 20))
  }

  @Test func organisationsApart() throws {
    let record = try HandMade(attribution: .organisationsApart).record()
    // B holds 2 for itself: 0, 1, 2, 2 gives (−1 + 2 + 6) / (4·5).
    #expect(isClose(try record.measure("gini"), 7.0 / 20))
    #expect(isClose(try record.measure("served_share"), 4.0 / 8))
    #expect(record.organisationHoldings == [.init(organisation: "ORG", networks: 1, channels: 2, holding: 2)])
    #expect(try HandMade().record().organisationHoldings.isEmpty)
  }

  @Test func holdingsInNetworks() throws {
    let record = try HandMade(unit: .networks).record()
    // A 2, B 2, C 0, D 1.
    #expect(isClose(try record.measure("gini"), 7.0 / 20))
    #expect(record.holdings.map(\.holding) == [2, 2, 0, 1, 1])
    #expect(isClose(try record.measure("granted_channels"), 7))
  }

  /// In kilohertz measures count in steps of one channel: the quota of 7 steps among four is 1, which C alone is short of.
  @Test func holdingsInMegahertz() throws {
    let record = try HandMade(unit: .megahertz).record()
    #expect(record.holdings.map(\.holding) == [72_000, 144_000, 0, 36_000, 72_000])
    #expect(isClose(try record.measure("gini"), 13.0 / 28))
    #expect(isClose(try record.measure("lower_quota_violations"), 1))
    #expect(isClose(try HandMade().record().measure("lower_quota_violations"), 1))
    #expect(isClose(try record.measure("gini_floor"), 3.0 / 28))
  }

  /// All hold 9 together, the former State's 2 among them; 12 are proved possible.
  @Test func priceOfFairness() throws {
    let problem = try HandMade().problem()
    func price(_ policy: Policy, _ claim: Claim) throws -> ResultsDocument.Quantity {
      let allocations = [
        HandMade.allocation(problem), HandMade.allocation(problem, policy: policy, claims: [claim]),
      ]
      return try HandMade.assessment(problem, allocations).document().policies[0].measure("price_of_fairness")
    }
    #expect(isClose(try price(HandMade.most, HandMade.claim(.total(.holding), 12)), 0.25))
    #expect(try price(HandMade.most, HandMade.claim(.total(.holding), 12, .withinGap, bound: 13)).status == .undefined)
    #expect(try price(HandMade.order, HandMade.claim(.precedence, 6)).status == .undefined)
    let capped = HandMade.policy("cap", .maximise(.total(.holding), entitlement: .equal), cap: 2)
    #expect(try price(capped, HandMade.claim(.total(.holding), 12)).status == .undefined)
    #expect(try price(HandMade.most, HandMade.claim(.total(.networks), 6)).status == .undefined)
  }

  @Test func nothingGranted() throws {
    let problem = try HandMade().problem()
    let allocation = HandMade.allocation(problem, granted: [:])
    let record = try #require(HandMade.assessment(problem, [allocation]).document().policies.first)
    #expect(try record.measure("gini").status == .undefined)
    #expect(isClose(try record.measure("share_with_nothing"), 1))
    #expect(isClose(try record.measure("served_share"), 0))
    #expect(record.lorenz.isEmpty)
  }
}
