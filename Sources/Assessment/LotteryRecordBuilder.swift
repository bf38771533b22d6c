// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Coordination
import Reporting
import Scenarios

/// Puts the lottery of an allocation into the words of the results document.
struct LotteryRecordBuilder {
  let problem: CoordinationProblem
  let allocation: Allocation

  func record() -> ResultsDocument.Policy.Lottery? {
    guard let lottery = allocation.lottery else { return nil }
    return .init(
      stage: lottery.stage,
      stageName: allocation.plan.indices.contains(lottery.stage - 1)
        ? allocation.plan[lottery.stage - 1].stage.name : "",
      method: Self.method(lottery.method), seed: lottery.seed, denominator: lottery.denominator,
      ticket: lottery.ticket, entryDrawn: Self.entryDrawn(lottery),
      chances: lottery.chances.map { chance($0, of: lottery.denominator) },
      portfolio: lottery.portfolio.map { entry in
        let served = Set(entry.grants.compactMap { problem.holders[$0.request] })
        return .init(weight: entry.weight, networks: entry.grants.count, administrations: served.count)
      }, gini: Self.gini(lottery.chances.map(\.served)), levels: levels(lottery),
      shareFactor: lottery.shareFactor.map { .init(numerator: $0.numerator, denominator: $0.denominator) })
  }

  /// How the levels of a leximin lottery are proved.
  private func levels(_ lottery: LotteryOutcome) -> ResultsDocument.Policy.Lottery.Levels? {
    guard let first = lottery.levels.first else { return nil }
    let proofs = lottery.levels.map { Self.proof($0.proof, gapBillionths: $0.gapBillionths) }
    return .init(
      rounds: proofs.count, count: lottery.distinctLevelCount, proven: proofs.count { $0 == .proven },
      withinGap: proofs.count { $0 == .withinGap },
      solversWord: proofs.count { $0 == .solver },
      smallest: Self.proof(first.proof, gapBillionths: first.gapBillionths),
      gapBillionths: lottery.levels.reduce(0) { $1.proof == .multipliers ? max($0, $1.gapBillionths ?? 0) : $0 },
      unservable: lottery.unservable?.administrations.map { problem.administrations[$0] } ?? [],
      unservableProof: lottery.unservable.map { Self.proof($0.proof, gapBillionths: 0) })
  }

  private static func proof(
    _ proof: Claim.Proof, gapBillionths: Int?
  ) -> ResultsDocument.Policy.Lottery.Levels.Proof {
    proof != .multipliers ? .solver : gapBillionths == 0 ? .proven : .withinGap
  }

  private static func method(_ method: LotteryOutcome.Method) -> ResultsDocument.Policy.Lottery.Method {
    switch method {
    case .exact: .exact
    case .sampled: .sampled
    case .portfolio: .portfolio
    }
  }

  private func chance(_ chance: LotteryOutcome.Chance, of denominator: Int) -> ResultsDocument.Policy.Lottery.Chance {
    .init(
      administration: problem.administrations[chance.administration], served: chance.served,
      percent: Double(chance.served) / Double(max(1, denominator)) * 100, holding: chance.holding,
      intervalBillionths: chance.intervalBillionths.map { [$0.lowerBound, $0.upperBound] })
  }

  /// Number of the entry that the ticket draws, from 1: the first whose weight, with those before it, exceeds the ticket.
  static func entryDrawn(_ lottery: LotteryOutcome) -> Int? {
    guard let ticket = lottery.ticket else { return nil }
    var sum = 0
    for (index, entry) in lottery.portfolio.enumerated() {
      sum += entry.weight
      if ticket < sum { return index + 1 }
    }
    return nil
  }

  /// The Gini coefficient of weights over one denominator, in lowest terms: Σ (2k − n − 1)·w₍ₖ₎ ÷ (n·Σ w), w₍₁₎ ≤ w₍₂₎ ≤ …;
  /// nil where all are 0.
  static func gini(_ weights: [Int]) -> ResultsDocument.Policy.Lottery.Fraction? {
    let count = weights.count
    var (numerator, total) = (Int128(0), Int128(0))
    for (index, weight) in weights.sorted().enumerated() {
      numerator += Int128(2 * (index + 1) - count - 1) * Int128(weight)
      total += Int128(weight)
    }
    guard total > 0 else { return nil }
    let denominator = Int128(count) * total
    var (left, right) = (numerator, denominator)
    while right != 0 { (left, right) = (right, left % right) }
    guard let own = Int(exactly: numerator / left), let whole = Int(exactly: denominator / left) else { return nil }
    return .init(numerator: own, denominator: whole)
  }

  /// Whether lots decide who gets what: by a lottery, an order by lot, or among requests received as if together.
  static func isDecidedByLot(_ policy: Policy) -> Bool {
    policy.stages.contains { stage in
      switch stage.rule {
      case .lottery: return true
      case .maximise: return false
      case .order(let ordering):
        switch ordering.queue {
        case .lot, .serialDictatorship: return true
        case .dateOfReceipt: return !ordering.batches.isEmpty
        case .pickingSequence: return false
        }
      }
    }
  }
}
