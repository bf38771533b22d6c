// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation

extension Scenario {
  /// The version of scenario files that is read.
  public static let schema = "scenario/1"

  /// The keys of a scenario file.
  public static let keys =
    [
      "orbitshare", "name", "title", "question", "register", "table_edition", "grid_degrees", "holding", "attribution",
      "bands", "band_assignment", "latecomers", "coordination_agreements", "population", "entitlements",
      "tie_break_seed", "policies",
    ] + EntitlementReader.keys + ["values", "compliance"]

  /// The keys of a band.
  public static let bandKeys = [
    "id", "channels", "channel_bandwidth_kilohertz", "polarizations", "required_separation_degrees",
    "flexibility_degrees",
  ]

  /// Reads and validates a scenario file; the register itself isn't opened.
  ///
  /// - Parameter changes: what is set in the file before it is read.
  /// - Throws: `InputNotFound`, or `BadInput` with every fault and its line.
  public static func read(path: String, changes: [DocumentChange] = []) throws -> Scenario {
    let (reader, root) = try YAMLReader.open(path, schema: Self.schema, changes: changes)
    reader.allow(Self.keys, in: root)
    if let schema = reader.text("orbitshare", in: root, required: true, example: Self.schema), schema != Self.schema {
      reader.report(
        root, "orbitshare", problem: "`\(schema)` is not a scenario", remedy: "write `orbitshare: \(Self.schema)`")
    }
    let name = reader.text("name", in: root, required: true) ?? ""
    let edition = reader.text("table_edition", in: root, required: true) ?? ""
    let table = RegulatoryTable.edition(edition)
    if table == nil, !edition.isEmpty {
      let known = RegulatoryTable.editions.map(\.edition).joined(separator: ", ")
      reader.report(root, "table_edition", problem: "edition `\(edition)` is unknown", remedy: "write one of: \(known)")
    }
    let register = reader.text("register", in: root, required: true) ?? "."
    if let population = reader.text("population", in: root), population != "member-states" {
      reader.report(root, "population", problem: "`\(population)` is unknown", remedy: "write member-states")
    }
    let bands = readBands(reader, root, table: table)
    let named = namedBands(reader, root, table: table)
    let grid = reader.thousandths("grid_degrees", in: root, range: 1...360_000, required: true) ?? 500
    if 360_000 % grid != 0 {
      reader.report(
        root, "grid_degrees", problem: "does not divide the circle", remedy: "write a divisor of 360, for example 0.5")
    }
    let entitlements = EntitlementReader(reader: reader, root: root)
    let definitions = entitlements.definitions()
    let policies = reader.texts("policies", in: root) ?? []
    let repeated = Dictionary(grouping: policies, by: { $0 }).filter { $0.value.count > 1 }.keys.sorted()
    for policy in repeated {
      reader.report(root, "policies", problem: "`\(policy)` stands twice", remedy: "name each policy once")
    }
    let values = readValues(reader, root)
    let compliance = ComplianceTable.read(reader, root)
    let scenario = Scenario(
      name: name, title: reader.text("title", in: root) ?? name, question: reader.text("question", in: root) ?? "",
      registerPath: resolve(register, beside: path), tableEdition: edition, gridMilliDegrees: grid,
      holdingUnit: reader.word("holding", in: root, as: HoldingUnit.self) ?? .channels,
      attribution: reader.word("attribution", in: root, as: Attribution.self) ?? .notifyingAdministration,
      bands: bands, bandAssignment: readAssignment(reader, root, bands: bands, named: named),
      latecomers: readLatecomers(reader, root, bands: bands, named: named),
      agreements: readAgreements(reader, root, named: named), entitlements: entitlements.measured(),
      tieBreakSeed: reader.integer("tie_break_seed", in: root, range: 0...Int.max) ?? 1, policies: policies, path: path,
      entitlementDefinitions: definitions, values: values, compliance: compliance)
    try reader.finish()
    return scenario
  }

  /// A path as written in a file, resolved against the file's directory.
  public static func resolve(_ path: String, beside file: String) -> String {
    if path.hasPrefix("/") { return path }
    // A name alone has none; asked of a name of one letter, the library traps on Linux.
    let directory = file.contains("/") ? (file as NSString).deletingLastPathComponent : ""
    let base = directory.isEmpty ? "." : directory
    return path == "." ? base : (base as NSString).appendingPathComponent(path)
  }

  private static func readBands(_ reader: YAMLReader, _ root: YAMLReader.Section, table: RegulatoryTable?) -> [Band] {
    guard let sections = reader.sections("bands", in: root) else {
      if reader.value("bands", in: root) == nil {
        reader.report(root, nil, problem: "`bands` is missing", remedy: "add `bands:` with at least one band")
      }
      return []
    }
    if reader.value("bands", in: root)?.sequence?.isEmpty == true {
      reader.report(root, "bands", problem: "is empty", remedy: "write at least one band")
    }
    var bands: [Band] = []
    for section in sections {
      guard let band = readBand(reader, section, table: table) else { continue }
      if bands.contains(where: { $0.identifier == band.identifier }) {
        reader.report(section, "id", problem: "band `\(band.identifier)` stands twice", remedy: "keep one of them")
      } else {
        bands.append(band)
      }
    }
    return bands
  }

  /// The identifiers that `bands` names, with those of bands that are otherwise faulty; nil where one is missing, unknown or
  /// doubled, so that no message about another key rests on it.
  private static func namedBands(
    _ reader: YAMLReader, _ root: YAMLReader.Section, table: RegulatoryTable?
  ) -> [String]? {
    guard let entries = reader.value("bands", in: root)?.sequence, !entries.isEmpty else { return nil }
    let names = entries.compactMap { $0.mapping?["id"]?.scalar?.string }
    guard Set(names).count == entries.count, names.allSatisfy({ table?.band($0) != nil || table == nil }) else {
      return nil
    }
    return names
  }

  private static func readBand(_ reader: YAMLReader, _ section: YAMLReader.Section, table: RegulatoryTable?) -> Band? {
    reader.allow(bandKeys, in: section)
    let identifier = reader.text("id", in: section, required: true)
    let channels = reader.integer("channels", in: section, range: 1...64, required: true)
    let bandwidth = reader.integer("channel_bandwidth_kilohertz", in: section, range: 1...10_000_000, required: true)
    let separation = reader.thousandths("required_separation_degrees", in: section, range: 1...90_000, required: true)
    let flexibility = reader.thousandths("flexibility_degrees", in: section, range: 0...90_000, required: true)
    let polarizations = reader.texts("polarizations", in: section) ?? ["dual"]
    if polarizations.isEmpty || Set(polarizations).count < polarizations.count {
      reader.report(
        section, "polarizations", problem: polarizations.isEmpty ? "is empty" : "names one twice",
        remedy: "name each polarization once, or leave it out")
    }
    guard let identifier, let channels, let bandwidth, let separation, let flexibility else { return nil }
    if let table {
      guard let entry = table.band(identifier) else {
        let known = table.bands.map(\.identifier)
        let near = nearest(to: identifier, among: known).map { "did you mean `\($0)`? " } ?? ""
        reader.report(
          section, "id", problem: "band `\(identifier)` is unknown in edition \(table.edition)",
          remedy: near + "write one of: \(known.joined(separator: ", "))")
        return nil
      }
      if channels * bandwidth > entry.downlinkWidthKilohertz {
        reader.report(
          section, "channels",
          problem: "\(channels) × \(bandwidth) kHz is more than the band's \(entry.downlinkWidthKilohertz) kHz",
          remedy: "write fewer or narrower channels")
      }
    }
    return Band(
      identifier: identifier, channels: channels, channelBandwidthKilohertz: bandwidth, polarizations: polarizations,
      requiredSeparationMilliDegrees: separation, flexibilityMilliDegrees: flexibility)
  }

  private static func bandWeights(
    _ reader: YAMLReader, _ key: String, _ section: YAMLReader.Section, named: [String]?
  ) -> [Weight] {
    let weights = reader.weights(key, in: section, required: true) ?? []
    let known = named ?? weights.map(\.name)
    for weight in weights where !known.contains(weight.name) {
      let near = nearest(to: weight.name, among: known).map { "did you mean `\($0)`? " } ?? ""
      reader.report(
        section, key, problem: "band `\(weight.name)` is not in `bands`",
        remedy: near + "write one of: \(known.joined(separator: ", "))")
    }
    return weights.map { Weight(name: $0.name, weight: $0.weight) }
  }

  private static func readAssignment(
    _ reader: YAMLReader, _ root: YAMLReader.Section, bands: [Band], named: [String]?
  ) -> BandAssignment {
    let empty = BandAssignment(seed: 0, nonPlanned: [], planned: [], channels: [Weight(name: "1", weight: 1)])
    guard let section = reader.section("band_assignment", in: root) else {
      if reader.value("band_assignment", in: root) == nil {
        reader.report(
          root, nil, problem: "`band_assignment` is missing",
          remedy: "add it: it says how bands are given to networks for which the register knows none")
      }
      return empty
    }
    reader.allow(["seed", "non_planned", "planned", "channels"], in: section)
    let seed = reader.integer("seed", in: section, range: 0...Int.max, required: true) ?? 0
    let demands = reader.value("channels", in: section) == nil ? nil : reader.weights("channels", in: section)
    let most = mostChannels(bands, named)
    for demand in demands ?? [] where Int(demand.name).map({ (1...most).contains($0) }) != true {
      reader.report(
        section, "channels", problem: "`\(demand.name)` is not a number of channels from 1 to \(most)",
        remedy: "write for example `channels: {1: 75, 2: 25}`")
    }
    return BandAssignment(
      seed: seed, nonPlanned: bandWeights(reader, "non_planned", section, named: named),
      planned: bandWeights(reader, "planned", section, named: named),
      channels: demands?.map { Weight(name: $0.name, weight: $0.weight) } ?? empty.channels)
  }

  /// The most channels that any band has; 64 where a band is faulty.
  private static func mostChannels(_ bands: [Band], _ named: [String]?) -> Int {
    bands.count == named?.count ? bands.map(\.channels).max() ?? 64 : 64
  }

  private static func readLatecomers(
    _ reader: YAMLReader, _ root: YAMLReader.Section, bands: [Band], named: [String]?
  ) -> Latecomers? {
    guard let section = reader.section("latecomers", in: root) else { return nil }
    reader.allow(["bands", "channels", "minimum_elevation_degrees"], in: section)
    return Latecomers(
      bands: bandWeights(reader, "bands", section, named: named),
      channels: reader.integer("channels", in: section, range: 1...mostChannels(bands, named)) ?? 1,
      minimumElevationMilliDegrees: reader.thousandths("minimum_elevation_degrees", in: section, range: 0...80_000)
        ?? 10_000)
  }

  private static func readAgreements(
    _ reader: YAMLReader, _ root: YAMLReader.Section, named: [String]?
  ) -> [CoordinationAgreement] {
    var agreements: [CoordinationAgreement] = []
    for section in reader.sections("coordination_agreements", in: root) ?? [] {
      reader.allow(["between", "bands", "separation_degrees"], in: section)
      let parties = reader.texts("between", in: section, required: true)
      if let parties, parties.count != 2 || parties[0] == parties[1] {
        reader.report(
          section, "between", problem: "does not name two administrations", remedy: "write for example [F, HOL]")
        continue
      }
      let covered = reader.texts("bands", in: section)
      if covered?.isEmpty == true {
        reader.report(
          section, "bands", problem: "is empty", remedy: "name at least one band, or leave it out to cover all")
      }
      for band in covered ?? [] {
        guard let named, !named.contains(band) else { continue }
        reader.report(
          section, "bands", problem: "band `\(band)` is not in `bands`",
          remedy: "write one of: \(named.joined(separator: ", "))")
      }
      let separation = reader.thousandths("separation_degrees", in: section, range: 0...90_000, required: true)
      guard let parties, let separation else { continue }
      let isDoubled = agreements.contains { other in
        guard Set(other.administrations) == Set(parties) else { return false }
        guard let covered, let others = other.bands else { return true }
        return !Set(covered).isDisjoint(with: others)
      }
      if isDoubled {
        reader.report(
          section, "between", problem: "a second agreement between the same administrations for the same band",
          remedy: "keep one of them")
      }
      agreements.append(
        CoordinationAgreement(administrations: parties, bands: covered, separationMilliDegrees: separation))
    }
    return agreements
  }
}
