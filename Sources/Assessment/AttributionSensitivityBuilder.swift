// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Coordination
import Fairness
import Reporting
import Scenarios

/// Measures each allocation under every rule of attribution that the register supports: how much of the answer hangs on it.
struct AttributionSensitivityBuilder {
  let populations: Populations
  let allocations: [Allocation]

  private var problem: CoordinationProblem { populations.problem }

  /// One record a policy and rule; none where no network was filed on behalf of others, since no rule then differs.
  func records() -> [ResultsDocument.AttributionSensitivity] {
    let joint = Set(problem.register.jointFilings.map(\.network))
    guard problem.requests.contains(where: { $0.organisation != nil || joint.contains($0.identifier) }) else {
      return []
    }
    // A rule that the register doesn't support is left out: members of an organisation may not be known.
    let tables = Scenario.Attribution.allCases.compactMap {
      try? AttributionTable(
        rule: $0, scenario: problem.scenario, register: problem.register, requests: problem.requests)
    }
    return allocations.flatMap { allocation in tables.map { record(allocation, $0) } }
  }

  /// The greatest common divisor of the parts of holdings: the step in which holdings can differ.
  static func step(_ problem: CoordinationProblem, _ table: AttributionTable) -> Int {
    var step = 0
    for (index, request) in problem.requests.enumerated() {
      if table.parts[index].isEmpty { step = LevelPlan.greatestCommonDivisor(step, request.holding) }
      for part in table.parts[index] { step = LevelPlan.greatestCommonDivisor(step, part.units * request.holding) }
    }
    return step
  }

  private func record(_ allocation: Allocation, _ table: AttributionTable) -> ResultsDocument.AttributionSensitivity {
    let ledger = Ledger(problem: problem, allocation: allocation, attribution: table)
    let measures = MeasureBuilder(
      populations: populations, greatestHolding: nil, step: max(1, Self.step(problem, table)))
    let members = populations.members(of: .memberStates, entitlement: .equal, group: nil)
    let leastDeveloped = populations.members(of: .memberStates, entitlement: .equal, group: .leastDeveloped)
    let nobody = MeasureValue.undefined(reason: "the register has no member State")
    let all = measures.holdings(members, ledger: ledger, filedOnly: false)
    func value(_ measure: Measure) -> ResultsDocument.Quantity {
      (all.flatMap { InequalityMeasures.value(of: measure, for: $0) } ?? nobody).quantity
    }
    var parity = MeasureValue.undefined(reason: "the group has no member with an entitlement")
    if let all, let group = measures.holdings(leastDeveloped, ledger: ledger, filedOnly: false) {
      parity = measures.parity(group, in: all)
    }
    return .init(
      policy: allocation.policy.name, attribution: table.rule.recorded, gini: value(.gini), hoover: value(.hoover),
      shareWithNothing: value(.shareWithNothing), minRatio: value(.minimumRatio),
      parityOfLeastDeveloped: parity.quantity)
  }
}
