// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// One satellite network as filed.
public struct Network: Hashable, Sendable {
  /// Where the network is: a place on the geostationary circle, or shells on the axis of altitude.
  public enum Orbit: Hashable, Sendable {
    /// Nominal longitude in thousandths of a degree, −180,000 < λ ≤ 180,000, east positive.
    case geostationary(longitudeMilliDegrees: Int)
    /// One or more shells of a non-geostationary system.
    case nonGeostationary(shells: [Shell])
  }

  /// A shell of a non-geostationary system.
  public struct Shell: Hashable, Sendable {
    /// Altitude in metres above the mean equatorial radius.
    public var altitudeMetres: Int
    /// Inclination in thousandths of a degree.
    public var inclinationMilliDegrees: Int
    /// Number of orbital planes.
    public var planes: Int
    /// Satellites in each plane.
    public var satellitesPerPlane: Int

    /// Makes a shell.
    public init(altitudeMetres: Int, inclinationMilliDegrees: Int, planes: Int, satellitesPerPlane: Int) {
      self.altitudeMetres = altitudeMetres
      self.inclinationMilliDegrees = inclinationMilliDegrees
      self.planes = planes
      self.satellitesPerPlane = satellitesPerPlane
    }
  }

  /// The procedure that a network is filed under.
  public enum Procedure: String, CaseIterable, Sendable {
    /// Coordination under Article 9, where practice is first come, first served.
    case nonPlanned = "non-planned"
    /// A plan of Appendices 30, 30A or 30B.
    case planned = "planned"
  }

  /// How far the filing has come; the raw values are those of the Space Network List.
  public enum Maturity: String, CaseIterable, Sendable {
    /// Advance publication (Nos. 9.1, 9.2).
    case advancePublication = "A"
    /// Coordination request (No. 9.30).
    case coordinationRequest = "C"
    /// Notified (No. 11.2).
    case notified = "N"
    /// Due-diligence information (Resolution 49).
    case dueDiligence = "U"
    /// Submitted under a plan's own articles.
    case planSubmission = "P"
    /// Entered in a plan or its List.
    case planOrList = "P/Plan/List"
  }

  /// A suspension of use under No. 11.49.
  public struct Suspension: Hashable, Sendable {
    /// How much is suspended: `T` the whole, `P` a part.
    public var extent: String
    /// First day of the suspension.
    public var start: CalendarDate
    /// Day of resumption; nil while it lasts.
    public var end: CalendarDate?
    /// Day by which use must be resumed, where stated; the list states it only while a suspension lasts.
    public var limit: CalendarDate?

    /// Makes a suspension.
    public init(extent: String, start: CalendarDate, end: CalendarDate?, limit: CalendarDate? = nil) {
      self.extent = extent
      self.start = start
      self.end = end
      self.limit = limit
    }

    /// Whether it stands before another in a network's list: by start, extent and end, with what lasts at the end.
    static func precedes(_ left: Suspension, _ right: Suspension) -> Bool {
      if left.start != right.start { return left.start < right.start }
      if left.extent != right.extent { return left.extent < right.extent }
      guard let leftEnd = left.end else { return false }
      guard let rightEnd = right.end else { return true }
      return leftEnd < rightEnd
    }
  }

  /// Channels that the register itself states for a network.
  public struct Channels: Hashable, Sendable {
    /// The band's identifier in the edition-keyed table.
    public var band: String
    /// Number of the first channel, from 1.
    public var first: Int
    /// How many contiguous channels.
    public var count: Int
    /// Polarization, where stated.
    public var polarization: String?

    /// Makes a block of channels.
    public init(band: String, first: Int, count: Int, polarization: String?) {
      self.band = band
      self.first = first
      self.count = count
      self.polarization = polarization
    }
  }

  /// Unique identifier within the register: the name, with the procedure appended where two networks share one.
  public var identifier: String
  /// The name as filed.
  public var name: String
  /// Symbol of the notifying administration.
  public var administration: String
  /// Symbol of the organisation on whose behalf it was filed, if any.
  public var organisation: String?
  /// Where it is.
  public var orbit: Orbit
  /// The procedure.
  public var procedure: Procedure
  /// Whether it is a national allotment of the Appendix 30B plan.
  public var isNationalAllotment: Bool
  /// How far the filing has come.
  public var maturity: Maturity
  /// Earliest date of receipt (advance publication or coordination request): the 2D-date as far as the list tells it.
  public var firstReceived: CalendarDate?
  /// Date of receipt of the notification, where known.
  public var notificationReceived: CalendarDate?
  /// Date of bringing into use, where stated; it may lie after the snapshot.
  public var broughtIntoUse: CalendarDate?
  /// Suspensions, oldest first.
  public var suspensions: [Suspension]
  /// Names that it had before, newest first.
  public var previousNames: [String]
  /// Channels as far as the register knows them; the Space Network List has none.
  public var channels: Channels?
  /// Identifiers of the notices published for it, ascending.
  public var noticeIdentifiers: [Int]

  /// Makes a network.
  public init(
    identifier: String, name: String, administration: String, organisation: String?, orbit: Orbit,
    procedure: Procedure, isNationalAllotment: Bool, maturity: Maturity, firstReceived: CalendarDate?,
    notificationReceived: CalendarDate?, broughtIntoUse: CalendarDate?, suspensions: [Suspension],
    previousNames: [String], channels: Channels?, noticeIdentifiers: [Int] = []
  ) {
    self.identifier = identifier
    self.name = name
    self.administration = administration
    self.organisation = organisation
    self.orbit = orbit
    self.procedure = procedure
    self.isNationalAllotment = isNationalAllotment
    self.maturity = maturity
    self.firstReceived = firstReceived
    self.notificationReceived = notificationReceived
    self.broughtIntoUse = broughtIntoUse
    self.suspensions = suspensions
    self.previousNames = previousNames
    self.channels = channels
    self.noticeIdentifiers = noticeIdentifiers
  }

  /// Whether the network was in use on a day: brought into use by then and not wholly suspended on it.
  public func isInUse(on day: CalendarDate) -> Bool {
    guard let broughtIntoUse, broughtIntoUse <= day else { return false }
    return !suspensions.contains { suspension in
      guard suspension.extent == "T", suspension.start <= day else { return false }
      guard let end = suspension.end else { return true }
      return end > day
    }
  }
}
