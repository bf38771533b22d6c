// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Testing

@testable import Coordination
@testable import Scenarios

/// Changes of who coordinates with whom, and separations beyond what a band requires.
@Suite struct ScenarioChangeTests {
  private let register: Register = {
    var administrations = ["A", "B", "C", "D"].map { Small.administration($0) }
    administrations[2].isLeastDeveloped = true
    administrations[3].isLeastDeveloped = true
    return Small.register([Small.network("N", "A", 0)], administrations: administrations)
  }()

  private let scenario = Small.scenario(
    [Small.band("C"), Small.band("Ku", separation: 3_000)],
    agreements: [
      .init(administrations: ["A", "B"], bands: nil, separationMilliDegrees: 500),
      .init(administrations: ["D", "C"], bands: ["C"], separationMilliDegrees: 0),
    ])

  private func pairs(
    _ left: [String], _ right: [String], _ separation: Int = 0, bands: [String]? = nil
  ) -> ScenarioChange.Pairs {
    .init(
      left: left.map { ScenarioChange.Party($0) }, right: right.map { ScenarioChange.Party($0) }, bands: bands,
      separationMilliDegrees: separation, field: "entry.between", line: 7)
  }

  private func change(
    add: [ScenarioChange.Pairs] = [], remove: [ScenarioChange.Pairs] = [], stop: [ScenarioChange.Pairs] = []
  ) -> ScenarioChange {
    ScenarioChange(name: "c", title: "c", add: add, remove: remove, stop: stop, path: "change.yaml")
  }

  private func agreements(_ change: ScenarioChange) throws -> [String] {
    try change.applied(to: scenario, register: register).agreements.map {
      "\($0.bands?.joined() ?? "") \($0.administrations.joined(separator: "-")) \($0.separationMilliDegrees)"
        + ($0.endsCoordination ? " end" : "")
    }
  }

  @Test func agreementsBeginAndEnd() throws {
    #expect(try agreements(change()) == ["C A-B 500", "C C-D 0", "Ku A-B 500"])
    #expect(try agreements(change(remove: [pairs(["B"], ["A"], bands: ["C"])])) == ["C C-D 0", "Ku A-B 500"])
    #expect(
      try agreements(change(add: [pairs(["A"], ["B"], 1_000, bands: ["Ku"]), pairs(["A"], ["C"], 0, bands: ["C"])]))
        == ["C A-B 500", "C A-C 0", "C C-D 0", "Ku A-B 1000"])
  }

  /// Every pair of the two sides once; C, which is among the least developed itself, has nothing to stop with itself.
  @Test func blocsThatStopCoordinating() throws {
    #expect(
      try agreements(change(remove: [pairs(["A"], ["B"])], stop: [pairs(["A", "C"], ["LDC"], 4_000)]))
        == [
          "C A-C 4000 end", "C A-D 4000 end", "C C-D 4000 end", "Ku A-C 4000 end", "Ku A-D 4000 end", "Ku C-D 4000 end",
        ])
  }

  @Test(arguments: [
    (
      "unknown party",
      "change.yaml:7: entry.between: `E` is neither an administration of the register nor a group; write a "
        + "symbol of administrations.csv, or one of: LDC, LLDC, SIDS, income:LIC, income:LMC, income:UMC, income:HIC, "
        + "region:1, region:2, region:3"
    ),
    ("empty group", "change.yaml:7: entry.between: the group `SIDS` has no member in the register; name another group"),
    ("unknown band", "change.yaml:7: entry.between: band `X` is not in the scenario; write one of: C, Ku"),
    (
      "nothing to remove",
      "change.yaml:7: entry.between: no agreement stands between these parties; name parties to an "
        + "agreement of the scenario"
    ),
    (
      "add beyond",
      "change.yaml:7: entry.between: the separation is above the 2° of band C; write at most that; a greater "
        + "separation stands under `stop`"
    ),
    (
      "stop below",
      "change.yaml:7: entry.between: the separation is not above the 3° of band Ku; write more than that; "
        + "agreements on less stand under `add`"
    ),
    (
      "twice",
      "change.yaml:7: entry.between: A and B in band C are named by an earlier entry too; name each pair once under "
        + "add and stop"
    ),
    (
      "oneself",
      "change.yaml:7: entry.between: no two different administrations stand on the two sides; name parties that "
        + "differ"
    ),
  ]) func faults(what: String, message: String) {
    let changes: [String: ScenarioChange] = [
      "unknown party": change(add: [pairs(["E"], ["A"])]),
      "empty group": change(add: [pairs(["A"], ["SIDS"])]),
      "unknown band": change(remove: [pairs(["A"], ["B"], bands: ["X"])]),
      "nothing to remove": change(remove: [pairs(["A"], ["C"])]),
      "add beyond": change(add: [pairs(["A"], ["B"], 2_500)]),
      "stop below": change(stop: [pairs(["A"], ["B"], 3_000)]),
      "twice": change(add: [pairs(["A"], ["B"], 0, bands: ["C"])], stop: [pairs(["A"], ["B"], 4_000, bands: ["C"])]),
      "oneself": change(add: [pairs(["A"], ["A"])]),
    ]
    #expect { try changes[what]?.applied(to: scenario, register: register) } throws: { error in
      (error as? BadInput)?.faults.map(\.description) == [message]
    }
  }

  @Test func aGreaterSeparationIsRefusedWithoutAStop() throws {
    var other = scenario
    other.agreements = [.init(administrations: ["A", "B"], bands: ["C"], separationMilliDegrees: 4_000)]
    #expect(throws: BadInput.self) { try CoordinationProblem(scenario: other, register: register) }
    other.agreements[0].endsCoordination = true
    let problem = try CoordinationProblem(scenario: other, register: register)
    #expect(problem.greatestSeparation(band: 0) == 4_000)
    #expect(problem.interchangeableBlocks(band: 0) == nil)
    #expect(problem.interchangeableBlocks(band: 1) == 2)
  }
}
