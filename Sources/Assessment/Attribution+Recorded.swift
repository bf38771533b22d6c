// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Reporting
import Scenarios

extension Scenario.Attribution {
  /// The rule in the words of results.
  var recorded: ResultsDocument.Scenario.Attribution {
    switch self {
    case .notifyingAdministration: .notifyingAdministration
    case .organisationsApart: .organisationsApart
    case .members: .members
    case .memberShares: .memberShares
    }
  }
}
