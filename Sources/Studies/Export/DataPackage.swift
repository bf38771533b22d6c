// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The descriptor of an export (Data Package, specs.frictionlessdata.io).
struct DataPackage: Encodable {
  struct Field: Encodable {
    var name: String
    var type: String
    var description: String
  }

  struct Schema: Encodable {
    var fields: [Field]
    var missingValues = [""]
    var primaryKey: [String]?
  }

  struct Resource: Encodable {
    var name: String
    var path: String
    var profile = "tabular-data-resource"
    var mediatype = "text/csv"
    var encoding = "utf-8"
    var description: String
    var schema: Schema
  }

  var profile = "tabular-data-package"
  var name: String
  var title: String
  var resources: [Resource]

  /// The descriptor as JSON: the same bytes for the same export.
  func bytes() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data([10])
  }
}

extension DataPackage.Resource {
  /// The header of the table.
  var header: [String] { schema.fields.map(\.name) }

  private init(_ name: String, _ description: String, key: [String]? = nil, _ fields: [(String, String, String)]) {
    self.init(
      name: name, path: name + ".csv", description: description,
      schema: DataPackage.Schema(
        fields: fields.map { DataPackage.Field(name: $0.0, type: $0.1, description: $0.2) }, primaryKey: key))
  }

  private static let identity = ("identity", "string", "The run: a hash of all that determines its result")

  /// Places with the runs that stand there.
  static func runs(parameters: [String]) -> Self {
    Self(
      "runs", "One row a place of the plan; places with one identity are one run.", key: ["place"],
      [
        ("place", "integer", "Number of the place in the plan, from 1"),
        ("world", "integer", "Number of the world, from 1: policies are compared within one"),
        ("grid", "string", "The grid"), ("scenario", "string", "The scenario"),
        ("register", "string", "The register; empty for the scenario's own"),
        ("point", "integer", "Number of the point in the grid's design, from 1"),
        ("seed", "integer", "The seed"), ("policy", "string", "The policy"), identity,
        ("status", "string", "done or failed"),
        ("proof", "string", "How far the result is proved"),
        ("digest", "string", "Digest of the run's rows"),
      ] + parameters.map { ($0, "string", "Value of the parameter; empty where the grid doesn't set it") })
  }

  static let measures = Self(
    "measures", "The measures of each run.",
    key: ["identity", "measure", "population", "entitlement", "group"],
    [
      identity, ("measure", "string", "The measure"), ("population", "string", "The population"),
      ("entitlement", "string", "The entitlement"), ("group", "string", "The group, or all"),
      ("status", "string", "value, undefined or infinite"), ("value", "number", "The value"),
    ])

  static let claims = Self(
    "claims", "What is claimed of each stage of a run.", key: ["identity", "number"],
    [
      identity, ("number", "integer", "Number of the claim, from 0"), ("stage", "string", "The stage"),
      ("objective", "string", "The objective"), ("strength", "string", "How strong the claim is"),
      ("value", "integer", "The objective's value"), ("bound", "integer", "What no allocation exceeds"),
    ])

  static let decisions = Self(
    "decisions", "What became of each request, where the study keeps it.", key: ["identity", "network"],
    [
      identity, ("network", "string", "The network"), ("outcome", "string", "granted, refused, lapsed or unsold"),
      ("position_millidegrees", "integer", "The position granted, in thousandths of a degree"),
      ("first_channel", "integer", "The first channel granted"), ("reason", "string", "Why"),
    ])

  static let failures = Self(
    "failures", "The runs that failed.", key: ["identity"],
    [identity, ("kind", "string", "bad-input, limit or internal"), ("message", "string", "The message")])
}
