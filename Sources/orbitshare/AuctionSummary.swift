// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Auctions

/// What `auction` prints: the winners as a table, then what is left, what was rejected, and what is known of the outcome.
struct AuctionSummary {
  let document: AuctionDocument
  let result: AuctionResult
  let out: String?

  private var auction: Auction { result.bids }
  private var names: AuctionNames { AuctionNames(auction) }

  /// Rows of a kind that are shown before the rest is counted.
  private static let mostRows = 40

  /// The text, with sentences broken to fit columns where there are any.
  func text(_ columns: Int?) -> String {
    var lines = [auction.title, rules, ""]
    if let reason = document.counterfactual { lines.insert("counterfactual: \(reason)", at: 1) }
    lines += table
    lines.append("")
    lines += figures
    lines += unsold + rejected
    lines.append("")
    for sentence in sentences { lines += ComparisonSummary.broken(sentence, columns: columns) }
    if let out { lines += ["", "result: \(out)/results.json"] }
    return lines.joined(separator: "\n")
  }

  private func money(_ amount: Int) -> String {
    let code = auction.currency.code
    return auction.currency.text(amount) + (code.isEmpty ? "" : " " + code)
  }

  private var rules: String {
    var parts = [document.format.kind.rawValue]
    if document.paysByRule { parts.append("payments \(document.payments.rawValue)") }
    let hasRule = document.paysByRule && document.format != .sealedSingleLot
    if hasRule, auction.lots.contains(where: { $0.reserve > 0 }) {
      parts.append("reserves as \(auction.reserveRule.rawValue)")
    }
    if let log = result.log { parts.append("\(log.rounds.count) \(log.rounds.count == 1 ? "round" : "rounds")") }
    return parts.joined(separator: ", ")
  }

  private var table: [String] {
    guard !result.winners.isEmpty else { return ["nobody wins anything"] }
    let hasCredits = result.winners.contains { $0.price != $0.payment }
    let hasPlaces = result.winners.contains { !$0.places.isEmpty }
    let headings =
      ["bidder", "items", "bid"] + (hasCredits ? ["price"] : []) + (hasPlaces ? ["for places"] : []) + ["payment"]
    let rows = result.winners.prefix(Self.mostRows).map { winner -> [String] in
      var items = names.items(winner.package).joined(separator: " ")
      if items.count > 40 { items = items.prefix(39) + "…" }
      return [names.bidder(winner.bidder), items, auction.currency.text(winner.bid)]
        + (hasCredits ? [auction.currency.text(winner.price)] : [])
        + (hasPlaces ? [auction.currency.text(winner.placePayment)] : []) + [auction.currency.text(winner.payment)]
    }
    let all = [headings] + rows
    let widths = headings.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    var lines = all.map { row in
      row.enumerated().map { column, cell in
        let blanks = String(repeating: " ", count: widths[column] - cell.count)
        return column < 2 ? cell + blanks : blanks + cell
      }.joined(separator: "  ")
    }
    if result.winners.count > Self.mostRows { lines.append("… and \(result.winners.count - Self.mostRows) more") }
    return lines
  }

  private var figures: [String] {
    var lines: [String] = []
    if let cost = result.cost {
      lines.append("cost     \(money(cost))")
    } else {
      lines.append("revenue  \(money(result.revenue))")
    }
    let proof: String
    switch result.status {
    case .optimal where result.welfareBound == nil: proof = " by the values; by the bids no winners are worth more"
    case .optimal where auction.reserveRule == .sellerBids && auction.lots.contains { $0.reserve > 0 }:
      proof = "; with the reserves of what stays, no winners are worth more"
    case .optimal: proof = ", and no winners are worth more"
    case .feasible: proof = ", and no winners are worth more than \(money(result.welfareBound ?? result.welfare))"
    case .closed: proof = ""
    }
    lines.append("welfare  \(money(result.welfare))\(proof)")
    return lines
  }

  /// What is left, one line a lot; lots that can't be used beside what was sold share one.
  private var unsold: [String] {
    guard !result.unsold.isEmpty else { return [] }
    let name = { (item: UnsoldLot) in auction.lots[item.lot].name + (item.units > 1 ? "*\(item.units)" : "") }
    let open = result.unsold.filter { $0.reason != .conflict }
    var lines = open.prefix(Self.mostRows).map { item in
      "  \(name(item)), \(item.reason.rawValue): \(item.consequence(for: auction.lots))"
    }
    if open.count > lines.count { lines.append("  … and \(open.count - lines.count) more") }
    let blocked = result.unsold.filter { $0.reason == .conflict }
    if !blocked.isEmpty {
      let more = blocked.count > Self.mostRows ? " … and \(blocked.count - Self.mostRows) more" : ""
      lines.append(
        "  can't be used beside what was sold: \(blocked.prefix(Self.mostRows).map(name).joined(separator: ", "))\(more)"
      )
    }
    return ["unsold"] + lines
  }

  private var rejected: [String] {
    guard !result.rejected.isEmpty else { return [] }
    let shown = result.rejected.prefix(Self.mostRows).map { entry -> String in
      let bid = auction.bids[entry.bid]
      return "  \(bid.identifier) of \(names.bidder(bid.bidder)), \(money(bid.amount)): \(entry.reason.rawValue)"
    }
    let rest = result.rejected.count - shown.count
    return ["rejected bids"] + shown + (rest > 0 ? ["  … and \(rest) more"] : [])
  }

  private var sentences: [String] {
    var sentences: [String] = []
    switch result.uniqueness {
    case .unique: sentences.append("No other winners are worth as much.")
    case .several: sentences.append("Other winners would be worth as much; the order of the bids decided.")
    case .undecided: sentences.append("Whether other winners would be worth as much was left open at a limit.")
    case nil: break
    }
    if let core = result.core { sentences.append(sentence(on: core)) }
    sentences += result.remarks + places + odds + result.assumptions
    return sentences
  }

  /// Who has which places within lots.
  private var places: [String] {
    result.winners.flatMap { winner in
      winner.places.map { assignment in
        let places = assignment.places.map(String.init).joined(separator: ", ")
        return "\(names.bidder(winner.bidder)) has places \(places) of \(auction.lots[assignment.lot].name)."
      }
    }
  }

  /// How often bids are served over all orders of a lottery.
  private var odds: [String] {
    guard let odds = result.odds else { return [] }
    let shares = auction.bids.indices.prefix(Self.mostRows).map {
      "\(auction.bids[$0].identifier) of \(names.bidder(auction.bids[$0].bidder)) \(odds.served[$0])"
    }
    let more = auction.bids.count > shares.count ? ", …" : ""
    return ["In how many of the \(odds.orders) orders bids are served: \(shares.joined(separator: ", "))\(more)."]
  }

  private func sentence(on core: CoreFinding) -> String {
    if core.isInCore { return "In the core: no bidders could offer the seller more and be better off." }
    var parts: [String] = []
    if let coalition = core.blockedBy {
      let members = coalition.members.isEmpty ? "the seller alone" : listed(coalition.members)
      parts.append("\(members) could offer \(money(coalition.gain)) more than the seller gets")
    }
    if !core.overcharged.isEmpty {
      parts.append("\(listed(core.overcharged)) would pay more than they bid")
    }
    if !core.belowFloor.isEmpty {
      parts.append("\(listed(core.belowFloor)) would pay less than the reserve")
    }
    return "Not in the core: \(parts.joined(separator: "; "))."
  }

  /// Names of bidders; of many the first twelve.
  private func listed(_ bidders: [Int]) -> String {
    let shown = bidders.prefix(12).map(names.bidder).joined(separator: ", ")
    return bidders.count > 12 ? "\(shown) and \(bidders.count - 12) more" : shown
  }
}
