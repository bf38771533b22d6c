// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Scenarios

/// The levels that holdings are counted at for max-min and leximin: every ratio of a possible holding to an entitlement.
///
/// Leximin is the lexicographic maximisation of the numbers of administrations at or above each level, lowest level first
/// (Ogryczak, Śliwiński 2006, "On direct methods for lexicographic min-max optimization", doi:10.1007/11751595_85: ordered
/// values). Holdings come in steps of their greatest common divisor, so a level of holding ÷ entitlement asks each
/// administration for a whole number of steps.
public struct LevelPlan {
  /// An administration that takes part.
  struct Member {
    /// Index of the administration.
    var administration: Int
    /// Its entitlement, above 0.
    var entitlement: Int
    /// Steps that it would hold if all it asks for were granted.
    var mostSteps: Int
  }

  /// A level: numerator holding units for each denominator of entitlement.
  struct Level: Hashable {
    var numerator: Int
    var denominator: Int
  }

  let entitlement: Entitlement
  let members: [Member]
  /// Holding units in one step.
  let step: Int
  /// Levels, lowest first.
  let levels: [Level]

  init(entitlement: Entitlement, members: [Member], step: Int) {
    self.entitlement = entitlement
    self.members = members
    self.step = step
    var all: [Level] = []
    var seen: Set<Level> = []
    for member in members {
      for steps in stride(from: 1, through: member.mostSteps, by: 1) {
        let divisor = Self.greatestCommonDivisor(steps * step, member.entitlement)
        let level = Level(numerator: steps * step / divisor, denominator: member.entitlement / divisor)
        if seen.insert(level).inserted { all.append(level) }
      }
    }
    levels = all.sorted {
      Int128($0.numerator) * Int128($1.denominator) < Int128($1.numerator) * Int128($0.denominator)
    }
  }

  /// The levels at which holdings are measured for those with an entitlement.
  ///
  /// A step is the greatest common divisor of what all requests add, not only of those that compete: holdings that earlier
  /// stages have fixed must be whole steps too.
  ///
  /// - Parameter demands: for each administration that asks, what it would hold if all it asks for were granted.
  init(problem: CoordinationProblem, entitlement: Entitlement, demands: [Int: Int]) {
    let step = problem.requests.reduce(0) { Self.greatestCommonDivisor($0, $1.holding) }
    let members = demands.keys.sorted().compactMap { administration -> Member? in
      guard let share = problem.entitlement(entitlement, of: administration), share > 0 else { return nil }
      return Member(
        administration: administration, entitlement: share, mostSteps: (demands[administration] ?? 0) / step)
    }
    self.init(entitlement: entitlement, members: members, step: step)
  }

  /// Steps that a member needs at a level: the ceiling of numerator × entitlement ÷ (denominator × step).
  func stepsNeeded(_ member: Member, at level: Level) -> Int {
    let product = Int128(level.numerator) * Int128(member.entitlement)
    let divisor = Int128(level.denominator) * Int128(step)
    return Int((product + divisor - 1) / divisor)
  }

  /// Members whose whole demand reaches a level.
  func reachable(at level: Level) -> [Member] {
    members.filter { stepsNeeded($0, at: level) <= $0.mostSteps }
  }

  /// The greatest common divisor of two numbers, at least 1.
  public static func greatestCommonDivisor<Number: BinaryInteger>(_ left: Number, _ right: Number) -> Number {
    var (larger, smaller) = (left, right)
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    if larger < 0 { larger = 0 - larger }
    return larger == 0 ? 1 : larger
  }
}
