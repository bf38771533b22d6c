// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import GLPKSolver
import Testing

@testable import Auctions

/// What the formats other than sealed packages tell of their outcome, from a file.
@Suite struct FormatRunTests {
  private static let determination = WinnerDetermination(solver: GLPKSolver())

  private static func document(_ text: String) throws -> AuctionDocument {
    try Places.withFile("orbitshare: auction/1\ncurrency: { code: X, decimals: 0 }\n" + text) {
      try AuctionDocument.read(path: $0)
    }
  }

  private static func run(_ text: String) throws -> AuctionResult {
    try AuctionRun(document: try document(text), determination: determination).result()
  }

  // MARK: - Reverse

  /// Two positions, three networks: who values its place the least is bought, the others stay at different positions.
  @Test func everyNetworkIsBoughtOrHasAPlace() throws {
    let result = try Self.run(
      """
      format: { kind: reverse, opening-price: 80, decrement: 5% }
      lots: [{ name: A }, { name: B }]
      bidders:
        - { name: N, values: [{ xor: [{ lots: [A], amount: 60 }, { lots: [B], amount: 60 }] }] }
        - { name: E, values: [{ xor: [{ lots: [A], amount: 50 }, { lots: [B], amount: 50 }] }] }
        - { name: S, values: [{ xor: [{ lots: [A], amount: 40 }, { lots: [B], amount: 40 }] }] }
      """)
    let networks = try #require(result.networks)
    #expect(networks.map(\.holder) == [0, 1, 2] && networks.map(\.bids) == [[0, 1], [2, 3], [4, 5]])
    #expect(Set(networks.prefix(2).compactMap(\.place)) == [0, 1])
    #expect(networks[2].fate == .bought(price: try #require(result.cost)))
    #expect(result.winners.map(\.bids) == [[4, 5]])
  }

  // MARK: - Sealed single lots

  @Test func sealedSingleBidsThatWonOrNeverTookPartAreTold() throws {
    let result = try Self.run(
      """
      format: sealed-single-lot
      payments: vcg
      lots: [{ name: A, reserve: 10 }, { name: B, reserve: 10 }, { name: C, reserve: 10, points: 3 }]
      caps: [{ name: none of C, lots: [C], most: 0, bidders: [S] }]
      bidders:
        - { name: N, bids: [{ id: n1, lots: [A], amount: 30 }, { id: n2, lots: [B], amount: 9 }] }
        - { name: S, budget: 50, bids: [{ id: s1, lots: [A], amount: 20 }, { id: s2, lots: [B], amount: 51 }, { id: s3, lots: [C], amount: 12 }] }
        - { name: E, eligibility: 2, bids: [{ id: e1, lots: [C], amount: 40 }] }
      """)
    #expect(result.winners.map(\.bids) == [[0]] && result.winners.map(\.payment) == [20] && result.welfare == 30)
    #expect(result.rejected.map(\.bid) == [1, 3, 4, 5])
    #expect(result.rejected.map(\.reason) == [.belowReserve, .aboveBudget, .aboveCap, .aboveEligibility])
    #expect(result.unsold.map(\.lot) == [1, 2] && result.unsold.map(\.reason) == [.belowReserve, .limit])
  }

  /// Welfare is by what the file states: 100 for what is bought at a bid of 50, and 50 where the file states that as a bid.
  @Test(arguments: ["sealed", "sealed-single-lot"]) func welfareIsByWhatTheFileStates(format: String) throws {
    let shaded = "{ name: N, behaviour: { kind: shading, share: 50% }, values: [{ lots: [A], amount: 100 }] }"
    let values = try Self.run("format: \(format)\nlots: [{ name: A }]\nbidders: [\(shaded)]\n")
    #expect(values.welfare == 100 && values.offered == 50 && values.revenue == 50 && values.welfareBound == nil)
    let bids = try Self.run(
      "format: \(format)\nlots: [{ name: A }]\nbidders: [{ name: N, bids: [{ lots: [A], amount: 50 }] }]\n")
    #expect(bids.welfare == 50 && bids.offered == nil)
  }

  // MARK: - Rights to choose

  /// Lots A and B with reserves of 10 and 90. One who wants B only, worth 80 to it, must not get it for less than 90.
  @Test(arguments: ["ascending", "sealed"]) func noLotGoesBelowItsOwnReserve(sale: String) throws {
    let text = { (worth: Int) in
      """
      format: { kind: right-to-choose, sale: \(sale) }
      lots: [{ name: A, reserve: 10 }, { name: B, reserve: 90 }]
      bidders:
        - { name: N, values: [{ lots: [A], amount: 40 }] }
        - { name: S, values: [{ lots: [B], amount: \(worth) }] }
      """
    }
    let low = try Self.run(text(80))
    #expect(low.winners.map(\.package) == [[LotQuantity(lot: 0)]])
    #expect(low.unsold.map(\.lot) == [1])
    let high = try Self.run(text(95))
    #expect(Set(high.winners.flatMap { $0.package.map(\.lot) }) == [0, 1])
    #expect((90...95).contains(try #require(high.winners.first { $0.bidder == 1 }).price))
  }

  /// A winner who picks a lot with a reserve above the price is refused, and may pick another.
  @Test func picksKeepReserves() {
    var rights = RightToChoose(auction: .grid([[40, 80]], reserves: [10, 90]), rules: .init(), seed: 1)
    _ = rights.submit([.offer(bidder: 0, amount: 89)])
    #expect(rights.stage == .choice)
    #expect(
      rights.submit([.choose(bidder: 0, lot: 1), .choose(bidder: 0, lot: 0)]) == [
        .rejected(act: 0, reason: .belowReserve), .chose(right: 0, bidder: 0, lot: 0),
      ])
  }

  /// B0, who looks ahead, lets the first right go at 70 for what it expects of the second (worked out in the tests of the
  /// machine); without, it goes up to 100 and wins it.
  @Test(arguments: [(false, 0), (true, 1)]) func foresightIsTakenFromTheFile(isAhead: Bool, winner: Int) throws {
    let result = try Self.run(
      """
      format: { kind: right-to-choose, increment: 0% }
      lots: [{ name: A }, { name: B }]
      bidders:
        - { name: N, looks-ahead: \(isAhead), values: [{ xor: [{ lots: [A], amount: 100 }, { lots: [B], amount: 60 }] }] }
        - { name: S, values: [{ lots: [A], amount: 75 }] }
      """)
    let awarded = result.log?.rounds.flatMap(\.events).first { $0.kind == .awarded }
    #expect(awarded?.bidder == winner)
  }

  // MARK: - Fees and lotteries

  @Test func whoIsPricedOutOrCrowdedOutIsTold() throws {
    let result = try Self.run(
      """
      format: { kind: posted-fee, fee: 10 }
      lots: [{ name: A }]
      bidders:
        - { name: N, values: [{ id: n, lots: [A], amount: 20 }] }
        - { name: S, values: [{ id: s, lots: [A], amount: 30 }] }
        - { name: E, values: [{ id: e, lots: [A], amount: 9 }] }
      """)
    #expect(result.remarks.count == 2)
    #expect(result.remarks[0].contains("E wants by e isn't asked for"))
    #expect(result.remarks[1].contains("S wants by s comes too late"))
  }

  @Test func oddsOfALotteryAreInItsResult() throws {
    let bidders = (1...3).map { "{ name: B\($0), values: [{ lots: [A], amount: 5 }] }" }.joined(separator: ", ")
    let result = try Self.run("format: lottery\nlots: [{ name: A }]\nbidders: [\(bidders)]\n")
    #expect(result.odds == LotLottery.Odds(orders: 6, served: [2, 2, 2]))
  }

  // MARK: - Places

  private static let channels = [
    [470, 20, 460, 740, 890, 620, 840, 200, 210, 730], [800, 440, 890, 300, 930, 200, 740, 310, 220, 410],
    [230, 80, 810, 530, 170, 90, 440, 660, 690, 100],
  ]

  /// A file with the published channels of the tests of the assignment.
  private func published(_ payments: String, budget: String = "") -> String {
    let bidders = zip(Self.channels, [4, 4, 2]).enumerated().map { index, row in
      let (values, units) = row
      let places = (1...(11 - units)).map { first in
        let block = (first..<(first + units)).map(String.init).joined(separator: ", ")
        return
          "      - { lot: K, places: [\(block)], amount: \(values[(first - 1)..<(first - 1 + units)].reduce(0, +)) }"
      }
      return """
          - name: \("ABC".dropFirst(index).prefix(1))
            \(index == 1 ? budget : "")
            values: [{ lots: { K: \(units) }, amount: 9000 }]
            places:
        \(places.joined(separator: "\n"))
        """
    }
    return """
      format: { kind: combinatorial-clock, assignment: true }
      payments: \(payments)
      lots: [{ name: K, supply: 10 }]
      bidders:
      \(bidders.joined(separator: "\n"))
      """
  }

  @Test(arguments: [
    ("vcg", [0, 0, 0]), ("core-vcg-nearest", [0, 80, 80]), ("core-bid-nearest", [0, 160, 0]),
    ("first-price", [2550, 2430, 790]),
  ])
  func placesAreBidForAndPaidByTheRule(payments: String, paid: [Int]) throws {
    let result = try Self.run(published(payments))
    #expect(result.winners.map(\.placePayment) == paid)
    #expect(result.winners.map { $0.places.map(\.places) } == [[[5, 6, 7, 8]], [[1, 2, 3, 4]], [[9, 10]]])
    #expect(zip(result.winners, paid).allSatisfy { $0.payment == $0.price + $1 })
    #expect(result.revenue == result.winners.reduce(0) { $0 + $1.price } + paid.reduce(0, +))
  }

  /// What is offered for places is bounded by what the budget leaves beside the price of what was won.
  @Test func budgetsBindAcrossBothStages() throws {
    let result = try Self.run(published("first-price", budget: "budget: 9100"))
    let second = try #require(result.winners.first { $0.bidder == 1 })
    #expect(second.price == 9000 && second.placePayment <= 100 && second.payment <= 9100)
    // And the machine rejects what a log offers beyond it.
    let rejected = result.log?.rounds.flatMap(\.events).filter { $0.kind == .rejected } ?? []
    #expect(rejected.isEmpty)
  }

  @Test func placesAndForesightAreWrittenAndReadAgain() throws {
    let document = try Self.document(published("vcg"))
    #expect(document.preferences.count == 7 + 7 + 9)
    let again = try Places.withFile(document.yaml()) { try AuctionDocument.read(path: $0) }
    #expect(again.preferences == document.preferences)
    let ahead = try Self.document(
      "format: right-to-choose\nlots: [{ name: A }]\nbidders: [{ name: N, looks-ahead: true }, { name: S }]\n")
    #expect(ahead.looksAhead == [true, false])
    #expect(try Places.withFile(ahead.yaml()) { try AuctionDocument.read(path: $0) }.looksAhead == [true, false])
  }

  // MARK: - Logs

  @Test func aLogThatEndsEarlyIsAFaultOnItsLastRound() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(
      """
      orbitshare: auction-log/1
      format: ascending-single-lot
      rounds:
        - round: 1
          acts: [{ bidder: N, act: bid, amount: 5 }]
        - round: 2
          acts: [{ bidder: S, act: bid, amount: 9 }]
      """.utf8
    ).write(to: folder.appending(path: "log.yaml"))
    let path = folder.appending(path: "a.yaml")
    try Data(
      """
      orbitshare: auction/1
      format: ascending-single-lot
      lots: [{ name: A }]
      bidders: [{ name: N }, { name: S }]
      rounds: log.yaml
      """.utf8
    ).write(to: path)
    let document = try AuctionDocument.read(path: path.path)
    #expect {
      _ = try AuctionRun(document: document, determination: Self.determination).result()
    } throws: { error in
      guard let fault = (error as? BadInput)?.faults.first else { return false }
      return fault.file.hasSuffix("log.yaml") && fault.line == 6
        && fault.problem.contains("before the auction has closed")
        && fault.remedy.contains("round 3")
    }
  }
}
