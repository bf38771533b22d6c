// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// Rows that demand weighted EF1 or PROP1 of holdings.
struct FairnessRows {
  let part: PartSolver

  func add(_ demands: [Policy.FairnessDemand], to program: inout StageProgram, _ counters: PartSolver.Counters) {}
}
