// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension ResultsDocument.Policy {
  /// How many requests were granted, moved and refused.
  public struct Counts: Codable, Hashable, Sendable {
    /// Refusals for one reason.
    public struct ReasonCount: Codable, Hashable, Sendable {
      /// The reason, for example `all-places-taken`.
      public var reason: String
      /// How many requests.
      public var count: Int

      /// Makes a count.
      public init(reason: String, count: Int) {
        self.reason = reason
        self.count = count
      }
    }

    /// All requests.
    public var requests: Int
    /// Requests granted.
    public var granted: Int
    /// Requests refused.
    public var refused: Int
    /// Requests from filings that were granted.
    public var grantedFiled: Int
    /// Requests that the scenario adds and that were granted.
    public var grantedNational: Int
    /// Grants at the filed longitude.
    public var grantedAsFiled: Int
    /// Grants elsewhere.
    public var grantedMoved: Int
    /// Channels asked for.
    public var requestedChannels: Int
    /// Channels granted.
    public var grantedChannels: Int
    /// Distance from the filed longitude, summed over the grants.
    public var totalDisplacementMilliDegrees: Int
    /// Grants to networks that are in use on the snapshot day, where the register knows.
    public var coincidingWithUseToday: Int?
    /// Refusals by reason, in the order of the decisions; reasons that do not occur are left out.
    public var refusedByReason: [ReasonCount]

    /// Makes the counts.
    public init(
      requests: Int, granted: Int, refused: Int, grantedFiled: Int, grantedNational: Int, grantedAsFiled: Int,
      grantedMoved: Int, requestedChannels: Int, grantedChannels: Int, totalDisplacementMilliDegrees: Int,
      coincidingWithUseToday: Int?, refusedByReason: [ReasonCount]
    ) {
      self.requests = requests
      self.granted = granted
      self.refused = refused
      self.grantedFiled = grantedFiled
      self.grantedNational = grantedNational
      self.grantedAsFiled = grantedAsFiled
      self.grantedMoved = grantedMoved
      self.requestedChannels = requestedChannels
      self.grantedChannels = grantedChannels
      self.totalDisplacementMilliDegrees = totalDisplacementMilliDegrees
      self.coincidingWithUseToday = coincidingWithUseToday
      self.refusedByReason = refusedByReason
    }
  }

  /// How many member States were served, refused, or never asked.
  public struct Standing: Codable, Hashable, Sendable {
    /// Hold at least one network.
    public var served: Int
    /// Asked and hold nothing.
    public var refused: Int
    /// Did not ask.
    public var neverAsked: Int

    /// Makes a standing.
    public init(served: Int, refused: Int, neverAsked: Int) {
      self.served = served
      self.refused = refused
      self.neverAsked = neverAsked
    }
  }

  /// The standing with and without the requests that the scenario adds.
  public struct StandingComparison: Codable, Hashable, Sendable {
    /// All requests counted.
    public var withLatecomers: Standing
    /// Only requests from filings counted.
    public var withoutLatecomers: Standing
    /// Counting only networks filed outside the plans; nil where the register has no plan entries.
    public var outsidePlans: Standing?

    /// Makes a comparison.
    public init(withLatecomers: Standing, withoutLatecomers: Standing, outsidePlans: Standing? = nil) {
      self.withLatecomers = withLatecomers
      self.withoutLatecomers = withoutLatecomers
      self.outsidePlans = outsidePlans
    }
  }

  /// What an administration holds.
  public struct Holding: Codable, Hashable, Sendable {
    /// The administration's symbol.
    public var administration: String
    /// Networks granted.
    public var networks: Int
    /// Channels granted.
    public var channels: Int
    /// The holding in the scenario's unit.
    public var holding: Int
    /// Networks granted from filings alone.
    public var filedNetworks: Int
    /// The holding from filings alone.
    public var filedHolding: Int

    /// Makes a holding.
    public init(
      administration: String, networks: Int, channels: Int, holding: Int, filedNetworks: Int, filedHolding: Int
    ) {
      self.administration = administration
      self.networks = networks
      self.channels = channels
      self.holding = holding
      self.filedNetworks = filedNetworks
      self.filedHolding = filedHolding
    }
  }

  /// What an organisation holds, where organisations are counted apart.
  public struct OrganisationHolding: Codable, Hashable, Sendable {
    /// The organisation's symbol.
    public var organisation: String
    /// Networks granted.
    public var networks: Int
    /// Channels granted.
    public var channels: Int
    /// The holding in the scenario's unit.
    public var holding: Int

    /// Makes a holding.
    public init(organisation: String, networks: Int, channels: Int, holding: Int) {
      self.organisation = organisation
      self.networks = networks
      self.channels = channels
      self.holding = holding
    }
  }
}
