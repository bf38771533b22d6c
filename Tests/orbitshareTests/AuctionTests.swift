// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// `auction` on files: the answer, the result directory, what is refused.
@Suite struct AuctionTests {
  private static let known = "Instances/auctions/known/"

  /// The contract's keys with their published numbers (Day, Raghavan 2007, doi:10.1287/mnsc.1060.0707).
  @Test func theAnswerAsJSON() throws {
    let run = try Program.run(
      "auction", Self.known + "day-raghavan-2007.txt", "--payments", "core-vcg-nearest", "--json", "-")
    #expect(run.status == 0)
    #expect(run.error.isEmpty)
    let answer = try run.json()
    #expect(answer["welfare"]?.number == 60)
    #expect(answer["revenue"]?.number == 38)
    #expect(answer["unique"]?.flag == true)
    #expect(answer["status"]?.text == "optimal")
    let winners = try #require(answer["winners"]).elements
    #expect(winners.map { $0["bidder"]?.text } == ["0", "1", "2"])
    #expect(winners.map { $0["items"]?.elements.compactMap(\.text) } == [["0", "1"], ["2"], ["3"]])
    #expect(winners.map { $0["bid"]?.number } == [20, 20, 20])
    #expect(winners.map { $0["payment"]?.number } == [16, 12, 10])
    #expect(answer["core"]?["holds"]?.flag == true)
    #expect(answer["unsold"]?.elements.isEmpty == true)
  }

  /// Money is written as decimal numbers to the last digit: 4 bids that share 10 by thirds round up to a millionth.
  @Test func moneyIsExact() throws {
    try Places.withTemporaryDirectory { directory in
      let path = directory + "/thirds.txt"
      try Places.write("goods 3\nbids 4\ndummy 0\n0 9 0 #\n1 9 1 #\n2 9 2 #\n3 10 0 1 2 #\n", path)
      let run = try Program.run("auction", path, "--payments", "core-vcg-nearest", "--json", "-")
      #expect(run.status == 0)
      #expect(run.text.components(separatedBy: "\"payment\" : 3.333334,").count == 4, "\(run.text)")
      #expect(run.text.contains("\"revenue\" : 10.000002,"))
    }
  }

  @Test func theAnswerForPeople() throws {
    let run = try Program.run("auction", Self.known + "one-lot-unsold.yaml")
    #expect(run.status == 0)
    #expect(run.error.isEmpty)
    #expect(run.text.contains("one     A       28       10\n"))
    #expect(run.text.contains("revenue  10\n"))
    #expect(run.text.contains("  B, no-offer: B has no holder who would bring it into use by 2027-05-01"))
    #expect(run.text.contains("In the core:"))
    let vcg = try Program.run("auction", Self.known + "day-raghavan-2007.txt", "--payments", "vcg")
    #expect(vcg.text.contains("Not in the core: 3, 7 could offer 8 more than the seller gets."))
    let tied = try Program.run("auction", Self.known + "lovely-but-lonely.txt")
    #expect(tied.text.contains("Other winners would be worth as much; the order of the bids decided."))
  }

  @Test func bidsAgainstTheRulesAreAnswered() throws {
    try Places.withTemporaryDirectory { directory in
      let path = directory + "/a.yaml"
      try Places.write(
        """
        orbitshare: auction/1
        lots: [{ name: A }]
        bidders: [{ name: N, budget: 3, bids: [{ id: n1, lots: [A], amount: 4 }] }]
        """, path)
      let run = try Program.run("auction", path, "--json", "-")
      #expect(run.status == 0)
      let answer = try run.json()
      #expect(answer["winners"]?.elements.isEmpty == true)
      #expect(answer["rejected"]?.elements.first?["reason"]?.text == "above-budget")
      #expect(answer["unsold"]?.elements.first?["item"]?.text == "A")
      #expect(try Program.run("auction", path).text.contains("  n1 of N, 4: above-budget"))
    }
  }

  @Test func theResultDirectory() throws {
    try Places.withTemporaryDirectory { directory in
      for threads in ["1", "2"] {
        let run = try Program.run(
          "auction", Self.known + "seller-bids.yaml", "--out", directory + "/" + threads, "--threads", threads)
        #expect(run.status == 0, "\(run.error)")
        #expect(
          try Places.names(directory + "/" + threads) == [
            "auction.yaml", "bids.csv", "certificate.json", "figures", "inputs", "lots.csv", "outcome.csv",
            "report.html",
            "results.json", "run.json",
          ])
      }
      var one = try Places.files(directory + "/1")
      var two = try Places.files(directory + "/2")
      one["run.json"] = nil
      two["run.json"] = nil
      #expect(one == two)
      #expect(
        try Places.text(directory + "/1/outcome.csv") == """
          bidder,administration,group,lots,bid,price,discount,payment,withdrawal_payment,places,place_payment
          one,,,A,28,14.5,0,14.5,0,,0
          two,,,B,20,17.5,0,17.5,0,,0

          """)
      #expect(try Places.text(directory + "/1/bids.csv").hasSuffix("ab,both,A|B,32,lost,\n"))
      // What was read is kept, and what was understood can be read again with the same answer.
      #expect(
        try Places.bytes(directory + "/1/inputs/seller-bids.yaml")
          == (try Places.bytes(Places.root + "/" + Self.known + "seller-bids.yaml")))
      let again = try Program.run("auction", directory + "/1/auction.yaml", "--json", "-")
      #expect(try again.json()["revenue"]?.number == 32)
      // The directory is never overwritten.
      let over = try Program.run("auction", Self.known + "seller-bids.yaml", "--out", directory + "/1")
      #expect(over.status == 73)
    }
  }

  /// Of two positions and three networks the least valued network is bought; the tables name those who stay as holders.
  @Test func positionsBoughtBackAreHeldByThoseWhoStay() throws {
    try Places.withTemporaryDirectory { directory in
      let out = directory + "/reverse"
      let run = try Program.run("auction", "Instances/auctions/formats/reverse.yaml", "--out", out, "--json", "-")
      #expect(run.status == 0)
      let answer = try run.json()
      let networks = try #require(answer["networks"]).elements
      #expect(networks.map { $0["holder"]?.text } == ["North", "East", "South"])
      #expect(networks.map { $0["outcome"]?.text } == ["stays", "stays", "bought"])
      #expect(networks[2]["price"]?.number == answer["cost"]?.number)
      let places = networks.prefix(2).compactMap { $0["place"]?.text }
      let lots = try Places.text(out + "/lots.csv").split(separator: "\n").dropFirst()
      for (holder, place) in zip(["North", "East"], places) {
        #expect(lots.contains { $0.hasPrefix(place + ",") && $0.contains(",\(holder),") })
      }
      #expect(!lots.contains { $0.contains("South") })
      let bids = try Places.text(out + "/bids.csv")
      #expect(bids.components(separatedBy: ",bought,").count == 3 && bids.components(separatedBy: ",stays,").count == 3)
      let page = try Places.text(out + "/report.html")
      #expect(page.contains("Who stays where, and who was bought"))
      let figure = try Places.text(out + "/figures/lots.csv")
      #expect(figure.contains("North") && !figure.contains("South"))
      #expect(try Program.run("verify", out).status == 0)
    }
  }

  @Test func bestResponses() throws {
    let file = Self.known + "five-bids-for-two.txt"
    let run = try Program.run("auction", file, "--payments", "core-vcg-nearest", "--best-response", "0", "--json", "-")
    #expect(run.status == 0)
    let answer = try run.json()
    // Truth pays 17 of 28; no bid wins for less than the 14 that others offer.
    #expect(answer["schema"]?.text == "orbitshare-best-response/1")
    #expect(answer["truthful"]?.number == 11 && answer["best"]?.number == 14 && answer["gain"]?.number == 3)
    let text = try Program.run("auction", file, "--payments", "vcg", "--best-response", "0")
    #expect(text.text.contains("gain                      0\n"))
    let unknown = try Program.run("auction", file, "--best-response", "Q")
    #expect(unknown.status == 65 && unknown.error.contains("there is no bidder `Q`"))
    let clock = try Program.run("auction", "Instances/auctions/formats/clock.yaml", "--best-response", "North")
    #expect(clock.status == 65)
    #expect(try Program.run("auction", file, "--best-response", "0", "--out", "nowhere").status == 64)
  }

  @Test func placesAreToldApartInTheOutcome() throws {
    try Places.withTemporaryDirectory { directory in
      let out = directory + "/places"
      let run = try Program.run("auction", "Instances/auctions/formats/combinatorial-clock-places.yaml", "--out", out)
      #expect(run.status == 0)
      let rows = try Places.text(out + "/outcome.csv").split(separator: "\n")
      // North pays 10 million for two channels, and 2 million for these: the 8 of East and 3 of South less 6 and 3.
      #expect(rows[1] == "North,,,Ku*2,40000000,10000000,0,12000000,0,Ku:1+2,2000000")
      #expect(try Program.run("verify", out).status == 0)
    }
  }

  @Test func badFilesAreRefusedAndNothingIsWritten() throws {
    try Places.withTemporaryDirectory { directory in
      for name in ["several-faults.yaml", "cats-several-faults.txt"] {
        let path = "Instances/malformed/auctions/" + name
        let run = try Program.run("auction", path, "--out", directory + "/out")
        #expect(run.status == 65)
        #expect(run.output.isEmpty)
        let expected = try Places.text(
          Places.root + "/" + path.prefix { $0 != "." } + ".expected.txt")
        #expect(run.error.replacingOccurrences(of: "Instances/malformed/auctions/", with: "") == expected)
        #expect(try Places.names(directory).isEmpty)
      }
    }
  }

  @Test func usage() throws {
    let unknown = try Program.run("auction", Self.known + "seller-bids.yaml", "--payments", "core-vcg")
    #expect(unknown.status == 64)
    #expect(unknown.error.contains("core-vcg-nearest"))
    #expect(try Program.run("auction", "nowhere.yaml").status == 66)
    #expect(try Program.run("auction", "nowhere.txt").status == 66)
    // A scenario isn't an auction.
    #expect(try Program.run("auction", "Instances/small/scenario.yaml").status == 65)
  }

  // MARK: - validate

  @Test func everyShippedAuctionIsValid() throws {
    let folder = Places.root + "/Instances/auctions"
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted().filter { name in
      guard name.hasSuffix(".yaml") || name.hasSuffix(".txt") else { return false }
      return name.hasSuffix(".txt")
        || ((try? Places.text(folder + "/" + name))?.contains("orbitshare: auction/1") ?? false)
    }
    #expect(files.count >= 8)
    let paths = files.map { "Instances/auctions/" + $0 }
    let run = try Program.run(["validate"] + paths)
    #expect(run.status == 0, "\(run.error)")
    #expect(run.text.split(separator: "\n").map(String.init) == paths.map { "\($0): a valid auction" })
  }

  @Test func malformedAuctionsAreToldByValidate() throws {
    let folder = "Instances/malformed/auctions"
    let names = try Places.names(Places.root + "/" + folder).filter {
      $0.hasSuffix(".yaml") || $0.hasSuffix(".txt") && !$0.hasSuffix(".expected.txt")
    }
    // Files whose first key says something else, or that aren't YAML at all, aren't known as auctions.
    let other = ["schema-of-a-policy.yaml", "schema-missing.yaml", "not-yaml.yaml", "a-list.yaml"]
    let own = names.filter { !other.contains($0) }
    let run = try Program.run(["validate"] + own.map { folder + "/" + $0 })
    #expect(run.status == 65)
    #expect(run.output.isEmpty)
    var expected = ""
    for name in own {
      expected += try Places.text(Places.root + "/" + folder + "/" + name.prefix { $0 != "." } + ".expected.txt")
    }
    #expect(run.error.replacingOccurrences(of: folder + "/", with: "") == expected)
    for name in other { #expect(try Program.run("validate", folder + "/" + name).status == 65) }
  }

  // MARK: - generate

  @Test(arguments: ["txt", "yaml"]) func whatIsGeneratedIsReadAndHeld(ending: String) throws {
    try Places.withTemporaryDirectory { directory in
      let path = directory + "/a." + ending
      let arguments = ["generate", "auction", "--distribution", "regions", "--goods", "16", "--bids", "40", "--out"]
      let run = try Program.run(arguments + [path, "--seed", "4"])
      #expect(run.status == 0, "\(run.error)")
      #expect(try Program.run("validate", path).status == 0)
      let held = try Program.run("auction", path, "--json", "-")
      #expect(try held.json()["status"]?.text == "optimal")
      // A file is never overwritten; another name gets the same bytes.
      #expect(try Program.run(arguments + [path, "--seed", "4"]).status == 73)
      _ = try Program.run(arguments + [directory + "/b." + ending, "--seed", "4"])
      #expect(try Places.bytes(path) == Places.bytes(directory + "/b." + ending))
    }
  }

  @Test func whatCannotBeGenerated() throws {
    try Places.withTemporaryDirectory { directory in
      let cases = [
        ["--distribution", "region", "--goods", "16", "--bids", "40", "--out", directory + "/a.txt"],
        ["--distribution", "regions", "--goods", "1", "--bids", "40", "--out", directory + "/a.txt"],
        ["--distribution", "matching", "--goods", "3", "--bids", "40", "--out", directory + "/a.txt"],
        ["--distribution", "regions", "--goods", "16", "--bids", "40", "--seed", "-1", "--out", directory + "/a.txt"],
        ["--distribution", "regions", "--goods", "16", "--bids", "40", "--out", directory + "/a.csv"],
      ]
      for arguments in cases {
        let run = try Program.run(["generate", "auction"] + arguments)
        #expect(run.status == 64, "\(arguments)")
        #expect(try Places.names(directory).isEmpty)
      }
      let nowhere = try Program.run(
        "generate", "auction", "--distribution", "L1", "--goods", "4", "--bids", "4", "--out", directory + "/no/a.txt")
      #expect(nowhere.status == 73)
    }
  }
}
