// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension ResultsDocument.Scenario {
  /// The register in numbers.
  public struct Register: Codable, Hashable, Sendable {
    /// Short name.
    public var name: String
    /// Title for people.
    public var title: String
    /// The day that the data describe, as `YYYY-MM-DD`.
    public var snapshot: String
    /// Sources with licence, one sentence each.
    public var sources: [String]
    /// Geostationary networks.
    public var networks: Int
    /// Networks under Article 9.
    public var nonPlannedNetworks: Int
    /// Networks under a plan.
    public var plannedNetworks: Int
    /// Networks in use on the snapshot day, where the register knows.
    public var networksInUse: Int?
    /// Administrations in the table.
    public var administrations: Int
    /// How many of them are member States.
    public var memberStates: Int

    /// Makes the description of a register.
    public init(
      name: String, title: String, snapshot: String, sources: [String], networks: Int, nonPlannedNetworks: Int,
      plannedNetworks: Int, networksInUse: Int?, administrations: Int, memberStates: Int
    ) {
      self.name = name
      self.title = title
      self.snapshot = snapshot
      self.sources = sources
      self.networks = networks
      self.nonPlannedNetworks = nonPlannedNetworks
      self.plannedNetworks = plannedNetworks
      self.networksInUse = networksInUse
      self.administrations = administrations
      self.memberStates = memberStates
    }
  }

  /// A band as the scenario sets it up.
  public struct Band: Codable, Hashable, Sendable {
    /// The identifier in the regulatory table, for example `Ku`.
    public var id: String
    /// The name for people.
    public var title: String
    /// Number of channels.
    public var channels: Int
    /// Bandwidth of a channel.
    public var channelBandwidthKilohertz: Int
    /// Names of the polarizations.
    public var polarizations: [String]
    /// Separation that two networks on the same channels need.
    public var requiredSeparationMilliDegrees: Int
    /// How far a request may be moved.
    public var flexibilityMilliDegrees: Int
    /// The coordination arc of the regulatory table, where it has one.
    public var coordinationArcMilliDegrees: Int?
    /// How many requests ask for this band.
    public var requests: Int

    /// Makes the description of a band.
    public init(
      id: String, title: String, channels: Int, channelBandwidthKilohertz: Int, polarizations: [String],
      requiredSeparationMilliDegrees: Int, flexibilityMilliDegrees: Int, coordinationArcMilliDegrees: Int?,
      requests: Int
    ) {
      self.id = id
      self.title = title
      self.channels = channels
      self.channelBandwidthKilohertz = channelBandwidthKilohertz
      self.polarizations = polarizations
      self.requiredSeparationMilliDegrees = requiredSeparationMilliDegrees
      self.flexibilityMilliDegrees = flexibilityMilliDegrees
      self.coordinationArcMilliDegrees = coordinationArcMilliDegrees
      self.requests = requests
    }
  }
}
