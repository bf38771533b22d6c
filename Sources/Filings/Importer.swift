// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The steps of an import, in order; each reads one raw table and adds to the report.
struct Importer {
  let tables: RawTables
  let snapshot: CalendarDate
  let name: String

  func run() throws(BadInput) -> SpaceNetworkListImport.Result {
    var report = ImportReport()
    var networks = tables.networks.map { NetworkListReader(table: $0, snapshot: snapshot).read(&report) } ?? []
    guard !networks.isEmpty else {
      throw BadInput([
        Fault(
          file: tables.networks?.path ?? "networks.csv", problem: "the list holds no network that can be read",
          remedy: "give the table as it was published")
      ])
    }
    if let unplanned = tables.unplanned {
      PublicationReader(table: unplanned, procedure: .nonPlanned).read(into: &networks, &report)
    }
    if let planned = tables.planned {
      PublicationReader(table: planned, procedure: .planned).read(into: &networks, &report)
    }
    if let table = tables.broughtIntoUse { UseReader(table: table).read(into: &networks, &report) }
    if let table = tables.suspended { SuspensionReader(table: table).read(into: &networks, &report) }
    if let table = tables.nameChanges { NameChangeReader(table: table).read(into: &networks, &report) }
    let administrations = try AdministrationReader(
      table: tables.administrations, countries: tables.countries
    ).read(networks: networks, &report)
    let symbols = Set(administrations.map(\.symbol))
    let allotments = try tables.allotments.map {
      table throws(BadInput) in try AllotmentReader(table: table).read(networks: networks, symbols: symbols, &report)
    }
    let points = try tables.territoryPoints.map {
      table throws(BadInput) in try TerritoryPointReader(table: table).read(symbols: symbols, &report)
    }
    let register = Register(
      name: name,
      title: "Geostationary networks of the ITU Space Network List, \(snapshot.iso8601)",
      snapshot: snapshot, sources: Self.sources, administrations: administrations,
      organisations: OrganisationNames.organisations(of: networks.map(\.network), &report),
      networks: networks.map(\.network), allotments: allotments ?? [], territoryPoints: points ?? [],
      licences: Self.licences)
    return SpaceNetworkListImport.Result(register: register, report: report)
  }

  /// Where the tables of a register come from.
  static let sources = [
    "Networks, suspensions, previous names and allotment positions: facts of the ITU Space Network List as collected "
      + "by T. G. Roberts, ITU Compliance Assessment Monitor (MIT licence; the ITU's terms apply to the list itself). "
      + "The list holds survivors only: filings that were cancelled are gone from it.",
    "Administrations: names, codes and groups from country-codes (Open Data Commons Public Domain Dedication and "
      + "Licence); population, gross domestic product and income groups from the World Bank (CC BY 4.0); the ITU "
      + "Region is derived by rule.",
    "Representative points and points of national territories: Natural Earth (public domain).",
  ]

  /// Under which licences the tables may be passed on.
  static let licences = [
    Register.Licence(
      name: "MIT", title: "MIT License, Copyright (c) 2023 Thomas G. Roberts (networks and what belongs to them)",
      path: "https://opensource.org/license/mit"),
    Register.Licence(
      name: "CC-BY-4.0", title: "Creative Commons Attribution 4.0 (World Bank indicators)",
      path: "https://creativecommons.org/licenses/by/4.0/"),
    Register.Licence(
      name: "PDDL-1.0", title: "Open Data Commons Public Domain Dedication and Licence 1.0 (codes and groups)",
      path: "https://opendatacommons.org/licenses/pddl/1-0/"),
  ]
}

/// A network being imported, with its place in the list.
struct ListedNetwork {
  var network: Network
  /// Line of the list.
  var line: Int
  /// The newest previous name that the list itself states.
  var statedPreviousName: String?
  /// The longitude, which every network of the list has.
  var longitudeMilliDegrees: Int
}

/// Dates and places as the raw tables write them.
enum RawValue {
  /// A date written `dd.mm.yyyy`; nil for anything else.
  static func dottedDate(_ text: String) -> CalendarDate? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [2, 2, 4] else { return nil }
    return CalendarDate(iso8601: "\(parts[2])-\(parts[1])-\(parts[0])")
  }

  /// A longitude in thousandths of a degree, −180 turned into 180; nil where it is not on the circle.
  static func longitude(_ text: String) -> Int? {
    guard let milliDegrees = MilliDegrees.parse(text), abs(milliDegrees) <= 180_000 else { return nil }
    return milliDegrees == -180_000 ? 180_000 : milliDegrees
  }

  /// Administration and organisation of `F / EUT` or `F`.
  static func administration(_ text: String) -> (symbol: String, organisation: String?) {
    let parts = text.split(separator: "/", maxSplits: 1).map { RawTable.cleaned(String($0)) }
    guard parts.count == 2, !parts[1].isEmpty else { return (parts.first ?? "", nil) }
    return (parts[0], parts[1])
  }

  /// The notice identifier in a link, `…ntc_id=121559037&…`.
  static func noticeIdentifier(_ link: String) -> Int? {
    parameter("ntc_id", link).flatMap { Int($0) }
  }

  /// The value of a parameter of a link, blanks restored.
  static func parameter(_ name: String, _ link: String) -> String? {
    guard let query = link.split(separator: "?", maxSplits: 1).last else { return nil }
    for pair in query.split(separator: "&") where pair.hasPrefix(name + "=") {
      return String(pair.dropFirst(name.count + 1).map { $0 == "+" ? " " : $0 })
    }
    return nil
  }
}
