// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import IntegerPrograms

/// Where a policy stands: the objective that was just solved.
public struct StageProgress: Hashable, Sendable {
  /// Name of the stage, or of the tie-break.
  public var stage: String
  /// What it attains.
  public var value: Int
  /// What nothing exceeds.
  public var bound: Int
}

/// Limits of each call of the solver; those in nodes give the same result on every machine.
public struct SolverLimits: Sendable {
  /// Nodes of branch and bound for each integer program; nil for no limit.
  public var nodes: Int?
  /// Whether it is examined if the outcome is the only one, and who is served in every optimum; only what is said of the
  /// outcome depends on it.
  public var surveysOptima = true
  /// Programs with more columns are searched within limits that don't depend on the machine, and end with intervals beyond.
  public var largestUnlimitedProgram = 5_000
  /// Asked now and then; true stops the work.
  public var isCancelled: (@Sendable () -> Bool)?
  /// Told after every objective that was solved.
  public var progress: (@Sendable (StageProgress) -> Void)?

  /// Makes limits.
  public init(
    nodes: Int? = nil, isCancelled: (@Sendable () -> Bool)? = nil, progress: (@Sendable (StageProgress) -> Void)? = nil
  ) {
    self.nodes = nodes
    self.isCancelled = isCancelled
    self.progress = progress
  }

  /// Whether a program of so many columns is searched within those limits.
  func isLarge(columns: Int) -> Bool { columns > largestUnlimitedProgram }

  var options: SolverOptions {
    var options = SolverOptions()
    options.nodeLimit = nodes
    options.isCancelled = isCancelled
    return options
  }
}
