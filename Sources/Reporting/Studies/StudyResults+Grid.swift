// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension StudyResults {
  /// What a grid found.
  public struct GridResult: Codable, Hashable, Sendable {
    /// What the resamples draw as a whole.
    public enum Block: String, Codable, Hashable, Sendable {
      /// A seed with all its worlds: the points of the grid are given, chance is in the seeds.
      case seed
      /// A drawn point with all its worlds.
      case point
    }

    /// The grid's name.
    public var name: String
    /// The question that it answers.
    public var question: String
    /// Its design: `full`, `one-at-a-time`, `latin-hypercube` or `sobol`.
    public var design: String
    /// Names of the scenarios.
    public var scenarios: [String]
    /// Names of the registers; `own` for the scenarios' own.
    public var registers: [String]
    /// The policies.
    public var policies: [String]
    /// The factors.
    public var factors: [FactorRecord]
    /// Number of points.
    public var points: Int
    /// Number of seeds.
    public var seeds: Int
    /// What the seeds vary.
    public var varies: [String]
    /// Number of worlds with a run.
    public var worlds: Int
    /// Runs planned.
    public var planned: Int
    /// Runs with a result.
    public var done: Int
    /// Runs without one.
    public var failed: Int
    /// What the resamples draw.
    public var block: Block
    /// Number of blocks.
    public var blocks: Int
    /// How many seeds were left out since all their runs are those of an earlier seed.
    public var repeatedSeeds = 0
    /// Runs that ended at a limit, policy by policy where there are any.
    public var unproved: [UnprovedRuns] = []
    /// Each measure under each policy.
    public var distributions: [Distribution] = []
    /// Each policy against the reference.
    public var comparisons: [Comparison] = []
    /// Families of rules against the reference; none where all policies are of one.
    public var families: [FamilyRecord] = []
    /// Shares of variance.
    public var variance: [VarianceRecord] = []
    /// Means by level of a factor.
    public var effects: [Effect] = []
    /// Means by levels of two factors.
    public var interactions: [Interaction] = []
    /// Inequality taken apart by causes.
    public var decompositions: [Decomposition] = []
    /// Efficiency against equity.
    public var frontiers: [Frontier] = []
    /// Runs far from the others.
    public var outliers: [Outlier] = []
    /// How many there are, of which only the furthest are listed.
    public var outlierCount = 0

    /// Makes a grid without findings.
    public init(
      name: String, question: String, design: String, scenarios: [String], registers: [String], policies: [String],
      factors: [FactorRecord], points: Int, seeds: Int, varies: [String], worlds: Int, planned: Int, done: Int,
      failed: Int, block: Block, blocks: Int
    ) {
      self.name = name
      self.question = question
      self.design = design
      self.scenarios = scenarios
      self.registers = registers
      self.policies = policies
      self.factors = factors
      self.points = points
      self.seeds = seeds
      self.varies = varies
      self.worlds = worlds
      self.planned = planned
      self.done = done
      self.failed = failed
      self.block = block
      self.blocks = blocks
    }
  }

  /// Runs of a policy whose numbers are of the best that was found, not of what is proved to be its outcome.
  public struct UnprovedRuns: Codable, Hashable, Sendable {
    /// The policy.
    public var policy: String
    /// How many.
    public var count: Int

    /// Makes a count.
    public init(policy: String, count: Int) {
      self.policy = policy
      self.count = count
    }
  }

  /// A factor: a parameter, or the scenarios or registers where there are several.
  public struct FactorRecord: Codable, Hashable, Sendable {
    /// The parameter.
    public var parameter: String
    /// What it is called in sentences.
    public var title: String
    /// Its levels; of a range one text, `0 to 1`.
    public var levels: [String]

    /// Makes a factor.
    public init(parameter: String, title: String, levels: [String]) {
      self.parameter = parameter
      self.title = title
      self.levels = levels
    }
  }

  /// A measure under a policy over all worlds of a grid.
  public struct Distribution: Codable, Hashable, Sendable {
    /// The policy.
    public var policy: String
    /// Index of the target.
    public var target: Int
    /// Worlds with a number.
    public var count: Int
    /// Runs whose measure is undefined, left out.
    public var undefined: Int
    /// The mean; nil of no number.
    public var mean: Estimate?
    /// Standard deviation over worlds; nil of fewer than two.
    public var standardDeviation: Double?
    /// The quantiles 0, 5, 10, …, 100 %; empty of no number.
    public var quantiles: [Double]

    /// Makes a distribution.
    public init(
      policy: String, target: Int, count: Int, undefined: Int, mean: Estimate?, standardDeviation: Double?,
      quantiles: [Double]
    ) {
      self.policy = policy
      self.target = target
      self.count = count
      self.undefined = undefined
      self.mean = mean
      self.standardDeviation = standardDeviation
      self.quantiles = quantiles
    }

    /// A quantile of 5 % steps.
    func quantile(_ percent: Int) -> Double? {
      quantiles.count == 21 ? quantiles[min(20, max(0, percent / 5))] : nil
    }
  }

  /// The mean difference at one scenario, register and point.
  public struct SettingDifference: Codable, Hashable, Sendable {
    /// Scenario and register where there are several, and the parameters with their values.
    public var settings: String
    /// The mean difference over the worlds there.
    public var value: Double

    /// Makes a difference.
    public init(settings: String, value: Double) {
      self.settings = settings
      self.value = value
    }
  }

  /// A policy against the reference on the same worlds.
  public struct Comparison: Codable, Hashable, Sendable {
    /// The policy.
    public var policy: String
    /// Index of the target.
    public var target: Int
    /// Worlds in which both have a number.
    public var count: Int
    /// Mean difference, policy less reference.
    public var difference: Estimate
    /// Mean difference over its standard deviation, d_z; nil where differences don't vary.
    public var standardisedMean: Double?
    /// Worlds in which the policy's number is greater.
    public var greater: Int
    /// Worlds in which it is less.
    public var less: Int
    /// Worlds in which they are equal.
    public var equal: Int
    /// The two-sided p-value of the test by signs.
    public var pValue: Double
    /// Patterns of signs looked at.
    public var patterns: Int
    /// Whether these are all.
    public var isExact: Bool
    /// Holm-adjusted over all primary comparisons of the study; nil where the target isn't primary.
    public var adjustedPValue: Double?
    /// The setting with the least mean difference; nil where the grid has one setting, or draws its points.
    public var least: SettingDifference?
    /// The setting with the greatest.
    public var greatest: SettingDifference?

    /// Makes a comparison.
    public init(
      policy: String, target: Int, count: Int, difference: Estimate, standardisedMean: Double?, greater: Int, less: Int,
      equal: Int, pValue: Double, patterns: Int, isExact: Bool, adjustedPValue: Double? = nil
    ) {
      self.policy = policy
      self.target = target
      self.count = count
      self.difference = difference
      self.standardisedMean = standardisedMean
      self.greater = greater
      self.less = less
      self.equal = equal
      self.pValue = pValue
      self.patterns = patterns
      self.isExact = isExact
      self.adjustedPValue = adjustedPValue
    }
  }
}
