// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import orbitshare

/// Results of shipped policies beyond those of the small scenario are verified, and changes to their proofs are found.
@Suite struct PolicyLibraryVerifyTests {
  private static let policies = [
    "alpha-fairness-2", "fcc-processing-rounds", "generalised-gini", "guaranteed-minimum", "leximin-lottery", "nash",
    "quota-equal", "random-serial-dictatorship", "repack", "resolution-559",
  ]

  private static func withResult(of policies: [String], _ body: (String) throws -> Void) throws {
    try Places.withTemporaryDirectory { directory in
      let named = policies.flatMap { ["--policy", Places.root + "/Instances/policies/\($0).yaml"] }
      let run = try Program.run(["compare", Places.small, "--out", directory + "/result"] + named)
      #expect(run.status == 0, "\(run.error)")
      try body(directory + "/result")
    }
  }

  @Test func resultsAreAccepted() throws {
    try Self.withResult(of: Self.policies) { result in
      let run = try Program.run("verify", result)
      #expect(run.status == 0, "\(run.text)")
      #expect(run.text.hasSuffix("verified: everything that was checked holds\n"))
    }
  }

  /// One of the small register's networks is the organisation's, another a joint one: what is claimed of who is served is
  /// verified under every rule, and refused where it is said of another.
  @Test(arguments: ["organisations-apart", "members", "member-shares"])
  func whoIsServedIsAcceptedUnderEveryAttribution(rule: String) throws {
    try Places.withTemporaryDirectory { directory in
      let scenario = try Places.text(Places.small)
        .replacingOccurrences(of: "register: .", with: "register: \(Places.root)/Instances/small")
        .replacingOccurrences(of: "attribution: notifying-administration", with: "attribution: \(rule)")
      try Places.write(scenario, directory + "/scenario.yaml")
      let named = ["guaranteed-minimum", "population-covered", "leximin-lottery", "leximin"].flatMap {
        ["--policy", Places.root + "/Instances/policies/\($0).yaml"]
      }
      let run = try Program.run(["compare", directory + "/scenario.yaml", "--out", directory + "/result"] + named)
      #expect(run.status == 0, "\(run.error)")
      var verifier = try StoredResult(directory: directory + "/result").verifier()
      let report = verifier.verify()
      #expect(report.isVerified, "\(report.findings)")
      let certificate = try Places.text(directory + "/result/certificate.json")
      let said = "\"attribution\":\"\(rule)\","
      #expect(certificate.contains(said) == (rule != "organisations-apart"))
      verifier.files.results = nil
      verifier.files.certificate = Array(certificate.replacingOccurrences(of: said, with: "").utf8)
      let isFound = verifier.verify().findings.contains { $0.file == "certificate.json" }
      #expect(isFound == certificate.contains(said))
    }
  }

  /// The small scenario with other bands, in which multipliers prove what they can: of the welfare itself, before another
  /// objective, and after earlier grants.
  private static func withProofs(_ body: (String) throws -> Void) throws {
    try Places.withTemporaryDirectory { directory in
      let scenario = try Places.text(Places.small)
        .replacingOccurrences(of: "register: .", with: "register: \(Places.root)/Instances/small")
        .replacingOccurrences(of: "seed: 6", with: "seed: 2")
      try Places.write(scenario, directory + "/scenario.yaml")
      let gini = try Places.text(Places.root + "/Instances/policies/generalised-gini.yaml")
      let weighted = gini.replacingOccurrences(of: "entitlement: equal", with: "entitlement: population")
      let first = "stages:\n  - name: one each\n    order: date-of-receipt\n    networks_per_administration: 1\n"
      let policies = [
        "gini": gini,
        "gini-then-most": weighted + "    carry: optimum\n  - name: greatest total\n    maximise: holding\n",
        "order-then-gini": weighted.replacingOccurrences(of: "stages:\n", with: first),
      ]
      var named: [String] = []
      for (name, text) in policies.sorted(by: { $0.key < $1.key }) {
        try Places.write(
          text.replacingOccurrences(of: "name: generalised-gini", with: "name: \(name)"), directory + "/\(name).yaml")
        named += ["--policy", directory + "/\(name).yaml"]
      }
      let run = try Program.run(["compare", directory + "/scenario.yaml", "--out", directory + "/result"] + named)
      #expect(run.status == 0, "\(run.error)")
      try body(directory + "/result")
    }
  }

  /// Claims, weights and kept holdings, each number made another that proves something else.
  @Test func changedProofsOfOrderedWelfareAreFound() throws {
    try Self.withProofs { result in
      var verifier = try StoredResult(directory: result).verifier()
      let report = verifier.verify()
      #expect(report.isVerified, "\(report.findings)")
      let bytes = try Places.bytes(result + "/certificate.json")
      // The summary repeats claims; the certificate has to be found wanting by itself.
      verifier.files.results = nil
      #expect(!verifier.verify().findings.contains { $0.file == "certificate.json" })
      var changed = ["weights": 0, "profile": 0, "claim": 0]
      for number in NumberInText.all(in: bytes) {
        let kind =
          number.kind.contains("ordered_weights")
          ? "weights"
          : number.kind.contains("profile")
            ? "profile" : number.kind.hasSuffix(".value") || number.kind.hasSuffix(".bound") ? "claim" : nil
        guard let kind else { continue }
        let other = kind == "profile" ? "0" : number.another
        verifier.files.certificate = number.replaced(by: other, in: bytes)
        changed[kind, default: 0] += 1
        let isFound = verifier.verify().findings.contains { $0.file == "certificate.json" }
        #expect(isFound, "\(number.path): \(number.text) → \(other)")
      }
      #expect(changed.values.allSatisfy { $0 >= 5 }, "\(changed)")
    }
  }
}
