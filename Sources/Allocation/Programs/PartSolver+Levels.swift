// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Scenarios

extension PartSolver {
  /// For each administration that asks, what it would hold if all it asks for were granted.
  ///
  /// An administration asks where the stage admits a request of it, be it granted earlier, open or hopeless: one that can
  /// get nothing keeps the smallest ratio at 0, and the result says so.
  func demandsOfAsking() -> [Int: Int] {
    let admitted = run.admitted
    let asking = Set(problem.requests.indices.filter { admitted[$0] }.compactMap { problem.holders[$0] })
    var demands: [Int: Int] = [:]
    for (index, request) in problem.requests.enumerated() where admitted[index] || state.grants[index] != nil {
      if let holder = problem.holders[index], asking.contains(holder) { demands[holder, default: 0] += request.holding }
    }
    return demands
  }

  /// The levels that holdings are measured at for their entitlements.
  func levelPlan(_ entitlement: Entitlement) -> LevelPlan {
    LevelPlan(problem: problem, entitlement: entitlement, demands: demandsOfAsking())
  }

  func addLevels(_ entitlement: Entitlement, to program: inout StageProgram, _ counters: inout Counters) {
    let columns = columnsByHolder(program)
    let plan = counters.plans[entitlement] ?? levelPlan(entitlement)
    counters.plans[entitlement] = plan
    for member in plan.members where counters.levels[member.administration] == nil {
      let own = (1...max(1, member.mostSteps)).map {
        program.add(.level(administration: member.administration, steps: $0))
      }
      counters.levels[member.administration] = own
      let holdings = (columns[member.administration] ?? []).compactMap { column -> StageProgram.Term? in
        guard let request = StageProgram.request(of: program.columns[column]) else { return nil }
        return .init(column: column, coefficient: -problem.requests[request].holding)
      }
      program.add(
        .holding(member.administration), own.map { .init(column: $0, coefficient: plan.step) } + holdings,
        atMost: fixedHolding(member.administration))
    }
  }

  /// Makes each step of a holding stand on the one below: a ratio asks for a step whose lower ones no objective has settled.
  func nestLevels(to program: inout StageProgram, _ counters: Counters) {
    for administration in counters.levels.keys.sorted() {
      let levels = counters.levels[administration] ?? []
      for (index, upper) in levels.enumerated().dropFirst() {
        program.add(
          .nested(administration, steps: index + 1),
          [.init(column: upper, coefficient: 1), .init(column: levels[index - 1], coefficient: -1)], atMost: 0)
      }
    }
  }

  /// Raises the smallest ratio as far as it goes: claims that everybody reaches a level, and that not everybody reaches the
  /// next. Below that level nothing needs a claim, since who reaches it reaches all lower ones.
  func climbToFirstGap(
    _ search: inout LexicographicSearch, _ counters: Counters, _ entry: PlannedStage, _ entitlement: Entitlement
  ) throws {
    guard let plan = counters.plans[entitlement] else { return }
    for index in try highestCommonLevel(&search, plan, counters, entry)..<plan.levels.count {
      var everyone = plan.members.count
      let (objective, known) = level(plan.levels[index], plan, counters, entry, below: &everyone)
      if known < plan.members.count {
        search.note(gap(plan.levels[index], plan, entry), value: 0, bound: 0)
        return
      }
      if try search.maximise(objective, known: known) < plan.members.count {
        search.turnLastIntoGap(gap(plan.levels[index], plan, entry).claim, everyone: plan.members.count)
        return
      }
      search.keepLast()
    }
  }

  /// Index of the highest level that everybody can reach at once, found by halving; 0 where there is none.
  ///
  /// Relaxations alone say what nobody can exceed; where points are asked for as well, a point must reach the level.
  private func highestCommonLevel(
    _ search: inout LexicographicSearch, _ plan: LevelPlan, _ counters: Counters, _ entry: PlannedStage
  ) throws -> Int {
    var low = 0
    var high = plan.levels.count
    while low < high {
      let middle = (low + high) / 2
      var everyone = plan.members.count
      let entry = level(plan.levels[middle], plan, counters, entry, below: &everyone)
      if try entry.known == plan.members.count && search.canReachAll([entry]) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return max(0, low - 1)
  }

  /// Maximises the number of administrations whose holding is at least a ratio of their entitlement.
  func countAtRatio(
    _ search: inout LexicographicSearch, _ counters: Counters, _ planned: PlannedStage, _ entitlement: Entitlement,
    _ ratio: Policy.Ratio
  ) throws {
    guard let plan = counters.plans[entitlement] else { return }
    let level = LevelPlan.Level(numerator: ratio.numerator, denominator: ratio.denominator)
    var everyone = plan.members.count
    let (objective, known) = self.level(level, plan, counters, planned, below: &everyone)
    _ = try search.maximise(objective, known: known)
    search.keepLast()
  }

  /// The objective of a level, and what it can't exceed: the number at the level below, and of those who ask for so much.
  func level(
    _ level: LevelPlan.Level, _ plan: LevelPlan, _ counters: Counters, _ entry: PlannedStage,
    below previous: inout Int
  ) -> (objective: StageObjective, known: Int) {
    let reachable = plan.reachable(at: level)
    let terms = reachable.compactMap { member -> StageProgram.Term? in
      let steps = plan.stepsNeeded(member, at: level)
      guard steps > 0, let column = counters.levels[member.administration]?[steps - 1] else { return nil }
      return .init(column: column, coefficient: 1)
    }
    let objective = StageObjective(
      claim: .administrationsAtLevel(
        numerator: level.numerator, denominator: level.denominator, entitlement: plan.entitlement.identifier),
      kind: .maximise, stage: entry.number, name: entry.stage.name, unit: "administrations", terms: terms)
    previous = min(previous, reachable.count)
    return (objective, previous)
  }

  private func gap(
    _ level: LevelPlan.Level, _ plan: LevelPlan, _ entry: PlannedStage
  ) -> StageObjective {
    StageObjective(
      claim: .allAtLevel(
        numerator: level.numerator, denominator: level.denominator, entitlement: plan.entitlement.identifier),
      kind: .maximise, stage: entry.number, name: entry.stage.name, unit: "administrations", terms: [])
  }
}
