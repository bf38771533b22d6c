// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

extension MarketOutcome {
  /// What the summary should say of money.
  var part: ExpectedPart {
    .object([
      ("values_of", .text(outcomes[first].policy.name)),
      (
        "policies",
        .list(
          outcomes.indices.map { index in
            .object([
              ("policy", .text(outcomes[index].policy.name)), ("welfare", .integer(welfare(index))),
              ("net_gini", .figure(netGini(index, rebate: nil))),
              ("net_gini_rebate_equal", .figure(netGini(index, rebate: .equal))),
              ("net_gini_rebate_need", .figure(netGini(index, rebate: .need))),
            ])
          })
      ), ("auctions", .list(outcomes.indices.compactMap { auctionPart($0) })),
    ])
  }

  private func auctionPart(_ policy: Int) -> ExpectedPart? {
    guard let auction = auctions[policy] else { return nil }
    let rules = PolicyRules(policy: outcomes[policy].policy, docket: docket)
    let below = docket.requests.indices.count {
      outcomes[policy].grants[$0] == nil && rules.isEligible[$0] && rules.isBelowPrice($0, docket: docket)
    }
    let isKnown = auction.winners.allSatisfy(\.isKnown)
    return .object([
      ("policy", .text(outcomes[policy].policy.name)), ("payments", .text(auction.sale.terms.payments.rawValue)),
      ("below_price", .integer(below)), ("bids", .integer(auction.winners.reduce(0) { $0 + $1.bid })),
      ("revenue", .figure(auction.revenue.map { .whole($0) } ?? .undefined)),
      ("revenue_at_least", .integer(auction.winners.reduce(0) { $0 + $1.priceAtLeast })),
      ("revenue_at_most", .integer(auction.winners.reduce(0) { $0 + $1.priceAtMost })),
      ("credits_cost", .figure(isKnown ? .whole(auction.winners.reduce(0) { $0 + $1.discount }) : .undefined)),
      ("winners", .list(auction.winners.map { winnerPart($0) })),
      ("priced_out", .list(outcomes.indices.filter { $0 != policy }.map { pricedOutPart(policy, against: $0) })),
    ])
  }

  private func winnerPart(_ winner: Winner) -> ExpectedPart {
    .object([
      ("bidder", .text(winner.bidder)), ("administration", .text(winner.administration)),
      ("networks", .integer(winner.requests.count)), ("value", .integer(winner.value)), ("bid", .integer(winner.bid)),
      ("least_price", .integer(winner.floor)), ("price_at_least", .integer(winner.priceAtLeast)),
      ("price_at_most", .integer(winner.priceAtMost)), ("credit_thousandths", .integer(winner.credit)),
      ("discount", .integer(winner.discount)), ("payment", winner.payment.map { .integer($0) } ?? .nothing),
    ])
  }

  private func pricedOutPart(_ policy: Int, against other: Int) -> ExpectedPart {
    let out = holders(other).subtracting(holders(policy)).sorted()
    return .object([
      ("policy", .text(outcomes[other].policy.name)), ("administrations", .list(out.map { .text($0) })),
      ("networks", .integer(missing(policy, against: other).count)),
    ])
  }
}
