// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Filings
import Scenarios

/// Administrations that ask and that a stage or a constraint passes over, since they are entitled to nothing by its measure.
public struct EntitlementGap: Hashable, Sendable {
  /// Index of the stage in the policy; nil for a constraint, which holds in all of them.
  public var stage: Int?
  /// The stage's name, or the constraint's key.
  public var name: String
  /// What they have nothing of.
  public var entitlement: Entitlement
  /// What becomes of them.
  public var consequence: String
  /// Symbols of those that are passed over, sorted; never empty.
  public var administrations: [String]
  /// Line of the policy, for messages.
  public var line: Int?

  /// How many are named; of more, the rest are counted.
  public static let longest = 5

  /// Who is passed over, by what, and what that means, in one clause.
  public var text: String {
    let count = administrations.count
    let names = administrations.prefix(Self.longest).joined(separator: ", ")
    return "\(count) \(count == 1 ? "administration that asks has" : "administrations that ask have") no "
      + "`\(entitlement.identifier)` above 0 and \(count == 1 ? "is" : "are") \(consequence): \(names)"
      + (count > Self.longest ? " and \(count - Self.longest) more" : "")
  }
}

extension Policy {
  /// Who asks and is passed over for want of an entitlement: by constraints first, then stage by stage.
  ///
  /// An entitlement is missing where the register or the scenario's table has no number for it, or 0.
  /// Time: proportional to stages × requests.
  public func entitlementGaps(in problem: CoordinationProblem) -> [EntitlementGap] {
    let rules = StageRules(problem: problem, policy: self)
    var gaps: [EntitlementGap] = []
    /// Adds those of the asking subjects that have nothing.
    func add(
      _ asking: [Int?], _ entitlement: Entitlement, _ consequence: String, stage: Int?, name: String, line: Int?
    ) {
      let without = Set(asking.compactMap { $0 }).filter { (problem.entitlement(entitlement, of: $0) ?? 0) <= 0 }
      guard !without.isEmpty else { return }
      gaps.append(
        EntitlementGap(
          stage: stage, name: name, entitlement: entitlement, consequence: consequence,
          administrations: without.map { problem.administrations[$0] }.sorted(), line: line))
    }
    for quota in constraints.quotas {
      add(
        problem.holders, quota.entitlement, "given no quota, neither as a guarantee nor as a limit", stage: nil,
        name: "constraints.quota", line: quota.line)
    }
    for demand in constraints.fairness {
      add(
        problem.holders, demand.entitlement, "left out of the demand", stage: nil, name: "constraints.fairness",
        line: demand.line)
    }
    for (index, stage) in stages.enumerated() {
      let admitted = rules.admits(PlannedStage(number: index + 1, stage: stage, round: nil))
      let asking = problem.requests.indices.filter { admitted[$0] }
      func addStage(_ subjects: [Int?], _ entitlement: Entitlement, _ consequence: String) {
        add(subjects, entitlement, consequence, stage: index, name: stage.name, line: stage.line)
      }
      switch stage.rule {
      case .maximise(.populationCovered, _):
        addStage(asking.flatMap { problem.beneficiaries(of: $0) }, .population, "worth nothing to the objective")
      case .maximise(let objective, let entitlement):
        guard objective.usesEntitlement else { continue }
        addStage(asking.map { problem.holders[$0] }, entitlement, "left out of the objective")
      case .lottery(let lottery):
        addStage(asking.map { problem.holders[$0] }, lottery.entitlement, "left out of the lottery")
      case .order(let ordering):
        // Turns go by who files, whoever is counted as the holder.
        guard case .pickingSequence(_, let entitlement) = ordering.queue else { continue }
        addStage(asking.map { problem.notifying[$0] }, entitlement, "given no turn")
      }
    }
    return gaps
  }
}
