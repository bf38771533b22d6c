// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The section on policies that sell: what is paid and by whom, who is priced out, and what giving it back changes.
struct MarketSection {
  private let digest: Digest
  private let market: ResultsDocument.Market

  /// Nil where no policy sells.
  init?(_ digest: Digest) {
    guard let market = digest.document.market else { return nil }
    self.digest = digest
    self.market = market
  }

  /// The income groups that columns are made of, with their names.
  static let incomes: [(group: String, title: String)] = [
    ("income:LIC", "Low income"), ("income:LMC", "Lower middle"), ("income:UMC", "Upper middle"),
    ("income:HIC", "High income"),
  ]

  /// What the template needs.
  func parts(figures: [Figure]) -> [[String: Any]] {
    [
      [
        "sentences": market.auctions.map { sentence($0) }, "assumptions": market.assumptions,
        "figures": figures.map { ["name": $0.name, "title": $0.title, "svg": $0.svg] },
        "tables": [worth(), payers(), pricedOut()].map(\.view) + market.auctions.compactMap { greatest($0)?.view },
      ]
    ]
  }

  private func title(_ policy: String) -> String {
    digest.policies.first { $0.id == policy }?.title ?? policy
  }

  private func index(_ policy: String) -> Int { digest.policies.firstIndex { $0.id == policy } ?? 0 }

  private func measure(_ id: String, _ policy: String, group: String = "all") -> ResultsDocument.Quantity? {
    let basis = Digest.Basis(
      population: "member_states", entitlement: digest.document.scenario.entitlements.first ?? "equal")
    return digest.measure(id, policy: index(policy), basis: basis, group: group)
  }

  private func money(_ quantity: ResultsDocument.Quantity?) -> String {
    quantity?.value.map { NumberText.trimmed($0, decimals: 0) } ?? "–"
  }

  private func text(_ quantity: ResultsDocument.Quantity) -> String {
    quantity.value.map { NumberText.fixed($0, decimals: 3) } ?? "–"
  }

  private func sentence(_ auction: ResultsDocument.Market.Auction) -> String {
    let paying = auction.winners.count { $0.priceAtMost > 0 }
    let revenue =
      auction.revenue.value.map { "pay \(NumberText.trimmed($0, decimals: 0)) units of account" }
      ?? "pay between \(NumberText.integer(auction.revenueAtLeast)) and \(NumberText.integer(auction.revenueAtMost)) units "
      + "of account before credits, which was not settled further"
    let bids = "for bids of \(NumberText.integer(auction.bids))"
    let credits = auction.creditsCost.value ?? 0
    let forgiven = credits > 0 ? "; credits forgive \(NumberText.trimmed(credits, decimals: 0))" : ""
    return "\(title(auction.policy)): \(Phrase.count(paying, "bidder", "bidders")) \(revenue) \(bids)\(forgiven). "
      + auction.terms
  }

  private func worth() -> DataTable {
    let greatest = Double(max(1, market.policies.map(\.welfare).max() ?? 1))
    let byPolicy = Dictionary(market.policies.map { ($0.policy, $0) }) { first, _ in first }
    return DataTable(
      caption: "What allocations are worth, and what member States have in the end", corner: "Policy",
      columns: [
        .init(title: "Welfare", note: "units of account"), .init(title: "Efficiency", note: "of the greatest here"),
        .init(title: "Revenue", note: "units of account"),
        .init(title: "Gini of net positions", note: "lower is fairer"),
        .init(title: "with equal rebate"), .init(title: "with rebate by need"),
      ],
      rows: digest.rows { index in
        let id = digest.policies[index].id
        let auction = market.auctions.first { $0.policy == id }
        guard let worth = byPolicy[id] else { return DataTable.Row(digest.policies[index].title, []) }
        return DataTable.Row(
          digest.policies[index].title,
          [
            NumberText.integer(worth.welfare), NumberText.alignedPercent(Double(worth.welfare) / greatest),
            auction.map { money($0.revenue) } ?? "0", text(worth.netGini), text(worth.netGiniRebateEqual),
            text(worth.netGiniRebateNeed),
          ])
      },
      notes: [
        "Worth is counted by the values of “\(title(market.valuesOf))” for every policy. A net position is what grants are "
          + "worth to a member State less what it pays."
      ])
  }

  private func payers() -> DataTable {
    DataTable(
      caption: "Who pays: revenue by income group of member States", corner: "Policy",
      columns: Self.incomes.map { .init(title: $0.title) } + [
        .init(title: "All"), .init(title: "Administrations that pay"), .init(title: "Credits' cost"),
      ],
      rows: market.auctions.map { auction in
        DataTable.Row(
          title(auction.policy),
          Self.incomes.map { money(measure("revenue", auction.policy, group: $0.group)) } + [
            money(measure("revenue", auction.policy)), money(measure("payers", auction.policy)),
            money(measure("credits_cost", auction.policy)),
          ])
      }, notes: ["Units of account. Economies that the World Bank puts in no group count under All."])
  }

  private func pricedOut() -> DataTable {
    let reference = digest.reference.map { digest.policies[$0].title } ?? ""
    return DataTable(
      caption: "Who is priced out: hold nothing, and hold something under “\(reference)”", corner: "Policy",
      columns: Self.incomes.map { .init(title: $0.title) } + [
        .init(title: "All", note: "member States"), .init(title: "Networks", note: "refused here, granted there"),
        .init(title: "Below the price", note: "networks"),
      ],
      rows: market.auctions.map { auction in
        DataTable.Row(
          title(auction.policy),
          Self.incomes.map { money(measure("priced_out_administrations", auction.policy, group: $0.group)) } + [
            money(measure("priced_out_administrations", auction.policy)),
            money(measure("priced_out_networks", auction.policy)), NumberText.integer(auction.belowPrice),
          ])
      })
  }

  /// The bidders that pay most.
  private func greatest(_ auction: ResultsDocument.Market.Auction) -> DataTable? {
    let ordered = auction.winners.sorted { ($0.priceAtMost, $1.bidder) > ($1.priceAtMost, $0.bidder) }
    guard !ordered.isEmpty else { return nil }
    return DataTable(
      caption: "The ten who pay most: \(title(auction.policy))", corner: "Bidder",
      columns: [
        .init(title: "Networks"), .init(title: "Worth"), .init(title: "Bid"), .init(title: "Price"),
        .init(title: "Discount"), .init(title: "Payment"),
      ],
      rows: ordered.prefix(10).map { winner in
        let isKnown = winner.priceAtLeast == winner.priceAtMost
        return DataTable.Row(
          winner.bidder,
          [
            NumberText.integer(winner.networks), NumberText.integer(winner.value), NumberText.integer(winner.bid),
            isKnown
              ? NumberText.integer(winner.priceAtLeast)
              : "\(NumberText.integer(winner.priceAtLeast)) to \(NumberText.integer(winner.priceAtMost))",
            NumberText.integer(winner.discount), winner.payment.map { NumberText.integer($0) } ?? "–",
          ])
      })
  }
}
