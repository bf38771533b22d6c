// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination

/// The arc while a policy is carried out: what is granted so far, and what that leaves free.
struct AllocationState {
  let problem: CoordinationProblem
  private(set) var grants: [Allocation.Grant?]
  private(set) var occupancy: Occupancy
  /// Networks granted to each notifying administration.
  private(set) var networksByAdministration: [Int]

  init(problem: CoordinationProblem) {
    self.problem = problem
    grants = Array(repeating: nil, count: problem.requests.count)
    occupancy = Occupancy(bands: problem.scenario.bands.count)
    networksByAdministration = Array(repeating: 0, count: problem.administrations.count)
  }

  mutating func grant(_ option: Option, stage: Int) {
    grants[option.request] = Allocation.Grant(option: option, stage: stage)
    occupancy.insert(option, band: problem.requests[option.request].band)
    networksByAdministration[problem.notifying[option.request]] += 1
  }

  func isFree(_ option: Option) -> Bool {
    occupancy.isFree(option, in: problem)
  }
}
