// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Filings
import Foundation
import Scenarios
import Testing

/// `what-if` over the small register, where the outcome can be worked out by hand.
@Suite struct WhatIfTests {
  private static let arguments = [
    "what-if", "Instances/small/scenario.yaml", "--change", "Instances/small/change.yaml",
  ]

  /// First come, first served, nobody moved. In Ku, BBB-2 at 9.5° comes to stand 0.5° from AAA-3, and CCC-3 at 13° is closer
  /// than 3° to AAA-5 at 11° and to ORG-2; the national request of FFF at 13.5° gets its channel. In C, CCC-1 at 9° is 1° from ORG-1 and takes channel 2; that refuses BBB-3 at
  /// 10.5°, and AAA-6 and AAA-7 at 12.2° have channel 2 to themselves, in two polarizations.
  ///
  /// Holdings of AAA … FFF: 7, 4, 3, 1, 0, 0 become 9, 4, 2, 1, 0, 1. Differences of all pairs add up to 49 and 55.
  @Test func theOutcomeWorkedOutByHand() throws {
    let run = try Program.run(Self.arguments + ["--policy", "first-come-as-filed", "--json", "-"])
    #expect(run.status == 0)
    let answer = try run.json()
    #expect(answer["schema"]?.text == "orbitshare-what-if/1")
    #expect(answer["change"]?["name"]?.text == "other-partners")
    let policy = try #require(answer["policies"]?.elements.first)
    for (key, networks, served, gini) in [("before", 15, 4, 49.0 / 90), ("after", 17, 5, 55.0 / 102)] {
      let outcome = try #require(policy[key])
      #expect(outcome["networks"]?.number == Double(networks))
      #expect(outcome["channels"]?.number == Double(networks + 1))
      #expect(outcome["administrations_served"]?.number == Double(served))
      let measured = try #require(outcome["gini"]?["value"]?.number)
      #expect(abs(measured - gini) < 1e-12)
      let nothing = try #require(outcome["share_with_nothing"]?["value"]?.number)
      #expect(abs(nothing - Double(6 - served) / 6) < 1e-12)
    }
    func changes(_ key: String) -> [String] {
      (policy[key]?.elements ?? []).map { change in
        let numbers = ["before", "after"].map { key in change[key]?.number.map { String(Int($0)) } ?? "none" }
        return ([change["administration"]?.text ?? ""] + numbers).joined(separator: " ")
      }
    }
    #expect(changes("gains") == ["AAA 7 9", "FFF 0 1"])
    #expect(changes("losses") == ["CCC 3 2"])
  }

  @Test func theTable() throws {
    let run = try Program.run(Self.arguments + ["--policy", "first-come-as-filed", "--policy", "first-come"])
    #expect(run.status == 0)
    let lines = run.text.split(separator: "\n").map(String.init)
    #expect(lines.first == "small: before → after “Other partners”")
    #expect(lines.contains { $0.hasPrefix("first-come-as-filed  15 → 17   16 → 18") && $0.contains("0.5444 → 0.5392") })
    #expect(lines.contains("first-come-as-filed: gain most: AAA +2, FFF +1; lose most: CCC −1"))
  }

  @Test func theSameBytesForAnyNumberOfThreads() throws {
    let one = try Program.run(Self.arguments + ["--json", "-", "--threads", "1"])
    let two = try Program.run(Self.arguments + ["--json", "-", "--threads", "2"])
    #expect(one.status == 0)
    #expect(one.output == two.output)
    #expect(try one.json()["policies"]?.elements.count == 10)
  }

  @Test func badInputs() throws {
    #expect(try Program.run("what-if", "Instances/small/scenario.yaml", "--change", "nowhere.yaml").status == 66)
    let path = "Instances/malformed/changes/between-oneself.yaml"
    let run = try Program.run("what-if", "Instances/small/scenario.yaml", "--change", path)
    #expect(run.status == 65)
    #expect(run.error.hasPrefix(path + ":"))
    #expect(try Program.run("what-if", "Instances/small/scenario.yaml").status == 64)
    #expect(
      try Program.run("validate", "Instances/small/change.yaml").text == "Instances/small/change.yaml: a valid change\n"
    )
  }

  /// The change beside the shipped register names its administrations only.
  @Test func theChangeOfTheRegisterFits() throws {
    let scenario = try Scenario.read(path: Places.root + "/Instances/register-2023/scenario.yaml")
    let change = try ScenarioChange.read(path: Places.root + "/Instances/register-2023/change.yaml")
    let changed = try change.applied(to: scenario, register: Register.read(directory: scenario.registerPath))
    // Eight administrations and twenty-one others, in five bands.
    #expect(changed.agreements.count == 8 * 21 * 5)
    #expect(changed.agreements.allSatisfy { $0.endsCoordination && $0.separationMilliDegrees == 3_000 })
  }
}
