// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Auctions
import Foundation
import Reporting

/// What happened in the rounds of an auction, in sentences and prices.
struct AuctionCourse {
  let names: AuctionNames

  /// A round with its sentences: rejections, what became of bidders and lots, then how many acts simply counted.
  func round(_ round: AuctionLog.Round) -> AuctionRecord.Round {
    var prices: [String: Decimal] = [:]
    var sentences: [String] = []
    var accepted = 0
    for event in round.events {
      if event.kind == .accepted { accepted += 1 }
      if [.price, .standing].contains(event.kind), event.package.count == 1, let amount = event.amount {
        prices[names.auction.lots[event.package[0].lot].name] = names.money(amount)
      }
      if let sentence = sentence(event, in: round) { sentences.append(sentence) }
    }
    if accepted > 0 { sentences.append("\(accepted) \(accepted == 1 ? "act counts" : "acts count").") }
    return AuctionRecord.Round(round: round.number, phase: round.phase, events: sentences, prices: prices)
  }

  /// How many bids somebody made in the rounds, and the greatest of them.
  static func bids(of bidder: Int, in log: AuctionLog) -> (count: Int, greatest: Int?) {
    let acts = log.rounds.flatMap(\.acts).filter {
      $0.bidder == bidder && [.bid, .offer, .demand, .prefer].contains($0.kind)
    }
    return (acts.count, acts.compactMap(\.amount).max())
  }

  /// What an event says that prices and numbers of acts don't; nil for those that say nothing more.
  private func sentence(_ event: AuctionLog.Event, in round: AuctionLog.Round) -> String? {
    let who = event.bidder.map(names.bidder) ?? "The auction"
    let what = names.items(event.package).joined(separator: ", ")
    let amount = event.amount.map { AuctionRecord.text(names.money($0)) } ?? ""
    let at = amount.isEmpty ? "" : " at \(amount)"
    let because = event.reason.map { ": \($0.text)" } ?? ""
    let ofWhat = what.isEmpty ? "" : " for \(what)"
    switch event.kind {
    case .accepted, .price, .demand: return nil
    case .partlyAccepted: return "\(who) gets part of what was asked, \(what)\(because)."
    case .rejected:
      let act = event.act.flatMap { round.acts.indices.contains($0) ? round.acts[$0] : nil }
      let offered = act?.amount.map { " of \(AuctionRecord.text(names.money($0)))" } ?? ""
      return
        "\(act.map { names.bidder($0.bidder) } ?? who): \(act?.kind.rawValue ?? "act")\(offered) rejected\(because)."
    case .standing: return event.bidder == nil ? nil : "\(who) stands with \(what.isEmpty ? "a bid" : what)\(at)."
    case .withdrawn: return "\(who) takes back the bid\(ofWhat)."
    case .withdrawalPayment: return "\(who) pays \(amount) for the bid taken back\(ofWhat)."
    case .waiver: return "\(who) uses a waiver\(because)\(event.points.map { ", \($0) left" } ?? "")."
    case .eligibility: return "\(who) is eligible for \(event.points ?? 0) points."
    case .stage: return "Stage \(event.points ?? 0) of the activity rule begins."
    case .exit: return "\(who) leaves\(ofWhat)\(because)."
    case .awarded: return "\(who) is awarded \(what.isEmpty ? "the right" : what)\(at)."
    case .assigned: return "\(who) gets places \(event.places.map(String.init).joined(separator: ", ")) of \(what)."
    case .closed: return "Closed\(ofWhat)."
    case .won: return "\(who) has won \(what.isEmpty ? "the right" : what)\(at)."
    case .unsold: return "Unsold: \(what.isEmpty ? "the right" : what)."
    }
  }
}
