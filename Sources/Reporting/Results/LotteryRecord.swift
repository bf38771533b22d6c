// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension ResultsDocument.Policy {
  /// The lottery that a policy's outcome was drawn from, or what its orders by lot give on average.
  ///
  /// Probabilities are whole numbers over `denominator`.
  public struct Lottery: Codable, Hashable, Sendable {
    /// How probabilities were found.
    public enum Method: String, Codable, Hashable, Sendable {
      /// By going through every order.
      case exact
      /// By drawing orders with the seed.
      case sampled
      /// They are those of the portfolio of allocations that was drawn from.
      case portfolio
    }

    /// How often an administration is served.
    public struct Chance: Codable, Hashable, Sendable {
      /// The administration's symbol.
      public var administration: String
      /// Weight of the outcomes that serve it.
      public var served: Int
      /// Its probability in per cent, for reading; `served` over the denominator is what counts.
      public var percent: Double
      /// Its holding in the scenario's unit, summed over outcomes by their weight.
      public var holding: Int
      /// Lower and upper end of the 95 % interval in billionths; nil where the probability is exact.
      public var intervalBillionths: [Int]?

      /// Makes a chance.
      public init(administration: String, served: Int, percent: Double, holding: Int, intervalBillionths: [Int]? = nil)
      {
        self.administration = administration
        self.served = served
        self.percent = percent
        self.holding = holding
        self.intervalBillionths = intervalBillionths
      }
    }

    /// An allocation of the portfolio; `certificate.json` has its grants.
    public struct Entry: Codable, Hashable, Sendable {
      /// Its weight.
      public var weight: Int
      /// Networks that it grants.
      public var networks: Int
      /// Administrations that it serves.
      public var administrations: Int

      /// Makes an entry.
      public init(weight: Int, networks: Int, administrations: Int) {
        self.weight = weight
        self.networks = networks
        self.administrations = administrations
      }
    }

    /// A ratio of whole numbers in lowest terms.
    public struct Fraction: Codable, Hashable, Sendable {
      /// The numerator.
      public var numerator: Int
      /// The denominator, above 0.
      public var denominator: Int

      /// Makes a fraction.
      public init(numerator: Int, denominator: Int) {
        self.numerator = numerator
        self.denominator = denominator
      }
    }

    /// How the levels of a leximin lottery are proved: that nobody at a level can have more without taking from another
    /// who has no more for its entitlement.
    public struct Levels: Codable, Hashable, Sendable {
      /// How a level is proved.
      public enum Proof: String, Codable, Hashable, Sendable {
        /// By multipliers, exactly.
        case proven
        /// By multipliers, up to a gap.
        case withinGap = "within-gap"
        /// By the solver's word.
        case solver
      }

      /// How many rounds there are, each of which fixes some and has a proof.
      public var rounds: Int
      /// How many different levels the rounds stop at.
      public var count: Int
      /// How many rounds multipliers prove exactly.
      public var proven: Int
      /// How many rounds multipliers prove up to a gap.
      public var withinGap: Int
      /// How many rounds rest on the solver's word.
      public var solversWord: Int
      /// How the first is proved, that of the smallest ratio of probability to entitlement.
      public var smallest: Proof
      /// How much more anybody at a level proven by multipliers could have at most, in billionths of a probability.
      public var gapBillionths: Int
      /// Symbols of those whom no allocation serves.
      public var unservable: [String]
      /// How that is proved; nil where everybody can be served.
      public var unservableProof: Proof?

      /// Makes the record of levels.
      public init(
        rounds: Int, count: Int, proven: Int, withinGap: Int, solversWord: Int, smallest: Proof, gapBillionths: Int,
        unservable: [String] = [], unservableProof: Proof? = nil
      ) {
        self.rounds = rounds
        self.count = count
        self.proven = proven
        self.withinGap = withinGap
        self.solversWord = solversWord
        self.smallest = smallest
        self.gapBillionths = gapBillionths
        self.unservable = unservable
        self.unservableProof = unservableProof
      }
    }

    /// Number of the stage as carried out, from 1.
    public var stage: Int
    /// Name of the stage.
    public var stageName: String
    /// How probabilities were found.
    public var method: Method
    /// The seed of the draw.
    public var seed: Int
    /// The sum of the weights of all outcomes.
    public var denominator: Int
    /// The ticket drawn, from 0; nil where orders were drawn.
    public var ticket: Int?
    /// Number of the entry drawn, from 1; nil where orders were drawn.
    public var entryDrawn: Int?
    /// Those who ask, sorted by symbol.
    public var chances: [Chance]
    /// The allocations, in the order in which the ticket counts their weights; empty where orders were drawn.
    public var portfolio: [Entry]
    /// Gini coefficient of the probabilities of those who ask; nil where nobody is ever served.
    public var gini: Fraction?
    /// The levels of a leximin lottery; nil for any other.
    public var levels: Levels?
    /// The factor β ≤ 1 of a lottery of simultaneous eating: every share that is eaten, times β, is the probability of that
    /// grant; nil for any other.
    public var shareFactor: Fraction?

    /// Makes the record of a lottery.
    public init(
      stage: Int, stageName: String, method: Method, seed: Int, denominator: Int, ticket: Int? = nil,
      entryDrawn: Int? = nil, chances: [Chance], portfolio: [Entry] = [], gini: Fraction? = nil,
      levels: Levels? = nil, shareFactor: Fraction? = nil
    ) {
      self.stage = stage
      self.stageName = stageName
      self.method = method
      self.seed = seed
      self.denominator = denominator
      self.ticket = ticket
      self.entryDrawn = entryDrawn
      self.chances = chances
      self.portfolio = portfolio
      self.gini = gini
      self.levels = levels
      self.shareFactor = shareFactor
    }

    /// Symbols of those with the smallest probability, and the weight of the outcomes that serve each of them; nil where
    /// nobody asks.
    public var leastServed: (administrations: [String], served: Int)? {
      guard let least = chances.map(\.served).min() else { return nil }
      return (chances.filter { $0.served == least }.map(\.administration), least)
    }
  }

  /// What is known of the allocations that attain a policy's objectives.
  public struct Optima: Codable, Hashable, Sendable {
    /// In how many of them an administration is served.
    public enum Extent: String, CaseIterable, Codable, Hashable, Sendable {
      /// In every one.
      case all
      /// In some, and in others not.
      case some
      /// In none.
      case none
      /// Not settled within the limit.
      case notExamined = "not-examined"
    }

    /// Whether an administration is served.
    public struct Service: Codable, Hashable, Sendable {
      /// The administration's symbol.
      public var administration: String
      /// In how many optimal allocations it is served.
      public var extent: Extent
      /// How many serve it, where they were counted.
      public var serving: Int?

      /// Makes a service.
      public init(administration: String, extent: Extent, serving: Int? = nil) {
        self.administration = administration
        self.extent = extent
        self.serving = serving
      }
    }

    /// How many there are; nil where they weren't counted.
    public var count: Int?
    /// Those that compete in the last run that maximises, and those that earlier stages serve, sorted by symbol.
    public var services: [Service]
    /// Numbers of the stages, as carried out, whose optima these are; what earlier stages granted is given.
    public var stages: [Int]
    /// How many requests earlier stages granted.
    public var grantedBefore: Int
    /// How many requests later stages granted; they may serve whom the optima don't.
    public var grantedAfter: Int
    /// How many stages the policy has, as carried out.
    public var stageCount: Int

    /// Makes the record of optima.
    public init(
      count: Int?, services: [Service], stages: [Int] = [1], grantedBefore: Int = 0, grantedAfter: Int = 0,
      stageCount: Int = 1
    ) {
      self.count = count
      self.services = services
      self.stages = stages
      self.grantedBefore = grantedBefore
      self.grantedAfter = grantedAfter
      self.stageCount = stageCount
    }

    /// Whether they are the optima of the whole policy.
    public var concernsWholePolicy: Bool { stages.count == stageCount }
  }
}
