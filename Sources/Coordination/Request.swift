// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings

/// What one network asks for in a scenario.
public struct Request: Sendable {
  /// Where a request comes from.
  public enum Kind: String, Sendable {
    /// A network of the register.
    case filed
    /// A national request that the scenario adds for an administration that comes last.
    case national
  }

  /// The network's identifier, or `NATIONAL-` and the administration's symbol.
  public var identifier: String
  /// Where it comes from.
  public var kind: Kind
  /// Whether the network was filed under a plan.
  public var isPlanned: Bool
  /// Whether the network is a national allotment of a plan.
  public var isNationalAllotment: Bool
  /// Symbol of the notifying administration.
  public var administration: String
  /// Symbol of the organisation on whose behalf it was filed, if any.
  public var organisation: String?
  /// Index of the band in the scenario's plan.
  public var band: Int
  /// How many contiguous channels it asks for.
  public var channels: Int
  /// The first channel, where the register states it.
  public var fixedFirstChannel: Int?
  /// Index of the polarization in the band's list, where the register states it.
  public var fixedPolarization: Int?
  /// Filed longitude in thousandths of a degree.
  public var longitudeMilliDegrees: Int
  /// The date that precedence goes by; nil for original entries of a plan, which go first.
  public var received: CalendarDate?
  /// Whether the network was in use on the day of the snapshot.
  public var isInUseToday: Bool
  /// What a grant adds to the holding, in the scenario's unit (channels, networks or kilohertz).
  public var holding: Int
  /// The bandwidth that it asks for, in kilohertz.
  public var bandwidthKilohertz: Int
  /// What it is worth by the scenario's table; 1 where the scenario has none.
  public var value: Int

  /// Whether two requests come from the same holder: the same administration for the same organisation, or for itself.
  public func hasSameHolder(as other: Request) -> Bool {
    administration == other.administration && organisation == other.organisation
  }

  /// Precedence: by date, undated first, then by identifier.
  public static func precedes(_ left: Request, _ right: Request) -> Bool {
    let leftDay = left.received?.dayNumber ?? .min
    let rightDay = right.received?.dayNumber ?? .min
    return (leftDay, left.identifier) < (rightDay, right.identifier)
  }
}

/// A longitude that a request may be given, with how far it is from the filed one.
public struct Place: Hashable, Sendable {
  /// Longitude in thousandths of a degree, −180,000 < λ ≤ 180,000.
  public var longitudeMilliDegrees: Int
  /// Displacement from the filed longitude in thousandths of a degree, east positive.
  public var displacementMilliDegrees: Int

  /// Makes a place.
  public init(longitudeMilliDegrees: Int, displacementMilliDegrees: Int) {
    self.longitudeMilliDegrees = longitudeMilliDegrees
    self.displacementMilliDegrees = displacementMilliDegrees
  }
}

/// One way to grant a request.
public struct Option: Hashable, Sendable {
  /// Index of the request.
  public var request: Int
  /// Longitude in thousandths of a degree.
  public var longitudeMilliDegrees: Int
  /// Displacement from the filed longitude in thousandths of a degree, east positive.
  public var displacementMilliDegrees: Int
  /// First channel, from 1.
  public var firstChannel: Int
  /// Index of the polarization in the band's list.
  public var polarization: Int

  /// Makes an option.
  public init(
    request: Int, longitudeMilliDegrees: Int, displacementMilliDegrees: Int, firstChannel: Int, polarization: Int
  ) {
    self.request = request
    self.longitudeMilliDegrees = longitudeMilliDegrees
    self.displacementMilliDegrees = displacementMilliDegrees
    self.firstChannel = firstChannel
    self.polarization = polarization
  }
}
