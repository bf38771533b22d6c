// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Filings
import Foundation
import Scenarios
import Testing

@testable import Auctions

@Suite struct AuctionDocumentTests {
  static let everything = """
    orbitshare: auction/1
    title: Three positions
    note: "For the test: everything"
    source: nobody
    counterfactual: the law rules auctions out
    currency: { code: BRL, decimals: 2 }
    payments: core-vcg-nearest
    reserves: floors
    seeds: { world: 7, bidders: 8 }
    lots:
      - { name: A, supply: 1, reserve: 10.00, points: 3, category: ku, longitude: -61.0, band: Ku, bring-into-use: 2027-05-01 }
      - { name: B, longitude: -60, band: Ku, reserve: 0.5 }
      - { name: C, supply: 3 }
    separation: 2.0
    conflicts:
      - { lots: [B, C], most: 2, reason: harmful interference, unless-same-holder: true }
    bidders:
      - name: North
        administration: B
        group: Holding
        eligibility: 4
        budget: 100.00
        credit: 12.5%
        credit-cap: 10.00
        behaviour: straightforward
        bids:
          - xor: [ { id: n1, lots: {A: 1}, amount: 28 }, { lots: [A, B], amount: 40.05 } ]
          - or: [ { lots: {C: 2}, amount: 3 } ]
          - { lots: [C], amount: 5 }
      - name: South
        group: Holding
        set-aside: true
        behaviour: { kind: shading, share: 20% }
      - name: East
    caps:
      - { name: two, lots: [A, B], most: 2 }
      - { name: one, lots: [C], most: 1, per: group }
      - { name: named, lots: [A], most: 1, bidders: [East, North] }
    set-asides:
      - { name: newcomers, lots: [A, C], units: 1 }
      - { name: eastern, lots: [B], units: 1, eligible: [East] }
    exclusions: [[North-3, North-4]]
    """

  private static func read(_ text: String) throws -> AuctionDocument {
    try Places.withFile(text) { try AuctionDocument.read(path: $0) }
  }

  @Test func everyKeyIsRead() throws {
    let document = try Self.read(Self.everything)
    let auction = document.auction
    #expect(auction.title == "Three positions")
    #expect(document.note == "For the test: everything")
    #expect(document.counterfactual == "the law rules auctions out")
    #expect(document.payments == .coreVCGNearest)
    #expect(document.seeds == .init(world: 7, bidders: 8))
    #expect(document.format == .sealed)
    #expect(!document.statesValues)
    #expect(auction.reserveRule == .floors)
    #expect(auction.currency == Currency(code: "BRL", decimals: 2))
    #expect(
      auction.lots[0]
        == Lot(
          name: "A", supply: 1, reserve: 1000, points: 3, category: "ku", longitudeMilliDegrees: -61_000, band: "Ku",
          bringingIntoUse: "2027-05-01"))
    #expect(auction.lots[2].supply == 3)
    #expect(
      auction.conflicts == [
        LotConflict(lots: [0, 1], reason: "closer than 2° in Ku"),
        LotConflict(lots: [1, 2], most: 2, reason: "harmful interference", exemptsSameHolder: true),
      ])
    #expect(
      auction.bidders[0]
        == Bidder(
          name: "North", administration: "B", group: "Holding", eligibilityPoints: 4, budget: 100_00,
          creditThousandths: 125, greatestDiscount: 10_00))
    #expect(document.behaviours == [.straightforward, .shading(thousandths: 200), .straightforward])
    #expect(auction.bids.map(\.identifier) == ["n1", "North-2", "North-3", "North-4"])
    #expect(auction.bids.map(\.amount) == [28_00, 40_05, 3_00, 5_00])
    #expect(auction.bids[2].package == [LotQuantity(lot: 2, units: 2)])
    #expect(auction.exclusions == [[0, 1], [2, 3]])
    #expect(
      auction.limits == [
        HoldingLimit(kind: .cap, name: "two (North)", lots: [0, 1], bidders: [0], most: 2),
        HoldingLimit(kind: .cap, name: "two (South)", lots: [0, 1], bidders: [1], most: 2),
        HoldingLimit(kind: .cap, name: "two (East)", lots: [0, 1], bidders: [2], most: 2),
        HoldingLimit(kind: .cap, name: "one (Holding)", lots: [2], bidders: [0, 1], most: 1),
        HoldingLimit(kind: .cap, name: "one (East)", lots: [2], bidders: [2], most: 1),
        HoldingLimit(kind: .cap, name: "named (North)", lots: [0], bidders: [0], most: 1),
        HoldingLimit(kind: .cap, name: "named (East)", lots: [0], bidders: [2], most: 1),
        HoldingLimit(kind: .setAside, name: "newcomers", lots: [0, 2], bidders: [0, 2], most: 3),
        HoldingLimit(kind: .setAside, name: "eastern", lots: [1], bidders: [0, 1], most: 0),
      ])
  }

  @Test func allButLotsAndBiddersHasAStandard() throws {
    let document = try Self.read("orbitshare: auction/1\nlots: [{ name: A }]\nbidders: [{ name: N }]\n")
    #expect(document.payments == .firstPrice)
    #expect(document.auction.reserveRule == .sellerBids)
    #expect(document.auction.currency == Currency(code: "", decimals: 2))
    #expect(document.auction.lots == [Lot(name: "A")])
    #expect(document.auction.bids.isEmpty)
    #expect(document.seeds == .init(world: 1, bidders: 1))
  }

  /// What is written reads as the same, save for the order of caps and set-asides and of alternatives.
  @Test(arguments: [
    everything, everything.replacingOccurrences(of: "payments: core-vcg-nearest", with: "payments: vcg"),
  ])
  func writingAndReadingGiveTheSame(text: String) throws {
    let document = try Self.read(text)
    var again = try Self.read(document.yaml())
    again.path = document.path
    // The bids keep their order here, and so do all indexes.
    #expect(again == document)
  }

  @Test(arguments: Places.names(in: "Instances/auctions/known"))
  func knownAuctionsAreWrittenAsYAMLAndReadAgain(name: String) throws {
    let document = try AuctionDocument.read(path: Places.root + "/Instances/auctions/known/" + name)
    let again = try Self.read(document.yaml()).auction
    let order = again.bids.map(\.identifier)
    #expect(order.sorted() == document.auction.bids.map(\.identifier).sorted())
    #expect(again.lots == document.auction.lots)
    #expect(again.bidders == document.auction.bidders)
    let named = { (auction: Auction) in
      Set(auction.exclusions.map { Set($0.map { auction.bids[$0].identifier }) })
    }
    #expect(named(again) == named(document.auction))
  }

  @Test func aTableOfBidsSaysTheSameAsBidsBelowBidders() throws {
    let document = try Self.read(Self.everything)
    try Places.withDirectory { directory in
      try Data(document.tableText.utf8).write(to: URL(fileURLWithPath: directory + "/bids.csv"))
      try Data(document.yaml(bidTable: "bids.csv").utf8).write(to: URL(fileURLWithPath: directory + "/a.yaml"))
      let again = try AuctionDocument.read(path: directory + "/a.yaml")
      #expect(again.auction == document.auction)
      #expect(again.behaviours == document.behaviours)
    }
    #expect(
      document.tableText == """
        bid,bidder,alternatives,lots,amount
        n1,North,x0,A,28
        North-2,North,x0,A|B,40.05
        North-3,North,x1,C*2,3
        North-4,North,x1,C,5

        """)
  }

  // MARK: - Separation

  private static func conflicts(_ longitudes: [String], separation: String) throws -> [[String]] {
    let lots = longitudes.map { "  - { name: \"p\($0)\", longitude: \($0) }\n" }.joined()
    let auction = try read("orbitshare: auction/1\nlots:\n\(lots)separation: \(separation)\nbidders: [{ name: N }]\n")
      .auction
    return auction.conflicts.map { $0.lots.map { auction.lots[$0].name } }
  }

  /// Whole sets, not pairs; only the largest ones; across 180° as anywhere else; a distance of the separation is enough.
  @Test func positionsTooNearAreCliques() throws {
    #expect(
      try Self.conflicts(["0", "1", "1.5", "2"], separation: "2") == [["p0", "p1", "p1.5"], ["p1", "p1.5", "p2"]])
    #expect(try Self.conflicts(["179", "-179.5", "100"], separation: "2") == [["p179", "p-179.5"]])
    #expect(try Self.conflicts(["10", "12", "14"], separation: "2") == [])
    #expect(
      try Self.conflicts(["10", "10"].enumerated().map { $0 == 0 ? $1 : "10.000" }, separation: "2") == [
        ["p10", "p10.000"]
      ])
  }

  /// Every two positions nearer than the separation stand together in a conflict, and no two others do.
  @Test(arguments: 0..<40) func conflictsCoverExactlyWhatIsTooNear(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let lots = (0..<(2 + next(below: 12))).map { index in
      Lot(
        name: "\(index)", longitudeMilliDegrees: next(below: 40) * 9_000 - 179_000, band: ["C", "Ku"][next(below: 2)])
    }
    let separation = 1_000 * (1 + next(below: 60))
    let conflicts = PositionConflicts(standard: separation).conflicts(of: lots)
    for left in lots.indices {
      for right in lots.indices.dropFirst(left + 1) {
        let one = lots[left].longitudeMilliDegrees ?? 0
        let other = lots[right].longitudeMilliDegrees ?? 0
        let gap = abs(one - other)
        let isNear = lots[left].band == lots[right].band && min(gap, 360_000 - gap) < separation
        let isCovered = conflicts.contains { $0.lots.contains(left) && $0.lots.contains(right) }
        #expect(isNear == isCovered)
      }
    }
    for (index, conflict) in conflicts.enumerated() {
      let others = conflicts.enumerated().filter { $0.offset != index }
      #expect(!others.contains { Set($0.element.lots).isSuperset(of: conflict.lots) })
    }
  }

  @Test func separationsByBand() throws {
    let auction = try Self.read(
      """
      orbitshare: auction/1
      lots:
        - { name: k1, longitude: 0, band: Ku }
        - { name: k2, longitude: 2.5, band: Ku }
        - { name: c1, longitude: 0, band: C }
        - { name: c2, longitude: 2.5, band: C }
      separation: { degrees: 2, bands: { C: 3 }, unless-same-holder: true }
      bidders: [{ name: N }]
      """
    ).auction
    #expect(auction.conflicts == [LotConflict(lots: [2, 3], reason: "closer than 3° in C", exemptsSameHolder: true)])
  }

  // MARK: - Lots of a scenario

  /// Lots of a scenario conflict as the Coordination room says that their requests do at their filed longitudes.
  @Test(arguments: ["C", "Ku"]) func lotsOfAScenarioConflictAsItsRequests(band: String) throws {
    let scenario = Places.root + "/Instances/small/scenario.yaml"
    let auction = try Self.read(
      "orbitshare: auction/1\nlots-from: { scenario: \"\(scenario)\", band: \(band), reserve: 5 }\nbidders: [{ name: N }]\n"
    ).auction
    let read = try Scenario.read(path: scenario)
    let problem = try CoordinationProblem(scenario: read, register: try Register.read(directory: read.registerPath))
    let options = auction.lots.map { lot -> Option in
      let request = problem.requests.firstIndex { $0.identifier == lot.name } ?? 0
      return Option(
        request: request, longitudeMilliDegrees: problem.requests[request].longitudeMilliDegrees,
        displacementMilliDegrees: 0, firstChannel: problem.firstChannels(of: request).lowerBound,
        polarization: problem.polarizations(of: request).lowerBound)
    }
    #expect(auction.lots.count > 5)
    #expect(auction.lots.allSatisfy { $0.reserve == 500 && $0.band == band })
    var pairs = 0
    for left in auction.lots.indices {
      for right in auction.lots.indices.dropFirst(left + 1) {
        let conflict = problem.conflict(options[left], options[right]) != nil
        pairs += conflict ? 1 : 0
        #expect(conflict == auction.conflicts.contains { $0.lots.contains(left) && $0.lots.contains(right) })
      }
    }
    #expect(pairs > 0)
  }

  @Test func positionsWithTheSeparationOfAScenario() throws {
    let scenario = Places.root + "/Instances/small/scenario.yaml"
    let auction = try Self.read(
      """
      orbitshare: auction/1
      lots: [{ name: other }]
      lots-from: { scenario: "\(scenario)", band: Ku, positions: [10, 11, 13.5] }
      bidders: [{ name: N }]
      """
    ).auction
    #expect(auction.lots.map(\.name) == ["other", "Ku 10", "Ku 11", "Ku 13.5"])
    #expect(auction.conflicts == [LotConflict(lots: [1, 2], reason: "closer than 2° in Ku")])
  }

  // MARK: - Formats and behaviours

  @Test(arguments: AuctionFormat.Kind.allCases) func everyFormatIsReadWrittenAndReadAgain(kind: AuctionFormat.Kind)
    throws
  {
    let head = "orbitshare: auction/1\nlots: [{ name: A }]\nbidders: [{ name: N }]\n"
    var document = try Self.read(head + "format: \(kind.rawValue)\n")
    #expect(document.format == AuctionFormat(standard: kind))
    #expect(document.statesValues == (kind != .sealed && kind != .sealedSingleLot))
    var again = try Self.read(document.yaml())
    #expect(again.format == document.format)
    again = try Self.read(head + "format: { kind: \(kind.rawValue) }\n")
    #expect(again.format == document.format)
    document.behaviours = [.colluding(group: "ring one")]
    #expect(try Self.read(document.yaml()).behaviours == document.behaviours)
  }

  @Test func parametersOfAFormat() throws {
    let document = try Self.read(
      """
      orbitshare: auction/1
      lots: [{ name: A }]
      bidders:
        - name: N
          behaviour: { kind: demand-reducing, share: 50% }
          values:
            - { lots: [A], amount: 12 }
      format: { kind: clock, increment: 7.5%, least-increment: 0.25, activity: 100%, activity-rule: revealed-preference, no-underselling: false, most-rounds: 12 }
      """)
    guard case .clock(let rules) = document.format else {
      Issue.record("no clock")
      return
    }
    #expect(rules.incrementThousandths == 75)
    #expect(rules.leastIncrement == 25)
    #expect(rules.activityThousandths == 1000)
    #expect(rules.activityRule == .revealedPreference)
    #expect(!rules.forbidsUnderselling)
    #expect(rules.mostRounds == 12)
    #expect(document.statesValues)
    #expect(document.behaviours == [.demandReducing(thousandths: 500)])
    #expect(document.auction.bids.map(\.amount) == [1200])
  }

  /// A limit that a format has as a standard can be taken away, and the writer says so.
  @Test func noLimitWhereAFormatHasOne() throws {
    let head = "orbitshare: auction/1\nlots: [{ name: A }]\nbidders: [{ name: N }]\n"
    let document = try Self.read(head + "format: { kind: right-to-choose, most-per-group: none, rights: 2 }\n")
    guard case .rightToChoose(let rules) = document.format else {
      Issue.record("no rights")
      return
    }
    #expect(rules.mostPerGroup == nil)
    #expect(rules.rights == 2)
    #expect(try Self.read(document.yaml()).format == document.format)
  }

  /// What a bidder does wrong is no fault of the file.
  @Test func bidsAgainstTheRulesAreRead() throws {
    let document = try Self.read(
      """
      orbitshare: auction/1
      reserves: floors
      lots: [{ name: A, reserve: 10, points: 5 }]
      bidders:
        - { name: N, budget: 3, eligibility: 1, bids: [{ lots: [A], amount: 4 }, { lots: {A: 2}, amount: 20 }] }
      """)
    #expect(document.auction.bids.count == 2)
  }
}
