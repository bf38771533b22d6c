// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

/// A group of administrations that rules and reports speak of.
public enum AdministrationGroup: Hashable, Sendable {
  /// Least developed countries.
  case leastDeveloped
  /// Landlocked developing countries.
  case landlockedDeveloping
  /// Small island developing States.
  case smallIslandDeveloping
  /// An income group of the World Bank.
  case income(Administration.IncomeGroup)
  /// An ITU Region, 1 to 3.
  case region(Int)

  /// Every group, in the order of reports.
  public static let all: [AdministrationGroup] =
    [.leastDeveloped, .landlockedDeveloping, .smallIslandDeveloping]
    + Administration.IncomeGroup.allCases.map { .income($0) } + [1, 2, 3].map { .region($0) }

  /// Reads `LDC`, `LLDC`, `SIDS`, `income:LIC` … `income:HIC` or `region:1` … `region:3`.
  public init?(_ text: String) {
    guard let group = Self.all.first(where: { $0.identifier == text }) else { return nil }
    self = group
  }

  /// The word that files use.
  public var identifier: String {
    switch self {
    case .leastDeveloped: "LDC"
    case .landlockedDeveloping: "LLDC"
    case .smallIslandDeveloping: "SIDS"
    case .income(let group): "income:" + group.rawValue
    case .region(let number): "region:\(number)"
    }
  }

  /// The name for people.
  public var title: String {
    switch self {
    case .leastDeveloped: "least developed countries"
    case .landlockedDeveloping: "landlocked developing countries"
    case .smallIslandDeveloping: "small island developing States"
    case .income(.low): "low-income economies"
    case .income(.lowerMiddle): "lower-middle-income economies"
    case .income(.upperMiddle): "upper-middle-income economies"
    case .income(.high): "high-income economies"
    case .region(let number): "ITU Region \(number)"
    }
  }

  /// Whether an administration belongs to the group.
  public func contains(_ administration: Administration) -> Bool {
    switch self {
    case .leastDeveloped: administration.isLeastDeveloped
    case .landlockedDeveloping: administration.isLandlockedDeveloping
    case .smallIslandDeveloping: administration.isSmallIslandDeveloping
    case .income(let group): administration.incomeGroup == group
    case .region(let number): administration.ituRegion == number
    }
  }
}
