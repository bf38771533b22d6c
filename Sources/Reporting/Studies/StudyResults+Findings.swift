// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension StudyResults {
  /// Where the variance of a measure comes from.
  public struct VarianceRecord: Codable, Hashable, Sendable {
    /// How shares were worked out.
    public enum Method: String, Codable, Hashable, Sendable {
      /// Sums of squares of a full grid; they add up to 1.
      case factorial
      /// First-order indices from drawn points; they add up to 1 only where parameters work one by one.
      case givenData = "given-data"
    }

    /// A factor alone, or two together.
    public struct Term: Codable, Hashable, Sendable {
      /// The parameters; `policy` where policies are a factor.
      public var parameters: [String]
      /// The share of variance.
      public var share: Estimate

      /// Makes a term.
      public init(parameters: [String], share: Estimate) {
        self.parameters = parameters
        self.share = share
      }
    }

    /// The policy; nil where all policies are looked at together, as a factor.
    public var policy: String?
    /// Index of the target.
    public var target: Int
    /// How shares were worked out.
    public var method: Method
    /// Worlds or runs that entered.
    public var count: Int
    /// Standard deviation of the measure over them.
    public var standardDeviation: Double
    /// Factors alone, then pairs.
    public var terms: [Term]
    /// Three and more factors together; 0 of drawn points.
    public var higher: Double
    /// The seeds; 0 of drawn points with one seed each.
    public var seeds: Double
    /// What is left.
    public var remainder: Double

    /// Makes a record.
    public init(
      policy: String?, target: Int, method: Method, count: Int, standardDeviation: Double, terms: [Term],
      higher: Double, seeds: Double, remainder: Double
    ) {
      self.policy = policy
      self.target = target
      self.method = method
      self.count = count
      self.standardDeviation = standardDeviation
      self.terms = terms
      self.higher = higher
      self.seeds = seeds
      self.remainder = remainder
    }
  }

  /// The mean of a measure at a level of a factor.
  public struct Effect: Codable, Hashable, Sendable {
    /// The policy.
    public var policy: String
    /// Index of the target.
    public var target: Int
    /// The parameter.
    public var parameter: String
    /// The level, or the middle of a class of drawn points.
    public var level: String
    /// Worlds with a number.
    public var count: Int
    /// The mean.
    public var mean: Estimate

    /// Makes an effect.
    public init(policy: String, target: Int, parameter: String, level: String, count: Int, mean: Estimate) {
      self.policy = policy
      self.target = target
      self.parameter = parameter
      self.level = level
      self.count = count
      self.mean = mean
    }
  }

  /// The mean of a measure at levels of two factors.
  public struct Interaction: Codable, Hashable, Sendable {
    /// The policy.
    public var policy: String
    /// Index of the target.
    public var target: Int
    /// The two parameters.
    public var parameters: [String]
    /// Their levels.
    public var levels: [String]
    /// Worlds with a number.
    public var count: Int
    /// The mean.
    public var mean: Double

    /// Makes an interaction.
    public init(policy: String, target: Int, parameters: [String], levels: [String], count: Int, mean: Double) {
      self.policy = policy
      self.target = target
      self.parameters = parameters
      self.levels = levels
      self.count = count
      self.mean = mean
    }
  }

  /// A measure taken apart by causes that can be taken away, by Shapley values.
  public struct Decomposition: Codable, Hashable, Sendable {
    /// A cause.
    public struct Cause: Codable, Hashable, Sendable {
      /// The parameter, or `indivisibility`.
      public var parameter: String
      /// What it is called in sentences.
      public var title: String
      /// The level at which it is there.
      public var present: String
      /// The level at which it is taken away.
      public var absent: String
      /// Its part.
      public var part: Estimate
      /// Its part of the whole; nil where the whole is 0.
      public var share: Estimate?

      /// Makes a cause.
      public init(
        parameter: String, title: String, present: String, absent: String, part: Estimate, share: Estimate?
      ) {
        self.parameter = parameter
        self.title = title
        self.present = present
        self.absent = absent
        self.part = part
        self.share = share
      }
    }

    /// The measure with a set of causes present.
    public struct CauseSet: Codable, Hashable, Sendable {
      /// The parameters present.
      public var present: [String]
      /// The measure.
      public var value: Estimate

      /// Makes a set.
      public init(present: [String], value: Estimate) {
        self.present = present
        self.value = value
      }
    }

    /// The policy.
    public var policy: String
    /// Index of the target.
    public var target: Int
    /// Blocks that entered: those with a number at every point.
    public var blocks: Int
    /// The measure with all causes present: as things are.
    public var whole: Estimate
    /// The causes.
    public var causes: [Cause]
    /// The measure with all causes taken away.
    public var rest: Estimate
    /// Its part of the whole; nil where the whole is 0.
    public var restShare: Estimate?
    /// The measure with every set of causes.
    public var sets: [CauseSet]

    /// Makes a decomposition.
    public init(
      policy: String, target: Int, blocks: Int, whole: Estimate, causes: [Cause], rest: Estimate,
      restShare: Estimate?, sets: [CauseSet]
    ) {
      self.policy = policy
      self.target = target
      self.blocks = blocks
      self.whole = whole
      self.causes = causes
      self.rest = rest
      self.restShare = restShare
      self.sets = sets
    }
  }

  /// Efficiency against equity.
  public struct Frontier: Codable, Hashable, Sendable {
    /// A policy's means.
    public struct PolicyPoint: Codable, Hashable, Sendable {
      /// The policy.
      public var policy: String
      /// Mean of the measure of efficiency.
      public var efficiency: Double
      /// Mean of the measure of equity.
      public var equity: Double
      /// Whether no other policy's means are as good in both and better in one.
      public var isUndominated: Bool
      /// Worlds in which no other policy is as good in both and better in one.
      public var undominatedWorlds: Int
      /// Worlds in which it has both numbers.
      public var worlds: Int

      /// Makes a point.
      public init(
        policy: String, efficiency: Double, equity: Double, isUndominated: Bool, undominatedWorlds: Int, worlds: Int
      ) {
        self.policy = policy
        self.efficiency = efficiency
        self.equity = equity
        self.isUndominated = isUndominated
        self.undominatedWorlds = undominatedWorlds
        self.worlds = worlds
      }
    }

    /// A run.
    public struct RunPoint: Codable, Hashable, Sendable {
      /// Its identity.
      public var identity: String
      /// Index of its policy in the grid.
      public var policy: Int
      /// The measure of efficiency.
      public var efficiency: Double
      /// The measure of equity.
      public var equity: Double

      /// Makes a run.
      public init(identity: String, policy: Int, efficiency: Double, equity: Double) {
        self.identity = identity
        self.policy = policy
        self.efficiency = efficiency
        self.equity = equity
      }
    }

    /// Index of the target of equity.
    public var target: Int
    /// The policies.
    public var policies: [PolicyPoint]
    /// Runs that no other run of the grid is as good as in both and better in one; at most ``mostRuns``.
    public var runs: [RunPoint]
    /// How many there are.
    public var runCount: Int
    /// Other runs for the drawing, evenly chosen; at most ``mostRuns``.
    public var cloud: [RunPoint]

    /// The most runs listed.
    public static let mostRuns = 400

    /// Makes a frontier.
    public init(target: Int, policies: [PolicyPoint], runs: [RunPoint], runCount: Int, cloud: [RunPoint]) {
      self.target = target
      self.policies = policies
      self.runs = runs
      self.runCount = runCount
      self.cloud = cloud
    }
  }

  /// A run far from the others of its policy in like worlds.
  public struct Outlier: Codable, Hashable, Sendable {
    /// Its identity.
    public var identity: String
    /// The policy.
    public var policy: String
    /// The world, in words.
    public var world: String
    /// Index of the target.
    public var target: Int
    /// The number.
    public var value: Double
    /// The median of the policy in the grid.
    public var median: Double
    /// The modified z-score.
    public var score: Double

    /// Makes an outlier.
    public init(
      identity: String, policy: String, world: String, target: Int, value: Double, median: Double, score: Double
    ) {
      self.identity = identity
      self.policy = policy
      self.world = world
      self.target = target
      self.value = value
      self.median = median
      self.score = score
    }
  }
}
