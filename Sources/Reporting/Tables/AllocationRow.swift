// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A row of `allocation.csv`: what became of one request under one policy.
public struct AllocationRow: Hashable, Sendable {
  /// What became of a request.
  public enum Outcome: String, Hashable, Sendable {
    /// It got a position and channels.
    case granted
    /// It got none.
    case refused
    /// It had them and lost them.
    case lapsed
    /// Nobody bought it.
    case unsold
  }

  /// The policy's identifier.
  public var policy: String
  /// The network's identifier.
  public var network: String
  /// Symbol of the administration.
  public var administration: String
  /// Symbol of the organisation, or nothing.
  public var organisation: String
  /// What became of the request.
  public var outcome: Outcome
  /// The position granted, if any.
  public var positionMilliDegrees: Int?
  /// The band's identifier.
  public var band: String
  /// The first channel granted, if any.
  public var firstChannel: Int?
  /// Channels asked for.
  public var channels: Int
  /// The polarization granted, or nothing.
  public var polarization: String
  /// Why, for example `as-filed` or `all-places-taken`.
  public var reason: String
  /// The granted networks in the way.
  public var blocking: [String]

  /// Makes a row.
  public init(
    policy: String, network: String, administration: String, organisation: String, outcome: Outcome,
    positionMilliDegrees: Int?, band: String, firstChannel: Int?, channels: Int, polarization: String, reason: String,
    blocking: [String]
  ) {
    self.policy = policy
    self.network = network
    self.administration = administration
    self.organisation = organisation
    self.outcome = outcome
    self.positionMilliDegrees = positionMilliDegrees
    self.band = band
    self.firstChannel = firstChannel
    self.channels = channels
    self.polarization = polarization
    self.reason = reason
    self.blocking = blocking
  }

  /// The columns of the table.
  static let columns = [
    "policy", "network", "administration", "organisation", "outcome", "position_deg", "band", "first_channel",
    "channels", "polarization", "reason", "blocking",
  ]

  /// The row's fields, in the order of the columns.
  var fields: [String] {
    [
      policy, network, administration, organisation, outcome.rawValue,
      positionMilliDegrees.map(NumberText.degrees) ?? "", band, firstChannel.map(String.init) ?? "",
      String(channels), polarization, reason, blocking.joined(separator: ";"),
    ]
  }
}

/// Writes `allocation.csv`.
public struct AllocationTable: Sendable {
  /// The rows, in the order in which they are written.
  public var rows: [AllocationRow]

  /// Makes a table of its rows.
  public init(rows: [AllocationRow]) {
    self.rows = rows
  }

  /// The table as text.
  public var csv: String {
    var table = CSVText(header: AllocationRow.columns)
    for row in rows { table.append(row.fields) }
    return table.text
  }
}
