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
    /// In the scenario's unit.
    var holding = 0
    var filedNetworks = 0
    var filedHolding = 0
  }

  /// By index of the administration that grants count for.
  let administrations: [Account]
  /// By symbol, for grants that count for an organisation alone.
  let organisations: [(symbol: String, account: Account)]

  init(problem: CoordinationProblem, allocation: Allocation) {
    var administrations = [Account](repeating: Account(), count: problem.administrations.count)
    var organisations: [String: Account] = [:]
    for (index, request) in problem.requests.enumerated() where allocation.grants[index] != nil {
      func add(_ account: inout Account) {
        account.networks += 1
        account.channels += request.channels
        account.holding += request.holding
        guard request.kind == .filed else { return }
        account.filedNetworks += 1
        account.filedHolding += request.holding
      }
      if let holder = problem.holders[index] {
        add(&administrations[holder])
      } else if let organisation = request.organisation {
        add(&organisations[organisation, default: Account()])
      }
    }
    self.administrations = administrations
    self.organisations = organisations.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
