// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension ResultsDocument {
  /// An administration with what it is grouped by and what it asked for.
  public struct Administration: Codable, Hashable, Sendable {
    /// The part that an administration belongs to: of overlapping groups the first in this order.
    public enum Partition: String, CaseIterable, Codable, Hashable, Sendable {
      /// Least developed countries.
      case leastDeveloped = "LDC"
      /// Landlocked developing countries that are not least developed.
      case landlockedDeveloping = "LLDC"
      /// Small island developing States that are neither.
      case smallIslandDeveloping = "SIDS"
      /// All others that are not of high income.
      case otherDeveloping = "other developing"
      /// High income.
      case highIncome = "high income"
    }

    /// The ITU symbol.
    public var symbol: String
    /// The name in English.
    public var name: String
    /// Whether it is a member State (the list also has territories and organisations that file).
    public var isMemberState: Bool
    /// Every one of `LDC`, `LLDC`, `SIDS` that it is in.
    public var groups: [String]
    /// The World Bank's income group, for example `LMC`.
    public var incomeGroup: String?
    /// ITU Region 1, 2 or 3.
    public var ituRegion: Int
    /// The one part that it belongs to.
    public var partition: Partition
    /// Requests from filings.
    public var filedRequests: Int
    /// Requests that the scenario adds for it.
    public var nationalRequests: Int
    /// Inhabitants, where known.
    public var populationInhabitants: Int?

    /// Makes the description of an administration.
    public init(
      symbol: String, name: String, isMemberState: Bool, groups: [String], incomeGroup: String?, ituRegion: Int,
      partition: Partition, filedRequests: Int, nationalRequests: Int, populationInhabitants: Int?
    ) {
      self.symbol = symbol
      self.name = name
      self.isMemberState = isMemberState
      self.groups = groups
      self.incomeGroup = incomeGroup
      self.ituRegion = ituRegion
      self.partition = partition
      self.filedRequests = filedRequests
      self.nationalRequests = nationalRequests
      self.populationInhabitants = populationInhabitants
    }
  }
}
