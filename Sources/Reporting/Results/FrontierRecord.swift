// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension ResultsDocument {
  /// What fairness costs, point by point: the greatest holding with everybody at or above a ratio.
  public struct Frontier: Codable, Hashable, Sendable {
    /// A ratio of holding to entitlement.
    public struct Ratio: Codable, Hashable, Sendable {
      /// Units of holding.
      public var numerator: Int
      /// For so many units of entitlement, above 0.
      public var denominator: Int

      /// Makes a ratio.
      public init(numerator: Int, denominator: Int) {
        self.numerator = numerator
        self.denominator = denominator
      }
    }

    /// A point of the frontier.
    public struct Point: Codable, Hashable, Sendable {
      /// The name for people, for example `leximin`; nil where it has none.
      public var name: String?
      /// The ratio that was demanded.
      public var threshold: Ratio
      /// The total holding, in the scenario's unit.
      public var holding: Int
      /// The greatest holding that isn't ruled out; nil where none is known.
      public var bound: Int?
      /// The smallest ratio that came out.
      public var minRatio: Ratio
      /// The share of the greatest holding that is given up.
      public var priceOfFairness: Quantity
      /// The share of the greatest smallest ratio that is given up.
      public var priceOfEfficiency: Quantity
      /// Who vouches for the bound.
      public var proof: Policy.Stage.Proof

      /// Makes a point.
      public init(
        name: String? = nil, threshold: Ratio, holding: Int, bound: Int?, minRatio: Ratio, priceOfFairness: Quantity,
        priceOfEfficiency: Quantity, proof: Policy.Stage.Proof
      ) {
        self.name = name
        self.threshold = threshold
        self.holding = holding
        self.bound = bound
        self.minRatio = minRatio
        self.priceOfFairness = priceOfFairness
        self.priceOfEfficiency = priceOfEfficiency
        self.proof = proof
      }
    }

    /// The entitlement, for example `equal`.
    public var entitlement: String
    /// The points, by ascending threshold.
    public var points: [Point]

    /// Makes a frontier.
    public init(entitlement: String, points: [Point]) {
      self.entitlement = entitlement
      self.points = points
    }
  }
}
