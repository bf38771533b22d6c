// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Coordination

/// A level of a leximin lottery in `certificate.json`.
struct LevelCertificate: Encodable {
  /// Symbols of the administrations that go no further.
  let agents: [String]
  /// The level: weight in the portfolio ÷ entitlement.
  let numerator: Int
  let denominator: Int
  /// By symbol.
  let weights: [String: Int]
  let bound: Int
  let gapBillionths: Int?
  let proof: MultiplierProof

  init(_ level: LotteryOutcome.Level, problem: CoordinationProblem) {
    agents = level.administrations.map { problem.administrations[$0] }
    numerator = level.weightNumerator
    denominator = level.entitlementDenominator
    weights = Dictionary(
      level.weights.map { (problem.administrations[$0.administration], $0.weight) }, uniquingKeysWith: +)
    bound = level.bound
    gapBillionths = level.gapBillionths
    proof = MultiplierProof(level.proof, level.multipliers, problem: problem)
  }

  enum CodingKeys: String, CodingKey {
    case agents, numerator, denominator, weights, bound
    case gapBillionths = "gap_billionths"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(agents, forKey: .agents)
    try container.encode(numerator, forKey: .numerator)
    try container.encode(denominator, forKey: .denominator)
    try container.encode(weights, forKey: .weights)
    try container.encode(bound, forKey: .bound)
    try container.encodeIfPresent(gapBillionths, forKey: .gapBillionths)
    try proof.encode(to: encoder)
  }
}

/// Those whom no allocation of a lottery serves, in `certificate.json`.
struct UnservableCertificate: Encodable {
  let agents: [String]
  let proof: MultiplierProof

  init(_ unservable: LotteryOutcome.Unservable, problem: CoordinationProblem) {
    agents = unservable.administrations.map { problem.administrations[$0] }
    proof = MultiplierProof(unservable.proof, unservable.multipliers, problem: problem)
  }

  enum CodingKeys: String, CodingKey {
    case agents
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(agents, forKey: .agents)
    try proof.encode(to: encoder)
  }
}

/// Who vouches for a bound, with the multipliers: the same keys as a claim has.
struct MultiplierProof: Encodable {
  let proof: String
  let scale: Int?
  let columns: [String: String]?
  let multipliers: MultipliersCertificate?

  init(_ proof: Claim.Proof, _ multipliers: Multipliers?, problem: CoordinationProblem) {
    self.proof = proof.rawValue
    scale = multipliers?.scale
    columns = multipliers.map { multipliers in
      Dictionary(
        multipliers.columns.map { (problem.scenario.bands[$0.key].identifier, $0.value.rawValue) },
        uniquingKeysWith: { first, _ in first })
    }
    self.multipliers = multipliers.map { MultipliersCertificate($0, problem: problem) }
  }
}
