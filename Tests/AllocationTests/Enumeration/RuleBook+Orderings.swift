// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

@testable import Coordination
@testable import Scenarios

extension RuleBook {
  /// Carries an ordering out: the positions that it grants.
  ///
  /// - Parameter order: administrations in the order of their turns, where lots don't say so.
  func replay(_ step: Step, _ ordering: Policy.Ordering, standing: [Int], order: [String]? = nil) -> [Int] {
    var queue = Queue(book: self, step: step, ordering: ordering, standing: standing)
    let draw = SeededDraw(seed: ordering.seed ?? problem.scenario.tieBreakSeed)
    let waiting = problem.requests.indices.filter {
      admits(step, $0) && Oracle.set(standing.map { oracle.choices[$0].request }) >> $0 & 1 == 0
    }
    func rank(_ request: Int) -> Int {
      ordering.priority.firstIndex { Self.contains($0, administration(request)) } ?? ordering.priority.count
    }
    // Turns that come round again go through the ranks each time; all other orders end one rank before the next begins.
    let goesRound = ordering.queue == .serialDictatorship
    for priority in goesRound ? [0] : Set(waiting.map(rank)).sorted() {
      let own = waiting.filter { goesRound || rank($0) == priority }
      switch ordering.queue {
      case .dateOfReceipt:
        let span = step.stage.roundDays.map(rounds)
        for request in own.sorted(by: { dateKey($0, ordering, span, draw) < dateKey($1, ordering, span, draw) }) {
          queue.serve(request)
        }
      case .lot:
        func lot(_ request: Int) -> UInt64 { draw.number(.order, problem.requests[request].identifier) }
        for request in own.sorted(by: { lot($0) < lot($1) }) { queue.serve(request) }
      case .serialDictatorship, .pickingSequence:
        let symbols = Set(own.map { problem.requests[$0].administration })
        let lots = order ?? symbols.sorted { draw.number(.turn, $0) < draw.number(.turn, $1) }
        let ranks = Dictionary(own.map { (problem.requests[$0].administration, rank($0)) }) { first, _ in first }
        let turns = Set(ranks.values).sorted().flatMap { rank in lots.filter { ranks[$0] == rank } }
        var requests: [String: [Int]] = [:]
        for request in own.sorted(by: { Request.earlier(problem.requests[$0], problem.requests[$1]) }) {
          requests[problem.requests[request].administration, default: []].append(request)
        }
        queue.takeTurns(turns, requests)
      }
    }
    return queue.granted
  }

  /// Undated first, then by day, a batch on its last day before the rest of that day, then by identifier; or by rounds.
  private func dateKey(
    _ request: Int, _ ordering: Policy.Ordering, _ rounds: [ClosedRange<Int>]?, _ draw: SeededDraw
  ) -> DateKey {
    let one = problem.requests[request]
    let lot = draw.number(.order, one.identifier)
    guard let received = one.received else {
      return DateKey(day: rounds == nil ? .min : 0, part: 0, lot: rounds == nil ? 0 : lot, name: one.identifier)
    }
    if let rounds {
      let round = rounds.firstIndex { $0.contains(received.dayNumber) } ?? 0
      return DateKey(day: round, part: 0, lot: lot, name: one.identifier)
    }
    for batch in ordering.batches where received >= batch.from && received <= batch.to {
      return DateKey(day: batch.to.dayNumber, part: 0, lot: lot, name: one.identifier)
    }
    return DateKey(day: received.dayNumber, part: 1, lot: 0, name: one.identifier)
  }

  private struct DateKey: Comparable {
    var day: Int
    var part: Int
    var lot: UInt64
    var name: String

    static func < (left: DateKey, right: DateKey) -> Bool {
      (left.day, left.part, left.lot, left.name) < (right.day, right.part, right.lot, right.name)
    }
  }

  /// An ordering while it is carried out.
  private struct Queue {
    let book: RuleBook
    let step: Step
    let ordering: Policy.Ordering
    let sums: [Sum]
    var standing: [Int]
    var granted: [Int] = []
    private var forbidden: UInt64

    init(book: RuleBook, step: Step, ordering: Policy.Ordering, standing: [Int]) {
      self.book = book
      self.step = step
      self.ordering = ordering
      self.standing = standing
      sums = book.sums()
      forbidden = standing.reduce(0) { $0 | book.oracle.conflicting[$1] }
    }

    @discardableResult
    mutating func serve(_ request: Int) -> Bool {
      let oracle = book.oracle
      let name = book.problem.requests[request].administration
      let here = granted.count { book.problem.requests[oracle.choices[$0].request].administration == name }
      if let most = step.stage.networksPerAdministration, here >= most { return false }
      let after = Oracle.set((standing + granted).map { oracle.choices[$0].request }) | 1 << request
      guard sums.allSatisfy({ $0.value(after) <= $0.most }) else { return false }
      let position = oracle.byRequest[request].first { position in
        (ordering.placement == .nearest || oracle.choices[position].displacement == 0) && book.isOpen(position)
          && forbidden >> UInt64(position) & 1 == 0
      }
      guard let position else { return false }
      granted.append(position)
      forbidden |= oracle.conflicting[position]
      return true
    }

    /// Serves the next requests of an administration until so many are granted; false when it has none left.
    private mutating func serve(_ count: Int, of own: inout [Int]) -> Bool {
      var left = count
      while left > 0, !own.isEmpty {
        if serve(own.removeFirst()) { left -= 1 }
      }
      return !own.isEmpty
    }

    mutating func takeTurns(_ turns: [String], _ requests: [String: [Int]]) {
      var requests = requests
      func isWaiting(_ symbol: String) -> Bool { !(requests[symbol] ?? []).isEmpty }
      guard case .pickingSequence(let method, let entitlement) = ordering.queue else {
        while turns.contains(where: isWaiting) {
          for symbol in turns where isWaiting(symbol) {
            _ = serve(ordering.networksPerTurn ?? .max, of: &requests[symbol, default: []])
          }
        }
        return
      }
      var picks: [String: Int] = [:]
      var left = turns.filter { book.entitlements.share(entitlement, of: $0) > 0 && isWaiting($0) }
      let shift = [Policy.DivisorMethod.adams: 0, .webster: 1, .jefferson: 2][method] ?? 0
      while !left.isEmpty {
        // The least (picks + shift) ÷ entitlement, shifts in halves; of equals, the earlier by lot.
        let quotients = left.map {
          PlainRatio(
            numerator: 2 * picks[$0, default: 0] + shift, denominator: book.entitlements.share(entitlement, of: $0))
        }
        let least = quotients.indices.reduce(0) { quotients[$1] < quotients[$0] ? $1 : $0 }
        let symbol = left[least]
        picks[symbol, default: 0] += 1
        if !serve(1, of: &requests[symbol, default: []]) { left.remove(at: least) }
      }
    }
  }
}

extension Request {
  fileprivate static func earlier(_ left: Request, _ right: Request) -> Bool {
    let (one, other) = (left.received?.iso8601 ?? "", right.received?.iso8601 ?? "")
    return one != other ? one < other : left.identifier < right.identifier
  }
}
