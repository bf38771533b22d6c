// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Scenarios
@testable import Verification

/// Each constraint must be able to fail on a finished allocation, whatever stages and proofs say.
struct ConstraintTests {
  /// Three networks of A, two of B, one of D, all far apart: whatever is granted, nothing conflicts.
  private static let world: SmallWorld = {
    var scenario = SmallWorld.scenario(bands: [SmallWorld.band("C", channels: 2)])
    scenario.bandAssignment.nonPlanned = [.init(name: "C", weight: 1)]
    var networks = [
      SmallWorld.network("A-1", "A", 0, organisation: "ORG", inUse: SmallWorld.day(1)),
      SmallWorld.network("A-2", "A", 10_000, organisation: "ORG"), SmallWorld.network("A-3", "A", 20_000),
      SmallWorld.network("B-1", "B", 30_000), SmallWorld.network("B-2", "B", 40_000),
      SmallWorld.network("D-1", "D", 50_000),
    ]
    networks[3].isNationalAllotment = true
    return SmallWorld(
      scenario: scenario,
      register: SmallWorld.register(
        [
          SmallWorld.administration("A", population: 3_000), SmallWorld.administration("B", leastDeveloped: true),
          SmallWorld.administration("D", population: 500),
        ], networks), policies: [])
  }()

  /// What is found where some networks are granted: at their filed longitudes, or as far east of them as said.
  private func findings(
    _ granted: [String], moved: Int = 0, channel: Int = 1, _ change: (inout Policy.Constraints) -> Void
  ) -> [String] {
    var policy = SmallWorld.policy(
      "p", [SmallWorld.stage(.maximise(.total(.networks), entitlement: .equal))])
    change(&policy.constraints)
    let docket = Docket(scenario: Self.world.scenario, register: Self.world.register)
    let grants = docket.requests.enumerated().map { index, request in
      granted.contains(request.identifier)
        ? Option(request: index, position: request.filedLongitude + moved, firstChannel: channel, polarization: 0) : nil
    }
    let outcome = PolicyOutcome(policy: policy, rows: docket.requests.map { _ in nil }, grants: grants)
    var journal = Journal()
    ConstraintChecks(outcome: outcome, rules: PolicyRules(policy: policy, docket: docket), docket: docket)
      .run(journal: &journal)
    return journal.findings.map { "\($0.subject ?? "") \($0.problem), \($0.expected)" }
  }

  private static let everything = ["A-1", "A-2", "A-3", "B-1", "B-2", "D-1"]

  @Test("caps count what they say, for whom they say", arguments: Policy.Quantity.allCases)
  func caps(quantity: Policy.Quantity) {
    // One network, one channel and 125,000 kHz each.
    let each = quantity == .bandwidth ? 125_000 : 1
    func found(_ scope: Policy.LimitScope, _ amount: Int) -> Int {
      findings(Self.everything) {
        $0.limits = [.init(kind: .cap, scope: scope, quantity: quantity, amount: amount * each)]
      }.count
    }
    #expect(found(.eachAdministration(.all), 3) == 0)
    #expect(found(.eachAdministration(.all), 2) == 1)
    #expect(found(.eachAdministration(.all), 1) == 2)
    #expect(found(.eachAdministration(.groups([.leastDeveloped])), 1) == 1)
    #expect(found(.eachOrganisation, 2) == 0)
    #expect(found(.eachOrganisation, 1) == 1)
    #expect(found(.groups([.income(.low)]), 3) == 0)
    #expect(found(.groups([.income(.low)]), 2) == 1)
    #expect(found(.administrations(["A", "D"]), 4) == 0)
    #expect(found(.administrations(["A", "D"]), 3) == 1)
  }

  @Test("a minimum is no more than what is asked for")
  func minimums() {
    func found(_ granted: [String], _ amount: Int) -> [String] {
      findings(granted) {
        $0.limits = [.init(kind: .minimum, scope: .eachAdministration(.all), quantity: .networks, amount: amount)]
      }
    }
    #expect(found(Self.everything, 3) == [])
    #expect(found(["A-1", "B-1", "D-1"], 1) == [])
    #expect(found(["A-1", "B-1"], 1) == ["D has 0, at least 1 by minimum 1, networks"])
    #expect(found(["A-1", "B-1", "B-2", "D-1"], 2) == ["A has 1, at least 2 by minimum 1, networks"])
  }

  /// Six units by 3,000, 1,000 and 500 inhabitants: shares of 4, 4/3 and 2/3, and A asks for three only.
  @Test("quotas are rounded down below and up above")
  func quotas() {
    func found(_ granted: [String], lower: Bool = true, upper: Bool = true) -> [String] {
      findings(granted) {
        $0.quotas = [.init(entitlement: .population, units: 6, isLower: lower, isUpper: upper)]
      }
    }
    #expect(found(Self.everything) == [])
    #expect(found(["A-1", "A-2", "A-3", "B-1"]) == [])
    #expect(found(["A-1", "A-2", "B-1"]) == ["A has 2, at least 3 by lower quota 1"])
    #expect(found(["A-1", "A-2", "A-3"]) == ["B has 0, at least 1 by lower quota 1"])
    let few = findings(Self.everything) {
      $0.quotas = [.init(entitlement: .equal, units: 4, isLower: false, isUpper: true)]
    }
    #expect(few == ["A has 3, at most 2 by upper quota 1"])
  }

  @Test("places and channels set aside, filed positions and protection")
  func places() {
    func aside(_ extent: Policy.SetAside.Extent) -> [Policy.SetAside] {
      [.init(groups: [.leastDeveloped], extent: extent), .init(groups: [.income(.high)], extent: .positions([90_000]))]
    }
    #expect(findings(Self.everything) { $0.setAsides = aside(.positions([10_000, 30_000])) }.count == 1)
    #expect(
      findings(Self.everything) { $0.setAsides = aside(.arc(fromMilliDegrees: 350_000, toMilliDegrees: 10_000)) }.count
        == 2)
    #expect(findings(Self.everything) { $0.setAsides = aside(.channels(band: "C", first: 2, last: 2)) }.isEmpty)
    #expect(
      findings(Self.everything, channel: 2) { $0.setAsides = aside(.channels(band: "C", first: 2, last: 2)) }.count == 4
    )
    #expect(
      findings(Self.everything, channel: 2) { $0.setAsides = aside(.channels(band: "Ku", first: 2, last: 2)) }.isEmpty)
    #expect(findings(Self.everything, moved: 500) { _ in }.isEmpty)
    #expect(findings(Self.everything, moved: 500) { $0.filedPositions = .all }.count == 6)
    #expect(findings(Self.everything, moved: 500) { $0.filedPositions = .inUse }.count == 1)
    #expect(findings(Self.everything, moved: 500) { $0.protected = [.networksInUse, .nationalAllotments] }.count == 2)
    #expect(findings(["A-2"]) { $0.protected = [.networksInUse] }.count == 1)
    #expect(findings(["A-1"]) { $0.protected = [.networksInUse] }.isEmpty)
  }

  @Test("what isn't eligible has nothing")
  func eligibility() {
    #expect(findings(Self.everything) { $0.eligibility = ["nobody-meets-this"] }.count == 6)
    // All are undated: A-1 is in use and B-1 is a national allotment, of the others it isn't known.
    let found = findings(Self.everything) { $0.eligibility = ["in-use-or-in-time"] }
    #expect(found.map { $0.split(separator: " ").first } == ["A-2", "A-3", "B-2", "D-1"])
  }

  @Test("envy and shares after one step")
  func fairness() {
    func found(_ granted: [String], _ kind: Policy.FairnessDemand.Kind, _ entitlement: Entitlement) -> [String] {
      findings(granted) { $0.fairness = [.init(kind: kind, entitlement: entitlement)] }.map { String($0.prefix(1)) }
    }
    #expect(found(["A-1", "B-1"], .weightedEF1, .equal) == [])
    // D has nothing and A two, one after a step is taken; B has one, so that it envies nobody.
    #expect(found(["A-1", "A-2", "B-1"], .weightedEF1, .equal) == ["D"])
    // B and D have all that they ask for.
    #expect(found(Self.everything, .weightedEF1, .equal) == [])
    // By inhabitants A may have two before B envies it: 2 − 1 for 3,000 is less than 1 for 1,000.
    #expect(found(["A-1", "A-2", "B-1", "D-1"], .weightedEF1, .population) == [])
    #expect(found(["B-1", "B-2", "D-1"], .weightedEF1, .population) == ["A"])
    // Of five, D is entitled to 5/3: none and one more fall short of it.
    #expect(found(["A-1", "A-2", "A-3", "B-1", "B-2"], .weightedPROP1, .equal) == ["D"])
    #expect(found(["A-1", "A-2", "B-1"], .weightedPROP1, .equal) == [])
  }
}
