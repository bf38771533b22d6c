// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Rights to choose sold one after another, as Anatel sells rights of exploitation of satellites.
///
/// A right is opened by sealed offers. The highest offer stands; who offered enough of it, and in any case the highest few,
/// may raise it in rounds by at least the increment, until nobody does. The winner pays its bid and picks a lot, which is a
/// position with its band, from what is left. Where the rules name no reserve, each lot keeps its own: it can be picked only at
/// a price that reaches it. Lots that conflict with a pick leave the list, and a group that has reached the cap is out of
/// later rights. A right for which nobody offers the reserve stays unsold, and so does every lot that
/// nobody picks.
///
/// Format: Goeree, Plott, Wooders 2004, doi:10.1162/154247604323068168; Eliaz, Offerman, Schotter 2008,
/// doi:10.1016/j.geb.2007.05.002.
public struct RightToChoose: Sendable {
  /// The lots, bidders and conflicts.
  public let auction: Auction
  /// The rules.
  public let rules: RightToChooseRules
  /// The right on sale, from 0.
  public private(set) var right = 0
  /// Where it stands.
  public private(set) var stage = Stage.offers
  /// The rights that were sold.
  public private(set) var won: [Won] = []
  /// The rights that weren't.
  public private(set) var unsoldRights: [Int] = []
  /// Who holds which lot.
  public private(set) var held: HeldLots
  /// The ascending bids for the right on sale.
  public private(set) var sale: AscendingLot?
  /// Who left.
  public private(set) var hasLeft: Set<Int> = []
  /// Whether a lot decided between equals.
  public private(set) var usedLots = false
  private let ties: TieLot
  private var bestOfOthers: [Int: Int] = [:]

  /// Opens the first right.
  ///
  /// - Parameter seed: of the lots that decide between equal offers.
  public init(auction: Auction, rules: RightToChooseRules, seed: Int) {
    self.auction = auction
    self.rules = rules
    ties = TieLot(seed: seed)
    held = HeldLots(auction: auction)
    if rightCount == 0 { stage = .over }
  }

  /// How many rights are sold: as the rules say, or one for every unit, but no more than `mostRights`.
  public var rightCount: Int {
    min(
      rules.rights ?? auction.lots.reduce(0) { min(Self.mostRights, $0 + min(Self.mostRights, $1.supply)) },
      Self.mostRights)
  }

  /// The most rights of an auction.
  public static let mostRights = 100_000

  /// The lots that a bidder could pick now, ascending.
  ///
  /// - Parameter price: what the right costs, in minor units; lots with a reserve above it are left out. nil for any price.
  public func list(for bidder: Int, at price: Int? = nil) -> [Int] {
    auction.lots.indices.filter { least(for: $0) <= price ?? .max && held.mayTake(bidder: bidder, lot: $0) }
  }

  /// The least price at which a lot may be picked, in minor units: the reserve of the rules, or where they name none its own.
  public func least(for lot: Int) -> Int { rules.reserve ?? auction.lots[lot].reserve }

  /// The least opening offer: that of the rules, or the least reserve of what is left.
  public var reserve: Int { auction.bidders.indices.compactMap(leastOffer).min() ?? rules.reserve ?? 0 }

  /// The least opening offer of a bidder, in minor units: the least reserve on its list; nil where its list is empty.
  public func leastOffer(of bidder: Int) -> Int? { list(for: bidder).map(least).min() }

  /// How many rights the group of a bidder has won.
  public func rightsOfGroup(of bidder: Int) -> Int {
    won.filter { $0.bidder == bidder || isOneGroup($0.bidder, bidder) }.count
  }

  /// Whether a bidder may offer for the right on sale.
  public func mayOffer(_ bidder: Int) -> Bool { rejection(of: bidder) == nil }

  /// What a bidder may still spend, in minor units; nil for no limit.
  public func purse(of bidder: Int) -> Int? {
    auction.bidders[bidder].budget.map { budget in
      max(0, budget - won.filter { $0.bidder == bidder }.reduce(0) { $0 + $1.price })
    }
  }

  /// Plays one step: the opening offers, one round of ascending bids, or the pick.
  public mutating func submit(_ acts: [Act]) -> [Event] {
    guard stage != .over else { return acts.indices.map { .rejected(act: $0, reason: .closed) } }
    switch stage {
    case .offers: return open(acts)
    case .ascending: return raise(acts)
    case .choice: return pick(acts)
    case .over: return []
    }
  }

  // MARK: - Stages

  private mutating func open(_ acts: [Act]) -> [Event] {
    var events: [Event] = []
    var offers: [Int: Int] = [:]
    for (place, act) in acts.enumerated() {
      switch act {
      case .leave(let bidder): leave(bidder, place, &events)
      case .offer(let bidder, let amount):
        if let reason = rejection(of: bidder) ?? rejection(of: amount, by: bidder, offers) {
          events.append(.rejected(act: place, reason: reason))
        } else {
          offers[bidder] = amount
        }
      case .sale, .choose: events.append(.rejected(act: place, reason: .wrongStage))
      }
    }
    guard let highest = offers.values.max() else {
      unsoldRights.append(right)
      events.append(.unsold(right: right))
      next(&events)
      return events
    }
    let bidders = offers.keys.sorted { (offers[$0] ?? 0, $1) > (offers[$1] ?? 0, $0) }
    let equals = bidders.filter { offers[$0] == highest }
    let best = ties.winner(among: equals, names: auction.bidders.map(\.name), on: "right \(right)") ?? equals[0]
    let ordered = [best] + bidders.filter { $0 != best }
    let bar = WholeMoney.shareRoundedUp(highest, rules.nearnessThousandths)
    // Who offers the same as the last of the highest few goes on with it.
    let last = ordered.prefix(max(1, rules.leastAdmitted)).last.flatMap { offers[$0] } ?? highest
    let admitted = ordered.filter { (offers[$0] ?? 0) >= min(bar, last) }.sorted()
    usedLots = usedLots || equals.count > 1
    events.append(
      .opened(
        right: right, bidder: best, amount: highest, admitted: admitted,
        tooLow: bidders.filter { !admitted.contains($0) }.sorted(), byLot: equals.count > 1))
    bestOfOthers = offers
    let current = AscendingLot(
      rules: increments, reserve: reserve, admitted: admitted, names: auction.bidders.map(\.name),
      budgets: auction.bidders.indices.map { purse(of: $0) },
      standing: AscendingLot.Standing(bidder: best, amount: highest), lot: ties, occasion: "right \(right)")
    sale = current
    stage = .ascending
    if rules.sale == .sealed || current.isClosed { win(current, &events) }
    return events
  }

  private mutating func raise(_ acts: [Act]) -> [Event] {
    guard var current = sale else { return [] }
    var events: [Event] = []
    var inner: [AscendingLot.Act] = []
    var places: [Int] = []
    for (place, act) in acts.enumerated() {
      switch act {
      case .sale(let move):
        inner.append(move)
        places.append(place)
      case .leave(let bidder):
        guard current.standing?.bidder != bidder else {
          events.append(.rejected(act: place, reason: .wrongStage))
          continue
        }
        leave(bidder, place, &events)
        if hasLeft.contains(bidder), current.active.contains(bidder) {
          inner.append(.withdraw(bidder: bidder))
          places.append(place)
        }
      case .offer, .choose: events.append(.rejected(act: place, reason: .wrongStage))
      }
    }
    for event in current.submit(inner) {
      switch event {
      case .rejected(let act, let reason): events.append(.sale(.rejected(act: places[act], reason: reason)))
      case .sold, .unsold: break
      case .standing(_, _, let byLot):
        usedLots = usedLots || byLot
        events.append(.sale(event))
      case .withdrew: events.append(.sale(event))
      }
    }
    // A bid that didn't come to stand because of a higher one in its round is no runner-up's: only standing bids count.
    if let standing = current.standing { bestOfOthers[standing.bidder] = standing.amount }
    sale = current
    if current.isClosed { win(current, &events) }
    return events
  }

  private mutating func pick(_ acts: [Act]) -> [Event] {
    var events: [Event] = []
    for (place, act) in acts.enumerated() {
      switch act {
      case .leave(let bidder): leave(bidder, place, &events)
      case .choose(let bidder, let lot):
        guard stage == .choice, let winner = won.last else {
          events.append(.rejected(act: place, reason: .wrongStage))
          continue
        }
        guard winner.bidder == bidder else {
          events.append(.rejected(act: place, reason: .notTheWinner))
          continue
        }
        guard auction.lots.indices.contains(lot), held.mayTake(bidder: bidder, lot: lot) else {
          events.append(.rejected(act: place, reason: .notOnTheList))
          continue
        }
        guard winner.price >= least(for: lot) else {
          events.append(.rejected(act: place, reason: .belowReserve))
          continue
        }
        won[won.count - 1].lot = lot
        held.give(lot: lot, to: bidder)
        events.append(.chose(right: right, bidder: bidder, lot: lot))
        next(&events)
      case .offer, .sale: events.append(.rejected(act: place, reason: .wrongStage))
      }
    }
    return events
  }

  private mutating func win(_ sale: AscendingLot, _ events: inout [Event]) {
    guard let standing = sale.standing else { return }
    let others = bestOfOthers.filter { $0.key != standing.bidder }
    let runnerUp = others.min { ($1.value, $0.key) < ($0.value, $1.key) }
    won.append(
      Won(
        right: right, bidder: standing.bidder, price: standing.amount,
        runnerUp: runnerUp.map { AscendingLot.Standing(bidder: $0.key, amount: $0.value) }))
    events.append(.won(right: right, bidder: standing.bidder, price: standing.amount))
    self.sale = nil
    stage = .choice
  }

  private mutating func next(_ events: inout [Event]) {
    right += 1
    sale = nil
    bestOfOthers = [:]
    let canGoOn = auction.bidders.indices.contains { !list(for: $0).isEmpty }
    stage = right < rightCount && canGoOn ? .offers : .over
    if stage == .over { events.append(.over) }
  }

  // MARK: - Who may do what

  private var increments: AscendingSingleLotRules {
    var increments = AscendingSingleLotRules()
    increments.incrementThousandths = rules.incrementThousandths
    increments.leastIncrement = rules.leastIncrement
    increments.mostRounds = rules.mostRounds
    return increments
  }

  private func isOneGroup(_ left: Int, _ right: Int) -> Bool {
    guard let group = auction.bidders[left].group else { return false }
    return group == auction.bidders[right].group
  }

  private mutating func leave(_ bidder: Int, _ place: Int, _ events: inout [Event]) {
    guard auction.bidders.indices.contains(bidder) else {
      events.append(.rejected(act: place, reason: .unknownBidder))
      return
    }
    guard hasLeft.insert(bidder).inserted else {
      events.append(.rejected(act: place, reason: .hasLeft))
      return
    }
    events.append(.left(bidder: bidder))
  }

  private func rejection(of bidder: Int) -> Rejection? {
    guard auction.bidders.indices.contains(bidder) else { return .unknownBidder }
    if hasLeft.contains(bidder) { return .hasLeft }
    if let most = rules.mostPerGroup, rightsOfGroup(of: bidder) >= most { return .atCap }
    return list(for: bidder).isEmpty ? .notOnTheList : nil
  }

  private func rejection(of amount: Int, by bidder: Int, _ offers: [Int: Int]) -> Rejection? {
    if offers[bidder] != nil { return .secondAct }
    if amount < max(1, leastOffer(of: bidder) ?? reserve) { return .belowReserve }
    if amount > min(purse(of: bidder) ?? .max, Currency.greatestAmount) { return .aboveBudget }
    return nil
  }
}
