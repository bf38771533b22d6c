// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension ResultsDocument.Policy {
  /// A Lorenz curve: what the worst-served share of entitlement holds.
  public struct LorenzCurve: Codable, Hashable, Sendable {
    /// A point; in JSON the pair `[p, L]`.
    public struct Point: Codable, Hashable, Sendable {
      /// Share of the entitlement, worst served first.
      public var population: Double
      /// Share that they hold.
      public var held: Double

      /// Makes a point.
      public init(population: Double, held: Double) {
        self.population = population
        self.held = held
      }

      /// Reads the pair.
      public init(from decoder: any Decoder) throws {
        var pair = try decoder.unkeyedContainer()
        population = try pair.decode(Double.self)
        held = try pair.decode(Double.self)
      }

      /// Writes the pair.
      public func encode(to encoder: any Encoder) throws {
        var pair = encoder.unkeyedContainer()
        try pair.encode(population)
        try pair.encode(held)
      }
    }

    /// `filers` or `member_states`.
    public var population: String
    /// The entitlement, for example `equal`.
    public var entitlement: String
    /// The curve from (0, 0) to (1, 1); empty where nothing is held.
    public var points: [Point]
    /// The most equal curve that indivisible units allow; empty where it wasn't computed.
    public var floorPoints: [Point]

    /// Makes a curve.
    public init(population: String, entitlement: String, points: [Point], floorPoints: [Point] = []) {
      self.population = population
      self.entitlement = entitlement
      self.points = points
      self.floorPoints = floorPoints
    }
  }

  /// Inequality taken apart: between and within groups, exclusion and inequality among holders.
  public struct Decomposition: Codable, Hashable, Sendable {
    /// An index in parts.
    public struct Exclusion: Codable, Hashable, Sendable {
      /// The measure's identifier, for example `gini`.
      public var measure: String
      /// The identity in words, for example `gini = z + (1 − z)·gini among holders`.
      public var identity: String
      /// The index over all.
      public var total: ResultsDocument.Quantity
      /// The part that is exclusion: some hold nothing.
      public var exclusion: ResultsDocument.Quantity
      /// The part that is inequality among holders.
      public var amongHolders: ResultsDocument.Quantity

      /// Makes the parts of an index.
      public init(
        measure: String, identity: String, total: ResultsDocument.Quantity, exclusion: ResultsDocument.Quantity,
        amongHolders: ResultsDocument.Quantity
      ) {
        self.measure = measure
        self.identity = identity
        self.total = total
        self.exclusion = exclusion
        self.amongHolders = amongHolders
      }
    }

    /// One group of the partition.
    public struct Group: Codable, Hashable, Sendable {
      /// The part's name, for example `LDC`.
      public var group: String
      /// Administrations in it.
      public var members: Int
      /// How many of them hold nothing.
      public var membersWithNothing: Int
      /// Share of the entitlement.
      public var entitlementShare: Double
      /// Share of what is held.
      public var holdingShare: ResultsDocument.Quantity
      /// Share held over share entitled.
      public var parityRatio: ResultsDocument.Quantity
      /// Median of its members' parity ratios.
      public var medianParityRatio: ResultsDocument.Quantity
      /// Gini inside the group.
      public var gini: ResultsDocument.Quantity

      /// Makes the row of a group.
      public init(
        group: String, members: Int, membersWithNothing: Int, entitlementShare: Double,
        holdingShare: ResultsDocument.Quantity, parityRatio: ResultsDocument.Quantity,
        medianParityRatio: ResultsDocument.Quantity, gini: ResultsDocument.Quantity
      ) {
        self.group = group
        self.members = members
        self.membersWithNothing = membersWithNothing
        self.entitlementShare = entitlementShare
        self.holdingShare = holdingShare
        self.parityRatio = parityRatio
        self.medianParityRatio = medianParityRatio
        self.gini = gini
      }
    }

    /// `filers` or `member_states`.
    public var population: String
    /// The entitlement, for example `equal`.
    public var entitlement: String
    /// Theil T over all.
    public var theilTotal: ResultsDocument.Quantity
    /// The part of it between groups.
    public var theilBetween: ResultsDocument.Quantity
    /// The part of it within groups.
    public var theilWithin: ResultsDocument.Quantity
    /// The groups, in the partition's order.
    public var groups: [Group]
    /// Indices as exclusion and inequality among holders.
    public var exclusion: [Exclusion]

    /// Makes a decomposition.
    public init(
      population: String, entitlement: String, theilTotal: ResultsDocument.Quantity,
      theilBetween: ResultsDocument.Quantity, theilWithin: ResultsDocument.Quantity, groups: [Group],
      exclusion: [Exclusion]
    ) {
      self.population = population
      self.entitlement = entitlement
      self.theilTotal = theilTotal
      self.theilBetween = theilBetween
      self.theilWithin = theilWithin
      self.groups = groups
      self.exclusion = exclusion
    }
  }

  /// The granted positions in one band.
  public struct ArcStrip: Codable, Hashable, Sendable {
    /// A grant; in JSON the pair `[position in thousandths of a degree, index of the administration]`.
    public struct Grant: Codable, Hashable, Sendable {
      /// Granted longitude, −180,000 < λ ≤ 180,000, east positive.
      public var positionMilliDegrees: Int
      /// Index into the document's administrations.
      public var administration: Int

      /// Makes a grant.
      public init(positionMilliDegrees: Int, administration: Int) {
        self.positionMilliDegrees = positionMilliDegrees
        self.administration = administration
      }

      /// Reads the pair.
      public init(from decoder: any Decoder) throws {
        var pair = try decoder.unkeyedContainer()
        positionMilliDegrees = try pair.decode(Int.self)
        administration = try pair.decode(Int.self)
      }

      /// Writes the pair.
      public func encode(to encoder: any Encoder) throws {
        var pair = encoder.unkeyedContainer()
        try pair.encode(positionMilliDegrees)
        try pair.encode(administration)
      }
    }

    /// The band's identifier.
    public var band: String
    /// The grants, by position and then administration.
    public var grants: [Grant]

    /// Makes the strip of a band.
    public init(band: String, grants: [Grant]) {
      self.band = band
      self.grants = grants
    }
  }
}
