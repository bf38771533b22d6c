// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Coordination

/// A lottery in `certificate.json`: who is served how often, and the allocations that one was drawn from.
struct LotteryCertificate: Encodable {
  let stage: Int
  let method: String
  let seed: Int
  let denominator: Int
  let ticket: Int?
  /// By symbol.
  let chances: [String: ChanceCertificate]
  let portfolio: [EntryCertificate]
  /// Only of a lottery of simultaneous eating.
  let shareFactor: ShareFactorCertificate?
  /// Only of a leximin lottery.
  let levels: [LevelCertificate]?
  let unservable: UnservableCertificate?

  enum CodingKeys: String, CodingKey {
    case stage, method, seed, denominator, ticket, chances, portfolio, levels, unservable
    case shareFactor = "share_factor"
  }

  init(_ lottery: LotteryOutcome, problem: CoordinationProblem) {
    stage = lottery.stage
    method = lottery.method.rawValue
    seed = lottery.seed
    denominator = lottery.denominator
    ticket = lottery.ticket
    var chances: [String: ChanceCertificate] = [:]
    for chance in lottery.chances {
      chances[problem.administrations[chance.administration]] = ChanceCertificate(
        served: chance.served, holding: chance.holding,
        intervalBillionths: chance.intervalBillionths.map { [$0.lowerBound, $0.upperBound] })
    }
    self.chances = chances
    portfolio = lottery.portfolio.map { entry in
      EntryCertificate(
        weight: entry.weight, grants: entry.grants.map { OptionCertificate($0, problem: problem) })
    }
    shareFactor = lottery.shareFactor.map { .init(numerator: $0.numerator, denominator: $0.denominator) }
    levels = lottery.levels.isEmpty ? nil : lottery.levels.map { LevelCertificate($0, problem: problem) }
    unservable = lottery.unservable.map { UnservableCertificate($0, problem: problem) }
  }
}

/// By what shares that are eaten are multiplied to give probabilities.
struct ShareFactorCertificate: Encodable {
  let numerator: Int
  let denominator: Int
}

/// How often an administration is served, as weights over the lottery's denominator.
struct ChanceCertificate: Encodable {
  let served: Int
  let holding: Int
  let intervalBillionths: [Int]?

  enum CodingKeys: String, CodingKey {
    case served, holding
    case intervalBillionths = "interval_billionths"
  }
}

/// An allocation of the portfolio.
struct EntryCertificate: Encodable {
  let weight: Int
  let grants: [OptionCertificate]
}
