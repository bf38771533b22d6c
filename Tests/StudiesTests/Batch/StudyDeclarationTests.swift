// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Studies

/// What makes a declaration another one, and what doesn't.
@Suite struct StudyDeclarationTests {
  @Test func everyPartThatIsRunCounts() throws {
    let study = try StudyPlaces.small(
      policies: "[first-come, leximin]", seeds: "[1, 2]",
      grid: ["factors: [{ parameter: scenario.flexibility_degrees, values: [0, 1] }]"],
      rest: "keep: { allocations: true, certificates: claims }")
    var digests = [study.declarationDigest]
    func add(_ change: (inout Study) -> Void) {
      var changed = study
      change(&changed)
      digests.append(changed.declarationDigest)
    }
    add { $0.name = "other" }
    add { $0.nodeLimit = 5 }
    add { $0.keep.allocations = false }
    add { $0.keep.certificates = .full }
    add { $0.scenarios[0].name = "other" }
    add { $0.measures = [MeasureSelection(measures: ["gini"], populations: [], entitlements: [], groups: [])] }
    add { $0.measures = [MeasureSelection(measures: [], populations: ["gini"], entitlements: [], groups: [])] }
    add { $0.grids[0].name = "other" }
    add { $0.grids[0].policies.reverse() }
    // Names that would read alike where lists are only written one after the other.
    add { $0.grids[0].policies = ["first-come, leximin"] }
    add { $0.grids[0].policies = [#"first-come", "leximin"#] }
    add { $0.grids[0].seeds = [1, 3] }
    add { $0.grids[0].varies = [.ties] }
    add { $0.grids[0].design = .oneAtATime }
    add { $0.grids[0].design = .sobol(points: 4, skip: 0) }
    add { $0.grids[0].design = .latinHypercube(points: 4, seed: 0) }
    add { $0.grids[0].factors[0].levels = .values(["0", "2"]) }
    add { $0.grids[0].factors[0].levels = .range(lowerThousandths: 0, upperThousandths: 1_000, isWhole: true) }
    add { $0.grids[0].factors[0].levels = .range(lowerThousandths: 0, upperThousandths: 1_000, isWhole: false) }
    add { $0.grids[0].factors[0].parameter = .register("dates") }
    add { $0.grids[0].registers = [0] }
    #expect(Set(digests).count == digests.count)
  }

  @Test func whatTheReportMakesOfItDoesNot() throws {
    let study = try StudyPlaces.small()
    var changed = study
    changed.title = "Another title"
    changed.question = "Another question?"
    changed.path = "/elsewhere/study.yaml"
    changed.analysis.resamples += 1
    changed.grids[0].question = "Another?"
    #expect(changed.declarationDigest == study.declarationDigest)
  }
}
