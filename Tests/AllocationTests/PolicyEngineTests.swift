// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GLPKSolver
import IntegerPrograms
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Policies on problems whose answer can be said beforehand.
@Suite struct PolicyEngineTests {
  private let engine = PolicyEngine(solver: GLPKSolver())

  private func network(
    _ name: String, _ administration: String, _ longitude: Int, _ received: String? = nil, inUse: Bool = false
  ) -> SmallNetwork {
    SmallNetwork(
      name: name, administration: administration, longitude: longitude, received: received, isInUse: inUse)
  }

  /// Longitudes granted, by identifier.
  private func granted(_ problem: CoordinationProblem, _ allocation: Allocation) -> [String: Int] {
    var result: [String: Int] = [:]
    for (request, grant) in zip(problem.requests, allocation.grants) {
      if let grant { result[request.identifier] = grant.option.longitudeMilliDegrees }
    }
    return result
  }

  private func reasons(_ problem: CoordinationProblem, _ allocation: Allocation) -> [String: Decision.Reason] {
    Dictionary(uniqueKeysWithValues: zip(problem.requests.map(\.identifier), allocation.decisions.map(\.reason)))
  }

  // MARK: - Orderings

  @Test func orderOfReceiptThenOfIdentifier() throws {
    let problem = try SmallProblem(
      bands: [SmallProblem.band(channels: 1, separation: 2_000, flexibility: 1_000)],
      networks: [
        network("N1", "A", 0, "2010-01-02"), network("N2", "B", 0, "2010-01-01"), network("N3", "C", 500),
        network("N4", "A", 3_000, "2010-01-01"),
      ]
    ).problem()
    let allocation = try engine.allocate(problem, policy: .of([.order()]))
    // N3 has no date and goes first; N2 is too close at each of its places; N4 comes before N1 and needs no move.
    #expect(granted(problem, allocation) == ["N3": 500, "N4": 3_000])
    #expect(
      reasons(problem, allocation) == [
        "N1": .allPlacesTaken, "N2": .allPlacesTaken, "N3": .asFiled, "N4": .asFiled,
      ])
    #expect(allocation.decisions[0].blocking == [2])
    #expect(allocation.uniqueness == .unique)
    #expect(allocation.claims.count == 1)
    #expect(allocation.claims.first?.value == 2)
    #expect(allocation.claims.first?.bound == nil)
  }

  @Test func theEasternOfTwoEquallyNearPlaces() throws {
    let problem = try SmallProblem(
      bands: [SmallProblem.band(channels: 1, separation: 1_000, flexibility: 1_000)],
      networks: [network("N1", "A", 180_000), network("N2", "B", 180_000)]
    ).problem()
    let nearest = try engine.allocate(problem, policy: .of([.order()]))
    #expect(granted(problem, nearest) == ["N1": 180_000, "N2": -179_000])
    #expect(reasons(problem, nearest)["N2"] == .moved)
    let asFiled = try engine.allocate(problem, policy: .of([.order(.asFiled)]))
    #expect(granted(problem, asFiled) == ["N1": 180_000])
    #expect(reasons(problem, asFiled)["N2"] == .filedPlaceTaken)
    #expect(asFiled.decisions[1].blocking == [0])
  }

  @Test func queueJumpOnceForThoseWithNothingInUse() throws {
    let problem = try SmallProblem(
      bands: [SmallProblem.band(channels: 1, separation: 2_000, flexibility: 0)],
      networks: [
        network("N1", "A", 0, "2000-01-01", inUse: true), network("N2", "B", 1_000, "2010-01-01"),
        network("N3", "B", 10_000, "2011-01-01"), network("N4", "A", 11_000, "2001-01-01"),
      ]
    ).problem()
    let jump = Policy.of([.order(administrations: .withoutNetworkInUse, limit: 1), .order()])
    let allocation = try engine.allocate(problem, policy: jump)
    // B goes first with N2 alone; N3 waits behind A's older N4.
    #expect(granted(problem, allocation) == ["N2": 1_000, "N4": 11_000])
    #expect(allocation.grants[1]?.stage == 1)
    #expect(allocation.grants[3]?.stage == 2)
    #expect(allocation.claims.map(\.value) == [1, 1])
  }

  @Test func capCountsOrganisationsToo() throws {
    var organisation = network("N2", "A", 20_000, "2001-01-01")
    organisation.organisation = "ORG"
    var small = SmallProblem(
      bands: [SmallProblem.band(channels: 1, separation: 2_000, flexibility: 0)],
      networks: [
        network("N1", "A", 0, "2000-01-01"), organisation, network("N3", "A", 40_000, "2002-01-01"),
        network("N4", "B", 60_000, "2003-01-01"),
      ])
    small.attribution = .organisationsApart
    let problem = try small.problem()
    for stage in [Policy.Stage.order(), .maximise(.total(.networks))] {
      let allocation = try engine.allocate(problem, policy: .of([stage], cap: 2))
      #expect(allocation.grants.compactMap { $0 }.count == 3)
      #expect(reasons(problem, allocation).values.filter { $0 == .capReached }.count == 1)
      #expect(allocation.decisions.allSatisfy { $0.reason != .capReached || $0.blocking.isEmpty })
    }
    let none = try engine.allocate(problem, policy: .of([.maximise(.total(.networks))], cap: 0))
    #expect(granted(problem, none).isEmpty)
  }

  @Test func reservedPlacesAreForTheirGroup() throws {
    var small = SmallProblem(
      bands: [SmallProblem.band(channels: 1, separation: 1_000, flexibility: 0)],
      networks: [network("N1", "B", 500), network("N2", "A", 500), network("N3", "B", 5_000)])
    small.leastDeveloped = ["A"]
    let problem = try small.problem()
    let aside = Policy.SetAside(
      groups: [.leastDeveloped],
      extent: .sectors(startThousandths: 0, shareThousandths: 200, sectorMilliDegrees: 10_000))
    for stage in [Policy.Stage.order(), .maximise(.total(.networks))] {
      let allocation = try engine.allocate(problem, policy: .of([stage], setAside: aside))
      #expect(granted(problem, allocation) == ["N2": 500, "N3": 5_000])
      #expect(reasons(problem, allocation)["N1"] == .allPlacesTaken)
    }
    small.networks.remove(at: 1)
    let alone = try small.problem()
    let allocation = try engine.allocate(alone, policy: .of([.order()], setAside: aside))
    #expect(reasons(alone, allocation)["N1"] == .reservedPlacesOnly)
  }

  // MARK: - Objectives

  /// Five networks around the circle, each too close to the next: windows of places allow five with two blocks.
  @Test func anOddRingIsSolvedWithItsChannels() throws {
    let networks = (0..<5).map { network("N\($0)", "A", Circle.normalised($0 * 72_000)) }
    func ring(of channels: Int) throws -> (CoordinationProblem, Allocation) {
      let problem = try SmallProblem(
        bands: [SmallProblem.band(channels: channels, separation: 72_001, flexibility: 0)], gridMilliDegrees: 72_000,
        networks: networks
      ).problem()
      return (problem, try engine.allocate(problem, policy: .of([.maximise(.total(.holding))])))
    }
    let (_, two) = try ring(of: 2)
    #expect(two.grants.compactMap { $0 }.count == 4)
    #expect(two.claims.first?.value == 4)
    #expect(two.claims.first?.strength == .optimal)
    let (_, three) = try ring(of: 3)
    #expect(three.grants.compactMap { $0 }.count == 5)
    #expect(three.claims.first?.multipliers?.columns[0] == .places)
    #expect(three.uniqueness == .unique)
  }

  @Test func a_prioriPlanComesBeforeTheQueue() throws {
    var small = SmallProblem(
      bands: [SmallProblem.band(channels: 1, separation: 2_000, flexibility: 1_000)],
      networks: (0..<4).map { network("N\($0)", "A", 9_000 + 1_000 * $0, "2000-01-01") })
    small.latecomers = .init(bands: [.init(name: "C", weight: 1)], channels: 1, minimumElevationMilliDegrees: 10_000)
    let problem = try small.problem()
    #expect(problem.requests.filter { $0.kind == .national }.count == 4)
    let allocation = try engine.allocate(
      problem, policy: .of([.maximise(.total(.networks), requests: .national), .order(requests: .filed)]))
    // All national requests stand at 10°, so with a separation of 2° and a move of 1° two fit.
    #expect(allocation.claims.first?.value == 2)
    for (request, grant) in zip(problem.requests, allocation.grants) {
      if let grant { #expect(grant.stage == (request.kind == .national ? 1 : 2)) }
    }
  }

  @Test func aStageWithoutRequestsGrantsNothing() throws {
    let problem = try SmallProblem(
      bands: [SmallProblem.band(channels: 1, separation: 2_000, flexibility: 0)], networks: [network("N1", "B", 0)]
    ).problem()
    for objective in [
      Policy.Objective.total(.holding), .administrationsServed, .minimumRatio, .leximin, .leastDisplacement,
    ] {
      let allocation = try engine.allocate(problem, policy: .of([.maximise(objective, requests: .national), .order()]))
      #expect(allocation.grants.first??.stage == 2)
    }
  }

  // MARK: - The same every time

  @Test func theOrderOfTheRegisterDoesNotMatter() throws {
    for seed in 0..<60 {
      var small = SmallProblem.random(seed)
      let policy = RandomProblemTests.policies[seed % RandomProblemTests.policies.count]
      let first = try engine.allocate(small.problem(), policy: policy)
      small.networks.reverse()
      let second = try engine.allocate(small.problem(), policy: policy)
      Self.expectSame(first, second, "seed \(seed)")
    }
  }

  @Test func runsBesideEachOtherAgree() async throws {
    let engine = engine
    for seed in 100..<130 {
      let problem = try SmallProblem.random(seed).problem()
      let policy = RandomProblemTests.policies[seed % RandomProblemTests.policies.count]
      let allocations = try await withThrowingTaskGroup(of: Allocation.self) { group in
        for _ in 0..<8 { group.addTask { try engine.allocate(problem, policy: policy) } }
        var result: [Allocation] = []
        for try await allocation in group { result.append(allocation) }
        return result
      }
      for other in allocations.dropFirst() { Self.expectSame(allocations[0], other, "seed \(seed)") }
    }
  }

  private static func expectSame(_ first: Allocation, _ second: Allocation, _ place: String) {
    #expect(first.grants == second.grants, "\(place)")
    #expect(first.decisions == second.decisions, "\(place)")
    #expect(first.uniqueness == second.uniqueness, "\(place)")
    #expect(first.claims.map(describe) == second.claims.map(describe), "\(place)")
    #expect(first.effort.iterations == second.effort.iterations, "\(place)")
  }

  private static func describe(_ claim: Claim) -> String {
    let rows = claim.multipliers?.entries.map { "\($0.row)×\($0.multiplier)" } ?? []
    return "\(claim.stage) \(claim.objective) \(claim.strength) \(claim.value) \(claim.bound ?? -1) \(claim.proof) "
      + "\(claim.multipliers?.scale ?? 0) \(rows)"
  }

  // MARK: - Limits

  /// Counts how often it was asked, and says stop from some time on.
  final class Stop: @unchecked Sendable {
    private let lock = NSLock()
    private var left: Int

    init(after calls: Int) { left = calls }

    func isCancelled() -> Bool {
      lock.withLock {
        left -= 1
        return left < 0
      }
    }
  }

  @Test func cancellationIsNeitherAnAnswerNorUndecided() throws {
    var cancelled = 0
    for seed in 0..<20 {
      let problem = try SmallProblem.random(seed).problem()
      for policy in [RandomProblemTests.policies[3], RandomProblemTests.policies[16]] {
        let whole = try engine.allocate(problem, policy: policy)
        for calls in [0, 1, 2, 3, 5, 8, 13, 30] {
          let stop = Stop(after: calls)
          let limited = PolicyEngine(solver: GLPKSolver(), limits: SolverLimits(isCancelled: { stop.isCancelled() }))
          do {
            Self.expectSame(whole, try limited.allocate(problem, policy: policy), "seed \(seed), \(calls) calls")
          } catch {
            #expect(error as? AllocationFault == .cancelled, "seed \(seed), \(calls) calls")
            cancelled += 1
          }
        }
      }
    }
    #expect(cancelled > 40)
  }

  /// A solver that finds no point leaves the one that is put together greedily, with a bound: at most two of the four fit.
  @Test func aLimitGivesAValueAndABound() throws {
    let problem = try SmallProblem(
      bands: [SmallProblem.band(channels: 1, separation: 2_000, flexibility: 1_000)],
      networks: (0..<4).map { network("N\($0)", "A", 500 * $0) }
    ).problem()
    let stuck = PolicyEngine(solver: StoppedSolver(findsNothing: true))
    let allocation = try stuck.allocate(problem, policy: .of([.maximise(.total(.holding))]))
    let claim = try #require(allocation.claims.first)
    #expect((1...2).contains(claim.value) && claim.value == allocation.grants.count { $0 != nil })
    #expect(try #require(claim.bound) >= claim.value)
  }

  /// A and B are both to have one network and can, at the two ends; at its filed place the first would shut the other out.
  @Test func faultsSayWhatToDo() throws {
    let problem = try SmallProblem(
      bands: [SmallProblem.band(channels: 1, separation: 2_000, flexibility: 1_000)],
      networks: [network("N0", "A", 0), network("N1", "B", 0)]
    ).problem()
    let stuck = PolicyEngine(solver: StoppedSolver(findsNothing: true))
    var demanding = Policy.of([.maximise(.total(.holding))])
    demanding.constraints.limits = [
      .init(kind: .minimum, scope: .eachAdministration(.all), quantity: .networks, amount: 1)
    ]
    let fault = #expect(throws: AllocationFault.self) { _ = try stuck.allocate(problem, policy: demanding) }
    guard case .undecided(let policy, let stage, _) = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
    #expect(policy == "test" && stage == "holding")
    #expect("\(fault ?? .cancelled)".contains("raise the limits"))
  }
}
