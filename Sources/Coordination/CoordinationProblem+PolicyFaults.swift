// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

extension CoordinationProblem {
  /// What a policy names that this scenario and its register don't have: entitlements and criteria of eligibility.
  ///
  /// A policy is read without a scenario, so that what it names in one can only be checked here.
  public func faults(of policy: Policy) -> [Fault] {
    var faults = policy.entitlementsInUse.compactMap { use in
      entitlements.fault(of: use.entitlement, file: policy.path, line: use.line, field: use.field)
    }
    for criterion in policy.constraints.eligibility {
      let line = policy.constraints.eligibilityLine
      if let fault = fault(ofCriterion: criterion, file: policy.path, line: line, field: "constraints.eligible") {
        faults.append(fault)
      }
    }
    return faults
  }
}

extension Policy {
  /// Every entitlement that a stage or a constraint goes by, with the key that names it.
  public var entitlementsInUse: [(entitlement: Entitlement, line: Int?, field: String)] {
    var uses: [(entitlement: Entitlement, line: Int?, field: String)] = []
    for quota in constraints.quotas { uses.append((quota.entitlement, quota.line, "constraints.quota.entitlement")) }
    for demand in constraints.fairness {
      uses.append((demand.entitlement, demand.line, "constraints.fairness.entitlement"))
    }
    for (number, stage) in stages.enumerated() {
      let field = "stages[\(number + 1)].entitlement"
      switch stage.rule {
      case .maximise(let objective, let entitlement):
        if objective.usesEntitlement { uses.append((entitlement, stage.line, field)) }
      case .lottery(let lottery): uses.append((lottery.entitlement, stage.line, field))
      case .order(let ordering):
        if case .pickingSequence(_, let entitlement) = ordering.queue { uses.append((entitlement, stage.line, field)) }
      }
    }
    return uses
  }
}
