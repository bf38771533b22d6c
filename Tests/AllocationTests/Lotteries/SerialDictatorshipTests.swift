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
        agentCount: preferences.count, outcome: getting(object, preferences))
    }
    #expect(byObject.allSatisfy { $0.expectations.allSatisfy { $0.interval == nil } })
    return preferences.indices.map { agent in byObject.map { $0.probability(of: agent).description } }
  }

  /// Bogomolnaia and Moulin 2001.
  @Test("T26 · published chances of random serial dictatorship") func publishedProbabilities() throws {
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
    let result = try SerialDictatorship(agentCount: 3) { order in
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
    let result = try SerialDictatorship(agentCount: 8) { order in
      seen.insert(order)
      return order.indices.map { .init(isServed: order[0] == $0, units: order[0] == $0 ? 3 : 0) }
    }
    #expect(seen.count == 40_320)
    #expect(result.orders == 40_320)
    #expect((0..<8).allSatisfy { result.probability(of: $0) == Fraction(1, 8) })
    #expect((0..<8).allSatisfy { result.meanUnits(of: $0) == Fraction(3, 8) })
    let nobody = try SerialDictatorship(agentCount: 0) { _ in [] }
    #expect(nobody.orders == 1)
  }

  @Test func wrongOutcomesAreRefused() {
    #expect(throws: LotteryFault.wrongCount(place: "outcome of an order", expected: 2, actual: 0)) {
      try SerialDictatorship(agentCount: 2) { _ in [] }
    }
    #expect(throws: LotteryFault.self) {
      try SerialDictatorship(agentCount: 9) { $0.map { _ in .init(isServed: true, units: 0) } }
    }
    #expect(throws: LotteryFault.self) {
      try SerialDictatorship(agentCount: 1) { _ in [.init(isServed: true, units: -1)] }
    }
  }
}

extension SerialDictatorship {
  /// The probability that an agent is served: the served orders over all.
  fileprivate func probability(of agent: Int) -> Fraction {
    Fraction(Int128(expectations[agent].servedOrders), Int128(orders)) ?? .zero
  }

  /// The mean number of units that an agent holds.
  fileprivate func meanUnits(of agent: Int) -> Fraction {
    Fraction(Int128(expectations[agent].totalUnits), Int128(orders)) ?? .zero
  }
}
