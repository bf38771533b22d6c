// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Verification

/// The search against all subsets of small random models.
@Suite struct PackingSearchTests {
  private struct Draws {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
  }

  private func model(_ seed: Int) -> PackingModel {
    var draws = Draws(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1)
    let count = 3 + draws.next(9)
    var model = PackingModel(
      values: (0..<count).map { _ in draws.next(12) }, holders: (0..<count).map { _ in draws.next(4) })
    for _ in 0..<(2 + draws.next(6)) {
      let columns = (0..<count).filter { _ in draws.next(3) == 0 }
      guard !columns.isEmpty else { continue }
      let isSimple = draws.next(2) == 0
      model.rows.append(
        .init(
          columns: columns, coefficients: columns.map { _ in isSimple ? 1 : 1 + draws.next(4) },
          capacity: isSimple ? 1 : 1 + draws.next(6)))
    }
    if draws.next(3) == 0 {
      model.holderRows.append(.init(columns: (0..<count).filter { _ in draws.next(2) == 0 }, capacity: draws.next(3)))
    }
    return model
  }

  private func best(_ model: PackingModel) -> (value: Int, sets: Set<[Int]>) {
    var value = 0
    var sets: Set<[Int]> = [[]]
    for mask in 1..<(1 << model.values.count) {
      let set = model.values.indices.filter { mask >> $0 & 1 == 1 }
      guard model.isFeasible(set) else { continue }
      let own = model.value(of: set)
      if own > value { (value, sets) = (own, []) }
      if own == value { sets.insert(set) }
    }
    return (value, sets)
  }

  @Test(arguments: 1...400) func allSubsetsAgree(_ seed: Int) throws {
    let model = model(seed)
    let (value, sets) = best(model)
    let answer = PackingSearch.best(of: model, above: 0)
    #expect(answer.isComplete)
    #expect(model.value(of: answer.best ?? []) == value)
    #expect(model.isFeasible(answer.best ?? []))
    let below = PackingSearch.best(of: model, above: value)
    #expect(below.best == nil && below.isComplete)
    let set = try #require(sets.min { $0.lexicographicallyPrecedes($1) })
    let kept = PackingSearch.best(of: model, beginningWith: set)
    #expect(model.value(of: kept.best ?? []) == value)
    let equals = PackingSearch.equals(of: model, to: set)
    #expect(equals.isComplete)
    #expect(equals.equals.isEmpty == (sets.count == 1))
    #expect(equals.equals.isSubset(of: sets))
  }

  @Test func aLimitIsTold() {
    var model = model(7)
    model.values = model.values.map { $0 + 1 }
    let answer = PackingSearch.best(of: model, above: 0, limit: .init(nodes: 0))
    #expect(!answer.isComplete)
  }
}
