// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Testing

@testable import Studies

/// Settings of a study on their way to a register.
@Suite struct RegisterSupplyTests {
  private let supply = RegisterSupply(file: "study.yaml")

  private func setting(_ name: String, _ value: String, line: Int? = nil) -> Setting {
    Setting(parameter: .register(name), value: value, line: line)
  }

  @Test func laterSettingsStand() throws {
    let made = try supply.register(
      base: RegisterFixtures.real.get(), generated: true,
      settings: [
        setting("networks", "300"), Setting(parameter: .scenario(["grid_degrees"]), value: "1"),
        setting("networks", "120"), setting("sample", "50"), setting("demand", "equal"),
      ], seed: 9)
    #expect(made.networks.count == 50)
    #expect(made.title.hasPrefix("A synthetic register of 120 networks, seed 9 (altered"))
  }

  @Test(arguments: [
    ("dats", "shuffled", true, "a generated register has no such knob", "did you mean `register.dates`"),
    ("concentraton", "0.5", true, "a generated register has no such knob", "did you mean `register.concentration`"),
    ("in-us", "none", false, "a register can't be altered in this way", "did you mean `register.in-use`"),
    ("networks", "200", false, "only a generated register has this knob", "generate"),
    ("dates", "sorted", false, "`sorted` is not a word for this", "shuffled"),
    ("sample", "0", false, "`0` is no number of networks", "at least 1"),
    ("networks", "2.5", true, "`2.5` is not a value of this knob", "a whole number from 1 to 100000"),
    ("concentration", "0.96", true, "`0.96` is not a value of this knob", "from 0 to 0.95"),
    ("wealth", "rich", true, "`rich` is not a value of this knob", "from 0 to 1"),
    ("bands", "C: 1, C: 2", true, "`C: 1, C: 2` is no list of bands with weights", "each band once"),
    ("bands", "C: 0", true, "no band has a weight above 0", "above 0"),
  ])
  func faults(name: String, value: String, generated: Bool, problem: String, remedy: String) throws {
    let fault = try #require(supply.fault(of: setting(name, value), generated: generated))
    #expect(fault.problem == problem)
    #expect(fault.remedy.contains(remedy), "\(fault.remedy)")
    do {
      _ = try supply.register(
        base: RegisterFixtures.real.get(), generated: generated, settings: [setting(name, value, line: 12)], seed: 1)
      Issue.record("nothing was thrown")
    } catch let error as BadInput {
      #expect(error.faults.map(\.file) == ["study.yaml"] && error.faults.map(\.line) == [12])
      #expect(error.faults.map(\.field) == ["register." + name])
    }
  }

  /// What only the base can tell, at the line of the setting that leaves no room.
  @Test(arguments: [
    (["administrations": "195"], "administrations", "write at most 194"),
    (["administrations": "50", "networks": "20", "planned": "0"], "administrations", "write at most 20"),
    (["whole-degrees": "0.9", "half-degrees": "0.2"], "half-degrees", "at most 1"),
    (["networks": "30", "sample": "31"], "sample", "write at most 30"),
  ])
  func noRoom(settings: [String: String], name: String, remedy: String) throws {
    do {
      _ = try supply.register(
        base: RegisterFixtures.real.get(), generated: true,
        settings: settings.map { setting($0, $1, line: $0 == name ? 7 : 3) }, seed: 1)
      Issue.record("nothing was thrown")
    } catch let error as BadInput {
      #expect(error.faults.map(\.line) == [7] && error.faults.map(\.field) == ["register." + name])
      #expect(error.faults.allSatisfy { $0.remedy.contains(remedy) })
    }
  }

  /// What tells registers apart: how a value is written doesn't, and what changes nothing doesn't either.
  @Test func whatTellsRegistersApart() {
    let one = supply.effective([setting("concentration", "0.70"), setting("dates", "as-filed")], generated: true)
    let other = supply.effective([setting("concentration", "0.5"), setting("concentration", "0.7")], generated: true)
    #expect(one == other && one.contains(setting("concentration", "0.7")) && one.contains(setting("networks", "3442")))
    #expect(
      supply.effective([setting("sample", "7"), setting("in-use", "as-filed")], generated: false) == [
        setting("sample", "7")
      ])
    #expect(supply.isDrawn([], generated: true) && !supply.isDrawn([], generated: false))
    for (name, value, isDrawn) in [
      ("dates", "shuffled", true), ("dates", "reversed", false), ("demand", "equal", true), ("sample", "5", true),
      ("sample", "all", false), ("in-use", "none", false),
    ] {
      #expect(supply.isDrawn([setting(name, value)], generated: false) == isDrawn, "\(name): \(value)")
    }
    #expect(supply.knownKnobs(generated: false) == ["dates", "demand", "sample", "in-use"])
    #expect(supply.knownKnobs(generated: true).count == 4 + RegisterKnob.allCases.count + 1)
  }

  @Test func everyKnobTakesItsOwnStandardValue() throws {
    for knob in RegisterKnob.allCases {
      #expect(knob.definition.range.contains(knob.definition.standard))
      #expect(knob.value(of: knob.text(knob.definition.standard)) == knob.definition.standard)
      for bound in [knob.definition.range.lowerBound, knob.definition.range.upperBound] {
        #expect(knob.value(of: knob.text(bound)) == bound)
      }
      #expect(
        knob.value(of: knob.text(knob.definition.range.upperBound + 1)) == nil)
    }
  }
}
