// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// A ratio of holding to entitlement, as a fraction.
struct Level: Equatable {
  var entitlement: Entitlement
  var numerator: Int
  var denominator: Int

  var text: String { "\(numerator)/\(denominator) (\(entitlement.identifier))" }
}

/// What a claim says is as large as possible.
enum ClaimObjective: Equatable {
  case precedence
  case total(Policy.Quantity)
  case bids
  case populationCovered
  case administrationsServed
  case holders(Entitlement)
  /// α in halves.
  case welfare(halves: Int, Entitlement)
  case orderedWelfare(Entitlement)
  case administrationsAtLevel(Level)
  case allAtLevel(Level)
  case displacement
  case lot

  /// Whether it counts those who are served, by the scenario's attribution.
  var countsServed: Bool { self == .administrationsServed || self == .populationCovered }

  var text: String {
    switch self {
    case .precedence: "precedence"
    case .total(let quantity): quantity.rawValue
    case .bids: "bids"
    case .populationCovered: "population-covered"
    case .administrationsServed: "administrations-served"
    case .holders(let entitlement): "holders (\(entitlement.identifier))"
    case .welfare(let halves, let entitlement): "welfare with α \(halves)/2 (\(entitlement.identifier))"
    case .orderedWelfare(let entitlement): "ordered-welfare (\(entitlement.identifier))"
    case .administrationsAtLevel(let level): "administrations-at-level \(level.text)"
    case .allAtLevel(let level): "all-at-level \(level.text)"
    case .displacement: "displacement"
    case .lot: "lot"
    }
  }
}

/// One claim of a certificate.
struct Claim {
  enum Kind: String, CaseIterable {
    case order
    case maximise
    case lottery
    case tieBreak = "tie-break"
  }

  enum Assertion: String, CaseIterable {
    case optimal
    case withinGap = "within-gap"
    case feasible
    case byConstruction = "by-construction"
  }

  enum Proof: String, CaseIterable {
    case multipliers
    case trivial
    case solver
    case replay
  }

  /// Number of the planned stage, from 1.
  var stage: Int
  var name: String
  var unit: String
  var kind: Kind
  var objective: ClaimObjective
  /// What the objective says of the rule by which networks count for administrations.
  var attribution: Scenario.Attribution?
  var assertion: Assertion
  var value: Int
  var bound: Int?
  var proof: Proof
  /// Which columns the multipliers speak of; keys are bands, the empty key stands for all.
  var columns: [String: Columns]
  var scale: Int?
  var multipliers: Multipliers?

  enum Columns: String, CaseIterable {
    case places
    case options
  }
}

/// The multipliers of a claim, row kind by row kind, in the order of the file.
struct Multipliers {
  struct Named {
    var name: String
    var multiplier: Int
  }

  struct Window {
    var band: String
    var from: Int
    /// The channel, for windows of one channel.
    var channel: Int?
    var multiplier: Int
  }

  struct CliqueOption {
    var network: String
    var position: Int
    var firstChannel: Int
    var polarization: String
  }

  struct Clique {
    var options: [CliqueOption]
    var multiplier: Int
  }

  struct AtLeast {
    /// Index of an earlier claim, from 0.
    var claim: Int
    var multiplier: Int
  }

  var requests: [Named] = []
  var windows: [Window] = []
  var channelWindows: [Window] = []
  var cliques: [Clique] = []
  var holdings: [Named] = []
  var nested: [Step] = []
  var served: [Named] = []
  /// In place of `served` where one network may count for several administrations.
  var attributed: [Named] = []
  var atLeast: [AtLeast] = []
  var limits: [Limited] = []
  var kept: [Named] = []
  /// Holdings that an ordered welfare before has later objectives keep.
  var profiles: [Named] = []
  /// What each administration's score is given in the bound of ordered welfare, in units of 1 ÷ scale.
  var orderedWeights: [Named] = []

  /// The row that makes a step of somebody's holding rest on the step below it.
  struct Step {
    var name: String
    /// The upper one of the two, at least 2.
    var steps: Int
    var multiplier: Int
  }

  /// A row of a limit or quota for one subject.
  struct Limited {
    /// The kinds of limitation that the row's name may stand for.
    var kinds: [Limitation.Kind]
    /// Its place among the policy's limits or quotas, from 1.
    var number: Int
    var subject: String
    var multiplier: Int
  }
}

/// What a certificate says of one policy.
struct PolicyCertificate {
  var policy: String
  /// For each granted network the number of the stage that granted it.
  var grantStages: [(network: String, stage: Int)]
  /// The claims; nil where one could not be made sense of, so that indexes keep their meaning.
  var claims: [Claim?]
  /// The lottery, where the policy has one.
  var lottery: LotteryCertificate?
}
