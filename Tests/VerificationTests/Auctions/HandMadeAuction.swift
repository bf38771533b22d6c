// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Verification

/// The files of an auction's result, written here by hand from what they should claim. Money is whole units.
struct HandMadeAuction {
  struct Bid {
    var name: String
    var bidder: String
    var lots: [String]
    var amount: Int
  }

  var rule = "core-vcg-nearest"
  var lots: [(name: String, reserve: Int)]
  var isSellerBid = true
  var bids: [Bid]
  /// Names of bids that exclude each other.
  var alternatives: [[String]] = []
  var winning: [String]
  /// Exact prices of the winning bidders in the order of bidders, whole units or fractions.
  var prices: [String]
  var vickrey: [Int]? = nil
  /// The bids that coalitions would have accepted, with what the others must pay.
  var cuts: [(bids: [String], payers: [String], bound: Int)] = []
  var block: (bids: [String], gain: Int)? = nil
  var isUnique = true
  var decimals = 0
  var rejected: [String: String] = [:]
  /// Why lots are left.
  var left: [String: String] = [:]

  private var bidders: [String] {
    bids.reduce(into: []) { if !$0.contains($1.bidder) { $0.append($1.bidder) } }
  }

  private func money(_ amount: Int) -> String { AuctionMoney(decimals: decimals).text(amount) }

  private func quoted(_ names: [String]) -> String { "[" + names.map { "\"\($0)\"" }.joined(separator: ", ") + "]" }

  private struct Winner {
    var name: String
    var bids: [Bid]
    var price: Int
    var exact: String
    var vickrey: Int?
    var bid: Int { bids.reduce(0) { $0 + $1.amount } }
  }

  private var winners: [Winner] {
    let names = bidders.filter { bidder in bids.contains { $0.bidder == bidder && winning.contains($0.name) } }
    return names.enumerated().map { place, name in
      let own = bids.filter { $0.bidder == name && winning.contains($0.name) }
      let parts = prices[place].split(separator: "/").compactMap { Int($0) }
      let price = parts.count == 2 ? (parts[0] + parts[1] - 1) / parts[1] : parts[0]
      return Winner(name: name, bids: own, price: price, exact: prices[place], vickrey: vickrey?[place])
    }
  }

  private var statement: String {
    var lines = [
      "orbitshare: auction/1", "title: \"by hand\"", "currency: { code: \"X\", decimals: \(decimals) }",
      "format: sealed", "payments: \(rule)", "reserves: \(isSellerBid ? "seller-bids" : "floors")",
      "seeds: { world: 1, bidders: 1 }", "lots:",
    ]
    lines += lots.map { "  - { name: \"\($0.name)\", reserve: \(money($0.reserve)) }" }
    lines.append("bidders:")
    for bidder in bidders {
      lines += ["  - name: \"\(bidder)\"", "    bids:"]
      for bid in bids where bid.bidder == bidder {
        lines.append("      - { id: \"\(bid.name)\", lots: \(quoted(bid.lots)), amount: \(money(bid.amount)) }")
      }
    }
    if !alternatives.isEmpty { lines += ["exclusions:"] + alternatives.map { "  - \(quoted($0))" } }
    return lines.joined(separator: "\n") + "\n"
  }

  var files: AuctionVerifier.Files {
    let welfare = winners.reduce(0) { $0 + $1.bid }
    let revenue = winners.reduce(0) { $0 + $1.price }
    let unsold = lots.filter { lot in !bids.contains { winning.contains($0.name) && $0.lots.contains(lot.name) } }
    let kept = isSellerBid ? unsold.reduce(0) { $0 + $1.reserve } : 0
    let coalition = block.map { block in
      bidders.filter { bidder in bids.contains { $0.bidder == bidder && block.bids.contains($0.name) } }
    }
    let core =
      block.map {
        "{\"holds\": false, \"blocked_by\": \(quoted(coalition ?? [])), \"gain\": \(money($0.gain)), "
          + "\"offer\": \(money($0.gain + revenue + kept))}"
      } ?? "{\"holds\": true}"
    let results = """
      {"schema": "orbitshare-auction/1", "title": "by hand", "currency": "X", "decimals": \(decimals),
       "format": "sealed", "payments": "\(rule)", "reserves": "\(isSellerBid ? "seller-bids" : "floors")",
       "status": "optimal", "welfare": \(money(welfare)), "welfare_by": "bids", "bound": \(money(welfare)), "revenue": \(money(revenue)),
       "unique": \(isUnique), "uniqueness": "\(isUnique ? "unique" : "several")", "core": \(core), "assumptions": [],
       "winners": [\(winners.map { winner in
        "{\"bidder\": \"\(winner.name)\", \"items\": \(quoted(winner.bids.flatMap(\.lots).sorted())), "
          + "\"bid\": \(money(winner.bid)), \"payment\": \(money(winner.price)), \"price\": \(money(winner.price)), "
          + "\"bids\": \(quoted(winner.bids.map(\.name)))}"
       }.joined(separator: ","))],
       "unsold": [\(unsold.map {
        "{\"item\": \"\($0.name)\", \"units\": 1, \"reason\": \"\(left[$0.name] ?? "no-offer")\", "
          + "\"consequence\": \"\($0.name) is left\"}"
       }.joined(separator: ","))],
       "rejected": [\(bids.filter { rejected[$0.name] != nil }.map {
        "{\"bid\": \"\($0.name)\", \"bidder\": \"\($0.bidder)\", \"reason\": \"\(rejected[$0.name] ?? "")\"}"
       }.joined(separator: ","))]}
      """
    let claims = """
      {"schema": "orbitshare-auction-certificate/1", "decimals": \(decimals), "rule": "\(rule)",
       "alternatives": [\(alternatives.map(quoted).joined(separator: ","))],
       "winners": {"bids": \(quoted(bids.map(\.name).filter(winning.contains))), "claim": "optimal",
         "value": \(welfare), "bound": \(welfare), "uniqueness": "\(isUnique ? "unique" : "several")"},
       "payments": [\(winners.map { winner in
        "{\"bidder\": \"\(winner.name)\", \"price\": \(winner.price), \"exact_price\": \"\(winner.exact)\""
          + (winner.vickrey.map { ", \"vickrey_price\": \($0)" } ?? "") + "}"
       }.joined(separator: ","))],
       "cuts": [\(cuts.map { cut in
        let members = bidders.filter { bidder in bids.contains { $0.bidder == bidder && cut.bids.contains($0.name) } }
        return "{\"coalition\": \(quoted(members)), \"payers\": \(quoted(cut.payers)), \"bound\": \(cut.bound), "
          + "\"bids\": \(quoted(cut.bids))}"
       }.joined(separator: ","))],
       "is_in_core": \(block == nil)\(block.map {
        ", \"blocking_coalition\": \(quoted(coalition ?? [])), \"blocking_bids\": \(quoted($0.bids)), "
          + "\"blocking_gain\": \($0.gain)"
       } ?? "")}
      """
    var table = "bid,bidder,lots,amount,outcome,reason\n"
    for bid in bids {
      let fate = winning.contains(bid.name) ? "won" : rejected[bid.name] == nil ? "lost" : "rejected"
      table += "\(bid.name),\(bid.bidder),\(bid.lots.joined(separator: "|")),\(money(bid.amount)),\(fate),"
      table += (rejected[bid.name] ?? "") + "\n"
    }
    var outcome =
      "bidder,administration,group,lots,bid,price,discount,payment,withdrawal_payment,places,place_payment\n"
    for winner in winners {
      outcome += "\(winner.name),,,\(winner.bids.flatMap(\.lots).sorted().joined(separator: "|")),"
      outcome += "\(money(winner.bid)),\(money(winner.price)),0,\(money(winner.price)),0,,0\n"
    }
    var lotTable = "lot,supply,reserve,position_deg,band,bring_into_use,holders,unsold,reason\n"
    for lot in lots {
      let holder = winners.first { $0.bids.contains { $0.lots.contains(lot.name) } }?.name
      lotTable += "\(lot.name),1,\(money(lot.reserve)),,,,\(holder ?? ""),\(holder == nil ? 1 : 0),"
      lotTable += (holder == nil ? left[lot.name] ?? "no-offer" : "") + "\n"
    }
    return AuctionVerifier.Files(
      bytes: [
        "results.json": results, "auction.yaml": statement, "bids.csv": table, "outcome.csv": outcome,
        "lots.csv": lotTable, "certificate.json": claims,
      ].mapValues { Array($0.utf8) })
  }

  func report() -> VerificationReport { AuctionVerifier(files: files).verify() }

  /// An auction in which every bid is of a bidder of its own, named by its lots, which are letters.
  static func single(
    _ offers: [(lots: String, amount: Int)], winning: [String], prices: [String], vickrey: [Int]? = nil,
    cuts: [(bids: [String], payers: [String], bound: Int)] = [], rule: String = "core-vcg-nearest",
    reserves: [String: Int] = [:], decimals: Int = 0, left: [String: String] = [:]
  ) -> HandMadeAuction {
    let letters = Set(offers.flatMap { $0.lots.map(String.init) }).sorted()
    var seen: [String: Int] = [:]
    let bids = offers.map { offer in
      seen[offer.lots, default: 0] += 1
      let name = offer.lots + String(seen[offer.lots] ?? 0)
      return Bid(name: name, bidder: name, lots: offer.lots.map(String.init), amount: offer.amount)
    }
    return HandMadeAuction(
      rule: rule, lots: letters.map { ($0, reserves[$0] ?? 0) }, bids: bids, winning: winning, prices: prices,
      vickrey: vickrey, cuts: cuts, decimals: decimals, left: left)
  }
}
