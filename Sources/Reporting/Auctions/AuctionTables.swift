// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The tables of an auction's report.
struct AuctionTables {
  let record: AuctionRecord

  init(_ record: AuctionRecord) { self.record = record }

  /// Who won what, and what is paid for it; nil where nobody won.
  func winners() -> DataTable? {
    guard !record.winners.isEmpty else { return nil }
    let hasCredits = record.cost == nil && record.winners.contains { discount($0) != 0 }
    let hasPlaces = record.winners.contains { $0.places != nil }
    let hasVCG = record.winners.contains { $0.vcgPrice != nil } && record.payments != "vcg"
    let hasWithdrawals = record.winners.contains { $0.withdrawalPayment != nil }
    let columns: [(DataTable.Column, (AuctionRecord.Winner) -> String)?] = [
      (.init(title: record.cost == nil ? "holds" : "gives up", isNumeric: false), { $0.items.joined(separator: ", ") }),
      (.init(title: record.cost == nil ? "bid" : "worth to the holder"), { money($0.bid) }),
      hasVCG ? (.init(title: "VCG price"), { $0.vcgPrice.map(money) ?? "" }) : nil,
      hasCredits || hasPlaces ? (.init(title: "price"), { money($0.price) }) : nil,
      hasCredits ? (.init(title: "discount"), { money(discount($0)) }) : nil,
      hasPlaces ? (.init(title: "places", isNumeric: false), places) : nil,
      hasPlaces ? (.init(title: "for the places"), { money($0.placePayment ?? 0) }) : nil,
      hasWithdrawals ? (.init(title: "for bids taken back"), { $0.withdrawalPayment.map(money) ?? "" }) : nil,
      (.init(title: record.cost == nil ? "pays" : "is paid"), { money(record.cost == nil ? $0.payment : -$0.payment) }),
    ]
    let shown = columns.compactMap { $0 }
    return DataTable(
      caption: "Winners" + (record.currency.isEmpty ? "" : ", amounts in \(record.currency)"), corner: "bidder",
      columns: shown.map(\.0), rows: record.winners.map { winner in .init(winner.bidder, shown.map { $0.1(winner) }) },
      notes: record.winners.contains { $0.exactPrice != nil }
        ? ["Prices are rounded up to a whole minor unit, so that they stay in the core; results.json has them exactly."]
        : [])
  }

  /// What the credit takes off the price.
  private func discount(_ winner: AuctionRecord.Winner) -> Decimal {
    winner.price + (winner.placePayment ?? 0) - winner.payment
  }

  /// `Ku 1, 2; Ka 3`.
  private func places(_ winner: AuctionRecord.Winner) -> String {
    (winner.places ?? [:]).sorted { $0.key < $1.key }
      .map { "\($0.key) \($0.value.map(String.init).joined(separator: ", "))" }.joined(separator: "; ")
  }

  /// What became of every network where positions are bought back; nil for other formats.
  func networks() -> DataTable? {
    guard let networks = record.networks else { return nil }
    let words = ["without-place": "not for sale, and without a place", "undecided": "left open by the rounds"]
    return DataTable(
      caption: "Who stays where, and who was bought"
        + (record.currency.isEmpty ? "" : ", amounts in \(record.currency)"),
      corner: "network",
      columns: [
        .init(title: "holder", isNumeric: false), .init(title: "could be at", isNumeric: false),
        .init(title: "outcome", isNumeric: false), .init(title: "place", isNumeric: false), .init(title: "price"),
      ],
      rows: networks.map { network in
        .init(
          network.network,
          [
            network.holder, network.positions.joined(separator: ", "), words[network.outcome] ?? network.outcome,
            network.place ?? "", network.price.map(money) ?? "",
          ])
      })
  }

  /// How often each bid is served over all orders of a lottery; nil where that isn't known.
  func odds() -> DataTable? {
    guard let odds = record.odds else { return nil }
    return DataTable(
      caption: "Odds: in how many of the \(odds.orders) orders each bid is served", corner: "bid",
      columns: [
        .init(title: "bidder", isNumeric: false), .init(title: "for", isNumeric: false), .init(title: "orders"),
      ],
      rows: odds.bids.map {
        .init($0.bid, [$0.bidder, $0.items.joined(separator: ", "), "\($0.served) of \(odds.orders)"])
      })
  }

  /// What coalitions without some winners could offer; nil where no price rests on any.
  func demands() -> DataTable? {
    guard !record.demands.isEmpty else { return nil }
    return DataTable(
      caption: "What others could offer, and so what winners must pay together", corner: "coalition",
      columns: [.init(title: "these winners pay", isNumeric: false), .init(title: "at least")],
      rows: record.demands.map { demand in
        .init(
          demand.coalition.isEmpty ? "the seller alone" : demand.coalition.joined(separator: ", "),
          [demand.payers.joined(separator: ", "), money(demand.least)])
      })
  }

  /// Every lot and its holders.
  func lots() -> DataTable {
    let hasPlaces = record.lots.contains { $0.positionDeg != nil }
    let hasReserves = record.lots.contains { $0.reserve > 0 }
    let hasPrices = record.prices != nil
    return DataTable(
      caption: "Lots and who holds them", corner: "lot",
      columns: [DataTable.Column(title: "units")]
        + (hasPlaces ? [.init(title: "position"), .init(title: "band", isNumeric: false)] : [])
        + (hasReserves ? [.init(title: "reserve")] : []) + (hasPrices ? [.init(title: "closing price")] : [])
        + [.init(title: "held by", isNumeric: false)],
      rows: record.lots.map { lot in
        let place = lot.positionDeg.map { AuctionSentences.position($0) } ?? ""
        return .init(
          lot.name,
          [String(lot.supply)] + (hasPlaces ? [place, lot.band ?? ""] : [])
            + (hasReserves ? [lot.reserve > 0 ? money(lot.reserve) : "none"] : [])
            + (hasPrices ? [record.prices?[lot.name].map(money) ?? ""] : [])
            + [lot.holders.isEmpty ? "nobody" : lot.holders.joined(separator: ", ")])
      })
  }

  /// What is left; nil where everything was sold.
  func unsold() -> DataTable? {
    guard !record.unsold.isEmpty else { return nil }
    return DataTable(
      caption: "Unsold, and what follows from it", corner: "lot",
      columns: [
        .init(title: "units"), .init(title: "because", isNumeric: false),
        .init(title: "consequence", isNumeric: false),
      ],
      rows: record.unsold.map {
        .init($0.item, [String($0.units), $0.reason.replacing("-", with: " "), $0.consequence])
      })
  }

  /// Bids that never took part; nil where all did.
  func rejected() -> DataTable? {
    guard !record.rejected.isEmpty else { return nil }
    return DataTable(
      caption: "Bids that never took part", corner: "bid",
      columns: [
        .init(title: "bidder", isNumeric: false), .init(title: "amount"), .init(title: "because", isNumeric: false),
      ],
      rows: record.rejected.map {
        .init($0.bid, [$0.bidder, money($0.amount), $0.reason.replacing("-", with: " ")])
      })
  }

  /// Everybody who bid or could.
  func bidders() -> DataTable {
    let won = Dictionary(record.winners.map { ($0.bidder, $0) }, uniquingKeysWith: { first, _ in first })
    let hasAdministrations = record.bidders.contains { $0.administration != nil }
    let hasGroups = record.bidders.contains { $0.group != nil }
    return DataTable(
      caption: "Bidders", corner: "bidder",
      columns: (hasAdministrations ? [DataTable.Column(title: "administration", isNumeric: false)] : [])
        + (hasGroups ? [.init(title: "group", isNumeric: false)] : [])
        + [.init(title: "bids"), .init(title: "greatest bid"), .init(title: "won", isNumeric: false)],
      rows: record.bidders.map { bidder in
        .init(
          bidder.name,
          (hasAdministrations ? [bidder.administration ?? ""] : []) + (hasGroups ? [bidder.group ?? ""] : [])
            + [
              String(bidder.bids), bidder.greatestBid.map(money) ?? "none",
              won[bidder.name].map { $0.items.joined(separator: ", ") } ?? "nothing",
            ])
      })
  }

  /// What happened round by round; nil without rounds.
  func course() -> DataTable? {
    guard !record.course.isEmpty else { return nil }
    return DataTable(
      caption: "Rounds", corner: "round",
      columns: [.init(title: "what happened", isNumeric: false)],
      rows: record.course.map { round in
        let text = round.events.isEmpty ? "Nothing that counts." : round.events.joined(separator: " ")
        return .init(String(round.round), note: round.phase, [text])
      })
  }

  private func money(_ amount: Decimal) -> String { AuctionRecord.text(amount) }
}
