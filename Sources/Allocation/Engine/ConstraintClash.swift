// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import IntegerPrograms
import Scenarios

/// The program of a run has no solution: the policy's constraints can't all be kept.
struct ProgramInfeasible: Error {}

/// Finds the smallest set of a policy's constraints that clash.
///
/// Sets are tried by size, smaller ones first, each by asking whether the run that failed has any solution under it alone.
/// Beyond `exhaustiveLimit` constraints one after another is left out where the rest still clash: what remains then is a set
/// of which none can be left out, though perhaps not the smallest. Caps, minimums and quotas that are meant for several
/// administrations one by one are then narrowed to those for whom they clash.
struct ConstraintClash {
  /// Up to as many constraints every set is tried.
  static let exhaustiveLimit = 10

  let problem: CoordinationProblem
  let policy: Policy
  /// The planned stages before the run that failed.
  let earlier: [PlannedStage]
  /// The stages of the run that failed.
  let failed: [PlannedStage]
  let enforcesDemands: Bool
  let solver: any Solver
  let limits: SolverLimits

  /// A constraint as it stands in the file.
  struct Entry {
    var line: Int?
    var text: String
    /// Adds it to constraints.
    var add: (inout Policy.Constraints) -> Void
  }

  /// The constraints that clash, and for whom; empty where all of them can be kept after all.
  func constraints() throws -> [ClashingConstraint] {
    let entries = entries
    if try canBeKept(entries) { return [] }
    let clash = try clash(of: entries)
    let demands = try ClashNarrowing(clash: self, entries: clash).demands()
    return zip(clash, demands).map { ClashingConstraint(line: $0.line, text: $0.text, demands: $1) }
  }

  private func clash(of entries: [Entry]) throws -> [Entry] {
    guard entries.count <= Self.exhaustiveLimit else {
      var kept = entries
      for index in entries.indices.reversed() {
        var fewer = kept
        fewer.remove(at: index)
        if try !canBeKept(fewer) { kept = fewer }
      }
      return kept
    }
    let sets = (1..<(1 << entries.count)).sorted {
      ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1)
    }
    for set in sets {
      let chosen = entries.indices.filter { set >> $0 & 1 == 1 }.map { entries[$0] }
      if try !canBeKept(chosen) { return chosen }
    }
    return entries
  }

  /// Whether some allocation keeps these constraints; an open answer counts as yes.
  ///
  /// Some bounds may be kept for certain subjects only, by their place among the constraints of these entries.
  func canBeKept(_ entries: [Entry], for subjects: [Bound.Source: Set<Int>] = [:]) throws -> Bool {
    let engine = PolicyEngine(solver: solver, limits: limits)
    let rules = rules(of: entries).narrowed(to: subjects)
    // The first planned stages are those of the protections, one each; a protection that is left out grants nothing.
    let protected = policy.constraints.protected
    let stages = earlier.enumerated().filter { index, _ in
      index >= protected.count || rules.policy.constraints.protected.contains(protected[index])
    }.map(\.element)
    let standing = try engine.standing(after: stages, rules: rules)
    let run = ObjectiveRun(
      rules: rules, stages: failed, kept: standing.kept, enforcesDemands: enforcesDemands, solver: solver,
      limits: limits)
    return try run.hasSolution(standing.state)
  }

  /// The rules of the policy with no other constraints than these.
  func rules(of entries: [Entry]) -> StageRules {
    var eased = policy
    eased.constraints = Policy.Constraints()
    for entry in entries { entry.add(&eased.constraints) }
    return StageRules(problem: problem, policy: eased)
  }

  // MARK: - Entries

  private var entries: [Entry] {
    let constraints = policy.constraints
    var result = constraints.limits.map { limit in
      Entry(line: limit.line, text: Self.text(limit)) { $0.limits.append(limit) }
    }
    for quota in constraints.quotas {
      let share = "quota of \(quota.units) units by `\(quota.entitlement.identifier)`"
      for isLower in [true, false] where isLower ? quota.isLower : quota.isUpper {
        var one = quota
        (one.isLower, one.isUpper) = (isLower, !isLower)
        result.append(
          Entry(line: quota.line, text: share + (isLower ? ", lower" : ", upper")) { $0.quotas.append(one) })
      }
    }
    result += constraints.setAsides.map { aside in
      let groups = aside.groups.map(\.identifier).joined(separator: ", ")
      return Entry(line: aside.line, text: "set-aside for \(groups)") { $0.setAsides.append(aside) }
    }
    result += constraints.protected.map { protection in
      Entry(line: nil, text: "protection of \(protection.rawValue)") { $0.protected.append(protection) }
    }
    if constraints.filedPositions != .none {
      result.append(Entry(line: nil, text: "filed positions only") { $0.filedPositions = constraints.filedPositions })
    }
    result += constraints.fairness.map { demand in
      Entry(line: demand.line, text: "\(demand.kind.rawValue) by `\(demand.entitlement.identifier)`") {
        $0.fairness.append(demand)
      }
    }
    result += constraints.eligibility.map { criterion in
      Entry(line: nil, text: "eligibility by `\(criterion)`") { $0.eligibility.append(criterion) }
    }
    return result
  }

  private static func text(_ limit: Policy.Limit) -> String {
    let scope =
      switch limit.scope {
      case .eachAdministration: "for each administration"
      case .eachOrganisation: "for each organisation"
      case .groups(let groups): "for \(groups.map(\.identifier).joined(separator: ", ")) together"
      case .administrations(let symbols):
        "for \(symbols.joined(separator: ", "))" + (symbols.count > 1 ? " together" : "")
      }
    let kind = limit.kind == .cap ? "cap" : "minimum"
    return "\(kind) of \(limit.amount) (\(limit.quantity.rawValue)) \(scope)"
  }
}
