// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Scenarios
@testable import Verification

/// Simultaneous eating carried out by the verifier: published shares, shares by hand, and portfolios held against them.
struct EatingTests {
  private func eaten(_ eaters: [SimultaneousEating.Eater], _ pots: [([Int], Int)]) -> [[Int: String]] {
    let count = (eaters.flatMap(\.list) + pots.flatMap(\.0)).max().map { $0 + 1 } ?? 0
    return SimultaneousEating(
      eaters: eaters, pots: pots.map { .init(dishes: $0.0, portions: $0.1) }, dishCount: count
    ).eaten.map { $0.mapValues { "\($0.top)/\($0.bottom)" } }
  }

  private func eater(_ list: [Int], speed: Int = 1, appetite: Int = 1) -> SimultaneousEating.Eater {
    .init(list: list, speed: speed, appetite: appetite)
  }

  @Test("the shares of Bogomolnaia and Moulin 2001")
  func published() {
    #expect(
      eaten([eater([0, 1, 2]), eater([0, 2, 1]), eater([1, 0, 2])], [([0], 1), ([1], 1), ([2], 1)])
        == [[0: "1/2", 1: "1/4", 2: "1/4"], [0: "1/2", 2: "1/2"], [1: "3/4", 2: "1/4"]])
    let pairs = [[0, 1, 2, 3], [0, 1, 2, 3], [1, 0, 3, 2], [1, 0, 3, 2]].map { eater($0) }
    #expect(
      eaten(pairs, (0..<4).map { ([$0], 1) })
        == [[0: "1/2", 2: "1/2"], [0: "1/2", 2: "1/2"], [1: "1/2", 3: "1/2"], [1: "1/2", 3: "1/2"]])
  }

  @Test("speeds, appetites and pots that share dishes")
  func speeds() {
    #expect(eaten([eater([0], speed: 2), eater([0])], [([0], 1)]) == [[0: "2/3"], [0: "1/3"]])
    // Who is full leaves the rest: 2 portions of 3 for an appetite of 2 at the time 2, 1 at the time 1.
    #expect(eaten([eater([0], appetite: 2), eater([0])], [([0], 3)]) == [[0: "2/1"], [0: "1/1"]])
    // Dishes of one pot: at speeds 1 and 3 a portion lasts a quarter; then the second turns to dish 2 for the rest of its
    // appetite, 1/4.
    #expect(
      eaten([eater([0]), eater([1, 2], speed: 3)], [([0, 1], 1), ([2], 1)]) == [[0: "1/4"], [1: "3/4", 2: "1/4"]])
    // An empty pot closes its dishes from the beginning; nobody eats without appetite.
    #expect(eaten([eater([0, 1]), eater([1], appetite: 0)], [([0], 0), ([1], 1)]) == [[1: "1/1"], [:]])
    #expect(eaten([eater([])], []) == [[:]])
    // Ten of different speeds and appetite 1 go through eight portions: whenever somebody is full, another sum of speeds
    // becomes part of the denominators. All portions are eaten, and nothing more.
    let speeds = [3, 19, 57, 63, 69, 73, 91, 103, 129, 171].enumerated().map { 90_000_000_000 * ($0 + 1) + $1 }
    let long = SimultaneousEating(
      eaters: speeds.map { eater(Array(0..<8), speed: $0) }, pots: (0..<8).map { .init(dishes: [$0], portions: 1) },
      dishCount: 8
    ).eaten.joined()
    #expect(long.reduce(ExactRatio(0)) { $0.plus($1.value) } == ExactRatio(8))
    #expect(long.contains { $0.value.bottom.bitWidth > 64 })
  }

  // MARK: - Portfolios

  /// Three requests in one window of two blocks, nobody may move, entitlements by population; or another world, where `A`
  /// asks for `NET-A`, and so on.
  private func found(
    entitlement: Entitlement = .equal, populations: [Int] = [1, 1, 1], denominator: Int, _ weights: [String: Int],
    factor: (Int, Int) = (1, 1), polarizations: [String] = ["dual"], setAside: Policy.SetAside? = nil,
    in other: SmallWorld? = nil
  ) -> (findings: [String], shares: Int, factors: Int, unproven: Int) {
    var world = other ?? HandMadeCertificateTests.world(polarizations: polarizations)
    if other == nil {
      world.register = SmallWorld.register(
        zip(["A", "B", "D"], populations).map { SmallWorld.administration($0, population: $1) },
        world.register.networks)
    }
    let docket = Docket(scenario: world.scenario, register: world.register)
    let policy = SmallWorld.policy(
      "p", [SmallWorld.stage(.lottery(.init(kind: .probabilisticSerial, entitlement: entitlement, seed: 4)))],
      setAside: setAside)
    let portfolio = weights.sorted { $0.key < $1.key }.map { symbols, weight in
      LotteryCertificate.Entry(
        weight: weight,
        grants: symbols.enumerated().map { block, symbol in
          let request = docket.requests.first { $0.administration == String(symbol) }
          return .init(
            network: "NET-\(symbol)", position: request?.filedLongitude ?? 0, firstChannel: block + 1,
            polarization: polarizations[0])
        })
    }
    let chances = world.register.administrations.map(\.symbol).map { symbol in
      let served = weights.reduce(0) { $0 + ($1.key.contains(symbol) ? $1.value : 0) }
      return LotteryCertificate.Chance(administration: symbol, served: served, holding: served)
    }
    let ticket = Int(
      SeededDraw(purpose: "portfolio", identifier: "stage", seed: 4).number % UInt64(max(1, denominator)))
    let lottery = LotteryCertificate(
      stage: 1, method: .portfolio, seed: 4, denominator: denominator, ticket: ticket, chances: chances,
      portfolio: portfolio, shareFactor: .init(numerator: factor.0, denominator: factor.1))
    var rest = ticket
    let drawn = portfolio.first { entry in
      rest -= entry.weight
      return rest < 0
    }
    let grants = docket.requests.enumerated().map { index, request in
      drawn?.grants.first { $0.network == request.identifier }.map {
        Option(request: index, position: $0.position, firstChannel: $0.firstChannel, polarization: 0)
      }
    }
    var journal = Journal()
    LotteryChecks(
      docket: docket, rules: PolicyRules(policy: policy, docket: docket),
      outcome: PolicyOutcome(policy: policy, rows: grants.map { _ in nil }, grants: grants),
      runOfGrant: grants.map { $0 == nil ? nil : 0 }, lottery: lottery
    ).run(journal: &journal)
    let report = journal.report()
    return (
      report.findings.map(\.description), report.count(of: .shares), report.count(of: .unprovenFactors),
      report.count(of: .unprovenShares)
    )
  }

  @Test("two blocks for three at equal speeds are two thirds each")
  func equalSpeeds() {
    let good = found(denominator: 3, ["AB": 1, "AD": 1, "BD": 1])
    #expect(good.findings == [])
    #expect(good.shares == 3 && good.factors == 0)
    // Half of the shares: the same for all, but nothing here shows that more can't be granted.
    let half = found(denominator: 6, ["AB": 1, "AD": 1, "BD": 1, "": 3], factor: (1, 2))
    #expect(half.findings == [])
    #expect(half.factors == 1)
    // What is stated must be what scales the shares.
    for factor in [(1, 1), (2, 3)] {
      let wrong = found(denominator: 6, ["AB": 1, "AD": 1, "BD": 1, "": 3], factor: factor).findings
      #expect(wrong.count == 1 && wrong.first?.contains("expected 1/2, since") == true)
    }
    // A lottery that is consistent in itself, with chances 1, 1/2 and 1/2.
    let other = found(denominator: 2, ["AB": 1, "AD": 1])
    #expect(other.findings.count == 1)
    #expect(other.findings.first?.contains("NET-A") == true && other.findings.first?.contains("2/3") == true)
    #expect(found(denominator: 1_000_000, ["AB": 333_334, "AD": 333_333, "BD": 333_333]).findings.count == 1)
  }

  @Test("speeds of 2 : 1 : 1 serve the first for certain and the others half of the time")
  func unequalSpeeds() {
    // At the time 1/2 the first is full, each other has eaten a half, and nothing is left of the two blocks.
    let good = found(entitlement: .population, populations: [2, 1, 1], denominator: 2, ["AB": 1, "AD": 1])
    #expect(good.findings == [])
    #expect(good.shares == 3 && good.factors == 0)
    #expect(
      found(entitlement: .population, populations: [2, 1, 1], denominator: 3, ["AB": 1, "AD": 1, "BD": 1]).findings
        .count == 1)
  }

  @Test("shares without a small denominator are rounded down to multiples of 1 ÷ 720,720")
  func rounding() {
    // Two blocks among speeds 3·10⁹+1, 3·10⁹+7 and 3·10⁹+13: 2·speed ÷ (9·10⁹+21), each 2/3 but for some 10⁻⁹, so that
    // the first, below 2/3, is rounded down to 480,479 parts of 720,720, the second, exactly 2/3, isn't, nor the third.
    let populations = [3_000_000_001, 3_000_000_007, 3_000_000_013]
    let good = found(
      entitlement: .population, populations: populations, denominator: 1_441_440,
      ["AB": 480_479, "AD": 480_479, "BD": 480_481, "": 1])
    #expect(good.findings == [])
    #expect(good.shares == 3)
    #expect(
      found(
        entitlement: .population, populations: populations, denominator: 3, ["AB": 1, "AD": 1, "BD": 1]
      ).findings.count == 1)
  }

  /// A third of the circle apart, and channels of one block that must be further apart than that.
  private static var triangle: SmallWorld {
    var world = HandMadeCertificateTests.world()
    world.scenario.bands = [SmallWorld.band("C", channels: 1, separation: 130_000, flexibility: 0)]
    world.register = SmallWorld.register(
      world.register.administrations,
      ["A", "B", "D"].enumerated().map { SmallWorld.network("NET-\($1)", $1, 120_000 * ($0 - 1)) })
    return world
  }

  @Test("three mutual conflicts, two in a window: shares of 1/2, granted with 1/3, make β = 2/3")
  func mutualConflicts() {
    let thirds = ["A": 1, "B": 1, "D": 1]
    let good = found(denominator: 3, thirds, factor: (2, 3), in: Self.triangle)
    #expect(good.findings == [])
    #expect(good.shares == 3 && good.factors == 1)
    // 1/1 and 1/3 could belong to other shares, of 1/3 and of 1.
    for factor in [(1, 1), (1, 3)] {
      let wrong = found(denominator: 3, thirds, factor: factor, in: Self.triangle)
      #expect(wrong.findings.count == 1 && wrong.shares == 0)
      #expect(wrong.findings.first?.contains("share_factor \(factor.0)/\(factor.1); expected 2/3") == true)
    }
    // Nothing granted is the factor 0 of any shares.
    let nothing = found(denominator: 1, ["": 1], factor: (0, 1), in: Self.triangle)
    #expect(nothing.findings == [])
    #expect(nothing.factors == 1)
  }

  @Test("where there is nothing to eat the factor is 1")
  func nothingEaten() {
    // Every place is set aside for groups that nobody belongs to.
    let closed = Policy.SetAside(groups: [], extent: .positions([180_000, 179_500, 179_000]))
    let good = found(denominator: 1, ["": 1], setAside: closed)
    #expect(good.findings == [])
    #expect(good.shares == 0 && good.factors == 0)
    for factor in [(0, 1), (1, 2)] {
      let wrong = found(denominator: 1, ["": 1], factor: factor, setAside: closed).findings
      #expect(wrong.count == 1 && wrong.first?.contains("expected 1/1, since nothing is eaten") == true)
    }
  }

  @Test("beyond four bands of blocks what fits no trial is not held to be wrong")
  func manyBands() {
    let symbols = "ABCDEFGHIJKLMNOPQRST".map(String.init)
    func world(_ count: Int) -> SmallWorld {
      let names = (1...count).map { "B\($0)" }
      var scenario = SmallWorld.scenario(
        bands: names.map { SmallWorld.band($0, channels: symbols.count, flexibility: 0) })
      scenario.bandAssignment.nonPlanned = names.map { .init(name: $0, weight: 1) }
      let register = SmallWorld.register(
        symbols.map { SmallWorld.administration($0) },
        symbols.enumerated().map { SmallWorld.network("NET-\($1)", $1, 10_000 * $0 - 90_000) })
      return SmallWorld(scenario: scenario, register: register, policies: [])
    }
    for count in [4, 6] {
      let own = world(count)
      let docket = Docket(scenario: own.scenario, register: own.register)
      #expect(Set(docket.requests.map(\.band)).count == count)
      // Nobody is in anybody's way: all are served for certain.
      let good = found(denominator: 1, [symbols.joined(): 1], in: own)
      #expect(good.findings == [])
      #expect(good.shares == symbols.count && good.unproven == 0)
      let other = found(denominator: 1, ["A": 1], in: own)
      #expect(other.findings.count == (count > 4 ? 0 : 1))
      #expect(other.unproven == (count > 4 ? 1 : 0))
    }
  }

  @Test("shares aren't recomputed where polarizations make exceptions to separation")
  func exceptions() {
    let other = found(denominator: 2, ["AB": 1, "AD": 1], polarizations: ["H", "V"])
    #expect(other.unproven == 1 && other.shares == 0)
  }
}
