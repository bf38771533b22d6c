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
    case .bandwidth: return one.channels * band(of: request).channelBandwidthKilohertz
    case .value: return 1
    }
  }

  /// The entitlement of an administration; nil where none is known.
  public func entitlement(_ entitlement: Entitlement, of administration: Int) -> Int? {
    switch entitlement {
    case .equal: 1
    case .population: inhabitants[administration]
    }
  }
}

extension CoordinationProblem {
  /// Whether a request meets a criterion of eligibility; nil where that isn't known.
  public func meets(_ criterion: String, request: Int) -> Bool? {
    nil
  }
}
