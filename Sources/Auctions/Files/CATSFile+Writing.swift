// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

extension CATSFile {
  /// An auction as text in this format: lots become goods and bids lines, both numbered from 0 in their order; each set of
  /// bids that exclude each other becomes a dummy good.
  ///
  /// - Parameter comments: lines to put above, without the marks.
  /// - Throws: `BadInput` where a lot has several units, which the format can't say.
  public static func text(of auction: Auction, comments: [String] = [], file: String) throws(BadInput) -> String {
    let several = auction.lots.filter { $0.supply > 1 }
    guard several.isEmpty else {
      throw BadInput([
        Fault(
          file: file, field: "lots",
          problem: "lot `\(several[0].name)` has \(several[0].supply) units, which a CATS file can't say",
          remedy: "write a file that ends in .yaml, or give every unit a lot of its own")
      ])
    }
    var dummies: [[Int]] = Array(repeating: [], count: auction.bids.count)
    for (dummy, set) in auction.exclusions.enumerated() {
      for bid in set { dummies[bid].append(auction.lots.count + dummy) }
    }
    var text = comments.map { "% " + $0.split(whereSeparator: \.isNewline).joined(separator: " ") + "\n" }.joined()
    text += "\ngoods \(auction.lots.count)\nbids \(auction.bids.count)\ndummy \(auction.exclusions.count)\n\n"
    for (number, bid) in auction.bids.enumerated() {
      let items = bid.package.map(\.lot) + dummies[number]
      text +=
        ([String(number), auction.currency.text(bid.amount)] + items.map(String.init) + ["#"])
        .joined(separator: "\t") + "\n"
    }
    return text
  }

  /// What of an auction a file in this format doesn't say, one clause each; empty where it says everything.
  public static func losses(of auction: Auction) -> [String] {
    var losses: [String] = []
    if !auction.conflicts.isEmpty { losses.append("lots that can't be sold together") }
    if !auction.limits.isEmpty { losses.append("caps and set-asides") }
    if auction.lots.contains(where: { $0.reserve > 0 }) { losses.append("reserves") }
    let hasRules = auction.bidders.contains {
      $0.budget != nil || $0.eligibilityPoints != nil || $0.creditThousandths > 0
    }
    if hasRules { losses.append("budgets, eligibility and credits") }
    if joinedBidderCount(auction) != Set(auction.bids.map(\.bidder)).count {
      losses.append("which bids without a common exclusion come from one bidder")
    }
    return losses
  }

  /// How many bidders a reader of the file would see.
  private static func joinedBidderCount(_ auction: Auction) -> Int {
    var sets = DisjointSets(count: auction.bids.count)
    for set in auction.exclusions { for bid in set.dropFirst() { sets.join(set[0], bid) } }
    return Set(auction.bids.indices.map { sets.root($0) }).count
  }
}
