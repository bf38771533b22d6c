// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

/// Every ordering, carried out a second time from its description.
@Suite struct OrderingEnumerationTests {
  private static let queues: [Policy.Queue] = [
    .dateOfReceipt, .lot, .serialDictatorship, .pickingSequence(.adams, entitlement: .equal),
    .pickingSequence(.webster, entitlement: .equal), .pickingSequence(.jefferson, entitlement: .equal),
  ]

  @Test(arguments: EnumerationRun.blocks)
  func orderingsGiveWhatTheirDescriptionSays(block: Int) throws {
    try EnumerationRun.forEach(in: block, from: 30_000) { seed, instance, oracle, entitlements in
      for (number, queue) in Self.queues.enumerated() {
        var draw = PolicyDraw(instance, oracle.problem, seed: seed * 100 + number)
        var policy = draw.policy([draw.ordering(draw.weighted(queue))])
        if draw.lots.chance(50) { policy.stages.append(draw.ordering(draw.weighted(draw.lots.one(of: Self.queues)))) }
        if draw.lots.chance(40) {
          draw.add(draw.lots.one(of: PolicyDraw.Constraint.allCases.filter { !$0.isDemand }), to: &policy.constraints)
        }
        _ = try EnumerationRun.judge(oracle, policy, entitlements, "seed \(seed), \(queue)")
      }
    }
  }
}

extension PolicyDraw {
  /// The same queue with an entitlement of its own.
  fileprivate mutating func weighted(_ queue: Policy.Queue) -> Policy.Queue {
    guard case .pickingSequence(let method, _) = queue else { return queue }
    return .pickingSequence(method, entitlement: entitlement())
  }
}
