// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// How a model is to be solved.
///
/// The defaults are those that were fastest on models of orbital windows: primal simplex from an advanced basis, no
/// presolve. Limits of nodes and iterations are reproducible, a limit of time isn't.
public struct SolverOptions: Sendable {
  /// Families of cutting planes.
  public enum Cut: String, Hashable, Sendable, CaseIterable {
    /// Mixed-integer rounding.
    case mixedIntegerRounding
    /// Gomory's mixed-integer cuts.
    case gomory
    /// Mixed cover cuts; refused together with presolve, where GLPK 5.0 aborts.
    case cover
    /// Clique cuts from a conflict graph.
    case clique
  }

  /// The simplex method.
  public enum SimplexMethod: String, Hashable, Sendable, CaseIterable {
    /// Primal.
    case primal
    /// Dual.
    case dual
    /// Dual, and primal where the dual fails.
    case dualThenPrimal
  }

  /// The basis from which the simplex method starts.
  public enum StartingBasis: String, Hashable, Sendable, CaseIterable {
    /// All rows basic.
    case slack
    /// As triangular as possible.
    case advanced
    /// Bixby's crash.
    case bixby
  }

  /// The rule for choosing the variable that enters the basis.
  public enum Pricing: String, Hashable, Sendable, CaseIterable {
    /// Dantzig's largest coefficient.
    case largestCoefficient
    /// Projected steepest edge.
    case projectedSteepestEdge
  }

  /// The rule for choosing the variable to branch on.
  public enum Branching: String, Hashable, Sendable, CaseIterable {
    /// The first that is fractional.
    case firstFractional
    /// The last that is fractional.
    case lastFractional
    /// The most fractional.
    case mostFractional
    /// Driebeck's and Tomlin's penalties.
    case driebeckTomlin
    /// Pseudo-costs.
    case pseudoCost
  }

  /// The rule for choosing the next node when a branch is done.
  public enum Backtracking: String, Hashable, Sendable, CaseIterable {
    /// Depth first.
    case depthFirst
    /// Breadth first.
    case breadthFirst
    /// The best local bound.
    case bestLocalBound
    /// Mitra's best projection.
    case bestProjection
  }

  /// Where the search stands.
  public struct Progress: Hashable, Sendable {
    /// Nodes looked at so far.
    public var nodes: Int
    /// The objective of the best point so far.
    public var incumbent: Double?
    /// No point is better than this.
    public var bound: Double?

    /// Makes a report.
    public init(nodes: Int, incumbent: Double?, bound: Double?) {
      self.nodes = nodes
      self.incumbent = incumbent
      self.bound = bound
    }

    /// The relative gap between incumbent and bound, safe for zero.
    public var relativeGap: Double? {
      guard let incumbent, let bound else { return nil }
      return Outcome.relativeGap(incumbent, bound)
    }
  }

  /// Whether to drop integrality, solve the linear program and return its multipliers.
  public var relaxationOnly = false
  /// The limit of time, nil for none.
  public var timeLimitMilliseconds: Int?
  /// The limit of nodes, nil for none.
  public var nodeLimit: Int?
  /// The limit of simplex iterations for a linear program, nil for none.
  public var iterationLimit: Int?
  /// The search stops at an incumbent this close to the bound, relative to the greater magnitude.
  public var relativeGap = 0.0
  /// The search stops at an incumbent at least this good, nil for none.
  public var targetObjective: Double?
  /// The cutting planes to use.
  public var cuts: Set<Cut> = []
  /// Whether to reduce the model first. The reduced model has other multipliers, so none are returned for a MIP anyway.
  public var presolve = false
  /// Whether to look for incumbents with the feasibility pump.
  public var feasibilityPump = false
  /// The simplex method. On window models primal was the faster by a third or more where the model is large.
  public var simplexMethod: SimplexMethod = .primal
  /// The basis to start from.
  public var startingBasis: StartingBasis = .advanced
  /// The basis of a similar linear program to start from; it comes before `startingBasis`. One that doesn't fit is ignored.
  public var warmStart: Basis?
  /// The pricing rule.
  public var pricing: Pricing = .projectedSteepestEdge
  /// Reduced costs below this count as none, above 0 and below 1. Objectives whose coefficients span many orders of
  /// magnitude need less than the usual 10⁻⁷.
  public var dualTolerance = 1e-7
  /// Whether to scale rows and columns before the simplex method.
  public var scaling = false
  /// The branching rule. Driebeck's and Tomlin's takes minutes a node on models of ten thousand columns and doesn't
  /// look at the limit of time meanwhile.
  public var branching: Branching = .mostFractional
  /// The backtracking rule.
  public var backtracking: Backtracking = .bestLocalBound
  /// A feasible point to start from: one value a variable. It is checked first, and refused if it isn't feasible.
  public var startingPoint: [Double]?
  /// The greatest length of the log in bytes.
  public var logLimit = 65_536
  /// Asked now and then on the solving thread; the solver stops soon after it returns true. It must not solve.
  public var isCancelled: (@Sendable () -> Bool)?
  /// Called now and then on the solving thread. It must not solve.
  public var progress: (@Sendable (Progress) -> Void)?

  /// Makes the default options.
  public init() {}
}
