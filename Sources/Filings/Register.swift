// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A dataset of networks, administrations and their attributes.
public struct Register: Hashable, Sendable {
  /// A licence under which a register may be passed on.
  public struct Licence: Hashable, Sendable {
    /// Short name, for example `CC-BY-4.0`.
    public var name: String
    /// Title for people, with what it covers.
    public var title: String
    /// Address of the text.
    public var path: String

    /// Makes a licence.
    public init(name: String, title: String, path: String) {
      self.name = name
      self.title = title
      self.path = path
    }
  }

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

  /// A member of an organisation.
  public struct Membership: Hashable, Sendable {
    /// Symbol of the organisation.
    public var organisation: String
    /// Symbol of the member's administration.
    public var administration: String
    /// Its share in the organisation, a whole number; 1 where none is stated.
    public var share: Int
    /// Where the membership stands.
    public var source: String
    /// The day that the source describes, where stated.
    public var asOf: CalendarDate?
    /// Whether it was read in that source.
    public var isVerified: Bool

    /// Makes a membership.
    public init(
      organisation: String, administration: String, share: Int = 1, source: String, asOf: CalendarDate? = nil,
      isVerified: Bool
    ) {
      self.organisation = organisation
      self.administration = administration
      self.share = share
      self.source = source
      self.asOf = asOf
      self.isVerified = isVerified
    }
  }

  /// An administration that a network serves together with others.
  public struct JointFiling: Hashable, Sendable {
    /// Identifier of the network.
    public var network: String
    /// Symbol of the administration.
    public var administration: String
    /// Its share in the network, a whole number; 1 where none is stated.
    public var share: Int

    /// Makes a row of a joint filing.
    public init(network: String, administration: String, share: Int = 1) {
      self.network = network
      self.administration = administration
      self.share = share
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
  /// Licences of the tables, in the descriptor's order.
  public var licences: [Licence]
  /// Version of the register, for example `1.0.0`.
  public var version: String
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
  /// Members of organisations, sorted by organisation and administration; none where the register has no such table.
  public var memberships: [Membership]
  /// Networks that several administrations filed together, sorted by network and administration.
  public var jointFilings: [JointFiling]

  /// The administrations that are Member States: the population that equity is measured over.
  public var memberStates: [Administration] { administrations.filter(\.isMemberState) }

  /// Makes a register from its tables; they are sorted here.
  public init(
    name: String, title: String, snapshot: CalendarDate, sources: [String], administrations: [Administration],
    organisations: [Organisation], networks: [Network], allotments: [Allotment], territoryPoints: [TerritoryPoint],
    licences: [Licence] = [], version: String = "1.0.0", memberships: [Membership] = [],
    jointFilings: [JointFiling] = []
  ) {
    self.name = name
    self.title = title
    self.snapshot = snapshot
    self.sources = sources
    self.licences = licences
    self.version = version
    self.administrations = administrations.sorted { $0.symbol < $1.symbol }
    self.organisations = organisations.sorted { $0.symbol < $1.symbol }
    self.networks = networks.sorted { $0.identifier < $1.identifier }
    self.allotments = allotments.sorted { ($0.administration, $0.name) < ($1.administration, $1.name) }
    self.territoryPoints = territoryPoints
    self.memberships = memberships.sorted {
      ($0.organisation, $0.administration) < ($1.organisation, $1.administration)
    }
    self.jointFilings = jointFilings.sorted { ($0.network, $0.administration) < ($1.network, $1.administration) }
  }
}
