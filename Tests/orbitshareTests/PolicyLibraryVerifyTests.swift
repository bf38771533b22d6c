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

  /// Claims, weights and values of generalised Gini welfare, each number made another.
  @Test func changedProofsOfOrderedWelfareAreFound() throws {
    try Self.withResult(of: ["generalised-gini"]) { result in
      var verifier = try StoredResult(directory: result).verifier()
      #expect(verifier.verify().isVerified)
      let bytes = try Places.bytes(result + "/certificate.json")
      var changed = 0
      for number in NumberInText.all(in: bytes) {
        let isOfWelfare = number.path.hasPrefix("policies.0.stages.0.")
        let isWeight = number.kind.contains("ordered_weights")
        let isClaim = number.kind.hasSuffix(".value") || number.kind.hasSuffix(".bound")
        guard isOfWelfare && isWeight || isClaim else { continue }
        changed += 1
        verifier.files.certificate = number.replaced(by: number.another, in: bytes)
        #expect(!verifier.verify().isVerified, "\(number.path): \(number.text) → \(number.another)")
      }
      #expect(changed > 4)
    }
  }
}
