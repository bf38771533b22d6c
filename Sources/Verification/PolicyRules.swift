// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

/// What a policy allows: caps, reserved places, and which requests its stages look at.
struct PolicyRules: Sendable {
  /// Stages that are settled together; the grants of a run are fixed at its end.
  struct Run: Sendable {
    /// Indices of its stages.
    var stages: Range<Int>
    /// Whether it goes in order; otherwise it maximises.
    var isOrder: Bool
    /// Number of its last stage, which is where its grants become fixed.
    var grantStage: Int { stages.upperBound }
  }

  var policy: Policy
  var runs: [Run]
  /// The cap on networks of each administration.
  var capNetworks: Int? { policy.constraints.limits.first?.amount }
  private var reservedFor: Set<String>?

  init(policy: Policy, docket: Docket) {
    self.policy = policy
    runs = []
    var start = 0
    for (index, stage) in policy.stages.enumerated() {
      switch stage.rule {
      case .order:
        if start < index { runs.append(Run(stages: start..<index, isOrder: false)) }
        runs.append(Run(stages: index..<index + 1, isOrder: true))
        start = index + 1
      case .lottery: break
      case .maximise:
        if stage.carry == .optimum, index + 1 < policy.stages.count { continue }
        runs.append(Run(stages: start..<index + 1, isOrder: false))
        start = index + 1
      }
    }
    reservedFor = policy.constraints.setAsides.first.map { setAside in
      Set(docket.administrations.values.filter { Self.isMember($0, of: setAside.groups) }.map(\.symbol))
    }
  }

  /// Whether a request may be given a position as far as reserved places go.
  func isOpen(_ position: Int, to request: Request) -> Bool {
    guard let setAside = policy.constraints.setAsides.first, let reservedFor else { return true }
    guard setAside.reserves(longitudeMilliDegrees: position) else { return true }
    return reservedFor.contains(request.administration)
  }

  /// Whether a stage looks at a request.
  func admits(_ request: Request, stage index: Int, docket: Docket) -> Bool {
    let stage = policy.stages[index]
    switch stage.requests {
    case .all: break
    case .filed: if request.kind != .filed { return false }
    case .national: if request.kind != .national { return false }
    default: return false
    }
    switch stage.administrations {
    case .all: return true
    case .withoutFiling, .symbols: return false
    case .withoutNetworkInUse: return docket.withoutNetworkInUse.contains(request.administration)
    case .groups(let groups):
      return docket.administrations[request.administration].map { Self.isMember($0, of: groups) } ?? false
    }
  }

  private static func isMember(_ administration: Administration, of groups: [AdministrationGroup]) -> Bool {
    groups.contains { $0.contains(administration) }
  }
}
