// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What a file of ours is, by its first key.
public enum DocumentKind: Sendable {
  /// A scenario.
  case scenario
  /// A policy.
  case policy
  /// A change of who coordinates with whom.
  case change
  /// An auction.
  case auction
  /// A study.
  case study

  /// The version of auction files, which the room of auctions reads.
  public static let auctionSchema = "auction/1"

  /// The version of study files, which the room of studies reads.
  public static let studySchema = "study/1"

  /// Looks at the key `orbitshare` of a YAML file.
  ///
  /// - Throws: `InputNotFound`, or `BadInput` where the file isn't YAML or the key says something else.
  public static func of(_ path: String) throws -> DocumentKind {
    let (reader, root) = try YAMLReader.open(path, schema: Scenario.schema)
    switch reader.text("orbitshare", in: root, required: true, example: Scenario.schema) {
    case Scenario.schema: return .scenario
    case Policy.schema: return .policy
    case ScenarioChange.schema: return .change
    case auctionSchema: return .auction
    case studySchema: return .study
    case .some(let schema):
      reader.report(
        root, "orbitshare", problem: "`\(schema)` is unknown",
        remedy:
          "write \(Scenario.schema), \(Policy.schema), \(ScenarioChange.schema), \(auctionSchema) or \(studySchema)")
    case nil: break
    }
    try reader.finish()
    return .scenario
  }
}
