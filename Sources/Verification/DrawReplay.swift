// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// Repeats the orders that chances were counted over, where that is cheap.
struct DrawReplay {
  /// At most so many decisions on requests are repeated; beyond that the form of chances is checked only.
  static let mostDecisions = 20_000
  /// Every order is gone through for at most so many administrations.
  static let mostTakers = 8

  let docket: Docket
  let rules: PolicyRules
  let lottery: LotteryCertificate
  /// Index of the planned stage whose orders are drawn.
  let stage: Int
  let ordering: Policy.Ordering

  func check(journal: inout Journal) {
    func report(_ problem: String, expected: String) {
      journal.report(LotteryChecks.finding(rules.policy.name, problem, expected))
    }
    let takers = takers
    let isExact = ordering.queue == .serialDictatorship && takers.count <= Self.mostTakers
    let orders = isExact ? (1...max(1, takers.count)).reduce(1, *) : ordering.draws
    guard (lottery.method == .exact) == isExact, lottery.method != .portfolio else {
      report(
        "has the method \(lottery.method.rawValue)",
        expected: isExact ? "exact, as only \(takers.count) administrations take turns" : "sampled")
      return
    }
    guard lottery.denominator == orders else {
      report("counts \(lottery.denominator) orders", expected: "\(orders)")
      return
    }
    let decisions = rules.planned.indices.reduce(0) { sum, stage in
      sum + docket.requests.indices.count { rules.admits($0, stage: stage, docket: docket) }
    }
    guard rules.runs.allSatisfy({ $0.kind == .order }), orders <= Self.mostDecisions / max(1, decisions) else {
      journal.count(.chancesUnrepeated, orders)
      return
    }
    journal.count(.chancesRepeated, orders)
    var served: [String: Int128] = [:]
    var holdings: [String: Int128] = [:]
    func add(_ grants: [Option]) {
      var own: [String: Int] = [:]
      for grant in grants {
        if let holder = docket.requests[grant.request].holder {
          own[holder, default: 0] += docket.requests[grant.request].holding
        }
      }
      for (holder, holding) in own {
        served[holder, default: 0] += 1
        holdings[holder, default: 0] += Int128(holding)
      }
    }
    if isExact {
      Self.forEachOrder(of: takers) { add(grants(seed: nil, turns: $0)) }
    } else {
      for number in 0..<orders { add(grants(seed: seed(of: number), turns: nil)) }
    }
    for problem in lottery.chanceProblems(served: served, holdings: holdings) {
      report(problem.0, expected: problem.1)
    }
  }

  /// Administrations for which a request counts that some stage admits.
  private var takers: [String] {
    let admitted = docket.requests.indices.filter { request in
      rules.planned.indices.contains { rules.admits(request, stage: $0, docket: docket) }
    }
    return Set(admitted.compactMap { docket.requests[$0].holder }).sorted()
  }

  /// The seed of an order: the lowest 62 bits of a number drawn for its number, from 0.
  private func seed(of number: Int) -> Int {
    let draw = SeededDraw(purpose: "draw", identifier: String(number), seed: lottery.seed)
    return Int(draw.number & ((1 << 62) - 1))
  }

  /// What the whole policy grants where its orderings go by another seed, or by other turns.
  private func grants(seed: Int?, turns: [String]?) -> [Option] {
    var grants: [Option] = []
    for index in rules.planned.indices {
      var walk = OrderWalk(docket: docket, rules: rules, stage: index, seed: seed, turns: turns, before: grants)
      walk?.run { _, decided in
        if let decided { grants.append(decided) }
        return decided
      }
    }
    return grants
  }

  /// Every order of some names, one after another.
  static func forEachOrder(of names: [String], _ body: ([String]) -> Void) {
    var names = names
    func extend(_ count: Int) {
      guard count < names.count else { return body(names) }
      for index in count..<names.count {
        names.swapAt(count, index)
        extend(count + 1)
        names.swapAt(count, index)
      }
    }
    extend(0)
  }
}
