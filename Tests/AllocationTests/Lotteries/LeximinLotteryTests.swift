// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import Testing

@testable import Allocation

/// Leximin lotteries against hand-made cases and against exact fractions.
@Suite struct LeximinLotteryTests {
  /// Agents who each want one unit of any object in their set; objects have capacities.
  private func family(_ wishes: [String], capacities: [Character: Int]) -> SmallFamily {
    var committees: Set<[Bool]> = []
    func extend(_ served: [Bool], _ left: [Character: Int]) {
      guard served.count < wishes.count else {
        committees.insert(served)
        return
      }
      extend(served + [false], left)
      for object in wishes[served.count] where left[object, default: 0] > 0 {
        extend(served + [true], left.merging([object: 1]) { $0 - $1 })
      }
    }
    extend([], capacities)
    return SmallFamily(
      agentCount: wishes.count,
      committees: committees.sorted { $0.map { $0 ? 1 : 0 }.lexicographicallyPrecedes($1.map { $0 ? 1 : 0 }) })
  }

  private func lottery(_ family: SmallFamily, entitlements: [Int]? = nil) throws -> LeximinLottery {
    let lottery = try LeximinLottery(
      agentCount: family.agentCount, entitlements: entitlements, solver: GLPKSolver(), oracle: family.best)
    let weights = lottery.portfolio.entries.map(\.weight)
    #expect(weights.reduce(0, +) == lottery.portfolio.denominator)
    #expect(weights.allSatisfy { $0 > 0 })
    #expect(lottery.portfolio.entries.allSatisfy { family.committees.contains($0.isServed) })
    #expect(Set(lottery.portfolio.entries.map(\.isServed)).count == weights.count)
    for agent in 0..<family.agentCount {
      let weight = lottery.portfolio.entries.filter { $0.isServed[agent] }.map(\.weight).reduce(0, +)
      #expect(
        lottery.probabilities[agent] == Fraction(Int128(weight), Int128(lottery.portfolio.denominator)))
    }
    return lottery
  }

  /// Known answers, each by hand; the second is where an implementation that fixes agents at one vertex goes wrong.
  @Test(arguments: [
    (["ab", "a", "b"], "ab", ["2/3", "2/3", "2/3"]),
    (["a", "a", "a", "b", "b"], "ab", ["1/3", "1/3", "1/3", "1/2", "1/2"]),
    (["a", "a", "a", "b", "b", "c"], "abc", ["1/3", "1/3", "1/3", "1/2", "1/2", "1"]),
    (["a", "a", "ab", "bc", "c"], "abc", ["1/2", "1/2", "2/3", "2/3", "2/3"]),
    (["a", "a", "a", "ab", "b"], "ab", ["1/3", "1/3", "1/3", "1/2", "1/2"]),
  ])
  func knownAnswers(wishes: [String], objects: String, expected: [String]) throws {
    let capacities = Dictionary(uniqueKeysWithValues: objects.map { ($0, 1) })
    let lottery = try lottery(family(wishes, capacities: capacities))
    #expect(lottery.probabilities.map(\.description) == expected)
    #expect(lottery.unservable.isEmpty)
    #expect(lottery.levels.flatMap(\.agents).sorted() == Array(wishes.indices))
    for level in lottery.levels {
      for agent in level.agents { #expect(level.ratio.description == expected[agent]) }
    }
  }

  @Test func whoCannotBeServedHoldsNobodyDown() throws {
    let lottery = try lottery(family(["a", "z", "a", "b"], capacities: ["a": 1, "b": 1]))
    #expect(lottery.probabilities.map(\.description) == ["1/2", "0", "1/2", "1"])
    #expect(lottery.unservable == [1])
    let nobody = try LeximinLottery(agentCount: 2, solver: GLPKSolver()) { _ in [false, false] }
    #expect(nobody.probabilities == [.zero, .zero])
    #expect(nobody.portfolio.entries == [.init(isServed: [false, false], weight: 1)])
    let empty = try LeximinLottery(agentCount: 0, solver: GLPKSolver()) { _ in [] }
    #expect(empty.portfolio.entries.isEmpty)
    #expect(empty.probabilities.isEmpty)
  }

  @Test func entitlementsAreLevelled() throws {
    // One unit for three agents entitled 3 : 2 : 1.
    let shared = try lottery(family(["a", "a", "a"], capacities: ["a": 1]), entitlements: [3, 2, 1])
    #expect(shared.probabilities.map(\.description) == ["1/2", "1/3", "1/6"])
    // Nobody gets more than certainty: 5 : 1 : 1 over two units would be 10/7, so 1, and 1/2 for the others.
    let capped = try lottery(family(["a", "a", "a"], capacities: ["a": 2]), entitlements: [5, 1, 1])
    #expect(capped.probabilities.map(\.description) == ["1", "1/2", "1/2"])
    #expect(capped.levels.map(\.ratio.description) == ["1/5", "1/2"])
    // Populations, as they are: the same shares as the small numbers that they stand for.
    let people = try lottery(
      family(["a", "a", "a"], capacities: ["a": 1]), entitlements: [300_000_000, 200_000_000, 100_000_000])
    #expect(people.probabilities.map(\.description) == ["1/2", "1/3", "1/6"])
  }

  @Test(arguments: 0..<250)
  func agreesWithExactFractions(seed: Int) throws {
    var lots = Lots(seed)
    let agents = 2 + lots.below(4)
    var committees: [[Bool]] = []
    for _ in 0..<(2 + lots.below(7)) {
      let committee = (0..<agents).map { _ in lots.chance(45) }
      if !committees.contains(committee) { committees.append(committee) }
    }
    let family = SmallFamily(agentCount: agents, committees: committees)
    let entitlements = (0..<agents).map { _ in lots.chance(50) ? 1 : 1 + lots.below(4) }
    let exact = family.leximin(entitlements: entitlements)
    let lottery = try lottery(family, entitlements: entitlements)
    let deviations = zip(lottery.probabilities, exact).map { found, expected in
      abs(found.doubleValue - Double(expected.numerator) / Double(expected.denominator))
    }
    #expect(deviations.allSatisfy { $0 <= LeximinLottery.tolerance }, "\(lottery.probabilities) for \(exact)")
    // The levels are the very fractions.
    for level in lottery.levels {
      for agent in level.agents {
        #expect(
          OwnFraction(level.ratio.numerator, level.ratio.denominator)
            == exact[agent] / OwnFraction(Int128(entitlements[agent])))
      }
    }
    #expect(lottery.rounds.count <= agents)
    #expect(lottery.unservable.allSatisfy { exact[$0] == .zero })
  }

  /// Groups of agents that share capacities of their own: everybody's probability is capacity ÷ size.
  @Test func manyAgentsInGroups() throws {
    let sizes = [17, 23, 5, 40, 31, 2, 9]
    let capacities = [3, 7, 5, 11, 2, 1, 4]
    let groups = sizes.enumerated().flatMap { Array(repeating: $0, count: $1) }
    let lottery = try LeximinLottery(agentCount: groups.count, solver: GLPKSolver()) { weights in
      var isServed = [Bool](repeating: false, count: groups.count)
      for group in sizes.indices {
        let members = groups.indices.filter { groups[$0] == group }.sorted { (-weights[$0], $0) < (-weights[$1], $1) }
        for agent in members.prefix(capacities[group]) { isServed[agent] = true }
      }
      return isServed
    }
    for (agent, group) in groups.enumerated() {
      let expected = Double(capacities[group]) / Double(sizes[group])
      #expect(abs(lottery.probabilities[agent].doubleValue - expected) <= LeximinLottery.tolerance)
    }
    #expect(lottery.levels.map(\.ratio.description) == ["2/31", "3/17", "11/40", "7/23", "4/9", "1/2", "1"])
  }

  /// Stretches of a line, of which no two that are served overlap.
  ///
  /// Chances can be met if and only if they add up to at most 1 at every point, since the points against the stretches are
  /// a totally unimodular matrix; so filling all evenly until a point is full gives the leximin chances.
  static func stretches(_ count: Int, seed: Int) -> [Range<Int>] {
    var lots = Lots(seed)
    return (0..<count).map { _ in
      let start = lots.below(2 * count)
      return start..<(start + 1 + lots.below(12))
    }
  }

  /// The best stretches without an overlap, by dynamic programming over the line.
  static func best(_ stretches: [Range<Int>], _ weights: [Int]) -> [Bool] {
    let end = stretches.map(\.upperBound).max() ?? 0
    var totals = [Int](repeating: 0, count: end + 1)
    var choices = [Int?](repeating: nil, count: end + 1)
    let byEnd = Dictionary(grouping: stretches.indices) { stretches[$0].upperBound }
    for point in 1...max(1, end) {
      totals[point] = totals[point - 1]
      for agent in byEnd[point] ?? [] where totals[stretches[agent].lowerBound] + weights[agent] > totals[point] {
        totals[point] = totals[stretches[agent].lowerBound] + weights[agent]
        choices[point] = agent
      }
    }
    var isServed = [Bool](repeating: false, count: stretches.count)
    var point = end
    while point > 0 {
      guard let agent = choices[point] else {
        point -= 1
        continue
      }
      isServed[agent] = true
      point = stretches[agent].lowerBound
    }
    return isServed
  }

  @Test(arguments: [8, 16, 30])
  func stretchesOfALineAreFilledEvenly(count: Int) throws {
    let stretches = Self.stretches(count, seed: count)
    var expected = [OwnFraction?](repeating: nil, count: count)
    while expected.contains(nil) {
      let points = Set(stretches.indices.filter { expected[$0] == nil }.flatMap { Array(stretches[$0]) })
      let levels = points.map { point in
        let there = stretches.indices.filter { stretches[$0].contains(point) }
        let room = there.reduce(OwnFraction.one) { $0 - (expected[$1] ?? .zero) }
        return (level: room / OwnFraction(Int128(there.filter { expected[$0] == nil }.count)), point: point)
      }
      let least = try #require(levels.map(\.level).min())
      for (level, point) in levels where level == least {
        for agent in stretches.indices where expected[agent] == nil && stretches[agent].contains(point) {
          expected[agent] = level
        }
      }
    }
    let lottery = try LeximinLottery(agentCount: count, solver: GLPKSolver()) { Self.best(stretches, $0) }
    for agent in stretches.indices {
      let exact = try #require(expected[agent])
      let probability = lottery.probabilities[agent].doubleValue
      #expect(
        abs(probability - Double(exact.numerator) / Double(exact.denominator)) <= LeximinLottery.tolerance)
    }
  }

  @Test func theSameEveryTime() throws {
    let family = family(["ab", "a", "bc", "c", "abc", "a"], capacities: ["a": 1, "b": 1, "c": 1])
    let first = try lottery(family)
    let second = try lottery(family)
    #expect(first.portfolio == second.portfolio)
    #expect(first.levels == second.levels)
  }

  @Test func wrongInputsAreRefused() {
    #expect(throws: LotteryFault.wrongCount(place: "entitlements", expected: 2, actual: 1)) {
      try LeximinLottery(agentCount: 2, entitlements: [1], solver: GLPKSolver()) { _ in [true, true] }
    }
    #expect(throws: LotteryFault.self) {
      try LeximinLottery(agentCount: 1, entitlements: [0], solver: GLPKSolver()) { _ in [true] }
    }
    #expect(throws: LotteryFault.wrongCount(place: "committee", expected: 2, actual: 1)) {
      try LeximinLottery(agentCount: 2, solver: GLPKSolver()) { _ in [true] }
    }
    // An oracle that forgets what it has said isn't exact; agents that nobody looked for yet weigh a million.
    var calls = 0
    #expect(throws: LotteryFault.oracleNotExact(known: 1_000_000, returned: 0)) {
      try LeximinLottery(agentCount: 2, solver: GLPKSolver()) { _ in
        calls += 1
        return [[true, false], [false, true]].indices.contains(calls - 1) ? [calls == 1, calls == 2] : [false, false]
      }
    }
  }
}
