// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A dataset of networks, administrations and their attributes.
public struct Register: Sendable {
  /// A national allotment position of a plan.
  public struct Allotment: Hashable, Sendable {
    /// Name of the allotment in the plan, for example `AFG00000`.
    public var name: String
    /// Symbol of the administration.
    public var administration: String
    /// Longitude in thousandths of a degree.
    public var longitudeMilliDegrees: Int

    /// Makes an allotment.
    public init(name: String, administration: String, longitudeMilliDegrees: Int) {
      self.name = name
      self.administration = administration
      self.longitudeMilliDegrees = longitudeMilliDegrees
    }
  }

  /// A point of a national territory, for visibility and coverage.
  public struct TerritoryPoint: Hashable, Sendable {
    /// Symbol of the administration.
    public var administration: String
    /// Latitude in thousandths of a degree.
    public var latitudeMilliDegrees: Int
    /// Longitude in thousandths of a degree.
    public var longitudeMilliDegrees: Int

    /// Makes a territory point.
    public init(administration: String, latitudeMilliDegrees: Int, longitudeMilliDegrees: Int) {
      self.administration = administration
      self.latitudeMilliDegrees = latitudeMilliDegrees
      self.longitudeMilliDegrees = longitudeMilliDegrees
    }
  }

  /// Short name, for example `register-2023`.
  public var name: String
  /// Title for people.
  public var title: String
  /// The day that the data describe.
  public var snapshot: CalendarDate
  /// Sources with licence, one sentence each, in the descriptor's order.
  public var sources: [String]
  /// Administrations, sorted by symbol.
  public var administrations: [Administration]
  /// Organisations, sorted by symbol.
  public var organisations: [Organisation]
  /// Networks, sorted by identifier.
  public var networks: [Network]
  /// Allotments, sorted by administration and name.
  public var allotments: [Allotment]
  /// Territory points, in the table's order.
  public var territoryPoints: [TerritoryPoint]

  /// Makes a register from its tables; they are sorted here.
  public init(
    name: String, title: String, snapshot: CalendarDate, sources: [String], administrations: [Administration],
    organisations: [Organisation], networks: [Network], allotments: [Allotment], territoryPoints: [TerritoryPoint]
  ) {
    self.name = name
    self.title = title
    self.snapshot = snapshot
    self.sources = sources
    self.administrations = administrations.sorted { $0.symbol < $1.symbol }
    self.organisations = organisations.sorted { $0.symbol < $1.symbol }
    self.networks = networks.sorted { $0.identifier < $1.identifier }
    self.allotments = allotments.sorted { ($0.administration, $0.name) < ($1.administration, $1.name) }
    self.territoryPoints = territoryPoints
  }
}
