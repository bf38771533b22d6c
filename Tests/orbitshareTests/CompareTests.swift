// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// What `compare` writes and prints.
@Suite struct CompareTests {
  static let policies = [
    "first-come", "first-come-as-filed", "most-served", "max-min", "leximin", "guaranteed-minimum", "a-priori-plan",
    "set-aside", "cap", "queue-jump",
  ]

  @Test func everyFileOfTheContractIsThere() throws {
    let run = try SmallResult.run()
    #expect(run.status == 0, "\(run.error)")
    let names = try Places.names(try SmallResult.directory())
    #expect(
      names == [
        "allocation.csv", "certificate.json", "figures", "inputs", "metrics.csv", "report.html", "results.json",
        "run.json",
      ])
    let figures = try Places.names(try SmallResult.directory() + "/figures")
    let drawings = figures.filter { $0.hasSuffix(".svg") }.map { $0.dropLast(4) }
    #expect(drawings.count >= 10)
    #expect(drawings == figures.filter { $0.hasSuffix(".csv") }.map { $0.dropLast(4) })
    #expect(figures.count == 2 * drawings.count)
    let inputs = try Places.files(try SmallResult.directory() + "/inputs")
    #expect(inputs["scenario.yaml"] == (try Places.bytes(Places.small)))
    for policy in Self.policies {
      let path = "policies/\(policy).yaml"
      #expect(inputs[path] == (try Places.bytes(Places.root + "/Instances/" + path)))
    }
    let register = Places.root + "/Instances/small"
    for name in try Places.names(register) where !name.hasSuffix(".yaml") {
      #expect(inputs[name] == (try Places.bytes(register + "/" + name)), "\(name)")
    }
  }

  @Test func tablesHaveTheHeadersOfTheContract() throws {
    let directory = try SmallResult.directory()
    let allocation = try Places.text(directory + "/allocation.csv").split(separator: "\n")
    let header =
      "policy,network,administration,organisation,outcome,position_deg,band,first_channel,channels,polarization,"
      + "reason,blocking"
    #expect(allocation.first.map(String.init) == header)
    // 21 filed and 6 national requests under each of ten policies.
    #expect(allocation.count == 1 + 27 * 10)
    let metrics = try Places.text(directory + "/metrics.csv").split(separator: "\n")
    #expect(metrics.first == "policy,population,entitlement,group,metric,value,status")
    var order: [Substring] = []
    for row in allocation.dropFirst() {
      let policy = row.prefix { $0 != "," }
      if order.last != policy { order.append(policy) }
    }
    #expect(order.map(String.init) == Self.policies)
  }

  @Test func everyFigureHasAKnownMetricAndStatus() throws {
    let metrics: Set = [
      "gini", "gini_floor", "theil_t", "mld", "ge2", "atkinson_0.5", "atkinson_1", "hoover", "jain", "cv", "hhi",
      "palma",
      "ratio_20_20", "min_ratio", "share_with_nothing", "granted_networks", "granted_administrations",
      "granted_channels", "served_share", "price_of_fairness", "nash_welfare", "theil_between", "theil_within",
      "wprop1_violations", "wef1_violations", "lower_quota_violations", "parity_ratio",
    ]
    var seen: Set<String> = []
    for row in try Places.text(try SmallResult.directory() + "/metrics.csv").split(separator: "\n").dropFirst() {
      let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      try #require(cells.count == 7)
      seen.insert(cells[4])
      #expect(["filers", "member_states"].contains(cells[1]))
      #expect(["equal", "population"].contains(cells[2]))
      #expect(["value", "undefined", "infinite"].contains(cells[6]))
      #expect((Double(cells[5]) != nil) == (cells[6] == "value"), "\(row)")
    }
    #expect(seen == metrics)
  }

  @Test func keysAreSorted() throws {
    for name in ["results.json", "certificate.json", "run.json"] {
      let bytes = try Places.bytes(try SmallResult.directory() + "/" + name)
      var stack: [String?] = []
      var strings: [String] = []
      var index = 0
      // A key is a string before a colon; each must be greater than the one before it in its object.
      while index < bytes.count {
        switch bytes[index] {
        case UInt8(ascii: "{"), UInt8(ascii: "["): stack.append(nil)
        case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = stack.popLast()
        case UInt8(ascii: "\""):
          let start = index + 1
          index += 1
          while bytes[index] != UInt8(ascii: "\"") { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
          strings.append(String(decoding: bytes[start..<index], as: UTF8.self))
        case UInt8(ascii: ":"):
          let key = try #require(strings.last)
          if let last = stack.last ?? nil { #expect(last < key, "\(name): \(last), \(key)") }
          if !stack.isEmpty { stack[stack.count - 1] = key }
        default: break
        }
        index += 1
      }
    }
  }

  @Test func theSameBytesWhateverTheThreads() throws {
    try Places.withTemporaryDirectory { directory in
      for threads in ["1", "3"] {
        let out = directory + "/" + threads
        #expect(try Program.run("compare", Places.small, "--out", out, "--threads", threads).status == 0)
        var files = try Places.files(out)
        var expected = try Places.files(try SmallResult.directory())
        #expect(files.removeValue(forKey: "run.json") != nil)
        expected.removeValue(forKey: "run.json")
        #expect(files.keys.sorted() == expected.keys.sorted())
        for (name, bytes) in expected where files[name] != bytes { Issue.record("\(name) differs") }
      }
    }
  }

  @Test func theSummaryGoesToStandardOutputAlone() throws {
    let run = try SmallResult.run()
    // The cap of 25 is more than anybody asks for here; nothing else is told beside the answer.
    #expect(run.error.split(separator: "\n").count == 1)
    #expect(run.error.contains("cap.yaml:13: constraints.cap: "), "\(run.error)")
    for policy in Self.policies { #expect(run.text.contains("\n  \(policy) ")) }
    #expect(run.text.hasSuffix("check it: orbitshare verify \(try SmallResult.directory())\n"))
  }

  @Test func jsonStandsAloneOnStandardOutput() throws {
    try Places.withTemporaryDirectory { directory in
      let out = directory + "/out"
      let run = try Program.run("compare", Places.small, "--policy", "queue-jump", "--out", out, "--json", "-")
      #expect(run.status == 0)
      #expect(run.error.isEmpty)
      #expect(run.output == (try Places.bytes(out + "/results.json")))
      #expect(try run.json()["schema"]?.text?.isEmpty == false)
    }
  }

  @Test func policiesByNameAndByPath() throws {
    try Places.withTemporaryDirectory { directory in
      let own = directory + "/tight-cap.yaml"
      try Places.write(
        """
        orbitshare: policy/1
        name: tight-cap
        constraints:
          cap: {networks: 2}
        stages:
          - order: date-of-receipt

        """, own)
      let out = directory + "/out"
      let run = try Program.run(
        "compare", Places.small, "--policy", "queue-jump", "--policy", own, "--policy",
        "Instances/policies/cap.yaml", "--out", out)
      #expect(run.status == 0, "\(run.error)")
      let rows = try Places.text(out + "/allocation.csv").split(separator: "\n").dropFirst()
      #expect(rows.count == 3 * 27)
      #expect(rows.filter { $0.hasPrefix("tight-cap,") && $0.contains(",cap-reached,") }.count > 5)
      #expect(try Places.bytes(out + "/inputs/policies/tight-cap.yaml") == Places.bytes(own))
      let verification = try Program.run("verify", out)
      #expect(verification.status == 0, "\(verification.text)")
    }
  }

  @Test func anotherSeedGivesAnotherWorldThatVerifies() throws {
    try Places.withTemporaryDirectory { directory in
      let arguments = ["compare", Places.small, "--policy", "first-come", "--policy", "max-min"]
      var allocations: [String] = []
      for seed in ["6", "8"] {
        let out = directory + "/" + seed
        #expect(try Program.run(arguments + ["--seed", seed, "--out", out]).status == 0)
        let verification = try Program.run("verify", out)
        #expect(verification.status == 0, "\(verification.text)")
        allocations.append(try Places.text(out + "/allocation.csv"))
      }
      #expect(allocations[0] != allocations[1])
      let bands = allocations.map { text in
        text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false)[6] }
      }
      #expect(bands[0] != bands[1])
    }
  }

  /// At one node for each integer program a claim may stay open; it is said so, and the verifier accepts the interval.
  @Test func aNodeLimitLeavesIntervals() throws {
    try Places.withTemporaryDirectory { directory in
      let out = directory + "/out"
      let run = try Program.run(
        "compare", Places.small, "--policy", "most-served", "--policy", "leximin", "--node-limit", "1", "--out", out)
      #expect([0, 75].contains(run.status))
      guard run.status == 0 else {
        #expect(!Places.exists(out))
        return
      }
      let certificate = try JSON(try Places.bytes(out + "/certificate.json"))
      let stages = certificate["policies"]?.elements.flatMap { $0["stages"]?.elements ?? [] } ?? []
      let open = stages.filter { $0["claim"]?.text == "within-gap" }
      #expect(!open.isEmpty)
      for stage in open {
        #expect(try #require(stage["bound"]?.number) > (try #require(stage["value"]?.number)))
      }
      // The first level that stays open ends leximin; a total takes the place of those above, and claims nothing.
      let leximin = stages.filter { $0["objective"]?["id"]?.text == "administrations-at-level" }
      let last = try #require(leximin.last)
      #expect(leximin.dropLast().allSatisfy { $0["claim"]?.text == "optimal" })
      if last["claim"]?.text == "within-gap" {
        let total = try #require(stages.first { $0["claim"]?.text == "feasible" })
        #expect(total["objective"]?["id"]?.text == "holding" && total["bound"]?.number == nil)
      }
      let verification = try Program.run("verify", out)
      #expect(verification.status == 0, "\(verification.text)")
    }
  }
}
