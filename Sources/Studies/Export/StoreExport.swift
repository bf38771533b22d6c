// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import GRDB

/// Writes what a store holds of its plan as a Data Package.
///
/// Rows stand in the order of the plan, never of writing: the bytes are the same however the store came about. Runs that are
/// no longer in the plan are left out, and so is what they cost, which no two machines agree in. Every row is checked by its
/// run's digest, and the places by theirs. Memory: some bytes a place.
public struct StoreExport {
  /// The name of the folder in a study's directory.
  public static let folder = "export"

  private let store: StudyStore

  /// Makes an export of a store.
  public init(_ store: StudyStore) {
    self.store = store
  }

  /// Writes the folder `export` of a directory; one that is there gives way once the new one is complete and on the disk.
  ///
  /// - Throws: `StoreFault`, also where the store lacks a run of its plan; `OutputNotWritable`.
  public func write(directory: String) throws {
    try store.checkPlaces()
    let target = (directory as NSString).appendingPathComponent(Self.folder)
    let temporary = (directory as NSString).appendingPathComponent(".\(Self.folder).unfinished")
    let files = FileManager.default
    try? files.removeItem(atPath: temporary)
    try FileSystem.makeDirectory(temporary)
    do {
      try fill(temporary)
      FileSystem.synchronise(directory: temporary)
    } catch {
      try? files.removeItem(atPath: temporary)
      throw error
    }
    try? files.removeItem(atPath: target)
    guard rename(temporary, target) == 0 else {
      throw FileSystem.fault(target, "the finished export can't take its name")
    }
    FileSystem.synchronise(directory: directory)
  }

  private func fill(_ folder: String) throws {
    let head = try store.head()
    let settings = SettingColumns(try store.settings())
    let runs = DataPackage.Resource.runs(parameters: settings.parameters)
    let resources = [runs, .measures, .claims, .decisions, .failures]
    let package = DataPackage(
      name: Self.packageName(head.name), title: "Runs of the study \(head.name)", resources: resources)
    try store.readingNames { database, names in
      let tables = try resources.map { resource in
        try CSVFile(path: (folder as NSString).appendingPathComponent(resource.path), header: resource.header)
      }
      var writer = RowWriter(
        reader: RunReader(database: database, names: names, path: store.path), settings: settings, runs: tables[0],
        measures: tables[1], claims: tables[2], decisions: tables[3], failures: tables[4])
      try store.forEachPlace(database) { try writer.write($0) }
      for table in tables { try table.finish() }
    }
    try FileSystem.write(package.bytes(), to: (folder as NSString).appendingPathComponent("datapackage.json"))
  }

  /// A name as Data Packages want it: lower case, digits, and `.`, `-`, `_`.
  private static func packageName(_ name: String) -> String {
    String(
      name.lowercased().unicodeScalars.map { scalar in
        let isKept =
          ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || "-_.".unicodeScalars.contains(scalar)
        return isKept ? Character(scalar) : "-"
      })
  }
}

/// The values of parameters by place: one column a parameter, in the order of their names.
struct SettingColumns {
  let parameters: [String]
  private var values: [String: [Int: [Int: String]]] = [:]

  init(_ settings: [StudyStore.StoredSetting]) {
    parameters = Set(settings.map(\.parameter)).sorted()
    for setting in settings {
      guard let column = parameters.firstIndex(of: setting.parameter) else { continue }
      values[setting.grid, default: [:]][setting.point, default: [:]][column] = setting.value
    }
  }

  func value(_ column: Int, at place: StoredPlace) -> String { values[place.grid]?[place.point]?[column] ?? "" }
}

/// Writes the rows of one place after the other; a run's own rows once, at its first place.
private struct RowWriter {
  struct Ending {
    var status: String
    var proof: String
    var digest: String
  }

  let reader: RunReader
  let settings: SettingColumns
  let runs: CSVFile
  let measures: CSVFile
  let claims: CSVFile
  let decisions: CSVFile
  let failures: CSVFile
  private var endings: [RunIdentity: Ending] = [:]
  /// By number of the name: its place among the sorted names, and its fields.
  private let ranks: [Int]
  private let fields: [[UInt8]]

  init(
    reader: RunReader, settings: SettingColumns, runs: CSVFile, measures: CSVFile, claims: CSVFile,
    decisions: CSVFile, failures: CSVFile
  ) {
    self.reader = reader
    self.settings = settings
    self.runs = runs
    self.measures = measures
    self.claims = claims
    self.decisions = decisions
    self.failures = failures
    let names = reader.names.measureNames
    var ranks = [Int](repeating: 0, count: names.count)
    for (rank, number) in names.indices.sorted(by: { names[$0] < names[$1] }).enumerated() { ranks[number] = rank }
    self.ranks = ranks
    fields = names.map { CSVFile.fields([$0.measure, $0.population, $0.entitlement, $0.group]) }
  }

  mutating func write(_ place: StoredPlace) throws {
    guard let ending = try endings[place.identity] ?? writeRun(place.identity) else {
      throw StoreFault.corrupt(
        path: reader.path, detail: "run \(place.identity) of place \(place.number + 1) isn't found")
    }
    endings[place.identity] = ending
    runs.add(place.number + 1)
    runs.add(place.world + 1)
    for text in [place.grid, place.scenario, place.register] { runs.add(text) }
    runs.add(place.point + 1)
    runs.add(place.seed)
    for text in [place.policy, place.identity.description, ending.status, ending.proof, ending.digest] {
      runs.add(text)
    }
    for column in settings.parameters.indices { runs.add(settings.value(column, at: place)) }
    try runs.endRow()
  }

  /// Nil where the run isn't there.
  private func writeRun(_ run: RunIdentity) throws -> Ending? {
    let identity = run.description
    guard let rows = try reader.rows(of: identity) else { return nil }
    for row in rows.measures.sorted(by: { ranks[$0.name - 1] < ranks[$1.name - 1] }) {
      measures.add(identity)
      measures.add(fields: fields[row.name - 1])
      measures.add(StoredNames.statuses[row.status])
      measures.add(row.value)
      try measures.endRow()
    }
    for claim in rows.claims {
      claims.add(identity)
      claims.add(claim.number)
      for text in [claim.stage, claim.objective, claim.strength] { claims.add(text) }
      claims.add(claim.value)
      claims.add(claim.bound)
      try claims.endRow()
    }
    for decision in rows.decisions {
      decisions.add(identity)
      decisions.add(decision.network)
      decisions.add(decision.outcome)
      decisions.add(decision.positionMilliDegrees)
      decisions.add(decision.firstChannel)
      decisions.add(decision.reason)
      try decisions.endRow()
    }
    switch rows.outcome {
    case .done(let proof):
      return Ending(status: "done", proof: proof, digest: rows.digest)
    case .failed(let failure):
      failures.add(identity)
      failures.add(failure.kind.rawValue)
      failures.add(failure.message)
      try failures.endRow()
      return Ending(status: "failed", proof: "", digest: rows.digest)
    }
  }
}
