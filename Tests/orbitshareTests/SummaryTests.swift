// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import orbitshare

/// What `compare` says on the two streams.
@Suite struct SummaryTests {
  private static let idle = """
    orbitshare: policy/1
    name: idle
    title: Idle
    description: The second stage finds nothing left.
    family: plan
    stages:
      - name: all
        order: date-of-receipt
      - name: nothing left
        order: date-of-receipt
        requests: national
    """
  private static let lots = """
    orbitshare: policy/1
    name: a-name-of-thirty-six-letters-and-lots
    title: Lots
    description: Requests by lot.
    family: chance
    stages:
      - name: lots
        order: lot
    """

  /// Families stand as headings in their order, the table is at most 80 columns wide, and stages without effect are told
  /// apart from the answer.
  @Test func families() throws {
    try Places.withTemporaryDirectory { directory in
      for (name, text) in [("idle", Self.idle), ("lots", Self.lots)] {
        try Places.write(text, directory + "/\(name).yaml")
      }
      let run = try Program.run(
        "compare", Places.small, "--policy", directory + "/lots.yaml", "--policy", directory + "/idle.yaml", "--out",
        directory + "/out")
      #expect(run.status == 0)
      #expect(run.error == "warning: policy `idle`, stage `nothing left`: granted nothing\n")
      let lines = run.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let table = Array(lines.prefix { !$0.isEmpty })
      try #require(table.count == 5)
      #expect(table[1] == "Plans and guarantees")
      #expect(table[2].hasPrefix("  idle "))
      #expect(table[3] == "Lots, lotteries and turns")
      #expect(table[4].hasPrefix("  a-name-of-thirty-six-letters-and-lots* "))
      #expect(table.allSatisfy { $0.count <= 80 })
      #expect(lines[6] == "served, Gini: over 6 member States; *: lots decide")
      let report = try Places.text(directory + "/out/report.html")
      #expect(report.contains("“Idle”, stage “nothing left”: granted nothing."))
    }
  }

  /// Seven stages that find nothing left are three lines and how many follow.
  @Test func manyWarnings() throws {
    try Places.withTemporaryDirectory { directory in
      let stages = (1...7).map { "\n  - name: nothing left \($0)\n    order: date-of-receipt\n    requests: national" }
      let head = Self.idle.components(separatedBy: "  - name: nothing left")[0]
      try Places.write(head + stages.joined().dropFirst() + "\n", directory + "/idle.yaml")
      let run = try Program.run(
        "compare", Places.small, "--policy", directory + "/idle.yaml", "--out", directory + "/out")
      #expect(run.status == 0, "\(run.error)")
      let lines = run.error.split(separator: "\n")
      #expect(lines.count == 4)
      #expect(lines.last == "warning: policy `idle`: 4 more stages with warnings, which results.json lists")
    }
  }

  /// Every policy of the small scenario has its line.
  @Test func everyPolicy() throws {
    let table = try SmallResult.run().text.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { !$0.isEmpty }
    for policy in CompareTests.policies {
      #expect(table.filter { $0.split(separator: " ").first.map(String.init) == policy }.count == 1, "\(policy)")
    }
    #expect(table.allSatisfy { $0.count <= 80 })
  }

  @Test func sentencesAreBrokenBetweenWords() {
    #expect(ComparisonSummary.broken("one two three", columns: nil) == ["one two three"])
    #expect(ComparisonSummary.broken("one two three", columns: 7) == ["one two", "three"])
    #expect(ComparisonSummary.broken("one two three", columns: 4) == ["one", "two", "three"])
    #expect(ComparisonSummary.broken("incomprehensible it is", columns: 5) == ["incomprehensible", "it is"])
    #expect(ComparisonSummary.broken("", columns: 5).isEmpty)
  }
}
