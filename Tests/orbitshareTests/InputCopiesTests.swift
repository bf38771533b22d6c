// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// The inputs that a result keeps make the same result again, whatever became of the files that were read.
@Suite struct InputCopiesTests {
  private static let policies = ["first-come", "max-min"]

  /// Compares a scenario, takes its folder away, compares the copy that the result keeps, and holds both against another.
  private func compareTwice(_ scenario: String, policies: [String], names: [String], in directory: String) throws {
    let (out, again) = (directory + "/out", directory + "/again")
    func options(_ policies: [String]) -> [String] { policies.flatMap { ["--policy", $0] } }
    let first = try Program.run(["compare", scenario, "--out", out] + options(policies))
    #expect(first.status == 0, "\(first.error)")
    try FileManager.default.removeItem(atPath: (scenario as NSString).deletingLastPathComponent)
    let second = try Program.run(["compare", out + "/inputs/scenario.yaml", "--out", again] + options(names))
    #expect(second.status == 0, "\(second.error)")
    for name in ["results.json", "allocation.csv", "metrics.csv", "certificate.json", "report.html"] {
      #expect(try Places.bytes(out + "/" + name) == Places.bytes(again + "/" + name), "\(name)")
    }
    for result in [out, again] {
      let verification = try Program.run("verify", result)
      #expect(verification.status == 0, "\(verification.text)\(verification.error)")
    }
  }

  /// A world of its own: the small register in a folder, and a scenario that names it in some way.
  private func world(_ register: String, at place: String, in directory: String) throws -> String {
    let world = directory + "/world/scenarios"
    let target = world + "/" + place
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    for name in try Places.names(Places.root + "/Instances/small") where !name.hasSuffix(".yaml") {
      try Places.write(try Places.text(Places.root + "/Instances/small/" + name), target + "/" + name)
    }
    let head = try Places.text(Places.small).components(separatedBy: "\npolicies:")[0]
    let list = "\npolicies:\n" + Self.policies.map { "  - \($0)\n" }.joined()
    try Places.write(
      head.replacingOccurrences(of: "register: .", with: "register: " + register) + list, world + "/scenario.yaml")
    let library = directory + "/world/policies"
    try FileManager.default.createDirectory(atPath: library, withIntermediateDirectories: true)
    for policy in Self.policies {
      try Places.write(
        try Places.text(Places.root + "/Instances/policies/\(policy).yaml"), library + "/\(policy).yaml")
    }
    return world + "/scenario.yaml"
  }

  @Test(arguments: [(".", "."), ("data/2023", "data/2023"), ("./data", "data")])
  func aRegisterBesideTheScenario(register: String, place: String) throws {
    try Places.withTemporaryDirectory { directory in
      let scenario = try world(register, at: place, in: directory)
      let text = try Places.text(scenario)
      try compareTwice(scenario, policies: [], names: [], in: directory)
      let copy = directory + "/out/inputs/"
      #expect(try Places.text(copy + "scenario.yaml") == text, "the copy is the file as it was read")
      #expect(Places.exists(copy + (place == "." ? "" : place + "/") + "datapackage.json"))
      #expect(!Places.exists(copy + "register"))
    }
  }

  /// A register elsewhere: only the line that names it differs in the copy.
  @Test(arguments: [true, false]) func aRegisterElsewhere(isAbsolute: Bool) throws {
    try Places.withTemporaryDirectory { directory in
      let register = isAbsolute ? directory + "/world/scenarios/../register" : "../register"
      let scenario = try world(register, at: "../register", in: directory)
      let text = try Places.text(scenario)
      try compareTwice(scenario, policies: [], names: [], in: directory)
      #expect(
        try Places.text(directory + "/out/inputs/scenario.yaml")
          == text.replacingOccurrences(of: "register: " + register, with: "register: register"))
      #expect(Places.exists(directory + "/out/inputs/register/networks.csv"))
    }
  }

  /// Policies that were given by their files are found by their names.
  @Test func policiesOfOnesOwn() throws {
    try Places.withTemporaryDirectory { directory in
      let scenario = try world(".", at: ".", in: directory)
      let own = directory + "/mine.yaml"
      try Places.write(
        "orbitshare: policy/1\nname: tight\nconstraints:\n  cap: {networks: 2}\nstages:\n  - order: date-of-receipt\n",
        own)
      try compareTwice(scenario, policies: [own, "max-min"], names: ["tight", "max-min"], in: directory)
    }
  }

  /// A table of the scenario that stands among those of the register is kept once.
  @Test func tablesAreKeptOnce() throws {
    try Places.withTemporaryDirectory { directory in
      let scenario = try world(".", at: ".", in: directory)
      let folder = (scenario as NSString).deletingLastPathComponent
      try Places.write("network,value\nAAA-1,5\n", folder + "/values.csv")
      let text = try Places.text(scenario)
      try Places.write(text + "values: {file: values.csv, column: value, source: made up}\n", scenario)
      try compareTwice(scenario, policies: [], names: [], in: directory)
      let files = try JSON(try Places.bytes(directory + "/out/results.json"))["scenario"]?["inputs"]?.elements ?? []
      let paths = files.compactMap { $0["path"]?.text }
      #expect(paths.count == Set(paths).count && paths.contains("inputs/values.csv"), "\(paths)")
    }
  }
}
