// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Filings

/// `validate` on everything that is shipped, good and bad.
@Suite struct ValidateTests {
  static let registers = cases("registers") { !$0.hasPrefix(".") }
  static let scenarios = cases("scenarios") { !$0.hasPrefix(".") }.map { $0 + "/scenario.yaml" }
  static let policies = cases("policies") { $0.hasSuffix(".yaml") }
  static let studies = cases("studies") { $0.hasSuffix(".yaml") && $0 != "a-scenario-not-a-study.yaml" }

  private static func cases(_ kind: String, _ isCase: (String) -> Bool) -> [String] {
    ((try? Places.names(Places.root + "/Instances/malformed/" + kind)) ?? []).filter(isCase)
      .map { "Instances/malformed/\(kind)/\($0)" }
  }

  @Test func whatIsShippedIsValid() throws {
    let policies = try Places.names(Places.root + "/Instances/policies").map { "Instances/policies/" + $0 }
    let paths =
      [
        "Instances/small", "Instances/small/datapackage.json", "Instances/small/scenario.yaml",
        "Instances/register-2023", "Instances/register-2023/scenario.yaml",
      ] + policies
    let run = try Program.run(["validate"] + paths)
    #expect(run.status == 0, "\(run.error)")
    // The cap of 25 is more than anybody asks for in the small register; in the other one everything binds.
    #expect(run.error.split(separator: "\n").count == 1, "\(run.error)")
    #expect(
      run.error.hasPrefix("warning: Instances/small/../policies/cap.yaml:13: constraints.cap: at most 25 networks"))
    let lines = run.text.split(separator: "\n").map(String.init)
    #expect(lines.count == paths.count)
    for (line, path) in zip(lines, paths) {
      let kind = path.contains("policies/") ? "policy" : path.hasSuffix("scenario.yaml") ? "scenario" : "register"
      #expect(line == "\(path): a valid \(kind)")
    }
  }

  /// The small register stands in the repository as the program itself would write it.
  @Test func theSmallRegisterIsAsWritten() throws {
    let directory = Places.root + "/Instances/small"
    let register = try Register.read(directory: directory)
    for (name, text) in register.files(report: nil) {
      let shipped = try? Places.text(directory + "/" + name)
      if shipped != text { try Places.write(text, directory + "/" + name + ".new") }
      #expect(shipped == text, "accept with: mv \(name).new \(name)")
    }
  }

  @Test func badRegisters() throws {
    #expect(Self.registers.count >= 50)
    let run = try Program.run(["validate"] + Self.registers)
    #expect(run.status == 65)
    #expect(run.output.isEmpty)
    // Every message that the reader's own tests expect, in the order of the arguments; what is not found comes last.
    var expected: [String] = []
    var missing: [String] = []
    for directory in Self.registers {
      let messages = try Places.text(Places.root + "/" + directory + "/expected.txt").split(separator: "\n").map(
        String.init)
      if messages.allSatisfy({ $0.hasSuffix("give the path of an existing, readable file") }) {
        missing += messages
      } else {
        expected += messages
      }
    }
    #expect(run.error.split(separator: "\n").map(String.init) == expected + missing)
  }

  @Test(arguments: [scenarios, policies].enumerated().map { $0 }) func badFiles(kind: Int, paths: [String]) throws {
    #expect(paths.count >= 50)
    let run = try Program.run(["validate"] + paths)
    #expect(run.status == 65)
    let isValid = Set(run.text.split(separator: "\n").map { String($0.prefix { $0 != ":" }) })
    for path in paths where !isValid.contains(path) {
      // A fault stands in the file itself, or in a table beside it.
      let directory = path.split(separator: "/").dropLast().joined(separator: "/")
      let isInTable = path.hasSuffix("/scenario.yaml") && run.error.contains("\(directory)/")
      #expect(isInTable || run.error.contains("\(path):"), "\(path)")
    }
    // A scenario's own faults are those of its file; one that is fine without its register may pass here.
    #expect(isValid.count <= 2, "\(isValid)")
  }

  @Test(arguments: scenarios.prefix(6) + policies.prefix(6)) func eachAlone(path: String) throws {
    let run = try Program.run("validate", path)
    #expect(run.status == 65)
    #expect(run.output.isEmpty)
    #expect(run.error.hasPrefix(path + ":"), "\(run.error)")
  }

  @Test func studiesGoodAndBad() throws {
    #expect(Self.studies.count >= 70)
    let bad = try Program.run(["validate"] + Self.studies)
    #expect(bad.status == 65)
    #expect(bad.output.isEmpty)
    // A fault stands in the study, or in a file that it names and sets something in; then it names the study too.
    for path in Self.studies { #expect(bad.error.contains(path) || path.hasSuffix("scenario-faulty.yaml"), "\(path)") }
    let good = """
      orbitshare: study/1
      name: good
      scenarios: { small: \(Places.root)/Instances/small/scenario.yaml }
      grids: [{ name: only, policies: [first-come, leximin], seeds: { from: 1, count: 3 } }]

      """
    let path = FileManager.default.temporaryDirectory.path + "/study-\(UUID().uuidString).yaml"
    try Places.write(good, path)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let run = try Program.run("validate", path)
    #expect(run.status == 0, "\(run.error)")
    #expect(run.text == "\(path): a valid study\n")
  }

  @Test func missingPaths() throws {
    let run = try Program.run("validate", "nowhere.yaml", "Instances/small")
    #expect(run.status == 66)
    #expect(run.text == "Instances/small: a valid register\n")
    #expect(run.error.hasPrefix("nowhere.yaml: "))
    // Bad data counts for more than a missing file: both are told.
    let both = try Program.run("validate", "nowhere.yaml", try #require(Self.policies.first))
    #expect(both.status == 65)
    #expect(both.error.split(separator: "\n").count >= 2)
    #expect(try Program.run("validate", "Tests").status == 66)
  }

  @Test func theAnswerAsJSON() throws {
    let good = try Program.run("validate", "Instances/small", "--json", "-")
    #expect(good.status == 0)
    #expect(good.error.isEmpty)
    #expect(try good.json().keys == ["faults", "schema", "valid"])
    #expect(try good.json()["schema"]?.text == "orbitshare-validation/1")
    #expect(try good.json()["valid"]?.flag == true)
    let path = "Instances/malformed/registers/network-twice"
    let bad = try Program.run("validate", path, "nowhere.yaml", "--json", "-")
    #expect(bad.status == 65)
    let answer = try bad.json()
    #expect(answer["valid"]?.flag == false)
    let faults = answer["faults"]?.elements ?? []
    #expect(faults.count == 2)
    #expect(faults.first?.keys == ["field", "file", "line", "problem", "remedy"])
    #expect(faults.first?["file"]?.text == path + "/networks.csv")
    #expect(faults.first?["line"]?.number == 4)
    #expect(faults.last?["file"]?.text == "nowhere.yaml")
  }
}
