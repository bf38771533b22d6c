// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Auctions
import Foundation
import GLPKSolver
import Reporting
import Testing
import Verification

@testable import orbitshare

/// Results of auctions through the verifier: right ones are verified, and whatever is wrong in them is found.
@Suite struct AuctionVerifyTests {
  struct Draws {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
  }

  /// A small auction with whatever rules the draws give it.
  static func auction(_ seed: Int) -> AuctionDocument {
    var draws = Draws(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 7)
    let lotCount = 2 + draws.next(4)
    let bidderCount = 2 + draws.next(4)
    let lots = (0..<lotCount).map { index in
      Lot(
        name: "L\(index)", supply: draws.next(4) == 0 ? 2 : 1, reserve: draws.next(3) == 0 ? draws.next(9) : 0,
        points: 1 + draws.next(2))
    }
    let bidders = (0..<bidderCount).map { index in
      Bidder(
        name: "b\(index)", eligibilityPoints: draws.next(6) == 0 ? 1 + draws.next(5) : nil,
        budget: draws.next(6) == 0 ? 10 + draws.next(30) : nil,
        creditThousandths: draws.next(4) == 0 ? 150 : 0, greatestDiscount: draws.next(5) == 0 ? 2 : nil)
    }
    var bids: [Bid] = []
    var exclusions: [[Int]] = []
    for bidder in 0..<bidderCount {
      var own: [Int] = []
      for number in 0..<(1 + draws.next(3)) {
        var package = (0..<lotCount).filter { _ in draws.next(5) < 2 }.map { lot in
          LotQuantity(lot: lot, units: draws.next(8) == 0 ? 2 : 1)
        }
        if package.isEmpty { package = [LotQuantity(lot: draws.next(lotCount))] }
        own.append(bids.count)
        bids.append(
          Bid(
            identifier: "i\(bidder)-\(number)", bidder: bidder, package: package,
            amount: 1 + draws.next(12) * package.count))
      }
      if draws.next(3) > 0, own.count > 1 { exclusions.append(draws.next(3) == 0 ? Array(own.prefix(2)) : own) }
    }
    var conflicts: [LotConflict] = []
    if draws.next(3) == 0 {
      conflicts.append(LotConflict(lots: [0, 1], reason: "near", exemptsSameHolder: draws.next(2) == 0))
    }
    var limits: [HoldingLimit] = []
    if draws.next(4) == 0 {
      limits.append(HoldingLimit(kind: .cap, name: "cap", lots: [0, 1], bidders: [0], most: 1))
    }
    if draws.next(4) == 0 {
      let most = lots[0].supply + lots[1].supply - 1
      limits.append(
        HoldingLimit(
          kind: .setAside, name: "aside", lots: [0, 1], bidders: Array(1..<bidderCount), most: most))
    }
    return AuctionDocument(
      auction: Auction(
        title: "small \(seed)", currency: Currency(code: "X", decimals: 2), lots: lots, conflicts: conflicts,
        bidders: bidders, limits: limits, reserveRule: draws.next(2) == 0 ? .sellerBids : .floors, bids: bids,
        exclusions: exclusions), payments: PaymentRule.allCases[seed % PaymentRule.allCases.count])
  }

  static let determination = WinnerDetermination(solver: GLPKSolver(), threads: 1)

  static func files(_ document: AuctionDocument, _ result: AuctionResult) throws -> AuctionVerifier.Files {
    let record = AuctionRecord(document: document, result: result)
    let files = try AuctionFiles(document: document, result: result, record: record).all()
    return AuctionVerifier.Files(
      bytes: Dictionary(files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first }))
  }

  static func report(_ document: AuctionDocument, _ result: AuctionResult) throws -> VerificationReport {
    AuctionVerifier(files: try files(document, result)).verify()
  }

  /// The result with other prices, as a program with that fault would have written it everywhere.
  static func repriced(_ result: AuctionResult, _ place: Int, by change: Int) throws -> AuctionResult {
    var wrong = result
    wrong.winners[place].price += change
    let bidder = result.bids.bidders[wrong.winners[place].bidder]
    wrong.winners[place].payment = wrong.winners[place].price - bidder.discount(on: wrong.winners[place].price)
    wrong.revenue = wrong.winners.reduce(0) { $0 + $1.payment }
    wrong.payments?.prices[place] += change
    wrong.payments?.exactPrices[place] = "\(wrong.winners[place].price)"
    let prices = result.bids.bidders.indices.map { index in wrong.winners.first { $0.bidder == index }?.price ?? 0 }
    wrong.core = try? CoreCheck(determination: determination).check(
      result.bids, bids: wrong.winners.flatMap(\.bids).sorted(), prices: prices)
    return wrong
  }

  @Test(arguments: 1...300) func aSmallAuction(_ seed: Int) throws {
    let document = Self.auction(seed)
    let result = try AuctionRun(document: document, determination: Self.determination).result()
    let report = try Self.report(document, result)
    #expect(report.isVerified, "\(report.findings)")
    #expect(report.count(of: .winners) == 1)
    #expect(report.count(of: .auctionSolversWord) == 0)
    for place in result.winners.indices {
      for change in [-1, 1] {
        let wrong = try Self.repriced(result, place, by: change)
        #expect(!(try Self.report(document, wrong).isVerified), "\(result.winners[place].bidder) by \(change)")
      }
    }
  }

  /// Every single winner left out: what remains is an outcome that keeps all rules and is worth less.
  @Test(arguments: 1...60) func otherWinners(_ seed: Int) throws {
    let document = Self.auction(seed)
    let result = try AuctionRun(document: document, determination: Self.determination).result()
    for place in result.winners.indices {
      var fewer = document
      let left = Set(result.winners[place].bids)
      fewer.auction.bids = document.auction.bids.enumerated().map { index, bid in
        var bid = bid
        if left.contains(index) { bid.amount = 1 }
        return bid
      }
      guard let other = try? AuctionRun(document: fewer, determination: Self.determination).result(),
        other.winners.flatMap(\.bids) != result.winners.flatMap(\.bids)
      else { continue }
      // The outcome of the auction with lower bids, told of the one with the bids as they are.
      var wrong = other
      wrong.bids = result.bids
      wrong.rejected = result.rejected
      for index in wrong.winners.indices {
        wrong.winners[index].bid = wrong.winners[index].bids.reduce(0) { $0 + result.bids.bids[$1].amount }
      }
      wrong.welfare = wrong.winners.reduce(0) { $0 + $1.bid }
      wrong.welfareBound = wrong.welfare
      let report = try Self.report(document, wrong)
      #expect(report.findings.contains { $0.check == .winners || $0.check == .holdings }, "\(report.findings)")
    }
  }

  /// One more in every digit of every file.
  @Test(arguments: [7, 8, 9, 10, 11, 12, 13]) func everyDigit(_ seed: Int) throws {
    let document = Self.auction(seed)
    let result = try AuctionRun(document: document, determination: Self.determination).result()
    let files = try Self.files(document, result)
    #expect(AuctionVerifier(files: files).verify().isVerified)
    for (name, bytes) in files.bytes.sorted(by: { $0.key < $1.key }) {
      for place in bytes.indices where (48...57).contains(bytes[place]) {
        let line = String(decoding: bytes[..<place].suffix(while: { $0 != 10 }), as: UTF8.self)
        // Seeds decide nothing in a sealed auction, nor does the schema's number tell of the auction. Assumptions are words.
        if line.hasPrefix("seeds:") || line.contains("assumptions") || line.hasPrefix("title:") { continue }
        var changed = files
        changed.bytes[name]?[place] = bytes[place] == 57 ? 48 : bytes[place] + 1
        let isFound = !AuctionVerifier(files: changed).verify().isVerified
        #expect(isFound || name == "auction.yaml", "\(name): \(line)")
      }
    }
  }

  // MARK: - Through the program

  @Test func theProgramVerifiesAnAuction() throws {
    let base = FileManager.default.temporaryDirectory.appendingPathComponent("auction-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: base) }
    try FileManager.default.createDirectory(atPath: base, withIntermediateDirectories: true)
    let input = base + "/two.yaml"
    try Places.write(
      """
      orbitshare: auction/1
      title: Two
      lots: [{ name: A, reserve: 1 }, { name: B }]
      bidders:
        - { name: one, credit: 10%, bids: [{ id: a, lots: [A], amount: 28 }] }
        - { name: two, bids: [{ id: b, lots: [B], amount: 20 }] }
        - { name: both, bids: [{ id: ab, lots: [A, B], amount: 32 }] }

      """, input)
    let result = base + "/result"
    #expect(try Program.run("auction", input, "--payments", "core-vcg-nearest", "--out", result).status == 0)
    let right = try Program.run("verify", result)
    #expect(right.status == 0, "\(right.text)")
    #expect(right.text.contains("sets of winners proven the best: 1\n"))
    let statement = try Places.text(result + "/auction.yaml")
    for (old, new) in [
      ("credit: 10%", "credit: 11%"), ("world: 1", "world: 2"), ("reserve: 1", "reserve: 2"),
      ("core-vcg-nearest", "core-zero-nearest"), ("amount: 32", "amount: 31"),
    ] {
      #expect(statement.contains(old))
      try Places.write(statement.replacingOccurrences(of: old, with: new), result + "/auction.yaml")
      let wrong = try Program.run("verify", result)
      #expect(wrong.status == 1, "\(new): \(wrong.text)")
      #expect(wrong.text.contains("auction.yaml:") || wrong.text.contains("certificate.json"), "\(wrong.text)")
    }
  }

  // MARK: - Rounds

  /// An auction in rounds whose bidders go by values.
  static func inRounds(_ format: AuctionFormat, units: Int) -> AuctionDocument {
    func bid(_ name: String, _ bidder: Int, _ lots: [Int], _ amount: Int) -> Bid {
      Bid(identifier: name, bidder: bidder, package: lots.map { LotQuantity(lot: $0) }, amount: amount)
    }
    let auction = Auction(
      title: "rounds", currency: Currency(code: "X", decimals: 2),
      lots: [
        Lot(name: "A", supply: units, reserve: 300, points: 2), Lot(name: "B", reserve: 200),
        Lot(name: "C", reserve: 200),
      ],
      bidders: [
        Bidder(name: "one", eligibilityPoints: 5),
        Bidder(name: "two", eligibilityPoints: 4, creditThousandths: 100), Bidder(name: "three", budget: 1_700),
      ],
      bids: [
        bid("a", 0, [0, 1], 1_600), bid("b", 0, [0], 1_500), bid("c", 1, [0, 1], 1_400), bid("d", 1, [1, 2], 1_900),
        bid("e", 2, [2], 1_200), bid("f", 2, [1], 900), bid("g", 2, [0], 1_250),
      ], exclusions: [[0, 1], [2, 3]])
    return AuctionDocument(auction: auction, format: format, statesValues: true)
  }

  static let rounds: [AuctionDocument] = [
    inRounds(.clock(ClockRules()), units: 2),
    inRounds(.simultaneousAscending(SimultaneousAscendingRules()), units: 1),
    inRounds(.ascendingSingleLot(AscendingSingleLotRules()), units: 1),
    inRounds(.rightToChoose(RightToChooseRules()), units: 1), inRounds(.sealedSingleLot, units: 1),
  ]

  /// What the rounds came to is verified, and found where a figure of prices, payments or standing bids is another.
  @Test(arguments: rounds) func theRounds(_ document: AuctionDocument) throws {
    let result = try AuctionRun(document: document, determination: Self.determination).result()
    let files = try Self.files(document, result)
    let report = AuctionVerifier(files: files).verify()
    #expect(report.isVerified, "\(report.findings)")
    #expect(report.count(of: .rounds) == result.log?.rounds.count ?? 0)
    for name in ["results.json", "outcome.csv", "lots.csv", "certificate.json", "bids.csv"] {
      let bytes = files.bytes[name] ?? []
      for place in bytes.indices where (48...57).contains(bytes[place]) {
        let line = String(decoding: bytes[..<place].suffix(while: { $0 != 10 }), as: UTF8.self)
        if line.contains("A lot drawn from the seed") { continue }
        var changed = files
        changed.bytes[name]?[place] = bytes[place] == 57 ? 48 : bytes[place] + 1
        #expect(!AuctionVerifier(files: changed).verify().isVerified, "\(name): \(line)")
      }
    }
  }

  /// One digit of the log after another: in a clock every one is found, and of bids for lots at a price those that stand.
  @Test(arguments: [0, 1]) func theLog(_ place: Int) throws {
    let document = Self.rounds[place]
    let result = try AuctionRun(document: document, determination: Self.determination).result()
    let files = try Self.files(document, result)
    let bytes = files.bytes["log.json"] ?? []
    var missed: [String] = []
    var found = 0
    for place in bytes.indices where (48...57).contains(bytes[place]) {
      var changed = files
      changed.bytes["log.json"]?[place] = bytes[place] == 57 ? 48 : bytes[place] + 1
      if AuctionVerifier(files: changed).verify().isVerified {
        missed.append(String(decoding: bytes[max(0, place - 60)...place], as: UTF8.self))
      } else {
        found += 1
      }
    }
    #expect(found > 9 * missed.count, "\(missed.count) of \(found + missed.count): \(missed.prefix(8))")
  }
}

extension Collection where Element == UInt8 {
  fileprivate func suffix(while isKept: (UInt8) -> Bool) -> [UInt8] {
    Array(reversed().prefix(while: isKept).reversed())
  }
}
