// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// As many administrations as places, one for each: the instances of Bogomolnaia and Moulin 2001,
/// doi:10.1006/jeth.2000.2710, as policies of an arc, and what is proved there of the two rules.
@Suite struct RandomAssignmentTests {
  static let symbols = ["A", "B", "C", "D"]
  static let four = [[0, 1, 2, 3], [0, 1, 2, 3], [1, 0, 3, 2], [1, 0, 3, 2]]
  static let three = [[0, 1, 2], [0, 2, 1], [1, 0, 2]]

  // MARK: - On an arc

  /// Everybody asks at every place, by its preference; at one of them for two channels instead of one.
  private func problem(_ preferences: [[Int]], doubled: Int? = nil) throws -> CoordinationProblem {
    var networks: [SmallNetwork] = []
    for (agent, wishes) in preferences.enumerated() {
      for (rank, place) in wishes.enumerated() {
        networks.append(
          SmallNetwork(
            name: "\(Self.symbols[agent])-\(place)", administration: Self.symbols[agent], longitude: 10_000 * place,
            received: "2010-01-0\(rank + 1)", channels: (1, place == doubled ? 2 : 1, nil)))
      }
    }
    var small = SmallProblem(
      bands: [SmallProblem.band(channels: 2, separation: 2_000, flexibility: 0)], networks: networks)
    small.populations = Dictionary(
      uniqueKeysWithValues: Self.symbols.prefix(preferences.count).map { ($0, Optional(1)) })
    return try small.problem()
  }

  private func lottery(_ problem: CoordinationProblem, _ rule: Policy.Rule) throws -> LotteryOutcome {
    let allocation = try PolicyEngine(solver: GLPKSolver()).allocate(
      problem, policy: .of([Policy.Stage(name: "one each", rule: rule)], cap: 1))
    return try #require(allocation.lottery)
  }

  private static func text(_ numerator: Int, _ denominator: Int) -> String? {
    Fraction(Int128(numerator), Int128(denominator))?.description
  }

  /// What somebody holds on average is 1, and more by the chance of the place where it asks for a channel more.
  @Test(arguments: [
    (
      four,
      [
        ["5/12", "1/12", "5/12", "1/12"], ["5/12", "1/12", "5/12", "1/12"], ["1/12", "5/12", "1/12", "5/12"],
        ["1/12", "5/12", "1/12", "5/12"],
      ]
    ), (three, [["1/2", "1/6", "1/3"], ["1/2", "0", "1/2"], ["0", "5/6", "1/6"]]),
  ])
  func serialDictatorshipOnAnArc(preferences: [[Int]], expected: [[String]]) throws {
    for place in preferences.indices {
      let problem = try problem(preferences, doubled: place)
      let outcome = try lottery(
        problem, .order(.init(queue: .serialDictatorship, placement: .asFiled, draws: 1)))
      #expect(outcome.method == .exact)
      #expect(outcome.chances.allSatisfy { $0.served == outcome.denominator })
      let chances = outcome.chances.map { Self.text($0.holding - outcome.denominator, outcome.denominator) }
      #expect(chances == expected.map { $0[place] }, "place \(place)")
    }
  }

  @Test(arguments: [
    (
      four,
      [["1/2", "0", "1/2", "0"], ["1/2", "0", "1/2", "0"], ["0", "1/2", "0", "1/2"], ["0", "1/2", "0", "1/2"]]
    ), (three, [["1/2", "1/4", "1/4"], ["1/2", "0", "1/2"], ["0", "3/4", "1/4"]]),
  ])
  func simultaneousEatingOnAnArc(preferences: [[Int]], expected: [[String]]) throws {
    let problem = try problem(preferences)
    let outcome = try lottery(problem, .lottery(.init(kind: .probabilisticSerial)))
    #expect(outcome.shareFactor == .init(numerator: 1, denominator: 1))
    let chances = preferences.indices.map { agent in
      preferences.indices.map { place in
        let weight = outcome.portfolio.filter { entry in
          entry.grants.contains { problem.requests[$0.request].identifier == "\(Self.symbols[agent])-\(place)" }
        }.reduce(0) { $0 + $1.weight }
        return Self.text(weight, outcome.denominator)
      }
    }
    #expect(chances == expected)
  }

  // MARK: - What is proved of the rules

  private static func serial(_ preferences: [[Int]]) throws -> [[OwnFraction]] {
    try ProbabilisticSerial(
      agents: preferences.map { .init(preferences: $0) }, objectCount: preferences.count,
      groups: ProbabilisticSerial.separateGroups(objectCount: preferences.count)
    ).shares.map {
      try $0.map { share in
        let fraction = try #require(share.fraction)
        return OwnFraction(fraction.numerator, fraction.denominator)
      }
    }
  }

  private static func dictatorship(_ preferences: [[Int]]) throws -> [[OwnFraction]] {
    let byObject = try preferences.indices.map { object in
      try SerialDictatorship(agentCount: preferences.count) { order in
        var left = Set(preferences.indices)
        var holdings = preferences.map { _ in SerialDictatorship.Holding(isServed: false, units: 0) }
        for agent in order {
          guard let choice = preferences[agent].first(where: left.contains) else { continue }
          left.remove(choice)
          holdings[agent].isServed = choice == object
        }
        return holdings
      }
    }
    return preferences.indices.map { agent in
      byObject.map { OwnFraction(Int128($0.expectations[agent].servedOrders), Int128($0.orders)) }
    }
  }

  /// Whether a row gives as much of the best k objects as another, for every k.
  private static func dominates(_ row: [OwnFraction], _ other: [OwnFraction], by wishes: [Int]) -> Bool {
    var difference = OwnFraction.zero
    return wishes.allSatisfy { object in
      difference = difference + row[object] - other[object]
      return difference >= .zero
    }
  }

  /// Everybody would rather eat: the chances of a dictatorship by lot are not ordinally efficient.
  @Test func eatingIsBetterForEverybody() throws {
    let (eaten, drawn) = (try Self.serial(Self.four), try Self.dictatorship(Self.four))
    for (agent, wishes) in Self.four.enumerated() {
      #expect(eaten[agent] != drawn[agent])
      #expect(Self.dominates(eaten[agent], drawn[agent], by: wishes))
    }
  }

  /// The first of three may envy the third under the lot: 2/3 of its two best objects against 5/6. Nobody does who eats.
  @Test func envyUnderTheLotOnly() throws {
    let (eaten, drawn) = (try Self.serial(Self.three), try Self.dictatorship(Self.three))
    #expect(!Self.dominates(drawn[0], drawn[2], by: Self.three[0]))
    for (agent, wishes) in Self.three.enumerated() {
      #expect(eaten.allSatisfy { Self.dominates(eaten[agent], $0, by: wishes) })
    }
  }

  /// Over all preferences of three: nobody gains by a wrong list under the lot. Who eats may gain, but never surely.
  @Test func onlyTheLotIsStrategyProof() throws {
    let lists = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    let truth = lists[0]
    var undominated = 0
    for second in lists {
      for third in lists {
        let drawn = try Self.dictatorship([truth, second, third])[0]
        let eaten = try Self.serial([truth, second, third])[0]
        for lie in lists.dropFirst() {
          #expect(Self.dominates(drawn, try Self.dictatorship([lie, second, third])[0], by: truth))
          let other = try Self.serial([lie, second, third])[0]
          if !Self.dominates(eaten, other, by: truth) { undominated += 1 }
          #expect(other == eaten || !Self.dominates(other, eaten, by: truth))
        }
      }
    }
    #expect(undominated > 0)
  }
}
