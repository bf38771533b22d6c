// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination

/// The arc while a policy is carried out: what is granted so far, and what that leaves free.
struct AllocationState {
  let problem: CoordinationProblem
  private(set) var grants: [Allocation.Grant?]
  private(set) var occupancy: Occupancy
  init(problem: CoordinationProblem) {
    self.problem = problem
    grants = Array(repeating: nil, count: problem.requests.count)
    occupancy = Occupancy(bands: problem.scenario.bands.count)
  }

  mutating func grant(_ option: Option, stage: Int) {
    grants[option.request] = Allocation.Grant(option: option, stage: stage)
    occupancy.insert(option, band: problem.requests[option.request].band)
  }

  /// How many requests have a grant.
  var grantedCount: Int { grants.count { $0 != nil } }

  func isFree(_ option: Option) -> Bool {
    occupancy.isFree(option, in: problem)
  }
}
