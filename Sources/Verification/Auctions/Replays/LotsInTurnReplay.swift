// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// One thing sold by ascending bids, as the rules say.
struct AscendingSale {
  struct Standing: Equatable {
    var bidder: Int
    var amount: Int
  }

  let statement: AuctionStatement
  let reserve: Int
  /// What each may pay at most; nil for no limit.
  let budgets: [Int?]
  let occasion: String
  let closesWhenQuiet: Bool
  var standing: Standing?
  /// Who is still in.
  var active: Set<Int>
  private(set) var round = 0
  var isClosed = false

  /// What came of a round: who left, and who stands now.
  struct Answer {
    /// One an act; nil where it counts.
    var reasons: [String?]
    var left: [Int] = []
    var standing: Standing?
  }

  init(
    _ statement: AuctionStatement, reserve: Int, admitted: Set<Int>, budgets: [Int?], occasion: String,
    standing: Standing? = nil, closesWhenQuiet: Bool
  ) {
    self.statement = statement
    self.reserve = reserve
    self.budgets = budgets
    self.occasion = occasion
    self.closesWhenQuiet = closesWhenQuiet
    self.standing = standing
    active = admitted
    isClosed = standing != nil && admitted.count <= 1 || admitted.isEmpty
  }

  private var leastBid: Int {
    standing.map { $0.amount + statement.rules.increment(on: $0.amount) } ?? max(1, reserve)
  }

  private func reason(_ bidder: Int, _ amount: Int?, _ acted: Set<Int>) -> String? {
    if isClosed { return "closed" }
    if acted.contains(bidder) { return "twice" }
    if standing?.bidder == bidder { return "already-standing" }
    if !active.contains(bidder) { return "not-in-auction" }
    guard let amount else { return nil }
    if amount < leastBid { return "below-minimum" }
    return amount > min(budgets[bidder] ?? .max, AuctionMoney.greatest) ? "above-budget" : nil
  }

  /// Carries out a round of bids, and withdrawals where the amount is nil.
  mutating func play(_ moves: [(bidder: Int, amount: Int?)]) -> Answer {
    var answer = Answer(reasons: [])
    var acted: Set<Int> = []
    var bids: [Standing] = []
    for move in moves {
      let reason = reason(move.bidder, move.amount, acted)
      answer.reasons.append(reason)
      guard reason == nil else { continue }
      acted.insert(move.bidder)
      if let amount = move.amount {
        bids.append(Standing(bidder: move.bidder, amount: amount))
      } else {
        answer.left.append(move.bidder)
      }
    }
    guard !isClosed else { return answer }
    round += 1
    active.subtract(answer.left)
    if let highest = bids.map(\.amount).max() {
      let best = bids.filter { $0.amount == highest }.map(\.bidder)
      let order = PublishedLots(seed: statement.worldSeed).order(
        of: best, names: statement.bidders.map(\.name), on: "\(occasion)/round \(round)")
      if let bidder = order.first {
        standing = Standing(bidder: bidder, amount: highest)
        answer.standing = standing
      }
    }
    let isAlone = active.isEmpty || standing.map { active == [$0.bidder] } ?? false
    isClosed =
      isAlone || bids.isEmpty && closesWhenQuiet || round >= statement.rules.count("most-rounds") ?? .max
    return answer
  }
}

/// What a round of a log must say, by the rules.
struct ExpectedRound {
  var phase = ""
  var events: [AuctionRounds.Entry] = []

  mutating func add(_ kind: String, bidder: Int? = nil, units: [Int: Int] = [:], amount: Int? = nil) {
    events.append(.init(kind: kind, bidder: bidder, units: units, amount: amount))
  }

  mutating func answer(_ acts: [AuctionRounds.Entry], _ reasons: [String?]) {
    for (place, act) in acts.enumerated() {
      events.append(
        .init(
          kind: reasons[place] == nil ? "accepted" : "rejected", act: place + 1, bidder: act.bidder, units: [:],
          reason: reasons[place]))
    }
  }

  /// Tells the first difference from what stands in the log.
  func compare(
    _ round: AuctionRounds.Round, _ index: Int, _ statement: AuctionStatement, _ journal: inout Journal
  ) {
    journal.count(.roundsReplayed)
    if round.phase != phase {
      AuctionLogChecks.report(&journal, index, "`phase` is `\(round.phase)`", "`\(phase)`")
    }
    for place in 0..<max(events.count, round.events.count) {
      let told = place < round.events.count ? round.events[place] : nil
      let own = place < events.count ? events[place] : nil
      guard told != own else { continue }
      AuctionLogChecks.report(
        &journal, index, "event \(place + 1) is \(told.map { words($0, statement) } ?? "missing")",
        own.map { words($0, statement) } ?? "no more events")
      return
    }
  }

  private func words(_ event: AuctionRounds.Entry, _ statement: AuctionStatement) -> String {
    var words = [event.kind]
    if let bidder = event.bidder { words.append(statement.bidders[bidder].name) }
    words += statement.items(event.units)
    if let amount = event.amount { words.append(statement.money.text(amount)) }
    if let reason = event.reason { words.append("(\(reason))") }
    return words.joined(separator: " ")
  }
}

/// Carries out again the sales of lots one after another by ascending bids.
struct LotsInTurnReplay {
  let statement: AuctionStatement
  private var held: HeldUnits
  private var spent: [Int]
  private var lot = 0
  private var sale: AscendingSale?
  private var hasLeft: Set<Int> = []
  private var hadLowBid = false
  private var outcome: ReplayedOutcome

  init(_ statement: AuctionStatement) {
    self.statement = statement
    held = HeldUnits(statement)
    spent = Array(repeating: 0, count: statement.bidders.count)
    outcome = ReplayedOutcome(bidders: statement.bidders.count)
  }

  /// - Returns: What was sold; nil where the log ends before the auction does.
  mutating func run(_ rounds: [AuctionRounds.Round], _ journal: inout Journal) -> ReplayedOutcome? {
    var opening = ExpectedRound()
    open(&opening)
    for (index, round) in rounds.enumerated() {
      play(round).compare(round, index, statement, &journal)
    }
    guard sale == nil else {
      AuctionLogChecks.report(&journal, nil, "ends before all lots are done", "the rounds to the close")
      return nil
    }
    return outcome
  }

  private func fault(_ act: AuctionRounds.Entry) -> String? {
    guard sale != nil else { return "closed" }
    if act.bidder.map(hasLeft.contains) ?? false { return "not-in-auction" }
    if !act.units.isEmpty, act.units != [lot: 1] { return "wrong-round" }
    if act.kind == "bid" { return act.amount == nil ? "wrong-act" : nil }
    return act.kind == "exit" ? nil : "wrong-act"
  }

  private mutating func play(_ round: AuctionRounds.Round) -> ExpectedRound {
    var expected = ExpectedRound(phase: sale == nil ? "" : statement.lots[lot].name)
    var reasons = round.acts.map(fault)
    var moves: [(bidder: Int, amount: Int?)] = []
    var places: [Int] = []
    for (place, act) in round.acts.enumerated() where reasons[place] == nil {
      guard let bidder = act.bidder else { continue }
      if act.kind == "exit", act.units.isEmpty {
        // Who leaves the lot and all that follow needn't be in this one; the standing bidder can't leave.
        if sale?.standing?.bidder != bidder { hasLeft.insert(bidder) }
        guard sale?.active.contains(bidder) ?? false else { continue }
      }
      moves.append((bidder, act.kind == "bid" ? act.amount : nil))
      places.append(place)
    }
    let current = lot
    let answer = sale?.play(moves)
    for (place, reason) in zip(places, answer?.reasons ?? moves.map { _ in "closed" }) { reasons[place] = reason }
    hadLowBid = hadLowBid || answer?.reasons.contains("below-minimum") ?? false
    expected.answer(round.acts, reasons)
    for bidder in answer?.left ?? [] { expected.add("exit", bidder: bidder, units: [current: 1]) }
    if let standing = answer?.standing {
      expected.add("standing", bidder: standing.bidder, units: [current: 1], amount: standing.amount)
    }
    if let closed = sale, closed.isClosed {
      if let standing = closed.standing {
        expected.add("won", bidder: standing.bidder, units: [lot: 1], amount: standing.amount)
        outcome.sell([lot: 1], to: standing.bidder, bid: standing.amount, price: standing.amount)
        held.give([lot: 1], to: standing.bidder)
        spent[standing.bidder] += standing.amount
      } else {
        keep(hadLowBid ? "below-reserve" : "no-offer", &expected)
      }
      open(&expected)
    }
    if sale == nil { expected.add("closed") }
    return expected
  }

  private mutating func keep(_ reason: String, _ expected: inout ExpectedRound) {
    outcome.reasons[lot] = reason
    expected.add("unsold", units: [lot: held.left(lot)])
    lot += 1
  }

  private mutating func open(_ expected: inout ExpectedRound) {
    sale = nil
    hadLowBid = false
    while lot < statement.lots.count {
      let left = held.left(lot)
      guard left > 0 else {
        lot += 1
        continue
      }
      let present = statement.bidders.indices.filter { !hasLeft.contains($0) }
      let admitted = present.filter { held.mayTake([lot: 1], $0) }
      guard !admitted.isEmpty else {
        keep(held.isClosedToAll(lot) ? "conflict" : present.isEmpty ? "no-offer" : "limit", &expected)
        continue
      }
      sale = AscendingSale(
        statement, reserve: statement.lots[lot].reserve, admitted: Set(admitted),
        budgets: statement.bidders.indices.map { bidder in
          statement.bidders[bidder].budget.map { max(0, $0 - spent[bidder]) }
        }, occasion: "\(statement.lots[lot].name)/\(statement.lots[lot].supply - left)",
        closesWhenQuiet: statement.rules.flag("quiet-round-closes"))
      return
    }
  }
}
