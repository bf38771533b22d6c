// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// What a request costs, held against the enumeration of every allocation that grants it, or that doesn't.
@Suite struct CostTests {
  private static let policies: [(policy: Policy, values: @Sendable (Oracle, Oracle.Outcome) -> [Int])] = [
    (.of([.maximise(.total(.holding))]), { [holding($1)] }),
    (.of([.maximise(.total(.networks))], cap: 1), { [networks($1)] }),
    (
      .of([.maximise(.administrationsServed, carry: .optimum), .maximise(.total(.holding))]),
      { [served($1), holding($1)] }
    ),
    (.of([.maximise(.leximin)]), { levels($0, $1) }),
    (.of([.maximise(.leximin)], cap: 2), { levels($0, $1) }),
    (
      .of([.order(administrations: .groups([.leastDeveloped])), .maximise(.total(.holding))]),
      { [holding($1)] }
    ),
  ]

  private static func holding(_ outcome: Oracle.Outcome) -> Int { (0..<8).reduce(0) { $0 + outcome.holding($1) } }
  private static func networks(_ outcome: Oracle.Outcome) -> Int { (0..<8).reduce(0) { $0 + outcome.networks($1) } }
  private static func served(_ outcome: Oracle.Outcome) -> Int { (0..<7).filter { outcome.networks($0) > 0 }.count }

  /// For each holding from 1 the number of holders with at least as much: leximin compares these, lowest first.
  private static func levels(_ oracle: Oracle, _ outcome: Oracle.Outcome) -> [Int] {
    (1...64).map { level in (0..<7).filter { outcome.holding($0) >= level }.count }
  }

  /// The best values over all allocations with a request granted, or with it refused, on top of what earlier stages
  /// granted; nil where there is none.
  private func best(
    _ oracle: Oracle, request: Int, granted: Bool, before: [Int], cap: Int?, _ values: (Oracle, Oracle.Outcome) -> [Int]
  ) -> [Int]? {
    let standing = Set(before.map { oracle.choices[$0].request })
    let open = oracle.choices.indices.filter { position in
      !standing.contains(oracle.choices[position].request) && !before.contains { oracle.conflict($0, position) }
    }
    let others = open.filter { oracle.choices[$0].request != request }
    let starts = granted ? open.filter { oracle.choices[$0].request == request }.map { [$0] } : [[]]
    return starts.flatMap { fixed in
      oracle.outcomes(open: others, fixed: before + fixed, cap: cap).keys.map { values(oracle, $0) }
    }.max { $0.lexicographicallyPrecedes($1) }
  }

  /// At 50° A's second or B's third is granted: holdings 2 and 2 multiply to 4, 1 and 3 to 3, which is 75 % of it.
  @Test func nashWelfareIsSaidAsAProduct() throws {
    let places = [("A-1", 0), ("A-2", 50_000), ("B-1", 90_000), ("B-2", 130_000), ("B-3", 50_000)]
    let problem = try SmallProblem(
      bands: [SmallProblem.band(channels: 1, separation: 2_000, flexibility: 0)],
      networks: places.map {
        SmallNetwork(name: $0.0, administration: String($0.0.prefix(1)), longitude: $0.1, received: "2001-02-03")
      }
    ).problem()
    let explainer = try Recording.explainer(problem, [.of([.maximise(.alphaFairness(halves: 2))])])
    let cost = try #require(try explainer.explanation(policy: "test", network: "B-3")).cost
    let percent = try #require(cost.objective?.productPercent)
    #expect(abs(percent - 75) < 1e-9)
    let other = try Recording.explainer(problem, [.of([.maximise(.alphaFairness(halves: 4))])])
    #expect(try #require(try other.explanation(policy: "test", network: "B-3")).cost.objective?.productPercent == nil)
  }

  @Test func exponentials() {
    #expect(CostSearch.exponential(0) == 1)
    #expect(CostSearch.exponential(-1_000) == 0)
    // 1 ÷ e and 1 ÷ e¹⁰ from tables.
    #expect(abs(CostSearch.exponential(-1) - 0.367_879_441_171_442_33) < 1e-15)
    #expect(abs(CostSearch.exponential(-10) / 4.539_992_976_248_485e-5 - 1) < 1e-13)
  }

  @Test(arguments: [7_000, 8, 0]) func agreesWithEnumeration(columns: Int) throws {
    var counts: [CostFinding.Status: Int] = [:]
    for seed in 0..<90 {
      let problem = try SmallProblem.random(seed).problem()
      guard let oracle = Oracle(problem), oracle.combinations <= 4_000 else { continue }
      let (policy, values) = Self.policies[seed % Self.policies.count]
      let cap = policy.constraints.limits.first?.amount
      let explainer = try Recording.explainer(problem, [policy], limits: .init(columns: columns))
      for index in problem.requests.indices {
        let found = try #require(
          try explainer.explanation(policy: "test", network: problem.requests[index].identifier))
        let isGranted = found.outcome == "granted"
        counts[found.cost.status, default: 0] += 1
        if found.cost.status == .replayed { continue }
        let grants = explainer.outcomes[0].grants.compactMap { $0 }
        let before = grants.filter { $0.stage < policy.stages.count && policy.stages[0].carry == .grants }
          .compactMap { oracle.position(of: $0.option) }
        let own = try #require(
          best(oracle, request: index, granted: isGranted, before: before, cap: cap, values))
        let changed = best(oracle, request: index, granted: !isGranted, before: before, cap: cap, values)
        // Claims sum up what their run grants; the enumeration has what stood before too.
        let standing = before.reduce(0) { $0 + problem.requests[oracle.choices[$1].request].holding }
        let place: Comment = "seed \(seed), \(found.network), \(found.cost)"
        check(found.cost, own: own.map { $0 - standing }, changed: changed?.map { $0 - standing }, place)
      }
    }
    #expect(counts[.replayed] ?? 0 > 0)
    if columns == 7_000 {
      #expect(counts[.exact] ?? 0 > 20)
      #expect(counts[.noCost] ?? 0 > 20)
      #expect(counts[.notComputed] == nil)
    }
    if columns == 0 { #expect(counts[.atLeast] ?? 0 > 10) }
  }

  /// What each status claims of the best values with the change.
  private func check(_ cost: CostFinding, own: [Int], changed: [Int]?, _ place: Comment) {
    guard let changed else {
      #expect(cost.status == .impossible, place)
      return
    }
    let first = zip(own, changed).enumerated().first { $0.element.0 != $0.element.1 }
    #expect(first.map { $0.element.0 > $0.element.1 } ?? true, "the result is no optimum")
    switch cost.status {
    case .noCost: #expect(first == nil, place)
    case .exact:
      guard let first else {
        Issue.record("nothing is lost: \(place)")
        return
      }
      #expect(cost.objective?.value == first.element.0, place)
      #expect(cost.objective?.changedValue == first.element.1, place)
    case .atMost:
      // The allocation found is no better than the best, and the best no better than the bound.
      guard let objective = cost.objective, let found = objective.changedValue else {
        Issue.record("no objective: \(place)")
        return
      }
      #expect(found < objective.value, place)
      if own.count == 1 {
        #expect(found <= changed[0], place)
        #expect(changed[0] <= objective.changedBound ?? own[0], place)
      }
    case .atLeast:
      #expect(first != nil, place)
      if own.count == 1 { #expect(changed[0] <= cost.objective?.changedBound ?? -1, place) }
    case .notComputed: break
    case .impossible, .replayed: Issue.record("\(cost.status): \(place)")
    }
  }
}
