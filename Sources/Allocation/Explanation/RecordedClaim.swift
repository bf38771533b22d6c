// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A claim as `certificate.json` keeps it.
public struct RecordedClaim: Decodable, Sendable {
  /// What was made as large as possible.
  public struct Objective: Decodable, Hashable, Sendable {
    /// Its identifier, for example `holding` or `administrations-at-level`.
    public var id: String
    /// Numerator of a level.
    public var numerator: Int?
    /// Denominator of a level.
    public var denominator: Int?
    /// The entitlement that a level is a ratio to.
    public var entitlement: String?
    /// α of a welfare, in halves.
    public var alphaHalves: Int?

    enum CodingKeys: String, CodingKey {
      case id, numerator, denominator, entitlement
      case alphaHalves = "alpha_halves"
    }
  }

  /// An option in a clique: network, longitude in thousandths of a degree, first channel, polarization.
  struct Member: Decodable, Hashable, Sendable {
    var network: String
    var longitudeMilliDegrees: Int
    var firstChannel: Int
    var polarization: String

    init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      network = try list.decode(String.self)
      longitudeMilliDegrees = try list.decode(Int.self)
      firstChannel = try list.decode(Int.self)
      polarization = try list.decode(String.self)
    }
  }

  /// Options of which at most one is granted, with the multiplier of the row that says so.
  struct Clique: Decodable, Sendable {
    var options: [Member]
    var y: Int
  }

  /// The multipliers by what their rows say.
  struct Multipliers: Decodable, Sendable {
    var request: [String: Int]?
    var window: [String: [String: Int]]?
    var channelWindow: [String: [String: [String: Int]]]?
    var clique: [Clique]?
    var holding: [String: Int]?
    var served: [String: Int]?
    var attributed: [String: Int]?
    var atLeast: [String: Int]?
    /// Caps and minimums by their number in the policy, from 1, then by subject.
    var limit: [String: [String: Int]]?
    /// Quotas likewise.
    var lowerQuota: [String: [String: Int]]?
    var upperQuota: [String: [String: Int]]?
    var kept: [String: Int]?

    enum CodingKeys: String, CodingKey {
      case request, window, clique, holding, served, attributed, limit, kept
      case lowerQuota = "lower_quota"
      case upperQuota = "upper_quota"
      case channelWindow = "channel_window"
      case atLeast = "at_least"
    }
  }

  /// Number of the policy's stage, from 1.
  public var stage: Int
  /// Name of the stage.
  public var name: String
  /// What kind of step it is: `order`, `maximise`, `tie-break` or another.
  public var kind: String
  /// The objective.
  public var objective: Objective
  /// What is claimed: `optimal` and others.
  public var claim: String
  /// The objective's value.
  public var value: Int
  /// What no allocation exceeds; nil where nothing is known.
  public var bound: Int?
  /// The unit of value and bound.
  public var unit: String
  /// The scale of the multipliers, at least 1.
  var scale: Int?
  /// What the program's columns are, by band: `places` or `options`.
  var columns: [String: String]?
  var multipliers: Multipliers?
}
