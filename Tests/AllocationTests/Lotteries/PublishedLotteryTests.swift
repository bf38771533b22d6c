// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Fairness
import GLPKSolver
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Leximin lotteries with published answers: a citizens' panel, and small cases carried through the whole engine.
@Suite struct PublishedLotteryTests {
  /// The pool of 200 people and the panel of 20 of Flanigan et al. 2021, doi:10.1038/s41586-021-03788-6 (`example_small_20`):
  /// one woman is conservative, 99 are liberal and 100 men are conservative; at least 9 of each gender and of each
  /// leaning. Everybody's chance is 10.0 %, and their Gini coefficient 0.0 %.
  @Test func aPanelOfTwentyFromTwoHundred() throws {
    let groups = [0..<1, 1..<100, 100..<200]
    let lottery = try LeximinLottery(agentCount: 200, solver: GLPKSolver()) { weights in
      let ordered = groups.map { group in group.sorted { (-weights[$0], $0) < (-weights[$1], $1) } }
      var best: (weight: Int, members: [Int]) = (-1, [])
      for conservativeWomen in 0...1 {
        for liberalWomen in 9...20 {
          let men = 20 - conservativeWomen - liberalWomen
          guard men >= 9, men + conservativeWomen >= 9, liberalWomen + conservativeWomen >= 9 else { continue }
          let members = zip(ordered, [conservativeWomen, liberalWomen, men]).flatMap { $0.prefix($1) }
          let weight = members.reduce(0) { $0 + weights[$1] }
          if weight > best.weight { best = (weight, members) }
        }
      }
      var isServed = [Bool](repeating: false, count: 200)
      for member in best.members { isServed[member] = true }
      return isServed
    }
    #expect(lottery.levels.map(\.ratio.description) == ["1/10"])
    for probability in lottery.probabilities {
      #expect(abs(probability.doubleValue - 0.1) <= LeximinLottery.tolerance)
    }
    let weights = (0..<200).map { member in
      lottery.portfolio.entries.filter { $0.isServed[member] }.reduce(0) { $0 + $1.weight }
    }
    let gini = try #require(InequalityMeasures.exactGini(of: try Holdings(weights)))
    #expect(gini.doubleValue <= 10 * LeximinLottery.tolerance)
    for entry in lottery.portfolio.entries {
      #expect(entry.isServed.count { $0 } == 20)
      let counts = groups.map { group in group.count { entry.isServed[$0] } }
      #expect(counts[1] >= 9 && counts[2] >= 9)
    }
  }

  /// One place for each letter, one network at a place, and administrations that ask at some of them.
  @Test(arguments: [
    (["ab", "a", "b"], ["2/3", "2/3", "2/3"]), (["a", "a", "a", "b", "b"], ["1/3", "1/3", "1/3", "1/2", "1/2"]),
    (["a", "a", "ab", "bc", "c"], ["1/2", "1/2", "2/3", "2/3", "2/3"]),
    (["a", "a", "a", "ab", "b"], ["1/3", "1/3", "1/3", "1/2", "1/2"]),
  ])
  func chancesOfServiceOnAnArc(wishes: [String], expected: [String]) throws {
    let places = Array("abc")
    let symbols = ["A", "B", "C", "D", "E"]
    var networks: [SmallNetwork] = []
    for (agent, wish) in wishes.enumerated() {
      for (place, letter) in places.enumerated() where wish.contains(letter) {
        networks.append(
          SmallNetwork(name: "\(symbols[agent])-\(letter)", administration: symbols[agent], longitude: 10_000 * place))
      }
    }
    var small = SmallProblem(
      bands: [SmallProblem.band(channels: 1, separation: 2_000, flexibility: 0)], networks: networks)
    small.populations = Dictionary(uniqueKeysWithValues: symbols.map { ($0, Optional(1)) })
    let problem = try small.problem()
    let stage = Policy.Stage(name: "lottery", rule: .lottery(.init(kind: .leximin)))
    let allocation = try PolicyEngine(solver: GLPKSolver()).allocate(problem, policy: .of([stage]))
    let outcome = try #require(allocation.lottery)
    #expect(outcome.method == .portfolio)
    let chances = outcome.chances.map { Fraction(Int128($0.served), Int128(outcome.denominator))?.description }
    #expect(chances == expected)
  }
}
