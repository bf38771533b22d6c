// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Writing of a register as a Data Package.
extension Register {
  /// Writes the register, whole or not at all.
  ///
  /// The tables and the descriptor are written to a directory beside the target, which then gets its name.
  ///
  /// - Parameters:
  ///   - path: the directory to make; it must not exist.
  ///   - report: what the import did, where the register was imported; it goes into the descriptor and a log table.
  /// - Throws: `OutputNotWritable` where the directory exists or can't be written.
  public func write(to path: String, report: ImportReport? = nil) throws(OutputNotWritable) {
    var target = path
    while target.count > 1, target.hasSuffix("/") { target.removeLast() }
    let manager = FileManager.default
    let url = URL(fileURLWithPath: target)
    if manager.fileExists(atPath: target) || (try? manager.destinationOfSymbolicLink(atPath: target)) != nil {
      throw OutputNotWritable(
        path: path, reason: "it exists already", remedy: "remove it first, or give another path")
    }
    let parent = url.deletingLastPathComponent()
    guard InputFile.isDirectory(parent.path) else {
      throw OutputNotWritable(
        path: path, reason: "the directory that is to hold it doesn't exist", remedy: "make that directory first")
    }
    let process = ProcessInfo.processInfo.processIdentifier
    let temporary = parent.appendingPathComponent(".\(url.lastPathComponent).writing-\(process)")
    do {
      try manager.createDirectory(at: temporary, withIntermediateDirectories: false)
      for (name, text) in files(report: report) {
        try Data(text.utf8).write(to: temporary.appendingPathComponent(name))
      }
      try manager.moveItem(at: temporary, to: url)
    } catch {
      try? manager.removeItem(at: temporary)
      throw OutputNotWritable(
        path: path, reason: "the register can't be written there (\((error as NSError).localizedDescription))",
        remedy: "give a path on a writable disk with enough room")
    }
  }

  /// The files of the register's directory, by name, in the order in which they are written.
  package func files(report: ImportReport? = nil) -> [(name: String, text: String)] {
    var tables = self.tables()
    if let report { tables.append((RegisterTable.importLog, report.rows())) }
    let descriptor = self.descriptor(
      tables: tables.map { ($0.schema, $0.rows.count) }, report: report)
    return [(RegisterDescriptor.fileName, descriptor.serialised())]
      + tables.map { ($0.schema.path, Table(header: $0.schema.header, rows: $0.rows).serialised()) }
  }

  /// The tables with their rows; optional ones only where they have rows.
  private func tables() -> [(schema: RegisterTable, rows: [[String]])] {
    let required: [(schema: RegisterTable, rows: [[String]])] = [
      (.administrations, administrations.map(Self.row)),
      (.organisations, organisations.map { [$0.symbol, $0.name] }),
      (.networks, networks.map(Self.row)),
      (.suspensions, networks.flatMap(Self.suspensionRows)),
      (
        .previousNames,
        networks.flatMap { network in
          network.previousNames.enumerated().map { [network.identifier, String($0 + 1), $1] }
        }
      ),
      (
        .allotments,
        allotments.map { [$0.name, $0.administration, MilliDegrees.text($0.longitudeMilliDegrees)] }
      ),
      (
        .territoryPoints,
        territoryPoints.map {
          [
            $0.administration, MilliDegrees.text($0.latitudeMilliDegrees), MilliDegrees.text($0.longitudeMilliDegrees),
          ]
        }
      ),
    ]
    let optional: [(schema: RegisterTable, rows: [[String]])] = [
      (.shells, networks.flatMap(Self.shellRows)),
      (.channels, networks.compactMap(Self.channelRow)),
      (
        .memberships,
        memberships.map {
          [
            $0.organisation, $0.administration, String($0.share), $0.source, $0.asOf?.iso8601 ?? "",
            String($0.isVerified),
          ]
        }
      ),
      (.jointFilings, jointFilings.map { [$0.network, $0.administration, String($0.share)] }),
    ]
    return required + optional.filter { !$0.rows.isEmpty }
  }

  private static func row(_ administration: Administration) -> [String] {
    [
      administration.symbol, administration.name, administration.iso3, administration.unRegion,
      String(administration.isLeastDeveloped), String(administration.isLandlockedDeveloping),
      String(administration.isSmallIslandDeveloping), String(administration.ituRegion),
      administration.incomeGroup?.rawValue ?? "", administration.population.map(String.init) ?? "",
      administration.grossDomesticProductUSDollars.map(String.init) ?? "",
      MilliDegrees.text(administration.latitudeMilliDegrees), MilliDegrees.text(administration.longitudeMilliDegrees),
      String(administration.isMemberState),
    ]
  }

  private static func row(_ network: Network) -> [String] {
    var longitude = ""
    if case .geostationary(let milliDegrees) = network.orbit { longitude = MilliDegrees.text(milliDegrees) }
    return [
      network.identifier, network.name, network.administration, network.organisation ?? "", longitude,
      network.procedure.rawValue, String(network.isNationalAllotment), network.maturity.rawValue,
      network.firstReceived?.iso8601 ?? "", network.notificationReceived?.iso8601 ?? "",
      network.broughtIntoUse?.iso8601 ?? "", network.noticeIdentifiers.map(String.init).joined(separator: " "),
    ]
  }

  private static func suspensionRows(_ network: Network) -> [[String]] {
    network.suspensions.map {
      [
        network.identifier, $0.extent, $0.start.iso8601, $0.end?.iso8601 ?? "", $0.limit?.iso8601 ?? "",
      ]
    }
  }

  private static func shellRows(_ network: Network) -> [[String]] {
    guard case .nonGeostationary(let shells) = network.orbit else { return [] }
    return shells.enumerated().map { position, shell in
      [
        network.identifier, String(position + 1), String(shell.altitudeMetres),
        MilliDegrees.text(shell.inclinationMilliDegrees), String(shell.planes), String(shell.satellitesPerPlane),
      ]
    }
  }

  private static func channelRow(_ network: Network) -> [String]? {
    network.channels.map {
      [network.identifier, $0.band, String($0.first), String($0.count), $0.polarization ?? ""]
    }
  }
}

extension ImportReport {
  /// The rows of the log table.
  func rows() -> [[String]] {
    entries.map {
      [
        $0.table, $0.line.map(String.init) ?? "", $0.record, $0.action.rawValue, String($0.records), $0.reason,
        $0.detail,
      ]
    }
  }
}
