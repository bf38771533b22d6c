// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Carries out a clock auction again from what counted of each bidder's demand.
///
/// Which changes of demand count where supply would be undersold, or eligibility isn't free yet, is taken from the log.
struct ClockReplay {
  let statement: AuctionStatement

  /// What bidders asked for in a round, at which prices, with which points before it.
  struct Record {
    var prices: [Int]
    var demands: [[Int: Int]]
    var points: [Int?]
    var pointsAfter: [Int?]
  }

  /// - Returns: The price of each lot at the close, and the rounds; nil where the log can't be followed.
  func run(
    _ rounds: [AuctionRounds.Round], _ journal: inout Journal
  ) -> (prices: [Int: Int], records: [Record])? {
    let lots = statement.lots.indices
    // At prices between two rounds the last change decides; which one it is, the log doesn't say.
    guard !statement.rules.flag("intermediate-prices") else {
      journal.count(.unworkedFigures)
      return nil
    }
    var prices = statement.lots.map(\.reserve)
    var points = statement.bidders.map(\.eligibility)
    let share = statement.rules.share("activity")
    var records: [Record] = []
    for (index, round) in rounds.enumerated() {
      journal.count(.roundsReplayed)
      var demands = [[Int: Int]](repeating: [:], count: statement.bidders.count)
      for event in round.events where ["accepted", "partly-accepted"].contains(event.kind) {
        if let bidder = event.bidder { demands[bidder] = event.units }
      }
      let total = AuctionStatement.sum(demands)
      let told = round.events.first { $0.kind == "demand" }?.units ?? [:]
      if told != total.filter({ $0.value > 0 }) {
        AuctionLogChecks.report(
          &journal, index, "the demand is \(statement.items(told).joined(separator: "|"))",
          statement.items(total).joined(separator: "|"))
      }
      records.append(Record(prices: prices, demands: demands, points: points, pointsAfter: points))
      for bidder in statement.bidders.indices {
        let event = round.events.first { $0.kind == "eligibility" && $0.bidder == bidder }
        guard let before = points[bidder] else { continue }
        let activity = Int128(statement.points(of: demands[bidder])) * 1000
        let left = share > 0 ? min(before, Int(clamping: (activity + Int128(share) - 1) / Int128(share))) : before
        if event?.points ?? before != left {
          AuctionLogChecks.report(
            &journal, index, "the eligibility of \(statement.bidders[bidder].name) is \(event?.points ?? before)",
            "\(left)")
        }
        points[bidder] = left
      }
      records[index].pointsAfter = points
      let isLast = index == rounds.count - 1
      let wanted = overdemanded(demands, total)
      if isLast, !wanted.isEmpty, rounds.count < statement.rules.count("most-rounds") ?? .max {
        AuctionLogChecks.report(&journal, index, "the last round wants too much", "no more than there is")
      }
      for lot in lots {
        let event = round.events.first { $0.kind == "price" && $0.units[lot] != nil }
        let rises = wanted.contains(lot) && !isLast
        let next =
          rises ? min(AuctionMoney.greatest, prices[lot] + statement.rules.increment(on: prices[lot])) : prices[lot]
        if event?.amount ?? prices[lot] != next {
          AuctionLogChecks.report(
            &journal, index,
            "the price of \(statement.lots[lot].name) becomes \(statement.money.text(event?.amount ?? prices[lot]))",
            statement.money.text(next))
        }
        prices[lot] = next
      }
      if !isLast, wanted.isEmpty { AuctionLogChecks.report(&journal, index, "nothing is wanted too much", "the close") }
      for event in round.events where event.kind == "won" {
        let cost = Int(clamping: event.units.reduce(Int128(0)) { $0 + Int128(prices[$1.key]) * Int128($1.value) })
        if event.amount != cost {
          AuctionLogChecks.report(
            &journal, index,
            "\(event.bidder.map { statement.bidders[$0].name } ?? "nobody") wins at \(event.amount.map(statement.money.text) ?? "no price")",
            statement.money.text(cost))
        }
      }
    }
    return (Dictionary(lots.map { ($0, prices[$0]) }, uniquingKeysWith: { first, _ in first }), records)
  }

  /// Lots of which more is wanted than there is, alone or within a conflict or limit.
  private func overdemanded(_ demands: [[Int: Int]], _ total: [Int: Int]) -> Set<Int> {
    var wanted = Set(statement.lots.indices.filter { total[$0] ?? 0 > statement.lots[$0].supply })
    for conflict in statement.conflicts {
      let load =
        conflict.exemptsSameHolder
        ? demands.count { demand in demand.contains { $0.value > 0 && conflict.lots.contains($0.key) } }
        : total.reduce(0) { conflict.lots.contains($1.key) ? $0 + $1.value : $0 }
      if load > conflict.most { wanted.formUnion(conflict.lots.filter { total[$0] ?? 0 > 0 }) }
    }
    for limit in statement.limits {
      let own = AuctionStatement.sum(limit.bidders.sorted().map { demands[$0] })
      let load = own.reduce(0) { limit.lots.contains($1.key) ? $0 + $1.value : $0 }
      if load > limit.most { wanted.formUnion(limit.lots.filter { own[$0] ?? 0 > 0 }) }
    }
    return wanted
  }
}

/// Follows the standing bids of a simultaneous ascending auction.
///
/// Who stands among equal bids is the program's lot, and which bids stand together under conflicts and limits is its choice;
/// both are taken from the log.
struct AscendingReplay {
  let statement: AuctionStatement

  private struct Standing: Equatable {
    var bidder: Int?
    var amount: Int
  }

  /// - Returns: The price of each lot that is held at the close.
  func run(_ rounds: [AuctionRounds.Round], _ journal: inout Journal) -> [Int: Int]? {
    var standing: [Int: Standing] = [:]
    var withdrawn: [(round: Int, lot: Int, bidder: Int, amount: Int)] = []
    let isBound = !statement.conflicts.isEmpty || !statement.limits.isEmpty
    for (index, round) in rounds.enumerated() {
      journal.count(isBound || !withdrawn.isEmpty ? .roundsPartlyReplayed : .roundsReplayed)
      let accepted = round.events.filter { $0.kind == "accepted" }.compactMap(\.act).compactMap { act in
        round.acts.indices.contains(act - 1) ? round.acts[act - 1] : nil
      }
      let bids = accepted.filter { $0.kind == "bid" }
      for event in round.events where event.kind == "withdrawn" {
        guard let lot = event.units.keys.first, let known = standing[lot], known.bidder == event.bidder,
          known.amount == event.amount, let bidder = event.bidder
        else {
          AuctionLogChecks.report(&journal, index, "a bid is taken back that doesn't stand", "a standing bid")
          continue
        }
        withdrawn.append((index, lot, bidder, known.amount))
        standing[lot] = nil
      }
      for event in round.events where event.kind == "standing" {
        guard let lot = event.units.keys.first, event.units.count == 1 else { continue }
        guard let bidder = event.bidder, let amount = event.amount else {
          if !isBound { AuctionLogChecks.report(&journal, index, "a standing bid disappears", "its bidder") }
          standing[lot] = nil
          continue
        }
        let here = bids.filter { $0.units[lot] != nil }
        if !here.contains(where: { $0.bidder == bidder && $0.amount == amount }) {
          AuctionLogChecks.report(
            &journal, index, "what stands on \(statement.lots[lot].name) wasn't bid", "a bid of the round")
        }
        if !isBound, amount != here.compactMap(\.amount).max() || amount <= standing[lot]?.amount ?? 0 {
          AuctionLogChecks.report(
            &journal, index, "what stands on \(statement.lots[lot].name) isn't the highest bid, or no more than before",
            here.compactMap(\.amount).max().map(statement.money.text) ?? "a bid")
        }
        if amount < statement.lots[lot].reserve {
          AuctionLogChecks.report(&journal, index, "what stands is below the reserve", "at least the reserve")
        }
        standing[lot] = Standing(bidder: bidder, amount: amount)
      }
      if !isBound, withdrawn.isEmpty { checkAsks(index, round, standing, &journal) }
    }
    checkClose(rounds, standing, withdrawn, &journal)
    return standing.mapValues(\.amount)
  }

  /// The next price of a lot is what stands and an increment on it.
  private func checkAsks(
    _ index: Int, _ round: AuctionRounds.Round, _ standing: [Int: Standing], _ journal: inout Journal
  ) {
    for event in round.events where event.kind == "price" {
      guard let lot = event.units.keys.first, let known = standing[lot] else { continue }
      let next = min(AuctionMoney.greatest, known.amount + statement.rules.increment(on: known.amount))
      if event.amount != next {
        AuctionLogChecks.report(
          &journal, index,
          "the next price of \(statement.lots[lot].name) is \(event.amount.map(statement.money.text) ?? "missing")",
          statement.money.text(next))
      }
    }
  }

  private func checkClose(
    _ rounds: [AuctionRounds.Round], _ standing: [Int: Standing],
    _ withdrawn: [(round: Int, lot: Int, bidder: Int, amount: Int)], _ journal: inout Journal
  ) {
    let events = rounds.last?.events ?? []
    var owed = [Int](repeating: 0, count: statement.bidders.count)
    for (place, entry) in withdrawn.enumerated() {
      let later =
        withdrawn[(place + 1)...].filter { $0.lot == entry.lot && $0.round > entry.round }.map(\.amount).max() ?? 0
      // Where the lot stays unsold, a share of the bid is due.
      let share = Int128(entry.amount) * Int128(statement.rules.share("unsold-withdrawal"))
      let price = standing[entry.lot]?.amount ?? entry.amount - Int(clamping: (share + 999) / 1000)
      owed[entry.bidder] += max(0, entry.amount - max(price, later))
    }
    for bidder in statement.bidders.indices {
      let own = standing.filter { $0.value.bidder == bidder }
      let won = events.first { $0.kind == "won" && $0.bidder == bidder }
      if won?.units ?? [:] != own.mapValues({ _ in 1 }) || won?.amount ?? 0 != own.reduce(0, { $0 + $1.value.amount }) {
        AuctionLogChecks.report(
          &journal, rounds.count - 1, "\(statement.bidders[bidder].name) wins something else than stands",
          statement.money.text(own.reduce(0) { $0 + $1.value.amount }))
      }
      let told = events.first { $0.kind == "withdrawal-payment" && $0.bidder == bidder }?.amount ?? 0
      if told != owed[bidder] {
        AuctionLogChecks.report(
          &journal, rounds.count - 1,
          "\(statement.bidders[bidder].name) owes \(statement.money.text(told)) for withdrawals",
          statement.money.text(owed[bidder]))
      }
    }
  }
}
