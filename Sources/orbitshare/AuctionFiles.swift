// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Auctions
import Filings
import Foundation
import GLPKSolver
import Reporting
import Scenarios

/// The files of an auction's result directory.
struct AuctionFiles {
  let document: AuctionDocument
  let result: AuctionResult
  let record: AuctionRecord

  /// All but the copies of the inputs and the record of the run.
  func all() throws -> [ResultFile] {
    var files = [
      ResultFile(path: "results.json", bytes: try JSONText.bytes(record)),
      ResultFile(path: "auction.yaml", text: document.yaml()),
      ResultFile(path: "bids.csv", text: bids), ResultFile(path: "outcome.csv", text: outcome),
      ResultFile(path: "lots.csv", text: lots),
      ResultFile(
        path: "certificate.json", bytes: try JSONText.bytes(AuctionCertificate(document: document, result: result))),
    ]
    if let log = result.log {
      files.append(ResultFile(path: "log.json", text: try log.json(of: result.bids)))
    }
    return files
  }

  /// Every bid that was made, and what became of it.
  private var bids: String {
    let auction = result.bids
    let names = AuctionNames(auction)
    let won = Set(result.winners.flatMap(\.bids))
    let staying = Set(
      (result.networks ?? []).flatMap { network in
        network.bids.filter { bid in network.place.map { auction.bids[bid].package == [LotQuantity(lot: $0)] } ?? false
        }
      })
    let success = result.networks == nil ? "won" : "bought"
    let rejected = Dictionary(result.rejected.map { ($0.bid, $0.reason) }, uniquingKeysWith: { first, _ in first })
    let rows = auction.bids.enumerated().map { index, bid in
      [
        bid.identifier, names.bidder(bid.bidder), names.items(bid.package).joined(separator: "|"),
        auction.currency.text(bid.amount),
        won.contains(index)
          ? success : staying.contains(index) ? "stays" : rejected[index] == nil ? "lost" : "rejected",
        rejected[index]?.rawValue ?? "",
      ]
    }
    return Table(header: ["bid", "bidder", "lots", "amount", "outcome", "reason"], rows: rows).serialised()
  }

  /// Who holds what and pays what.
  private var outcome: String {
    let auction = result.bids
    let names = AuctionNames(auction)
    let rows = result.winners.map { winner in
      let bidder = auction.bidders[winner.bidder]
      return [
        bidder.name, bidder.administration ?? "", bidder.group ?? "",
        names.items(winner.package).joined(separator: "|"), auction.currency.text(winner.bid),
        auction.currency.text(winner.price),
        auction.currency.text(winner.price + winner.placePayment - winner.payment),
        auction.currency.text(winner.payment), auction.currency.text(winner.withdrawalPayment),
        winner.places.map { auction.lots[$0.lot].name + ":" + $0.places.map(String.init).joined(separator: "+") }
          .joined(separator: "|"), auction.currency.text(winner.placePayment),
      ]
    }
    return Table(
      header: [
        "bidder", "administration", "group", "lots", "bid", "price", "discount", "payment", "withdrawal_payment",
        "places", "place_payment",
      ], rows: rows
    ).serialised()
  }

  /// Each lot, its holders, and why what is left is left.
  private var lots: String {
    let auction = result.bids
    let names = AuctionNames(auction)
    let unsold = Dictionary(result.unsold.map { ($0.lot, $0) }, uniquingKeysWith: { first, _ in first })
    let rows = auction.lots.enumerated().map { index, lot in
      return [
        lot.name, String(lot.supply), auction.currency.text(lot.reserve),
        lot.longitudeMilliDegrees.map { Thousandths.text($0) } ?? "", lot.band ?? "", lot.bringingIntoUse ?? "",
        names.holders(of: index, in: result).joined(separator: "|"), String(unsold[index]?.units ?? 0),
        unsold[index]?.reason.rawValue ?? "",
      ]
    }
    return Table(
      header: [
        "lot", "supply", "reserve", "position_deg", "band", "bring_into_use", "holders", "unsold", "reason",
      ], rows: rows
    ).serialised()
  }

  /// The files that were read, as they were.
  static func copies(of document: AuctionDocument) throws -> [ResultFile] {
    var files = [try copy(document.path, as: copyName(of: document))]
    for path in document.tablePaths {
      let table = path.split(separator: "/").last.map(String.init) ?? "table"
      if !files.contains(where: { $0.path == "inputs/\(table)" }) {
        files.append(try copy(path, as: "inputs/\(table)"))
      }
    }
    return files
  }

  /// Where the copy of the file that was read stands.
  static func copyName(of document: AuctionDocument) -> String {
    "inputs/" + (document.path.split(separator: "/").last.map(String.init) ?? "auction")
  }

  private static func copy(_ path: String, as name: String) throws -> ResultFile {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw InputNotFound(path: path, reason: "can't be read")
    }
    return ResultFile(path: name, bytes: [UInt8](data))
  }
}

/// `certificate.json`: what is claimed of winners and payments, in minor units, with what a check needs beyond the bids.
struct AuctionCertificate: Encodable {
  struct Winners: Encodable {
    var bids: [String]
    var claim: String
    var value: Int
    var bound: Int?
    var uniqueness: String?
  }

  struct Payment: Encodable {
    var bidder: String
    var price: Int
    /// Before it was rounded up to a whole minor unit.
    var exactPrice: String
    var vickreyPrice: Int?
  }

  struct Cut: Encodable {
    var coalition: [String]
    var payers: [String]
    var bound: Int
    /// What the coalition would have accepted.
    var bids: [String]
  }

  let schema = "orbitshare-auction-certificate/1"
  /// Units of 10^−decimals of the currency.
  var decimals: Int
  /// The copy of the file that was read.
  var input: String?
  /// The sets of bids of which at most one can win.
  var alternatives: [[String]]
  var winners: Winners
  var rule: String?
  var payments: [Payment]?
  /// What the core asks winners outside a coalition to pay together; those that the payments needed.
  var cuts: [Cut]?
  var isInCore: Bool?
  var blockingCoalition: [String]?
  var blockingBids: [String]?
  var blockingGain: Int?

  init(document: AuctionDocument, result: AuctionResult) {
    let names = AuctionNames(result.bids)
    let identifiers = { (bids: [Int]) in bids.map { result.bids.bids[$0].identifier } }
    decimals = result.bids.currency.decimals
    input = document.path.isEmpty ? nil : AuctionFiles.copyName(of: document)
    alternatives = result.bids.exclusions.filter { !$0.isEmpty }.map(identifiers)
    winners = Winners(
      bids: identifiers(result.winners.flatMap(\.bids).sorted()), claim: result.status.rawValue, value: result.welfare,
      bound: result.welfareBound, uniqueness: result.uniqueness?.rawValue)
    rule = document.paysByRule ? document.payments.rawValue : nil
    payments = result.payments.map { paid in
      paid.winners.indices.map { place in
        Payment(
          bidder: names.bidder(paid.winners[place]), price: paid.prices[place], exactPrice: paid.exactPrices[place],
          vickreyPrice: paid.vickreyPrices.isEmpty ? nil : paid.vickreyPrices[place])
      }
    }
    cuts = result.payments.map { paid in
      paid.cuts.map {
        Cut(
          coalition: $0.coalition.map { names.sideOf($0) }, payers: $0.payers.map(names.bidder), bound: $0.bound,
          bids: identifiers($0.bids))
      }
    }
    isInCore = result.core?.isInCore
    blockingCoalition = result.core?.blockedBy.map { $0.members.map(names.bidder) }
    blockingBids = result.core?.blockedBy.map { identifiers($0.bids) }
    blockingGain = result.core?.blockedBy?.gain
  }
}

/// `run.json`: all that may differ between two runs on the same input.
struct AuctionRunRecord: Encodable {
  let schema = "orbitshare-run/1"
  var program = "orbitshare"
  var version = OrbitShare.version
  var solver: String
  var threads: Int
  var machineCores = ProcessInfo.processInfo.processorCount
  var operatingSystem = ProcessInfo.processInfo.operatingSystemVersionString
  var elapsedSeconds: Double
  var finished = ISO8601DateFormatter().string(from: Date())

  init(threads: Int, elapsed: Duration) {
    let glpk = GLPKSolver()
    solver = "\(glpk.name) \(glpk.version)"
    self.threads = threads
    elapsedSeconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
  }
}
