// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Testing

@testable import Coordination
@testable import Scenarios

/// Entitlements as whole numbers, against numbers worked out by hand and the half arcs of the geometry.
@Suite struct EntitlementTests {
  private func administration(
    _ symbol: String, population: Int? = nil, income: Administration.IncomeGroup? = nil
  ) -> Administration {
    var result = Small.administration(symbol)
    result.population = population
    result.incomeGroup = income
    return result
  }

  private func table(_ name: String, _ numbers: [(String, Int)]) -> NumberTable {
    NumberTable(
      path: "tables/\(name).csv", file: "\(name).csv", keyColumn: "administration", column: "share", source: "made up",
      rows: numbers.enumerated().map { .init(key: $1.0, number: $1.1, line: $0 + 2) })
  }

  private func entitlements(
    _ administrations: [Administration], points: [Register.TerritoryPoint] = [],
    _ change: (inout EntitlementDefinitions) -> Void = { _ in }
  ) -> EntitlementTable {
    var scenario = Small.scenario([Small.band()])
    change(&scenario.entitlementDefinitions)
    return EntitlementTable(
      scenario: scenario,
      register: Small.register([Small.network("N", "A", 0)], administrations: administrations, points: points))
  }

  @Test func equalAndInhabitants() {
    let table = entitlements([
      administration("A", population: 5), administration("B"), administration("C", population: 0),
    ])
    #expect(table.shares(.equal) == [1, 1, 1])
    #expect(table.shares(.population) == [5, nil, 0])
  }

  /// 3 × 0.5 = 1.5 is rounded up, 3 × 0.499999 down; without inhabitants or without a share nothing is known.
  @Test func needIsRoundedHalfUp() {
    let table = entitlements(
      [
        administration("A", population: 3), administration("B", population: 3), administration("C"),
        administration("D", population: 4), administration("E", population: 1_400_000_000),
      ]
    ) {
      $0.unservedMillionths = self.table("need", [("A", 500_000), ("B", 499_999), ("C", 1_000_000), ("E", 333_333)])
    }
    #expect(table.shares(.need) == [2, 1, nil, nil, 466_666_200])
  }

  @Test func incomeGoesByWeights() {
    let states = [
      administration("A", income: .low), administration("B", income: .high), administration("C"),
      administration("D", income: .upperMiddle),
    ]
    #expect(entitlements(states).shares(.income) == [4, 1, nil, 2])
    #expect(entitlements(states) { $0.incomeWeights[.high] = 0 }.shares(.income) == [4, 0, nil, 2])
  }

  /// Half of equal shares of three, half of 1 : 2 : 3: 1/4, 1/3 and 5/12 of 10⁹; the unit left over goes to 5/12.
  @Test func blendInWholeNumbers() {
    let table = entitlements([
      administration("A", population: 1), administration("B", population: 2), administration("C", population: 3),
      administration("D"),
    ]) {
      $0.blends = [
        .init(
          name: "half",
          parts: [
            .init(entitlement: .equal, weightThousandths: 500), .init(entitlement: .population, weightThousandths: 500),
          ])
      ]
    }
    #expect(table.shares(.blend("half")) == [250_000_000, 333_333_333, 416_666_667, nil])
  }

  /// Three equal thirds of 10⁹: the unit left over goes to the first symbol.
  @Test func tiesOfABlendGoBySymbol() {
    let table = entitlements(["C", "A", "B"].map { administration($0) }) {
      $0.blends = [.init(name: "same", parts: [.init(entitlement: .equal, weightThousandths: 1)])]
    }
    #expect(table.shares(.blend("same")) == [333_333_334, 333_333_333, 333_333_333])
  }

  /// A blend in a blend, written before it: a quarter of A's column and three quarters of equal shares.
  @Test func blendsInBlends() {
    let table = entitlements(["A", "B"].map { administration($0) }) {
      $0.columns = [.init(name: "mine", table: self.table("mine", [("A", 7), ("B", 0)]))]
      $0.blends = [
        .init(
          name: "outer",
          parts: [
            .init(entitlement: .blend("inner"), weightThousandths: 500),
            .init(entitlement: .equal, weightThousandths: 500),
          ]),
        .init(
          name: "inner",
          parts: [
            .init(entitlement: .column("mine"), weightThousandths: 1),
            .init(entitlement: .equal, weightThousandths: 1),
          ]),
      ]
    }
    #expect(table.shares(.column("mine")) == [7, 0])
    #expect(table.shares(.blend("inner")) == [750_000_000, 250_000_000])
    #expect(table.shares(.blend("outer")) == [625_000_000, 375_000_000])
  }

  /// Whatever the sizes, shares add up to 10⁹ and differ from the exact quota by less than one.
  @Test func blendsOfLargeNumbersAreExact() throws {
    var lots = Lots(4)
    for _ in 0..<20 {
      let names = (0..<30).map { "S\($0 + 10)" }
      let numbers = names.map { _ in lots.below(1_000_000) * lots.below(1_000_000) + 1 }
      let others = names.map { _ in lots.below(1_000_000_000) }
      let table = entitlements(names.map { administration($0) }) {
        $0.columns = [
          .init(name: "one", table: self.table("one", Array(zip(names, numbers)))),
          .init(name: "two", table: self.table("two", Array(zip(names, others)))),
        ]
        $0.blends = [
          .init(
            name: "b",
            parts: [
              .init(entitlement: .column("one"), weightThousandths: 300),
              .init(entitlement: .column("two"), weightThousandths: 701),
            ])
        ]
      }
      let shares = try table.shares(.blend("b")).map { try #require($0) }
      #expect(shares.reduce(0, +) == 1_000_000_000)
      let (sum, otherSum) = (Double(numbers.reduce(0, +)), Double(others.reduce(0, +)))
      for (index, share) in shares.enumerated() {
        let quota = 1e9 / 1.001 * (0.3 * Double(numbers[index]) / sum + 0.701 * Double(others[index]) / otherSum)
        #expect(abs(Double(share) - quota) < 1.001)
      }
    }
  }

  /// One point sees twice its half arc; two on the equator 10° apart lose 10°; the farther north, the less.
  @Test func visibleArcs() throws {
    let points = [("A", 0, 0), ("B", 0, 0), ("B", 0, 10_000), ("C", 60_000, 179_000), ("C", 0, 179_000)].map {
      Register.TerritoryPoint(administration: $0.0, latitudeMilliDegrees: $0.1, longitudeMilliDegrees: $0.2)
    }
    let shares = entitlements(["A", "B", "C", "D"].map { administration($0) }, points: points).shares(.visibleArc)
    #expect(abs(try #require(shares[0]) - 142_860) <= 10)
    #expect(abs(try #require(shares[1]) - 132_860) <= 10)
    #expect(abs(try #require(shares[2]) - 100_880) <= 10)
    #expect(shares[3] == nil)
  }

  @Test func whatCanNotBeNamed() {
    let table = entitlements([administration("A"), administration("B")]) {
      $0.columns = [.init(name: "mine", table: self.table("mine", [("A", 0)]))]
    }
    func message(_ entitlement: Entitlement) -> String? {
      table.fault(of: entitlement, file: "p.yaml", line: 4, field: "stages[1].entitlement")?.description
    }
    #expect(message(.equal) == nil)
    #expect(
      message(.population)
        == "p.yaml:4: stages[1].entitlement: nobody in the register is entitled to anything by `population`; give it a "
        + "number above 0 for at least one administration, or leave it out")
    #expect(
      message(.column("mine"))
        == "p.yaml:4: stages[1].entitlement: nobody in the register is entitled to anything by `column:mine`; give it a "
        + "number above 0 for at least one administration, or leave it out")
    #expect(
      message(.need)
        == "p.yaml:4: stages[1].entitlement: `need` has no table: nothing says who is without service; add `need: {file: "
        + "need.csv, column: unserved_share, source: …}` to small.yaml")
    #expect(
      message(.column("mien"))
        == "p.yaml:4: stages[1].entitlement: the scenario doesn't define `column:mien`; did you mean `column:mine`? define "
        + "it in small.yaml, or name one of: equal, population, need, visible_arc, income, column:mine")
  }

  @Test func unknownAdministrationsInAColumn() throws {
    var scenario = Small.scenario([Small.band()])
    scenario.entitlementDefinitions.columns = [.init(name: "mine", table: table("mine", [("AA", 1), ("B", 2)]))]
    let register = Small.register(
      [Small.network("N", "AA", 0)], administrations: ["AA", "CC"].map { administration($0) })
    #expect(
      throws: BadInput([
        Fault(
          file: "tables/mine.csv", line: 3, field: "administration",
          problem: "administration `B` is not in the register",
          remedy: "write one that is, or remove the row")
      ])
    ) { try CoordinationProblem(scenario: scenario, register: register) }
  }
}
