// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension LexicographicSearch {
  /// What a search in a large program may cost: numbers of nodes and iterations, which are the same on every machine.
  ///
  /// They were found on the register of 2023 (50,904 columns and 10,854 rows for leximin); `SolverLimits.nodes` comes before those
  /// of nodes. Beyond them an objective ends with an interval. How often a climb of leximin seeks a point stands with the
  /// climb.
  enum Large {
    /// Nodes of an integer program.
    static let nodes = 200
    /// Nodes for a point on a face; without one the objective is solved over the whole program.
    static let nodesOnFace = 1_000
    /// Nodes of a search into depth: about a hundred variables are branched on until a point is reached.
    static let nodesInDepth = 300
    /// Nodes of a level that is solved by branch and bound.
    static let nodesOfALevel = 100
    /// Simplex iterations for a tie-break.
    static let iterationsOfATieBreak = 12_000
    /// Simplex iterations of the cutting planes of ordered welfare.
    static let iterationsOfCuttingPlanes = 30_000
    /// Simplex iterations for each question about other optima.
    static let iterationsOfASurvey = 5_000
    /// Iterations within which an optimum next to the last one is found.
    static let nearIterations = 300
    /// The same for levels, whose optima lie farther apart than others, and nearer than it pays to begin again.
    static let nearIterationsOfLevels = 1_000
    /// Of the columns that grant something one in so many is looked at first: six places are three degrees.
    static let siftingStride = 6
    /// Kept optima from which on the simplex method tends to stall.
    static let manyKeptOptima = 32
    /// Numbers of thresholds that are solved by themselves.
    static let numbersOfThresholds = 16
    /// Numbers of thresholds that are found to leave no point, which mostly is soon seen.
    static let numbersWithoutAPoint = 64
  }

  /// Whether the program is searched within limits that don't depend on the machine.
  var isLarge: Bool { limits.isLarge(columns: program.columns.count) }

  /// Iterations after which the simplex method goes round in circles rather than on: soon where many optima are kept, which
  /// leave little to decide and much that is tight.
  var stallLimit: Int {
    let kept = steps.count { $0.row != nil }
    return kept < Large.manyKeptOptima ? max(50_000, 4 * program.rows.count) : max(20_000, 2 * program.rows.count)
  }
}
