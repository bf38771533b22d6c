// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Scenarios
@testable import Verification

/// Grants, claims and rows of the wider rules, changed one at a time.
struct RuleTamperingTests {
  private func findings(_ reference: ReferenceFiles) -> [Finding] { reference.findings(reference.files) }

  @Test("no queue can lose a grant unnoticed, nor pass one on to another block", arguments: [2003])
  func queues(seed: Int) {
    let reference = ReferenceFiles(SmallWorld.random(seed: seed, networks: 7, policies: SmallWorld.orderings()))
    #expect(findings(reference).isEmpty)
    var changed = 0
    for (policy, entry) in reference.solutions.enumerated() {
      guard let index = entry.solution.grants.keys.sorted().last, let old = entry.solution.grants[index] else {
        continue
      }
      var dropped = reference
      dropped.solutions[policy].solution.grants[index] = nil
      dropped.solutions[policy].solution.grantStage[index] = nil
      #expect(findings(dropped).contains { $0.check == .order && $0.policy == entry.policy.name })
      changed += 1
      let other = entry.allocator.options(index).first { option in
        option != old
          && !entry.solution.grants.values.contains { $0.request != index && entry.allocator.conflicts($0, option) }
      }
      guard let other else { continue }
      var moved = reference
      moved.solutions[policy].solution.grants[index] = other
      #expect(findings(moved).contains { $0.check == .order && $0.policy == entry.policy.name })
      changed += 1
    }
    #expect(changed > 8)
  }

  @Test("an order by other seeds, priorities, windows or turns is found")
  func otherRules() {
    var found = 0
    for seed in 2001...2003 {
      let reference = ReferenceFiles(SmallWorld.random(seed: seed, networks: 8, policies: SmallWorld.orderings()))
      var world = reference.world
      for index in world.policies.indices {
        for stage in world.policies[index].stages.indices {
          guard case .order(var ordering) = world.policies[index].stages[stage].rule else { continue }
          ordering.seed = 1_000
          ordering.priority = [.income(.low), .income(.high)]
          ordering.batches = []
          world.policies[index].stages[stage].rule = .order(ordering)
          world.policies[index].stages[stage].roundDays = nil
        }
      }
      var files = reference.files
      files.metrics = nil
      let report = ResultVerifier(
        scenario: world.scenario, register: world.register, policies: world.policies, files: files
      ).verify()
      found += Set(report.findings.filter { $0.check == .order }.compactMap(\.policy)).count
    }
    // Some worlds are so roomy that any order gives the same.
    #expect(found > 6)
  }

  @Test("values, levels and subjects of the wider claims count", arguments: [3001, 3005])
  func claims(seed: Int) throws {
    let reference = ReferenceFiles(SmallWorld.random(seed: seed, networks: 4, policies: SmallWorld.grownPolicies()))
    var files = reference.files
    let document = try JSONValue(bytes: Array(reference.certificate.utf8))
    func isFound(_ path: [JSONValue.Step], _ value: JSONValue?) -> Bool {
      files.certificate = Array(document.replacing(path[...], with: value).written.utf8)
      return !reference.findings(files).isEmpty
    }
    for path in document.paths {
      guard case .member(let name)? = path.last else { continue }
      switch name {
      case "value", "alpha_halves":
        guard let number = document[path[...]]?.integer else { continue }
        #expect(isFound(path, .whole(number + 1)), "\(path)")
      case "id":
        #expect(isFound(path, document[path[...]]?.text == "channels" ? "networks" : "channels"), "\(path)")
      case "limit", "upper_quota", "lower_quota":
        #expect(isFound(path, ["9": ["together": 1]]), "\(path)")
        #expect(isFound(path, ["1": ["NOBODY": 1]]), "\(path)")
      case "kept": #expect(isFound(path, ["NET-NONE": 1]), "\(path)")
      default: continue
      }
    }
  }

  @Test("a kept request that is refused in the end is found")
  func kept() {
    var seen = 0
    for seed in 3001...3004 {
      let world = SmallWorld.random(
        seed: seed, networks: 4, policies: SmallWorld.grownPolicies().filter { $0.name.hasPrefix("kept") })
      let reference = ReferenceFiles(world)
      for (policy, entry) in reference.solutions.enumerated() {
        guard let index = entry.solution.grantStage.filter({ $0.value == 2 }).keys.min() else { continue }
        var dropped = reference
        dropped.solutions[policy].solution.grants[index] = nil
        dropped.solutions[policy].solution.grantStage[index] = nil
        let found = findings(dropped).filter { $0.policy == entry.policy.name }
        #expect(!found.isEmpty)
        if found.contains(where: { $0.check == .constraints }) { seen += 1 }
      }
    }
    #expect(seen > 2)
  }
}
