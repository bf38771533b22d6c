// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Auctions
import Coordination
import Reporting
import Scenarios

/// Says in sentences on what terms a policy sells, and what is assumed of values and of the law.
enum MarketWords {
  /// The terms in one sentence.
  static func terms(_ terms: Policy.Auction) -> String {
    var parts = [payments(terms.payments), values(terms.values)]
    parts.append(
      terms.bidders == .administrations
        ? "administrations bid, also for organisations"
        : "administrations bid for themselves and for each organisation apart")
    if terms.payments == .postedFee {
      parts.append("a fee of \(NumberText.integer(terms.fee)) for a channel")
    } else {
      parts.append(
        terms.reserve == 0 ? "no reserve" : "a reserve of \(NumberText.integer(terms.reserve)) for a channel")
      parts.append(
        terms.shareBid == 1_000
          ? "bids are what requests are worth" : "bids are \(percent(terms.shareBid)) of what requests are worth")
    }
    if !terms.credits.isEmpty {
      let credits = Phrase.list(terms.credits.map { "\(percent($0.thousandths)) for \($0.group.title)" })
      let cap = terms.greatestDiscount.map { ", at most \(NumberText.integer($0)) a bidder" } ?? ""
      parts.append("credits of \(credits)\(cap)")
    }
    let sentence = parts.joined(separator: "; ") + "."
    return sentence.prefix(1).uppercased() + sentence.dropFirst()
  }

  private static func payments(_ payments: Policy.Auction.Payments) -> String {
    switch payments {
    case .firstPrice: "winners pay what they bid"
    case .vcg: "winners pay what their taking part costs the others (Vickrey, Clarke, Groves)"
    case .coreMinimumRevenue: "winners pay prices of least revenue in the core"
    case .coreVCGNearest: "winners pay prices of least revenue in the core, those nearest to VCG"
    case .coreZeroNearest: "winners pay prices of least revenue in the core, those nearest to zero"
    case .coreBidNearest: "winners pay prices of least revenue in the core, those nearest to the bids"
    case .coreLeximin: "winners pay prices of least revenue in the core, with the least surcharges, greatest first"
    case .postedFee: "whoever a channel is worth the fee to takes part, and dates of receipt decide among them"
    }
  }

  private static func values(_ values: Policy.Auction.Values) -> String {
    switch values {
    case .seeded(let world, let bidders): "values from the seeded model (world \(world), bidders \(bidders))"
    case .table: "values from the scenario's table"
    }
  }

  private static func percent(_ thousandths: Int) -> String { Thousandths.text(thousandths * 100) + " %" }

  /// What is assumed, one sentence each.
  static func assumptions(_ problem: CoordinationProblem, _ payments: [PolicyPayments?]) -> [String] {
    let sales = payments.compactMap(\.self)
    var result: [String] = []
    let isSeeded = sales.contains { sale in
      if case .seeded = sale.bids.terms.values { return true }
      return false
    }
    if isSeeded {
      result.append(
        "Values are a seeded model and no data: nobody has published what a request is worth to whoever filed it.")
      result.append(
        "A value is bandwidth in megahertz × a tenth of the root of the gross domestic product in millions of dollars (a "
          + "thousand dollars an inhabitant where none is published) × coverage, which falls with the distance between the "
          + "filed longitude and the administration's own × 1.5 for a network in use or 1.2 near one of the same holder × "
          + "8 % a year until launch × two draws, one by the seed of the world for each administration from 0.75 to 1.25, "
          + "one by the seed of the bidders for each request from 0.5 to 1.5.")
    }
    result += [
      "Each request is worth the same to its bidder at every place within its flexibility, and requests add up: no bidder "
        + "wants one thing only together with another.",
      "Bidders bid as the terms say; what they would gain by other bids is not looked at.",
      "Values and payments count for the administration that notified, also where an organisation stands behind it.",
    ]
    if sales.contains(where: { $0.bids.terms.leastPrice > 0 }) {
      result.append(
        "A request whose bid doesn't exceed its reserve, or that is worth less than its fee, takes no part.")
    }
    if Set(sales.map(\.bids.terms.values)).count > 1 {
      result.append(
        "Policies of this comparison sell by different values; welfare and net positions go by those of the first.")
    }
    result += [
      "A rebate gives the whole revenue back to member States, in equal parts or in proportion to inhabitants without "
        + "service; nobody is assumed to bid otherwise because of it.",
      "Counterfactual: the Radio Regulations know no auction and no price for positions among administrations; the Union "
        + "recovers the cost of processing filings (Council Decision 482). Some administrations have sold rights to use "
        + "their filings under national law, Brazil among them; the law of the United States rules auctions of positions "
        + "for international satellite services out (47 U.S.C. 765f).",
    ]
    return result
  }
}
