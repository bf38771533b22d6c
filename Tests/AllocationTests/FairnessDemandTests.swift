// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Demands of fairness against the enumeration of all allocations, filtered by the definitions themselves.
@Suite struct FairnessDemandTests {
  /// A holding in steps with what decides who envies whom.
  struct Member {
    var slot: Int
    var share: Int
    var demand: Int
  }

  /// Every pair, by the words of the definition.
  static func isEF1(_ members: [Member], _ held: (Int) -> Int) -> Bool {
    members.allSatisfy { one in
      let own = held(one.slot)
      return own == one.demand
        || members.allSatisfy { other in
          let theirs = held(other.slot)
          return other.slot == one.slot || theirs == 0 || own * other.share >= min(one.demand, theirs - 1) * one.share
        }
    }
  }

  /// Every member's share of all that is held, one step apart.
  static func isPROP1(_ members: [Member], _ held: (Int) -> Int) -> Bool {
    let shares = members.reduce(0) { $0 + $1.share }
    let total = members.reduce(0) { $0 + held($1.slot) }
    return members.allSatisfy { member in
      held(member.slot) == member.demand || (held(member.slot) + 1) * shares >= member.share * total
    }
  }

  static func isEnvyFree(_ members: [Member], _ held: (Int) -> Int) -> Bool {
    members.allSatisfy { one in
      held(one.slot) == one.demand
        || members.allSatisfy { held(one.slot) * $0.share >= min(one.demand, held($0.slot)) * one.share }
    }
  }

  private struct Case {
    var demands: [Policy.FairnessDemand]
    var objective: Policy.Objective
    var cap: Int?
  }

  private static func drawn(_ lots: inout Lots) -> Case {
    let entitlement = lots.one(of: [Entitlement.equal, .population])
    var demands = [
      Policy.FairnessDemand(kind: lots.one(of: [.weightedEF1, .weightedPROP1]), entitlement: entitlement)
    ]
    if lots.chance(15) {
      demands = [.init(kind: .weightedEF1, entitlement: .equal), .init(kind: .weightedPROP1, entitlement: .population)]
    }
    return Case(
      demands: demands, objective: lots.one(of: [.total(.holding), .total(.networks), .generalisedGini, .leximin]),
      cap: lots.chance(20) ? 2 : nil)
  }

  private static func members(_ problem: CoordinationProblem, _ entitlement: Entitlement) -> [Member] {
    let step = problem.requests.reduce(0) { LevelPlan.greatestCommonDivisor($0, $1.holding) }
    return Set(problem.holders.compactMap { $0 }).sorted().compactMap { holder in
      let population = problem.register.administrations.first { $0.symbol == problem.administrations[holder] }?
        .population
      let share = entitlement == .equal ? 1 : population ?? 0
      guard share > 0 else { return nil }
      let asked = problem.requests.indices.filter { problem.holders[$0] == holder }
      return Member(slot: holder, share: share, demand: asked.reduce(0) { $0 + problem.requests[$1].holding } / step)
    }
  }

  /// The objective in numbers to be compared one after another, over equal entitlements.
  private static func value(
    _ objective: Policy.Objective, _ outcome: Oracle.Outcome, _ members: [Member], step: Int
  ) -> [Int] {
    let held = members.map { outcome.holding($0.slot) / step }
    switch objective {
    case .total(.networks): return [(0..<8).reduce(0) { $0 + outcome.networks($1) }]
    case .generalisedGini: return [held.reduce(0) { sum, left in sum + held.reduce(0) { $0 + min(left, $1) } }]
    case .leximin: return held.sorted()
    default: return [(0..<8).reduce(0) { $0 + outcome.holding($1) }]
    }
  }

  /// An arc where one administration could have every second place, if nobody else had those between them.
  private static func between(_ seed: Int) -> SmallProblem {
    var lots = Lots(seed)
    let band = SmallProblem.band(
      channels: 1 + lots.below(2), separation: 1_500, flexibility: lots.one(of: [0, 0, 500]))
    var small = SmallProblem(bands: [band], gridMilliDegrees: 500, networks: [], seed: seed)
    for number in 0..<(5 + lots.below(3)) {
      let isFirst = number.isMultiple(of: 2)
      small.networks.append(
        SmallNetwork(
          name: "N\(number)", administration: isFirst ? "A" : lots.one(of: ["B", "B", "C", "D"]),
          longitude: 10_000 + number * 1_000 + lots.below(2) * 250, received: "2010-01-01"))
    }
    for symbol in ["A", "B", "C"] { small.populations[symbol] = 1 + lots.below(5) }
    if lots.chance(30) { small.demandWeights = [.init(name: "1", weight: 2), .init(name: "2", weight: 1)] }
    return small
  }

  /// Eight slices of the seeds, so that they run beside each other.
  @Test(arguments: 0..<8) func findsTheBestFairAllocation(slice: Int) throws {
    let engine = PolicyEngine(solver: GLPKSolver())
    var (checked, binding) = (0, 0)
    for seed in stride(from: 30_000 + slice, to: 30_440, by: 8) {
      let small = seed.isMultiple(of: 16) ? SmallProblem.random(seed) : Self.between(seed)
      let problem = try small.problem()
      guard let oracle = Oracle(problem), oracle.combinations <= 20_000 else { continue }
      var lots = Lots(seed)
      let drawn = Self.drawn(&lots)
      var policy = Policy.of([.maximise(drawn.objective)], cap: drawn.cap)
      policy.constraints.fairness = drawn.demands
      let allocation = try engine.allocate(problem, policy: policy)

      let step = problem.requests.reduce(0) { LevelPlan.greatestCommonDivisor($0, $1.holding) }
      let equal = Self.members(problem, .equal)
      func isFair(_ outcome: Oracle.Outcome) -> Bool {
        drawn.demands.allSatisfy { demand in
          let members = Self.members(problem, demand.entitlement)
          let held = { outcome.holding($0) / step }
          return demand.kind == .weightedEF1 ? Self.isEF1(members, held) : Self.isPROP1(members, held)
        }
      }
      let outcomes = oracle.outcomes(open: Array(oracle.choices.indices), fixed: [], cap: drawn.cap).keys
      let values = outcomes.filter(isFair).map { Self.value(drawn.objective, $0, equal, step: step) }
      let best = try #require(values.max { $0.lexicographicallyPrecedes($1) })
      let unfair = outcomes.map { Self.value(drawn.objective, $0, equal, step: step) }
        .max { $0.lexicographicallyPrecedes($1) }
      #expect(!(unfair ?? []).lexicographicallyPrecedes(best))
      if best != unfair { binding += 1 }

      var own = Oracle.Outcome()
      for (request, grant) in allocation.grants.enumerated() where grant != nil {
        own.holdings += UInt64(problem.requests[request].holding) << UInt64(oracle.slot(request) * 8)
        own.networks += 1 << UInt64(oracle.slot(request) * 8)
      }
      #expect(isFair(own), "seed \(seed): \(drawn)")
      #expect(Self.value(drawn.objective, own, equal, step: step) == best, "seed \(seed): \(drawn)")
      #expect(outcomes.contains(own))
      #expect(allocation.claims.allSatisfy { $0.multipliers == nil && $0.strength == .optimal && $0.bound == $0.value })
      checked += 1
    }
    #expect(checked > 30 && binding > 3)
  }

  /// No allocation is EF1 or PROP1 by one reading of the words and not by the other that is weaker.
  @Test func freedomFromEnvyIsEF1() throws {
    var (free, close) = (0, 0)
    for seed in 31_000..<31_060 {
      let problem = try SmallProblem.random(seed).problem()
      guard let oracle = Oracle(problem), oracle.combinations <= 4_000 else { continue }
      let step = problem.requests.reduce(0) { LevelPlan.greatestCommonDivisor($0, $1.holding) }
      let members = Self.members(problem, .population)
      for outcome in oracle.outcomes(open: Array(oracle.choices.indices), fixed: [], cap: nil).keys {
        let held = { outcome.holding($0) / step }
        let isFree = Self.isEnvyFree(members, held)
        if isFree { free += 1 }
        if Self.isEF1(members, held) { close += 1 } else { #expect(!isFree) }
      }
      #expect(Self.isEF1(members) { _ in 0 } && Self.isPROP1(members) { _ in 0 })
    }
    #expect(close > free)
  }
}
