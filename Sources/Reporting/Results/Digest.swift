// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// A document with what the report looks up again and again: measures by key, the policy of reference, what comes first.
struct Digest: Sendable {
  /// What a measure is found by.
  private struct Key: Hashable, Sendable {
    var policy: Int
    var id: String
    var population: String
    var entitlement: String
    var group: String
    var isWithLatecomers: Bool
  }

  /// A population with an entitlement: what measures are taken against.
  struct Basis: Hashable, Sendable {
    var population: String
    var entitlement: String
  }

  /// The document.
  let document: ResultsDocument
  /// Index of the policy that gains and losses are reckoned against; nil without policies.
  let reference: Int?
  private let measures: [Key: ResultsDocument.Quantity]
  private let firstOfAnyBasis: [Key: ResultsDocument.Quantity]
  private let definitions: [String: ResultsDocument.MeasureDefinition]

  /// Digests a document.
  init(_ document: ResultsDocument) {
    self.document = document
    let named = document.scenario.referencePolicy.flatMap { id in document.policies.firstIndex { $0.id == id } }
    reference = named ?? (document.policies.isEmpty ? nil : 0)
    var measures: [Key: ResultsDocument.Quantity] = [:]
    var firstOfAnyBasis: [Key: ResultsDocument.Quantity] = [:]
    for (index, policy) in document.policies.enumerated() {
      for (list, isWithLatecomers) in [(policy.measures, true), (policy.measuresWithoutLatecomers, false)] {
        for measure in list {
          var key = Key(
            policy: index, id: measure.id, population: measure.population, entitlement: measure.entitlement,
            group: measure.group, isWithLatecomers: isWithLatecomers)
          measures[key] = measure.quantity
          (key.population, key.entitlement) = ("", "")
          if firstOfAnyBasis[key] == nil { firstOfAnyBasis[key] = measure.quantity }
        }
      }
    }
    self.measures = measures
    self.firstOfAnyBasis = firstOfAnyBasis
    definitions = Dictionary(document.measureDefinitions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// More policies than this are grouped in legends, and most of their curves are drawn in grey.
  static let fewPolicies = 8

  /// Whether there are too many policies to tell their curves apart.
  var isCrowded: Bool { policies.count > Self.fewPolicies }

  /// More policies than this are folded by family where each has a figure of its own.
  static let manyPolicies = 20

  /// Whether there are so many policies that a figure for each is folded away by family.
  var isVast: Bool { policies.count > Self.manyPolicies }

  /// The policies by family.
  var families: [(family: ResultsDocument.Policy.Family, policies: [Int])] { document.families }

  /// Indexes of the policies, family by family.
  var grouped: [Int] { families.flatMap(\.policies) }

  /// The policies, in the scenario's order.
  var policies: [ResultsDocument.Policy] { document.policies }

  /// The population and entitlement shown first.
  var primary: Basis {
    bases.first ?? Basis(population: "member_states", entitlement: "equal")
  }

  /// Every population with every entitlement, in the scenario's order; entitlements of the first population first.
  var bases: [Basis] {
    document.scenario.populations.flatMap { population in
      document.scenario.entitlements.map { Basis(population: population.id, entitlement: $0) }
    }
  }

  /// Measures that are the same whatever the population and the entitlement.
  private static let basisFree: Set = [
    "granted_networks", "granted_administrations", "granted_channels", "served_share", "price_of_fairness",
  ]

  /// A measure, if the document has it; a measure of efficiency also where it stands under another basis.
  func measure(
    _ id: String, policy: Int, basis: Basis? = nil, group: String = "all", isWithLatecomers: Bool = true
  ) -> ResultsDocument.Quantity? {
    let basis = basis ?? primary
    var key = Key(
      policy: policy, id: id, population: basis.population, entitlement: basis.entitlement, group: group,
      isWithLatecomers: isWithLatecomers)
    if let quantity = measures[key] { return quantity }
    guard Self.basisFree.contains(id) else { return nil }
    (key.population, key.entitlement) = ("", "")
    return firstOfAnyBasis[key]
  }

  /// Whether any policy has measures for a population and an entitlement.
  func hasMeasures(_ basis: Basis) -> Bool {
    policies.contains { policy in
      policy.measures.contains { $0.population == basis.population && $0.entitlement == basis.entitlement }
    }
  }

  /// What a measure is, if the document says so.
  func definition(_ id: String) -> ResultsDocument.MeasureDefinition? { definitions[id] }

  /// The title of a population.
  func title(ofPopulation id: String) -> String {
    document.scenario.populations.first { $0.id == id }?.title ?? id
  }

  /// An entitlement in words.
  static func words(forEntitlement id: String) -> String {
    switch id {
    case "equal": "equal shares"
    case "population": "shares by inhabitants"
    case "need": "shares by need"
    case "visible_arc": "shares by visible arc"
    case "income": "shares by income group"
    case _ where id.hasPrefix("column:"): "the column “\(id.dropFirst("column:".count))”"
    case _ where id.hasPrefix("blend:"): "the blend “\(id.dropFirst("blend:".count))”"
    default: id
    }
  }

  /// A population and an entitlement in words, `Member States, equal shares`.
  func words(for basis: Basis) -> String {
    title(ofPopulation: basis.population) + ", " + Self.words(forEntitlement: basis.entitlement)
  }

  /// The unit of holdings in words.
  var holdingUnit: String {
    switch document.scenario.holdingUnit {
    case .channels: "channels"
    case .networks: "networks"
    case .kilohertz: "MHz"
    }
  }

  /// A holding as text: megahertz where it is counted in kilohertz.
  func holdingText(_ holding: Int) -> String {
    document.scenario.holdingUnit == .kilohertz || document.scenario.holdingDenominator != nil
      ? NumberText.trimmed(holdingNumber(holding), decimals: 3) : NumberText.integer(holding)
  }

  /// A holding as a number in the unit shown.
  func holdingNumber(_ holding: Int) -> Double {
    let whole = Double(holding) / Double(document.scenario.holdingDenominator ?? 1)
    return document.scenario.holdingUnit == .kilohertz ? whole / 1000 : whole
  }

  /// Holdings of a policy by administration, in the order of the document's administrations; none counts as nothing.
  func holdings(policy: Int) -> [ResultsDocument.Policy.Holding] {
    let found = Dictionary(
      policies[policy].holdings.map { ($0.administration, $0) }, uniquingKeysWith: { first, _ in first })
    return document.administrations.map { administration in
      found[administration.symbol]
        ?? ResultsDocument.Policy.Holding(
          administration: administration.symbol, networks: 0, channels: 0, holding: 0, filedNetworks: 0,
          filedHolding: 0)
    }
  }

  /// Whether the scenario adds requests of its own.
  var hasLatecomers: Bool { document.scenario.latecomers != nil }
}
