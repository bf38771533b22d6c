// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import orbitshare

/// Policies that sell, from files to a verified report.
@Suite struct AuctionPolicyTests {
  private static let policies = [
    "first-come", "leximin", "auction-vcg", "auction-first-price", "auction-core", "auction-credits", "posted-fee",
  ]

  private static let made = Result { () throws -> String in
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("orbitshare-sold-\(UUID().uuidString)")
    Scratch.path = scratch.path
    atexit { try? FileManager.default.removeItem(atPath: Scratch.path) }
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    let named = policies.flatMap { ["--policy", Places.root + "/Instances/policies/\($0).yaml"] }
    let run = try Program.run(["compare", Places.small, "--out", scratch.path + "/result"] + named)
    #expect(run.status == 0, "\(run.error)")
    return scratch.path + "/result"
  }

  private enum Scratch {
    nonisolated(unsafe) static var path = ""
  }

  @Test func theResultIsAccepted() throws {
    let run = try Program.run("verify", try Self.made.get())
    #expect(run.status == 0, "\(run.text)")
    #expect(run.text.contains("prices of auctions recomputed: "))
    let report = try StoredResult(directory: try Self.made.get()).verify()
    // Prices by VCG without a cap, first price and posted fee.
    #expect(report.count(of: .prices) > 0)
    #expect(report.count(of: .metrics) > 0)
  }

  /// Whatever number of the market is changed in the summary is found.
  @Test func everyNumberOfTheMarket() throws {
    let result = try Self.made.get()
    let text = try Places.text(result + "/results.json")
    let start = try #require(text.range(of: "\"market\":")).upperBound
    let end = try #require(text.range(of: "\"measure_definitions\":")).lowerBound
    var places: [Range<String.Index>] = []
    var index = start
    while index < end {
      guard text[index].isNumber, !text[text.index(before: index)].isLetter else {
        index = text.index(after: index)
        continue
      }
      var last = index
      while text[last].isNumber || text[last] == "." { last = text.index(after: last) }
      // Words of terms and assumptions are text.
      if text[text.index(before: index)] == " ", text[last] == "," || text[last] == "}" || text[last] == "\n" {
        let key = text[..<index].suffix(4)
        if key.hasSuffix("\": ") { places.append(index..<last) }
      }
      index = last
    }
    #expect(places.count > 100)
    var verifier = try StoredResult(directory: result).verifier()
    for (number, place) in places.enumerated() where number % 29 == 0 {
      var changed = text
      let digit = text[place.lowerBound]
      changed.replaceSubrange(place.lowerBound...place.lowerBound, with: digit == "9" ? "8" : "9")
      verifier.files.results = Array(changed.utf8)
      #expect(!verifier.verify().isVerified, "\(text[place]) after \(text[..<place.lowerBound].suffix(60))")
    }
  }

  /// A Vickrey price moved within its limits, with all sums set right, is found by working it out again.
  @Test func aPriceThatFits() throws {
    let result = try Self.made.get()
    var verifier = try StoredResult(directory: result).verifier()
    let text = try Places.text(result + "/results.json")
    let auction = try #require(text.range(of: "\"payments\": \"vcg\""))
    let row = try #require(text.range(of: "\"bidder\": \"BBB\"", range: auction.upperBound..<text.endIndex))
    let low = try #require(text.range(of: "\"price_at_least\": ", range: row.upperBound..<text.endIndex))
    let tail = text[low.upperBound...].prefix { $0.isNumber }
    let price = try #require(Int(tail))
    let line = text[text[..<row.lowerBound].lastIndex(of: "{")!...].prefix { $0 != "}" }
    let changed = text.replacingOccurrences(
      of: String(line), with: line.replacingOccurrences(of: ": \(price)", with: ": \(price + 1)"))
    verifier.files.results = Array(changed.utf8)
    let report = verifier.verify()
    #expect(report.findings.contains { $0.check == .prices && $0.expected == "\(price)" }, "\(report.findings)")
  }

  @Test func theReportTellsOfMoney() throws {
    let result = try Self.made.get()
    let page = try Places.text(result + "/report.html")
    for phrase in [
      "What is paid, and who is priced out", "Who pays: revenue by income group",
      "Values are a seeded model and no data",
      "Counterfactual: the Radio Regulations know no auction",
    ] {
      #expect(page.contains(phrase), "\(phrase)")
    }
    let figure = try Places.text(result + "/figures/revenue-by-income-group.csv")
    #expect(figure.hasPrefix("policy,group,revenue,credits_cost,payers,priced_out_administrations,welfare\n"))
    let metrics = try Places.text(result + "/metrics.csv")
    for id in ["revenue", "credits_cost", "priced_out_networks", "welfare", "efficiency", "net_gini_rebate_equal"] {
      #expect(metrics.contains("auction-vcg,member_states,equal,all,\(id),"), "\(id)")
    }
    #expect(metrics.contains("first-come,member_states,equal,all,welfare,"))
    #expect(!metrics.contains("first-come,member_states,equal,all,revenue,"))
  }

  /// Straightforward bids without reserve or cap make the greatest welfare there is: no policy of the comparison has more.
  @Test func theAuctionIsEfficient() throws {
    let lines = try Places.text(try Self.made.get() + "/metrics.csv").split(separator: "\n")
    let shares = lines.filter { $0.contains(",member_states,equal,all,efficiency,") }
    #expect(shares.count == Self.policies.count)
    #expect(shares.contains { $0.hasPrefix("auction-vcg,") && $0.hasSuffix(",efficiency,1,value") })
  }

  @Test func explainSaysWhatToBid() throws {
    let result = try Self.made.get()
    let rows = try Places.text(result + "/allocation.csv").split(separator: "\n")
    func network(_ policy: String, _ text: String) throws -> String {
      String(
        try #require(rows.first { $0.hasPrefix(policy + ",") && $0.contains(text) }).split(separator: ",")[1])
    }
    let refused = try Program.run(
      "explain", result, "--policy", "auction-vcg", "--network", try network("auction-vcg", ",all-places-taken,"))
    #expect(refused.status == 0)
    #expect(refused.text.contains("it would have had to bid more than "), "\(refused.text)")
    let granted = try Program.run(
      "explain", result, "--policy", "auction-vcg", "--network", try network("auction-vcg", ",granted,"))
    #expect(granted.text.contains("it keeps its place above a bid of "), "\(granted.text)")
    let low = try Program.run(
      "explain", result, "--policy", "auction-credits", "--network", try network("auction-credits", ",below-price,"))
    #expect(low.text.contains("too little was bid for it to take part"), "\(low.text)")
    #expect(low.text.contains("to take part at all: a bid of "))
  }

  /// The bid that `explain` names decides: a little more wins, a little less doesn't.
  @Test func theDecidingBidDecides() throws {
    let name = "FFF-1"
    try Places.withTemporaryDirectory { directory in
      let base = try Places.text(Places.small)
        .replacingOccurrences(of: "register: .", with: "register: \(Places.root)/Instances/small")
      func outcome(_ value: Int) throws -> (run: String, isGranted: Bool) {
        let folder = directory + "/\(value)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Places.write("network,value\n\(name),\(value)\n", folder + "/values.csv")
        let head = base.prefix(upTo: try #require(base.range(of: "\npolicies:")).lowerBound)
        try Places.write(
          head
            + "\nvalues:\n  file: values.csv\n  column: value\n  default: 10\n  source: made up\npolicies:\n  - sale.yaml\n",
          folder + "/scenario.yaml")
        try Places.write(
          "orbitshare: policy/1\nname: sale\nstages:\n  - name: sale\n    auction: {payments: vcg, values: table}\n",
          folder + "/sale.yaml")
        let run = try Program.run("compare", folder + "/scenario.yaml", "--out", folder + "/out")
        #expect(run.status == 0, "\(run.error)")
        let explained = try Program.run(
          "explain", folder + "/out", "--policy", "sale", "--network", name, "--json", "-")
        let answer = try explained.json()
        return (
          answer["auction"]?["deciding_bid_at_most"]?.number.map { String(Int($0)) } ?? "",
          answer["outcome"]?.text == "granted"
        )
      }
      let (text, isGranted) = try outcome(1)
      #expect(!isGranted)
      let deciding = try #require(Int(text))
      #expect(try outcome(deciding + 1).isGranted)
      #expect(try !outcome(deciding - 1).isGranted)
    }
  }
}
