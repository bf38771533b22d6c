// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The rows of each table as values; what is known only from another table is put together in `RegisterRows`.
extension RowDecoder {
  /// A row of the table administrations.
  mutating func administration() -> Administration {
    let isMemberState = flag("member_state")
    let iso3 = optionalText("iso3") ?? ""
    if isMemberState, iso3.isEmpty {
      report("iso3", "the code of a Member State is missing", "write its ISO 3166-1 alpha-3 code")
    }
    return Administration(
      symbol: text("symbol"), name: text("name"), iso3: iso3, unRegion: text("un_region"),
      isLeastDeveloped: flag("least_developed"), isLandlockedDeveloping: flag("landlocked_developing"),
      isSmallIslandDeveloping: flag("small_island_developing"), ituRegion: integer("itu_region"),
      incomeGroup: choice("income_group", Administration.IncomeGroup.self, isRequired: false),
      population: optionalInteger("population"), grossDomesticProductUSDollars: optionalInteger("gdp_usd"),
      latitudeMilliDegrees: latitude("latitude_deg"), longitudeMilliDegrees: longitude("longitude_deg"),
      isMemberState: isMemberState)
  }

  /// A row of the table organisations.
  mutating func organisation() -> Organisation {
    Organisation(symbol: text("symbol"), name: text("name"))
  }

  /// A row of the table networks, without what other tables say of it.
  mutating func network() -> Network {
    // A longitude that is at fault still makes the network geostationary: it isn't to be asked for shells as well.
    let longitude = optionalLongitude("longitude_deg") ?? (has("longitude_deg") ? 0 : nil)
    return Network(
      identifier: text("identifier"), name: text("name"), administration: text("administration"),
      organisation: optionalText("organisation"),
      orbit: longitude.map { .geostationary(longitudeMilliDegrees: $0) } ?? .nonGeostationary(shells: []),
      procedure: choice("procedure", Network.Procedure.self, isRequired: true) ?? .nonPlanned,
      isNationalAllotment: flag("national_allotment"),
      maturity: choice("maturity", Network.Maturity.self, isRequired: true) ?? .advancePublication,
      firstReceived: optionalDate("first_received"), notificationReceived: optionalDate("notification_received"),
      broughtIntoUse: optionalDate("brought_into_use"), suspensions: [], previousNames: [], channels: nil,
      noticeIdentifiers: noticeIdentifiers())
  }

  private mutating func noticeIdentifiers() -> [Int] {
    guard let text = optionalText("notice_ids") else { return [] }
    let numbers = text.split(separator: " ").map { Int($0) }
    let known = numbers.compactMap { $0 }
    guard known.count == numbers.count, known.allSatisfy({ $0 > 0 }) else {
      report("notice_ids", "\"\(text)\" is no list of notice identifiers", "write whole numbers separated by blanks")
      return []
    }
    return known.sorted()
  }

  /// A row of the table suspensions: the network's identifier and the suspension, nil where its start is at fault.
  mutating func suspension() -> (network: String, suspension: Network.Suspension?) {
    let network = text("network")
    let extent = text("extent")
    if !extent.isEmpty, extent != "T", extent != "P" {
      report("extent", "\"\(extent)\" is not known", "write T for the whole network or P for a part")
    }
    let end = optionalDate("end")
    let limit = optionalDate("limit")
    guard let start = date("start") else { return (network, nil) }
    if let end, end < start {
      report("end", "the suspension ends on \(end.iso8601), before it starts on \(start.iso8601)", "mend the dates")
    }
    if let limit, limit < start {
      report("limit", "the limit \(limit.iso8601) lies before the start \(start.iso8601)", "mend the dates")
    }
    return (network, Network.Suspension(extent: extent, start: start, end: end, limit: limit))
  }

  /// A row of the table previous_names.
  mutating func previousName() -> (network: String, position: Int, name: String) {
    (text("network"), integer("position"), text("previous_name"))
  }

  /// A row of the table allotments.
  mutating func allotment() -> Register.Allotment {
    Register.Allotment(
      name: text("name"), administration: text("administration"), longitudeMilliDegrees: longitude("longitude_deg"))
  }

  /// A row of the table territory_points.
  mutating func territoryPoint() -> Register.TerritoryPoint {
    Register.TerritoryPoint(
      administration: text("administration"), latitudeMilliDegrees: latitude("latitude_deg"),
      longitudeMilliDegrees: longitude("longitude_deg"))
  }

  /// A row of the table shells.
  mutating func shell() -> (network: String, position: Int, shell: Network.Shell) {
    (
      text("network"), integer("position"),
      Network.Shell(
        altitudeMetres: integer("altitude_m"), inclinationMilliDegrees: inclination("inclination_deg"),
        planes: integer("planes"), satellitesPerPlane: integer("satellites_per_plane"))
    )
  }

  /// A row of the table memberships.
  mutating func membership() -> Register.Membership {
    Register.Membership(
      organisation: text("organisation"), administration: text("administration"), share: optionalInteger("share") ?? 1,
      source: text("source"), asOf: optionalDate("as_of"), isVerified: flag("verified"))
  }

  /// A row of the table joint_filings.
  mutating func jointFiling() -> Register.JointFiling {
    Register.JointFiling(
      network: text("network"), administration: text("administration"), share: optionalInteger("share") ?? 1)
  }

  /// A row of the table channels.
  mutating func channels() -> (network: String, channels: Network.Channels) {
    (
      text("network"),
      Network.Channels(
        band: text("band"), first: integer("first_channel"), count: integer("channels"),
        polarization: optionalText("polarization"))
    )
  }
}
