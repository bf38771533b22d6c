// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import GLPKSolver
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Lotteries of small problems: their levels against all allocations written out, their proofs against the verifier.
@Suite struct LotteryProofTests {
  private static func lottery(_ entitlement: Entitlement) -> Policy.Stage {
    Policy.Stage(name: "draw", rule: .lottery(.init(kind: .leximin, entitlement: entitlement)))
  }

  /// Lotteries alone, after earlier grants, under a cap, before an ordering.
  private static let policies = [
    Policy.of([lottery(.equal)]), Policy.of([lottery(.population)]),
    Policy.of([.order(administrations: .groups([.leastDeveloped]), limit: 1), lottery(.equal)]),
    Policy.of([lottery(.population)], cap: 1), Policy.of([lottery(.equal), .order()]),
    Policy.of([.order(.asFiled, limit: 1), lottery(.population), .order()]),
  ]

  /// A random problem with one channel in each band and few places, so that few can be served at once.
  private static func crowded(_ seed: Int) -> SmallProblem {
    var small = SmallProblem.random(seed)
    for band in small.bands.indices {
      small.bands[band].channels = 1
      if seed % 3 > 0 { small.bands[band].flexibilityMilliDegrees = 0 }
    }
    for (number, symbol) in ["A", "B", "C", "D"].enumerated() where seed % 7 > 0 {
      for network in small.networks.indices where network % 4 == number {
        small.networks[network].administration = symbol
      }
    }
    for network in small.networks.indices { small.networks[network].channels = nil }
    small.demandWeights = [.init(name: "1", weight: 1)]
    return small
  }

  private func verdict(
    _ small: SmallProblem, _ problem: CoordinationProblem, _ allocation: Allocation
  ) throws -> LotteryVerdict {
    let granted = allocation.grants.compactMap { $0?.option }.map { option in
      LotteryVerdict.Granted(
        network: problem.requests[option.request].identifier, longitudeMilliDegrees: option.longitudeMilliDegrees,
        firstChannel: option.firstChannel, polarization: option.polarization)
    }
    return LotteryVerdict(
      scenario: small.scenario, register: small.register, policy: allocation.policy, granted: granted,
      certificate: try CertificateDocument(problem: problem, allocations: [allocation]).json())
  }

  /// The leximin chances over every allocation of the lottery's stage, by administration.
  private func exactChances(
    _ problem: CoordinationProblem, _ oracle: Oracle, _ allocation: Allocation, _ lottery: LotteryOutcome
  ) throws -> [Int: OwnFraction] {
    guard case .lottery(let rule) = allocation.plan[lottery.stage - 1].stage.rule else { return [:] }
    let earlier = allocation.grants.compactMap { $0 }.filter { $0.stage < lottery.stage }.map(\.option)
    let fixed = try earlier.map { try #require(oracle.position(of: $0)) }
    let taken = Set(earlier.map(\.request))
    var shares: [Int: Int] = [:]
    for request in problem.requests.indices where !taken.contains(request) && problem.isAdmissible(request) {
      guard let holder = problem.holders[request] else { continue }
      shares[holder] = problem.entitlement(rule.entitlement, of: holder).flatMap { $0 > 0 ? $0 : nil }
    }
    let agents = shares.keys.sorted()
    let open = oracle.choices.indices.filter { choice in
      let request = oracle.choices[choice].request
      return !taken.contains(request) && problem.holders[request].map { shares[$0] != nil } ?? false
    }
    let before = agents.map { agent in earlier.count { problem.holders[$0.request] == agent } }
    let cap = allocation.policy.constraints.limits.first?.amount
    var committees: Set<[Bool]> = []
    oracle.forEachAllocation(open: open, fixed: fixed, cap: cap) { outcome, _, _, _ in
      committees.insert(zip(agents, before).map { outcome.networks($0) > $1 })
    }
    let family = SmallFamily(agentCount: agents.count, committees: Array(committees))
    let chances = family.leximin(entitlements: agents.map { shares[$0] ?? 1 })
    return Dictionary(uniqueKeysWithValues: zip(agents, chances))
  }

  /// Three networks of one place and two of another, one channel: 1/3 each and 1/2 each, by known answer.
  private static var known: SmallProblem {
    var small = SmallProblem(
      bands: [SmallProblem.band(channels: 1, separation: 2_000, flexibility: 0)],
      networks: [("A", 0), ("B", 500), ("C", 1_000), ("D", 90_000), ("E", 90_500)].map {
        SmallNetwork(name: $0.0 + "-1", administration: $0.0, longitude: $0.1)
      })
    small.populations = ["A": 1, "B": 1, "C": 1, "D": 1, "E": 1]
    return small
  }

  @Test func knownAnswerIsProven() throws {
    let problem = try Self.known.problem()
    let allocation = try PolicyEngine(solver: GLPKSolver()).allocate(problem, policy: Self.policies[0])
    let lottery = try #require(allocation.lottery)
    #expect(
      lottery.chances.map { OwnFraction(Int128($0.served), Int128(lottery.denominator)).description }
        == ["1/3", "1/3", "1/3", "1/2", "1/2"])
    #expect(lottery.levels.map(\.administrations) == [[0, 1, 2], [3, 4]])
    #expect(lottery.levels.map(\.bound) == [1, 1])
    #expect(lottery.levels.map(\.gapBillionths) == [0, 0])
    let verdict = try verdict(Self.known, problem, allocation)
    #expect(verdict.findings.isEmpty, "\(verdict.findings)")
    #expect(verdict.levels == 2 && verdict.withinGap == 0 && verdict.solversWord == 0)
  }

  /// The verifier eats by its own code: alone, by entitlement, after grants, under a cap of networks.
  @Test func eatenSharesAreVerified() throws {
    var (shares, without) = (0, 0)
    for seed in 1...120 {
      let small = seed.isMultiple(of: 2) ? Self.crowded(seed) : SmallProblem.random(seed)
      let problem = try small.problem()
      for (number, policy) in Self.policies.enumerated() where (seed + number).isMultiple(of: 3) {
        var policy = policy
        for index in policy.stages.indices {
          if case .lottery(var rule) = policy.stages[index].rule {
            rule.kind = .probabilisticSerial
            policy.stages[index].rule = .lottery(rule)
          }
        }
        let allocation = try PolicyEngine(solver: GLPKSolver()).allocate(problem, policy: policy)
        let verdict = try verdict(small, problem, allocation)
        #expect(verdict.findings.isEmpty, "seed \(seed), policy \(number): \(verdict.findings)")
        shares += verdict.shares
        without += verdict.withoutShares
      }
    }
    #expect(shares > 300 && without > 0)
  }

  @Test func changedProofsAreFound() throws {
    let problem = try Self.known.problem()
    let allocation = try PolicyEngine(solver: GLPKSolver()).allocate(problem, policy: Self.policies[0])
    let changes: [(inout LotteryOutcome) -> Void] = [
      { $0.levels.swapAt(0, 1) }, { $0.levels.removeLast() }, { $0.levels[0].administrations[0] = 3 },
      { $0.levels[0].administrations.removeLast() }, { $0.levels[0].weightNumerator += 1 },
      { $0.levels[1].entitlementDenominator += 1 }, { $0.levels[0].weights[1].weight = 2 },
      { $0.levels[0].weights[1].administration = 4 }, { $0.levels[1].weights.removeLast() },
      { $0.levels[0].bound = 2 }, { $0.levels[0].gapBillionths = 5 }, { $0.levels[1].gapBillionths = nil },
      { $0.levels[0].multipliers?.scale = 2 }, { $0.levels[0].multipliers?.entries[0].multiplier += 1 },
      { $0.levels[1].multipliers?.entries.removeLast() }, { $0.levels[0].multipliers = nil },
      { $0.levels[0].multipliers = $0.levels[1].multipliers },
      { $0.unservable = .init(administrations: [0], proof: .solver, multipliers: nil) },
    ]
    for (number, change) in changes.enumerated() {
      var changed = allocation
      var lottery = try #require(changed.lottery)
      change(&lottery)
      changed.lottery = lottery
      #expect(try !verdict(Self.known, problem, changed).findings.isEmpty, "change \(number)")
    }
  }

  /// A cap of no network for A: that nothing serves it is proven, and it holds nobody down.
  @Test func whoCannotBeServedIsProven() throws {
    let problem = try Self.known.problem()
    var policy = Self.policies[0]
    policy.constraints.limits = [
      .init(kind: .cap, scope: .eachAdministration(.symbols(["A"])), quantity: .networks, amount: 0)
    ]
    let allocation = try PolicyEngine(solver: GLPKSolver()).allocate(problem, policy: policy)
    let lottery = try #require(allocation.lottery)
    #expect(
      lottery.chances.map { OwnFraction(Int128($0.served), Int128(lottery.denominator)).description }
        == ["0", "1/2", "1/2", "1/2", "1/2"])
    #expect(lottery.unservable?.administrations == [0])
    #expect(lottery.unservable?.proof == .multipliers)
    let verdict = try verdict(Self.known, problem, allocation)
    #expect(verdict.findings.isEmpty, "\(verdict.findings)")
    #expect(verdict.levels == lottery.levels.count + 1 && verdict.solversWord == 0)
  }

  /// Eight slices of the seeds, so that they run beside each other.
  @Test(arguments: 0..<8) func levelsAreThoseOfEveryAllocation(slice: Int) throws {
    let engine = PolicyEngine(solver: GLPKSolver())
    var (instances, proven, words, shared) = (0, 0, 0, 0)
    for seed in stride(from: slice, to: 600, by: 8) {
      let small = seed % 5 == 0 ? SmallProblem.random(seed) : Self.crowded(seed)
      let problem = try small.problem()
      guard let oracle = Oracle(problem), oracle.combinations <= 5_000 else { continue }
      let allocation = try engine.allocate(problem, policy: Self.policies[seed % Self.policies.count])
      let lottery = try #require(allocation.lottery)
      let exact = try exactChances(problem, oracle, allocation, lottery)
      #expect(Set(lottery.chances.map(\.administration)) == Set(exact.keys))
      for chance in lottery.chances {
        #expect(
          OwnFraction(Int128(chance.served), Int128(lottery.denominator)) == exact[chance.administration],
          "seed \(seed): \(lottery.chances) for \(exact)")
      }
      let verdict = try verdict(small, problem, allocation)
      #expect(verdict.findings.isEmpty, "seed \(seed): \(verdict.findings)")
      #expect(verdict.withinGap == 0)
      #expect(verdict.levels + verdict.solversWord == lottery.levels.count + (lottery.unservable == nil ? 0 : 1))
      instances += 1
      proven += verdict.levels
      words += verdict.solversWord
      if exact.values.contains(where: { $0 > .zero && $0 < .one }) { shared += 1 }
    }
    #expect(instances >= 40)
    #expect(shared >= 8)
    #expect(proven > 10 * words)
  }
}
