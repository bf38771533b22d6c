// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Scenarios

/// What one policy grants, why it refuses the rest, and what is claimed of it.
public struct Allocation: Sendable {
  /// A granted request.
  public struct Grant: Hashable, Sendable {
    /// The option granted.
    public var option: Option
    /// Number of the planned stage that granted it, from 1.
    public var stage: Int
  }

  /// Whether another allocation would serve the policy's objectives equally well.
  public enum Uniqueness: String, Sendable {
    /// No other allocation does; or the policy leaves no choice at all.
    case unique
    /// Another does; the documented order of ties decided.
    case notUnique = "not-unique"
    /// Not settled.
    case notExamined = "not-examined"
  }

  /// The policy.
  public var policy: Policy
  /// Its stages as they were carried out.
  public var plan: [PlannedStage]
  /// For each request of the problem its grant, or nil.
  public var grants: [Grant?]
  /// For each request why it is as it is.
  public var decisions: [Decision]
  /// What is claimed of every stage, in order.
  public var claims: [Claim]
  /// Whether the result is the only one with these objectives.
  public var uniqueness: Uniqueness
  /// What is known of the allocations that attain the objectives of the last run that maximises; nil without one.
  public var optima: OptimaRecord?
  /// Numbers of planned stages that granted nothing.
  public var idleStages: [Int]
  /// The lottery that a stage drew from; nil without one.
  public var lottery: LotteryOutcome?
  /// What the solver had to do.
  public var effort: Effort
}

/// What solving a policy took; it may differ between machines and stands in `run.json` only.
public struct Effort: Sendable {
  /// Linear relaxations solved.
  public var relaxations = 0
  /// Integer programs handed to branch and bound.
  public var integerPrograms = 0
  /// Nodes of branch and bound.
  public var nodes = 0
  /// Simplex iterations.
  public var iterations = 0
  /// Columns of the largest program.
  public var columns = 0
  /// Rows of the largest program.
  public var rows = 0
  /// Coefficients of the largest program.
  public var coefficients = 0
  /// Wall-clock seconds.
  public var seconds = 0.0

  /// Adds another policy's or part's effort; sizes are those of the larger.
  mutating func add(_ other: Effort) {
    relaxations += other.relaxations
    integerPrograms += other.integerPrograms
    nodes += other.nodes
    iterations += other.iterations
    columns = max(columns, other.columns)
    rows = max(rows, other.rows)
    coefficients = max(coefficients, other.coefficients)
  }
}
