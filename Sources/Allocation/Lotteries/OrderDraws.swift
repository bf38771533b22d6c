// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Scenarios

/// What a policy of orderings gives on average over the orders that its lots may draw.
///
/// A serial dictatorship of up to eight administrations is carried out for every order; otherwise orders are drawn, each by
/// a seed of its own, and probabilities come with intervals.
struct OrderDraws {
  let rules: StageRules
  let plan: [PlannedStage]
  let isCancelled: (@Sendable () -> Bool)?

  private var problem: CoordinationProblem { rules.problem }

  /// The chances of everybody who asks; nil where no stage asks for draws.
  func outcome() throws -> LotteryOutcome? {
    guard let (stage, ordering) = drawn else { return nil }
    let seed = ordering.seed ?? problem.scenario.tieBreakSeed
    let (asking, turnTakers) = parties
    let agents = turnTakers.count
    let works: SerialDictatorship
    let isExact = ordering.queue == .serialDictatorship && agents <= SerialDictatorship.enumerationLimit
    if isExact {
      works = try SerialDictatorship(agentCount: agents) { order in
        try holdings(turnTakers, order: order.map { turnTakers[$0] }, seed: nil)
      }
    } else {
      var tally = SerialDictatorship.Tally(agentCount: agents)
      let draw = SeededDraw(seed: seed)
      for number in 0..<ordering.draws {
        try tally.count(try holdings(turnTakers, order: nil, seed: Self.seed(number, draw)))
      }
      works = SerialDictatorship(estimatedFrom: tally)
    }
    return LotteryOutcome(
      stage: stage.number, method: isExact ? .exact : .sampled, seed: seed, denominator: works.orders,
      chances: zip(turnTakers, works.expectations).compactMap { administration, expectation in
        guard asking.contains(administration) else { return nil }
        return LotteryOutcome.Chance(
          administration: administration, served: expectation.servedOrders,
          intervalBillionths: expectation.interval.map { Self.billionths($0.lower)...Self.billionths($0.upper) },
          holding: expectation.totalUnits)
      }, portfolio: [], ticket: nil)
  }

  private var drawn: (PlannedStage, Policy.Ordering)? {
    for planned in plan {
      if case .order(let ordering) = planned.stage.rule, ordering.draws > 0 { return (planned, ordering) }
    }
    return nil
  }

  /// The seed of an order: 62 bits of a draw, so that it is a seed like any other.
  static func seed(_ number: Int, _ draw: SeededDraw) -> Int {
    Int(draw.number(.draw, String(number)) & (1 << 62 - 1))
  }

  private static func billionths(_ share: Double) -> Int {
    Int((share * 1e9).rounded())
  }

  /// Administrations that a grant admitted by some stage counts for, and those whose turn it is to ask for one.
  private var parties: (asking: Set<Int>, turnTakers: [Int]) {
    var asking: Set<Int> = []
    var turnTakers: Set<Int> = []
    for planned in plan {
      let admitted = rules.admits(planned)
      for request in problem.requests.indices where admitted[request] {
        if let holder = problem.holders[request] { asking.insert(holder) }
        turnTakers.insert(problem.notifying[request])
      }
    }
    return (asking, turnTakers.sorted())
  }

  private func holdings(_ administrations: [Int], order: [Int]?, seed: Int?) throws -> [SerialDictatorship.Holding] {
    if isCancelled?() == true { throw AllocationFault.cancelled }
    var state = AllocationState(problem: problem)
    for planned in plan {
      guard case .order(let ordering) = planned.stage.rule else { continue }
      var stage = OrderStage(rules: rules, planned: planned, ordering: ordering)
      stage.seed = seed
      stage.order = order
      _ = stage.run(&state)
    }
    var units = [Int](repeating: 0, count: problem.administrations.count)
    var isServed = [Bool](repeating: false, count: problem.administrations.count)
    for (request, grant) in state.grants.enumerated() where grant != nil {
      guard let holder = problem.holders[request] else { continue }
      units[holder] += problem.requests[request].holding
      isServed[holder] = true
    }
    return administrations.map { .init(isServed: isServed[$0], units: units[$0]) }
  }
}
