// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Fairness
import Foundation
import GLPKSolver
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Instances of the literature on dividing items, solved as problems of an arc.
@Suite struct DividedItemsTests {
  private let engine = PolicyEngine(solver: GLPKSolver())

  private func solve(
    _ world: ItemWorld, _ objective: Policy.Objective, _ entitlement: Entitlement = .equal
  ) throws -> (held: [Int], bundles: [[Int]], allocation: Allocation) {
    let problem = try world.problem()
    let allocation = try engine.allocate(problem, policy: .of([.maximise(objective, entitlement)]))
    #expect(allocation.claims.allSatisfy { $0.strength == .optimal })
    return (world.held(problem, allocation), world.bundles(problem, allocation), allocation)
  }

  private static let nash = Policy.Objective.alphaFairness(halves: 2)

  /// Values, the greatest sum, what leximin gives and at what price, the greatest product, and what gives it if one does.
  struct Instance: Sendable {
    var values: [[Int]]
    var sum: Int
    var leximin: [Int]
    var price: Double
    var product: Int
    var nash: [Int]?
  }

  static let servers = [10, 15, 8].map { [Int](repeating: $0, count: 7) }

  static let instances = [
    Instance(values: [[1, 2, 3], [4, 3, 1]], sum: 10, leximin: [5, 4], price: 1.0 / 10, product: 21, nash: [3, 7]),
    Instance(
      values: [[3, 4, 2, 1], [5, 5, 1, 1]], sum: 13, leximin: [6, 6], price: 1.0 / 13, product: 36, nash: [6, 6]),
    Instance(
      values: [[2, 2, 2, 2], [1, 1, 1, 1]], sum: 8, leximin: [4, 2], price: 1.0 / 4, product: 8, nash: [4, 2]),
    Instance(values: servers, sum: 105, leximin: [20, 30, 24], price: 31.0 / 105, product: 14_400),
  ]

  @Test(arguments: instances.indices) func sumLeximinAndProduct(index: Int) throws {
    let instance = Self.instances[index]
    let world = ItemWorld(instance.values)
    let system = try solve(world, .total(.holding)).held.reduce(0, +)
    #expect(system == instance.sum)
    let leximin = try solve(world, .leximin)
    #expect(leximin.held == instance.leximin)
    #expect(PriceOfFairness.value(system: system, fair: leximin.held.reduce(0, +)) == .value(instance.price))
    // Freeman, Sikdar, Vaish, Xia 2019: it is equitable up to any item.
    #expect(ItemBundles(values: instance.values, bundles: leximin.bundles)?.eqxViolations == [])
    let nash = try solve(world, Self.nash)
    #expect(nash.held.reduce(1, *) == instance.product)
    #expect(instance.nash == nil || nash.held == instance.nash)
    // Caragiannis and others 2019: it is free of envy up to one item.
    #expect(ItemBundles(values: instance.values, bundles: nash.bundles)?.ef1Violations == [])
  }

  /// Leximin and Nash welfare differ: 5 and 4 against 3 and 7, which costs nothing of the greatest sum.
  @Test func theGreatestProductNeedNotBeLeximin() throws {
    let nash = try solve(ItemWorld([[1, 2, 3], [4, 3, 1]]), Self.nash).held
    #expect(nash == [3, 7])
    #expect(PriceOfFairness.value(system: 10, fair: nash.reduce(0, +)) == .value(0))
  }

  /// Seven servers have three profiles with the product 14,400, and 630 divisions with one of them.
  @Test func anOptimumThatIsNotUniqueIsCalledSo() throws {
    let world = ItemWorld(Self.servers)
    var profiles: [[Int]: Int] = [:]
    var greatest = 0
    world.forEachDivision { held in
      let product = held.reduce(1, *)
      if product > greatest { (greatest, profiles) = (product, [:]) }
      if product == greatest { profiles[held, default: 0] += 1 }
    }
    #expect(greatest == 14_400)
    #expect(Set(profiles.keys) == [[20, 30, 24], [20, 45, 16], [30, 30, 16]])
    let prices = PriceOfFairness.range(system: 105, fair: profiles.keys.map { $0.reduce(0, +) })
    #expect(prices?.best == .value(8.0 / 35) && prices?.worst == .value(31.0 / 105))
    let (held, _, allocation) = try solve(world, Self.nash)
    #expect(profiles[held] != nil)
    #expect(allocation.uniqueness == .notUnique)
    let optima = try #require(allocation.optima)
    // Everybody holds something under each of them. Counting may be given up, but may not be wrong.
    #expect(optima.services.map(\.extent) == [.all, .all, .all])
    let total = profiles.values.reduce(0, +)
    #expect(total == 630)
    #expect(optima.count == nil || optima.count == total)
    #expect(optima.services.allSatisfy { $0.serving == optima.count })
  }

  /// Small enough to be counted: two items of four to each, and who gets the one item that both want.
  @Test(arguments: [
    ([[2, 2, 2, 2], [1, 1, 1, 1]], 6, [6, 6]), ([[1], [1]], 2, [1, 1]), ([[1, 1], [1, 1], [1, 1]], 6, [4, 4, 4]),
    ([[3, 4, 2, 1], [5, 5, 1, 1]], 1, [1, 1]),
  ])
  func optimaAreCounted(values: [[Int]], count: Int, serving: [Int]) throws {
    let world = ItemWorld(values)
    var best = (holders: 0, product: 0, count: 0, serving: values.map { _ in 0 })
    world.forEachDivision { held in
      let holders = held.filter { $0 > 0 }
      let product = holders.reduce(1, *)
      if (holders.count, product) > (best.holders, best.product) {
        best = (holders.count, product, 0, values.map { _ in 0 })
      }
      guard (holders.count, product) == (best.holders, best.product) else { return }
      best.count += 1
      for agent in held.indices where held[agent] > 0 { best.serving[agent] += 1 }
    }
    #expect(best.count == count && best.serving == serving)
    let allocation = try solve(world, Self.nash).allocation
    // The verdict may be left open; what is counted may not contradict it.
    #expect(allocation.uniqueness != (count == 1 ? .notUnique : .unique))
    #expect(allocation.optima?.count == count)
    #expect(allocation.optima?.services.map(\.serving) == serving)
  }

  /// The profile that the claims of leximin state is the one that is held: counts at levels, read back as holdings.
  @Test(arguments: instances.indices) func theProfileClaimedIsTheProfileHeld(index: Int) throws {
    let (held, _, allocation) = try solve(ItemWorld(Self.instances[index].values), .leximin)
    var above: [(level: Int, count: Int)] = []
    for claim in allocation.claims {
      guard case .administrationsAtLevel(let numerator, 1, _) = claim.objective else { continue }
      above.append((numerator, claim.value))
    }
    #expect(!above.isEmpty)
    for (level, count) in above { #expect(held.count { $0 >= level } == count, "\(level)") }
    var profile: [Int] = []
    for (position, entry) in above.enumerated() {
      let next = position + 1 < above.count ? above[position + 1].count : 0
      profile += [Int](repeating: entry.level, count: entry.count - next)
    }
    #expect(profile.sorted() == held.sorted())
  }

  /// With items of which nobody may hold both, the greatest product need not be free of envy up to one item: 32 and 14,
  /// where the second sees 25 at the first, and 16 without the best of it.
  @Test func conflictsBreakEnvyFreenessOfNash() throws {
    let world = ItemWorld([[10, 5, 8, 1, 2, 9], [6, 1, 9, 6, 8, 9]], clashes: [(2, 3), (4, 5)])
    var greatest = 0
    world.forEachDivision { greatest = max(greatest, $0.reduce(1, *)) }
    #expect(greatest == 448)
    let problem = try world.problem()
    let allocation = try engine.allocate(problem, policy: .of([.maximise(Self.nash)]))
    #expect(world.held(problem, allocation) == [32, 14])
    #expect(allocation.uniqueness != .notUnique)
    let bundles = world.bundles(problem, allocation)
    #expect(bundles == [[0, 1, 2, 5], [3, 4]])
    #expect(bundles[0].allSatisfy { item in world.worth(bundles[0].filter { $0 != item }, to: 1) > 14 })
    let violations = try #require(ItemBundles(values: world.values, bundles: bundles)).ef1Violations
    #expect(violations.map { [$0.envious, $0.envied] } == [[1, 0]])
  }

  // MARK: - Maximin shares

  /// Feige, Sapir, Tauber 2021, arXiv:2104.04977: everybody can split the items into parts of 40 for
  /// itself, but no division gives everybody 40.
  @Test func noDivisionGivesEverybodyItsMaximinShare() throws {
    let values = [
      [1, 16, 23, 26, 4, 10, 12, 19, 9], [1, 16, 22, 26, 4, 9, 13, 20, 9], [1, 15, 23, 25, 4, 10, 13, 20, 9],
    ]
    #expect(try solve(ItemWorld(values), .leximin).held.sorted() == [39, 40, 43])
    for own in values { #expect(try solve(ItemWorld([own, own, own]), .minimumRatio).held == [40, 40, 40]) }
  }

  /// The maximin share of an agent is what max-min gives the worst of as many copies of it.
  @Test(arguments: [
    ([1, 3, 5, 6, 9], 3, 7), ([3, 1, 2], 2, 3), ([4, 4, 5], 2, 5), ([3, 3, 2, 2, 1, 1], 3, 4),
  ])
  func maximinSharesByCopies(values: [Int], agents: Int, share: Int) throws {
    let copies = ItemWorld([[Int]](repeating: values, count: agents))
    #expect(try solve(copies, .minimumRatio).held.min() == share)
  }

  /// The parts of 1, 3, 5, 6 and 9 that leximin makes for three copies: {1, 6}, {3, 5} and {9}.
  @Test func partsOfTheMaximinShare() throws {
    let (held, bundles, _) = try solve(ItemWorld([[Int]](repeating: [1, 3, 5, 6, 9], count: 3)), .leximin)
    #expect(held.sorted() == [7, 8, 9])
    #expect(Set(bundles) == [[0, 3], [1, 2], [4]])
  }

  /// Weighted maximin shares for 3 : 2 : 1 are 6, 4 and 2, from a smallest ratio of 2; three times the entitlement's part of
  /// the unweighted share of 4 gives the same.
  @Test func weightedMaximinSharesByCopies() throws {
    let copies = ItemWorld([[Int]](repeating: [3, 3, 2, 2, 1, 1], count: 3), weights: [3, 2, 1])
    #expect(try solve(copies, .minimumRatio, .population).held == [6, 4, 2])
  }

  // MARK: - Turns

  /// A seed whose lots put the agents in the order in which they are listed.
  private func seedInOrder(_ count: Int) throws -> Int {
    try #require(
      (0..<1_000).first { seed in
        let lots = ItemWorld.symbols.prefix(count).map { SeededDraw(seed: seed).number(.turn, $0) }
        return zip(lots, lots.dropFirst()).allSatisfy { $0 < $1 }
      })
  }

  private func take(_ world: ItemWorld, _ queue: Policy.Queue) throws -> (held: [Int], bundles: [[Int]]) {
    let problem = try world.problem()
    let ordering = Policy.Ordering(queue: queue, placement: .asFiled, seed: try seedInOrder(world.values.count))
    let allocation = try engine.allocate(
      problem, policy: .of([Policy.Stage(name: "turns", rule: .order(ordering))]))
    return (world.held(problem, allocation), world.bundles(problem, allocation))
  }

  @Test(arguments: [
    (Policy.DivisorMethod.adams, [25, 17, 17]), (.webster, [27, 17, 9]), (.jefferson, [28, 16, 9]),
  ])
  func valuesOfPickingSequences(method: Policy.DivisorMethod, expected: [Int]) throws {
    let falling = Array((1...9).reversed())
    let world = ItemWorld([falling, falling, Array(1...9)], weights: [3, 2, 1])
    #expect(try take(world, .pickingSequence(method, entitlement: .population)).held == expected)
  }

  /// By how much each agent would rather have what another has.
  private func greatestEnvies(_ world: ItemWorld, _ bundles: [[Int]]) -> [Int] {
    bundles.indices.map { agent in
      (bundles.map { world.worth($0, to: agent) }.max() ?? 0) - world.worth(bundles[agent], to: agent)
    }
  }

  @Test func roundRobinAndSerialDictatorship() throws {
    let world = ItemWorld([[8, 7, 6, 5, 4, 3], [8, 7, 6, 5, 4, 3], [3, 4, 5, 6, 7, 8]])
    let turns = try take(world, .pickingSequence(.adams, entitlement: .equal))
    #expect(turns.held == [14, 12, 15])
    #expect(greatestEnvies(world, turns.bundles) == [0, 2, 0])
    #expect(ItemBundles(values: world.values, bundles: turns.bundles)?.ef1Violations == [])
    let dictators = try take(world, .serialDictatorship)
    #expect(dictators.held == [33, 0, 0])
    #expect(greatestEnvies(world, dictators.bundles) == [0, 33, 33])
  }

  /// Values of a few dozen steps and gains of many orders of magnitude: the solver must come to an end.
  @Test(arguments: [1, 2, 4, 10]) func welfareOfManySteps(halves: Int) throws {
    let world = ItemWorld([[10, 10], [15, 15], [8, 8]])
    let (held, _, allocation) = try solve(world, .alphaFairness(halves: halves))
    var best = -Double.infinity
    world.forEachDivision { division in
      guard division.filter({ $0 > 0 }).count == 2 || halves < 2 else { return }
      best = max(best, Self.welfare(division, halves: halves))
    }
    #expect(abs(Self.welfare(held, halves: halves) - best) < 1e-12)
    #expect(allocation.claims.last { $0.kind == .maximise }?.strength == .optimal)
  }

  /// Σ x^(1−α) ÷ (1−α), or Σ ln x, over those who hold something.
  private static func welfare(_ held: [Int], halves: Int) -> Double {
    let alpha = Double(halves) / 2
    return held.filter { $0 > 0 }.reduce(0) {
      $0 + (halves == 2 ? log(Double($1)) : pow(Double($1), 1 - alpha) / (1 - alpha))
    }
  }
}
