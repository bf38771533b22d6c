// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation

/// What of `results.json` says which inputs were used: seeds and policies. Reading no more takes a fraction of the time.
public struct ResultsHead: SchemaNaming, Sendable {
  let schema: String
  private let scenario: Inputs
  private let policies: [Name]

  private struct Inputs: Decodable, Sendable {
    var seeds: [ResultsDocument.Scenario.Seed]
  }

  private struct Name: Decodable, Sendable {
    var id: String
  }

  /// The seeds, in the order in which they are used.
  public var seeds: [ResultsDocument.Scenario.Seed] { scenario.seeds }

  /// The names of the policies, in the order of the scenario.
  public var policyNames: [String] { policies.map(\.id) }

  /// Takes it from a document.
  public init(_ document: ResultsDocument) {
    schema = document.schema
    scenario = Inputs(seeds: document.scenario.seeds)
    policies = document.policies.map { Name(id: $0.id) }
  }

  /// Reads it from `results.json`.
  ///
  /// - Parameters:
  ///   - json: the bytes of the file.
  ///   - path: the path to name in faults.
  /// - Throws: `BadInput` with the place in the document.
  public init(json: [UInt8], path: String) throws(BadInput) {
    self = try ResultsDocument.read(Self.self, json, path, with: JSONDecoder())
  }
}
