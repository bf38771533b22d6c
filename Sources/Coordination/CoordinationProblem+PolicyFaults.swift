// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

extension CoordinationProblem {
  /// What a policy names that this scenario and its register don't have.
  ///
  /// A policy is read without a scenario, so that what it names in one can only be checked here.
  public func faults(of policy: Policy) -> [Fault] {
    var faults: [Fault] = []
    for (number, stage) in policy.stages.enumerated() {
      guard case .maximise(let objective, let entitlement, _) = stage.rule,
        objective == .minimumRatio || objective == .leximin
      else { continue }
      let field = "stages[\(number + 1)].entitlement"
      if let fault = entitlements.fault(of: entitlement, file: policy.path, line: stage.line, field: field) {
        faults.append(fault)
      }
    }
    return faults
  }
}
