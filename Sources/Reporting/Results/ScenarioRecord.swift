// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension ResultsDocument {
  /// What was asked, of which data, under which settings.
  public struct Scenario: Codable, Hashable, Sendable {
    /// What a holding is counted in.
    public enum HoldingUnit: String, Codable, Hashable, Sendable {
      /// Channels.
      case channels
      /// Networks, each counted once.
      case networks
      /// Kilohertz: channels times the band's channel bandwidth.
      case kilohertz
    }

    /// To whom a network that is filed on behalf of an organisation is attributed.
    public enum Attribution: String, Codable, Hashable, Sendable {
      /// To the notifying administration.
      case notifyingAdministration = "notifying-administration"
      /// To the organisation, which is counted apart from the administrations.
      case organisationsApart = "organisations-apart"
      /// To the members of the organisation, or the administrations of a joint filing, in equal parts.
      case members
      /// The same by their shares.
      case memberShares = "member-shares"
    }

    /// Short name, for example `register-2023`.
    public var name: String
    /// Title for people.
    public var title: String
    /// The question in one sentence.
    public var question: String
    /// Edition of the regulatory table, for example `WRC-23`.
    public var tableEdition: String
    /// Grid of orbital positions in thousandths of a degree.
    public var gridMilliDegrees: Int
    /// What a holding is counted in.
    public var holdingUnit: HoldingUnit
    /// To whom networks of organisations are attributed.
    public var attribution: Attribution
    /// Holdings of administrations are counted in such parts of the unit; nil where they are whole.
    public var holdingDenominator: Int?
    /// The register.
    public var register: Register
    /// The bands, in the order of the scenario.
    public var bands: [Band]
    /// How networks without channels were given a band, in words.
    public var bandAssignmentText: String
    /// The seeds, in the order in which they are used.
    public var seeds: [Seed]
    /// Requests of administrations that come last, if the scenario has them.
    public var latecomers: Latecomers?
    /// Identifiers of the entitlements, for example `equal`; the first is the one shown first.
    public var entitlements: [String]
    /// The populations that measures are taken over; the first is the one shown first.
    public var populations: [Population]
    /// Identifier of the policy that gains and losses are reckoned against; the first policy where it is nil.
    public var referencePolicy: String?
    /// The input files, in the order in which they were read.
    public var inputs: [InputFile]

    /// Makes the description of a scenario.
    public init(
      name: String, title: String, question: String, tableEdition: String, gridMilliDegrees: Int,
      holdingUnit: HoldingUnit, attribution: Attribution, holdingDenominator: Int? = nil, register: Register,
      bands: [Band],
      bandAssignmentText: String, seeds: [Seed], latecomers: Latecomers?, entitlements: [String],
      populations: [Population], referencePolicy: String?, inputs: [InputFile]
    ) {
      self.name = name
      self.title = title
      self.question = question
      self.tableEdition = tableEdition
      self.gridMilliDegrees = gridMilliDegrees
      self.holdingUnit = holdingUnit
      self.attribution = attribution
      self.holdingDenominator = holdingDenominator
      self.register = register
      self.bands = bands
      self.bandAssignmentText = bandAssignmentText
      self.seeds = seeds
      self.latecomers = latecomers
      self.entitlements = entitlements
      self.populations = populations
      self.referencePolicy = referencePolicy
      self.inputs = inputs
    }
  }
}

extension ResultsDocument.Scenario {
  /// A named seed.
  public struct Seed: Codable, Hashable, Sendable {
    /// What it is for, for example `band assignment`.
    public var name: String
    /// The seed.
    public var value: UInt64

    /// Makes a seed.
    public init(name: String, value: UInt64) {
      self.name = name
      self.value = value
    }
  }

  /// Requests that every member State makes after everybody else.
  public struct Latecomers: Codable, Hashable, Sendable {
    /// How many requests.
    public var requests: Int
    /// What they ask for and where, in words.
    public var text: String

    /// Makes the description of the latecomers.
    public init(requests: Int, text: String) {
      self.requests = requests
      self.text = text
    }
  }

  /// A set of administrations that measures are taken over.
  public struct Population: Codable, Hashable, Sendable {
    /// The identifier, `filers` or `member_states`.
    public var id: String
    /// The name for people.
    public var title: String
    /// How many administrations.
    public var members: Int

    /// Makes a population.
    public init(id: String, title: String, members: Int) {
      self.id = id
      self.title = title
      self.members = members
    }
  }

  /// A file that the computation read.
  public struct InputFile: Codable, Hashable, Sendable {
    /// The path relative to the scenario.
    public var path: String
    /// Its size.
    public var bytes: Int
    /// FNV-1a, 64 bits, of its bytes in hexadecimal; see `ResultsDocument.FileDigest`.
    public var fnv1a64: String

    /// Makes the description of a file.
    public init(path: String, bytes: Int, fnv1a64: String) {
      self.path = path
      self.bytes = bytes
      self.fnv1a64 = fnv1a64
    }
  }
}
