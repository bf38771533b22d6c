// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import IntegerPrograms
import Scenarios

/// Leximin over integer programs: the numbers of administrations that reach each level, lowest level first.
extension PartSolver {
  /// How far up the levels a climb is.
  private struct Ascent {
    /// The next level.
    var index = 0
    /// How many can reach the level below at most.
    var previous: Int
    /// Levels that are taken at once.
    var stride = 4
  }

  /// Goes up the levels, keeping at each the greatest number of administrations that reach it.
  ///
  /// Relaxations go ahead; in large programs now and then a point is sought that attains all they promise. Where there is
  /// none, the climb goes back to the last point and on in shorter spans, down to one level, which is solved by branch and
  /// bound. A level that this doesn't settle ends the climb, and so does the level after the last point once too many
  /// searches were in vain: those above stay open. What is left is then given out by the greatest total holding.
  func climb(
    _ search: inout LexicographicSearch, _ counters: Counters, _ entry: PlannedStage, _ entitlement: Entitlement
  ) throws {
    guard let plan = counters.plans[entitlement] else { return }
    var ascent = Ascent(previous: plan.members.count)
    var known = (search: search, ascent: ascent)
    var span = Self.firstSpan
    var setbacks = 0
    func isDone() -> Bool { ascent.index >= plan.levels.count || ascent.previous == 0 }
    while !isDone() {
      var isStopped = false
      do {
        try ascend(&search, &ascent, plan, counters, entry, longest: span)
      } catch let stop as StageStop {
        guard search.mode == .relaxations, search.isLarge else { throw stop }
        isStopped = true
      }
      if search.mode == .integerPrograms || !search.isLarge {
        if search.steps.last?.strength == .withinGap, !isDone() { return try giveOutTheRest(&search, entry) }
        continue
      }
      let claims = search.steps.count - known.search.steps.count
      // A climb without setbacks is settled by the ties, which look for a point that attains everything.
      guard isStopped || claims >= span || isDone() && known.ascent.index > 0 else { continue }
      if try !isStopped && search.findStandingPoint() {
        known = (search, ascent)
        span = min(2 * span, Self.longestSpan)
        continue
      }
      let (effort, isLoosened) = (search.effort, search.isLoosened)
      (search, ascent) = known
      search.effort = effort
      if isLoosened { search.loosenKeptOptima() }
      setbacks += 1
      if span > 1, setbacks < Self.mostSetbacks {
        span = max(1, span / 4)
        continue
      }
      var lowest = ascent.previous
      let (objective, most) = level(plan.levels[ascent.index], plan, counters, entry, below: &lowest)
      let step = try search.branch(objective, known: most, nodeLimit: LexicographicSearch.Large.nodesOfALevel)
      search.keepLast()
      ascent.previous = step.value
      ascent.index += 1
      guard !isDone() else { return }
      if step.strength == .withinGap || setbacks >= Self.mostSetbacks { return try giveOutTheRest(&search, entry) }
      known = (search, ascent)
    }
  }

  /// Claims after which a point is sought first.
  private static let firstSpan = 64
  /// Claims after which a point is sought at the latest.
  private static let longestSpan = 128
  /// Searches for a point in a large program that may be in vain.
  private static let mostSetbacks = 6
  /// How many levels are taken at once at most.
  private static let longestStretch = 256

  /// Takes a stretch of levels at once, and the level where somebody drops out for want of room.
  ///
  /// Between such levels as many reach a level as reach the one below and ask for so much, so that the number of programs
  /// grows with the number of those who drop out, not with the number of levels. Of a stretch only those levels become
  /// claims from which the others follow.
  private func ascend(
    _ search: inout LexicographicSearch, _ ascent: inout Ascent, _ plan: LevelPlan, _ counters: Counters,
    _ entry: PlannedStage, longest: Int
  ) throws {
    var lowest = ascent.previous
    let end = min(ascent.index + min(ascent.stride, longest), plan.levels.count)
    let stretch = plan.levels[ascent.index..<end].map { level($0, plan, counters, entry, below: &lowest) }
    let reached = try stretch.count > 1 || search.standingPoint != nil ? search.reach(stretch) : 0
    ascent.index += reached
    if reached > 0 { ascent.previous = stretch[reached - 1].known }
    // A stretch that fails costs more than the level where somebody drops out, which others mostly follow.
    ascent.stride = reached == stretch.count ? min(2 * ascent.stride, Self.longestStretch) : max(1, reached)
    // A point is sought after every claim once the span is one.
    guard reached < stretch.count, ascent.previous > 0, longest > 1 || reached == 0 else { return }
    let (objective, known) = stretch[reached]
    ascent.previous = try search.maximise(objective, known: known)
    search.keepLast()
    ascent.index += 1
    if stretch.count == 1, ascent.previous == known { ascent.stride = 2 }
  }

  /// Gives out what levels that stay open would have by the greatest total holding under all that is kept, and claims no more
  /// of it than that it keeps the rules.
  private func giveOutTheRest(_ search: inout LexicographicSearch, _ entry: PlannedStage) throws {
    let objective = StageObjective(
      claim: .total(.holding), kind: .maximise, stage: entry.number, name: entry.stage.name,
      unit: Policy.Quantity.holding.claimUnit(problem.scenario.holdingUnit),
      terms: terms(search.program) { problem.quantity(.holding, of: $0) })
    do {
      _ = try search.branch(objective, known: nil, nodeLimit: LexicographicSearch.Large.nodes)
    } catch let stop as StageStop {
      // The point at hand keeps every rule, which is all that is claimed.
      guard let point = search.standingPoint else { throw stop }
      search.note(objective, value: objective.value(at: point), bound: .max)
    }
    search.keepLast()
    search.leaveLastUnproven()
  }
}
