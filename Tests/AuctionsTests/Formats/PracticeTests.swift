// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GLPKSolver
import Testing

@testable import Auctions

/// T24: auctions that were held, replayed from what is published of them.
@Suite struct PracticeTests {
  private func document(_ name: String) throws -> AuctionDocument {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Instances/auctions/practice").standardized
    return try AuctionDocument.read(path: folder.appending(path: name + ".yaml").path)
  }

  private func rights(_ name: String) throws -> (rights: RightToChoose, log: AuctionLog) {
    let document = try document(name)
    guard case .rightToChoose(let rules) = document.format else {
      Issue.record("\(name) sells no rights")
      throw CancellationError()
    }
    var machine = RightToChooseMachine(auction: document.auction, rules: rules, seed: document.seeds.world)
    let file = try AuctionLogFile.read(try #require(document.roundsPath), auction: document.auction)
    try file.replay(in: &machine)
    return (machine.rights, machine.log)
  }

  struct Published: Sendable {
    var name: String
    var winners: [String]
    /// In thousands of the currency, as the prices.
    var prices: [Int]
    var runnersUp: [String]
    var runnerUpBids: [Int]
    var lots: [String]
    /// In centavos.
    var reserve: Int
    /// In thousandths of a percent of the reserve, by right, with the tolerance of what is published.
    var premiums: [Double]
    var total: Int
    var meanPremium: Double
    var meanTolerance: Double
  }

  static let brazil = [
    Published(
      name: "brazil-2011", winners: ["HNS America", "Star One", "Star One", "HNS America"],
      prices: [145_200, 37_000, 37_000, 35_219],
      runnersUp: ["Sky Brasil", "HNS America", "HNS America", "Intelsat Brasil"],
      runnerUpBids: [121_700, 35_219, 35_219, 6_400], lots: ["45W", "70W", "84W", "68.5W"], reserve: 394_584_410,
      premiums: [3579.82, 837.70, 837.70, 792.58], total: 254_419, meanPremium: 1512, meanTolerance: 0.5),
    Published(
      name: "brazil-2014", winners: ["Hispamar", "SES DTH", "SES DTH", "Eutelsat do Brasil"],
      prices: [65_000, 33_000, 26_800, 28_350],
      runnersUp: ["Eutelsat do Brasil", "Eutelsat do Brasil", "Eutelsat do Brasil", "Star Satellite"],
      runnerUpBids: [30_500, 30_500, 25_500, 27_000], lots: ["61W", "48W", "64W", "69.45W"], reserve: 1_222_348_427,
      // Anatel's 213.4 is farther from what the exact reserve gives than its last digit.
      premiums: [431.8, 170.0, 119.3, 131.9], total: 153_150, meanPremium: 213.4, meanTolerance: 0.2),
    Published(
      name: "brazil-2015", winners: ["Telesat Brasil", "Telesat Brasil", "Star Satellite", "Hispamar"],
      prices: [42_500, 46_800, 44_100, 50_290],
      runnersUp: ["Star Satellite", "Eutelsat do Brasil", "Eutelsat do Brasil", "Eutelsat do Brasil"],
      runnerUpBids: [39_000, 44_600, 42_000, 47_900], lots: ["63W-Ka", "63W-AP30B", "20W-Ka", "74W-Ku"],
      reserve: 2_709_427_164, premiums: [56.86, 72.86, 62.77, 85.63], total: 183_690, meanPremium: 69.55,
      meanTolerance: 0.1),
  ]

  @Test("T24 · rights of exploitation of 2011, 2014 and 2015, with their sums", arguments: brazil)
  func rightsOfExploitation(_ published: Published) throws {
    let (rights, log) = try rights(published.name)
    let names = rights.auction.bidders.map(\.name)
    #expect(rights.won.map { names[$0.bidder] } == published.winners)
    #expect(rights.won.map { $0.price / 100_000 } == published.prices)
    #expect(rights.won.allSatisfy { $0.price % 100_000 == 0 })
    #expect(rights.won.map { names[$0.runnerUp?.bidder ?? 0] } == published.runnersUp)
    #expect(rights.won.map { ($0.runnerUp?.amount ?? 0) / 100_000 } == published.runnerUpBids)
    #expect(rights.won.map { $0.lot.map { rights.auction.lots[$0].name } } == published.lots)
    #expect(rights.stage == .over && rights.outcome.unsold.isEmpty)
    #expect(rights.outcome.grossRevenue == published.total * 100_000)
    #expect(rights.rules.reserve == published.reserve)
    for (won, premium) in zip(rights.won, published.premiums) {
      let exact = 100 * (Double(won.price) / Double(published.reserve) - 1)
      // The second price of 2015 is rounded to 0.1 million, which is 0.19 % of the reserve.
      #expect(abs(exact - premium) < 0.15)
    }
    let mean = 100 * (Double(published.total) * 100_000 / Double(4 * published.reserve) - 1)
    #expect(abs(mean - published.meanPremium) <= published.meanTolerance)
    #expect(rights.premiumThousandths(over: published.reserve) == Int((10 * mean).rounded()))
    // Every published act was possible under the rules.
    #expect(!log.rounds.flatMap(\.events).contains { $0.kind == .rejected })
  }

  /// The exact total of 2015 gives the published mean premium, which the rounded prices miss.
  @Test func theExactTotalOf2015IsThePublishedPremium() {
    let exact = 100 * (183_755_020.00 / (4 * 27_094_271.64) - 1)
    #expect(abs(exact - 69.55) < 0.005)
  }

  /// Sky left after the first right; Star One, which had reached two rights, couldn't offer for the fourth.
  @Test func theCapOfTwoRightsHeldIn2011() throws {
    let document = try document("brazil-2011")
    guard case .rightToChoose(let rules) = document.format else { return }
    let (_, log) = try rights("brazil-2011")
    var machine = RightToChooseMachine(auction: document.auction, rules: rules, seed: 1)
    let last = try #require(log.rounds.lastIndex { $0.phase == "offers" })
    for round in log.rounds[..<last] { machine.submit(round.acts) }
    let names = document.auction.bidders.map(\.name)
    let (star, sky) = (try #require(names.firstIndex(of: "Star One")), try #require(names.firstIndex(of: "Sky Brasil")))
    #expect(!machine.rights.mayOffer(star) && !machine.rights.mayOffer(sky))
    let refused = machine.submit([star, sky].map { AuctionLog.Act(bidder: $0, kind: .bid, amount: 4_000_000_000) })
    #expect(refused.events.compactMap(\.reason) == [.aboveCap, .notInAuction])
  }

  @Test(arguments: [("fcc-8", "MCI", 68_250_000_000, 19), ("fcc-9", "EchoStar", 5_230_000_000, 1)])
  func permitsForDirectBroadcasting(name: String, winner: String, price: Int, rounds: Int) throws {
    let document = try document(name)
    guard case .ascendingSingleLot(let rules) = document.format else {
      Issue.record("\(name) isn't sold by ascending bids")
      return
    }
    var machine = AscendingSingleLotMachine(auction: document.auction, rules: rules, seed: document.seeds.world)
    try AuctionLogFile.read(try #require(document.roundsPath), auction: document.auction).replay(in: &machine)
    let sale = try #require(machine.sales.outcome.sales.first)
    #expect(document.auction.bidders[sale.bidder].name == winner && sale.price == price)
    #expect(machine.log.rounds.count == rounds && machine.isClosed)
    #expect(!machine.log.rounds.flatMap(\.events).contains { $0.kind == .rejected })
    #expect(document.counterfactual?.contains("765f") == true)
  }

  @Test(arguments: [("mexico-109.2w", 1, "2008-03-05"), ("mexico-2014", 2, "no date")])
  func tendersWithoutOffersLeaveLotsUnsold(name: String, lots: Int, text: String) throws {
    let document = try document(name)
    #expect(document.format == .sealedSingleLot && document.auction.bids.isEmpty)
    let outcome = SealedSingleLotAuction(auction: document.auction, payments: document.payments, seed: 1).run()
    #expect(outcome.sales.isEmpty && outcome.unsold.count == lots)
    #expect(outcome.unsold.allSatisfy { $0.reason == .noOffer })
    #expect(outcome.unsold[0].consequence(for: document.auction.lots).contains(text))
  }

  @Test(arguments: ["brazil-2011", "brazil-2014", "brazil-2015", "fcc-8", "fcc-9", "mexico-109.2w", "mexico-2014"])
  func everyFileSaysWhereItsFiguresAreFrom(name: String) throws {
    let document = try document(name)
    #expect(document.source?.isEmpty == false && document.note?.isEmpty == false)
    #expect((document.counterfactual != nil) == name.hasPrefix("fcc"))
  }
}

/// The same files through the run that the command makes.
@Suite struct PracticeRunTests {
  private func result(_ path: String) throws -> AuctionResult {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Instances/auctions")
    let document = try AuctionDocument.read(path: folder.standardized.appending(path: path + ".yaml").path)
    return try AuctionRun(document: document, determination: WinnerDetermination(solver: GLPKSolver())).result()
  }

  @Test(arguments: [
    ("practice/brazil-2011", 254_419_000), ("practice/brazil-2014", 153_150_000), ("practice/brazil-2015", 183_690_000),
    ("practice/fcc-8", 682_500_000), ("practice/fcc-9", 52_300_000), ("practice/mexico-109.2w", 0),
    ("practice/mexico-2014", 0), ("formats/posted-fee", 84_000_000), ("formats/sealed-single-lot", 90_000_000),
    ("formats/lottery", 0), ("formats/reverse", 0),
  ])
  func revenues(path: String, units: Int) throws {
    let result = try result(path)
    #expect(result.revenue == units * 100)
    #expect(path.hasPrefix("practice/mexico") ? result.winners.isEmpty : !result.winners.isEmpty)
  }
}
