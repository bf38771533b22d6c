// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Every check of an auction's outcome: who holds what by which rules, what is paid, and what the tables and the summary say.
struct AuctionOutcomeChecks {
  let result: AuctionResultFiles
  let limit: PackingSearch.Limit

  private var statement: AuctionStatement { result.statement }
  private var certificate: AuctionCertificateFile { result.certificate }
  /// Formats in which winners follow from bids for packages, and payments from a rule.
  private var isSealed: Bool { ["sealed", "combinatorial-clock"].contains(statement.format) }

  func run(_ journal: inout Journal) {
    checkHead(&journal)
    AuctionSpacingCheck(statement: statement).run(&journal)
    guard let accepted = acceptedBids(&journal), let holdings = holdings(accepted, &journal) else { return }
    let rules = AuctionRulesCheck(statement: statement)
    var rejected: [Int: String] = [:]
    if isSealed || statement.format == "sealed-single-lot" {
      for (index, bid) in statement.bids.enumerated() {
        if let reason = rules.reasonToReject(bid) { rejected[index] = reason }
      }
    }
    if statement.format != "reverse" { checkRules(rules, holdings, accepted, rejected, &journal) }
    if isSealed {
      let model = rules.model()
      let game = AuctionGame(statement: statement, model: model, accepted: accepted, limit: limit)
      AuctionWinnerChecks(game: game, certificate: certificate).run(&journal)
      AuctionPaymentChecks(game: game, certificate: certificate, holdings: holdings).run(&journal)
    } else {
      checkClosed(&journal)
    }
    let replayed = AuctionLogChecks(result: result, holdings: holdings).run(&journal)
    replayed?.check(holdings, accepted: accepted, statement, &journal)
    var remainders = statement.format == "reverse" ? [] : statement.remainders(after: holdings)
    for place in remainders.indices {
      let lot = remainders[place].lot
      remainders[place].reason =
        isSealed
        ? statement.reason(for: lot, after: holdings, rejected: rejected)
        : replayed?.reasons[lot] ?? roundsReason(for: lot, after: holdings)
    }
    AuctionTableChecks(
      result: result, holdings: holdings, accepted: Set(accepted), rejected: rejected, remainders: remainders,
      worth: replayed?.worth
    ).run(&journal)
  }

  private func report(
    _ journal: inout Journal, _ check: Check, _ subject: String?, _ problem: String, _ expected: String
  ) {
    journal.report(
      Finding(check: check, file: "certificate.json", subject: subject, problem: problem, expected: expected))
  }

  private func checkHead(_ journal: inout Journal) {
    if certificate.decimals != statement.money.decimals {
      report(&journal, .form, nil, "`decimals` is \(certificate.decimals)", "\(statement.money.decimals)")
    }
    let paysByRule = ["sealed", "sealed-single-lot", "combinatorial-clock"].contains(statement.format)
    if certificate.rule != (paysByRule ? statement.payments : nil) {
      report(
        &journal, .form, nil, "`rule` is \(certificate.rule ?? "missing")", paysByRule ? statement.payments : "nothing")
    }
  }

  /// The winning bids by name; nil where one of them isn't there.
  private func acceptedBids(_ journal: inout Journal) -> [Int]? {
    let index = Dictionary(
      statement.bids.enumerated().map { ($1.identifier, $0) }, uniquingKeysWith: { first, _ in first })
    let accepted = certificate.bids.compactMap { index[$0] }
    guard accepted.count == certificate.bids.count, zip(accepted, accepted.dropFirst()).allSatisfy(<) else {
      report(
        &journal, .winners, nil, "names winning bids that there aren't, twice, or out of order", "bids of bids.csv")
      return nil
    }
    return accepted
  }

  /// Who holds what: from the winning bids where bids win, else from the table of the outcome.
  private func holdings(_ accepted: [Int], _ journal: inout Journal) -> [AuctionHolding]? {
    let lotIndex = Dictionary(
      statement.lots.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let bidderIndex = Dictionary(
      statement.bidders.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    var rows: [Int: AuctionHolding] = [:]
    var order: [Int] = []
    for row in result.outcomeRows {
      guard let bidder = bidderIndex[row.cells[0]], rows[bidder] == nil,
        let units = AuctionResultReader.units(row.cells[3], lotIndex),
        let bid = statement.money.minorUnits(row.cells[4]),
        let price = statement.money.minorUnits(row.cells[5]), let paid = statement.money.minorUnits(row.cells[7]),
        let withdrawal = statement.money.minorUnits(row.cells[8]),
        let placePaid = statement.money.minorUnits(row.cells[10]),
        [bid, price, paid, withdrawal, placePaid].allSatisfy({ abs($0) <= AuctionMoney.greatest })
      else {
        journal.report(
          Finding(
            check: .form, file: "outcome.csv", line: row.line, problem: "is no holding of a bidder of the auction",
            expected: "bidder, lots and money"))
        return nil
      }
      order.append(bidder)
      rows[bidder] = AuctionHolding(
        bidder: bidder, bids: accepted.filter { statement.bids[$0].bidder == bidder }, units: units, bid: bid,
        price: price, payment: statement.bidders[bidder].payment(at: price) + placePaid, withdrawal: withdrawal,
        places: row.cells[9], placePayment: placePaid)
    }
    guard isSealed else { return order.sorted().compactMap { rows[$0] } }
    let winners = Set(accepted.map { statement.bids[$0].bidder }).sorted()
    let claimed = certificate.payments?.reduce(into: [String: Int]()) { $0[$1.bidder] = $1.price }
    return winners.map { winner in
      let own = accepted.filter { statement.bids[$0].bidder == winner }
      let price = claimed.map { $0[statement.bidders[winner].name] ?? 0 } ?? rows[winner]?.price ?? 0
      return AuctionHolding(
        bidder: winner, bids: own, units: AuctionStatement.sum(own.map { statement.bids[$0].units }),
        bid: own.reduce(0) { $0 + statement.bids[$1].amount }, price: price,
        payment: statement.bidders[winner].payment(at: price) + (rows[winner]?.placePayment ?? 0), withdrawal: 0,
        places: rows[winner]?.places ?? "", placePayment: rows[winner]?.placePayment ?? 0)
    }
  }

  /// Whether the undersell rule of a clock holds a bidder to more than it asks for in the last round; then its price may be
  /// above its budget.
  private func isHeldToMore(_ holding: AuctionHolding) -> Bool {
    guard statement.format == "clock", statement.rules.flag("no-underselling"),
      let last = result.log?.value.member("rounds")?.elements?.last
    else { return false }
    let name = statement.bidders[holding.bidder].name
    let act = (last.member("acts")?.elements ?? []).last {
      $0.member("act")?.text == "demand" && ($0.member("bidder")?.text).map { isSame($0, name) } ?? false
    }
    return holding.units.contains { lot, units in
      let asked = act?.member("lots")?.members?.first { isSame($0.name, statement.lots[lot].name) }
      return units > asked?.value.integer ?? 0
    }
  }

  /// Why a lot is left after rounds for all lots at once; nil where the log doesn't tell what was asked for.
  private func roundsReason(for lot: Int, after holdings: [AuctionHolding]) -> String? {
    guard let log = result.log?.value, ["clock", "simultaneous-ascending"].contains(statement.format) else {
      return nil
    }
    var held = HeldUnits(statement)
    for holding in holdings { held.give(holding.units, to: holding.bidder) }
    if held.isClosedToAll(lot) { return "conflict" }
    let name = statement.lots[lot].name
    let isAskedFor = (log.member("rounds")?.elements ?? []).contains { round in
      (round.member("acts")?.elements ?? []).contains { act in
        act.member("lots")?.members?.contains { isSame($0.name, name) } ?? false
      }
    }
    if isAskedFor { return "offers-lost" }
    let asking = result.stated.bids.filter { $0.units[lot] != nil }
    if asking.isEmpty { return "no-offer" }
    return asking.allSatisfy { $0.amount < statement.reserve(of: $0.units) } ? "below-reserve" : "offers-lost"
  }

  private func checkRules(
    _ rules: AuctionRulesCheck, _ holdings: [AuctionHolding], _ accepted: [Int], _ rejected: [Int: String],
    _ journal: inout Journal
  ) {
    journal.count(.holdings, holdings.count)
    var breaches = rules.breaches(holdings.map { .init(bidder: $0.bidder, units: $0.units) })
    if isSealed || ["posted-fee", "lottery", "sealed-single-lot"].contains(statement.format) {
      breaches += isSealed ? rules.breaches(ofAccepted: accepted) : []
      for bid in accepted {
        if let reason = rejected[bid] { breaches.append("\(statement.bids[bid].identifier) wins and is \(reason)") }
      }
      for holding in holdings
      where holding.units != AuctionStatement.sum(holding.bids.map { statement.bids[$0].units }) {
        breaches.append("\(statement.bidders[holding.bidder].name) holds something else than its bids say")
      }
    }
    for holding in holdings { breaches += rules.breaches(of: holding, ignoringBudget: isHeldToMore(holding)) }
    for breach in breaches { report(&journal, .holdings, nil, breach, "holdings that keep every rule") }
    for holding in holdings where statement.format != "reverse" {
      let name = statement.bidders[holding.bidder].name
      if holding.price < 0 || holding.withdrawal < 0 {
        report(&journal, .payments, name, "pays less than nothing", "at least 0")
      }
      if holding.price > holding.bid,
        isSealed || ["ascending-single-lot", "right-to-choose", "sealed-single-lot"].contains(statement.format)
      {
        report(&journal, .payments, name, "pays more than it bid", "at most \(statement.money.text(holding.bid))")
      }
      if statement.format == "lottery", holding.price != 0 { report(&journal, .payments, name, "pays", "nothing") }
    }
  }

  /// What a format without claims on its winners may claim: nothing.
  private func checkClosed(_ journal: inout Journal) {
    if certificate.claim != "closed" || certificate.bound != nil || certificate.uniqueness != nil {
      report(
        &journal, .winners, nil, "claims something of the winners", "`closed`, since rounds, order or draw decided")
    }
    if certificate.payments != nil || certificate.cuts != nil || certificate.isInCore != nil {
      report(&journal, .payments, nil, "claims a rule of payments", "nothing, since the format has prices of its own")
    }
  }
}
