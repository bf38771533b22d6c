// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Testing

@testable import Scenarios
@testable import Verification

/// Claims about who is served, where a network of an organisation or a joint filing serves several.
struct AttributionTests {
  private static func policies() -> [Policy] {
    func best(_ objective: Policy.Objective, carry: Policy.Carry = .grants) -> Policy.Stage {
      SmallWorld.stage(.maximise(objective, entitlement: .equal), carry: carry)
    }
    let inOrder = SmallWorld.stage(.order(.init(queue: .dateOfReceipt)), administrations: .groups([.leastDeveloped]))
    return [
      SmallWorld.policy("served", [best(.administrationsServed)]),
      SmallWorld.policy("covered", [best(.populationCovered, carry: .optimum), best(.total(.holding))]),
      SmallWorld.policy("order-then-served", [inOrder, best(.administrationsServed)]),
      SmallWorld.policy("ratio-then-served", [best(.minimumRatio, carry: .optimum), best(.administrationsServed)]),
    ]
  }

  private static func reference(_ seed: Int, _ rule: Scenario.Attribution) -> ReferenceFiles {
    var world = SmallWorld.random(seed: 5_000 + seed, networks: 4, policies: policies())
    world.scenario.attribution = rule
    world.register.memberships = [("A", 1), ("B", seed % 3), ("D", 2)].map {
      .init(organisation: "ORG", administration: $0.0, share: $0.1, source: "made up", isVerified: true)
    }
    world.register.jointFilings = [("B", 1), ("D", seed % 2)].map {
      .init(network: "NET-1", administration: $0.0, share: $0.1)
    }
    return ReferenceFiles(world)
  }

  /// What is wrong with the certificate; what is measured is another matter.
  private static func findings(_ reference: ReferenceFiles, _ certificate: String? = nil) -> [Finding] {
    var files = reference.files
    if let certificate { files.certificate = Array(certificate.utf8) }
    return reference.findings(files).filter { $0.file == ResultFiles.certificateName }
  }

  @Test("right claims are accepted under every rule", arguments: Scenario.Attribution.allCases)
  func rightClaims(rule: Scenario.Attribution) {
    var proven = 0
    for seed in 1...10 {
      let reference = Self.reference(seed, rule)
      #expect(Self.findings(reference).map(\.description) == [], "seed \(seed)")
      proven += reference.certificate.components(of: rule.countsMembers ? "\"attributed\"" : "\"served\": {")
    }
    #expect(proven > 5)
  }

  @Test("claims that count by another rule are found", arguments: [Scenario.Attribution.members, .memberShares])
  func damagedClaims(rule: Scenario.Attribution) {
    var (values, rows) = (0, 0)
    for seed in 1...10 {
      let reference = Self.reference(seed, rule)
      let certificate = reference.certificate
      let said = ", \"attribution\": \"\(rule.rawValue)\""
      let other = rule == .members ? "member-shares" : "members"
      for word in ["", ", \"attribution\": \"notifying-administration\"", ", \"attribution\": \"\(other)\""] {
        #expect(!Self.findings(reference, certificate.replacing(said, with: word)).isEmpty)
      }
      // The same grants, counted with whoever notified them.
      var byNotifier = reference
      byNotifier.countByNotifier()
      if byNotifier.certificate != certificate {
        values += 1
        #expect(Self.findings(reference, byNotifier.certificate).contains { $0.check == .values })
      }
      let renamed = certificate.replacing("\"attributed\": {", with: "\"served\": {")
      if renamed != certificate {
        rows += 1
        #expect(Self.findings(reference, renamed).contains { $0.check == .multipliers })
      }
    }
    #expect(values > 2 && rows > 2)
  }

  @Test("rows of parts are refused where no network has parts")
  func rowsOfParts() {
    var renamed = 0
    for seed in 1...10 {
      let reference = Self.reference(seed, .notifyingAdministration)
      let other = reference.certificate.replacing("\"served\": {", with: "\"attributed\": {")
      guard other != reference.certificate else { continue }
      renamed += 1
      #expect(Self.findings(reference, other).contains { $0.check == .multipliers })
      let named = reference.certificate.replacing(
        "\"id\": \"administrations-served\"", with: "\"id\": \"administrations-served\", \"attribution\": \"members\"")
      #expect(Self.findings(reference, named).contains { $0.check == .form })
    }
    #expect(renamed > 2)
  }

  /// A's network for the organisation of A, B and D and one place for it or for two others: three are served, not two.
  @Test("who asks is who a request counts for")
  func whoAsks() throws {
    var scenario = SmallWorld.scenario(bands: [SmallWorld.band("C", channels: 1, flexibility: 0)])
    scenario.attribution = .members
    scenario.bandAssignment.nonPlanned = [.init(name: "C", weight: 1)]
    var register = SmallWorld.register(
      ["A", "B", "D"].map { SmallWorld.administration($0) },
      [SmallWorld.network("NET-0", "A", 10_000, organisation: "ORG")])
    register.memberships = ["B", "D"].map {
      .init(organisation: "ORG", administration: $0, source: "made up", isVerified: true)
    }
    let docket = Docket(scenario: scenario, register: register)
    let policy = SmallWorld.policy("served", [Self.policies()[0].stages[0]])
    let context = StageContext(
      docket: docket, rules: PolicyRules(policy: policy, docket: docket), stage: 0, run: 0, grants: [nil],
      runOfGrant: [nil])
    // The notifying administration is no member: it asks for ratios and isn't served.
    #expect(context.services.keys.sorted() == ["B", "D"])
    #expect(context.asking(.equal).map(\.administration) == ["A"])
    let option = try #require(docket.options(of: 0, at: 10_000).first)
    let values = ObjectiveValues(context: context, grants: [option], runOfGrant: [0])
    #expect(values.value(of: .administrationsServed) == 2 && values.value(of: .populationCovered) == 2_000)
  }
}

extension ReferenceFiles {
  /// Makes every claim about who is served count whoever notified a grant.
  fileprivate mutating func countByNotifier() {
    for index in solutions.indices {
      let (_, allocator, solution) = solutions[index]
      let symbols = Set(solution.grants.keys.map { allocator.docket.requests[$0].administration })
      for (number, claim) in solution.claims.enumerated() where claim.objective.countsServed {
        let value =
          claim.objective == .administrationsServed
          ? symbols.count : symbols.reduce(0) { $0 + (allocator.administration($1)?.population ?? 0) }
        solutions[index].solution.claims[number].value = value
      }
    }
  }
}

extension String {
  /// How often a text occurs in it.
  fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
