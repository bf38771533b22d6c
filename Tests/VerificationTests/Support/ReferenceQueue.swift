// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Scenarios
@testable import Verification

/// Orderings by their plain words: after every grant everybody is asked again whose turn it is.
struct ReferenceQueue {
  let allocator: ReferenceAllocator
  let planned: ReferenceStage
  let ordering: Policy.Ordering
  var grants: [Int: Option]
  private(set) var granted: [Int] = []
  private var waiting: [Int]
  private var inStage: [String: Int] = [:]

  private var docket: Docket { allocator.docket }

  init(_ allocator: ReferenceAllocator, _ planned: ReferenceStage, _ ordering: Policy.Ordering, _ grants: [Int: Option])
  {
    self.allocator = allocator
    self.planned = planned
    self.ordering = ordering
    self.grants = grants
    waiting = allocator.docket.requests.indices.filter { grants[$0] == nil && allocator.admits($0, planned) }
  }

  private func number(_ purpose: String, _ name: String) -> UInt64 {
    let seed = ordering.seed ?? allocator.world.scenario.tieBreakSeed
    return SeededDraw(purpose: purpose, identifier: name, seed: seed).number
  }

  private func symbol(_ request: Int) -> String { docket.requests[request].administration }

  private func rank(_ symbol: String) -> Int {
    for (index, group) in ordering.priority.enumerated() where allocator.isMember(symbol, [group]) { return index }
    return ordering.priority.count
  }

  private func isEarlier(_ one: Int, _ other: Int) -> Bool {
    let (first, second) = (docket.requests[one].day ?? -1_000_000, docket.requests[other].day ?? -1_000_000)
    return first != second ? first < second : docket.requests[one].identifier < docket.requests[other].identifier
  }

  /// Whether a request comes before another in an ordering of requests.
  private func precedes(_ one: Int, _ other: Int) -> Bool {
    let ranks = (rank(symbol(one)), rank(symbol(other)))
    if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
    let draws = (
      number("order", docket.requests[one].identifier), number("order", docket.requests[other].identifier)
    )
    if ordering.queue == .lot { return draws.0 < draws.1 }
    if let days = planned.stage.roundDays {
      let rounds = allocator.rounds(days)
      let mine = rounds.firstIndex { $0.contains(one) } ?? 0
      let theirs = rounds.firstIndex { $0.contains(other) } ?? 0
      return mine != theirs ? mine < theirs : draws.0 < draws.1
    }
    func batch(_ request: Int) -> Policy.BatchWindow? {
      guard let day = docket.requests[request].day else { return nil }
      return ordering.batches.first { $0.from.dayNumber <= day && day <= $0.to.dayNumber }
    }
    switch (batch(one), batch(other)) {
    case (nil, nil): return isEarlier(one, other)
    case (.some(let mine), .some(let theirs)): return mine == theirs ? draws.0 < draws.1 : mine.to < theirs.to
    case (.some(let mine), nil): return docket.requests[other].day.map { mine.to.dayNumber <= $0 } ?? false
    case (nil, .some(let theirs)): return docket.requests[one].day.map { $0 < theirs.to.dayNumber } ?? true
    }
  }

  mutating func run() {
    switch ordering.queue {
    case .dateOfReceipt, .lot:
      while let next = waiting.first(where: { one in !waiting.contains { $0 != one && precedes($0, one) } }) {
        decide(next)
      }
    case .serialDictatorship:
      while !waiting.isEmpty {
        let turns = Set(waiting.map { symbol($0) }).sorted { isFirst($0, $1) }
        for turn in turns { take(turn, ordering.networksPerTurn ?? 1_000) }
      }
    case .pickingSequence(let method, let entitlement):
      var picks: [String: Int] = [:]
      waiting = waiting.filter { allocator.share(symbol($0), entitlement) != nil }
      while !waiting.isEmpty {
        let symbols = Set(waiting.map { symbol($0) })
        let best = symbols.map { rank($0) }.min()
        let shift = method == .adams ? 0.0 : method == .webster ? 0.5 : 1.0
        func ratio(_ symbol: String) -> Double {
          (Double(picks[symbol] ?? 0) + shift) / Double(allocator.share(symbol, entitlement) ?? 1)
        }
        let next = symbols.filter { rank($0) == best }.min { one, other in
          abs(ratio(one) - ratio(other)) > 1e-12 ? ratio(one) < ratio(other) : isFirst(one, other)
        }
        guard let next else { return }
        picks[next, default: 0] += take(next, 1)
      }
    }
  }

  private func isFirst(_ one: String, _ other: String) -> Bool {
    let ranks = (rank(one), rank(other))
    return ranks.0 != ranks.1 ? ranks.0 < ranks.1 : number("turn", one) < number("turn", other)
  }

  @discardableResult
  private mutating func take(_ turn: String, _ most: Int) -> Int {
    var taken = 0
    while taken < most, let next = waiting.filter({ symbol($0) == turn }).min(by: { isEarlier($0, $1) }) {
      if decide(next) { taken += 1 }
    }
    return taken
  }

  @discardableResult
  private mutating func decide(_ request: Int) -> Bool {
    waiting.removeAll { $0 == request }
    if let limit = planned.stage.networksPerAdministration, inStage[symbol(request), default: 0] >= limit {
      return false
    }
    let option = allocator.options(request).first { option in
      guard ordering.placement == .nearest || option.position == docket.requests[request].filedLongitude else {
        return false
      }
      return allocator.keepsLimits(grants.merging([request: option]) { $1 })
        && !grants.values.contains { allocator.conflicts($0, option) }
    }
    guard let option else { return false }
    grants[request] = option
    granted.append(request)
    inStage[symbol(request), default: 0] += 1
    return true
  }
}
