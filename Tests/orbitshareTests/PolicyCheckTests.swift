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
      let good = try Program.run("validate", try scenario("\(Places.root)/Instances/policies/queue-jump.yaml"))
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

  /// What `validate` says of constraints that a policy over the small scenario has, without the file's name.
  private func warnings(_ constraints: String) throws -> [String] {
    try Places.withTemporaryDirectory { directory in
      let path = directory + "/policy.yaml"
      try Places.write(
        "orbitshare: policy/1\nname: p\nconstraints:\n  \(constraints)\nstages:\n  - order: date-of-receipt\n", path)
      let run = try Program.run("validate", Places.small, path)
      #expect(run.status == 0, "\(run.error)")
      return run.error.split(separator: "\n").map(String.init).filter { $0.contains(path) }.map {
        $0.replacingOccurrences(of: "warning: \(path):", with: "")
      }
    }
  }

  /// AAA asks for the most: nine networks that it filed and its national request, one channel each.
  @Test(
    arguments: [
      ("{networks: 9}", nil), ("{networks: 10}", "no administration that it concerns asks for more than 10"),
      ("{channels: 9}", nil), ("{per: administration, groups: [LDC], networks: 9}", "asks for more than "),
      ("{administrations: [AAA, BBB], networks: 15}", nil),
      ("{administrations: [AAA, BBB], networks: 16}", "those whom it concerns ask for 16 together"),
    ] as [(String, String?)]) func capsThatCannotBind(cap: String, text: String?) throws
  {
    let found = try warnings("cap: " + cap)
    #expect(found.count == (text == nil ? 0 : 1), "\(found)")
    if let text {
      #expect(found.first?.hasPrefix("4: constraints.cap: at most ") == true, "\(found)")
      #expect(found.first?.contains(text) == true, "\(found)")
    }
  }

  /// The grid is half a degree, sectors have ten: a share of 0.95 leaves one place of each.
  @Test(
    arguments: [
      ("{groups: [LDC], share: 1}", "4: constraints.set_aside"), ("{groups: [LDC], share: 0.95}", nil),
      ("{groups: [LDC], share: 0.951}", "4: constraints.set_aside"),
      ("{groups: [LDC], arc: {from_degrees: -179.999, to_degrees: 180}}", "4: constraints.set_aside"),
      ("{groups: [LDC], arc: {from_degrees: 100, to_degrees: 120}}", nil),
      ("{groups: [LDC], band: Ku, channels: {first: 1, last: 2}}", nil),
      ("[{groups: [LDC], share: 0.4}, {groups: [LLDC], share: 0.6}]", "4: constraints.set_aside[2]"),
      ("[{groups: [LDC], share: 0.4}, {groups: [LLDC], share: 0.5}]", nil),
    ] as [(String, String?)]) func setAsidesThatLeaveNothing(aside: String, place: String?) throws
  {
    let found = try warnings("set_aside: " + aside)
    #expect(found.count == (place == nil ? 0 : 1), "\(found)")
    if let place {
      #expect(found.first?.hasPrefix(place + ": leaves no place to anybody outside of ") == true, "\(found)")
    }
  }

  @Test func anArcFromOneLongitudeToItself() throws {
    let found = try warnings("set_aside: {groups: [LDC], arc: {from_degrees: -180, to_degrees: 180}}")
    #expect(
      found == [
        "4: constraints.set_aside: -180° and 180° are one longitude, and only that is set aside; "
          + "write from -179.999 to 180 for the whole arc, or `positions: [180]`"
      ])
    #expect(try warnings("set_aside: {groups: [LDC], arc: {from_degrees: 180, to_degrees: 180}}").isEmpty)
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
