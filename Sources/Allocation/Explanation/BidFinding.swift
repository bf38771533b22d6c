// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination

/// What was bid for a request where a policy sells, and what would have had to be bid.
public struct BidFinding: Encodable, Sendable {
  /// The bidder.
  public var bidder: String
  /// What the request is worth to it, in units of account.
  public var value: Int
  /// What was bid.
  public var bid: Int
  /// The reserve, or the fee where a fee is posted.
  public var leastPrice: Int
  /// Whether the request took part.
  public var tookPart: Bool
  /// The bid at which it is a tie whether the request is granted, all other bids as they are, is no less than this; nil where
  /// that isn't known, or no bid would do.
  public var decidingBidAtLeast: Int?
  /// It is no more than this.
  public var decidingBidAtMost: Int?

  /// Makes a finding; nil where the policy sells nothing, or not to the request.
  ///
  /// What the request adds to the total of bids, if it is granted, rises with its bid one for one, so that the deciding bid
  /// is its own plus what granting it would cost the total, or less what is lost without it.
  init?(request: Int, rules: StageRules, isGranted: Bool, cost: CostFinding) {
    guard let bids = rules.bids else { return nil }
    bidder = bids.bidders[bids.bidder[request]]
    value = bids.values[request]
    bid = bids.bids[request]
    leastPrice = bids.leastPrices[request]
    tookPart = bids.takesPart(request)
    guard tookPart else {
      // What exceeds the reserve takes part; whether it wins is another question.
      decidingBidAtLeast = bids.terms.payments == .postedFee ? nil : leastPrice + 1
      return
    }
    if cost.status == .noCost {
      decidingBidAtLeast = bid
      decidingBidAtMost = bid
    }
    guard let objective = cost.objective, objective.id == "bids" else { return }
    let most = objective.changedBound ?? (cost.status == .exact ? objective.changedValue : nil)
    let losses = (least: most.map { objective.value - $0 }, most: objective.changedValue.map { objective.value - $0 })
    if isGranted {
      decidingBidAtLeast = losses.most.map { max(leastPrice, bid - $0) }
      decidingBidAtMost = losses.least.map { max(leastPrice, bid - $0) }
    } else {
      decidingBidAtLeast = losses.least.map { bid + $0 }
      decidingBidAtMost = losses.most.map { bid + $0 }
    }
  }
}
