// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What the catalogue says of one measure.
struct MeasureEntry {
  /// A short title for a table.
  var title: String
  /// The unit; "1" for a pure number.
  var unit: String
  /// Which way the measure points.
  var direction: Measure.Direction
  /// One sentence: what it is, and its ideal value.
  var definition: String
  /// The formula with its source.
  var source: String

  init(_ title: String, _ unit: String, _ direction: Measure.Direction, _ definition: String, source: String) {
    self.title = title
    self.unit = unit
    self.direction = direction
    self.definition = definition
    self.source = source
  }
}

extension Measure {
  /// The entry of the catalogue. In the formulas s is a share of what is held, q of what is entitled, r = s / q.
  var entry: MeasureEntry {
    inequalityEntry ?? shareEntry ?? efficiencyEntry ?? MeasureEntry(rawValue, "1", .neutral, rawValue, source: "")
  }

  /// Entries of the indices of inequality.
  private var inequalityEntry: MeasureEntry? {
    switch self {
    case .gini:
      MeasureEntry(
        "Gini", "1", .lowerIsFairer,
        "Half the mean difference of parity ratios over all pairs, weighted by entitlement; 0 is equality, and one "
          + "holder of everything gives 1 less its entitlement share (not corrected for n).",
        source: "½ Σᵢⱼ qᵢ qⱼ |rᵢ − rⱼ|; Gini 1912; Lorenz 1905, doi:10.2307/2276207")
    case .giniFloor:
      MeasureEntry(
        "Gini floor", "1", .neutral,
        "The least Gini that any division of as many identical, indivisible units among these holders can have; what "
          + "lies above it is avoidable.",
        source: "r(n − r)/(n m) with r = m mod n for equal entitlements; minimum over integer holdings otherwise")
    case .theilT:
      MeasureEntry(
        "Theil T = GE(1)", "1", .lowerIsFairer,
        "Divergence of the shares held from the shares entitled; 0 is equality, no fixed upper end.",
        source: "Σ sᵢ ln(sᵢ/qᵢ), 0 ln 0 = 0; Theil 1967; Shorrocks 1980, doi:10.2307/1913126")
    case .meanLogDeviation:
      MeasureEntry(
        "Mean log deviation = GE(0)", "1", .lowerIsFairer,
        "Divergence of the shares entitled from the shares held; 0 is equality, infinite if anyone holds nothing.",
        source: "Σ qᵢ ln(qᵢ/sᵢ); Theil 1967; Shorrocks 1980, doi:10.2307/1913126")
    case .generalizedEntropy2:
      MeasureEntry(
        "GE(2)", "1", .lowerIsFairer, "Half the squared coefficient of variation; 0 is equality.",
        source: "(Σ sᵢ²/qᵢ − 1)/2; Shorrocks 1980, doi:10.2307/1913126")
    case .atkinsonHalf:
      MeasureEntry(
        "Atkinson (0.5)", "1", .lowerIsFairer,
        "Share of the whole that could be given up for equality at mild inequality aversion; 0 is equality, 1 the worst.",
        source: "1 − (Σ qᵢ √rᵢ)²; Atkinson 1970, doi:10.1016/0022-0531(70)90039-6")
    case .atkinsonOne:
      MeasureEntry(
        "Atkinson (1)", "1", .lowerIsFairer,
        "Share of the whole that could be given up for equality at inequality aversion 1; 0 is equality, and 1 if "
          + "anyone holds nothing.",
        source: "1 − exp(Σ qᵢ ln rᵢ); Atkinson 1970, doi:10.1016/0022-0531(70)90039-6")
    case .hoover:
      MeasureEntry(
        "Hoover", "1", .lowerIsFairer,
        "Share of what is allocated that would have to move to give everyone its entitlement; 0 is equality.",
        source: "½ Σ |sᵢ − qᵢ|; Hoover 1936; Schutz 1951")
    case .jain:
      MeasureEntry(
        "Jain", "1", .higherIsFairer,
        "k of n equals served alike give k/n; 1 is equality, and the least value is the least entitlement share.",
        source: "1/Σ(sᵢ²/qᵢ); Jain, Chiu and Hawe 1984, arXiv:cs/9809099")
    case .coefficientOfVariation:
      MeasureEntry(
        "Coefficient of variation", "1", .lowerIsFairer,
        "Standard deviation of the parity ratios, weighted by entitlement; 0 is equality.",
        source: "√Σ qᵢ (rᵢ − 1)²")
    case .nashWelfare:
      MeasureEntry(
        "Nash welfare (normalised)", "1", .higherIsFairer,
        "Geometric mean of the parity ratios, weighted by entitlement; 1 is equality, and 0 if anyone holds nothing.",
        source: "exp(Σ qᵢ ln rᵢ) = 1 − Atkinson(1); Nash 1950; Caragiannis et al. 2019, doi:10.1145/3355902")
    case .theilBetween:
      MeasureEntry(
        "Theil T between groups", "1", .lowerIsFairer,
        "The part of Theil T that would remain if everyone held the parity ratio of its group; 0 is parity of groups.",
        source: "Σ s_g ln(s_g/q_g); Shorrocks 1984, doi:10.2307/1913511")
    case .theilWithin:
      MeasureEntry(
        "Theil T within groups", "1", .lowerIsFairer,
        "The part of Theil T that lies inside the groups; 0 is equality inside every group.",
        source: "Σ s_g T_g; Shorrocks 1984, doi:10.2307/1913511")
    default: nil
    }
  }

  /// Entries of concentration, tails, ratios and fair division.
  private var shareEntry: MeasureEntry? {
    switch self {
    case .herfindahl:
      MeasureEntry(
        "Herfindahl–Hirschman", "1", .lowerIsFairer,
        "Sum of the squared shares held, whatever the entitlements; 1/n is the least concentrated, 1 a single holder.",
        source: "Σ sᵢ²; Hirschman 1964")
    case .palma:
      MeasureEntry(
        "Palma", "1", .lowerIsFairer,
        "What the top 10 % hold over what the bottom 40 % hold; equality gives 1/4, undefined if the bottom hold nothing.",
        source: "(1 − L(0.9))/L(0.4), L interpolated; Palma 2011, doi:10.1111/j.1467-7660.2011.01694.x")
    case .ratio2020:
      MeasureEntry(
        "20:20", "1", .lowerIsFairer,
        "What the top 20 % hold over what the bottom 20 % hold; equality gives 1, undefined if the bottom hold nothing.",
        source: "(1 − L(0.8))/L(0.2), L interpolated")
    case .minimumRatio:
      MeasureEntry(
        "Least parity ratio", "1", .higherIsFairer,
        "What the worst-served holder has for each unit of its entitlement; 1 is equality, 0 if anyone holds nothing.",
        source: "minᵢ sᵢ/qᵢ; Rawls 1971")
    case .shareWithNothing:
      MeasureEntry(
        "Share with nothing", "1", .lowerIsFairer,
        "Share of the holders, counted by heads, that hold nothing; 0 is ideal.", source: "#{i : xᵢ = 0}/n")
    case .parityRatio:
      MeasureEntry(
        "Parity ratio", "1", .neutral,
        "Share held by a group over the share it is entitled to; 1 is parity, less is too little.",
        source: "r_g = s_g/q_g")
    case .wprop1Violations:
      MeasureEntry(
        "WPROP1 violations", "holders", .lowerIsFairer,
        "Holders that would be short of their proportional share even with one more unit; 0 is ideal.",
        source: "#{i : xᵢ < m, xᵢ + 1 < qᵢ m}; Aziz, Moulin and Sandomirskiy 2020, arXiv:1909.00740")
    case .wef1Violations:
      MeasureEntry(
        "WEF1 violations", "ordered pairs", .lowerIsFairer,
        "Pairs in which one would envy the other, per unit of entitlement, even after one of the other's units is set "
          + "aside; 0 is ideal.",
        source: "#{(i, j) : xᵢ/eᵢ < (xⱼ − 1)/eⱼ}; Chakraborty et al. 2021, doi:10.1145/3457166")
    case .lowerQuotaViolations:
      MeasureEntry(
        "Lower-quota violations", "holders", .lowerIsFairer,
        "Holders with fewer units than their entitlement share of all units, rounded down; 0 is ideal.",
        source: "#{i : xᵢ < ⌊qᵢ m⌋}; Balinski and Young 1982")
    default: nil
    }
  }

  /// Entries of efficiency.
  private var efficiencyEntry: MeasureEntry? {
    switch self {
    case .grantedNetworks:
      MeasureEntry(
        "Networks granted", "networks", .higherIsMoreEfficient, "Number of networks granted; the most is all filed.",
        source: "count")
    case .grantedAdministrations:
      MeasureEntry(
        "Administrations granted", "administrations", .higherIsFairer,
        "Number of administrations that hold anything; the ideal is all of them.", source: "#{i : xᵢ > 0}")
    case .grantedChannels:
      MeasureEntry(
        "Channels granted", "channels", .higherIsMoreEfficient,
        "Number of channels granted over all networks; the most is all asked for.", source: "count")
    case .servedShare:
      MeasureEntry(
        "Served share", "1", .higherIsMoreEfficient, "Share of what was asked for that was granted; 1 is everything.",
        source: "granted/requested")
    case .priceOfFairness:
      MeasureEntry(
        "Price of fairness", "1", .lowerIsFairer,
        "Share of the greatest attainable efficiency that the allocation gives up; 0 is no loss.",
        source: "(SYSTEM − FAIR)/SYSTEM; Bertsimas, Farias and Trichakis 2011, doi:10.1287/opre.1100.0865")
    default: nil
    }
  }
}
