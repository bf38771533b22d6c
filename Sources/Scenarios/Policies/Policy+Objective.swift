// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension Policy {
  /// What can be counted of what is granted.
  public enum Quantity: String, CaseIterable, Sendable {
    /// The scenario's unit of holdings.
    case holding
    /// Networks.
    case networks
    /// Channels.
    case channels
    /// Bandwidth in kilohertz.
    case bandwidth
    /// The scenario's values of networks.
    case value
  }

  /// A ratio of holding, in the scenario's unit, to entitlement.
  public struct Ratio: Hashable, Sendable {
    /// Holding, at least 0.
    public var numerator: Int
    /// Entitlement, at least 1.
    public var denominator: Int

    /// Nothing.
    public static let zero = Ratio(lowest: 0, 1)
    /// A unit of holding for each of entitlement.
    public static let one = Ratio(lowest: 1, 1)

    private init(lowest numerator: Int, _ denominator: Int) {
      self.numerator = numerator
      self.denominator = denominator
    }

    /// Makes a ratio in lowest terms; nil for a negative numerator or a denominator below 1.
    public init?(_ numerator: Int, _ denominator: Int) {
      guard numerator >= 0, denominator >= 1 else { return nil }
      var (larger, smaller) = (numerator, denominator)
      while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
      self.numerator = numerator / max(1, larger)
      self.denominator = denominator / max(1, larger)
    }

    /// Reads `3/7` or `3`.
    public init?(_ text: String) {
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count <= 2, let numerator = parts.first.flatMap({ Int($0) }) else { return nil }
      guard let denominator = parts.count == 2 ? Int(parts[1]) : 1 else { return nil }
      self.init(numerator, denominator)
    }

    /// `3/7`, or `3` where the denominator is 1.
    public var text: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }
  }

  /// What a stage makes as large as possible.
  public enum Objective: Hashable, Sendable {
    /// A quantity, summed over everything granted.
    case total(Quantity)
    /// Inhabitants of the administrations with at least one grant.
    case populationCovered
    /// The number of administrations with at least one grant.
    case administrationsServed
    /// The number of administrations that ask whose holding is at least a ratio of their entitlement: the ε of an
    /// ε-constraint (Haimes, Lasdon, Wismer 1971, doi:10.1109/TSMC.1971.4308298).
    case administrationsAtRatio(Ratio)
    /// The smallest ratio of holding to entitlement among the administrations that ask.
    case minimumRatio
    /// The ratios of holding to entitlement, the smallest first, then the second smallest, and so on.
    case leximin
    /// α-fair welfare of holdings, α in halves; 2 halves is Nash welfare.
    ///
    /// For α of 1 or more, where nobody with nothing has a finite welfare, first the number of holders, then the welfare
    /// among them. Source: Mo, Walrand 2000, IEEE/ACM Transactions on Networking 8(5), 556–567; Caragiannis et al. 2019,
    /// doi:10.1145/3355902.
    case alphaFairness(halves: Int)
    /// Generalised Gini welfare: ratios in ascending order, weighted by non-increasing weights.
    ///
    /// Source: Weymark 1981, doi:10.1016/0165-4896(81)90018-4; Ogryczak, Śliwiński 2003, doi:10.1016/S0377-2217(02)00399-5.
    case generalisedGini
    /// Minus the sum of displacements from filed longitudes.
    case leastDisplacement
    /// What is bid for everything granted, above the reserve; the stage has the terms.
    case bids

    /// The word that files and results use, without parameters.
    public var word: String {
      switch self {
      case .total(let quantity): quantity.rawValue
      case .populationCovered: "population-covered"
      case .administrationsServed: "administrations-served"
      case .administrationsAtRatio: "administrations-at-ratio"
      case .minimumRatio: "minimum-ratio"
      case .leximin: "leximin"
      case .alphaFairness(halves: 2): "nash"
      case .alphaFairness: "alpha-fairness"
      case .generalisedGini: "generalised-gini"
      case .leastDisplacement: "displacement"
      case .bids: "bids"
      }
    }

    /// Whether ratios of holdings to entitlements enter into it.
    public var usesEntitlement: Bool {
      switch self {
      case .total, .populationCovered, .administrationsServed, .leastDisplacement, .bids: false
      case .administrationsAtRatio, .minimumRatio, .leximin, .alphaFairness, .generalisedGini: true
      }
    }
  }
}
