// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import orbitshare

/// Statements of auctions through the program: what is restated from the copy, and what is taken as stated.
@Suite struct AuctionStatementVerifyTests {
  private static func withResult(of path: String, _ body: (String) throws -> Void) throws {
    let base = FileManager.default.temporaryDirectory.appendingPathComponent("auction-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: base) }
    #expect(try Program.run("auction", Places.root + "/" + path, "--out", base).status == 0)
    try body(base)
  }

  /// Lots taken from a scenario are said to be taken as stated; their spacing and all the rest are checked.
  @Test func lotsFromAScenario() throws {
    try Self.withResult(of: "Instances/auctions/design/from-scenario.yaml") { result in
      let right = try Program.run("verify", result)
      #expect(right.status == 0, "\(right.text)")
      #expect(
        right.text.contains("lots of an auction taken from a scenario as stated, not from the scenario again: 3\n"))
      let statement = try Places.text(result + "/auction.yaml")
      for (old, new, place) in [
        ("[\"Ku -61\", \"Ku -62.5\"]", "[\"Ku -61\", \"Ku -64\"]", "conflict 2"),
        ("  - { lots: [\"Ku -61\", \"Ku -62.5\"], most: 1, reason: \"closer than 2° in Ku\" }\n", "", "auction.yaml"),
        ("world: 1", "world: 2", "auction.yaml:"), ("format: sealed", "format: sealed-single-lot", "auction.yaml:"),
        ("nobody yet", "somebody", "auction.yaml:"), ("reserves: seller-bids", "reserves: floors", "auction.yaml:"),
      ] {
        #expect(statement.contains(old))
        try Places.write(statement.replacingOccurrences(of: old, with: new), result + "/auction.yaml")
        let wrong = try Program.run("verify", result)
        #expect(wrong.status == 1 && wrong.text.contains(place), "\(new): \(wrong.text)")
      }
    }
  }

  /// Every worked example of a format: verified, and not where the copy, the seed or a rule is another.
  @Test(arguments: [
    ("ascending-single-lot", "increment: 2%", "increment: 3%"), ("clock", "activity: 100%", "activity: 90%"),
    ("combinatorial-clock", "final-cap: true", "final-cap: false"), ("lottery", "world: 1", "world: 2"),
    ("posted-fee", "fee: 42000000", "fee: 42000001"), ("reverse", "budget: none", "budget: 1"),
    ("right-to-choose", "least-admitted: 2", "least-admitted: 3"), ("sealed-single-lot", "vcg", "first-price"),
    ("sealed", "credit: 25%", "credit: 26%"), ("simultaneous-ascending", "quiet-rounds: 3", "quiet-rounds: 2"),
  ]) func workedExamples(name: String, old: String, new: String) throws {
    try Self.withResult(of: "Instances/auctions/formats/\(name).yaml") { result in
      let right = try Program.run("verify", result)
      #expect(right.status == 0, "\(right.text)")
      let statement = try Places.text(result + "/auction.yaml")
      #expect(statement.contains(old), "\(statement)")
      try Places.write(statement.replacingOccurrences(of: old, with: new), result + "/auction.yaml")
      #expect(try Program.run("verify", result).status == 1)
    }
  }
}
