// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A notifying administration, with what equity is measured against.
///
/// A register may hold networks under symbols that no longer stand for a Member State (`XYU`). Their administrations
/// have `isMemberState` false: they own their networks, but no entitlement is measured for them.
public struct Administration: Hashable, Sendable {
  /// The World Bank's income groups.
  public enum IncomeGroup: String, CaseIterable, Sendable {
    case low = "LIC"
    case lowerMiddle = "LMC"
    case upperMiddle = "UMC"
    case high = "HIC"
  }

  /// The ITU symbol, for example `F` or `KAZ`.
  public var symbol: String
  /// The name in English.
  public var name: String
  /// ISO 3166-1 alpha-3 code; empty where a historical symbol has none.
  public var iso3: String
  /// United Nations M49 region, for example `Africa`.
  public var unRegion: String
  /// Whether it is on the United Nations list of least developed countries.
  public var isLeastDeveloped: Bool
  /// Whether it is a landlocked developing country.
  public var isLandlockedDeveloping: Bool
  /// Whether it is a small island developing State.
  public var isSmallIslandDeveloping: Bool
  /// ITU Region 1, 2 or 3.
  public var ituRegion: Int
  /// The World Bank's income group, where there is one.
  public var incomeGroup: IncomeGroup?
  /// Inhabitants, where known.
  public var population: Int?
  /// Gross domestic product in United States dollars, where known.
  public var grossDomesticProductUSDollars: Int?
  /// Latitude of one representative point, in thousandths of a degree, north positive.
  public var latitudeMilliDegrees: Int
  /// Longitude of one representative point, in thousandths of a degree, east positive.
  public var longitudeMilliDegrees: Int
  /// Whether it is counted among the Member States; false for historical symbols.
  public var isMemberState: Bool

  /// Makes an administration from its attributes.
  public init(
    symbol: String, name: String, iso3: String, unRegion: String, isLeastDeveloped: Bool,
    isLandlockedDeveloping: Bool, isSmallIslandDeveloping: Bool, ituRegion: Int, incomeGroup: IncomeGroup?,
    population: Int?, grossDomesticProductUSDollars: Int?, latitudeMilliDegrees: Int, longitudeMilliDegrees: Int,
    isMemberState: Bool = true
  ) {
    self.symbol = symbol
    self.name = name
    self.iso3 = iso3
    self.unRegion = unRegion
    self.isLeastDeveloped = isLeastDeveloped
    self.isLandlockedDeveloping = isLandlockedDeveloping
    self.isSmallIslandDeveloping = isSmallIslandDeveloping
    self.ituRegion = ituRegion
    self.incomeGroup = incomeGroup
    self.population = population
    self.grossDomesticProductUSDollars = grossDomesticProductUSDollars
    self.latitudeMilliDegrees = latitudeMilliDegrees
    self.longitudeMilliDegrees = longitudeMilliDegrees
    self.isMemberState = isMemberState
  }
}
