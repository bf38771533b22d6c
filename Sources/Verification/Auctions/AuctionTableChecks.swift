// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Every cell of the tables and every figure of the summary, worked out again.
struct AuctionTableChecks {
  let result: AuctionResultFiles
  let holdings: [AuctionHolding]
  let accepted: Set<Int>
  let rejected: [Int: String]
  let remainders: [AuctionRemainder]
  /// What the outcome is worth where that was carried out again.
  let worth: Int?

  private var statement: AuctionStatement { result.statement }
  private var money: AuctionMoney { statement.money }
  private var isReverse: Bool { statement.format == "reverse" }

  /// Where positions are bought back, the networks that stay as the summary names them: the first bid, the holder and the lot.
  private var stays: [(network: String, holder: String, lot: Int)] {
    let names = statement.lots.map(\.name)
    return (isReverse ? result.summary.value.member("networks")?.elements ?? [] : []).compactMap { entry in
      guard entry.member("outcome")?.text == "stays", let network = entry.member("network")?.text,
        let holder = entry.member("holder")?.text, let place = entry.member("place")?.text,
        let lot = names.firstIndex(of: place)
      else { return nil }
      return (network, holder, lot)
    }
  }

  /// The bids by which networks stay: of each the first, or its alternative, that is for the lot at which it stays.
  private var stayingBids: Set<Int> {
    Set(
      stays.flatMap { stay -> [Int] in
        guard let first = statement.bids.firstIndex(where: { isSame($0.identifier, stay.network) }) else { return [] }
        let set = statement.exclusions.first { $0.contains(first) } ?? [first]
        return set.filter { statement.bids[$0].units == [stay.lot: 1] }
      })
  }

  func run(_ journal: inout Journal) {
    let staying = stayingBids
    let bids = statement.bids.enumerated().map { index, bid in
      [
        bid.identifier, statement.bidders[bid.bidder].name, statement.items(bid.units).joined(separator: "|"),
        money.text(bid.amount),
        accepted.contains(index)
          ? (isReverse ? "bought" : "won")
          : staying.contains(index) ? "stays" : rejected[index] == nil ? "lost" : "rejected",
        rejected[index] ?? "",
      ]
    }
    compare("bids.csv", result.bidRows, bids, &journal)
    let outcome = holdings.map { holding in
      let bidder = statement.bidders[holding.bidder]
      return [
        bidder.name, bidder.administration, bidder.group, statement.items(holding.units).joined(separator: "|"),
        money.text(holding.bid), money.text(holding.price),
        money.text(holding.price + holding.placePayment - holding.payment), money.text(holding.payment),
        money.text(holding.withdrawal), holding.places, money.text(holding.placePayment),
      ]
    }
    compare("outcome.csv", result.outcomeRows, outcome, &journal)
    compareLots(&journal)
    compareSummary(&journal)
  }

  private func report(_ journal: inout Journal, _ file: String, _ line: Int?, _ problem: String, _ expected: String) {
    journal.report(Finding(check: .results, file: file, line: line, problem: problem, expected: expected))
  }

  private func compare(
    _ file: String, _ rows: [CommaSeparatedTable.Record], _ expected: [[String]], _ journal: inout Journal
  ) {
    if rows.count != expected.count { report(&journal, file, nil, "has \(rows.count) rows", "\(expected.count)") }
    for (row, cells) in zip(rows, expected) {
      for (cell, text) in zip(row.cells, cells) {
        journal.count(.results)
        if !isSame(cell, text) { report(&journal, file, row.line, "says `\(cell)`", "`\(text)`") }
      }
    }
  }

  private static let reasons = [
    "no-offer", "below-reserve", "not-chosen", "conflict", "offers-lost", "limit",
  ]

  private func compareLots(_ journal: inout Journal) {
    let left = Dictionary(remainders.map { ($0.lot, $0) }, uniquingKeysWith: { first, _ in first })
    let stays = stays
    let rows = statement.lots.enumerated().map { index, lot in
      let holders =
        isReverse
        ? stays.filter { $0.lot == index }.map(\.holder)
        : holdings.compactMap { holding in
          holding.units[index].map { statement.bidders[holding.bidder].name + ($0 > 1 ? "*\($0)" : "") }
        }
      let written = index < result.lotRows.count ? result.lotRows[index].cells[8] : ""
      let reason = left[index].map { $0.reason ?? (Self.reasons.contains(written) ? written : "a reason") } ?? ""
      return [
        lot.name, String(lot.supply), money.text(lot.reserve), lot.longitude, lot.band, lot.date,
        holders.joined(separator: "|"), String(left[index]?.units ?? 0), reason,
      ]
    }
    compare("lots.csv", result.lotRows, rows, &journal)
  }

  // MARK: - The summary

  private func compareSummary(_ journal: inout Journal) {
    let certificate = result.certificate
    var members: [(name: String, value: ExpectedAuctionEntry)] = [
      ("schema", .text("orbitshare-auction/1")), ("title", .text(statement.title)),
      ("decimals", .integer(money.decimals)), ("format", .text(statement.format)),
      // A file of the test suite names no currency, and its copy says `units`.
      ("currency", statement.currency == "units" ? .anything : .text(statement.currency)),
      (
        "payments",
        ["sealed", "sealed-single-lot", "combinatorial-clock"].contains(statement.format)
          ? .text(statement.payments) : .absent
      ), ("reserves", .text(statement.sellerBids ? "seller-bids" : "floors")), ("status", .text(certificate.claim)),
      ("welfare", .money(certificate.value)), ("bound", certificate.bound.map { .money($0) } ?? .absent),
      ("uniqueness", certificate.uniqueness.map { .text($0) } ?? .absent),
      ("unique", certificate.uniqueness.map { .flag($0 == "unique") } ?? .absent), ("winners", winners),
      ("unsold", unsold),
      ("rejected", rejections), ("core", core), ("assumptions", .anything),
      ("counterfactual", statement.counterfactual.map { .text($0) } ?? .absent),
      (
        "rounds", (result.log?.value.member("rounds")?.elements?.count).map { .integer($0) } ?? .absent
      ),
    ]
    members.append(("revenue", .money(isReverse ? 0 : holdings.reduce(0) { $0 + $1.payment + $1.withdrawal })))
    let byValue = ["sealed", "sealed-single-lot", "combinatorial-clock"].contains(statement.format) && statesValues
    members.append(("offered", byValue ? .money(holdings.reduce(0) { $0 + $1.bid }) : .absent))
    members.append(("welfare_by", .text(statesValues ? "values" : "bids")))
    members.append(("networks", isReverse ? .anything : .absent))
    members.append(("odds", odds))
    members.append(("cost", isReverse ? .money(holdings.reduce(0) { $0 - $1.price }) : .absent))
    if !["simultaneous-ascending", "clock"].contains(statement.format) { members.append(("prices", .absent)) }
    members += ["note", "source", "remarks"].map { ($0, .anything) }
    let known = Set(members.map(\.name) + ["prices"])
    for member in result.summary.value.members ?? [] where !known.contains(member.name) {
      journal.report(
        Finding(
          check: .results, file: "results.json", subject: member.name, problem: "is no figure of an auction",
          expected: "nothing"))
    }
    let count = ExpectedAuctionEntry.object(members).compare(result.summary.value, path: "", money: money) {
      journal.report(
        Finding(check: .results, file: "results.json", subject: $0, problem: $1, expected: $2))
    }
    journal.count(.results, count)
    checkWelfare(&journal)
  }

  /// What a lottery's odds are over all orders.
  private var odds: ExpectedAuctionEntry {
    guard statement.format == "lottery", let odds = RequestReplay(statement: statement).odds() else { return .absent }
    return .object([
      ("orders", .integer(odds.orders)),
      (
        "bids",
        .list(
          statement.bids.enumerated().map { index, bid in
            .object([
              ("bid", .text(bid.identifier)), ("bidder", .text(statement.bidders[bid.bidder].name)),
              ("items", .list(statement.items(bid.units).map { .text($0) })), ("served", .integer(odds.served[index])),
            ])
          })
      ),
    ])
  }

  /// The particular places of a holding, by lot, as `outcome.csv` writes them: `A:1+2|B:3`.
  private func places(of holding: AuctionHolding) -> ExpectedAuctionEntry {
    guard !holding.places.isEmpty else { return .absent }
    return .object(
      holding.places.split(separator: "|").map { part in
        let words = part.split(separator: ":")
        let numbers = words.last.map { $0.split(separator: "+").compactMap { Int($0) } } ?? []
        return (words.dropLast().joined(separator: ":"), .list(numbers.map { .integer($0) }))
      })
  }

  /// Whether the file says what packages are worth.
  private var statesValues: Bool { statement.statesValues && !result.stated.bids.isEmpty }

  /// The sum of bids, or where the file says what packages are worth, of those values.
  private func checkWelfare(_ journal: inout Journal) {
    let byValue = statesValues
    let own: Int?
    switch statement.format {
    case "reverse": own = worth
    case "clock", "simultaneous-ascending", "ascending-single-lot", "right-to-choose", "sealed-single-lot",
      "combinatorial-clock", "sealed":
      guard byValue else {
        own = holdings.reduce(0) { $0 + $1.bid }
        break
      }
      let worths = holdings.map { result.stated.worth(of: $0.units, to: $0.bidder) }
      own = worths.contains(nil) ? nil : worths.reduce(0) { $0 + ($1 ?? 0) }
    default: own = holdings.reduce(0) { $0 + $1.bid }
    }
    journal.count(own == nil ? .unworkedFigures : .results)
    if let own, own != result.certificate.value {
      report(
        &journal, "certificate.json", nil, "the winners are said to be worth \(result.certificate.value)", "\(own)")
    }
  }

  private var winners: ExpectedAuctionEntry {
    .list(
      holdings.map { holding in
        .object([
          ("bidder", .text(statement.bidders[holding.bidder].name)),
          ("items", .list(statement.items(holding.units).map { .text($0) })), ("bid", .money(holding.bid)),
          ("price", .money(holding.price)), ("payment", .money(holding.payment)),
          ("vcg_price", vickreyPrice(of: holding)), ("exact_price", exactPrice(of: holding)),
          ("bids", .list(holding.bids.map { .text(statement.bids[$0].identifier) })),
          ("withdrawal_payment", holding.withdrawal > 0 ? .money(holding.withdrawal) : .absent),
          ("place_payment", holding.places.isEmpty ? .absent : .money(holding.placePayment)),
          ("places", places(of: holding)),
        ])
      })
  }

  /// What the certificate says of a winner's payment.
  private func payment(of holding: AuctionHolding) -> AuctionCertificateFile.Payment? {
    result.certificate.payments?.first { isSame($0.bidder, statement.bidders[holding.bidder].name) }
  }

  private func vickreyPrice(of holding: AuctionHolding) -> ExpectedAuctionEntry {
    payment(of: holding)?.vickreyPrice.map { .optional(.money($0)) } ?? .absent
  }

  /// Stands only where it was rounded.
  private func exactPrice(of holding: AuctionHolding) -> ExpectedAuctionEntry {
    guard let exact = payment(of: holding)?.exactPrice.description, exact.contains("/") else { return .absent }
    return .optional(.text(exact))
  }

  private var unsold: ExpectedAuctionEntry {
    .list(
      remainders.map { item in
        let lot = statement.lots[item.lot]
        let row = item.lot < result.lotRows.count ? result.lotRows[item.lot].cells[8] : ""
        let reason = item.reason ?? row
        return .object([
          ("item", .text(lot.name)), ("units", .integer(item.units)), ("reason", .text(reason)),
          (
            "consequence", .words(reason == "conflict" || lot.date.isEmpty ? [lot.name] : [lot.name, lot.date + ";"])
          ),
        ])
      })
  }

  private var rejections: ExpectedAuctionEntry {
    .list(
      rejected.sorted { $0.key < $1.key }.map { bid, reason in
        .object([
          ("bid", .text(statement.bids[bid].identifier)),
          ("bidder", .text(statement.bidders[statement.bids[bid].bidder].name)), ("reason", .text(reason)),
          ("amount", .optional(.money(statement.bids[bid].amount))),
        ])
      })
  }

  private var core: ExpectedAuctionEntry {
    let certificate = result.certificate
    guard let isInCore = certificate.isInCore else { return .absent }
    let now =
      holdings.reduce(0) { $0 + $1.price }
      + (statement.sellerBids ? remainders.reduce(0) { $0 + $1.units * statement.lots[$1.lot].reserve } : 0)
    let low = holdings.filter { !statement.sellerBids && $0.price < statement.reserve(of: $0.units) }
    return .object([
      ("holds", .flag(isInCore)),
      ("blocked_by", certificate.blockingCoalition.map { .list($0.map { .text($0) }) } ?? .absent),
      ("gain", certificate.blockingGain.map { .money($0) } ?? .absent),
      ("offer", certificate.blockingGain.map { .money(now + $0) } ?? .absent), ("overcharged", .absent),
      (
        "below_reserve",
        low.isEmpty ? .absent : .list(low.map { .text(statement.bidders[$0.bidder].name) })
      ),
    ])
  }
}
