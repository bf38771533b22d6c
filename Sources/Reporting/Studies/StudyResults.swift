// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What a study found: the content of `study-results.json`, from which its report is made.
///
/// Nothing in it depends on the machine, on the number of threads or on the time that runs took. Property names become snake_case
/// keys in JSON.
public struct StudyResults: Codable, Hashable, Sendable {
  /// The schema that this version writes and reads.
  public static let currentSchema = "orbitshare-study/1"

  /// The schema of the document.
  public var schema: String
  /// The program that made it.
  public var program: ResultsDocument.Program
  /// What was declared before anything was run.
  public var study: Declaration
  /// The measures that were looked at; other records name them by index.
  public var targets: [Target]
  /// What each grid found, in the study's order.
  public var grids: [GridResult]
  /// Runs without a result, in the order of the plan.
  public var failures: [Failure]
  /// What was assumed, one sentence each.
  public var assumptions: [String]
  /// What a reader should know before believing it, one sentence each.
  public var warnings: [String]

  /// Makes a document of the current schema.
  public init(
    program: ResultsDocument.Program, study: Declaration, targets: [Target], grids: [GridResult], failures: [Failure],
    assumptions: [String], warnings: [String]
  ) {
    schema = Self.currentSchema
    self.program = program
    self.study = study
    self.targets = targets
    self.grids = grids
    self.failures = failures
    self.assumptions = assumptions
    self.warnings = warnings
  }

  /// What was declared before anything was run.
  public struct Declaration: Codable, Hashable, Sendable {
    /// The study's name.
    public var name: String
    /// Its title.
    public var title: String
    /// Its question.
    public var question: String
    /// Name of its file, for commands.
    public var file: String
    /// The policy that others are compared with.
    public var reference: String
    /// Indexes of the primary targets.
    public var primary: [Int]
    /// Index of the target that stands for efficiency.
    public var efficiency: Int
    /// Confidence of intervals, in thousandths.
    public var confidenceThousandths: Int
    /// Resamples of intervals and draws of tests.
    public var resamples: Int
    /// Seed of both.
    public var seed: Int
    /// Nodes of branch and bound that a policy may take; nil for the engine's own limit.
    public var nodeLimit: Int?
    /// Number of primary comparisons, over which p-values are adjusted.
    public var comparisons: Int

    /// Makes a declaration.
    public init(
      name: String, title: String, question: String, file: String, reference: String, primary: [Int], efficiency: Int,
      confidenceThousandths: Int, resamples: Int, seed: Int, nodeLimit: Int?, comparisons: Int
    ) {
      self.name = name
      self.title = title
      self.question = question
      self.file = file
      self.reference = reference
      self.primary = primary
      self.efficiency = efficiency
      self.confidenceThousandths = confidenceThousandths
      self.resamples = resamples
      self.seed = seed
      self.nodeLimit = nodeLimit
      self.comparisons = comparisons
    }
  }

  /// A measure over a population, against an entitlement.
  public struct Target: Codable, Hashable, Sendable {
    /// Identifier of the measure.
    public var measure: String
    /// The population.
    public var population: String
    /// The entitlement.
    public var entitlement: String
    /// The measure's title.
    public var title: String
    /// Its unit; `1` for a pure number.
    public var unit: String
    /// Which way it points.
    public var direction: ResultsDocument.MeasureDirection
    /// Whether it is needed for others only, and not reported by itself.
    public var isAuxiliary: Bool

    /// Makes a target.
    public init(
      measure: String, population: String, entitlement: String, title: String, unit: String,
      direction: ResultsDocument.MeasureDirection, isAuxiliary: Bool
    ) {
      self.measure = measure
      self.population = population
      self.entitlement = entitlement
      self.title = title
      self.unit = unit
      self.direction = direction
      self.isAuxiliary = isAuxiliary
    }
  }

  /// A run without a result.
  public struct Failure: Codable, Hashable, Sendable {
    /// Its identity.
    public var identity: String
    /// The grid.
    public var grid: String
    /// The world, in words.
    public var world: String
    /// The policy.
    public var policy: String
    /// What went wrong: `bad-input`, `limit` or `internal`.
    public var kind: String
    /// The message.
    public var message: String

    /// Makes a failure.
    public init(identity: String, grid: String, world: String, policy: String, kind: String, message: String) {
      self.identity = identity
      self.grid = grid
      self.world = world
      self.policy = policy
      self.kind = kind
      self.message = message
    }
  }

  /// An interval for an estimate.
  public struct Interval: Codable, Hashable, Sendable {
    /// The lower end.
    public var lower: Double
    /// The upper end.
    public var upper: Double

    /// Makes an interval.
    public init(lower: Double, upper: Double) {
      self.lower = lower
      self.upper = upper
    }
  }

  /// An estimate with its interval; none where chance was drawn fewer than twice.
  public struct Estimate: Codable, Hashable, Sendable {
    /// The estimate.
    public var value: Double
    /// Its interval.
    public var interval: Interval?

    /// Makes an estimate.
    public init(value: Double, interval: Interval?) {
      self.value = value == 0 ? 0 : value
      self.interval = interval
    }
  }

  /// The command that repeats a run as a comparison of its own.
  public func command(identity: String) -> String {
    "orbitshare batch \(study.file) --only \(identity) --out \(identity.prefix(8))"
  }
}
