// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Generalised Gini welfare against known answers, enumeration, and proofs added up again.
@Suite struct OrderedWelfareTests {
  static let policies: [Policy] = [
    .of([.maximise(.generalisedGini)]),
    .of([.maximise(.generalisedGini, .population)]),
    .of([.maximise(.generalisedGini, carry: .optimum), .maximise(.total(.holding))]),
    .of([.maximise(.total(.holding), carry: .optimum), .maximise(.generalisedGini)]),
    .of([.maximise(.minimumRatio, carry: .optimum), .maximise(.generalisedGini, .population)]),
    .of([.maximise(.generalisedGini)], cap: 1),
    .of([.maximise(.generalisedGini, .population)], cap: 2),
    .of([.order(administrations: .withoutNetworkInUse, limit: 1), .maximise(.generalisedGini)]),
    .of([.maximise(.total(.networks), administrations: .groups([.leastDeveloped])), .maximise(.generalisedGini)]),
    .of([.maximise(.generalisedGini, .population, carry: .optimum), .maximise(.generalisedGini)]),
  ]

  /// Eight slices of the seeds, so that they run beside each other.
  @Test(arguments: 0..<8) func agreesWithEnumeration(slice: Int) throws {
    let engine = PolicyEngine(solver: GLPKSolver())
    var (checked, proved) = (0, 0)
    for seed in stride(from: 20_000 + slice, to: 20_480, by: 8) {
      let problem = try SmallProblem.random(seed).problem()
      guard let oracle = Oracle(problem), oracle.combinations <= 20_000 else { continue }
      for number in [seed % Self.policies.count, (seed / 7 + 3) % Self.policies.count] {
        let allocation = try engine.allocate(problem, policy: Self.policies[number])
        let check = AllocationCheck(oracle, Self.policies[number], allocation)
        #expect(check.faults.isEmpty, "seed \(seed), policy \(number): \(check.faults)")
        checked += 1
        proved +=
          allocation.claims.filter { claim in
            guard case .orderedWelfare = claim.objective else { return false }
            return claim.proof == .multipliers
          }.count
      }
    }
    #expect(checked > 60 && proved > 20)
  }

  /// Limits end in intervals that hold, or in a fault.
  @Test func staysHonestUnderLimits() throws {
    var gaps = 0
    for seed in 21_000..<21_120 {
      let problem = try SmallProblem.random(seed).problem()
      guard let oracle = Oracle(problem), oracle.combinations <= 4_000 else { continue }
      let policy = Self.policies[seed % Self.policies.count]
      let engine = PolicyEngine(solver: StoppedSolver())
      guard let allocation = try? engine.allocate(problem, policy: policy) else { continue }
      if allocation.claims.contains(where: { $0.strength == .withinGap }) { gaps += 1 }
      let check = AllocationCheck(oracle, policy, allocation, isLimited: true)
      #expect(check.faults.isEmpty, "seed \(seed): \(check.faults)")
    }
    #expect(gaps > 0)
  }

  /// Items that one of several may have: values by administration and item, the greatest welfare, the scores there.
  static let known: [(values: [[Int]], welfare: Int, scores: [Int])] = [
    ([[1, 2, 3], [4, 3, 1]], 17, [5, 4]),
    ([[3, 4, 2, 1], [5, 5, 1, 1]], 24, [6, 6]),
    ([[2, 2, 2, 2], [1, 1, 1, 1]], 10, [4, 2]),
    (
      [10, 15, 8].map { [Int](repeating: $0, count: 7) }, 202, [20, 30, 24]
    ),
  ]

  @Test(arguments: known.indices, [LexicographicSearch.Mode.relaxations, .integerPrograms])
  func dividesItems(index: Int, mode: LexicographicSearch.Mode) throws {
    let (values, welfare, scores) = Self.known[index]
    var program = StageProgram()
    var members: [OrderedWelfare.Member] = []
    var ofItem = [[StageProgram.Term]](repeating: [], count: values[0].count)
    for (administration, own) in values.enumerated() {
      var terms: [StageProgram.Term] = []
      for (item, value) in own.enumerated() {
        let column = program.add(
          .option(
            Option(
              request: administration * own.count + item, longitudeMilliDegrees: 0, displacementMilliDegrees: 0,
              firstChannel: 1, polarization: 0)))
        ofItem[item].append(.init(column: column, coefficient: 1))
        terms.append(.init(column: column, coefficient: value))
      }
      members.append(.init(administration: administration, multiplier: 1, fixedSteps: 0, terms: terms))
    }
    for (item, terms) in ofItem.enumerated() { program.add(.request(item), terms, atMost: 1) }
    var search = LexicographicSearch(program: program, solver: GLPKSolver(), limits: SolverLimits(), mode: mode)
    let objective = StageObjective(
      claim: .orderedWelfare(entitlement: "equal"), kind: .maximise, stage: 1, name: "", unit: "", terms: [],
      ordered: OrderedWelfare(members: members))
    try search.maximiseOrdered(objective, step: 1)
    let step = try #require(search.steps.last)
    #expect(step.value == welfare && step.bound == welfare && step.strength == .optimal)
    let point = try #require(search.incumbent)
    #expect(objective.value(at: point) == welfare)
    if welfare != 24 { #expect(objective.ordered?.scores(at: point).sorted() == scores.sorted()) }
  }

  @Test func multipliersAreWholeNumbers() {
    #expect(OrderedWelfare.multipliers(entitlements: [1, 1, 1]) == [1, 1, 1])
    #expect(OrderedWelfare.multipliers(entitlements: [40, 30, 20]) == [3, 4, 6])
    // The least common multiple is 999,983 · 1,000,003: a million × 7 ÷ 999,983 and ÷ 1,000,003, halves up.
    #expect(OrderedWelfare.multipliers(entitlements: [7, 999_983, 1_000_003]) == [1_000_000, 7, 7])
    #expect(OrderedWelfare.multipliers(entitlements: [1, 2_000_001, 4_000_000_000]) == [1_000_000, 1, 1])
    #expect(OrderedWelfare.multipliers(entitlements: [2_000_000, 3]) == [2, 1_000_000])
  }

  /// Whatever numbers come in, those that come out bound the welfare of whatever scores.
  @Test func roundedWeightsBoundTheWelfare() {
    var lots = Lots(5)
    for _ in 0..<400 {
      let count = 1 + lots.below(6)
      let welfare = OrderedWelfare(
        members: (0..<count).map { .init(administration: $0, multiplier: 1, fixedSteps: 0, terms: []) })
      let weights = (0..<count).map { _ in Double(lots.below(3_000)) / 200 - 1 }
      let scale = 1 + lots.below(7)
      let whole = welfare.majorised(weights, scale: scale)
      #expect(whole.reduce(0, +) == scale * count * count)
      for _ in 0..<20 {
        let scores = (0..<count).map { _ in lots.below(9) }
        let pairs = scores.reduce(0) { sum, left in sum + scores.reduce(0) { $0 + min(left, $1) } }
        #expect(OrderedWelfare.value(scores) == pairs)
        #expect(scale * pairs <= zip(whole, scores).reduce(0) { $0 + $1.0 * $1.1 })
        let gradient = welfare.supergradient(at: scores.map(Double.init))
        #expect(abs(Double(pairs) - zip(gradient, scores).reduce(0) { $0 + $1.0 * Double($1.1) }) < 1e-6)
      }
    }
  }
}
