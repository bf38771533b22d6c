// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// Policies held against a scenario: located faults, warnings that stop nothing, and a rule added by copying a file.
@Suite struct PolicyCheckTests {
  static let folder = "Instances/malformed/policies-with-small"
  static let cases = ((try? Places.names(Places.root + "/" + folder)) ?? []).filter { $0.hasSuffix(".yaml") }

  /// A message that differs is written beside the expected one with `.new` appended; accepting it is one `mv`.
  @Test(arguments: cases) func faultsNameTheirPlace(name: String) throws {
    try Places.withTemporaryDirectory { directory in
      let path = Self.folder + "/" + name
      #expect(try Program.run("validate", path).status == 0, "the file alone is fine")
      let run = try Program.run("compare", Places.small, "--policy", path, "--out", directory + "/out")
      #expect(run.status == 65)
      #expect(run.output.isEmpty)
      #expect(!Places.exists(directory + "/out"))
      let expected = Places.root + "/" + path.replacingOccurrences(of: ".yaml", with: ".expected.txt")
      let messages = run.error.replacingOccurrences(of: Self.folder + "/", with: "")
        .replacingOccurrences(of: Places.root + "/", with: "")
      let known = try? Places.text(expected)
      if known != messages { try Places.write(messages, expected + ".new") }
      #expect(known == messages, "accept with: mv \(expected).new \(expected)")
    }
  }

  /// A policy that is given beside a scenario is held against it, in either order.
  @Test(arguments: [true, false]) func validateHoldsThemTogether(isPolicyFirst: Bool) throws {
    let path = Self.folder + "/band-unknown.yaml"
    let run = try Program.run(["validate"] + (isPolicyFirst ? [path, Places.small] : [Places.small, path]))
    #expect(run.status == 65)
    #expect(run.error.contains("\(path):4: constraints.set_aside.band: "), "\(run.error)")
    #expect(!run.text.contains("band-unknown"))
    #expect(run.text.contains("a valid scenario"))
    // FFF has no known population, which is no fault.
    let good = try Program.run("validate", Places.small, "Instances/policies/leximin-population.yaml")
    #expect(good.status == 0)
    #expect(good.error.contains("leximin-population.yaml:12: stage"), "\(good.error)")
  }

  @Test func thereAreCases() {
    #expect(Self.cases.count >= 7)
  }

  /// A scenario that lists a policy which doesn't fit it is no valid scenario.
  @Test func validateHoldsPoliciesAgainstTheirScenario() throws {
    try Places.withTemporaryDirectory { directory in
      func scenario(_ policy: String) throws -> String {
        let text = try Places.text(Places.small)
        let head = text.prefix(upTo: try #require(text.range(of: "\npolicies:")).lowerBound)
        let path = directory + "/scenario.yaml"
        try Places.write(
          head.replacingOccurrences(of: "register: .", with: "register: \(Places.root)/Instances/small")
            + "\npolicies:\n  - \(policy)\n", path)
        return path
      }
      let bad = try Program.run("validate", try scenario("\(Places.root)/\(Self.folder)/band-unknown.yaml"))
      #expect(bad.status == 65)
      #expect(bad.error.contains("band-unknown.yaml:4: constraints.set_aside.band: "), "\(bad.error)")
      let good = try Program.run("validate", try scenario("\(Places.root)/Instances/policies/cap.yaml"))
      #expect(good.status == 0, "\(good.error)")
      #expect(good.error.isEmpty)
      try Places.write(
        """
        orbitshare: policy/1
        name: idle
        stages:
          - name: in order
            order: date-of-receipt
          - name: nobody
            order: date-of-receipt
            requests: planned
            administrations: {symbols: [AAA]}

        """, directory + "/idle.yaml")
      let idle = try Program.run("validate", try scenario(directory + "/idle.yaml"))
      #expect(idle.status == 0)
      #expect(
        idle.error
          == "warning: \(directory)/idle.yaml:6: stage `nobody`: admits no request of this scenario; "
          + "widen `requests` or `administrations`, or leave the stage out\n")
    }
  }

  /// The worked example of the article on adding a policy, from the copied file to the report.
  @Test func aCopiedFileWithOneNumberChanged() throws {
    try Places.withTemporaryDirectory { directory in
      let path = directory + "/three-each.yaml"
      let text = try Places.text(Places.root + "/Instances/policies/cap.yaml")
        .replacingOccurrences(of: "name: cap\n", with: "name: three-each\n")
        .replacingOccurrences(of: "networks: 25", with: "networks: 3")
      try Places.write(text, path)
      let valid = try Program.run("validate", path)
      #expect(valid.status == 0)
      #expect(valid.text == "\(path): a valid policy\n")
      let out = directory + "/out"
      let run = try Program.run(
        "compare", Places.small, "--policy", "first-come", "--policy", path, "--out", out)
      #expect(run.status == 0, "\(run.error)")
      #expect(run.error.isEmpty)
      var held: [String: Int] = [:]
      var refused = 0
      for line in try Places.text(out + "/allocation.csv").split(separator: "\n").dropFirst() {
        let cells = line.split(separator: ",", omittingEmptySubsequences: false)
        guard cells[0] == "three-each" else { continue }
        if cells[4] == "granted" { held[String(cells[2]), default: 0] += 1 }
        if cells[10] == "cap-reached" { refused += 1 }
      }
      #expect(held.values.allSatisfy { $0 <= 3 })
      #expect(held["AAA"] == 3)
      // What the article says of the example.
      let article = try Places.text(Places.root + "/Sources/Scenarios/Scenarios.docc/AddingAPolicy.md")
      for row in run.text.split(separator: "\n").prefix(6) { #expect(article.contains(row), "\(row)") }
      #expect(refused == 11 && article.contains("eleven requests say `cap-reached`"))
      #expect(try Program.run("verify", out).status == 0)
    }
  }

  /// The two messages that the article shows.
  @Test func theMessagesOfTheArticle() throws {
    let article = try Places.text(Places.root + "/Sources/Scenarios/Scenarios.docc/AddingAPolicy.md")
    let start = try #require(article.range(of: "```yaml\n")).upperBound
    let end = try #require(article.range(of: "```", range: start..<article.endIndex)).lowerBound
    let example = String(article[start..<end])
    try Places.withTemporaryDirectory { directory in
      let path = directory + "/three-each.yaml"
      try Places.write(example, path)
      #expect(try Program.run("validate", path).status == 0)
      try Places.write(example.replacingOccurrences(of: "{networks: 3}", with: "{network: 3}"), path)
      let wrong = try Program.run("validate", path)
      #expect(wrong.status == 65)
      for line in wrong.error.split(separator: "\n") {
        #expect(article.contains(line.replacingOccurrences(of: directory + "/", with: "")), "\(line)")
      }
      let stage = "  - name: what is left for E\n    order: date-of-receipt\n    administrations: {symbols: [EEE]}\n"
      try Places.write(example + stage, path)
      let idle = try Program.run("compare", Places.small, "--policy", path, "--out", directory + "/out")
      #expect(idle.status == 0)
      #expect(idle.error == "warning: policy `three-each`, stage `what is left for E`: granted nothing\n")
      #expect(article.contains(idle.error))
    }
  }
}
