// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Carries out again rights to choose sold one after another: opening offers, rounds of ascending bids, picks.
struct RightsReplay {
  private enum Stage: String {
    case offers, ascending, choice
    case over = ""
  }

  let statement: AuctionStatement
  private var held: HeldUnits
  private var stage = Stage.offers
  private var right = 0
  private var rightCount: Int
  private var won: [AscendingSale.Standing] = []
  private var anyUnsold = false
  private var hasLeft: Set<Int> = []
  private var sale: AscendingSale?
  private var outcome: ReplayedOutcome

  init(_ statement: AuctionStatement) {
    self.statement = statement
    held = HeldUnits(statement)
    outcome = ReplayedOutcome(bidders: statement.bidders.count)
    let units = statement.lots.reduce(0) { $0 + $1.supply }
    rightCount = min(100_000, statement.rules.count("rights") ?? units)
    if rightCount == 0 { stage = .over }
  }

  /// - Returns: What was picked; nil where the log ends before the auction does.
  mutating func run(_ rounds: [AuctionRounds.Round], _ journal: inout Journal) -> ReplayedOutcome? {
    for (index, round) in rounds.enumerated() {
      play(round).compare(round, index, statement, &journal)
    }
    guard stage == .over else {
      AuctionLogChecks.report(&journal, nil, "ends before all rights are done", "the rounds to the close")
      return nil
    }
    for lot in statement.lots.indices where held.left(lot) > 0 {
      outcome.reasons[lot] = held.isClosedToAll(lot) ? "conflict" : anyUnsold ? "no-offer" : "not-chosen"
    }
    return outcome
  }

  // MARK: - Who may do what

  private func canPick(_ bidder: Int) -> Bool {
    statement.lots.indices.contains { held.mayTake([$0: 1], bidder) }
  }

  private var reserve: Int {
    if let reserve = statement.rules.money("reserve") { return reserve }
    return statement.lots.indices.filter { lot in
      statement.bidders.indices.contains { held.mayTake([lot: 1], $0) }
    }.map { statement.lots[$0].reserve }.min() ?? 0
  }

  private func purse(_ bidder: Int) -> Int? {
    statement.bidders[bidder].budget.map { budget in
      max(0, budget - won.reduce(0) { $1.bidder == bidder ? $0 + $1.amount : $0 })
    }
  }

  private func reasonAgainst(_ bidder: Int) -> String? {
    if hasLeft.contains(bidder) { return "not-in-auction" }
    if let most = statement.rules.count("most-per-group") {
      let group = statement.bidders[bidder].group
      let own = won.filter {
        $0.bidder == bidder || !group.isEmpty && isSame(statement.bidders[$0.bidder].group, group)
      }
      if own.count >= most { return "above-cap" }
    }
    return canPick(bidder) ? nil : "conflict"
  }

  private func form(_ act: AuctionRounds.Entry) -> String? {
    switch act.kind {
    case "bid": act.amount != nil && act.units.isEmpty ? nil : "wrong-act"
    case "exit": act.units.isEmpty ? nil : "wrong-act"
    case "choose": act.units.count == 1 && act.units.values.first == 1 ? nil : "wrong-act"
    default: "wrong-act"
    }
  }

  private mutating func leave(_ bidder: Int, _ expected: inout [AuctionRounds.Entry]) -> String? {
    guard hasLeft.insert(bidder).inserted else { return "not-in-auction" }
    expected.append(.init(kind: "exit", bidder: bidder, units: [:]))
    return nil
  }

  // MARK: - Stages

  private mutating func play(_ round: AuctionRounds.Round) -> ExpectedRound {
    var expected = ExpectedRound(phase: stage.rawValue)
    var reasons: [String?] = round.acts.map { stage == .over ? "closed" : form($0) }
    let moves = round.acts.enumerated().filter { reasons[$0.offset] == nil }
    var events: [AuctionRounds.Entry] = []
    switch stage {
    case .offers: takeOffers(moves, &reasons, &events)
    case .ascending: raise(moves, &reasons, &events)
    case .choice: pick(moves, &reasons, &events)
    case .over: break
    }
    expected.answer(round.acts, reasons)
    expected.events += events
    if stage == .over {
      let left = statement.lots.indices.reduce(into: [Int: Int]()) { units, lot in
        if held.left(lot) > 0 { units[lot] = held.left(lot) }
      }
      if !left.isEmpty { expected.add("unsold", units: left) }
      expected.add("closed")
    }
    return expected
  }

  private typealias Moves = [(offset: Int, element: AuctionRounds.Entry)]

  private mutating func takeOffers(
    _ moves: Moves, _ reasons: inout [String?], _ events: inout [AuctionRounds.Entry]
  ) {
    var offers: [Int: Int] = [:]
    let least = max(1, reserve)
    for (place, act) in moves {
      guard let bidder = act.bidder else { continue }
      switch act.kind {
      case "exit": reasons[place] = leave(bidder, &events)
      case "bid":
        let amount = act.amount ?? 0
        let most = min(purse(bidder) ?? .max, AuctionMoney.greatest)
        reasons[place] =
          reasonAgainst(bidder)
          ?? (offers[bidder] != nil
            ? "twice" : amount < least ? "below-minimum" : amount > most ? "above-budget" : nil)
        if reasons[place] == nil { offers[bidder] = amount }
      default: reasons[place] = "wrong-act"
      }
    }
    guard let highest = offers.values.max() else {
      anyUnsold = true
      events.append(.init(kind: "unsold", units: [:]))
      return next()
    }
    let lots = PublishedLots(seed: statement.worldSeed)
    let equals = offers.filter { $0.value == highest }.map(\.key).sorted()
    guard let best = lots.order(of: equals, names: statement.bidders.map(\.name), on: "right \(right)").first else {
      return
    }
    events.append(.init(kind: "standing", bidder: best, units: [:], amount: highest))
    let bar = Int(clamping: (Int128(highest) * Int128(statement.rules.share("nearness")) + 999) / 1000)
    let ordered = offers.values.sorted(by: >)
    let last = ordered[min(max(1, statement.rules.count("least-admitted") ?? 1), ordered.count) - 1]
    let admitted = Set(offers.filter { $0.value >= min(bar, last) }.keys)
    let current = AscendingSale(
      statement, reserve: reserve, admitted: admitted, budgets: statement.bidders.indices.map(purse),
      occasion: "right \(right)", standing: .init(bidder: best, amount: highest), closesWhenQuiet: true)
    sale = current
    stage = .ascending
    if statement.rules.word("sale") == "sealed" || current.isClosed { award(current, &events) }
  }

  private mutating func raise(
    _ moves: Moves, _ reasons: inout [String?], _ events: inout [AuctionRounds.Entry]
  ) {
    guard var current = sale else { return }
    var inner: [(bidder: Int, amount: Int?)] = []
    var places: [Int] = []
    for (place, act) in moves {
      guard let bidder = act.bidder else { continue }
      switch act.kind {
      case "bid":
        inner.append((bidder, act.amount))
        places.append(place)
      case "exit":
        guard current.standing?.bidder != bidder else {
          reasons[place] = "wrong-act"
          continue
        }
        reasons[place] = leave(bidder, &events)
        if hasLeft.contains(bidder), current.active.contains(bidder) {
          inner.append((bidder, nil))
          places.append(place)
        }
      default: reasons[place] = "wrong-act"
      }
    }
    let answer = current.play(inner)
    for (place, reason) in zip(places, answer.reasons) where reason != nil { reasons[place] = reason }
    if let standing = answer.standing {
      events.append(.init(kind: "standing", bidder: standing.bidder, units: [:], amount: standing.amount))
    }
    sale = current
    if current.isClosed { award(current, &events) }
  }

  private mutating func pick(
    _ moves: Moves, _ reasons: inout [String?], _ events: inout [AuctionRounds.Entry]
  ) {
    for (place, act) in moves {
      guard let bidder = act.bidder else { continue }
      switch act.kind {
      case "exit": reasons[place] = leave(bidder, &events)
      case "choose":
        guard stage == .choice, let winner = won.last, winner.bidder == bidder, let lot = act.units.keys.first else {
          reasons[place] = "wrong-act"
          continue
        }
        guard held.mayTake([lot: 1], bidder) else {
          reasons[place] = "conflict"
          continue
        }
        held.give([lot: 1], to: bidder)
        outcome.sell([lot: 1], to: bidder, bid: winner.amount, price: winner.amount)
        events.append(.init(kind: "won", bidder: bidder, units: [lot: 1], amount: winner.amount))
        next()
      default: reasons[place] = "wrong-act"
      }
    }
  }

  private mutating func award(_ sale: AscendingSale, _ events: inout [AuctionRounds.Entry]) {
    guard let standing = sale.standing else { return }
    won.append(standing)
    events.append(.init(kind: "awarded", bidder: standing.bidder, units: [:], amount: standing.amount))
    self.sale = nil
    stage = .choice
  }

  private mutating func next() {
    right += 1
    sale = nil
    stage = right < rightCount && statement.bidders.indices.contains(where: canPick) ? .offers : .over
  }
}
