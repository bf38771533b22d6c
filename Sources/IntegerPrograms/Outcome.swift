// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Why a solver stopped. It says nothing about what was found: see `SolutionStatus` and `Proof`.
public enum Termination: Hashable, Sendable {
  /// The search was completed.
  case finished
  /// An incumbent within the relative gap asked for was found.
  case gapReached
  /// An incumbent at least as good as the target asked for was found.
  case targetReached
  /// The limit of nodes was reached.
  case nodeLimit
  /// The limit of time was reached.
  case timeLimit
  /// The limit of simplex iterations was reached.
  case iterationLimit
  /// The caller asked to stop.
  case cancelled
  /// The arithmetic failed, or the point found doesn't hold when checked.
  case numericalTrouble
  /// The solver gave up with an error of its own, whose text this is.
  case fault(String)
}

/// Whether there is a point.
public enum SolutionStatus: String, Hashable, Sendable, CaseIterable {
  /// There is no point.
  case none
  /// There is a point, and it was checked against the model.
  case feasible
}

/// What has been proved.
public enum Proof: String, Hashable, Sendable, CaseIterable {
  /// Nothing.
  case none
  /// No point is better than the one returned.
  case optimal
  /// The model has no feasible point.
  case infeasible
  /// The model has feasible points as good as one likes.
  case unbounded
  /// The model is infeasible or unbounded; it isn't known which.
  case infeasibleOrUnbounded
}

/// What a solver found out about a model.
///
/// Signs of the multipliers: `rowMultipliers[i]` is the change of the optimal objective for a small rise of the
/// right-hand side of row i, in the model's own direction, and `reducedCosts[j]` is c(j) − Σ a(i,j) · rowMultipliers[i].
/// So when maximising, a row with ≤ has a multiplier ≥ 0, a row with ≥ has one ≤ 0, a variable at its upper bound has a
/// reduced cost ≥ 0 and one at its lower bound ≤ 0; when minimising, all signs are reversed. At an optimum of a linear
/// program the objective is constant + Σ multiplier · row value + Σ reduced cost · variable value.
public struct Outcome: Sendable {
  /// Why the solver stopped.
  public var termination: Termination
  /// Whether there is a point.
  public var solution: SolutionStatus
  /// What has been proved.
  public var proof: Proof
  /// The objective at `values`, recomputed from them; nil without a point.
  public var objective: Double?
  /// No feasible point is better than this; nil where nothing is known.
  public var bound: Double?
  /// One value a variable, exact integers for integer variables; empty without a point.
  public var values: [Double]
  /// One multiplier a row; empty unless a linear program was solved to its optimum.
  public var rowMultipliers: [Double]
  /// One reduced cost a variable; empty unless a linear program was solved to its optimum.
  public var reducedCosts: [Double]
  /// The optimal basis of a linear program, or the one at which the limit of iterations ended it, to start a similar one
  /// from; nil where the solver gives none.
  public var basis: Basis?
  /// Nodes of the search tree that were looked at.
  public var nodes: Int
  /// Simplex iterations.
  public var iterations: Int
  /// What the solver wrote while it worked, of bounded length.
  public var log: String

  /// Makes an outcome.
  public init(
    termination: Termination, solution: SolutionStatus = .none, proof: Proof = .none, objective: Double? = nil,
    bound: Double? = nil, values: [Double] = [], rowMultipliers: [Double] = [], reducedCosts: [Double] = [],
    nodes: Int = 0, iterations: Int = 0, log: String = ""
  ) {
    self.termination = termination
    self.solution = solution
    self.proof = proof
    self.objective = objective
    self.bound = bound
    self.values = values
    self.rowMultipliers = rowMultipliers
    self.reducedCosts = reducedCosts
    self.nodes = nodes
    self.iterations = iterations
    self.log = log
  }

  /// The value of a variable; nil without a point.
  public subscript(variable: Variable) -> Double? {
    values.indices.contains(variable.index) ? values[variable.index] : nil
  }

  /// The multiplier of a row; nil where none are known.
  public func multiplier(of row: Row) -> Double? {
    rowMultipliers.indices.contains(row.index) ? rowMultipliers[row.index] : nil
  }

  /// Whether the point is proved to be optimal.
  public var isOptimal: Bool { solution == .feasible && proof == .optimal }

  /// The distance between objective and bound; nil where either isn't known.
  public var absoluteGap: Double? {
    guard let objective, let bound else { return nil }
    return abs(objective - bound)
  }

  /// The distance between objective and bound as a share of the greater of their magnitudes: 0 where they agree (also
  /// at zero), at most 2; nil where either isn't known.
  public var relativeGap: Double? {
    guard let objective, let bound else { return nil }
    return Self.relativeGap(objective, bound)
  }

  /// The relative gap of an incumbent and a bound, safe for zero.
  public static func relativeGap(_ objective: Double, _ bound: Double) -> Double {
    let distance = abs(objective - bound)
    return distance == 0 ? 0 : distance / max(abs(objective), abs(bound))
  }
}
