// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// What policies of lots give on average: exact chances of few administrations, estimates of many.
@Suite struct OrderDrawsTests {
  /// So many administrations ask for one channel each at one place.
  private func problem(_ count: Int, channels: Int, seed: Int = 1) throws -> CoordinationProblem {
    let symbols = (0..<count).map { "S" + String($0 + 10) }
    var small = SmallProblem(
      bands: [SmallProblem.band(channels: channels, separation: 2_000, flexibility: 0)],
      networks: symbols.map { SmallNetwork(name: "N-" + $0, administration: $0, longitude: 0) }, seed: seed)
    small.populations = Dictionary(uniqueKeysWithValues: symbols.map { ($0, 1) })
    small.leastDeveloped = []
    return try small.problem()
  }

  private func lottery(
    _ problem: CoordinationProblem, _ queue: Policy.Queue, draws: Int, seed: Int? = nil
  ) throws -> LotteryOutcome {
    let stage = Policy.Stage(
      name: "lots", rule: .order(.init(queue: queue, placement: .nearest, seed: seed, draws: draws)))
    let allocation = try PolicyEngine(solver: GLPKSolver()).allocate(problem, policy: .of([stage]))
    return try #require(allocation.lottery)
  }

  /// Seven administrations and three channels: each is among the first three in 3 · 6! of 7! orders.
  @Test func fewAdministrationsGetExactChances() throws {
    let found = try lottery(try problem(7, channels: 3), .serialDictatorship, draws: 5)
    #expect(found.method == .exact)
    #expect(found.denominator == 5_040)
    #expect(found.chances.map(\.served) == Array(repeating: 2_160, count: 7))
    #expect(found.chances.map(\.holding) == Array(repeating: 2_160, count: 7))
    #expect(found.chances.allSatisfy { $0.intervalBillionths == nil })
  }

  /// Twelve administrations and five channels: whoever draws, 5/12 each.
  @Test(arguments: [Policy.Queue.serialDictatorship, .lot])
  func estimatesAreSeededAndTheirIntervalsHold(queue: Policy.Queue) throws {
    let problem = try problem(12, channels: 5)
    let found = try lottery(problem, queue, draws: 600, seed: 5)
    #expect(found.method == .sampled)
    #expect(found.denominator == 600)
    #expect(found.chances.map(\.served).reduce(0, +) == 5 * 600)
    for chance in found.chances {
      let interval = try #require(chance.intervalBillionths)
      let estimate = chance.served * 1_000_000_000 / 600
      // Three half-widths of 95 %: about one in 10^8 by chance.
      #expect(abs(estimate - 5_000_000_000 / 12) <= 3 * (interval.upperBound - interval.lowerBound) / 2)
      #expect(interval.contains(estimate))
      #expect(chance.holding == chance.served)
    }
    #expect(try lottery(problem, queue, draws: 600, seed: 5).chances == found.chances)
    #expect(try lottery(problem, queue, draws: 600, seed: 6).chances != found.chances)
    // More draws of one seed begin with the same ones.
    let fewer = try lottery(problem, queue, draws: 599, seed: 5)
    #expect(zip(found.chances, fewer.chances).map { $0.served - $1.served }.reduce(0, +) == 5)
    #expect(zip(found.chances, fewer.chances).allSatisfy { (0...1).contains($0.served - $1.served) })
  }

  /// The turns of four administrations under 24,000 seeds: of the 24 orders each comes as often as the others. A chi-squared
  /// of 23 degrees is below 65 but once in 10^5.
  @Test func allOrdersAreEquallyLikely() throws {
    let problem = try problem(4, channels: 1)
    let ordering = Policy.Ordering(queue: .serialDictatorship, placement: .nearest)
    let policy = Policy.of([.init(name: "lots", rule: .order(ordering))])
    let rules = StageRules(problem: problem, policy: policy)
    let planned = try #require(PlannedStage.plan(policy, problem: problem).first)
    let draw = SeededDraw(seed: 3)
    var counts: [[Int]: Int] = [:]
    for number in 0..<24_000 {
      let turns = TurnOrder(
        rules: rules, ordering: ordering, planned: planned, seed: OrderDraws.seed(number, draw))
      counts[turns.administrationsByLot(), default: 0] += 1
    }
    #expect(counts.count == 24)
    #expect(counts.values.reduce(0) { $0 + ($1 - 1_000) * ($1 - 1_000) } < 65 * 1_000)
  }
}
