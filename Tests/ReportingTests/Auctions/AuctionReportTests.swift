// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Reporting

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("The report of an auction")
struct AuctionReportTests {
  /// Two winners of three positions; the third is unsold, and a rejected bid has a name that is markup.
  private var record: AuctionRecord {
    var record = AuctionRecord(
      title: "Positions & <bands>", currency: "BRL", decimals: 2, format: "sealed", reserves: "seller-bids",
      status: "optimal", welfare: 48, revenue: 32)
    record.counterfactual = "The law assigns these by other procedures."
    record.payments = "core-vcg-nearest"
    record.bound = 48
    record.unique = true
    record.uniqueness = "unique"
    record.winners = [
      .init(bidder: "North", items: ["61W"], bid: 28, payment: 17, price: 17, vcgPrice: 14, bids: ["n1"]),
      .init(bidder: "<South>", items: ["75W"], bid: 20, payment: 12.5, price: 15, vcgPrice: 12, bids: ["s1"]),
    ]
    record.unsold = [.init(item: "84W", units: 1, reason: "no-offer", consequence: "It lapses on 2027-05-01.")]
    record.rejected = [.init(bid: "x1", bidder: "East", amount: 1_234_567.5, reason: "above-budget")]
    record.core = .init(holds: true)
    record.demands = [.init(coalition: ["West"], payers: ["North", "<South>"], least: 32)]
    record.lots = [
      .init(name: "61W", supply: 1, reserve: 10, positionDeg: -61, band: "Ku", holders: ["North"]),
      .init(name: "75W", supply: 1, reserve: 0, positionDeg: -75, band: "Ku", holders: ["<South>"]),
      .init(name: "84W", supply: 1, reserve: 0, positionDeg: -84, band: "Ku"),
    ]
    record.bidders = [.init(name: "North", administration: "B", bids: 1, greatestBid: 28)]
    record.rounds = 2
    record.course = [
      .init(round: 1, phase: "clock", events: ["North leaves."], prices: ["61W": 5]),
      .init(round: 2, phase: "clock", events: [], prices: ["61W": 10]),
    ]
    record.assumptions = ["Bids are what the file says."]
    return record
  }

  private func report() -> AuctionReport { AuctionReport(record: record, program: ("OrbitShare", "1")) }

  @Test("page and drawings are well formed, and the page is the same each time")
  func wellFormed() throws {
    let html = try report().html()
    #expect(try report().html() == html)
    #expect(XMLParser(data: Data(html.utf8)).parse())
    #expect(report().figures.map(\.name) == ["payments", "lots", "course"])
    for figure in report().figures { #expect(XMLParser(data: Data(figure.svg.utf8)).parse()) }
  }

  @Test("names are escaped, amounts grouped, and what the law says comes first")
  func texts() throws {
    let html = try report().html()
    #expect(!html.contains("<South>") && html.contains("&lt;South&gt;"))
    #expect(html.contains("1,234,567.5"))
    let warning = try #require(html.range(of: "The law assigns these by other procedures."))
    let answer = try #require(html.range(of: "2 bidders win 2 of 3 units of the lots and pay 32"))
    #expect(warning.lowerBound < answer.lowerBound)
    for text in [
      "It lapses on 2027-05-01.", "In the core", "2.5", "above budget", "84° W".replacing(" ", with: "\u{A0}"),
    ] {
      #expect(html.contains(text), "\(text)")
    }
  }

  @Test("nothing is fetched from elsewhere, and every reference has its target")
  func offline() throws {
    let html = try report().html()
    for text in ["<script", "src=", "@import", "url(", "{{"] { #expect(!html.contains(text)) }
    for part in html.split(separator: "href=\"#").dropFirst() {
      let target = part.prefix { $0 != "\"" }
      #expect(html.contains("id=\"\(target)\""), "\(target)")
    }
  }

  @Test("an auction without winners, positions and rounds says so and draws nothing")
  func empty() throws {
    var record = AuctionRecord(
      title: "", currency: "", decimals: 0, format: "sealed", reserves: "floors", status: "closed", welfare: 0,
      revenue: 0)
    record.lots = [.init(name: "A", supply: 2, reserve: 0)]
    record.unsold = [.init(item: "A", units: 2, reason: "no-offer", consequence: "Stays.")]
    let report = AuctionReport(record: record, program: ("OrbitShare", "1"))
    #expect(report.figures.isEmpty)
    let html = try report.html()
    #expect(html.contains("Nobody won anything: 2 units of the lots stay unsold."))
    #expect(!html.contains("Round by round"))
  }

  @Test(
    "amounts have commas and a sign of their own",
    arguments: [("0", "0"), ("-1234.5", "−1,234.5"), ("999", "999"), ("682500000", "682,500,000")])
  func amounts(number: String, text: String) throws {
    #expect(AuctionRecord.text(try #require(Decimal(string: number))) == text)
  }
}
