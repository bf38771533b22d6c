// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// `manipulate` over the small scenario, with policies that are quick to carry out.
@Suite struct ManipulateTests {
  private let arguments = [
    "manipulate", Places.small, "--policy", "first-come", "--policy", "cap", "--administration", "FFF", "--budget", "3",
  ]

  /// FFF's requests come last in the small register: first come, first served gives it nothing, and an early date does.
  @Test func filingEarlyPaysUnderFirstCome() throws {
    let run = try Program.run(arguments)
    #expect(run.status == 0, "\(run.error)")
    let lines = run.text.split(separator: "\n").map { $0.split(separator: " ", omittingEmptySubsequences: true) }
    let row = try #require(lines.first { $0.prefix(3) == ["first-come", "FFF", "file-early"] })
    #expect(row.prefix(7).map(String.init) == ["first-come", "FFF", "file-early", "0", "of", "2", "2"])
    #expect(run.text.contains("every request dated before every dated request"))
    #expect(lines.filter { $0.count > 2 && $0[1] == "FFF" }.count == 10)
  }

  @Test func filesAreWrittenAndThreadsDoNotMatter() throws {
    try Places.withTemporaryDirectory { directory in
      let one = try Program.run(arguments + ["--threads", "1", "--json", "-", "--out", directory + "/one"])
      let two = try Program.run(arguments + ["--threads", "2", "--json", "-", "--out", directory + "/two"])
      #expect(one.status == 0)
      // The cap of 25 is more than anybody asks for in the small register.
      #expect(one.error.split(separator: "\n").count == 1)
      #expect(one.error.contains("cap.yaml:13: constraints.cap: at most 25 networks"), "\(one.error)")
      #expect(one.error == two.error)
      #expect(one.output == two.output)
      #expect(try Places.names(directory + "/one") == ["manipulation.csv", "manipulation.json"])
      #expect(try Places.bytes(directory + "/one/manipulation.json") == one.output)
      #expect(try Places.files(directory + "/one") == Places.files(directory + "/two"))
      let answer = try one.json()
      #expect(answer["schema"]?.text == "orbitshare-manipulation/1")
      #expect(answer["interrupted"]?.flag == false)
      #expect(answer["budget"]?.number == 3)
      #expect(answer["findings"]?.elements.count == 10)
      for finding in answer["findings"]?.elements ?? [] {
        #expect(finding["gain"]?.number ?? -1 >= 0)
        #expect(finding["runs"]?.number ?? 99 <= 3)
        #expect(finding["runs_at_limit"]?.number == 0)
      }
      let table = try Places.text(directory + "/one/manipulation.csv")
      #expect(table.hasPrefix("policy,administration,manipulation,true_needs,true_utility,best_utility,gain,"))
      #expect(table.split(separator: "\n").count == 11)
    }
  }

  @Test func whatIsAskedForAlone() throws {
    let run = try Program.run(
      "manipulate", Places.small, "--policy", "first-come", "--administration", "FFF", "--administration", "AAA",
      "--manipulation", "file-early", "--budget", "1", "--json", "-")
    let findings = try run.json()["findings"]?.elements ?? []
    #expect(findings.map { $0["administration"]?.text } == ["FFF", "AAA"])
    #expect(findings.allSatisfy { $0["manipulation"]?.text == "file-early" })
  }

  /// Without a limit of its own each integer program has 200 nodes, and the answer says so.
  @Test(arguments: [nil, 7] as [Int?]) func theLimitIsTold(limit: Int?) throws {
    let run = try Program.run(
      [
        "manipulate", Places.small, "--policy", "first-come", "--administration", "FFF", "--manipulation", "split",
        "--budget", "1", "--json", "-",
      ] + (limit.map { ["--node-limit", "\($0)"] } ?? []))
    #expect(run.status == 0, "\(run.error)")
    #expect(try run.json()["node_limit"]?.number == limit.map(Double.init) ?? 200)
    let help = try Program.run("manipulate", "--help").text.split { $0.isWhitespace }.joined(separator: " ")
    #expect(help.contains("Each integer program gets 200 nodes, unless --node-limit says otherwise"))
  }

  @Test func refusals() throws {
    let unknown = try Program.run(
      "manipulate", Places.small, "--policy", "first-come", "--administration", "FFX", "--administration", "AAA")
    #expect(unknown.status == 65)
    #expect(unknown.output.isEmpty)
    #expect(unknown.error.contains("no administration `FFX`; did you mean `FFF`"))
    let policy = try Program.run("manipulate", Places.small, "--policy", "none", "--administration", "AAA")
    #expect([65, 66].contains(policy.status))
    let kind = try Program.run(
      "manipulate", Places.small, "--administration", "AAA", "--manipulation", "bribery")
    #expect(kind.status == 64)
    #expect(kind.error.contains("bribery"))
    #expect(try Program.run("manipulate", Places.small).status == 64)
    try Places.withTemporaryDirectory { directory in
      try Places.write("mine", directory + "/notes.txt")
      let run = try Program.run(arguments + ["--out", directory])
      #expect(run.status == 73)
      #expect(run.output.isEmpty)
      #expect(try Places.names(directory) == ["notes.txt"])
    }
  }
}
