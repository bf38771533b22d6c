// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import Testing

@testable import Allocation
@testable import Assessment
@testable import Coordination
@testable import Scenarios

/// Every point of a frontier against all allocations of a small problem.
@Suite struct FrontierEnumerationTests {
  private struct Asker {
    var slot: Int
    var share: Int
  }

  private static func askers(_ problem: CoordinationProblem, _ entitlement: Entitlement) -> [Asker] {
    Set(problem.holders.compactMap { $0 }).sorted().compactMap { holder in
      let population = problem.register.administrations.first { $0.symbol == problem.administrations[holder] }?
        .population
      let share = entitlement == .equal ? 1 : (population ?? 0)
      return share > 0 ? Asker(slot: holder, share: share) : nil
    }
  }

  private static func smallestRatio(_ askers: [Asker], _ held: (Int) -> Int) -> PlainRatio? {
    askers.map { PlainRatio(numerator: held($0.slot), denominator: $0.share) }.min()
  }

  /// The policy of a point, as `orbitshare frontier` writes it.
  private static func policy(_ ratio: Policy.Ratio, _ entitlement: Entitlement) -> Policy {
    var policy = Policy.of([.maximise(.total(.holding))])
    if ratio.numerator > 0 {
      policy.stages.insert(.maximise(.administrationsAtRatio(ratio), entitlement, carry: .optimum), at: 0)
    }
    policy.name = "at-least-\(ratio.text)"
    return policy
  }

  /// The prices that a comparison of points states, against numbers of the enumeration: what of the greatest total holding
  /// is given up, and by which part the smallest ratio falls short of the best one.
  private static func checkPrices(
    _ problem: CoordinationProblem, _ entitlement: Entitlement, _ allocations: [Allocation], greatest: Int,
    points: [(most: Int, smallest: PlainRatio)], best: PlainRatio, place: String
  ) throws {
    let builder = FrontierBuilder(
      populations: Populations(problem: problem), allocations: allocations, greatestHolding: nil)
    let frontier = try #require(builder.records()?.first { $0.entitlement == entitlement.identifier }, "\(place)")
    #expect(frontier.points.count == points.count, "\(place)")
    for (point, expected) in zip(frontier.points, points) {
      #expect(point.holding == expected.most && point.bound == expected.most, "\(place)")
      #expect(
        PlainRatio(numerator: point.minRatio.numerator, denominator: point.minRatio.denominator) == expected.smallest)
      let fairness = Double(greatest - expected.most) / Double(greatest)
      let price = try #require(point.priceOfFairness.value, "\(place)")
      #expect(abs(price - fairness) < 1e-12, "\(place)")
      let attained =
        Double(expected.smallest.numerator * best.denominator) / Double(expected.smallest.denominator * best.numerator)
      let shortfall = try #require(point.priceOfEfficiency.value, "\(place)")
      #expect(abs(shortfall - (1 - attained)) < 1e-12, "\(place)")
    }
  }

  /// Two slices of the seeds, so that they run beside each other.
  @Test(arguments: 0..<2, [Entitlement.equal, .population])
  func greatestHoldingAtEveryThreshold(slice: Int, entitlement: Entitlement) throws {
    let engine = PolicyEngine(solver: GLPKSolver())
    var (problems, points, dear) = (0, 0, 0)
    for seed in stride(from: 40_000 + slice, to: 40_400, by: 2) {
      let problem = try SmallProblem.random(seed).problem()
      guard let oracle = Oracle(problem), oracle.combinations <= 8_000 else { continue }
      let askers = Self.askers(problem, entitlement)
      let every = oracle.outcomes(open: Array(oracle.choices.indices), fixed: [], cap: nil).keys.map { outcome in
        (
          total: (0..<8).reduce(0) { $0 + outcome.holding($1) },
          smallest: Self.smallestRatio(askers) { outcome.holding($0) }
        )
      }
      guard let best = every.compactMap(\.smallest).max() else { continue }
      problems += 1

      let thresholds = try FrontierThresholds(
        problem: problem, entitlement: entitlement, points: 12, engine: engine)
      let place = "seed \(seed), \(entitlement.identifier)"
      #expect(thresholds.ratios.first?.numerator == 0, "\(place)")
      // The last threshold is the greatest smallest ratio.
      let last = try #require(thresholds.ratios.last)
      #expect(
        PlainRatio(numerator: last.numerator, denominator: last.denominator) == best || best.numerator == 0, "\(place)")
      #expect(thresholds.ratios.count <= min(12, thresholds.attainable + 1), "\(place)")

      let greatest = try #require(every.map(\.total).max())
      var allocations: [Allocation] = []
      var expected: [(most: Int, smallest: PlainRatio)] = []
      for ratio in thresholds.ratios {
        let bar = PlainRatio(numerator: ratio.numerator, denominator: ratio.denominator)
        // H(ε): the most that is held by all where everybody who asks holds ε for each unit of entitlement.
        let most = try #require(every.filter { ($0.smallest ?? bar) >= bar }.map(\.total).max(), "\(place)")
        let allocation = try engine.allocate(problem, policy: Self.policy(ratio, entitlement))
        if let claim = allocation.claims.first(where: { $0.objective == .total(.holding) }) {
          #expect(claim.strength == .optimal && claim.value == most && claim.bound == most, "\(place), \(ratio.text)")
        } else {
          // Where no request has a place there is nothing to claim.
          #expect(oracle.choices.isEmpty, "\(place), \(ratio.text)")
        }
        var held = [Int](repeating: 0, count: 8)
        for (request, grant) in allocation.grants.enumerated() where grant != nil {
          held[oracle.slot(request)] += problem.requests[request].holding
        }
        #expect(held.reduce(0, +) == most, "\(place), \(ratio.text)")
        let smallest = try #require(Self.smallestRatio(askers) { held[$0] })
        #expect(smallest >= bar && smallest <= best, "\(place), \(ratio.text)")
        allocations.append(allocation)
        expected.append((most, smallest))
        points += 1
        if most < greatest { dear += 1 }
      }
      guard allocations.count > 1 else { continue }
      try Self.checkPrices(
        problem, entitlement, allocations, greatest: greatest, points: expected, best: best, place: place)
    }
    #expect(problems >= 100 && points > problems && dear > 0, "\(problems) problems, \(points) points, \(dear) dear")
  }

  /// With as many points as there are attainable ratios, none of them is left out.
  @Test func thresholdsAreTheAttainableRatios() throws {
    let engine = PolicyEngine(solver: GLPKSolver())
    for seed in 41_000..<41_040 {
      let problem = try SmallProblem.random(seed).problem()
      guard let oracle = Oracle(problem), oracle.combinations <= 4_000 else { continue }
      let askers = Self.askers(problem, .population)
      let thresholds = try FrontierThresholds(
        problem: problem, entitlement: .population, points: 10_000, engine: engine)
      let outcomes = oracle.outcomes(open: Array(oracle.choices.indices), fixed: [], cap: nil).keys
      guard let best = outcomes.compactMap({ one in Self.smallestRatio(askers) { one.holding($0) } }).max() else {
        continue
      }
      let step = problem.requests.reduce(0) { greatestCommonDivisor($0, $1.holding) }
      // Every whole number of steps up to what somebody asks for is a ratio that somebody could hold.
      var ratios: [PlainRatio] = []
      for asker in askers {
        let demand = problem.requests.indices.filter { oracle.slot($0) == asker.slot }
          .reduce(0) { $0 + problem.requests[$1].holding }
        for held in stride(from: step, through: demand, by: step) {
          let ratio = PlainRatio(numerator: held, denominator: asker.share)
          if ratio <= best, !ratios.contains(ratio) { ratios.append(ratio) }
        }
      }
      #expect(thresholds.attainable == ratios.count, "seed \(seed)")
      let found = thresholds.ratios.dropFirst().map {
        PlainRatio(numerator: $0.numerator, denominator: $0.denominator)
      }
      #expect(found.elementsEqual(ratios.sorted(), by: ==), "seed \(seed)")
    }
  }
}
