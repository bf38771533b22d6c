// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import orbitshare

/// `explain` over the result of the small scenario.
@Suite struct ExplainTests {
  /// A network with an outcome under a policy, from the table of grants.
  private func network(_ policy: String, _ outcome: String) throws -> String {
    let lines = try Places.text(try SmallResult.directory() + "/allocation.csv").split(separator: "\n")
    let row = lines.first { $0.hasPrefix(policy + ",") && $0.contains(",\(outcome),") }
    return String(try #require(row).split(separator: ",")[1])
  }

  @Test(arguments: ["first-come", "most-served", "leximin", "a-priori-plan", "set-aside", "cap", "queue-jump"])
  func everyOutcomeIsExplained(policy: String) throws {
    for outcome in ["granted", "refused"] {
      let name = try network(policy, outcome)
      let run = try Program.run(
        "explain", try SmallResult.directory(), "--policy", policy, "--network", name)
      #expect(run.status == 0, "\(run.error)")
      #expect(run.text.hasPrefix("\(name) ("))
      #expect(run.text.contains(outcome == "granted" ? "granted by stage " : "smallest changes"))
      #expect(run.text.contains(outcome == "granted" ? "without it: " : "what granting it would cost: "))
      #expect(run.text.contains("under the policies of the result:\n  first-come "))
      let again = try Program.run(
        "explain", try SmallResult.directory(), "--policy", policy, "--network", name)
      #expect(again.output == run.output)
    }
  }

  @Test func asJSON() throws {
    let name = try network("leximin", "refused")
    let run = try Program.run(
      "explain", try SmallResult.directory(), "--policy", "leximin", "--network", name, "--json", "-")
    #expect(run.status == 0)
    #expect(run.error.isEmpty)
    let answer = try run.json()
    #expect(answer["schema"]?.text == "orbitshare-explanation/1")
    #expect(answer["network"]?.text == name)
    #expect(answer["outcome"]?.text == "refused")
    #expect(answer["cost"]?["question"]?.text == "granted")
    #expect(["exact", "no-cost"].contains(answer["cost"]?["status"]?.text))
    #expect(answer["cost"]?["method"]?["column_limit"]?.number == 7000)
    #expect(answer["policies"]?.elements.count == 10)
    #expect(answer["places"]?.elements.isEmpty == false)
    #expect(answer["smallest_change"]?["cap_is_reached"]?.flag == false)
  }

  @Test func unknownNamesAreToldWithTheNearest() throws {
    let directory = try SmallResult.directory()
    let policy = try Program.run("explain", directory, "--policy", "leximim", "--network", "AAA-1")
    #expect(policy.status == 65)
    #expect(policy.output.isEmpty)
    #expect(policy.error.contains("no policy `leximim`; did you mean `leximin`"))
    let network = try Program.run("explain", directory, "--policy", "leximin", "--network", "aaa-11")
    #expect(network.status == 65)
    #expect(network.error.contains("no request `aaa-11`; did you mean `AAA-1`"))
    let missing = try Program.run("explain", directory + "/none", "--policy", "leximin", "--network", "AAA-1")
    #expect(missing.status == 66)
    #expect(missing.error.contains("results.json"))
    let usage = try Program.run("explain", directory, "--policy", "leximin", "--network", "AAA-1", "--json", "x")
    #expect(usage.status == 64)
  }

  @Test func aTableThatWasChangedIsRefused() throws {
    try SmallResult.withCopy { copy in
      let path = copy + "/allocation.csv"
      let lines = try Places.text(path).components(separatedBy: "\n")
      try Places.write(lines.filter { !$0.hasPrefix("leximin,AAA-1,") }.joined(separator: "\n"), path)
      let run = try Program.run("explain", copy, "--policy", "leximin", "--network", "AAA-2")
      #expect(run.status == 65)
      #expect(run.error.contains("allocation.csv: network: policy `leximin` has no row for `AAA-1`"))
      try FileManager.default.removeItem(atPath: path)
      #expect(try Program.run("explain", copy, "--policy", "leximin", "--network", "AAA-2").status == 66)
    }
  }
}

/// `explain` over a lottery of the small scenario.
@Suite struct ExplainLotteryTests {
  @Test func chancesTicketsAndAllocations() throws {
    try Places.withTemporaryDirectory { directory in
      let policy = Places.root + "/Instances/policies/leximin-lottery.yaml"
      let run = try Program.run("compare", Places.small, "--policy", policy, "--out", directory + "/result")
      #expect(run.status == 0, "\(run.error)")
      let rows = try Places.text(directory + "/result/allocation.csv").split(separator: "\n")
      let cells = rows.dropFirst().map { $0.split(separator: ",") }
      let national = cells.filter { $0[1].hasPrefix("NATIONAL-") }
      let name = String(try #require(national.first)[1])
      let text = try Program.run(
        "explain", directory + "/result", "--policy", "leximin-lottery", "--network", name
      ).text
      #expect(text.contains("\nlottery of stage 1, national networks by lottery:\n  \(national[0][2]) is served "))
      #expect(text.contains("proved by multipliers"))
      #expect(text.contains("gives ticket "))
      let answer = try Program.run(
        "explain", directory + "/result", "--policy", "leximin-lottery", "--network", name, "--json", "-"
      ).json()
      let lottery = try #require(answer["lottery"])
      #expect(lottery["method"]?.text == "portfolio")
      #expect(lottery["level"]?["proof"]?.text == "multipliers")
      #expect(lottery["chance"]?["administration"]?.text == String(national[0][2]))
      #expect(lottery["granted_weight"]?.number == lottery["chance"]?["served"]?.number)
      let filed = String(try #require(cells.first { !$0[1].hasPrefix("NATIONAL-") })[1])
      let other = try Program.run(
        "explain", directory + "/result", "--policy", "leximin-lottery", "--network", filed, "--json", "-"
      ).json()
      #expect(other["lottery"] == nil)
    }
  }

  @Test func perCentInWholeNumbers() {
    #expect(LotteryText.percent(1, of: 3) == "33.33 %")
    #expect(LotteryText.percent(2, of: 3) == "66.67 %")
    #expect(LotteryText.percent(1, of: 1) == "100.00 %")
    #expect(LotteryText.percent(1, of: 1_000) == "0.10 %")
    #expect(LotteryText.percent(5, of: 100_000) == "0.01 %")
    #expect(LotteryText.percent(0, of: 0) == "–")
  }
}
