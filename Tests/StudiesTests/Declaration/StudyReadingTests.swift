// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Testing

@testable import Studies

/// What a study file says is what the study holds.
@Suite struct StudyReadingTests {
  static let whole = """
    orbitshare: study/1
    name: equity
    title: Equity of a small register
    question: Who is early?
    scenarios:
      small: ROOT/Instances/small/scenario.yaml
      other: ROOT/Instances/small/scenario.yaml
    registers:
      real: ROOT/Instances/small
      synthetic: { generate: { networks: 200 } }
    grids:
      - name: early
        question: How much is being early?
        scenarios: [other]
        registers: [synthetic, real]
        policies: [first-come, leximin]
        factors:
          - { parameter: scenario.flexibility_degrees, from: 0, to: 1.25, step: 0.5 }
          - { parameter: policy.leximin.stages.1.entitlement, values: [equal, population] }
        seeds: { from: 4, count: 3, varies: [bands] }
      - name: drawn
        policies: [leximin, first-come]
        factors:
          - { parameter: scenario.bands.C.flexibility_degrees, from: 0.2, to: 0.9 }
          - { parameter: scenario.tie_break_seed, from: 3, to: 9 }
        design: { kind: latin-hypercube, points: 5, seed: 7 }
        seeds: { list: [9, 2], varies: [] }
    limits: { nodes: 500 }
    keep: { allocations: true, certificates: full }
    measures:
      - { measures: [gini, share_with_nothing], populations: [member_states], entitlements: [equal], groups: [all, ldc] }
      - { measures: [granted_channels] }
    analysis:
      reference: leximin
      primary:
        - { measure: gini, population: member_states, entitlement: equal }
      efficiency: { measure: granted_channels, population: filers }
      confidence: 0.9
      resamples: 300
      seed: 5
    """

  @Test func everyKey() throws {
    let study = try StudyPlaces.study(Self.whole)
    #expect([study.name, study.title, study.question] == ["equity", "Equity of a small register", "Who is early?"])
    #expect(study.scenarios.map(\.name) == ["small", "other"])
    #expect(study.scenarios[0].path == StudyPlaces.root + "/Instances/small/scenario.yaml")
    #expect(study.registers.map(\.name) == ["real", "synthetic"])
    #expect(study.registers[0].origin == .directory(StudyPlaces.root + "/Instances/small"))
    #expect(
      study.registers[1].origin == .generated([Setting(parameter: .register("networks"), value: "200")]))
    let early = try #require(study.grids.first)
    #expect(early.name == "early" && early.question == "How much is being early?")
    #expect(early.scenarios == [1] && early.registers == [1, 0])
    #expect(early.policies == ["first-come", "leximin"])
    #expect(early.factors[0].levels == .values(["0", "0.5", "1"]))
    #expect(early.factors[0].parameter == .scenario(["flexibility_degrees"]))
    #expect(early.factors[1].parameter == .policy("leximin", ["stages", "1", "entitlement"]))
    #expect(early.factors[1].levels == .values(["equal", "population"]))
    #expect(early.design == .full && early.seeds == [4, 5, 6] && early.varies == [.bands])
    let drawn = study.grids[1]
    #expect(drawn.scenarios == [0, 1] && drawn.registers == [nil])
    #expect(drawn.factors[0].levels == .range(lowerThousandths: 200, upperThousandths: 900, isWhole: false))
    #expect(drawn.factors[1].levels == .range(lowerThousandths: 3_000, upperThousandths: 9_000, isWhole: true))
    #expect(drawn.design == .latinHypercube(points: 5, seed: 7) && drawn.seeds == [2, 9] && drawn.varies.isEmpty)
    #expect(study.nodeLimit == 500)
    #expect(study.keep == .init(allocations: true, certificates: .full))
    #expect(study.measures.count == 2)
    #expect(study.measures[0].groups == ["all", "LDC"])
    #expect(study.measures[1].populations.isEmpty)
    #expect(study.analysis.reference == "leximin")
    #expect(study.analysis.primary == [.init(measure: "gini")])
    #expect(study.analysis.efficiency == .init(measure: "granted_channels", population: "filers"))
    #expect(study.analysis.confidenceThousandths == 900)
    #expect(study.analysis.resamples == 300 && study.analysis.seed == 5)
  }

  @Test func whatIsLeftOutHasItsStandard() throws {
    let study = try StudyPlaces.small()
    #expect(study.title == "small" && study.question.isEmpty)
    #expect(study.nodeLimit == nil && study.keep == .init() && study.measures.isEmpty)
    #expect(study.analysis == AnalysisPlan())
    #expect(study.grids[0].varies == Set(Grid.SeedUse.allCases))
    // Where no grid runs first come, first served, the first policy is the reference.
    #expect(try StudyPlaces.small(policies: "[leximin, max-min]").analysis.reference == "leximin")
  }

  @Test func valuesKeepTheirForm() throws {
    let study = try StudyPlaces.small(grid: [
      "factors:",
      "  - { parameter: scenario.holding, values: [channels, \"networks\"] }",
      "  - { parameter: scenario.band_assignment.non_planned, values: [{ C: 1 }, { C: 1, Ku: 2 }] }",
      "  - { parameter: scenario.entitlements, values: [[equal], [equal, population]] }",
    ])
    let levels = study.grids[0].factors.map(\.levels)
    #expect(levels[0] == .values(["channels", "networks"]))
    #expect(levels[1] == .values(["{C: 1}", "{C: 1, Ku: 2}"]))
    #expect(levels[2] == .values(["[equal]", "[equal, population]"]))
  }

  @Test func settingsOfRegistersAreLeftToWhoKnowsThem() throws {
    let study = try StudyPlaces.small(grid: ["factors: [{ parameter: register.dates, values: [as-filed, shuffled] }]"])
    #expect(study.grids[0].factors[0].parameter == .register("dates"))
    let unknown = try #require(throws: BadInput.self) {
      _ = try StudyPlaces.small(grid: ["factors: [{ parameter: register.date, values: [shuffled] }]"])
    }
    #expect(unknown.faults.map(\.remedy) == ["did you mean `register.dates`?"])
    let wrong = try #require(throws: BadInput.self) {
      _ = try StudyPlaces.small(grid: ["factors: [{ parameter: register.dates, values: [wrong] }]"])
    }
    #expect(wrong.faults.map(\.problem) == ["`wrong` is wrong"])
    // A build that neither generates nor alters says so.
    #expect(throws: BadInput.self) {
      _ = try StudyPlaces.study(Self.whole, supply: RegistersAsTheyAre())
    }
  }

  /// A value that is wrong only beside what the file says elsewhere is found too, with the study's line.
  @Test func faultsOfTheChangedFileNameTheStudysLine() throws {
    let error = try #require(throws: BadInput.self) {
      _ = try StudyPlaces.small(grid: [
        "factors:", "  - { parameter: scenario.bands.C.channel_bandwidth_kilohertz, values: [250000, 900000] }",
      ])
    }
    #expect(error.faults.count == 1)
    let fault = try #require(error.faults.first)
    #expect(fault.file == StudyPlaces.root + "/Instances/small/scenario.yaml")
    #expect(fault.field == "bands[1].channels")
    #expect(fault.problem.hasPrefix("2 × 900000 kHz is more than the band's 800000 kHz"))
    #expect(fault.problem.contains("scenario.bands.C.channel_bandwidth_kilohertz = 900000"))
    #expect(fault.problem.hasSuffix("study.yaml:9)"))
  }

  /// What each file by itself says may still not go together: a policy that names a band, under a plan without it.
  @Test func filesAreHeldAgainstEachOther() throws {
    try StudyPlaces.withDirectory { directory in
      try StudyPlaces.write(
        """
        orbitshare: policy/1
        name: by-band
        constraints:
          set_aside: [{ groups: [LDC], band: Xu, channels: { first: 1 } }]
        stages: [{ order: date-of-receipt }]

        """, to: directory + "/by-band.yaml")
      let error = try #require(throws: BadInput.self) {
        _ = try StudyPlaces.small(policies: "[first-come, \(directory)/by-band.yaml]")
      }
      #expect(error.faults.count == 1)
      #expect(error.faults.first?.file == directory + "/by-band.yaml")
      #expect(error.faults.first?.line == 4)
    }
  }

  @Test func aMillionPlacesAreTheLimit() throws {
    let study = try StudyPlaces.small(policies: "[first-come]", seeds: "{ from: 1, count: 1000000 }")
    #expect(study.grids[0].seeds.count == 1_000_000)
    let error = try #require(throws: BadInput.self) {
      _ = try StudyPlaces.small(policies: "[first-come]", seeds: "{ from: 1, count: 1000001 }")
    }
    #expect(error.faults.map(\.problem) == ["grid `only` has 1,000,001 places"])
  }
}
