// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Allocation

/// Random serial dictatorship against published probabilities, and the intervals of its estimates.
@Suite struct SerialDictatorshipTests {
  /// Everybody takes the best object that is left; who gets object `object`.
  private func getting(_ object: Int, _ preferences: [[Int]]) -> ([Int]) -> [SerialDictatorship.Holding] {
    { order in
      var left = Set(preferences.flatMap { $0 })
      var holdings = preferences.map { _ in SerialDictatorship.Holding(isServed: false, units: 0) }
      for agent in order {
        guard let choice = preferences[agent].first(where: left.contains) else { continue }
        left.remove(choice)
        if choice == object { holdings[agent] = .init(isServed: true, units: 1) }
      }
      return holdings
    }
  }

  private func probabilities(_ preferences: [[Int]]) throws -> [[String]] {
    let byObject = try (0..<(preferences[0].count)).map { object in
      try SerialDictatorship(
        agentCount: preferences.count, samples: 1, seed: 0, outcome: getting(object, preferences))
    }
    #expect(byObject.allSatisfy { $0.isExact && $0.expectations.allSatisfy { $0.interval == nil } })
    return preferences.indices.map { agent in byObject.map { $0.probability(of: agent).description } }
  }

  /// Bogomolnaia and Moulin 2001.
  @Test func publishedProbabilities() throws {
    #expect(
      try probabilities([[0, 1, 2, 3], [0, 1, 2, 3], [1, 0, 3, 2], [1, 0, 3, 2]]) == [
        ["5/12", "1/12", "5/12", "1/12"], ["5/12", "1/12", "5/12", "1/12"], ["1/12", "5/12", "1/12", "5/12"],
        ["1/12", "5/12", "1/12", "5/12"],
      ])
    #expect(
      try probabilities([[0, 1, 2], [0, 2, 1], [1, 0, 2]]) == [
        ["1/2", "1/6", "1/3"], ["1/2", "0", "1/2"], ["0", "5/6", "1/6"],
      ])
  }

  /// Six positions and demands of 4, 3 and 2, the third seeing only the first three; the lowest free one each time.
  @Test func holdingsOfAToyArc() throws {
    let result = try SerialDictatorship(agentCount: 3, samples: 1, seed: 0) { order in
      var free = Array(0..<6)
      var holdings = (0..<3).map { _ in SerialDictatorship.Holding(isServed: false, units: 0) }
      for agent in order {
        let taken = free.filter { agent < 2 || $0 < 3 }.prefix([4, 3, 2][agent])
        free.removeAll(where: taken.contains)
        holdings[agent] = .init(isServed: !taken.isEmpty, units: taken.count)
      }
      return holdings
    }
    #expect(result.orders == 6)
    #expect((0..<3).map { result.meanUnits(of: $0).description } == ["19/6", "13/6", "2/3"])
    // The orders 021 and 012 give 4, 2, 0; 102 and 120 give 3, 3, 0; 201 gives 4, 0, 2; 210 gives 1, 3, 2.
    #expect((0..<3).map { result.probability(of: $0).description } == ["1", "5/6", "1/3"])
  }

  @Test func allOrdersOfEightAgents() throws {
    var seen: Set<[Int]> = []
    let result = try SerialDictatorship(agentCount: 8, samples: 1, seed: 0) { order in
      seen.insert(order)
      return order.indices.map { .init(isServed: order[0] == $0, units: order[0] == $0 ? 3 : 0) }
    }
    #expect(seen.count == 40_320)
    #expect(result.orders == 40_320)
    #expect((0..<8).allSatisfy { result.probability(of: $0) == Fraction(1, 8) })
    #expect((0..<8).allSatisfy { result.meanUnits(of: $0) == Fraction(3, 8) })
    let nobody = try SerialDictatorship(agentCount: 0, samples: 1, seed: 0) { _ in [] }
    #expect(nobody.orders == 1)
  }

  /// Twelve agents of whom the first five in the order are served: 5/12 each.
  @Test func estimatesAreSeededAndTheirIntervalsHold() throws {
    func outcome(_ order: [Int]) -> [SerialDictatorship.Holding] {
      let first = Set(order.prefix(5))
      return order.indices.map { .init(isServed: first.contains($0), units: first.contains($0) ? 2 : 0) }
    }
    let result = try SerialDictatorship(agentCount: 12, samples: 2_000, seed: 5, outcome: outcome)
    #expect(!result.isExact)
    #expect(result.expectations.map(\.servedOrders).reduce(0, +) == 5 * 2_000)
    for expectation in result.expectations {
      let interval = try #require(expectation.interval)
      // Three half-widths: about one in 10^8 by chance.
      let estimate = Double(expectation.servedOrders) / 2_000
      #expect(abs(estimate - 5 / 12) <= 3 * (interval.upper - interval.lower) / 2)
      #expect(interval.lower < estimate && estimate < interval.upper)
      #expect(expectation.totalUnits == 2 * expectation.servedOrders)
    }
    let again = try SerialDictatorship(agentCount: 12, samples: 2_000, seed: 5, outcome: outcome)
    #expect(again == result)
    let other = try SerialDictatorship(agentCount: 12, samples: 2_000, seed: 6, outcome: outcome)
    #expect(other.expectations != result.expectations)
    // Shared among threads, in any sequence, it is the same.
    var total = SerialDictatorship.Tally(agentCount: 12)
    for range in [1_300..<2_000, 0..<17, 17..<1_300] {
      try total.add(SerialDictatorship.tally(orders: range, agentCount: 12, seed: 5, outcome: outcome))
    }
    #expect(SerialDictatorship(estimatedFrom: total) == result)
  }

  @Test func wrongOutcomesAreRefused() {
    #expect(throws: LotteryFault.wrongCount(place: "outcome of an order", expected: 2, actual: 0)) {
      try SerialDictatorship(agentCount: 2, samples: 1, seed: 0) { _ in [] }
    }
    #expect(throws: LotteryFault.self) {
      try SerialDictatorship(agentCount: 9, samples: 0, seed: 0) { $0.map { _ in .init(isServed: true, units: 0) } }
    }
    #expect(throws: LotteryFault.self) {
      try SerialDictatorship(agentCount: 1, samples: 1, seed: 0) { _ in [.init(isServed: true, units: -1)] }
    }
  }
}

/// Random orders.
@Suite struct RandomOrderTests {
  /// Worked out by the documented rule in another language.
  @Test func ordersCanBeRepeatedByTheRule() {
    #expect(RandomOrder.order(number: 0, seed: 2_023, count: 9) == [6, 1, 0, 7, 2, 8, 4, 3, 5])
    #expect(RandomOrder.order(number: 1, seed: 2_023, count: 9) == [3, 1, 4, 2, 8, 6, 5, 0, 7])
    #expect(RandomOrder.order(number: 2, seed: 2_023, count: 9) == [0, 7, 3, 4, 1, 2, 5, 8, 6])
    #expect(RandomOrder.order(number: 0, seed: 1, count: 12) == [0, 3, 10, 9, 6, 8, 4, 2, 11, 5, 7, 1])
    #expect(RandomOrder.order(number: 0, seed: 1, count: 0) == [])
    #expect(RandomOrder.order(number: 0, seed: 1, count: 1) == [0])
  }

  /// All 24 orders of four agents, 24,000 drawn: a chi-squared of 23 degrees is below 65 but once in 10^5.
  @Test func allOrdersAreEquallyLikely() {
    var counts: [[Int]: Int] = [:]
    for number in 0..<24_000 { counts[RandomOrder.order(number: number, seed: 3, count: 4), default: 0] += 1 }
    #expect(counts.count == 24)
    #expect(counts.values.reduce(0) { $0 + ($1 - 1_000) * ($1 - 1_000) } < 65 * 1_000)
  }
}
