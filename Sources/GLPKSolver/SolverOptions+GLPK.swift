// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import CGLPK
import IntegerPrograms

extension SolverOptions.SimplexMethod {
  /// GLPK's number for it.
  var code: Int32 {
    switch self {
    case .primal: GLP_PRIMAL
    case .dual: GLP_DUAL
    case .dualThenPrimal: GLP_DUALP
    }
  }
}

extension SolverOptions.StartingBasis {
  /// The guard's number for it.
  var code: Int32 {
    switch self {
    case .slack: 0
    case .advanced: 1
    case .bixby: 2
    }
  }
}

extension SolverOptions.Pricing {
  /// GLPK's number for it.
  var code: Int32 {
    switch self {
    case .largestCoefficient: GLP_PT_STD
    case .projectedSteepestEdge: GLP_PT_PSE
    }
  }
}

extension SolverOptions.Branching {
  /// GLPK's number for it.
  var code: Int32 {
    switch self {
    case .firstFractional: GLP_BR_FFV
    case .lastFractional: GLP_BR_LFV
    case .mostFractional: GLP_BR_MFV
    case .driebeckTomlin: GLP_BR_DTH
    case .pseudoCost: GLP_BR_PCH
    }
  }
}

extension SolverOptions.Backtracking {
  /// GLPK's number for it.
  var code: Int32 {
    switch self {
    case .depthFirst: GLP_BT_DFS
    case .breadthFirst: GLP_BT_BFS
    case .bestLocalBound: GLP_BT_BLB
    case .bestProjection: GLP_BT_BPH
    }
  }
}
