// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Scenarios
@testable import Verification

extension SmallWorld {
  /// Policies whose requests go in an order, with every queue.
  static func orderings() -> [Policy] {
    func order(
      _ queue: Policy.Queue, priority: [AdministrationGroup] = [], batches: [Policy.BatchWindow] = [],
      turn: Int? = nil, seed: Int? = nil, placement: Policy.Placement = .nearest
    ) -> Policy.Rule {
      .order(
        .init(
          queue: queue, placement: placement, priority: priority, batches: batches, networksPerTurn: turn, seed: seed))
    }
    var inRounds = stage(order(.dateOfReceipt, seed: 3))
    inRounds.roundDays = 5
    let batch = order(.dateOfReceipt, batches: [.init(from: day(3), to: day(12)), .init(from: day(20), to: day(27))])
    return [
      policy("lot", [stage(order(.lot, priority: [.leastDeveloped], seed: 5))]),
      policy("batches", [stage(batch)]),
      policy("order-rounds", [inRounds]),
      policy("dictators", [stage(order(.serialDictatorship, priority: [.smallIslandDeveloping], turn: 1))]),
      policy("dictators-all", [stage(order(.serialDictatorship, seed: 9, placement: .asFiled), limit: 2)]),
      policy("adams", [stage(order(.pickingSequence(.adams, entitlement: .population)))]),
      policy("webster", [stage(order(.pickingSequence(.webster, entitlement: .population)))]),
      policy(
        "jefferson",
        [
          stage(order(.pickingSequence(.jefferson, entitlement: .population), priority: [.leastDeveloped])),
          stage(order(.pickingSequence(.jefferson, entitlement: .equal))),
        ]),
      policy(
        "filters",
        [
          stage(order(.dateOfReceipt), requests: .inUse, administrations: .symbols(["A", "D"])),
          stage(order(.dateOfReceipt), requests: .planned), stage(order(.lot), administrations: .withoutFiling),
          stage(order(.lot), requests: .nonPlanned, limit: 1),
        ]),
    ]
  }

  /// Policies that order welfare: alone, after earlier grants, and before another objective of the run.
  static func orderedPolicies() -> [Policy] {
    func gini(_ entitlement: Entitlement, carry: Policy.Carry = .grants) -> Policy.Stage {
      stage(.maximise(.generalisedGini, entitlement: entitlement), carry: carry)
    }
    let earlier = stage(.order(.init(queue: .dateOfReceipt)), limit: 1)
    let most = stage(.maximise(.total(.channels), entitlement: .equal))
    return [
      policy("gini", [gini(.equal)]),
      policy("order-then-gini", [earlier, gini(.population)]),
      policy("gini-then-most", [gini(.population, carry: .optimum), most]),
      policy("twice", [gini(.equal, carry: .optimum), gini(.population)]),
    ]
  }

  /// Policies with objectives and constraints of every kind.
  static func grownPolicies() -> [Policy] {
    func best(_ objective: Policy.Objective, _ entitlement: Entitlement = .equal, carry: Policy.Carry = .grants)
      -> Policy.Stage
    {
      stage(.maximise(objective, entitlement: entitlement), carry: carry)
    }
    func inRounds(_ stage: Policy.Stage) -> Policy.Stage {
      var stage = stage
      stage.roundDays = 8
      return stage
    }
    func constrained(_ name: String, _ stages: [Policy.Stage], _ change: (inout Policy.Constraints) -> Void) -> Policy {
      var policy = policy(name, stages)
      change(&policy.constraints)
      return policy
    }
    let inOrder = stage(.order(.init(queue: .dateOfReceipt)))
    let byLot = stage(.order(.init(queue: .lot)), requests: .filed, limit: 1, carry: .requests)
    let everybody = best(.total(.networks))
    var least = best(.total(.channels))
    least.administrations = .groups([.leastDeveloped])
    return [
      policy("kept", [stage(.order(.init(queue: .dateOfReceipt)), carry: .requests), best(.leastDisplacement)]),
      policy("kept-some", [byLot, least, inOrder]),
      policy("rounds", [inRounds(best(.administrationsServed, carry: .optimum)), inRounds(best(.total(.bandwidth)))]),
      policy("nash", [best(.alphaFairness(halves: 2), .population)]),
      policy("alpha-half", [best(.alphaFairness(halves: 1))]),
      policy("alpha-2", [best(.alphaFairness(halves: 4), .population), inOrder]),
      policy("covered", [best(.populationCovered, carry: .optimum), best(.total(.value))]),
      constrained("protected", [best(.leximin)]) {
        $0.protected = [.networksInUse, .nationalAllotments]
        $0.filedPositions = .inUse
      },
      constrained("filed-only", [everybody]) { $0.filedPositions = .all },
      constrained("asides", [inOrder, everybody]) {
        $0.setAsides = [
          .init(
            groups: [.leastDeveloped],
            extent: .sectors(startThousandths: 0, shareThousandths: 200, sectorMilliDegrees: 5_000)),
          .init(groups: [.smallIslandDeveloping], extent: .channels(band: "C", first: 2, last: 2)),
          .init(groups: [.income(.high)], extent: .arc(fromMilliDegrees: 178_000, toMilliDegrees: -179_000)),
        ]
      },
      constrained("caps", [inOrder, everybody]) {
        $0.limits = [
          .init(kind: .cap, scope: .eachOrganisation, quantity: .channels, amount: 1),
          .init(kind: .cap, scope: .groups([.income(.low)]), quantity: .networks, amount: 2),
          .init(kind: .cap, scope: .administrations(["A", "D"]), quantity: .bandwidth, amount: 375_000),
        ]
      },
      constrained("minimums", [best(.total(.holding))]) {
        $0.limits = [
          .init(kind: .cap, scope: .eachAdministration(.all), quantity: .channels, amount: 2),
          .init(kind: .minimum, scope: .eachAdministration(.symbols(["B", "D"])), quantity: .networks, amount: 1),
        ]
      },
      constrained("quotas", [everybody]) {
        $0.quotas = [.init(entitlement: .equal, units: 3, isLower: true, isUpper: true)]
      },
      constrained("upper-quota", [inOrder]) {
        $0.quotas = [.init(entitlement: .population, units: 2, isLower: false, isUpper: true)]
      },
      constrained("ef1", [everybody]) { $0.fairness = [.init(kind: .weightedEF1, entitlement: .equal)] },
      constrained("prop1", [everybody]) { $0.fairness = [.init(kind: .weightedPROP1, entitlement: .population)] },
    ]
  }

  /// A random world under other policies.
  static func random(seed: Int, networks: Int, policies: [Policy]) -> SmallWorld {
    var world = random(seed: seed, networks: networks)
    world.policies = policies
    world.scenario.entitlements = [.equal]
    if seed % 3 == 1, let last = world.register.networks.indices.last {
      world.register.networks[last].isNationalAllotment = true
      world.register.networks[last].procedure = .planned
    }
    return world
  }
}
