// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// What an auction's report says in words.
struct AuctionSentences {
  let record: AuctionRecord

  init(_ record: AuctionRecord) { self.record = record }

  /// A longitude with its side: `61° W`.
  static func position(_ degrees: Decimal) -> String {
    "\(degrees < 0 ? (-degrees).description : degrees.description)°\u{A0}\(degrees < 0 ? "W" : "E")"
  }

  private func withCurrency(_ amount: Decimal) -> String {
    AuctionRecord.text(amount) + (record.currency.isEmpty ? "" : "\u{A0}" + record.currency)
  }

  /// What a reader should know first.
  func answer() -> [String] {
    var sentences: [String] = []
    let sold = record.lots.reduce(0) { $0 + $1.supply } - record.unsold.reduce(0) { $0 + $1.units }
    let all = record.lots.reduce(0) { $0 + $1.supply }
    if let cost = record.cost {
      sentences.append("\(Phrase.count(record.winners.count, "holder is", "holders are")) paid \(withCurrency(cost)).")
    } else if record.winners.isEmpty {
      sentences.append("Nobody won anything: \(Phrase.count(all, "unit", "units")) of the lots stay unsold.")
    } else {
      sentences.append(
        "\(Phrase.count(record.winners.count, "bidder wins", "bidders win")) \(sold) of \(all) units of the lots and "
          + "\(record.winners.count == 1 ? "pays" : "pay") \(withCurrency(record.revenue)).")
    }
    sentences.append(worth())
    switch record.uniqueness {
    case "unique": sentences.append("No other winners are worth as much.")
    case "several": sentences.append("Other winners would be worth as much; the stated order of ties decided.")
    case "undecided": sentences.append("Whether other winners would be worth as much was left open at a limit.")
    default: break
    }
    if let core = record.core { sentences.append(Self.sentence(on: core, withCurrency)) }
    sentences += record.remarks ?? []
    if !record.rejected.isEmpty {
      sentences.append("\(Phrase.count(record.rejected.count, "bid was", "bids were")) rejected by the rules.")
    }
    return sentences
  }

  private func worth() -> String {
    let who = record.cost == nil ? "What they hold" : "What stays"
    let worth = "\(who) is worth \(withCurrency(record.welfare)) by the \(record.welfareBy)"
    switch record.status {
    case "optimal" where record.bound == nil:
      return worth + "; by the bids no winners are worth more."
    case "optimal" where record.reserves == "seller-bids" && record.lots.contains { $0.reserve > 0 }:
      return worth + "; with the reserves of what stays unsold, no winners are worth more."
    case "optimal": return worth + ", and no winners are worth more."
    case "feasible":
      return worth
        + "; a limit was reached, and none are worth more than \(withCurrency(record.bound ?? record.welfare))."
    default: return worth + "; the course of the auction decided, and nothing is claimed of other winners."
    }
  }

  private static func sentence(on core: AuctionRecord.Core, _ money: (Decimal) -> String) -> String {
    if core.holds { return "In the core: no bidders could offer the seller more and be better off." }
    var parts: [String] = []
    if let members = core.blockedBy, let gain = core.gain {
      let names = members.isEmpty ? "the seller alone" : members.joined(separator: ", ")
      parts.append("\(names) could offer \(money(gain)) more than the seller gets")
    }
    if let names = core.overcharged { parts.append("\(names.joined(separator: ", ")) would pay more than they bid") }
    if let names = core.belowReserve {
      parts.append("\(names.joined(separator: ", ")) would pay less than the reserve")
    }
    return "Not in the core: " + parts.joined(separator: "; ") + "."
  }

  /// The rules in force.
  func facts() -> [(term: String, text: String)] {
    var facts = [("Format", record.format.replacing("-", with: " "))]
    if let rule = record.payments { facts.append(("Payments", Self.words(ofRule: rule))) }
    if record.lots.contains(where: { $0.reserve > 0 }) {
      facts.append(("Reserves", reserves()))
    }
    if let rounds = record.rounds { facts.append(("Rounds", String(rounds))) }
    return facts.map { (term: $0.0, text: $0.1) }
  }

  private func reserves() -> String {
    switch record.format {
    case "sealed", "combinatorial-clock":
      record.reserves == "floors"
        ? "A package is never sold below the sum of its reserves; they count in nothing else."
        : "The seller takes part as a bidder who offers the reserves."
    case "reverse": "The price with which the clock opens, where the file names no other."
    case "posted-fee": "The fee of a lot, where the file names no other."
    case "lottery": "Nobody pays, so they count in nothing."
    case "right-to-choose":
      "No lot is picked for less than its reserve, or that of every right where the file names one."
    default: "No lot is sold below its reserve."
    }
  }

  private static func words(ofRule rule: String) -> String {
    switch rule {
    case "first-price": "Winners pay what they bid."
    case "vcg": "Winners pay what their taking part costs the others (VCG)."
    case "core-minimum-revenue": "The least revenue to which no bidders could object (core of minimum revenue)."
    case "core-vcg-nearest": "In the core, of least revenue, nearest to the VCG prices."
    case "core-zero-nearest": "In the core, of least revenue, nearest to zero."
    case "core-bid-nearest": "In the core, of least revenue, nearest to the bids."
    case "core-leximin": "In the core, of least revenue, with the greatest surcharges over VCG as small as can be."
    default: rule
    }
  }
}

extension AuctionRecord {
  /// An amount with commas between thousands and no trailing zeros.
  public static func text(_ amount: Decimal) -> String {
    let text = amount < 0 ? (-amount).description : amount.description
    let parts = text.split(separator: ".")
    var whole = ""
    for (place, digit) in (parts.first ?? "0").reversed().enumerated() {
      if place > 0, place % 3 == 0 { whole.insert(",", at: whole.startIndex) }
      whole.insert(digit, at: whole.startIndex)
    }
    return (amount < 0 ? "−" : "") + whole + (parts.count > 1 ? "." + parts[1] : "")
  }
}
