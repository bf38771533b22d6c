// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Coordination

/// What every administration and organisation holds under one allocation.
struct Ledger {
  /// What one of them holds.
  struct Account {
    var networks = 0
    var channels = 0
    /// In parts of the scenario's unit; see `AttributionTable.unitsPerHolding`.
    var holding = 0
    var filedNetworks = 0
    /// In the same parts.
    var filedHolding = 0
  }

  /// By index of the administration that grants count for.
  let administrations: [Account]
  /// By symbol, for grants that count for an organisation alone.
  let organisations: [(symbol: String, account: Account)]

  /// Adds up what was granted.
  ///
  /// Networks and channels count for whoever notified them where a holding is divided among members.
  ///
  /// - Parameter attribution: who grants count for; as the scenario says where nil.
  init(problem: CoordinationProblem, allocation: Allocation, attribution: AttributionTable? = nil) {
    let attribution = attribution ?? problem.attribution
    var administrations = [Account](repeating: Account(), count: problem.administrations.count)
    var organisations: [String: Account] = [:]
    for (index, request) in problem.requests.enumerated() where allocation.grants[index] != nil {
      let isFiled = request.kind == .filed
      func add(_ account: inout Account) {
        account.networks += 1
        account.channels += request.channels
        if isFiled { account.filedNetworks += 1 }
      }
      let parts = attribution.parts[index]
      if parts.isEmpty, let organisation = request.organisation {
        add(&organisations[organisation, default: Account()])
        organisations[organisation]?.holding += request.holding
        if isFiled { organisations[organisation]?.filedHolding += request.holding }
      } else {
        add(&administrations[problem.notifying[index]])
      }
      for part in parts {
        administrations[part.administration].holding += part.units * request.holding
        if isFiled { administrations[part.administration].filedHolding += part.units * request.holding }
      }
    }
    self.administrations = administrations
    self.organisations = organisations.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
