// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension Policy {
  /// Every entitlement that a stage or a constraint goes by, with the key that names it.
  public var entitlementsInUse: [(entitlement: Entitlement, line: Int?, field: String)] {
    var uses: [(entitlement: Entitlement, line: Int?, field: String)] = []
    for (number, quota) in constraints.quotas.enumerated() {
      let field = Constraints.field("quota", number, of: constraints.quotas.count)
      uses.append((quota.entitlement, quota.line, field + ".entitlement"))
    }
    for (number, demand) in constraints.fairness.enumerated() {
      let field = Constraints.field("fairness", number, of: constraints.fairness.count)
      uses.append((demand.entitlement, demand.line, field + ".entitlement"))
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

extension Policy.Constraints {
  /// The key of a constraint, for messages; with its number, from 1, where there are several of the kind.
  ///
  /// - Parameters:
  ///   - key: the key in the file, such as `quota`.
  ///   - index: its place among those of the kind, from 0.
  ///   - count: how many there are of the kind.
  public static func field(_ key: String, _ index: Int, of count: Int) -> String {
    "constraints.\(key)" + (count > 1 ? "[\(index + 1)]" : "")
  }
}
