// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Holds the log of an auction's rounds against its rules and its outcome.
///
/// Every log: events answer acts of their round, eligibility never rises, and what is won at the close is what the tables
/// say. Clock and simultaneous ascending auctions are carried out again from what counted in each round: demand, prices,
/// eligibility, standing bids, payments for withdrawals. Single lots, rights and positions bought back are carried out
/// again from the acts alone, event by event.
struct AuctionLogChecks {
  let result: AuctionResultFiles
  let holdings: [AuctionHolding]

  private var statement: AuctionStatement { result.statement }
  private var money: AuctionMoney { statement.money }

  static func report(_ journal: inout Journal, _ round: Int?, _ problem: String, _ expected: String) {
    journal.report(
      Finding(
        check: .rounds, file: "log.json", subject: round.map { "round \($0 + 1)" }, problem: problem,
        expected: expected))
  }

  /// Carries out again what a log, or the bids alone, decide.
  ///
  /// - Returns: What it comes to; nil where the format's outcome isn't carried out again, or can't be.
  func run(_ journal: inout Journal) -> ReplayedOutcome? {
    let requests = RequestReplay(statement: statement)
    switch statement.format {
    case "sealed": return nil
    case "sealed-single-lot": return requests.sealedLots()
    case "posted-fee": return requests.postedFee()
    case "lottery": return requests.lottery()
    default: break
    }
    guard let rounds = rounds(&journal) else { return nil }
    switch statement.format {
    case "clock":
      let replay = ClockReplay(statement: statement)
      if let prices = replay.run(rounds, &journal)?.prices { checkPrices(prices, &journal) }
      checkClose(rounds, &journal)
      return nil
    case "simultaneous-ascending":
      if let prices = AscendingReplay(statement: statement).run(rounds, &journal) { checkPrices(prices, &journal) }
      checkClose(rounds, &journal)
      return nil
    case "combinatorial-clock":
      CombinatorialClockReplay(statement: statement, holdings: holdings).run(rounds, &journal)
      checkClose(rounds, &journal)
      return nil
    case "ascending-single-lot":
      var replay = LotsInTurnReplay(statement)
      return replay.run(rounds, &journal)
    case "right-to-choose":
      var replay = RightsReplay(statement)
      return replay.run(rounds, &journal)
    case "reverse":
      var replay = ReverseReplay(statement)
      let outcome = replay.run(rounds, &journal)
      replay.checkNetworks(result.summary.value, &journal)
      replay.checkPlaces(told: ReverseReplay.remarkedPlaces(result.summary.value, statement), &journal)
      return outcome
    default: return nil
    }
  }

  private func rounds(_ journal: inout Journal) -> [AuctionRounds.Round]? {
    guard let log = result.log?.value else {
      Self.report(&journal, nil, "is missing", "the log of the rounds")
      return nil
    }
    let rounds: [AuctionRounds.Round]
    do throws(AuctionRounds.Unreadable) {
      rounds = try AuctionRounds(log, statement: statement).rounds
    } catch {
      Self.report(&journal, nil, "\(error.place) is missing or not of its form", "the log as it was written")
      return nil
    }
    journal.count(.rounds, rounds.count)
    for (index, round) in rounds.enumerated() { checkForm(index, round, &journal) }
    checkWaivers(rounds, &journal)
    checkEligibility(rounds, &journal)
    checkPlaces(rounds, &journal)
    return rounds
  }

  private func checkForm(_ index: Int, _ round: AuctionRounds.Round, _ journal: inout Journal) {
    for event in round.events {
      guard let act = event.act else { continue }
      guard round.acts.indices.contains(act - 1) else {
        Self.report(&journal, index, "an event answers act \(act)", "one of \(round.acts.count)")
        continue
      }
      let own = round.acts[act - 1]
      if event.bidder != own.bidder { Self.report(&journal, index, "an event answers another bidder's act", "its own") }
      if event.kind == "accepted", !event.units.isEmpty, event.units != own.units {
        Self.report(&journal, index, "act \(act) is accepted for other lots", "those of the act")
      }
      if event.kind == "accepted", let amount = event.amount, amount != own.amount {
        Self.report(&journal, index, "act \(act) is accepted at another amount", "that of the act")
      }
    }
    let answered = round.events.filter { ["accepted", "partly-accepted", "rejected"].contains($0.kind) }.compactMap(
      \.act)
    if Set(answered).count != round.acts.count || answered.count != round.acts.count {
      Self.report(&journal, index, "\(answered.count) of \(round.acts.count) acts are answered", "each once")
    }
  }

  /// Particular places and what is paid for them are those that the log assigns.
  private func checkPlaces(_ rounds: [AuctionRounds.Round], _ journal: inout Journal) {
    let assigned = rounds.flatMap(\.events).filter { $0.kind == "assigned" }
    for holding in holdings {
      let own = assigned.filter { $0.bidder == holding.bidder }
        .compactMap { event in event.units.keys.first.map { (lot: $0, event: event) } }.sorted { $0.lot < $1.lot }
      let text = own.map { "\(statement.lots[$0.lot].name):\($0.event.places.map(String.init).joined(separator: "+"))" }
        .joined(separator: "|")
      let paid = own.reduce(0) { $0 + ($1.event.amount ?? 0) }
      guard holding.places != text || holding.placePayment != paid else { continue }
      journal.report(
        Finding(
          check: .rounds, file: "outcome.csv", subject: statement.bidders[holding.bidder].name,
          problem: "has the places `\(holding.places)` for \(money.text(holding.placePayment))",
          expected: "`\(text)` for \(money.text(paid)), as log.json assigns them"))
    }
  }

  /// A waiver leaves one less, and lots of one unit are told as such.
  private func checkWaivers(_ rounds: [AuctionRounds.Round], _ journal: inout Journal) {
    var left = statement.bidders.map { _ in statement.rules.count("waivers") }
    for (index, round) in rounds.enumerated() {
      for event in round.events where event.kind == "waiver" {
        guard let bidder = event.bidder else { continue }
        if let known = left[bidder], event.points != known - 1 {
          Self.report(&journal, index, "\(event.points.map(String.init) ?? "no") waivers are left", "\(known - 1)")
        }
        left[bidder] = event.points
      }
      for event in round.events where ["standing", "price", "withdrawn"].contains(event.kind) {
        if event.units.contains(where: { $0.value != 1 }) {
          Self.report(&journal, index, "an event is about more than a unit", "a lot at the price of a unit")
        }
      }
    }
  }

  private func checkEligibility(_ rounds: [AuctionRounds.Round], _ journal: inout Journal) {
    var points = statement.bidders.map(\.eligibility)
    for (index, round) in rounds.enumerated() {
      for event in round.events where event.kind == "eligibility" {
        guard let bidder = event.bidder, let left = event.points, left >= 0 else {
          Self.report(&journal, index, "an event of eligibility lacks its bidder or points", "both")
          continue
        }
        if points[bidder].map({ left >= $0 }) ?? true {
          Self.report(&journal, index, "the eligibility of \(statement.bidders[bidder].name) rises", "less than before")
        }
        points[bidder] = left
      }
    }
  }

  /// What is won by the log against the holdings.
  private func checkClose(_ rounds: [AuctionRounds.Round], _ journal: inout Journal) {
    var units = [[Int: Int]](repeating: [:], count: statement.bidders.count)
    var price = [Int](repeating: 0, count: statement.bidders.count)
    var owed = price
    for event in rounds.flatMap(\.events) {
      guard let bidder = event.bidder else { continue }
      if event.kind == "won" {
        units[bidder].merge(event.units, uniquingKeysWith: +)
        price[bidder] = Int(clamping: Int128(price[bidder]) + Int128(event.amount ?? 0))
      }
      if event.kind == "withdrawal-payment" {
        owed[bidder] = Int(clamping: Int128(owed[bidder]) + Int128(event.amount ?? 0))
      }
    }
    for (bidder, entry) in statement.bidders.enumerated() {
      let holding = holdings.first { $0.bidder == bidder }
      if holding?.units ?? [:] != units[bidder] {
        Self.report(
          &journal, nil, "\(entry.name) wins \(statement.items(units[bidder]).joined(separator: "|"))",
          "`\(statement.items(holding?.units ?? [:]).joined(separator: "|"))`, as outcome.csv says")
      }
      if holding?.price ?? 0 != price[bidder] {
        Self.report(
          &journal, nil, "\(entry.name) pays \(money.text(price[bidder]))",
          "\(money.text(holding?.price ?? 0)), as outcome.csv says")
      }
      if holding?.withdrawal ?? 0 != owed[bidder] {
        Self.report(
          &journal, nil, "\(entry.name) owes \(money.text(owed[bidder])) for withdrawals",
          "\(money.text(holding?.withdrawal ?? 0)), as outcome.csv says")
      }
    }
    let left = Dictionary(
      statement.remainders(after: holdings).map { ($0.lot, $0.units) }, uniquingKeysWith: { first, _ in first })
    let told = AuctionStatement.sum(rounds.flatMap(\.events).filter { $0.kind == "unsold" }.map(\.units))
    if left != told {
      Self.report(&journal, nil, "other lots are left", statement.items(left).joined(separator: "|"))
    }
  }

  /// The closing prices of the summary.
  private func checkPrices(_ prices: [Int: Int], _ journal: inout Journal) {
    let sold = AuctionStatement.sum(holdings.map(\.units))
    let members = result.summary.value.member("prices")?.members ?? []
    let expected = statement.lots.indices.filter { sold[$0] ?? 0 > 0 }
    if members.count != expected.count {
      journal.report(
        Finding(
          check: .results, file: "results.json", subject: "prices", problem: "has \(members.count) entries",
          expected: "\(expected.count)"))
    }
    for lot in expected {
      journal.count(.results)
      let name = statement.lots[lot].name
      var amount: Int?
      if case .number(let text)? = members.first(where: { isSame($0.name, name) })?.value {
        amount = money.minorUnits(text)
      }
      if amount != prices[lot] {
        journal.report(
          Finding(
            check: .results, file: "results.json", subject: "prices.\(name)",
            problem: "is \(amount.map(money.text) ?? "missing")", expected: prices[lot].map(money.text) ?? "a price"))
      }
    }
  }
}
