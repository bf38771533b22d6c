// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

extension CoordinationProblem {
  /// What granting a request adds to a quantity: networks, channels, kilohertz, the scenario's unit of holdings, or value.
  public func quantity(_ quantity: Policy.Quantity, of request: Int) -> Int {
    let one = requests[request]
    switch quantity {
    case .networks: return 1
    case .channels: return one.channels
    case .holding: return one.holding
    case .bandwidth: return one.bandwidthKilohertz
    case .value: return one.value
    }
  }

  /// The entitlement of an administration; nil where none is known.
  public func entitlement(_ entitlement: Entitlement, of administration: Int) -> Int? {
    entitlements.shares(entitlement)[administration]
  }
}
