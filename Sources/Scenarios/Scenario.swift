// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A register plus band plan, criteria, grid, flexibility, entitlements, population and seeds: what is to be allocated.
public struct Scenario: Sendable {
  /// What a holding is counted in.
  public enum HoldingUnit: String, CaseIterable, Sendable {
    /// Channels granted.
    case channels
    /// Networks granted.
    case networks
    /// Bandwidth granted; counted in kilohertz.
    case megahertz
  }

  /// Who a grant counts for where an administration filed on behalf of an organisation.
  public enum Attribution: String, CaseIterable, Sendable {
    /// The notifying administration.
    case notifyingAdministration = "notifying-administration"
    /// The organisation alone; no administration holds it.
    case organisationsApart = "organisations-apart"
    /// The members of the organisation, or the administrations of a joint filing, in equal parts.
    case members
    /// The same by their shares.
    case memberShares = "member-shares"

    /// Whether one grant may count for several administrations.
    public var countsMembers: Bool { self == .members || self == .memberShares }
  }

  /// A band of the scenario's plan.
  public struct Band: Hashable, Sendable {
    /// Identifier in the regulatory table.
    public var identifier: String
    /// Number of equal channels.
    public var channels: Int
    /// Width of one channel in kilohertz.
    public var channelBandwidthKilohertz: Int
    /// Names of the polarizations that a network may ask for.
    public var polarizations: [String]
    /// Required separation in thousandths of a degree of longitude.
    public var requiredSeparationMilliDegrees: Int
    /// How far a network may be moved from its filed longitude, in thousandths of a degree.
    public var flexibilityMilliDegrees: Int
  }

  /// A name with its weight in a seeded draw.
  public struct Weight: Hashable, Sendable {
    /// The name drawn: a band's identifier or a number of channels.
    public var name: String
    /// Its weight, at least 0.
    public var weight: Int
  }

  /// How bands are given to networks for which the register knows none.
  public struct BandAssignment: Hashable, Sendable {
    /// Seed of the draw.
    public var seed: Int
    /// Weights of bands for networks filed outside the plans.
    public var nonPlanned: [Weight]
    /// Weights of bands for networks filed under a plan.
    public var planned: [Weight]
    /// Weights of demands in contiguous channels.
    public var channels: [Weight]
  }

  /// The national requests that the scenario adds, one for every member State.
  public struct Latecomers: Hashable, Sendable {
    /// Weights of bands.
    public var bands: [Weight]
    /// Demand in contiguous channels.
    public var channels: Int
    /// Smallest elevation in thousandths of a degree at which the territory must see the position.
    public var minimumElevationMilliDegrees: Int
  }

  /// A separation between two administrations other than the band's: an agreement, or the end of coordination.
  public struct CoordinationAgreement: Hashable, Sendable {
    /// The two administrations.
    public var administrations: [String]
    /// The bands that it covers; nil for all.
    public var bands: [String]?
    /// The separation that it requires, in thousandths of a degree.
    public var separationMilliDegrees: Int
    /// Whether the parties stopped coordinating: only then may the separation exceed what the band requires.
    public var endsCoordination: Bool

    /// Makes a separation between two administrations.
    public init(
      administrations: [String], bands: [String]?, separationMilliDegrees: Int, endsCoordination: Bool = false
    ) {
      self.administrations = administrations
      self.bands = bands
      self.separationMilliDegrees = separationMilliDegrees
      self.endsCoordination = endsCoordination
    }
  }

  /// Name that results use.
  public var name: String
  /// Title for people.
  public var title: String
  /// The question that the scenario asks.
  public var question: String
  /// Path of the register's directory, resolved against the scenario's own.
  public var registerPath: String
  /// Edition of the regulatory table.
  public var tableEdition: String
  /// Grid step in thousandths of a degree.
  public var gridMilliDegrees: Int
  /// What holdings are counted in.
  public var holdingUnit: HoldingUnit
  /// Who a grant counts for.
  public var attribution: Attribution
  /// The band plan, in order.
  public var bands: [Band]
  /// How bands are assigned.
  public var bandAssignment: BandAssignment
  /// National requests, if the scenario adds them.
  public var latecomers: Latecomers?
  /// Agreements between administrations.
  public var agreements: [CoordinationAgreement]
  /// Entitlements that outcomes are measured against.
  public var entitlements: [Entitlement]
  /// Seed of the lots that break ties.
  public var tieBreakSeed: Int
  /// Policies to compare: names or paths, as written.
  public var policies: [String]
  /// Path of the file it was read from.
  public var path: String
  /// What entitlements mean beyond their names.
  public var entitlementDefinitions = EntitlementDefinitions()

  /// What networks are worth, where the scenario says so.
  public var values: Values?
  /// Which conditions administrations or networks meet, where the scenario says so.
  public var compliance: ComplianceTable?

  /// A table beside the scenario's file that the scenario was read with.
  public struct InputTable: Hashable, Sendable {
    /// Path of the file, resolved against the scenario's own.
    public var path: String
    /// Its name, as the scenario gives it.
    public var file: String
  }

  /// What networks are worth: a table, and a number for those without a row.
  public struct Values: Hashable, Sendable {
    /// The numbers by request.
    public var table: NumberTable
    /// What a request is worth that the table doesn't name.
    public var standard: Int

    /// The greatest value: sums over all requests stay exact in the solver's numbers too.
    public static let greatest = 1_000_000_000
  }

  /// The tables beside the scenario's file that it was read with; a file that serves twice stands once.
  public var tables: [InputTable] {
    var names: Set<String> = []
    let all =
      entitlementDefinitions.tables.map(\.input) + (values.map { [$0.table.input] } ?? [])
      + (compliance.map { [.init(path: $0.path, file: $0.file)] } ?? [])
    return all.filter { names.insert($0.file).inserted }
  }

  /// The band of an identifier.
  public func band(_ identifier: String) -> Band? {
    bands.first { $0.identifier == identifier }
  }
}

/// Names of a scenario's seeds in results.
public enum ScenarioSeeds {
  /// The seed of the band assignment.
  public static let bandAssignment = "band assignment"
  /// The seed of the lots that break ties.
  public static let ties = "ties"
}
