// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Measures of what is paid, and of what allocations are worth; only where a policy of a comparison sells.
///
/// They have a catalogue of their own, since they say nothing where nothing is sold.
public enum MoneyMeasure: String, CaseIterable, Hashable, Sendable, Codable {
  /// What winners pay, after credits.
  case revenue = "revenue"
  /// What credits forgive.
  case creditsCost = "credits_cost"
  /// Number of administrations that pay anything.
  case payers = "payers"
  /// Number of administrations priced out.
  case pricedOutAdministrations = "priced_out_administrations"
  /// Number of networks priced out.
  case pricedOutNetworks = "priced_out_networks"
  /// What is granted is worth so much to those who asked for it.
  case welfare = "welfare"
  /// Welfare as a share of the greatest in the comparison.
  case efficiency = "efficiency"
  /// Gini coefficient of what member States have in the end, without a rebate.
  case netGini = "net_gini"
  /// The same after the revenue is given back in equal parts.
  case netGiniRebateEqual = "net_gini_rebate_equal"
  /// The same after the revenue is given back by need.
  case netGiniRebateNeed = "net_gini_rebate_need"

  /// The id of the result files.
  public var id: String { rawValue }
  /// A short title for a table.
  public var title: String { entry.title }
  /// The unit; "1" for a pure number.
  public var unit: String { entry.unit }
  /// Which way the measure points.
  public var direction: Measure.Direction { entry.direction }
  /// One sentence: what it is, and its ideal value.
  public var definition: String { entry.definition }
  /// The formula with its source.
  public var source: String { entry.source }

  /// Whether it is told of groups too, or of member States together only.
  public var isOfGroups: Bool {
    switch self {
    case .revenue, .creditsCost, .payers, .pricedOutAdministrations, .pricedOutNetworks, .welfare: true
    case .efficiency, .netGini, .netGiniRebateEqual, .netGiniRebateNeed: false
    }
  }

  private var entry: MeasureEntry {
    let account = "units of account"
    let net = "½ Σᵢⱼ |xᵢ − xⱼ| ÷ (n Σ x), x = Σ values − payment"
    switch self {
    case .revenue:
      return MeasureEntry(
        "Revenue", account, .neutral, "What winners pay, after credits; counts for whoever notified.",
        source: "Σ (price − discount)")
    case .creditsCost:
      return MeasureEntry(
        "Credits' cost", account, .neutral,
        "What bidding credits forgive of the prices; the allocation goes by bids before credits.",
        source: "Σ min(cap, ⌊price × credit⌋)")
    case .payers:
      return MeasureEntry(
        "Payers", "administrations", .neutral, "Administrations that pay more than nothing.", source: "#{payment > 0}")
    case .pricedOutAdministrations:
      return MeasureEntry(
        "Priced out", "administrations", .lowerIsFairer,
        "Administrations that asked, hold nothing here, and hold something under the policy of reference; 0 is the ideal.",
        source: "#{nothing here, something under the reference}")
    case .pricedOutNetworks:
      return MeasureEntry(
        "Networks priced out", "networks", .lowerIsFairer,
        "Networks refused here and granted under the policy of reference.",
        source: "#{refused here, granted under the reference}")
    case .welfare:
      return MeasureEntry(
        "Welfare", account, .higherIsMoreEfficient,
        "What all that is granted is worth to those who asked for it, by the values of the first auction of the "
          + "comparison.", source: "Σ value")
    case .efficiency:
      return MeasureEntry(
        "Efficiency", "1", .higherIsMoreEfficient,
        "Welfare of all grants as a share of the greatest of any policy of the comparison; 1 is the greatest.",
        source: "Σ value ÷ max Σ value")
    case .netGini:
      return MeasureEntry(
        "Gini of net positions", "1", .lowerIsFairer,
        "Gini coefficient over member States of what their grants are worth to them less what they pay; 0 is equality.",
        source: net)
    case .netGiniRebateEqual:
      return MeasureEntry(
        "Gini of net positions, equal rebate", "1", .lowerIsFairer,
        "The same after the revenue is given back to all member States in equal parts.",
        source: net + " + rebate; whole units by largest remainders")
    case .netGiniRebateNeed:
      return MeasureEntry(
        "Gini of net positions, rebate by need", "1", .lowerIsFairer,
        "The same after the revenue is given back to member States in proportion to their inhabitants without service.",
        source: net + " + rebate; whole units by largest remainders")
    }
  }
}

/// A sum of money in whole units, divided in proportion to weights.
public enum Rebate {
  /// What each gets: the whole units of its quota, and one each of what is left to the largest remainders, of equal ones
  /// to the first.
  ///
  /// - Parameters:
  ///   - sum: whole units, at least 0.
  ///   - weights: at least 0 each.
  /// - Returns: nil where all weights are 0.
  public static func shares(of sum: Int, weights: [Int]) -> [Int]? {
    let total = weights.reduce(Int128(0)) { $0 + Int128($1) }
    guard total > 0 else { return nil }
    let quotas = weights.map { (Int128(sum) * Int128($0)).quotientAndRemainder(dividingBy: total) }
    var result = quotas.map { Int($0.quotient) }
    let order = quotas.indices.sorted { (-quotas[$0].remainder, $0) < (-quotas[$1].remainder, $1) }
    for index in order.prefix(sum - result.reduce(0, +)) { result[index] += 1 }
    return result
  }
}
