// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension ResultsDocument {
  /// What one policy came to.
  public struct Policy: Codable, Hashable, Sendable {
    /// The identifier, for example `first-come`.
    public var id: String
    /// The title for people.
    public var title: String
    /// What the policy is, in a sentence or two.
    public var description: String
    /// What kind of rule it is.
    public var family: Family
    /// Where the rule stands in the world; nil where nothing is said of it. (`standing` is that of member States.)
    public var ruleStanding: RuleStanding?
    /// Where the rule comes from: a provision, a proposal, a paper; empty where nothing is said of it.
    public var source: String
    /// Stages and constraints in words, in order.
    public var rules: [String]
    /// What is claimed of each stage, and how that is proven.
    public var stages: [Stage]
    /// Whether another allocation would be as good.
    public var uniqueness: Uniqueness
    /// How many requests were granted, moved and refused.
    public var counts: Counts
    /// How many member States were served, refused, or never asked.
    public var standing: StandingComparison
    /// What each administration holds, sorted by symbol; one entry for each administration of the document.
    public var holdings: [Holding]
    /// What organisations hold, sorted by symbol; only where they are counted apart.
    public var organisationHoldings: [OrganisationHolding]
    /// The measures over all requests.
    public var measures: [Measure]
    /// The headline measures over filed requests alone; empty where the scenario adds none.
    public var measuresWithoutLatecomers: [Measure]
    /// Lorenz curves.
    public var lorenz: [LorenzCurve]
    /// Inequality taken apart, one entry for each population and entitlement.
    public var decompositions: [Decomposition]
    /// The granted positions, band by band in the order of the scenario.
    public var arc: [ArcStrip]
    /// Whether lots decide who gets what, not only between equally good allocations.
    public var isDecidedByLot: Bool
    /// The lottery, or the chances that orders by lot give; nil without one.
    public var lottery: Lottery?
    /// What is known of all allocations that attain the objectives; nil without an objective.
    public var optima: Optima?
    /// What the reader should know of the outcome.
    public var warnings: [Warning]

    /// Makes the record of a policy.
    public init(
      id: String, title: String, description: String, family: Family, ruleStanding: RuleStanding? = nil,
      source: String = "", rules: [String], stages: [Stage], uniqueness: Uniqueness,
      counts: Counts, standing: StandingComparison, holdings: [Holding],
      organisationHoldings: [OrganisationHolding] = [], measures: [Measure],
      measuresWithoutLatecomers: [Measure] = [], lorenz: [LorenzCurve], decompositions: [Decomposition],
      arc: [ArcStrip], isDecidedByLot: Bool = false, lottery: Lottery? = nil, optima: Optima? = nil,
      warnings: [Warning] = []
    ) {
      self.id = id
      self.title = title
      self.description = description
      self.family = family
      self.ruleStanding = ruleStanding
      self.source = source
      self.rules = rules
      self.stages = stages
      self.uniqueness = uniqueness
      self.counts = counts
      self.standing = standing
      self.holdings = holdings
      self.organisationHoldings = organisationHoldings
      self.measures = measures
      self.measuresWithoutLatecomers = measuresWithoutLatecomers
      self.lorenz = lorenz
      self.decompositions = decompositions
      self.arc = arc
      self.isDecidedByLot = isDecidedByLot
      self.lottery = lottery
      self.optima = optima
      self.warnings = warnings
    }
  }
}

extension ResultsDocument.Policy {
  /// What is claimed of a stage.
  public struct Stage: Codable, Hashable, Sendable {
    /// How strong a claim is.
    public enum Claim: String, Codable, Hashable, Sendable {
      /// No allocation has a better value.
      case optimal
      /// The best value lies between `value` and `bound`.
      case withinGap = "within-gap"
      /// The allocation keeps the rules; nothing is claimed of its value.
      case feasible
      /// The outcome follows from the order alone; there is nothing to optimise.
      case byConstruction = "by-construction"
    }

    /// Who vouches for a claim.
    public enum Proof: String, Codable, Hashable, Sendable {
      /// Multipliers in the certificate: anyone can add them up.
      case multipliers
      /// The value reaches a bound that is plain to see.
      case trivial
      /// The solver's word alone.
      case solver
      /// The order can be replayed from the register.
      case replay
    }

    /// What it does, for example `order`, `maximise` or `tie-break`.
    public var kind: String
    /// The name that the policy gives it.
    public var name: String
    /// What is maximised or in which order, in words.
    public var statement: String
    /// The claim.
    public var claim: Claim
    /// The value reached.
    public var value: Int
    /// The best value that is not ruled out; nil where the claim has none.
    public var bound: Int?
    /// The unit of value and bound, for example `channels`.
    public var unit: String
    /// Who vouches for the claim.
    public var proof: Proof
    /// What the numbers of a claim on welfare mean; nil for other claims.
    public var welfare: Welfare?

    /// Makes a stage.
    public init(
      kind: String, name: String, statement: String, claim: Claim, value: Int, bound: Int?, unit: String, proof: Proof,
      welfare: Welfare? = nil
    ) {
      self.kind = kind
      self.name = name
      self.statement = statement
      self.claim = claim
      self.value = value
      self.bound = bound
      self.unit = unit
      self.proof = proof
      self.welfare = welfare
    }
  }

  /// What the numbers of a claim on welfare mean.
  public struct Welfare: Codable, Hashable, Sendable {
    /// What one unit of value and bound is, in words.
    public var unit: String
    /// The product of all holdings above nothing in whole steps of holding, in decimal digits; nil where entitlements
    /// differ.
    public var productOfHoldings: String?
    /// How many holdings are in the product.
    public var holders: Int?
    /// ε, to three digits and rounded upwards: no allocation with as many holders has a product that exceeds this one by
    /// more than the factor 1 + ε; nil where no bound is known.
    public var excess: String?
    /// By how many units another allocation with as many holders may exceed this one's welfare before rounding.
    public var formulaExcess: Int?

    /// Makes an explanation.
    public init(
      unit: String, productOfHoldings: String? = nil, holders: Int? = nil, excess: String? = nil,
      formulaExcess: Int? = nil
    ) {
      self.unit = unit
      self.productOfHoldings = productOfHoldings
      self.holders = holders
      self.excess = excess
      self.formulaExcess = formulaExcess
    }
  }

  /// Whether another allocation would be as good by the policy's own stages.
  public struct Uniqueness: Codable, Hashable, Sendable {
    /// The verdict.
    public enum Verdict: String, Codable, Hashable, Sendable {
      /// No other allocation is as good.
      case unique
      /// Another allocation is as good; ties were broken as documented.
      case notUnique = "not-unique"
      /// It was not examined.
      case notExamined = "not-examined"
    }

    /// The verdict.
    public var verdict: Verdict
    /// The verdict in one sentence.
    public var sentence: String

    /// Makes a verdict.
    public init(verdict: Verdict, sentence: String) {
      self.verdict = verdict
      self.sentence = sentence
    }
  }
}
