// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Scenarios

extension PartSolver {
  /// Maximises α-fair welfare over the steps of holdings; for α of 1 or more first the number of holders.
  func maximiseWelfare(
    _ search: inout LexicographicSearch, _ counters: Counters, _ planned: PlannedStage, _ entitlement: Entitlement,
    halves: Int
  ) throws {
    guard let plan = counters.plans[entitlement] else { return }
    let scale = WelfareScale(halves: halves, members: plan.members)
    var objective = StageObjective(
      claim: .holders(entitlement: entitlement.identifier), kind: .maximise, stage: planned.number,
      name: planned.stage.name, unit: "administrations", terms: [])
    if halves >= 2 {
      objective.terms = plan.members.filter { $0.mostSteps > 0 }.compactMap { member in
        counters.levels[member.administration]?.first.map { .init(column: $0, coefficient: 1) }
      }
      _ = try search.maximise(objective, known: objective.terms.count)
      search.keepLast()
    }
    objective.claim = .welfare(halves: halves, entitlement: entitlement.identifier)
    objective.unit = "units of welfare"
    objective.terms = plan.members.flatMap { member in
      zip(counters.levels[member.administration] ?? [], scale.gains[member.administration] ?? []).compactMap {
        column, gain in gain > 0 ? StageProgram.Term(column: column, coefficient: gain) : nil
      }
    }
    if objective.scale > 1 {
      try search.maximisePriced(objective)
    } else {
      _ = try search.maximise(objective)
      search.keepLast()
    }
  }
}
