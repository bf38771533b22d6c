// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

/// What policies that sell come to, worked out again: who won, within which limits prices lie, and what is paid.
///
/// Prices that follow from the allocation alone are computed. Others, which take an optimum for each winner, are taken from
/// the summary, held against their limits, and recomputed elsewhere where that is small enough.
struct MarketOutcome {
  /// What one bidder won.
  struct Winner {
    var bidder: String
    var administration: String
    var requests: [Int]
    var value = 0
    var bid = 0
    var floor = 0
    /// The price before the credit lies between these.
    var priceAtLeast = 0
    var priceAtMost = 0
    var credit = 0
    var greatestDiscount: Int?

    var isKnown: Bool { priceAtLeast == priceAtMost }
    var discount: Int {
      guard isKnown else { return 0 }
      let share = Int(Int128(priceAtLeast) * Int128(credit) / 1_000)
      return greatestDiscount.map { min($0, share) } ?? share
    }
    var payment: Int? { isKnown ? priceAtLeast - discount : nil }
  }

  /// A policy that sells.
  struct Auction {
    var sale: Sale
    var winners: [Winner]
    /// Whether prices were taken from the summary.
    var isRecorded: Bool

    var revenue: Int? {
      winners.reduce(Optional(0)) { sum, winner in sum.flatMap { sum in winner.payment.map { sum + $0 } } }
    }
  }

  let docket: Docket
  let outcomes: [PolicyOutcome]
  /// By policy; nil where nothing is sold.
  let auctions: [Auction?]
  /// Index of the first policy that sells.
  let first: Int
  /// Index of the policy of reference.
  let reference: Int?
  /// What is wrong with prices of the summary.
  private(set) var problems: [(policy: String, subject: String, problem: String, expected: String)] = []

  /// Nil where no policy sells.
  init?(docket: Docket, outcomes: [PolicyOutcome], certificates: [PolicyCertificate?], summary: JSONValue?) {
    guard let first = outcomes.firstIndex(where: { $0.policy.auction != nil }) else { return nil }
    self.docket = docket
    self.outcomes = outcomes
    self.first = first
    let named = summary?.member("scenario")?.member("reference_policy")?.text
    reference = named.flatMap { name in outcomes.firstIndex { isSame($0.policy.name, name) } }
    let recorded = summary?.member("market")?.member("auctions")?.elements ?? []
    var problems: [(policy: String, subject: String, problem: String, expected: String)] = []
    auctions = zip(outcomes, certificates).map { outcome, certificate in
      guard let terms = outcome.policy.auction?.terms else { return nil }
      let rules = PolicyRules(policy: outcome.policy, docket: docket)
      guard let stage = rules.planned.firstIndex(where: { $0.stage.auction != nil }) else { return nil }
      let sale = Sale(terms: terms, docket: docket)
      let sold = certificate?.grantStages.filter { $0.stage == stage + 1 }.compactMap { docket.index(of: $0.network) }
      var winners = Self.winners(sold ?? [], outcome, sale: sale, docket: docket)
      let own = recorded.first { $0.member("policy")?.text.map { isSame($0, outcome.policy.name) } == true }
      switch terms.payments {
      case .firstPrice: for index in winners.indices { winners[index].set(winners[index].bid) }
      case .postedFee: for index in winners.indices { winners[index].set(winners[index].floor) }
      case .vcg, .coreMinimumRevenue, .coreVCGNearest, .coreZeroNearest, .coreBidNearest, .coreLeximin:
        for entry in own?.member("winners")?.elements ?? [] {
          guard let name = entry.member("bidder")?.text,
            let index = winners.firstIndex(where: { isSame($0.bidder, name) }),
            let least = entry.member("price_at_least")?.integer, let most = entry.member("price_at_most")?.integer
          else { continue }
          let winner = winners[index]
          if least < winner.floor || most > winner.bid || least > most {
            problems.append(
              (
                outcome.policy.name, name, "pays between \(least) and \(most)",
                "no less than the reserve of \(winner.floor) and no more than the bid of \(winner.bid)"
              ))
          }
          winners[index].priceAtLeast = least
          winners[index].priceAtMost = most
        }
        return Auction(sale: sale, winners: winners, isRecorded: true)
      }
      return Auction(sale: sale, winners: winners, isRecorded: false)
    }
    self.problems = problems
  }

  private static func winners(
    _ sold: [Int], _ outcome: PolicyOutcome, sale: Sale, docket: Docket
  ) -> [Winner] {
    let sold = sold.filter { outcome.grants[$0] != nil }
    let groups = Dictionary(grouping: sold) { sale.bidders[$0] }
    return groups.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { name in
      let requests = (groups[name] ?? []).sorted()
      let administration = docket.requests[requests[0]].administration
      var winner = Winner(bidder: name, administration: administration, requests: requests)
      for request in requests {
        winner.value += sale.values[request]
        winner.bid += sale.bid(request)
        winner.floor += sale.floor(request)
      }
      winner.priceAtLeast = winner.floor
      winner.priceAtMost = winner.bid
      winner.credit = sale.credit(of: administration, docket: docket)
      winner.greatestDiscount = sale.terms.greatestDiscount
      return winner
    }
  }

  // MARK: - Figures

  /// What a request is worth where welfare is counted.
  private var values: [Int] { auctions[first]?.sale.values ?? [] }

  /// The value of everything that a policy grants, over some administrations.
  func welfare(_ policy: Int, of isMember: (String) -> Bool = { _ in true }) -> Int {
    let values = values
    return outcomes[policy].granted.reduce(0) { sum, grant in
      isMember(docket.requests[grant.request].administration) ? sum + values[grant.request] : sum
    }
  }

  /// Symbols of whoever notified something that is granted.
  func holders(_ policy: Int) -> Set<String> {
    Set(outcomes[policy].granted.map { docket.requests[$0.request].administration })
  }

  /// Networks refused under a policy and granted under another.
  func missing(_ policy: Int, against other: Int) -> [Int] {
    outcomes[other].granted.map(\.request).filter { outcomes[policy].grants[$0] == nil }
  }

  /// Figures that are told of every group.
  func figures(_ policy: Int, of isMember: (String) -> Bool) -> [String: ExpectedFigure] {
    var figures: [String: ExpectedFigure] = ["welfare": .whole(welfare(policy, of: isMember))]
    guard let auction = auctions[policy] else { return figures }
    let own = auction.winners.filter { isMember($0.administration) }
    let isKnown = own.allSatisfy(\.isKnown)
    let payers = Set(own.filter { $0.payment ?? 0 > 0 }.map(\.administration))
    figures["revenue"] = isKnown ? .whole(own.reduce(0) { $0 + ($1.payment ?? 0) }) : .undefined
    figures["credits_cost"] = isKnown ? .whole(own.reduce(0) { $0 + $1.discount }) : .undefined
    figures["payers"] = isKnown ? .whole(payers.count) : .undefined
    if let reference, reference != policy {
      let out = holders(reference).subtracting(holders(policy)).filter(isMember)
      let networks = missing(policy, against: reference).filter { isMember(docket.requests[$0].administration) }
      figures["priced_out_administrations"] = .whole(out.count)
      figures["priced_out_networks"] = .whole(networks.count)
    } else {
      figures["priced_out_administrations"] = .undefined
      figures["priced_out_networks"] = .undefined
    }
    return figures
  }

  /// Figures that are told of member States together only.
  func wholeFigures(_ policy: Int) -> [String: ExpectedFigure] {
    let greatest = outcomes.indices.map { welfare($0) }.max() ?? 0
    var figures: [String: ExpectedFigure] = [
      "efficiency": greatest > 0 ? .value(Double(welfare(policy)) / Double(greatest)) : .undefined,
      "net_gini": netGini(policy, rebate: nil),
    ]
    if auctions[policy] != nil {
      figures["net_gini_rebate_equal"] = netGini(policy, rebate: .equal)
      figures["net_gini_rebate_need"] = netGini(policy, rebate: .need)
    }
    return figures
  }

  /// The Gini coefficient over member States of values less payments, with or without a rebate.
  func netGini(_ policy: Int, rebate entitlement: Entitlement?) -> ExpectedFigure {
    let members = docket.administrations.values.filter(\.isMemberState).map(\.symbol).sorted()
    guard let revenue = auctions[policy].map(\.revenue) ?? 0 else { return .undefined }
    var net: [String: Int] = [:]
    for grant in outcomes[policy].granted {
      net[docket.requests[grant.request].administration, default: 0] += values[grant.request]
    }
    for winner in auctions[policy]?.winners ?? [] { net[winner.administration, default: 0] -= winner.payment ?? 0 }
    if let entitlement {
      guard auctions[policy] != nil,
        let rebate = rebate(revenue, weights: members.map { max(0, docket.shares.share(of: $0, entitlement) ?? 0) })
      else { return .undefined }
      for (member, share) in zip(members, rebate) { net[member, default: 0] += share }
    }
    let amounts = members.map { net[$0] ?? 0 }
    guard amounts.allSatisfy({ $0 >= 0 }) else { return .undefined }
    let distribution = Distribution(amounts.map { .init(holding: $0, entitlement: 1) }, step: 1)
    return distribution.isEmpty ? .undefined : .value(distribution.gini)
  }

  /// Whole units in proportion to weights; what is left goes one each to the largest fractions.
  private func rebate(_ sum: Int, weights: [Int]) -> [Int]? {
    let total = weights.reduce(Int128(0)) { $0 + Int128($1) }
    guard total > 0 else { return nil }
    var shares = weights.map { Int(Int128(sum) * Int128($0) / total) }
    let fractions = weights.enumerated().map { (rest: Int128(sum) * Int128($1) % total, index: $0) }
    let ordered = fractions.sorted { $0.rest != $1.rest ? $0.rest > $1.rest : $0.index < $1.index }
    var left = sum - shares.reduce(0, +)
    for entry in ordered where left > 0 {
      shares[entry.index] += 1
      left -= 1
    }
    return shares
  }
}

extension MarketOutcome.Winner {
  /// Sets a price that is known.
  fileprivate mutating func set(_ price: Int) {
    priceAtLeast = price
    priceAtMost = price
  }
}
