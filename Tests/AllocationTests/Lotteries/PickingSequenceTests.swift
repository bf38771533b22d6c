// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Allocation

/// Picking sequences against published sequences and apportionments.
@Suite struct PickingSequenceTests {
  private func agents(_ weights: [Int], _ method: PickingSequence.Method, _ count: Int) throws -> [Int] {
    Array(try PickingSequence(weights: weights, method: method).prefix(count))
  }

  @Test(arguments: [
    (PickingSequence.Method.adams, [1, 2, 3, 1, 2, 1, 1, 2, 3]), (.webster, [1, 2, 1, 3, 2, 1, 1, 2, 1]),
    (.jefferson, [1, 2, 1, 1, 2, 3, 1, 2, 1]),
  ])
  func nineTurnsAtThreeToTwoToOne(method: PickingSequence.Method, expected: [Int]) throws {
    #expect(try agents([3, 2, 1], method, 9).map { $0 + 1 } == expected)
  }

  /// Balinski and Young.
  @Test(arguments: [
    (PickingSequence.Method.adams, [9, 7, 5, 3, 2]), (.webster, [9, 8, 5, 3, 1]), (.jefferson, [10, 7, 5, 3, 1]),
  ])
  func seats(method: PickingSequence.Method, expected: [Int]) throws {
    let turns = try agents([9_061, 7_179, 5_259, 3_319, 1_182], method, 26)
    #expect((0..<5).map { agent in turns.filter { $0 == agent }.count } == expected)
  }

  @Test(arguments: [
    (PickingSequence.Method.adams, [4, 2, 1]), (.webster, [4, 2, 1]), (.jefferson, [5, 2, 0]),
  ])
  func sevenSeatsAtFiveToThreeToOne(method: PickingSequence.Method, expected: [Int]) throws {
    let turns = try agents([5, 3, 1], method, 7)
    #expect((0..<3).map { agent in turns.filter { $0 == agent }.count } == expected)
  }

  @Test func tiesGoByRankAndWhoDropsOutIsPassedOver() throws {
    #expect(
      Array(try PickingSequence(weights: [1, 1, 1], method: .adams, tieOrder: [2, 0, 1]).prefix(6)) == [
        2, 0, 1, 2, 0, 1,
      ])
    var sequence = try PickingSequence(weights: [1, 2], method: .webster)
    #expect(sequence.next() == 1)
    sequence.dropOut(1)
    sequence.dropOut(7)
    #expect(sequence.next() == 0)
    #expect(sequence.next() == 0)
    #expect(sequence.turns == [2, 1])
    sequence.dropOut(0)
    #expect(sequence.next() == nil)
    var nobody = try PickingSequence(weights: [], method: .adams)
    #expect(nobody.next() == nil)
  }

  @Test func greatWeightsAreComparedExactly() throws {
    // The two differ in the twelfth digit: the heavier comes first although it ranks second.
    let sequence = try PickingSequence(weights: [999_999_999_999, 1_000_000_000_000], method: .jefferson)
    #expect(Array(sequence.prefix(3)) == [1, 0, 1])
  }

  /// WEF(1 − y, y) of what is picked: for every pair there is an object g that i doesn't hold and j does with
  /// (v(i) + y v(g)) ÷ w(i) ≥ (v(j) − (1 − y) v(g)) ÷ w(j), everything as i values it.
  @Test(arguments: PickingSequence.Method.allCases, 0..<150)
  func envyIsBoundedByOneObject(method: PickingSequence.Method, seed: Int) throws {
    var lots = Lots(seed)
    let weights = (0..<(2 + lots.below(3))).map { _ in 1 + lots.below(6) }
    let objects = 1 + lots.below(12)
    let values = weights.map { _ in (0..<objects).map { _ in lots.below(20) } }
    var left = Array(0..<objects)
    var bundles = weights.map { _ in [Int]() }
    var sequence = try PickingSequence(weights: weights, method: method)
    while !left.isEmpty, let agent = sequence.next() {
      let best = try #require(left.max { (values[agent][$0], $1) < (values[agent][$1], $0) })
      bundles[agent].append(best)
      left.removeAll { $0 == best }
    }
    let y = method.doubledShift
    for agent in weights.indices {
      let own = bundles[agent].reduce(0) { $0 + values[agent][$1] }
      for other in weights.indices where other != agent && !bundles[other].isEmpty {
        let theirs = bundles[other].reduce(0) { $0 + values[agent][$1] }
        #expect(
          bundles[other].contains { object in
            (2 * own + y * values[agent][object]) * weights[other]
              >= (2 * theirs - (2 - y) * values[agent][object]) * weights[agent]
          })
      }
    }
  }

  @Test func wrongInputsAreRefused() {
    #expect(throws: LotteryFault.self) { try PickingSequence(weights: [1, 0], method: .adams) }
    #expect(throws: LotteryFault.self) { try PickingSequence(weights: [1, 1], method: .adams, tieOrder: [0, 0]) }
    #expect(throws: LotteryFault.self) { try PickingSequence(weights: [1, 1], method: .adams, tieOrder: [0]) }
  }
}
