// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Why one request was granted where it was, or refused, under one policy: `orbitshare-explanation/1`.
public struct Explanation: Encodable, Sendable {
  /// A granted network that stands in the way of an option.
  public struct Obstacle: Encodable, Hashable, Sendable {
    /// The criterion that the two don't meet.
    public enum Criterion: String, Encodable, Sendable {
      /// Overlapping channels, nearer than the required separation.
      case tooClose = "too-close"
      /// The same holder, position, channels and polarization.
      case channelsCollide = "channels-collide"
    }

    /// The granted network.
    public var network: String
    /// Symbol of its administration.
    public var administration: String
    /// Where it was granted, in thousandths of a degree.
    public var longitudeMilliDegrees: Int
    /// Its first channel, from 1.
    public var firstChannel: Int
    /// How many channels it has.
    public var channels: Int
    /// Its polarization.
    public var polarization: String
    /// The criterion.
    public var criterion: Criterion
    /// The distance in thousandths of a degree.
    public var distanceMilliDegrees: Int
    /// The separation required, in thousandths of a degree; 0 where channels collide at one position.
    public var requiredMilliDegrees: Int
    /// How much is missing, in thousandths of a degree; 0 where channels collide at one position.
    public var missingMilliDegrees: Int
  }

  /// One way to grant the request, and what stands in its way.
  public struct OptionFinding: Encodable, Sendable {
    /// First channel, from 1.
    public var firstChannel: Int
    /// Polarization.
    public var polarization: String
    /// The granted networks in conflict with it, by identifier; none where it is free.
    public var obstacles: [Obstacle]
  }

  /// A place that the request could have had.
  public struct PlaceFinding: Encodable, Sendable {
    /// What keeps the request from the place.
    public enum Verdict: String, Encodable, Sendable {
      /// Nothing.
      case free
      /// Granted networks.
      case blocked
      /// The policy keeps the place for others.
      case reserved
      /// The policy moves nobody.
      case notAsFiled = "not-as-filed"
    }

    /// Longitude in thousandths of a degree.
    public var longitudeMilliDegrees: Int
    /// Displacement from the filed longitude in thousandths of a degree, east positive.
    public var displacementMilliDegrees: Int
    /// What keeps the request from it.
    public var verdict: Verdict
    /// How much separation is missing at least: over the options the least of each one's greatest lack, in thousandths
    /// of a degree; nil where an option is free, or something else than a distance stands in the way of every option.
    public var marginMilliDegrees: Int?
    /// Every option at the place.
    public var options: [OptionFinding]
  }

  /// What a grant is and what it displaced.
  public struct GrantFinding: Encodable, Sendable {
    /// Number of the policy's stage, from 1.
    public var stage: Int
    /// Name of the stage.
    public var stageName: String
    /// What the stage does, in words.
    public var rule: String
    /// Where, in thousandths of a degree.
    public var longitudeMilliDegrees: Int
    /// Displacement from the filed longitude in thousandths of a degree, east positive.
    public var displacementMilliDegrees: Int
    /// First channel, from 1.
    public var firstChannel: Int
    /// Polarization.
    public var polarization: String
    /// Refused requests with an option that this grant alone blocks.
    public var blocksAlone: [Displaced]
    /// Refused requests with an option that this grant blocks together with others, and none that it blocks alone.
    public var blocksWithOthers: [Displaced]
  }

  /// A refused request that a grant stands in the way of.
  public struct Displaced: Encodable, Sendable {
    /// The refused network.
    public var network: String
    /// Symbol of its administration.
    public var administration: String
    /// The most preferred place at which the grant is among as few obstacles as anywhere, in thousandths of a degree.
    public var longitudeMilliDegrees: Int
    /// The other grants in the way there, by identifier.
    public var others: [String]
  }

  /// What became of the request under a policy.
  public struct PolicyFinding: Encodable, Sendable {
    /// The policy.
    public var policy: String
    /// `granted` or `refused`.
    public var outcome: String
    /// The reason in the table's words.
    public var reason: String
    /// Where, in thousandths of a degree; nil where it was refused.
    public var longitudeMilliDegrees: Int?
  }

  /// The policy.
  public var policy: String
  /// The network.
  public var network: String
  /// Symbol of its administration.
  public var administration: String
  /// Symbol of the organisation on whose behalf it was filed.
  public var organisation: String?
  /// The band.
  public var band: String
  /// How many channels it asks for.
  public var channels: Int
  /// Filed longitude in thousandths of a degree.
  public var filedLongitudeMilliDegrees: Int
  /// The date that precedence goes by; nil for original entries of a plan.
  public var received: String?
  /// `granted` or `refused`.
  public var outcome: String
  /// The reason in the table's words.
  public var reason: String
  /// Numbers of the policy's stages that look at the request at all, from 1.
  public var admittedByStages: [Int]
  /// What the grant is; nil where the request was refused.
  public var grant: GrantFinding?
  /// Every place of a refused request, most preferred first; none for a granted one.
  public var places: [PlaceFinding]
  /// What would have served a refused request; nil for a granted one.
  public var smallestChange: SmallestChange?
  /// What the policy's lottery had in store for it; nil where no lottery looks at it.
  public var lottery: LotteryFinding?
  /// What was bid for it and what would have had to be; nil where the policy sells nothing.
  public var auction: BidFinding?
  /// What granting a refused request would cost, or what a granted one brings.
  public var cost: CostFinding
  /// What became of it under every policy of the result.
  public var policies: [PolicyFinding]
  /// The form of this document.
  public var schema = "orbitshare-explanation/1"
}
