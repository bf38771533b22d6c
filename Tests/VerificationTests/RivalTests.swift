// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Scenarios
@testable import Verification

/// No claimed optimum may come behind the allocation of another policy of the same result.
struct RivalTests {
  static let firstCome = SmallWorld.policy("first-come", [SmallWorld.stage(.order(.init(queue: .dateOfReceipt)))])
  static let mostServed = SmallWorld.policy(
    "most-served", [SmallWorld.stage(.maximise(.total(.holding), entitlement: .equal))])
  static let leximin = SmallWorld.policy(
    "leximin", [SmallWorld.stage(.maximise(.leximin, entitlement: .equal))])

  /// Four blocks of one window; `A` asks for three by date, then `B` for two. In order they hold 3 and 1.
  static func reference(_ policies: [Policy], blocks: Int = 4) -> ReferenceFiles {
    var scenario = SmallWorld.scenario(bands: [SmallWorld.band("C", channels: blocks, flexibility: 0)])
    scenario.bandAssignment.nonPlanned = [.init(name: "C", weight: 1)]
    let networks = ["A", "A", "A", "B", "B"].enumerated().map { index, symbol in
      SmallWorld.network("NET-\(index)", symbol, 10_000 + 300 * index, received: SmallWorld.day(index))
    }
    let administrations = ["A", "B"].map { SmallWorld.administration($0) }
    return ReferenceFiles(
      SmallWorld(
        scenario: scenario, register: SmallWorld.register(administrations, networks), policies: policies))
  }

  /// Gives a policy another allocation, and claims by the solver's word that say it is the best.
  static func claim(
    _ requests: [Int], of policy: Int, _ objectives: [ClaimObjective], in reference: inout ReferenceFiles
  ) {
    let allocator = reference.solutions[policy].allocator
    let all = Array(allocator.docket.requests.indices)
    let program = ReferenceProgram(
      allocator, run: [1], admitted: Set(all), kept: [], isLast: true, fixed: [:], competing: all)
    let grants = requests.enumerated().map { channel, request in
      Option(
        request: request, position: allocator.docket.requests[request].filedLongitude, firstChannel: channel + 1,
        polarization: 0)
    }
    var solution = ReferenceAllocator.Solution()
    for grant in grants {
      solution.grants[grant.request] = grant
      solution.grantStage[grant.request] = 1
    }
    for objective in objectives + [.displacement, .lot] {
      let value = program.value(of: objective, granted: grants)
      solution.claims.append(
        ReferenceClaim(
          stage: 1, kind: objective == .displacement || objective == .lot ? "tie-break" : "maximise",
          objective: objective, claim: "optimal", value: value, bound: value, proof: "solver"))
    }
    reference.solutions[policy].solution = solution
  }

  static func level(_ steps: Int) -> ClaimObjective {
    .administrationsAtLevel(Level(entitlement: .equal, numerator: steps, denominator: 1))
  }

  @Test("optima of good results come behind no other allocation", arguments: 1...6)
  func good(seed: Int) {
    let policies = SmallWorld.allPolicies() + SmallWorld.orderedPolicies() + SmallWorld.grownPolicies()
    let reference = ReferenceFiles(SmallWorld.random(seed: 4000 + seed, networks: 4, policies: policies))
    let report = reference.verify(reference.files)
    #expect(report.findings.filter { $0.check == .rivals }.map(\.description) == [])
    #expect(report.count(of: .rivals) > 100)
  }

  @Test("every optimum from nothing is held against every other allocation")
  func counted() {
    let reference = Self.reference([Self.firstCome, Self.mostServed, Self.leximin])
    let report = reference.verify(reference.complete)
    #expect(report.findings.map(\.description) == [])
    #expect(report.count(of: .rivals) == 4)
  }

  @Test("a worse allocation with claims to match is found by another policy's allocation, and by nothing else")
  func worse() {
    var reference = Self.reference([Self.firstCome, Self.mostServed])
    Self.claim([0, 3, 4], of: 1, [.total(.holding)], in: &reference)
    let findings = reference.verify(reference.complete).findings
    #expect(findings.map(\.check) == [.rivals])
    #expect(findings.first?.policy == "most-served")
    #expect(findings.first?.problem == "says that holding can't exceed 3")
    #expect(findings.first?.expected == "at least 4, which the allocation of `first-come` attains")
  }

  @Test("the first objective in which two allocations differ decides")
  func order() {
    // Who holds 3 and 1 comes behind who holds 2 and 2, although one of the former reaches three networks.
    var reference = Self.reference([Self.leximin, Self.firstCome])
    Self.claim([0, 1, 2, 3], of: 0, [1, 2, 3].map(Self.level), in: &reference)
    #expect(reference.verify(reference.complete).findings.map(\.description) == [])
    var second = Self.mostServed
    second.stages[0].carry = .optimum
    second.stages.append(Self.leximin.stages[0])
    reference = Self.reference([second, Self.leximin])
    #expect(reference.verify(reference.complete).findings.map(\.description) == [])
    Self.claim([0, 1, 2, 3], of: 1, [1, 2, 3].map(Self.level), in: &reference)
    let findings = reference.verify(reference.complete).findings
    #expect(findings.map(\.check) == [.rivals])
    #expect(findings.first?.subject == "claim 1")
  }

  @Test("levels of leximin without a claim of their own count in the order")
  func unclaimedLevels() {
    // The claim that nobody reaches three networks holds only among those who let both reach two.
    var reference = Self.reference([Self.leximin, Self.firstCome])
    Self.claim([0, 1, 3, 4], of: 0, [Self.level(3)], in: &reference)
    let report = reference.verify(reference.complete)
    #expect(report.findings.map(\.description) == [])
    #expect(report.count(of: .rivals) == 1)
  }

  @Test("allocations that break a constraint, and optima that start from other grants, are not compared")
  func skipped() {
    let inOrder = Self.firstCome.stages[0]
    var ordered = inOrder
    ordered.administrations = .symbols(["B"])
    let capped = SmallWorld.policy("capped", Self.mostServed.stages, cap: 1)
    let after = SmallWorld.policy("after", [ordered] + Self.mostServed.stages)
    var fair = Self.mostServed
    fair.name = "fair"
    fair.constraints.fairness = [.init(kind: .weightedEF1, entitlement: .equal)]
    for (other, most) in [(capped, 1), (after, 1), (fair, 1), (Self.firstCome, 1)] {
      let reference = Self.reference([Self.mostServed, other])
      let report = reference.verify(reference.complete)
      #expect(report.findings.map(\.description) == [])
      #expect(report.count(of: .rivals) == most, "\(other.name)")
    }
  }

  @Test("grants that a stage doesn't look at count for nothing there")
  func filters() {
    var own = Self.mostServed
    own.name = "own"
    own.stages[0].administrations = .symbols(["B"])
    let reference = Self.reference([own, Self.mostServed])
    let report = reference.verify(reference.complete)
    #expect(report.findings.map(\.description) == [])
    #expect(report.count(of: .rivals) == 2)
  }
}
