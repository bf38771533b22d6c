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

  /// What a stage makes as large as possible.
  public enum Objective: Hashable, Sendable {
    /// A quantity, summed over everything granted.
    case total(Quantity)
    /// Inhabitants of the administrations with at least one grant.
    case populationCovered
    /// The number of administrations with at least one grant.
    case administrationsServed
    /// The smallest ratio of holding to entitlement among the administrations that ask.
    case minimumRatio
    /// The ratios of holding to entitlement, the smallest first, then the second smallest, and so on.
    case leximin
    /// α-fair welfare of holdings, α in halves; 2 halves is Nash welfare.
    ///
    /// For α of 1 or more, where nobody with nothing has a finite welfare, first the number of holders, then the welfare
    /// among them. Source: Mo, Walrand 2000, doi:10.1109/90.879343; Caragiannis et al. 2019, doi:10.1145/3355902.
    case alphaFairness(halves: Int)
    /// Generalised Gini welfare: ratios in ascending order, weighted by non-increasing weights.
    ///
    /// Source: Weymark 1981, doi:10.1016/0165-4896(81)90018-4; Ogryczak, Śliwiński 2003, doi:10.1016/S0377-2217(02)00399-7.
    case generalisedGini
    /// Minus the sum of displacements from filed longitudes.
    case leastDisplacement

    /// The word that files and results use, without parameters.
    public var word: String {
      switch self {
      case .total(let quantity): quantity.rawValue
      case .populationCovered: "population-covered"
      case .administrationsServed: "administrations-served"
      case .minimumRatio: "minimum-ratio"
      case .leximin: "leximin"
      case .alphaFairness(halves: 2): "nash"
      case .alphaFairness: "alpha-fairness"
      case .generalisedGini: "generalised-gini"
      case .leastDisplacement: "displacement"
      }
    }

    /// Whether ratios of holdings to entitlements enter into it.
    public var usesEntitlement: Bool {
      switch self {
      case .total, .populationCovered, .administrationsServed, .leastDisplacement: false
      case .minimumRatio, .leximin, .alphaFairness, .generalisedGini: true
      }
    }
  }
}
