// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Scenarios
@testable import Verification

/// Valid results of small random worlds are verified, and any change to them is found.
struct RandomWorldTests {
  @Test("valid results of small worlds have no findings", arguments: 1...12)
  func validResults(seed: Int) {
    let reference = ReferenceFiles(SmallWorld.random(seed: seed, networks: 4))
    let report = reference.verify(reference.complete)
    #expect(report.findings.map(\.description) == [])
    #expect(report.count(of: .values) > 0)
  }

  @Test("orders over more networks have no findings", arguments: 1...20)
  func validOrders(seed: Int) {
    var world = SmallWorld.random(seed: 1000 + seed, networks: 10)
    world.policies.removeAll { $0.stages.contains { if case .maximise = $0.rule { true } else { false } } }
    let reference = ReferenceFiles(world)
    #expect(reference.verify(reference.complete).findings.map(\.description) == [])
  }

  @Test("every queue is followed", arguments: 1...16)
  func validQueues(seed: Int) {
    let world = SmallWorld.random(seed: 2000 + seed, networks: 9, policies: SmallWorld.orderings())
    let reference = ReferenceFiles(world)
    #expect(reference.verify(reference.complete).findings.map(\.description) == [])
  }

  @Test("every objective and constraint is accepted where it is kept", arguments: 1...12)
  func validConstraints(seed: Int) {
    let world = SmallWorld.random(seed: 3000 + seed, networks: 4, policies: SmallWorld.grownPolicies())
    let reference = ReferenceFiles(world)
    #expect(reference.world.policies.count > 10)
    #expect(reference.verify(reference.complete).findings.map(\.description) == [])
  }

  @Test("multipliers, trivial bounds and the solver's word all occur and are told apart")
  func kindsOfProof() {
    var multipliers = 0
    var words = 0
    for seed in 1...3 {
      let reference = ReferenceFiles(SmallWorld.random(seed: seed, networks: 4))
      let report = reference.verify(reference.files)
      multipliers += report.count(of: .multipliers)
      words += report.count(of: .solversWord)
    }
    #expect(multipliers > 10)
    #expect(words > 0)
  }
}
