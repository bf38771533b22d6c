// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Carries out again a combinatorial clock: its clock, which bids follow from it, which supplementary bids its caps let
/// count, and the places that are assigned.
struct CombinatorialClockReplay {
  let statement: AuctionStatement
  let holdings: [AuctionHolding]

  /// A bidder's highest bid for a package.
  private struct PackageBid {
    var units: [Int: Int]
    var amount: Int
  }

  func run(_ rounds: [AuctionRounds.Round], _ journal: inout Journal) {
    let clock = rounds.prefix { $0.phase == "clock" }
    let rest = Array(rounds.dropFirst(clock.count))
    let phases = rest.map(\.phase)
    guard phases == ["supplementary"] || phases == ["supplementary", "assignment"], !clock.isEmpty else {
      AuctionLogChecks.report(&journal, nil, "has other phases", "rounds of the clock, and a supplementary one")
      return
    }
    guard let records = ClockReplay(statement: statement).run(Array(clock), &journal)?.records else { return }
    var bids = [[PackageBid]](repeating: [], count: statement.bidders.count)
    for record in records {
      for (bidder, units) in record.demands.enumerated() {
        let cost = units.reduce(Int128(0)) { $0 + Int128($1.value) * Int128(record.prices[$1.key]) }
        keep(units, Int(clamping: cost), of: bidder, &bids)
      }
    }
    takeOffers(rest[0], clock.count, records, &bids, &journal)
    checkBids(bids, &journal)
    if rest.count > 1 { PlaceReplay(statement: statement, holdings: holdings).run(rest[1], clock.count + 1, &journal) }
  }

  private func keep(_ units: [Int: Int], _ amount: Int, of bidder: Int, _ bids: inout [[PackageBid]]) {
    guard amount > 0, units.contains(where: { $0.value > 0 }) else { return }
    if let index = bids[bidder].firstIndex(where: { $0.units == units }) {
      bids[bidder][index].amount = max(bids[bidder][index].amount, amount)
    } else {
      bids[bidder].append(PackageBid(units: units, amount: amount))
    }
  }

  // MARK: - Supplementary bids

  private func takeOffers(
    _ round: AuctionRounds.Round, _ index: Int, _ records: [ClockReplay.Record], _ bids: inout [[PackageBid]],
    _ journal: inout Journal
  ) {
    journal.count(.roundsReplayed)
    var counts = Set<Int>()
    for bidder in statement.bidders.indices {
      var waiting: [Int] = []
      var packages: [[Int: Int]] = []
      for (place, act) in round.acts.enumerated() where act.bidder == bidder {
        guard act.kind == "offer", act.amount != nil, !act.units.isEmpty, !packages.contains(act.units) else {
          continue
        }
        packages.append(act.units)
        waiting.append(place)
      }
      // A bid that counts lifts the caps of others, so those that don't are looked at again.
      var isMoving = true
      while isMoving {
        isMoving = false
        for place in waiting where !counts.contains(place) {
          let (units, amount) = (round.acts[place].units, round.acts[place].amount ?? 0)
          guard isAllowed(units, amount, bidder, records, bids[bidder]) else { continue }
          keep(units, amount, of: bidder, &bids)
          counts.insert(place)
          isMoving = true
        }
      }
    }
    for event in round.events where ["accepted", "rejected"].contains(event.kind) {
      guard let act = event.act, counts.contains(act - 1) != (event.kind == "accepted") else { continue }
      AuctionLogChecks.report(
        &journal, index, "the supplementary bid \(act) is \(event.kind)",
        counts.contains(act - 1) ? "accepted: it keeps every cap" : "rejected: it breaks a rule or a cap")
    }
  }

  private func isAllowed(
    _ units: [Int: Int], _ amount: Int, _ bidder: Int, _ records: [ClockReplay.Record], _ own: [PackageBid]
  ) -> Bool {
    func highest(_ units: [Int: Int]) -> Int { own.first { $0.units == units }?.amount ?? 0 }
    let bid = AuctionStatement.Bid(identifier: "", bidder: bidder, units: units, amount: amount)
    let reason = AuctionRulesCheck(statement: statement).reasonToReject(bid)
    guard reason == nil || reason == "below-reserve", amount <= AuctionMoney.greatest,
      amount >= max(1, highest(units), statement.reserve(of: units))
    else { return false }
    var bounding: [Int] = []
    let needed = statement.points(of: units)
    if statement.rules.flag("relative-cap"),
      let last = records.lastIndex(where: { $0.points[bidder].map { needed <= $0 } ?? true })
    {
      bounding.append(last)
      if statement.rules.flag("cap-of-every-reduction") {
        bounding += records.indices.filter { round in
          guard round > last, let before = records[round].points[bidder], let after = records[round].pointsAfter[bidder]
          else { return false }
          return after < before
        }
      }
    }
    if statement.rules.flag("final-cap") { bounding.append(records.count - 1) }
    return bounding.allSatisfy { round in
      let request = records[round].demands[bidder]
      guard request != units else { return true }
      let change = statement.lots.indices.reduce(Int128(0)) { sum, lot in
        sum + Int128((units[lot] ?? 0) - (request[lot] ?? 0)) * Int128(records[round].prices[lot])
      }
      return Int128(amount) <= Int128(highest(request)) + change
    }
  }

  /// The bids of `bids.csv` are those of the rounds, each bidder's in the order in which packages were first bid for.
  private func checkBids(_ bids: [[PackageBid]], _ journal: inout Journal) {
    for (bidder, own) in bids.enumerated() {
      let told = statement.bids.filter { $0.bidder == bidder }
      let name = statement.bidders[bidder].name
      if told.count != own.count {
        journal.report(
          Finding(
            check: .bids, file: "bids.csv", subject: name, problem: "has \(told.count) bids",
            expected: "\(own.count), by the rounds"))
      }
      for (number, (entry, bid)) in zip(told, own).enumerated()
      where entry.units != bid.units || entry.amount != bid.amount
        || !isSame(entry.identifier, "\(name):\(number + 1)")
      {
        journal.report(
          Finding(
            check: .bids, file: "bids.csv", subject: entry.identifier, problem: "isn't what was bid in the rounds",
            expected:
              "\(name):\(number + 1) for \(statement.items(bid.units).joined(separator: "|")) at \(statement.money.text(bid.amount))"
          ))
      }
    }
  }
}

/// Carries out again the assignment of places: blocks in a row for the holders of a lot, worth the most by what they offered.
struct PlaceReplay {
  let statement: AuctionStatement
  let holdings: [AuctionHolding]

  /// Up to as many blocks all orders are tried.
  private static let mostBlocks = 8

  /// Holders of units of a lot, and what they offer by first place.
  private struct Lot {
    var supply: Int
    var holders: [(bidder: Int, units: Int, offers: [Int: Int])]

    /// The best order of blocks; of equals the one whose first block is the first holder's, and so on, what is left last.
    func best(without absent: Int? = nil) -> (value: Int, first: [Int]) {
      let left = supply - holders.reduce(0) { $0 + $1.units }
      let sizes = holders.map(\.units) + (left > 0 ? [left] : [])
      var best: (value: Int, first: [Int]) = (-1, [])
      func place(_ rest: [Int], _ at: Int, _ value: Int, _ first: [Int]) {
        if rest.isEmpty {
          if value > best.value { best = (value, first) }
          return
        }
        for block in rest {
          var (value, first) = (value, first)
          if block < holders.count {
            first[block] = at
            if block != absent { value += holders[block].offers[at] ?? 0 }
          }
          place(rest.filter { $0 != block }, at + sizes[block], value, first)
        }
      }
      place(Array(sizes.indices), 1, 0, holders.map { _ in 0 })
      return best
    }
  }

  func run(_ round: AuctionRounds.Round, _ index: Int, _ journal: inout Journal) {
    journal.count(.roundsReplayed)
    var assigned: [AuctionRounds.Entry] = []
    for (lot, entry) in statement.lots.enumerated() where entry.supply > 1 {
      var here = Lot(supply: entry.supply, holders: [])
      for bidder in statement.bidders.indices {
        guard let units = holdings.first(where: { $0.bidder == bidder })?.units[lot] else { continue }
        here.holders.append((bidder, units, offers(of: bidder, for: lot, units, round, index, &journal)))
      }
      guard !here.holders.isEmpty else { continue }
      guard here.holders.count < Self.mostBlocks else {
        journal.count(.auctionLimits)
        assigned += round.events.filter { $0.kind == "assigned" && $0.units[lot] != nil }
        continue
      }
      let best = here.best()
      for (place, holder) in here.holders.enumerated() {
        journal.count(.payments)
        let first = best.first[place]
        let others = best.value - (holder.offers[first] ?? 0)
        assigned.append(
          .init(
            kind: "assigned", bidder: holder.bidder, units: [lot: holder.units],
            amount: here.best(without: place).value - others, places: Array(first..<(first + holder.units))))
      }
    }
    let told = round.events.filter { $0.kind == "assigned" }
    for place in 0..<max(told.count, assigned.count) {
      let (own, entry) = (place < assigned.count ? assigned[place] : nil, place < told.count ? told[place] : nil)
      guard own != entry else { continue }
      AuctionLogChecks.report(
        &journal, index, "places are assigned otherwise: \(entry.map(words) ?? "nothing")",
        own.map(words) ?? "nothing more")
    }
  }

  private func words(_ entry: AuctionRounds.Entry) -> String {
    let name = entry.bidder.map { statement.bidders[$0].name } ?? "nobody"
    let places = entry.places.map(String.init).joined(separator: ", ")
    return
      "\(name) at \(statement.items(entry.units).joined(separator: "|")) \(places) for \(entry.amount.map(statement.money.text) ?? "nothing")"
  }

  /// What counts of a bidder's offers for blocks of a lot: the first for each block in a row of its size, within the budget.
  private func offers(
    of bidder: Int, for lot: Int, _ units: Int, _ round: AuctionRounds.Round, _ index: Int, _ journal: inout Journal
  ) -> [Int: Int] {
    var offers: [Int: Int] = [:]
    for (place, act) in round.acts.enumerated() where act.bidder == bidder && act.units.keys.first == lot {
      let first = act.places.first ?? 0
      var counts = act.kind == "prefer" && act.units.count == 1 && first >= 1
      counts = counts && act.places == Array(first..<(first + units)) && first <= statement.lots[lot].supply - units + 1
      let amount = act.amount ?? -1
      counts = counts && amount >= 0 && amount <= statement.bidders[bidder].budget ?? .max
      counts = counts && offers[first] == nil
      if counts { offers[first] = amount }
      let isAccepted = round.events.contains { $0.act == place + 1 && $0.kind == "accepted" }
      if counts != isAccepted {
        AuctionLogChecks.report(
          &journal, index, "the offer \(place + 1) \(isAccepted ? "counts" : "doesn't count")",
          counts ? "that it counts" : "that it doesn't")
      }
    }
    return offers
  }
}
