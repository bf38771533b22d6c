// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Testing

@testable import Auctions

@Suite struct CATSFileTests {
  private static func read(_ text: String) throws -> (auction: Auction, notes: [String]) {
    try CATSFile.parse(bytes: Array(text.utf8), file: "f.txt").auction(title: "f", path: "f.txt")
  }

  @Test func goodsBecomeLotsAndBidsKeepTheirNumbers() throws {
    let (auction, notes) = try Self.read(
      "%% made by hand\n\ngoods 3\nbids 2\ndummy 0\n\n0\t28\t0\t2\t#\n1\t20.5\t1\t#\n")
    #expect(notes.isEmpty)
    #expect(auction.lots.map(\.name) == ["0", "1", "2"])
    #expect(auction.bidders.map(\.name) == ["0", "1"])
    #expect(auction.bids.map(\.identifier) == ["0", "1"])
    #expect(auction.bids[0].package == [LotQuantity(lot: 0), LotQuantity(lot: 2)])
    #expect(auction.bids.map { auction.currency.text($0.amount) } == ["28", "20.5"])
    #expect(auction.exclusions.isEmpty)
  }

  /// A byte order mark, blanks for tabs, CR LF for LF, no last line break, blank lines and comments between bids: the same auction.
  @Test(arguments: [
    "\u{FEFF}goods 2\nbids 3\ndummy 1\n\n0\t5\t0\t2\t#\n1\t6\t1\t2\t#\n2\t7\t0\t1\t#\n",
    "goods 2\r\nbids 3\r\ndummy 1\r\n0\t5\t0\t2\t#\r\n1\t6\t1\t2\t#\r\n2\t7\t0\t1\t#\r\n",
    "goods 2\nbids 3\ndummy 1\n0 5 0 2 #\n1 6 1 2 #\n2 7 0 1 #",
    "%\n  goods\t2\nbids   3\nDUMMY 1\n\n\t0 5 2 0 #\n% between\n1\t6\t2\t1 #\t\n\n2 7.000 1 0 #\n\n",
  ]) func layoutDoesNotMatter(text: String) throws {
    let plain = try Self.read("goods 2\nbids 3\ndummy 1\n\n0\t5\t0\t2\t#\n1\t6\t1\t2\t#\n2\t7\t0\t1\t#\n").auction
    #expect(try Self.read(text).auction == plain)
    #expect(plain.exclusions == [[0, 1]])
  }

  /// Bids that share dummy goods through a third are one bidder; each shared dummy good is one exclusion.
  @Test func dummyGoodsJoinBidsToBidders() throws {
    let text = """
      goods 4
      bids 6
      dummy 4
      0\t1\t0\t4\t#
      1\t1\t1\t#
      2\t1\t2\t4\t5\t#
      3\t1\t3\t5\t#
      4\t1\t0\t6\t#
      5\t1\t1\t7\t#
      """
    let auction = try Self.read(text).auction
    #expect(auction.bidders.map(\.name) == ["0", "1", "4", "5"])
    #expect(auction.bids.map(\.bidder) == [0, 1, 0, 0, 2, 3])
    #expect(auction.exclusions == [[0, 2], [2, 3]])
  }

  @Test(arguments: [
    ("1.5e+06", 6, 1_500_000_000_000), ("1e-6", 6, 1), ("327.749", 6, 327_749_000), (".5", 1, 5), ("5.", 0, 5),
    ("0.0000005", 6, 1), ("0.00000049", 6, 0), ("327.74900000000002", 6, 327_749_000), ("0", 2, 0), ("+2", 0, 2),
    ("2.5", 0, 3), ("007.10", 2, 710),
  ])
  func pricesAreExact(text: String, decimals: Int, amount: Int) throws {
    #expect(try DecimalPrice(text).minorUnits(decimals: decimals, greatest: Currency.greatestAmount) == amount)
  }

  @Test(arguments: ["", ".", "e5", "1e", "1e+", "0x1", "inf", "nan", "1,5", "1 2", "--1", "1e99999", "٣"])
  func whatIsNoPrice(text: String) {
    #expect(throws: DecimalPrice.Problem.notANumber) { try DecimalPrice(text) }
  }

  @Test func negativePricesAndMinusZero() throws {
    #expect(throws: DecimalPrice.Problem.negative) { try DecimalPrice("-0.01") }
    #expect(try DecimalPrice("-0").minorUnits(decimals: 0, greatest: 1) == 0)
    #expect(try DecimalPrice("1e9999").minorUnits(decimals: 0, greatest: Currency.greatestAmount) == nil)
    #expect(try DecimalPrice("1e-999").minorUnits(decimals: 6, greatest: 1) == 0)
  }

  /// The minor unit is a millionth where sums of as many stay exact, and coarser where they wouldn't.
  @Test(arguments: [("999999999", 6), ("1000000001", 5), ("100000000000000", 1), ("999999999999999", 0)])
  func theMinorUnitGoesByTheSum(price: String, decimals: Int) throws {
    let auction = try Self.read("goods 1\nbids 1\n0 \(price) 0 #\n").auction
    #expect(auction.currency.decimals == decimals)
    #expect(auction.currency.text(auction.bids[0].amount) == price)
  }

  @Test func roundingAndBidsOfNothingAreTold() throws {
    let (auction, notes) = try Self.read("goods 1\nbids 3\n0 0.33333333 0 #\n1 0 0 #\n2 0.0000001 0 #\n")
    #expect(auction.bids.map(\.amount) == [333_333])
    #expect(auction.bidders.map(\.name) == ["0"])
    #expect(notes.count == 2)
    #expect(notes.first?.hasPrefix("2 of 3 prices have more than 6 decimals") == true)
    #expect(notes.last == "2 of 3 bids offer nothing and are left out")
  }

  @Test(arguments: Places.names(in: "Instances/auctions/known").filter { $0.hasSuffix(".txt") })
  func writingAndReadingGiveTheSameAuction(name: String) throws {
    let path = Places.root + "/Instances/auctions/known/" + name
    let auction = try AuctionDocument.read(path: path).auction
    #expect(CATSFile.losses(of: auction).isEmpty)
    let text = try CATSFile.text(of: auction, comments: ["a comment"], file: "out.txt")
    let again = try CATSFile.parse(bytes: Array(text.utf8), file: "out.txt").auction(title: name, path: "out.txt")
    #expect(again.auction == auction)
  }

  @Test func whatTheFormatCannotSayIsRefusedOrTold() throws {
    var auction = Auction(
      currency: Currency(code: "BRL", decimals: 2), lots: [Lot(name: "A", supply: 2)], bidders: [Bidder(name: "N")],
      bids: [], exclusions: [])
    #expect(throws: BadInput.self) { try CATSFile.text(of: auction, file: "out.txt") }
    auction.lots = [Lot(name: "A", reserve: 3), Lot(name: "B")]
    auction.bids = [0, 1].map {
      Bid(identifier: "\($0)", bidder: 0, package: [LotQuantity(lot: $0)], amount: 1_25)
    }
    #expect(CATSFile.losses(of: auction).count == 2)
    auction.exclusions = [[0, 1]]
    #expect(CATSFile.losses(of: auction) == ["reserves"])
    #expect(try CATSFile.text(of: auction, file: "o").hasSuffix("0\t1.25\t0\t2\t#\n1\t1.25\t1\t2\t#\n"))
  }

  @Test func theKindOfAFileIsSeen() throws {
    #expect(AuctionInput.isCATS("a/b.txt"))
    #expect(!AuctionInput.isCATS("a/b.yaml"))
    try Places.withFile("% x\n\ngoods 1\nbids 1\n0 1 0 #\n", name: "plain") { #expect(AuctionInput.isCATS($0)) }
    try Places.withFile("\u{FEFF}goods 1\nbids 1\n0 1 0 #\n", name: "plain") { #expect(AuctionInput.isCATS($0)) }
    try Places.withFile("orbitshare: auction/1\n", name: "plain") { #expect(!AuctionInput.isCATS($0)) }
  }
}
