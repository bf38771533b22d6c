// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Every measure of the result files; the raw value is the contract id.
///
/// What a measure is called, which way it points and how it is defined is in its `title`, `unit`, `direction`,
/// `definition` and `source`.
public enum Measure: String, CaseIterable, Hashable, Sendable, Codable {
  /// Gini coefficient, weighted by entitlements, not corrected for n.
  case gini = "gini"
  /// The least Gini coefficient that indivisible units allow.
  case giniFloor = "gini_floor"
  /// Theil T, the generalised entropy of order 1.
  case theilT = "theil_t"
  /// Mean logarithmic deviation (Theil L), the generalised entropy of order 0.
  case meanLogDeviation = "mld"
  /// Generalised entropy of order 2, half the squared coefficient of variation.
  case generalizedEntropy2 = "ge2"
  /// Atkinson index with inequality aversion 1/2.
  case atkinsonHalf = "atkinson_0.5"
  /// Atkinson index with inequality aversion 1.
  case atkinsonOne = "atkinson_1"
  /// Hoover index: the share that would have to move.
  case hoover = "hoover"
  /// Jain's index.
  case jain = "jain"
  /// Coefficient of variation of the parity ratios.
  case coefficientOfVariation = "cv"
  /// Herfindahl–Hirschman index of concentration.
  case herfindahl = "hhi"
  /// Palma ratio: the top tenth against the bottom four tenths.
  case palma = "palma"
  /// The top fifth against the bottom fifth.
  case ratio2020 = "ratio_20_20"
  /// The least parity ratio.
  case minimumRatio = "min_ratio"
  /// Share of the holders that hold nothing.
  case shareWithNothing = "share_with_nothing"
  /// Number of networks granted.
  case grantedNetworks = "granted_networks"
  /// Number of administrations granted anything.
  case grantedAdministrations = "granted_administrations"
  /// Number of channels granted.
  case grantedChannels = "granted_channels"
  /// Share of what was asked for that was granted.
  case servedShare = "served_share"
  /// Share of the best attainable efficiency that the allocation gives up.
  case priceOfFairness = "price_of_fairness"
  /// Normalised Nash welfare: the weighted geometric mean of the parity ratios.
  case nashWelfare = "nash_welfare"
  /// The part of Theil T that lies between groups.
  case theilBetween = "theil_between"
  /// The part of Theil T that lies within groups.
  case theilWithin = "theil_within"
  /// Number of holders short of proportionality by more than one unit.
  case wprop1Violations = "wprop1_violations"
  /// Number of ordered pairs with envy that one unit does not cure.
  case wef1Violations = "wef1_violations"
  /// Number of holders below their lower quota.
  case lowerQuotaViolations = "lower_quota_violations"
  /// Parity ratio of a group.
  case parityRatio = "parity_ratio"

  /// Which way a measure points.
  public enum Direction: String, Hashable, Sendable, Codable {
    /// A lower value is fairer.
    case lowerIsFairer
    /// A higher value is fairer.
    case higherIsFairer
    /// A higher value is more efficient, which says nothing about fairness.
    case higherIsMoreEfficient
    /// Neither: the value is a benchmark, or has its ideal inside its range.
    case neutral
  }

  /// The id of the result files.
  public var id: String { rawValue }
  /// A short title for a table.
  public var title: String { entry.title }
  /// The unit; "1" for a pure number.
  public var unit: String { entry.unit }
  /// Which way the measure points.
  public var direction: Direction { entry.direction }
  /// One sentence: what it is, and its ideal value.
  public var definition: String { entry.definition }
  /// The formula with its source.
  public var source: String { entry.source }
}
