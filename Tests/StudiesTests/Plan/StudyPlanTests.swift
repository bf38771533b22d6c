// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Studies

@Suite struct StudyPlanTests {
  private func plan(
    _ policies: String = "[first-come, leximin]", seeds: String = "[1, 2]", grid: [String] = [], rest: String = ""
  ) throws -> StudyPlan {
    try StudyPlan(
      try StudyPlaces.small(policies: policies, seeds: seeds, grid: grid, rest: rest), supply: MarkedRegisters())
  }

  @Test func placesInOrderWithWorldsTogether() throws {
    let plan = try StudyPlan(try StudyPlaces.study(StudyReadingTests.whole), supply: MarkedRegisters())
    // early: 1 scenario × 2 registers × 6 points × 3 seeds × 2 policies; drawn: 2 scenarios × 5 points × 2 seeds × 2.
    #expect(plan.count == 72 + 40)
    #expect(plan.worldCount == 36 + 20)
    for (ordinal, run) in plan.enumerated() { #expect(run.ordinal == ordinal) }
    let worlds = plan.map(\.world)
    #expect(worlds == worlds.sorted())
    #expect(Array(Set(worlds)).sorted() == Array(0..<plan.worldCount))
    let tuples = plan.map { [$0.grid, $0.scenario, $0.register == 1 ? 0 : 1, $0.point, $0.seed] }
    #expect(zip(tuples, tuples.dropFirst()).allSatisfy { !$1.lexicographicallyPrecedes($0) })
    let run = plan[72 - 1]
    #expect(run.grid == 0 && run.scenario == 1 && run.register == 0 && run.point == 5 && run.seed == 6)
    #expect(run.policy == "leximin")
    #expect(run.settings.map(\.value) == ["1", "population"])
    #expect(plan[72].policy == "leximin" && plan[72].grid == 1 && plan[72].seed == 2)
    // Drawn points have seeds of their own: 2 and 9 span 8, so the fifth point has 2 + 4 · 8 and 9 + 4 · 8.
    #expect(plan[111].scenario == 1 && plan[111].point == 4 && plan[111].seed == 41)
    let drawn = plan.filter { $0.grid == 1 && $0.scenario == 0 && $0.policy == "leximin" }.map(\.seed)
    #expect(drawn == [2, 9, 10, 17, 18, 25, 26, 33, 34, 41])
  }

  @Test func aPolicysParameterConcernsThatPolicyOnly() throws {
    let plan = try plan(
      seeds: "{ list: [1], varies: [] }",
      grid: ["factors: [{ parameter: policy.leximin.stages.1.entitlement, values: [equal, population] }]"])
    #expect(plan.count == 4)
    #expect(plan[0].key == plan[2].key && plan[1].key != plan[3].key)
    #expect(plan.distinct() == [0, 1, 3])
    #expect(plan[1].key.contains(#""policy":{"digest":""#))
    #expect(plan[1].key.contains(#""settings":{"stages.1.entitlement":"equal"}"#))
  }

  @Test func aSeedCountsWhereSomethingUsesIt() throws {
    // First come, first served by date breaks no tie by lot; leximin does.
    let ties = try plan(seeds: "{ from: 1, count: 5, varies: [ties] }")
    #expect(ties.distinct().count == 1 + 5)
    // The bands of the small register's scenario are drawn for whoever has none: every policy differs.
    #expect(try plan(seeds: "{ from: 1, count: 5, varies: [bands] }").distinct().count == 10)
    #expect(try plan(seeds: "{ from: 1, count: 5, varies: [values, register] }").distinct().count == 2)
    #expect(
      try plan("[auction-vcg, first-come]", seeds: "{ from: 1, count: 5, varies: [values] }").distinct().count == 6)
    #expect(
      try plan(
        "[first-come]", seeds: "{ from: 1, count: 5, varies: [register] }",
        grid: ["factors: [{ parameter: register.dates, values: [as-filed, shuffled] }]"]
      ).distinct().count == 1 + 5)
  }

  @Test func whatDeterminesAResultChangesTheKey() throws {
    let first = try plan()[0]
    #expect(try plan()[0].identity == first.identity)
    let others = [
      try plan(seeds: "[2]")[0], try plan(rest: "limits: { nodes: 7 }")[0],
      try plan(rest: "keep: { allocations: true }")[0], try plan(rest: "measures: [{ measures: [gini] }]")[0],
      try plan(grid: ["factors: [{ parameter: scenario.grid_degrees, values: [0.25] }]"])[0], try plan()[1],
    ]
    #expect(Set(others.map(\.identity) + [first.identity]).count == others.count + 1)
    // What only the report is made of, and what things are called, is not part of it.
    #expect(try plan(rest: "analysis: { resamples: 100 }")[0].key == first.key)
    let short = try plan(grid: ["factors: [{ parameter: scenario.flexibility_degrees, values: [2] }]"])[0]
    let long = try plan(grid: ["factors: [{ parameter: \"scenario.bands.*.flexibility_degrees\", values: [2] }]"])[0]
    #expect(short.key == long.key)
    #expect(short.identity == RunIdentity(key: short.key.utf8))
    #expect(try JSONSerialization.jsonObject(with: Data(short.key.utf8)) is [String: Any])
  }

  /// Each file by itself: what changes is exactly the runs that rest on it.
  @Test func aChangedFileChangesItsRunsOnly() throws {
    try StudyPlaces.withDirectory { directory in
      let manager = FileManager.default
      try manager.copyItem(atPath: StudyPlaces.root + "/Instances/small", toPath: directory + "/small")
      for name in ["first-come", "leximin"] {
        let policy = "/policies/\(name).yaml"
        try manager.createDirectory(atPath: directory + "/policies", withIntermediateDirectories: true)
        try manager.copyItem(atPath: StudyPlaces.root + "/Instances" + policy, toPath: directory + policy)
      }
      let path = directory + "/study.yaml"
      try StudyPlaces.write(
        """
        orbitshare: study/1
        name: moving
        scenarios: { small: small/scenario.yaml }
        registers: { real: small }
        grids: [{ name: only, registers: [real], policies: [first-come, leximin], seeds: [1] }]

        """, to: path)
      func identities() throws -> [RunIdentity] { try StudyPlan(try Study.read(path: path)).map(\.identity) }
      func append(_ text: String, to file: String) throws {
        let old = try String(contentsOfFile: directory + file, encoding: .utf8)
        try StudyPlaces.write(old + text, to: directory + file)
      }
      let before = try identities()
      try append("# a remark\n", to: "/policies/leximin.yaml")
      let policy = try identities()
      #expect(policy[0] == before[0] && policy[1] != before[1])
      try append("\n", to: "/small/datapackage.json")
      let register = try identities()
      #expect(register[0] != policy[0] && register[1] != policy[1])
      try append("# a remark\n", to: "/small/scenario.yaml")
      #expect(try identities()[0] != register[0])
      // The study's own words change nothing.
      let now = try identities()
      try append("title: Moved\n", to: "/study.yaml")
      #expect(try identities() == now)
    }
  }

  @Test func worldsAreToldApartByWhatTheyAreMadeOf() throws {
    let plan = try plan(
      seeds: "{ from: 1, count: 2, varies: [bands] }",
      grid: [
        "factors:", "  - { parameter: scenario.grid_degrees, values: [0.5, 1] }",
        "  - { parameter: policy.leximin.stages.1.entitlement, values: [equal, population] }",
      ])
    // Two grids × two seeds; the policy's factor makes no world.
    #expect(plan.worldCount == 8)
    #expect(Set(plan.map { plan.worldKey(of: $0) }).count == 4)
    for (one, other) in zip(plan, plan.dropFirst()) where one.world == other.world {
      #expect(plan.worldKey(of: one) == plan.worldKey(of: other))
    }
  }

  @Test func generatedRegistersByEffectiveKnobs() throws {
    func key(_ knobs: String, _ factor: String) throws -> String {
      try StudyPlan(
        try StudyPlaces.study(
          """
          orbitshare: study/1
          name: made
          scenarios: { small: ROOT/Instances/small/scenario.yaml }
          registers: { made: { generate: {\(knobs)} } }
          grids:
            - { name: only, registers: [made], policies: [first-come], seeds: [1]\(factor) }
          """), supply: MarkedRegisters())[0].key
    }
    let factor = ", factors: [{ parameter: register.networks, values: [9] }]"
    #expect(try key(" networks: 9 ", "") == key("", factor))
    #expect(try key(" networks: 5 ", factor) == key("", factor))
    #expect(try key(" networks: 9 ", "") != key("", ""))
    #expect(
      try key("", "").contains(#""generated":true,"settings":{"concentration":"standard","networks":"standard"}"#))
  }

  @Test func anIdentityFindsItsPlace() throws {
    let plan = try plan()
    #expect(plan.place(of: plan[3].identity)?.ordinal == 3)
    #expect(plan.place(of: RunIdentity(key: "nothing".utf8)) == nil)
  }
}
