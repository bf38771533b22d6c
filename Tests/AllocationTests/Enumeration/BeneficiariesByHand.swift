// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Coordination
@testable import Scenarios

/// Whom a grant of each request serves, read a second time from the register's tables.
struct BeneficiariesByHand {
  /// By request, symbols.
  let symbols: [Set<String>]

  init(_ problem: CoordinationProblem) {
    let register = problem.register
    symbols = problem.requests.map { request in
      let alone: Set = [request.administration]
      let isFiled = request.kind == .filed
      switch problem.scenario.attribution {
      case .notifyingAdministration: return alone
      case .organisationsApart: return request.organisation == nil ? alone : []
      case .members, .memberShares:
        let isEqual = problem.scenario.attribution == .members
        let parties = register.jointFilings.filter { isFiled && $0.network == request.identifier }
        if !parties.isEmpty { return Set(parties.filter { isEqual || $0.share > 0 }.map(\.administration)) }
        guard isFiled, let organisation = request.organisation else { return alone }
        let members = register.memberships.filter { $0.organisation == organisation }
        return Set(members.filter { isEqual || $0.share > 0 }.map(\.administration))
      }
    }
  }
}
