// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// An ordering while it is carried out: whose turn it is, and what the rules give it then.
struct OrderWalk {
  let docket: Docket
  let rules: PolicyRules
  /// Index of the planned stage.
  let stage: Int
  let ordering: Policy.Ordering
  /// The seed of its draws.
  let seed: Int
  /// Administrations in the order of their turns, where it isn't drawn.
  var turns: [String]?

  private(set) var granted: GrantIndex
  private var tally: LimitTally
  private var isGranted: [Bool]
  private var networksInStage: [String: Int] = [:]
  /// Decisions made so far.
  private(set) var decisions = 0

  /// Starts from the grants of earlier stages; nil where the stage is no ordering.
  init?(docket: Docket, rules: PolicyRules, stage: Int, seed: Int? = nil, turns: [String]? = nil, before: [Option]) {
    guard case .order(let ordering) = rules.planned[stage].stage.rule else { return nil }
    self.docket = docket
    self.rules = rules
    self.stage = stage
    self.ordering = ordering
    self.seed = seed ?? ordering.seed ?? docket.tieBreakSeed
    self.turns = turns
    granted = GrantIndex(before, docket: docket)
    tally = LimitTally(rules.limitations, granted: before.map(\.request))
    isGranted = Array(repeating: false, count: docket.requests.count)
    for grant in before { isGranted[grant.request] = true }
  }

  /// Goes through the whole order.
  ///
  /// - Parameter settle: told each request whose turn it is and what the rules give it; what it says was granted is what
  ///   everyone after it finds taken.
  mutating func run(_ settle: (Int, Option?) -> Option?) {
    let waiting = docket.requests.indices.filter { !isGranted[$0] && rules.admits($0, stage: stage, docket: docket) }
    switch ordering.queue {
    case .dateOfReceipt, .lot:
      for request in OrderQueue(walk: self).sorted(waiting) { decide(request, settle) }
    case .serialDictatorship:
      var queues = queues(of: waiting)
      while !queues.isEmpty {
        for index in queues.indices { take(ordering.networksPerTurn ?? Int.max, from: &queues[index], settle) }
        queues.removeAll(where: \.requests.isEmpty)
      }
    case .pickingSequence(let method, let entitlement):
      let queues = queues(of: waiting)
      for rank in 0...ordering.priority.count {
        pick(queues.filter { $0.rank == rank }, method, entitlement, settle)
      }
    }
  }

  /// The requests of an administration that still wait, by date.
  private struct Queue {
    var administration: String
    var rank: Int
    var requests: ArraySlice<Int>
  }

  /// Administrations that wait, in the order of their turns.
  private func queues(of waiting: [Int]) -> [Queue] {
    let order = OrderQueue(walk: self)
    let byAdministration = Dictionary(grouping: waiting) { docket.requests[$0].administration }
    return order.turns(byAdministration.keys).map { administration in
      Queue(
        administration: administration, rank: docket.rank(of: administration, in: ordering.priority),
        requests: order.byDate(byAdministration[administration] ?? [])[...])
    }
  }

  /// Grants up to so many requests of a queue; what doesn't fit is dropped.
  @discardableResult
  private mutating func take(_ most: Int, from queue: inout Queue, _ settle: (Int, Option?) -> Option?) -> Int {
    var taken = 0
    while taken < most, let request = queue.requests.popFirst() {
      if decide(request, settle) { taken += 1 }
    }
    return taken
  }

  private mutating func pick(
    _ queues: [Queue], _ method: Policy.DivisorMethod, _ entitlement: Entitlement, _ settle: (Int, Option?) -> Option?
  ) {
    var pickers = queues.compactMap { queue in
      docket.entitlement(of: queue.administration, entitlement).map { (queue: queue, share: Int128($0), picks: 0) }
    }
    let doubledShift = method == .adams ? 0 : method == .webster ? 1 : 2
    while var next = pickers.indices.first {
      for other in pickers.indices.dropFirst() {
        // (p + s) ÷ e compared crosswise; the earlier in the order of turns keeps the turn where they are equal.
        let mine = Int128(2 * pickers[other].picks + doubledShift) * pickers[next].share
        let least = Int128(2 * pickers[next].picks + doubledShift) * pickers[other].share
        if mine < least { next = other }
      }
      pickers[next].picks += take(1, from: &pickers[next].queue, settle)
      if pickers[next].queue.requests.isEmpty { pickers.remove(at: next) }
    }
  }

  /// Decides one request and takes over what was granted; whether something was.
  @discardableResult
  private mutating func decide(_ request: Int, _ settle: (Int, Option?) -> Option?) -> Bool {
    decisions += 1
    guard let option = settle(request, decision(on: request)) else { return false }
    granted.insert(option, docket: docket)
    tally.add(request)
    networksInStage[docket.requests[request].administration, default: 0] += 1
    return true
  }

  /// The most preferred free option of a request, if limits and places leave it one.
  private func decision(on index: Int) -> Option? {
    let request = docket.requests[index]
    let limit = rules.planned[stage].stage.networksPerAdministration ?? Int.max
    guard networksInStage[request.administration, default: 0] < limit, tally.hasRoom(for: index) else { return nil }
    for place in docket.places(of: request) where ordering.placement == .nearest || place.displacement == 0 {
      let options = rules.options(of: index, at: place, docket: docket)
      if let free = options.first(where: { granted.isFree($0, docket: docket) }) { return free }
    }
    return nil
  }
}

/// The order of requests and of turns.
struct OrderQueue {
  let walk: OrderWalk

  private var docket: Docket { walk.docket }

  /// Requests by date of receipt, undated first, then by identifier.
  func byDate(_ requests: [Int]) -> [Int] {
    requests.sorted { (docket.requests[$0].day ?? Int.min, $0) < (docket.requests[$1].day ?? Int.min, $1) }
  }

  /// Administrations by priority, then by lot or as told, then by symbol.
  func turns(_ administrations: some Sequence<String>) -> [String] {
    let places = walk.turns.map { Dictionary(uniqueKeysWithValues: $0.enumerated().map { ($1, UInt64($0)) }) }
    let keys = administrations.map { symbol in
      (
        rank: docket.rank(of: symbol, in: walk.ordering.priority),
        lot: places.map { $0[symbol] ?? UInt64.max } ?? number("turn", symbol), symbol: symbol
      )
    }
    return keys.sorted { $0 < $1 }.map(\.symbol)
  }

  /// Requests of an ordering that goes request by request.
  func sorted(_ requests: [Int]) -> [Int] {
    let rounds = walk.rules.planned[walk.stage].stage.roundDays.map { PlannedStage.rounds(days: $0, docket: docket) }
    struct Key {
      var rank: Int
      var day: Int
      var isAfterBatch: Int
      var draw: UInt64
      var request: Int
    }
    let keys = requests.map { index in
      let request = docket.requests[index]
      var key = Key(
        rank: docket.rank(of: request.administration, in: walk.ordering.priority), day: 0, isAfterBatch: 0, draw: 0,
        request: index)
      if walk.ordering.queue == .lot {
        key.draw = number("order", request.identifier)
      } else if let rounds {
        key.day = rounds.firstIndex { $0.contains(request) } ?? 0
        key.draw = number("order", request.identifier)
      } else if let day = request.day {
        key.day = day
        key.isAfterBatch = 1
        for batch in walk.ordering.batches where batch.from.dayNumber <= day && day <= batch.to.dayNumber {
          key.day = batch.to.dayNumber
          key.isAfterBatch = 0
          key.draw = number("order", request.identifier)
        }
      } else {
        key.day = Int.min
      }
      return key
    }
    return keys.sorted {
      ($0.rank, $0.day, $0.isAfterBatch, $0.draw, $0.request) < ($1.rank, $1.day, $1.isAfterBatch, $1.draw, $1.request)
    }.map(\.request)
  }

  private func number(_ purpose: String, _ name: String) -> UInt64 {
    SeededDraw(purpose: purpose, identifier: name, seed: walk.seed).number
  }
}
