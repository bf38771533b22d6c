// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Scenarios

extension PartSolver {
  /// Maximises generalised Gini welfare, and keeps what every member holds for the objectives that follow.
  func maximiseOrderedWelfare(
    _ search: inout LexicographicSearch, _ counters: Counters, _ planned: PlannedStage, _ entitlement: Entitlement
  ) throws {
    guard let plan = counters.plans[entitlement] else { return }
    let columns = columnsByHolder(search.program)
    let multipliers = OrderedWelfare.multipliers(entitlements: plan.members.map(\.entitlement))
    let members = zip(plan.members, multipliers).map { member, multiplier in
      OrderedWelfare.Member(
        administration: member.administration, multiplier: multiplier,
        fixedSteps: fixedHolding(member.administration) / plan.step,
        terms: (columns[member.administration] ?? []).compactMap { column in
          StageProgram.request(of: search.program.columns[column]).map {
            .init(column: column, coefficient: problem.requests[$0].holding / plan.step)
          }
        })
    }
    let objective = StageObjective(
      claim: .orderedWelfare(entitlement: entitlement.identifier), kind: .maximise, stage: planned.number,
      name: planned.stage.name, unit: "units of welfare", terms: [], ordered: OrderedWelfare(members: members))
    try search.maximiseOrdered(objective, step: plan.step)
  }
}
