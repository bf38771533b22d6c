// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import IntegerPrograms
import Scenarios

/// A stage that draws one allocation from a lottery.
struct LotteryStage {
  struct Result {
    var claim: Claim
    var outcome: LotteryOutcome?
    var effort: Effort
  }

  let rules: StageRules
  let planned: PlannedStage
  let lottery: Policy.Lottery
  let solver: any Solver
  let limits: SolverLimits

  func run(_ state: inout AllocationState) throws -> Result {
    throw AllocationFault.cancelled
  }
}
