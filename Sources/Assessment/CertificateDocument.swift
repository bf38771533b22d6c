// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Coordination
import Foundation
import Scenarios

/// `certificate.json`: what is claimed of every stage, and the multipliers that prove it.
public struct CertificateDocument: Encodable, Sendable {
  /// The version of the format.
  public let schema = "orbitshare-certificate/1"
  let policies: [PolicyCertificate]

  /// The certificate of allocations of one problem.
  public init(problem: CoordinationProblem, allocations: [Allocation]) {
    policies = allocations.map { PolicyCertificate(problem: problem, allocation: $0) }
  }

  /// The document as JSON with sorted keys; the same bytes for the same claims.
  public func json() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(self)) + [10]
  }
}

struct PolicyCertificate: Encodable {
  let policy: String
  let grantStage: [String: Int]
  let stages: [StageCertificate]
  let lottery: LotteryCertificate?

  enum CodingKeys: String, CodingKey {
    case policy
    case grantStage = "grant_stage"
    case stages, lottery
  }

  init(problem: CoordinationProblem, allocation: Allocation) {
    policy = allocation.policy.name
    var stageOfGrant: [String: Int] = [:]
    for (index, grant) in allocation.grants.enumerated() {
      if let grant { stageOfGrant[problem.requests[index].identifier] = grant.stage }
    }
    grantStage = stageOfGrant
    stages = allocation.claims.map { StageCertificate($0, problem: problem) }
    lottery = allocation.lottery.map { LotteryCertificate($0, problem: problem) }
  }
}

struct StageCertificate: Encodable {
  let stage: Int
  let name: String
  let kind: String
  let objective: ObjectiveCertificate
  let claim: String
  let value: Int
  let bound: Int?
  let proof: String
  let unit: String
  let scale: Int?
  let columns: [String: String]?
  let multipliers: MultipliersCertificate?

  init(_ claim: Claim, problem: CoordinationProblem) {
    stage = claim.stage
    name = claim.name
    kind = claim.kind.rawValue
    objective = ObjectiveCertificate(claim.objective, attribution: problem.scenario.attribution)
    self.claim = claim.strength.rawValue
    value = claim.value
    bound = claim.bound
    proof = claim.proof.rawValue
    unit = claim.unit
    scale = claim.multipliers?.scale
    columns = claim.multipliers.map { multipliers in
      var result: [String: String] = [:]
      for (band, columns) in multipliers.columns { result[problem.scenario.bands[band].identifier] = columns.rawValue }
      return result
    }
    multipliers = claim.multipliers.map { MultipliersCertificate($0, problem: problem) }
  }
}

struct ObjectiveCertificate: Encodable {
  let id: String
  var numerator: Int?
  var denominator: Int?
  var entitlement: String?
  var alphaHalves: Int?
  /// By which rule networks count for administrations; only where one network may count for several of those counted.
  var attribution: String?

  enum CodingKeys: String, CodingKey {
    case id, numerator, denominator, entitlement, attribution
    case alphaHalves = "alpha_halves"
  }

  init(_ objective: Claim.Objective, attribution: Scenario.Attribution) {
    id = objective.identifier
    switch objective {
    case .precedence, .total, .bids, .displacement, .lot: break
    case .populationCovered, .administrationsServed:
      if attribution.countsMembers { self.attribution = attribution.rawValue }
    case .holders(let entitlement), .orderedWelfare(let entitlement): self.entitlement = entitlement
    case .welfare(let halves, let entitlement): (alphaHalves, self.entitlement) = (halves, entitlement)
    case .administrationsAtLevel(let numerator, let denominator, let entitlement),
      .allAtLevel(let numerator, let denominator, let entitlement):
      (self.numerator, self.denominator, self.entitlement) = (numerator, denominator, entitlement)
    }
  }
}

struct MultipliersCertificate: Encodable {
  var request: [String: Int] = [:]
  var window: [String: [String: Int]] = [:]
  var channelWindow: [String: [String: [String: Int]]] = [:]
  var clique: [CliqueCertificate] = []
  var holding: [String: Int] = [:]
  /// By administration, then by the number of steps of which the lower ones are part.
  var nested: [String: [String: Int]]?
  var served: [String: Int] = [:]
  /// In place of `served` where one network may count for several administrations.
  var attributed: [String: Int]?
  var atLeast: [String: Int] = [:]
  /// Caps and minimums by their number in the policy, from 1, then by subject.
  var limit: [String: [String: Int]] = [:]
  /// Quotas likewise.
  var lowerQuota: [String: [String: Int]] = [:]
  var upperQuota: [String: [String: Int]] = [:]
  var kept: [String: Int] = [:]
  /// What administrations hold in the allocation; only where ordered welfare was maximised before.
  var profile: [String: Int]?
  /// The weights of ordered welfare, by administration; only in its own proof.
  var orderedWeights: [String: Int]?

  enum CodingKeys: String, CodingKey {
    case request, window, clique, holding, nested, served, attributed, limit, kept, profile
    case orderedWeights = "ordered_weights"
    case lowerQuota = "lower_quota"
    case upperQuota = "upper_quota"
    case channelWindow = "channel_window"
    case atLeast = "at_least"
  }

  init(_ multipliers: Multipliers, problem: CoordinationProblem) {
    for (row, y) in multipliers.entries {
      switch row {
      case .request(let index): request[problem.requests[index].identifier, default: 0] += y
      case .window(let band, let from):
        window[problem.scenario.bands[band].identifier, default: [:]][String(from), default: 0] += y
      case .channelWindow(let band, let from, let channel):
        channelWindow[problem.scenario.bands[band].identifier, default: [:]][String(from), default: [:]][
          String(channel), default: 0] += y
      case .clique(let options):
        clique.append(CliqueCertificate(options: options.map { OptionCertificate($0, problem: problem) }, y: y))
      case .holding(let administration): holding[problem.administrations[administration], default: 0] += y
      case .nested(let administration, let steps):
        var all = nested ?? [:]
        all[problem.administrations[administration], default: [:]][String(steps), default: 0] += y
        nested = all
      case .served(let administration): served[problem.administrations[administration], default: 0] += y
      case .attributed(let administration):
        attributed = (attributed ?? [:]).merging([problem.administrations[administration]: y]) { $0 + $1 }
      case .atLeast(let claim): atLeast[String(claim), default: 0] += y
      case .bound(.limit(let number), let subject): limit[String(number + 1), default: [:]][subject, default: 0] += y
      case .bound(.lowerQuota(let number), let subject):
        lowerQuota[String(number + 1), default: [:]][subject, default: 0] += y
      case .bound(.upperQuota(let number), let subject):
        upperQuota[String(number + 1), default: [:]][subject, default: 0] += y
      case .kept(let index): kept[problem.requests[index].identifier, default: 0] += y
      case .profile(let administration):
        let symbol = problem.administrations[administration]
        profile = (profile ?? [:]).merging([symbol: y]) { $0 + $1 }
      case .fairness: break
      }
    }
    guard !multipliers.orderedWeights.isEmpty else { return }
    orderedWeights = [:]
    for (administration, weight) in multipliers.orderedWeights {
      orderedWeights?[problem.administrations[administration]] = weight
    }
  }
}

struct CliqueCertificate: Encodable {
  let options: [OptionCertificate]
  let y: Int
}

/// An option as `[network, longitude in thousandths of a degree, first channel, polarization]`.
struct OptionCertificate: Encodable {
  let network: String
  let longitudeMilliDegrees: Int
  let firstChannel: Int
  let polarization: String

  init(_ option: Option, problem: CoordinationProblem) {
    network = problem.requests[option.request].identifier
    longitudeMilliDegrees = option.longitudeMilliDegrees
    firstChannel = option.firstChannel
    polarization = problem.band(of: option.request).polarizations[option.polarization]
  }

  func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    try list.encode(network)
    try list.encode(longitudeMilliDegrees)
    try list.encode(firstChannel)
    try list.encode(polarization)
  }
}
