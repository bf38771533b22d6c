// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Filings
import Scenarios

extension PolicyCheck {
  /// Parts without effect: filters that admit nobody, batches without requests, groups without members, quotas and caps
  /// that nobody can reach, set-asides that leave the others nothing; and who is passed over for want of an entitlement.
  /// Time: proportional to (stages + constraints) × requests.
  func warnings() -> [Fault] {
    let rules = StageRules(problem: problem, policy: policy)
    guard rules.isEligible.contains(true) || problem.requests.isEmpty else {
      return groupWarnings().map(\.fault) + [
        fault(
          "constraints.eligible", policy.constraints.eligibilityLine, "no request meets every criterion",
          "nothing will be granted; leave a criterion out, or fill in what it is decided by")
      ]
    }
    let constraints = capWarnings(rules) + quotaWarnings() + setAsideWarnings() + protectionWarnings(rules)
    return groupWarnings().map(\.fault) + constraints + emptyStageWarnings(rules) + batchWarnings(rules).map(\.fault)
      + entitlementWarnings()
  }

  /// Who asks and is passed over since it is entitled to nothing: easily taken for the policy's verdict.
  private func entitlementWarnings() -> [Fault] {
    policy.entitlementGaps(in: problem).map { gap in
      fault(
        gap.stage == nil ? gap.name : "stage `\(gap.name)`", gap.line, gap.text,
        "fill in the number, or go by another entitlement, if that isn't meant")
    }
  }

  /// Parts of stages that have no effect though the stage admits requests: index of the stage and the fault.
  func partialStageWarnings() -> [(stage: Int, fault: Fault)] {
    let groups = groupWarnings().compactMap { warning in warning.stage.map { (stage: $0, fault: warning.fault) } }
    return (groups + batchWarnings(StageRules(problem: problem, policy: policy))).enumerated().sorted {
      ($0.element.stage, $0.offset) < ($1.element.stage, $1.offset)
    }.map(\.element)
  }

  private func groupWarnings() -> [(stage: Int?, fault: Fault)] {
    parts.flatMap { part -> [(stage: Int?, fault: Fault)] in
      let empty = part.groups.filter { !hasMember($0) }
      // A constraint on nobody at all is a fault, and said there.
      if part.field.hasPrefix("constraints."), empty.count == part.groups.count { return [] }
      return empty.map {
        let problem = "no administration of the register belongs to `\($0.identifier)`"
        return (part.stage, fault(part.field, part.line, problem, "the group has no effect here"))
      }
    }
  }

  private func quotaWarnings() -> [Fault] {
    let quotas = policy.constraints.quotas
    return quotas.enumerated().compactMap { index, quota in
      var asked = 0
      for (index, holder) in problem.holders.enumerated() {
        guard let holder, problem.entitlement(quota.entitlement, of: holder) ?? 0 > 0 else { continue }
        asked += problem.requests[index].holding
      }
      guard quota.units > asked else { return nil }
      return fault(
        Policy.Constraints.field("quota", index, of: quotas.count), quota.line,
        "\(quota.units) units are shared, and only \(asked) are asked for",
        "write a smaller number for a quota that binds")
    }
  }

  private func protectionWarnings(_ rules: StageRules) -> [Fault] {
    policy.constraints.protected.compactMap { protection in
      let isNamed = problem.requests.contains {
        protection == .networksInUse ? $0.isInUseToday : $0.isNationalAllotment
      }
      guard !isNamed else { return nil }
      return fault(
        "constraints.protect", policy.constraints.protectionLine,
        "the register has no request of the kind `\(protection.rawValue)`", "the protection has no effect here")
    }
  }

  private func emptyStageWarnings(_ rules: StageRules) -> [Fault] {
    policy.stages.enumerated().compactMap { index, stage in
      guard !admitted(index, rules).contains(true) else { return nil }
      return fault(
        "stage `\(stage.name)`", stage.line, "admits no request of this scenario",
        "widen `requests` or `administrations`, or leave the stage out")
    }
  }

  /// Batches of stages that admit something, but nothing that was received in the batch.
  private func batchWarnings(_ rules: StageRules) -> [(stage: Int, fault: Fault)] {
    policy.stages.enumerated().flatMap { index, stage -> [(stage: Int, fault: Fault)] in
      let admitted = admitted(index, rules)
      guard admitted.contains(true), case .order(let ordering) = stage.rule else { return [] }
      return ordering.batches.filter { batch in
        !problem.requests.indices.contains { request in
          guard admitted[request], let day = problem.requests[request].received else { return false }
          return batch.from <= day && day <= batch.to
        }
      }.map { batch in
        let problem = "nothing that it admits was received from \(batch.from.iso8601) to \(batch.to.iso8601)"
        return (
          index,
          fault(
            "stage `\(stage.name)`", stage.line, problem,
            "the batch has no effect here; write another window, or leave it out")
        )
      }
    }
  }

  private func admitted(_ index: Int, _ rules: StageRules) -> [Bool] {
    rules.admits(PlannedStage(number: index + 1, stage: policy.stages[index], round: nil))
  }
}
