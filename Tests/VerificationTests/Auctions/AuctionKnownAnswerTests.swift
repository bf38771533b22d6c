// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Verification

/// Published answers of auctions, as results written by hand: the right ones are verified, others aren't.
@Suite struct AuctionKnownAnswerTests {
  typealias Hand = HandMadeAuction

  /// Local, local, global (Ausubel, Baranov): 8, 6 and 10.
  static func locals(_ rule: String, _ prices: [String], global: Int = 10) -> Hand {
    .single(
      [("A", 8), ("B", 6), ("AB", global)], winning: ["A1", "B1"], prices: prices,
      vickrey: rule == "first-price" ? nil : [global - 6, global - 8],
      cuts: rule.hasPrefix("core") ? [(["AB1"], ["A1", "B1"], global)] : [], rule: rule)
  }

  static let fiveBids: [(lots: String, amount: Int)] = [("A", 28), ("B", 20), ("AB", 32), ("A", 14), ("B", 12)]

  static func five(_ rule: String, _ prices: [String]) -> Hand {
    .single(
      fiveBids, winning: ["A1", "B1"], prices: prices, vickrey: [14, 12],
      cuts: [(["AB1"], ["A1", "B1"], 32)], rule: rule)
  }

  static func dayRaghavan(_ prices: [String]) -> Hand {
    .single(
      [("AB", 20), ("C", 20), ("D", 20), ("ABC", 28), ("ABD", 26), ("AB", 10), ("C", 10), ("D", 10)],
      winning: ["AB1", "C1", "D1"], prices: prices, vickrey: [10, 10, 10],
      cuts: [(["D1", "ABC1"], ["AB1", "C1"], 28), (["C1", "ABD1"], ["AB1", "D1"], 26)])
  }

  static func oneXOR(_ prices: [String], rule: String = "core-vcg-nearest") -> Hand {
    Hand(
      rule: rule, lots: [("A", 0), ("B", 0)],
      bids: [
        .init(name: "a", bidder: "one", lots: ["A"], amount: 50),
        .init(name: "b", bidder: "two", lots: ["B"], amount: 150),
        .init(name: "x", bidder: "xor", lots: ["A"], amount: 10),
        .init(name: "y", bidder: "xor", lots: ["A", "B"], amount: 100),
      ], alternatives: [["x", "y"]], winning: ["a", "b"], prices: prices, vickrey: [10, 50],
      cuts: [(["y"], ["one", "two"], 100)])
  }

  /// CATS, ten bids for five goods (easy0000), in thousandths.
  static func tenBids(_ second: Int) -> Hand {
    .single(
      [
        ("CD", 1_795_510), ("D", 894_644), ("AB", 1_633_620), ("C", 997_064), ("BC", 1_751_260), ("AE", 1_779_420),
        ("B", 843_716), ("E", 762_093), ("A", 893_983), ("AC", 1_816_690),
      ], winning: ["D1", "C1", "AE1", "B1"], prices: ["798446", "\(second)", "1656076", "754196"],
      vickrey: [798_446, 907_544, 1_656_076, 754_196],
      cuts: [
        (["D1", "BC1", "AE1"], ["C1", "B1"], 1_751_260), (["CD1", "AE1", "B1"], ["D1", "C1"], 1_795_510),
      ], decimals: 3)
  }

  static func reserves(_ prices: [String], vickrey: [Int] = [120, 150]) -> Hand {
    .single(
      [("A", 280), ("B", 200), ("AB", 320)], winning: ["A1", "B1"], prices: prices, vickrey: vickrey,
      cuts: [(["AB1"], ["A1", "B1"], 320)], reserves: ["A": 100, "B": 150], decimals: 1)
  }

  @Test(arguments: [
    locals("core-vcg-nearest", ["6", "4"]), locals("core-zero-nearest", ["5", "5"]),
    locals("core-bid-nearest", ["6", "4"]), locals("first-price", ["8", "6"]),
    locals("core-leximin", ["6", "4"]), locals("core-minimum-revenue", ["4", "6"]),
    five("core-vcg-nearest", ["17", "15"]), five("core-zero-nearest", ["16", "16"]), dayRaghavan(["16", "12", "10"]),
    oneXOR(["30", "70"]), oneXOR(["50", "50"], rule: "core-zero-nearest"), tenBids(997_064),
    .single(
      [("A", 2), ("ABD", 3), ("BC", 2), ("CD", 1)], winning: ["A1", "BC1"], prices: ["3/2", "3/2"], vickrey: [1, 1],
      cuts: [(["ABD1"], ["A1", "BC1"], 3)], left: ["D": "offers-lost"]),
    reserves(["145", "175"]),
  ]) func theAnswerIsVerified(_ auction: Hand) {
    let report = auction.report()
    #expect(report.isVerified, "\(report.findings)")
    #expect(report.count(of: .winners) == 1)
    #expect(report.count(of: .coalitions) >= 1)
    #expect(report.count(of: .auctionSolversWord) == 0)
  }

  @Test(arguments: [
    // Other rules' answers, neighbours, and prices outside the core.
    locals("core-vcg-nearest", ["5", "5"]), locals("core-zero-nearest", ["6", "4"]),
    locals("core-bid-nearest", ["5", "5"]), locals("core-leximin", ["5", "5"]),
    locals("core-minimum-revenue", ["6", "4"]), locals("first-price", ["8", "5"]),
    locals("core-vcg-nearest", ["7", "4"]), locals("core-vcg-nearest", ["6", "3"]), locals("vcg", ["4", "3"]),
    five("core-vcg-nearest", ["16", "16"]), five("core-zero-nearest", ["17", "15"]), dayRaghavan(["17", "11", "10"]),
    dayRaghavan(["18", "10", "10"]), oneXOR(["31", "69"]), tenBids(997_063), reserves(["14", "18"]),
    reserves(["145", "176"]), reserves(["145", "175"], vickrey: [100, 150]),
  ]) func anotherAnswerIsNot(_ auction: Hand) {
    #expect(!auction.report().isVerified)
  }

  @Test func VCGIsRightAndBlocked() {
    var auction = Self.locals("vcg", ["4", "2"])
    auction.block = (["AB1"], 4)
    #expect(auction.report().isVerified, "\(auction.report().findings)")
    auction.block = nil
    #expect(!auction.report().isVerified)
    auction.block = (["AB1"], 3)
    #expect(!auction.report().isVerified)
  }

  /// Where the verifier's own search ends at its limit it says that nothing was checked, not that it holds.
  @Test func aSearchThatEndsAtItsLimitIsNoProof() {
    let auction = Self.five("core-vcg-nearest", ["17", "15"])
    var verifier = AuctionVerifier(files: auction.files)
    verifier.limit = .init(nodes: 0)
    let report = verifier.verify()
    #expect(report.isVerified, "\(report.findings)")
    for check in [Check.winners, .ties, .coalitions, .auctionSolversWord] { #expect(report.count(of: check) == 0) }
    #expect(report.count(of: .auctionLimits) >= 4)
    #expect(report.count(of: .openTies) == 1)
  }

  @Test func theSecondBestWinnersAreRefused() {
    let auction = HandMadeAuction.single(
      Self.fiveBids, winning: ["A1", "B2"], prices: ["28", "12"], rule: "first-price")
    let report = auction.report()
    #expect(report.findings.contains { $0.check == .winners && $0.problem.contains("aren't the best") })
  }

  /// Lovely but lonely (Ausubel, Milgrom): who of the two gets A is free, and the earlier bid decides.
  @Test func theOrderOfBidsDecides() {
    func auction(_ winning: [String], isUnique: Bool = false) -> Hand {
      Hand(
        rule: "first-price", lots: [("A", 0), ("B", 0)],
        bids: [
          .init(name: "ab", bidder: "one", lots: ["A", "B"], amount: 2),
          .init(name: "a2", bidder: "two", lots: ["A"], amount: 2),
          .init(name: "b2", bidder: "two", lots: ["B"], amount: 2),
          .init(name: "a3", bidder: "three", lots: ["A"], amount: 2),
          .init(name: "b3", bidder: "three", lots: ["B"], amount: 2),
        ], alternatives: [["a2", "b2"], ["a3", "b3"]], winning: winning, prices: ["2", "2"], isUnique: isUnique)
    }
    #expect(auction(["a2", "b3"]).report().isVerified)
    #expect(auction(["b2", "a3"]).report().findings.map(\.check) == [.winners])
    #expect(auction(["a2", "b3"], isUnique: true).report().findings.contains { $0.check == .winners })
    #expect(!auction(["a2", "b2"]).report().isVerified)
  }

  /// A lot that nobody wants at its reserve stays with the seller.
  @Test func whatIsLeftIsTold() {
    var auction = HandMadeAuction.single(
      [("A", 28), ("B", 14)], winning: ["A1"], prices: ["10"], vickrey: [10], reserves: ["A": 10, "B": 15])
    auction.left = ["B": "below-reserve"]
    #expect(auction.report().isVerified, "\(auction.report().findings)")
    auction.left = ["B": "no-offer"]
    #expect(!auction.report().isVerified)
  }

  @Test func everyNumberCounts() {
    let auctions = [Self.five("core-vcg-nearest", ["17", "15"]), Self.reserves(["145", "175"])]
    for auction in auctions {
      let files = auction.files
      for (name, bytes) in files.bytes.sorted(by: { $0.key < $1.key }) {
        for place in bytes.indices where (48...57).contains(bytes[place]) {
          // Lots' and bids' names have digits too: a changed name is found like a number.
          var changed = files
          changed.bytes[name]?[place] = bytes[place] == 57 ? 56 : bytes[place] + 1
          let text = String(decoding: bytes[max(0, place - 30)...place], as: UTF8.self)
          // Seeds decide nothing without a lot.
          if text.contains("seeds:") { continue }
          #expect(!AuctionVerifier(files: changed).verify().isVerified, "\(name): \(text)")
        }
      }
    }
  }
}
