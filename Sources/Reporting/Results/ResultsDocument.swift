// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Everything that a comparison of policies found: the content of `results.json`.
///
/// The report, the tables and the figures are made from this document alone, so whoever has the file can make them
/// again. Property names become snake_case keys in JSON (`tableEdition` is `table_edition`).
public struct ResultsDocument: Codable, Hashable, Sendable {
  /// The schema that this version writes and reads.
  public static let currentSchema = "orbitshare-results/1"

  /// The schema of the document.
  public var schema: String
  /// The program that made it.
  public var program: Program
  /// What was asked, of which data.
  public var scenario: Scenario
  /// What was assumed, one sentence each.
  public var assumptions: [String]
  /// Regulatory statements that entered the computation without having been verified.
  public var unverified: [UnverifiedStatement]
  /// What each measure is, in the order in which a table should show them.
  public var measureDefinitions: [MeasureDefinition]
  /// The administrations, sorted by symbol; grants on the arc refer to them by index.
  public var administrations: [Administration]
  /// The policies, in the order of the scenario.
  public var policies: [Policy]
  /// What the chief measures would be if networks of organisations counted for others, of the same allocations.
  public var attributionSensitivity: [AttributionSensitivity]
  /// What fairness costs, point by point, one entry an entitlement; nil where it wasn't worked out.
  public var frontier: [Frontier]?
  /// What policies that sell come to in money; nil where none sells.
  public var market: Market?
  /// The answer in sentences; see `withHeadline()`.
  public var headline: [HeadlineSentence]
  /// Digests of the tables and the certificate that were written beside this document.
  public var files: [FileDigest]

  /// Makes a document of the current schema.
  public init(
    program: Program, scenario: Scenario, assumptions: [String], unverified: [UnverifiedStatement],
    measureDefinitions: [MeasureDefinition], administrations: [Administration], policies: [Policy],
    attributionSensitivity: [AttributionSensitivity] = [], frontier: [Frontier]? = nil,
    market: Market? = nil, headline: [HeadlineSentence] = [], files: [FileDigest] = []
  ) {
    self.schema = Self.currentSchema
    self.program = program
    self.scenario = scenario
    self.assumptions = assumptions
    self.unverified = unverified
    self.measureDefinitions = measureDefinitions
    self.administrations = administrations
    self.policies = policies
    self.attributionSensitivity = attributionSensitivity
    self.frontier = frontier
    self.market = market
    self.headline = headline
    self.files = files
  }

  /// A file of the result with a digest of its bytes, which shows an accidental change; it is no defence against intent.
  public struct FileDigest: Codable, Hashable, Sendable {
    /// The path inside the result directory.
    public var path: String
    /// Sixteen hexadecimal digits: FNV-1a, 64 bits (Fowler, Noll, Vo). One changed byte always changes it.
    public var fnv1a64: String

    /// Computes the digest of a file's bytes.
    public init(path: String, bytes: [UInt8]) {
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      let digits = String(hash, radix: 16)
      self.path = path
      fnv1a64 = String(repeating: "0", count: 16 - digits.count) + digits
    }
  }

  /// A program and its version.
  public struct Program: Codable, Hashable, Sendable {
    /// The name, `orbitshare`.
    public var name: String
    /// The version, for example `0.1.0`.
    public var version: String

    /// Makes a program.
    public init(name: String, version: String) {
      self.name = name
      self.version = version
    }
  }

  /// A statement that the computation relies on and that nobody has checked against its source.
  public struct UnverifiedStatement: Codable, Hashable, Sendable {
    /// A stable identifier, for example `coordination-arc-ku`.
    public var id: String
    /// The statement in one sentence.
    public var statement: String
    /// Where it should be looked up.
    public var source: String

    /// Makes a statement.
    public init(id: String, statement: String, source: String) {
      self.id = id
      self.statement = statement
      self.source = source
    }
  }

  /// One sentence of the answer, with what it was made from, so that it can be translated.
  public struct HeadlineSentence: Codable, Hashable, Sendable {
    /// A named parameter, already written out.
    public struct Parameter: Codable, Hashable, Sendable {
      /// The name of the parameter.
      public var name: String
      /// Its value as text.
      public var value: String

      /// Makes a parameter.
      public init(name: String, value: String) {
        self.name = name
        self.value = value
      }
    }

    /// The identifier of the sentence's form, for example `latecomers-served`.
    public var id: String
    /// The parameters, in the order in which the sentence uses them.
    public var parameters: [Parameter]
    /// The sentence in English.
    public var text: String

    /// Makes a sentence.
    public init(id: String, parameters: [Parameter], text: String) {
      self.id = id
      self.parameters = parameters
      self.text = text
    }
  }
}
