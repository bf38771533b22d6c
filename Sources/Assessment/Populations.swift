// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Fairness
import Filings
import Scenarios

/// The sets of administrations that outcomes are measured over, with what each is entitled to.
struct Populations: Sendable {
  /// A population by its contract identifier.
  enum Identifier: String, CaseIterable, Sendable {
    /// Administrations with at least one filed request.
    case filers
    /// All member States, also those that never filed.
    case memberStates = "member_states"

    var title: String {
      switch self {
      case .filers: "administrations that filed"
      case .memberStates: "member States"
      }
    }
  }

  /// Members with their entitlements, for one population and one entitlement, and a group of it.
  struct Members {
    /// Indexes of administrations, ascending.
    var administrations: [Int]
    /// Entitlements, above 0.
    var entitlements: [Int]
  }

  let problem: CoordinationProblem
  /// Attributes by index of administration.
  let attributes: [Administration]
  /// By index of administration.
  let filedRequests: [Int]
  let nationalRequests: [Int]
  /// Whether a filed or national request counts for an administration, if only in part.
  let hasAsked: [(filed: Bool, national: Bool)]

  init(problem: CoordinationProblem) {
    self.problem = problem
    let bySymbol = Dictionary(uniqueKeysWithValues: problem.register.administrations.map { ($0.symbol, $0) })
    attributes = problem.administrations.compactMap { bySymbol[$0] }
    var filed = [Int](repeating: 0, count: problem.administrations.count)
    var national = filed
    for (index, request) in problem.requests.enumerated() {
      guard let holder = problem.holders[index] else { continue }
      switch request.kind {
      case .filed: filed[holder] += 1
      case .national: national[holder] += 1
      }
    }
    filedRequests = filed
    nationalRequests = national
    var interests = [(filed: Bool, national: Bool)](repeating: (false, false), count: filed.count)
    for (index, request) in problem.requests.enumerated() {
      for part in problem.shares(of: index) {
        if request.kind == .filed {
          interests[part.administration].filed = true
        } else {
          interests[part.administration].national = true
        }
      }
    }
    hasAsked = interests
  }

  /// Indexes of the administrations of a population.
  func administrations(of population: Identifier) -> [Int] {
    attributes.indices.filter { index in
      switch population {
      case .filers: filedRequests[index] > 0
      case .memberStates: attributes[index].isMemberState
      }
    }
  }

  /// Members of a population with an entitlement, within a group; without a figure nobody is entitled to anything.
  func members(of population: Identifier, entitlement: Entitlement, group: AdministrationGroup?) -> Members {
    var members = Members(administrations: [], entitlements: [])
    let shares = problem.entitlements.shares(entitlement)
    for index in administrations(of: population) where group?.contains(attributes[index]) ?? true {
      guard let share = shares[index], share > 0 else { continue }
      members.administrations.append(index)
      members.entitlements.append(share)
    }
    return members
  }
}

extension Administration {
  /// The part of the world that it is counted in, where groups must not overlap.
  ///
  /// By precedence: least developed, then landlocked developing, then small island developing; of the others those with a
  /// high income apart.
  var partition: String {
    if isLeastDeveloped { return "LDC" }
    if isLandlockedDeveloping { return "LLDC" }
    if isSmallIslandDeveloping { return "SIDS" }
    return incomeGroup == .high ? "high income" : "other developing"
  }
}
