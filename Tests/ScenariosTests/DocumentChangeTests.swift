// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Testing

@testable import Scenarios

/// Values set in a scenario or policy before it is read.
@Suite struct DocumentChangeTests {
  static let scenario = Places.root + "/Instances/small/scenario.yaml"
  static let policy = Places.root + "/Instances/policies/auction-core.yaml"

  private func read(_ changes: (String, String)...) throws -> Scenario {
    try Scenario.read(
      path: Self.scenario,
      changes: changes.map {
        .init(path: $0.0.split(separator: ".").map(String.init), value: $0.1, file: "study.yaml", line: 7)
      })
  }

  private func fault(_ changes: (String, String)...) throws -> Fault {
    let error = try #require(throws: BadInput.self) {
      _ = try Scenario.read(
        path: Self.scenario,
        changes: changes.map {
          .init(path: $0.0.split(separator: ".").map(String.init), value: $0.1, file: "study.yaml", line: 7)
        })
    }
    #expect(error.faults.count == 1, "\(error)")
    return try #require(error.faults.first)
  }

  @Test func valuesByKeyNumberNameAndStar() throws {
    let plain = try Scenario.read(path: Self.scenario)
    #expect(plain.bands.map(\.flexibilityMilliDegrees) == [1_000, 1_000])
    #expect(try read(("grid_degrees", "0.25")).gridMilliDegrees == 250)
    #expect(try read(("bands.2.flexibility_degrees", "3")).bands.map(\.flexibilityMilliDegrees) == [1_000, 3_000])
    #expect(try read(("bands.C.flexibility_degrees", "2.5")).bands.map(\.flexibilityMilliDegrees) == [2_500, 1_000])
    #expect(try read(("bands.*.flexibility_degrees", "2")).bands.map(\.flexibilityMilliDegrees) == [2_000, 2_000])
    // Of all and one the one counts, whichever was written first.
    for changes in [
      [("bands.*.flexibility_degrees", "2"), ("bands.Ku.flexibility_degrees", "0")],
      [("bands.Ku.flexibility_degrees", "0"), ("bands.*.flexibility_degrees", "2")],
    ] {
      #expect(try read(changes[0], changes[1]).bands.map(\.flexibilityMilliDegrees) == [2_000, 0])
    }
  }

  @Test func nodesAreReplacedAndAdded() throws {
    #expect(try read(("entitlements", "[population]")).entitlements == [.population])
    #expect(try read(("band_assignment.non_planned", "{ Ku: 1 }")).bandAssignment.nonPlanned.map(\.name) == ["Ku"])
    #expect(try read(("attribution", "organisations-apart")).attribution == .organisationsApart)
    let blend = try read(("blends.half.equal", "0.5"), ("blends.half.population", "0.5"))
    #expect(blend.entitlementDefinitions.blends.first?.parts.map(\.weightThousandths) == [500, 500])
  }

  @Test func bandsHaveShortForms() {
    #expect(Scenario.changePath(["flexibility_degrees"]) == ["bands", "*", "flexibility_degrees"])
    #expect(Scenario.changePath(["grid_degrees"]) == ["grid_degrees"])
    #expect(Scenario.changePath(["latecomers", "channels"]) == ["latecomers", "channels"])
  }

  @Test func policiesByStage() throws {
    let plain = try Policy.read(path: Self.policy)
    let name = try #require(plain.stages.first?.name)
    for entry in ["1", "*", name] {
      let changed = try Policy.read(
        path: Self.policy, changes: [.init(path: ["stages", entry, "auction", "seeds", "world"], value: "99")])
      guard case .seeded(let world, let bidders) = changed.stages[0].auction?.values,
        case .seeded(_, let before) = plain.stages[0].auction?.values
      else {
        Issue.record("the policy sells by the seeded model")
        return
      }
      #expect(world == 99 && bidders == before)
    }
  }

  @Test func faultsNameTheChange() throws {
    let range = try fault(("bands.C.flexibility_degrees", "100"))
    #expect(range.file == Self.scenario && range.field == "bands[1].flexibility_degrees" && range.line == 21)
    #expect(range.problem == "100 is out of range (set by `bands.C.flexibility_degrees = 100` in study.yaml:7)")
    let unknown = try fault(("latecomers.chanels", "1"))
    #expect(unknown.field == "latecomers.chanels" && unknown.remedy == "did you mean `channels`?")
    #expect(unknown.problem.hasSuffix("(set by `latecomers.chanels = 1` in study.yaml:7)"))
    // Of two changes the one is named that the place is about.
    let one = try fault(("grid_degrees", "0.7"), ("bands.C.flexibility_degrees", "2"))
    #expect(one.problem == "does not divide the circle (set by `grid_degrees = 0.7` in study.yaml:7)")
  }

  @Test func changesOfNothing() throws {
    let entry = try fault(("bands.Kv.channels", "1"))
    #expect(entry.file == "study.yaml" && entry.line == 7 && entry.field == "bands.Kv.channels")
    #expect(entry.remedy == "did you mean `Ku`? write `*`, a number from 1 to 2, or one of: C, Ku")
    #expect(try fault(("bands.3.channels", "1")).problem.hasSuffix("has no entry `3`"))
    #expect(try fault(("grid_degrees.step", "1")).problem.hasSuffix("is a single value, with nothing below it"))
    #expect(try fault(("grid_degrees", "[")).problem == "`[` is not a value of YAML")
  }

  @Test func changedDocumentsAreWritten() throws {
    let changes = [
      DocumentChange(path: ["bands", "*", "flexibility_degrees"], value: "2.5"),
      DocumentChange(path: ["register"], value: "elsewhere"),
      DocumentChange(path: ["policies"], value: "[leximin]"),
    ]
    let text = try ChangedDocument.yaml(path: Self.scenario, schema: Scenario.schema, changes: changes)
    try Places.withFile(text) { path in
      let written = try Scenario.read(path: path)
      let changed = try Scenario.read(path: Self.scenario, changes: changes)
      #expect(written.policies == ["leximin"] && written.registerPath.hasSuffix("/elsewhere"))
      #expect(written.bands == changed.bands && written.bandAssignment == changed.bandAssignment)
      #expect(written.agreements == changed.agreements && written.question == changed.question)
      #expect(written.latecomers == changed.latecomers && written.entitlements == changed.entitlements)
    }
  }

  @Test func everyShippedPolicyIsWrittenAsItWasRead() throws {
    for name in Places.names(in: "Instances/policies") {
      let path = Places.root + "/Instances/policies/" + name
      let text = try ChangedDocument.yaml(path: path, schema: Policy.schema, changes: [])
      try Places.withFile(text) { copy in
        var (written, read) = (try Policy.read(path: copy), try Policy.read(path: path))
        #expect(written.constraints.isEmpty == read.constraints.isEmpty)
        // Lines and the path are those of another file.
        for index in written.stages.indices { written.stages[index].line = nil }
        for index in read.stages.indices { read.stages[index].line = nil }
        #expect(written.stages.map(\.name) == read.stages.map(\.name))
        #expect(written.title == read.title && written.source == read.source && written.description == read.description)
      }
    }
  }
}
