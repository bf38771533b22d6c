// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Filings
import Scenarios

/// What a policy's filters and constraints say of requests and places, looked up once.
struct StageRules {
  let problem: CoordinationProblem
  let policy: Policy
  /// For each administration whether reserved places are open to it; empty without a set-aside.
  private let mayUseReserved: [Bool]

  init(problem: CoordinationProblem, policy: Policy) {
    self.problem = problem
    self.policy = policy
    if let setAside = policy.setAside {
      let bySymbol = Dictionary(uniqueKeysWithValues: problem.register.administrations.map { ($0.symbol, $0) })
      mayUseReserved = problem.administrations.map { symbol in
        bySymbol[symbol].map { administration in setAside.groups.contains { $0.contains(administration) } } ?? false
      }
    } else {
      mayUseReserved = []
    }
  }

  /// Whether the set-aside leaves a longitude open to a request.
  func allows(_ request: Int, at longitudeMilliDegrees: Int) -> Bool {
    guard let setAside = policy.setAside, setAside.reserves(longitudeMilliDegrees: longitudeMilliDegrees) else {
      return true
    }
    return mayUseReserved[problem.notifying[request]]
  }

  /// Whether a stage looks at a request, granted or not.
  func admits(_ stage: Policy.Stage) -> [Bool] {
    let open = openAdministrations(stage.administrations)
    return problem.requests.indices.map { index in
      let isOfKind =
        switch stage.requests {
        case .all: true
        case .filed: problem.requests[index].kind == .filed
        case .national: problem.requests[index].kind == .national
        }
      return isOfKind && open[problem.notifying[index]]
    }
  }

  private func openAdministrations(_ filter: Policy.AdministrationFilter) -> [Bool] {
    switch filter {
    case .all: return Array(repeating: true, count: problem.administrations.count)
    case .withoutNetworkInUse:
      var open = Array(repeating: true, count: problem.administrations.count)
      for (index, request) in problem.requests.enumerated() where request.isInUseToday {
        open[problem.notifying[index]] = false
      }
      return open
    case .groups(let groups):
      let bySymbol = Dictionary(uniqueKeysWithValues: problem.register.administrations.map { ($0.symbol, $0) })
      return problem.administrations.map { symbol in
        bySymbol[symbol].map { administration in groups.contains { $0.contains(administration) } } ?? false
      }
    }
  }
}
