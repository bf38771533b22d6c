// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Import of the ITU Space Network List as published by the ITU Compliance Assessment Monitor.
///
/// The raw tables are read as they are, with whatever their scraping left in them. Nothing is dropped silently: each
/// record that isn't simply copied stands in the report with what was done and why.
public struct SpaceNetworkListImport: Sendable {
  /// A register and what was done to make it.
  public struct Result: Sendable {
    /// The register.
    public var register: Register
    /// What was done with each raw table.
    public var report: ImportReport
  }

  /// The day of the published tables; they don't state it themselves.
  public static let publishedSnapshot = CalendarDate(knownYear: 2023, month: 9, day: 7)

  /// The directory of the raw tables.
  public var directory: String
  /// The day that the tables describe.
  public var snapshot: CalendarDate
  /// The table of administrations; nil to look for it in the directory and then in its parent.
  public var administrationsFile: String?
  /// The table of national allotment positions; nil to look for it.
  public var allotmentsFile: String?
  /// The table of points of national territories; nil to look for it.
  public var territoryPointsFile: String?
  /// Short name of the register to make.
  public var name: String

  /// Makes an import.
  ///
  /// - Parameters:
  ///   - directory: the directory of the raw tables.
  ///   - snapshot: the day that the tables describe; `publishedSnapshot` for the tables of September 2023.
  ///   - administrationsFile: the table of administrations, where it is neither there nor one directory up.
  ///   - allotmentsFile: the table of national allotment positions, likewise.
  ///   - territoryPointsFile: the table of points of national territories, likewise.
  ///   - name: short name of the register; nil for `register-` and the snapshot's year.
  public init(
    directory: String, snapshot: CalendarDate = publishedSnapshot, administrationsFile: String? = nil,
    allotmentsFile: String? = nil,
    territoryPointsFile: String? = nil, name: String? = nil
  ) {
    self.directory = directory
    self.snapshot = snapshot
    self.administrationsFile = administrationsFile
    self.allotmentsFile = allotmentsFile
    self.territoryPointsFile = territoryPointsFile
    self.name = name ?? "register-\(snapshot.year)"
  }

  /// Reads the raw tables and makes a register of them.
  ///
  /// - Throws: `InputNotFound` where a table is missing; `BadInput` where a table's form is not what was published.
  public func run() throws -> Result {
    guard InputFile.isDirectory(directory) else {
      throw InputNotFound(path: directory, reason: "there is no such directory")
    }
    var tables = RawTables()
    var faults: [Fault] = []
    try collect(&faults) { tables.networks = try raw("networks.csv", columns: NetworkListReader.columns) }
    try collect(&faults) { tables.unplanned = try .read(path("snl_unplanned.csv"), fewestFields: 4) }
    try collect(&faults) { tables.planned = try .read(path("snl_planned.csv"), fewestFields: 5) }
    try collect(&faults) { tables.broughtIntoUse = try raw("snl_broughtintouse.csv", columns: UseReader.columns) }
    try collect(&faults) { tables.suspended = try raw("snl_suspended.csv", columns: SuspensionReader.columns) }
    try collect(&faults) { tables.nameChanges = try raw("snl_namechange.csv", columns: NameChangeReader.columns) }
    try collect(&faults) { tables.countries = try raw("ITUcountries.csv", columns: ["ITU Symbol", "ITU Country"]) }
    try collect(&faults) {
      tables.administrations = try .read(
        administrationsFile ?? nearby("administrations.csv"), columns: AdministrationReader.columns)
    }
    try collect(&faults) {
      tables.allotments = try .read(
        allotmentsFile ?? nearby("ap30b_allotment_positions.csv"), columns: AllotmentReader.columns)
    }
    try collect(&faults) {
      tables.territoryPoints = try .read(
        territoryPointsFile ?? nearby("test_points.csv"), columns: TerritoryPointReader.columns)
    }
    guard faults.isEmpty else { throw BadInput(faults) }
    return try Importer(tables: tables, snapshot: snapshot, name: name).run()
  }

  /// Adds what is wrong with one table, so that the faults of all tables are found together.
  private func collect(_ faults: inout [Fault], _ read: () throws -> Void) throws {
    do { try read() } catch let error as BadInput { faults += error.faults }
  }

  private func path(_ name: String) -> String { InputFile.path(directory, name) }

  private func raw(_ name: String, columns: [String]) throws -> RawTable {
    try .read(path(name), columns: columns)
  }

  /// The file in the directory or, where it isn't there, in the directory's parent.
  private func nearby(_ name: String) -> String {
    let inside = path(name)
    if (try? InputFile.bytes(inside)) != nil { return inside }
    let above = InputFile.path(InputFile.path(directory, ".."), name)
    return (try? InputFile.bytes(above)) != nil ? above : inside
  }
}

/// The raw tables of an import.
struct RawTables {
  var networks: RawTable?
  var unplanned: RawTable?
  var planned: RawTable?
  var broughtIntoUse: RawTable?
  var suspended: RawTable?
  var nameChanges: RawTable?
  var countries: RawTable?
  var administrations: RawTable?
  var allotments: RawTable?
  var territoryPoints: RawTable?
}
