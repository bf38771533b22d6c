// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Filings
import Scenarios

extension PolicyCheck {
  /// Parts without effect: filters that admit nobody, batches without requests, groups without members, quotas that
  /// nobody can reach; and who is passed over for want of an entitlement. Time: proportional to stages × requests.
  func warnings() -> [Fault] {
    let rules = StageRules(problem: problem, policy: policy)
    guard rules.isEligible.contains(true) || problem.requests.isEmpty else {
      return groupWarnings() + [
        fault(
          "constraints.eligible", policy.constraints.eligibilityLine, "no request meets every criterion",
          "nothing will be granted; leave a criterion out, or fill in what it is decided by")
      ]
    }
    return groupWarnings() + quotaWarnings() + protectionWarnings(rules) + stageWarnings(rules) + entitlementWarnings()
  }

  /// Who asks and is passed over since it is entitled to nothing: easily taken for the policy's verdict.
  private func entitlementWarnings() -> [Fault] {
    policy.entitlementGaps(in: problem).map { gap in
      fault(
        gap.stage == nil ? gap.name : "stage `\(gap.name)`", gap.line, gap.text,
        "fill in the number, or go by another entitlement, if that isn't meant")
    }
  }

  private func groupWarnings() -> [Fault] {
    parts.flatMap { part -> [Fault] in
      let empty = part.groups.filter { !hasMember($0) }
      // A constraint on nobody at all is a fault, and said there.
      if part.field.hasPrefix("constraints."), empty.count == part.groups.count { return [] }
      return empty.map {
        fault(
          part.field, part.line, "no administration of the register belongs to `\($0.identifier)`",
          "the group has no effect here")
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
        Self.field("quota", index, of: quotas.count), quota.line,
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

  private func stageWarnings(_ rules: StageRules) -> [Fault] {
    policy.stages.enumerated().flatMap { index, stage -> [Fault] in
      let admitted = rules.admits(PlannedStage(number: index + 1, stage: stage, round: nil))
      let place = "stage `\(stage.name)`"
      guard admitted.contains(true) else {
        return [
          fault(
            place, stage.line, "admits no request of this scenario",
            "widen `requests` or `administrations`, or leave the stage out")
        ]
      }
      guard case .order(let ordering) = stage.rule else { return [] }
      return ordering.batches.filter { batch in
        !problem.requests.indices.contains { request in
          guard admitted[request], let day = problem.requests[request].received else { return false }
          return batch.from <= day && day <= batch.to
        }
      }.map { batch in
        fault(
          place, stage.line, "nothing that it admits was received from \(batch.from.iso8601) to \(batch.to.iso8601)",
          "the batch has no effect here; write another window, or leave it out")
      }
    }
  }
}

extension Allocation {
  /// Names of the stages that granted nothing, protection included; one that goes in rounds counts if no round granted
  /// anything.
  public var idleStageNames: [String] {
    let idle = Set(idleStages)
    var result: [(name: String, isIdle: Bool)] = []
    for planned in plan {
      let isIdle = idle.contains(planned.number)
      guard planned.round != nil,
        let name = policy.stages.map(\.name).first(where: { planned.stage.name.hasPrefix($0 + ", round ") })
      else {
        result.append((planned.stage.name, isIdle))
        continue
      }
      if let known = result.firstIndex(where: { $0.name == name }) {
        result[known].isIdle = result[known].isIdle && isIdle
      } else {
        result.append((name, isIdle))
      }
    }
    return result.filter(\.isIdle).map(\.name)
  }
}
