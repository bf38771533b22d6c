// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GLPKSolver
import IntegerPrograms
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Every kind of policy on random problems that are small enough to enumerate.
///
/// The environment variable `ORBITSHARE_RANDOM_PROBLEMS` asks for more of them than the tests run by default.
@Suite struct RandomProblemTests {
  static let count = ProcessInfo.processInfo.environment["ORBITSHARE_RANDOM_PROBLEMS"].flatMap { Int($0) } ?? 400

  static let leastDeveloped = Policy.AdministrationFilter.groups([.leastDeveloped])
  static let aside = Policy.SetAside(
    groups: [.leastDeveloped], extent: .sectors(startThousandths: 0, shareThousandths: 400, sectorMilliDegrees: 2_000))
  static let wideAside = Policy.SetAside(
    groups: [.leastDeveloped], extent: .sectors(startThousandths: 0, shareThousandths: 250, sectorMilliDegrees: 180_000)
  )

  static let policies: [Policy] = [
    .of([.maximise(.total(.holding))]),
    .of([.maximise(.total(.networks))]),
    .of([.maximise(.administrationsServed, carry: .optimum), .maximise(.total(.holding))]),
    .of([.maximise(.minimumRatio, carry: .optimum), .maximise(.total(.holding))]),
    .of([.maximise(.minimumRatio, .population, carry: .optimum), .maximise(.total(.holding))]),
    .of([.maximise(.leximin)]),
    .of([.maximise(.leximin, .population)]),
    .of([.maximise(.total(.networks), carry: .optimum), .maximise(.total(.holding))]),
    .of([.maximise(.total(.holding), carry: .optimum), .maximise(.leximin)]),
    .of([.maximise(.minimumRatio, carry: .optimum), .maximise(.leximin, .population)]),
    .of([.maximise(.leximin, .population, carry: .optimum), .maximise(.total(.networks))]),
    .of([.maximise(.total(.holding))], cap: 1),
    .of([.maximise(.leximin)], cap: 2),
    .of([.maximise(.administrationsServed, carry: .optimum), .maximise(.total(.networks))], setAside: aside),
    .of([.maximise(.total(.holding))], setAside: wideAside),
    .of([.order(administrations: leastDeveloped, limit: 1), .maximise(.total(.holding))]),
    .of([.order(administrations: leastDeveloped), .maximise(.leximin)]),
    .of([.order(administrations: .withoutNetworkInUse, limit: 1), .maximise(.administrationsServed)]),
    .of([.maximise(.total(.networks), administrations: leastDeveloped), .maximise(.total(.holding))]),
    .of([.maximise(.leximin, administrations: .withoutNetworkInUse), .maximise(.minimumRatio, .population)]),
    .of([.maximise(.administrationsServed, administrations: leastDeveloped), .order()], cap: 2),
    .of([.order()]),
    .of([.order(.asFiled), .order()], cap: 2, setAside: aside),
    .of([.order(administrations: .withoutNetworkInUse, limit: 1), .order()]),
  ]

  /// Eight slices of the seeds, so that they run beside each other.
  @Test(arguments: 0..<8) func agreeWithEnumeration(slice: Int) throws {
    let engine = PolicyEngine(solver: GLPKSolver())
    var checked = 0
    for seed in stride(from: slice, to: Self.count, by: 8) {
      let problem = try SmallProblem.random(seed).problem()
      guard let oracle = Oracle(problem), oracle.combinations <= 20_000 else { continue }
      for offset in [0, 7, 13] {
        let number = (seed + offset) % Self.policies.count
        let policy = Self.policies[number]
        let allocation = try engine.allocate(problem, policy: policy)
        let check = AllocationCheck(oracle, policy, allocation)
        #expect(check.faults.isEmpty, "seed \(seed), policy \(number): \(check.faults)")
        checked += 1
      }
    }
    #expect(checked > Self.count / 8)
  }

  /// Problems too large to enumerate: every rule holds, every claim is what was granted, every proof adds up.
  @Test(arguments: 0..<4) func provesLargerProblems(slice: Int) throws {
    let engine = PolicyEngine(solver: GLPKSolver())
    var (proved, others) = (0, 0)
    for seed in stride(from: slice, to: Self.count / 14, by: 4) {
      let problem = try SmallProblem.larger(seed).problem()
      let oracle = try #require(Oracle(problem, enumerates: false))
      for offset in [0, 9] {
        let number = (seed + offset) % Self.policies.count
        let policy = Self.policies[number]
        let allocation = try engine.allocate(problem, policy: policy)
        let check = AllocationCheck(oracle, policy, allocation)
        #expect(check.faults.isEmpty, "seed \(seed), policy \(number): \(check.faults)")
        proved += allocation.claims.filter { $0.proof == .multipliers }.count
        others += allocation.claims.filter { $0.proof == .solver }.count
      }
    }
    #expect(proved > others)
  }

  /// Limits end in intervals that hold, or in a fault; never in a claim that more would have disproved.
  @Test(arguments: 0..<4) func staysHonestUnderLimits(slice: Int) throws {
    var (allocations, faults, gaps) = (0, 0, 0)
    for seed in stride(from: 5_000 + slice, to: 5_000 + Self.count / 2, by: 4) {
      let problem = try SmallProblem.random(seed).problem()
      guard let oracle = Oracle(problem), oracle.combinations <= 4_000 else { continue }
      let number = seed % Self.policies.count
      let policy = Self.policies[number]
      let engine = PolicyEngine(solver: StoppedSolver(findsNothing: seed % 11 == 0))
      do {
        let allocation = try engine.allocate(problem, policy: policy)
        allocations += 1
        if allocation.claims.contains(where: { $0.strength == .withinGap }) { gaps += 1 }
        let check = AllocationCheck(oracle, policy, allocation, isLimited: true)
        #expect(check.faults.isEmpty, "seed \(seed), policy \(number): \(check.faults)")
      } catch let fault as AllocationFault {
        guard case .undecided = fault else { throw fault }
        faults += 1
      }
    }
    #expect(allocations > faults && gaps > 0)
  }
}

extension RandomProblemTests {
  /// Where nothing must be granted, a limit always ends in a value and a bound, whatever is maximised.
  @Test func limitsAlwaysGiveAnInterval() throws {
    let objectives: [Policy.Objective] = [
      .total(.holding), .total(.networks), .administrationsServed, .minimumRatio, .leximin, .alphaFairness(halves: 2),
      .generalisedGini, .populationCovered, .leastDisplacement,
    ]
    var gaps = 0
    for seed in 31_000..<31_090 {
      let problem = try SmallProblem.random(seed).problem()
      guard let oracle = Oracle(problem), oracle.combinations <= 4_000 else { continue }
      let objective = objectives[seed % objectives.count]
      let policy = Policy.of([.maximise(objective)], cap: seed % 4 == 0 ? 2 : nil)
      let allocation = try PolicyEngine(solver: StoppedSolver(findsNothing: true)).allocate(problem, policy: policy)
      #expect(allocation.claims.allSatisfy { $0.strength == .feasible || $0.value <= $0.bound ?? .min }, "seed \(seed)")
      if allocation.claims.contains(where: { $0.strength == .withinGap }) { gaps += 1 }
      // The oracle knows neither of these two.
      if objective == .populationCovered || objective == .alphaFairness(halves: 2) { continue }
      let check = AllocationCheck(oracle, policy, allocation, isLimited: true)
      #expect(check.faults.isEmpty, "seed \(seed): \(check.faults)")
    }
    #expect(gaps > 30)
  }
}

/// A solver whose relaxations are loose and whose integer programs stop at the first point: what a hard problem looks like.
///
/// Its bounds hold and its points are feasible, but it proves nothing.
struct StoppedSolver: Solver {
  /// Whether integer programs find no point at all.
  var findsNothing = false

  var name: String { "stopped" }
  var version: String { "1" }

  func solve(_ model: Model, options: SolverOptions) throws -> Outcome {
    var relaxation = options
    relaxation.relaxationOnly = true
    let linear = try GLPKSolver().solve(model, options: relaxation)
    guard linear.proof == .optimal else { return linear }
    guard !options.relaxationOnly else {
      var loose = linear
      loose.values = linear.values.map { $0 == 1 ? 0.75 : $0 }
      loose.rowMultipliers = linear.rowMultipliers.map { _ in 0 }
      loose.bound = linear.bound.map { $0 + 1 }
      loose.objective = loose.bound
      return loose
    }
    var stopped = Outcome(termination: .nodeLimit, bound: linear.bound, nodes: 1)
    if findsNothing { return stopped }
    var plain = model
    plain.setObjective(.maximise, LinearExpression())
    let point = try GLPKSolver().solve(plain, options: options)
    guard point.solution == .feasible else { return point }
    stopped.solution = .feasible
    stopped.values = point.values
    stopped.objective = model.objectiveValue(at: point.values)
    return stopped
  }
}
