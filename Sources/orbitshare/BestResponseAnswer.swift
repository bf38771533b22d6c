// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Auctions
import Filings
import Foundation
import Reporting
import Scenarios

/// What some bidders of an auction would gain by other bids than what packages are worth to them, all others bidding as they do.
struct BestResponseAnswer: Encodable {
  struct Bid: Encodable {
    var bid: String
    var items: [String]
    var value: Decimal
    var amount: Decimal
  }

  struct Deviation: Encodable {
    var name: String
    var bids: [Bid]
  }

  let schema = "orbitshare-best-response/1"
  var title: String
  var currency: String
  var format: String
  var payments: String?
  var bidders: [String]
  /// What they hold is worth, less what they pay, where they bid what packages are worth.
  var truthful: Decimal
  /// The same for the best bids found.
  var best: Decimal
  var gain: Decimal
  /// The best bids; nil where nothing that was looked at is better than the truth.
  var deviation: Deviation?
  var examined: Int

  /// Searches.
  ///
  /// - Throws: `BadInput` for a format in which no bids are given beforehand; what holding an auction throws.
  init(document: AuctionDocument, members: [Int], determination: WinnerDetermination) throws {
    let search = try BestResponse(document: document, members: members, determination: determination)
    let finding = try search.search(search.usualDeviations())
    let names = AuctionNames(search.auction)
    title = search.auction.title
    currency = search.auction.currency.code
    format = document.format.kind.rawValue
    payments = document.paysByRule ? document.payments.rawValue : nil
    bidders = members.map(names.bidder)
    truthful = names.money(finding.truthful)
    best = names.money(finding.best)
    gain = names.money(finding.gain)
    deviation = finding.deviation.map { deviation in
      Deviation(
        name: deviation.name,
        bids: search.auction.bids.indices.filter { members.contains(search.auction.bids[$0].bidder) }.map {
          let bid = search.auction.bids[$0]
          return Bid(
            bid: bid.identifier, items: names.items(bid.package), value: names.money(bid.amount),
            amount: names.money(deviation.amounts[$0]))
        })
    }
    examined = finding.examined
  }

  /// The answer for people.
  var text: String {
    let code = currency.isEmpty ? "" : " " + currency
    let who = bidders.joined(separator: " and ")
    var lines = [
      title, [format, payments.map { "payments \($0)" }].compactMap(\.self).joined(separator: ", "), "",
      "\(who): worth of what is held less what is paid",
      "  bidding what it is worth  \(AuctionRecord.text(truthful))\(code)",
      "  best found                \(AuctionRecord.text(best))\(code)",
      "  gain                      \(AuctionRecord.text(gain))\(code)",
    ]
    if let deviation {
      lines += ["", "by \(deviation.name)"]
      lines += deviation.bids.map { bid in
        let amount = bid.amount == 0 ? "no bid" : AuctionRecord.text(bid.amount)
        return
          "  \(bid.bid), \(bid.items.joined(separator: " ")): \(amount) for what is worth \(AuctionRecord.text(bid.value))"
      }
    }
    lines += [
      "",
      "\(examined) other ways to bid were looked at, others bidding as the file says; of ways beyond these nothing is claimed.",
    ]
    return lines.joined(separator: "\n")
  }
}

extension AuctionDocument {
  /// Indexes of bidders by name.
  ///
  /// - Throws: `BadInput` for a name that there isn't.
  func bidders(named names: [String]) throws -> [Int] {
    let known = auction.bidders.map(\.name)
    let faults = names.filter { !known.contains($0) }.map { name in
      let near = nearest(to: name, among: known).map { "did you mean `\($0)`?" }
      return Fault(
        file: path, field: "bidders", problem: "there is no bidder `\(name)`",
        remedy: near ?? "name one of: \(known.prefix(12).joined(separator: ", "))\(known.count > 12 ? ", …" : "")")
    }
    guard faults.isEmpty else { throw BadInput(faults) }
    return Set(names.compactMap { known.firstIndex(of: $0) }).sorted()
  }
}
