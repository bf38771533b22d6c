// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination

extension Explanation {
  /// What a lottery, or a draw of orders, had in store for a request.
  public struct LotteryFinding: Encodable, Sendable {
    /// How often the administration that the request counts for is served.
    public struct Chance: Encodable, Sendable {
      /// Its symbol.
      public var administration: String
      /// Weight of the outcomes that serve it, over the lottery's denominator.
      public var served: Int
      /// Both ends of the 95 % interval in billionths; nil where the chance is exact.
      public var intervalBillionths: [Int]?
    }

    /// An allocation of the portfolio that grants the request.
    public struct Entry: Encodable, Hashable, Sendable {
      /// Its number in the portfolio, from 1.
      public var number: Int
      /// Its weight.
      public var weight: Int
      /// Where it grants the request, in thousandths of a degree.
      public var longitudeMilliDegrees: Int
    }

    /// The level of a leximin lottery at which the administration goes no further.
    public struct Level: Encodable, Hashable, Sendable {
      /// Its number among the different levels, from 1, the smallest first.
      public var number: Int
      /// How many different levels there are.
      public var count: Int
      /// Number of the round that fixed the administration there, from 1; rounds may share a level.
      public var round: Int
      /// How many rounds there are.
      public var rounds: Int
      /// `multipliers` or `solver`.
      public var proof: String
      /// How much more the administration could have at most, in billionths of a probability, if the proof holds.
      public var gapBillionths: Int?
    }

    /// Number of the stage that draws, from 1.
    public var stage: Int
    /// Name of the stage.
    public var stageName: String
    /// `exact` (all orders), `sampled` (drawn orders) or `portfolio` (weighted allocations).
    public var method: String
    /// The seed of the draw.
    public var seed: Int
    /// The sum of the weights of all outcomes.
    public var denominator: Int
    /// The chance of the administration; nil where it takes no part.
    public var chance: Chance?
    /// Its level; only of a leximin lottery.
    public var level: Level?
    /// The ticket drawn, from 0; nil where orders were drawn.
    public var ticket: Int?
    /// The number of the allocation that the ticket draws, from 1; nil where orders were drawn.
    public var entryDrawn: Int?
    /// How many allocations the portfolio has; 0 where orders were drawn.
    public var entries: Int
    /// Those that grant the request.
    public var grantedBy: [Entry]
    /// Their weight in all.
    public var grantedWeight: Int
    /// Every place of a request that the allocation drawn refuses, most preferred first, with what stood in the way when it
    /// was drawn; none for any other.
    public var places: [PlaceFinding]
  }
}

/// Finds what a policy's lottery had in store for a request.
struct LotterySearch {
  let rules: StageRules
  let outcome: RecordedOutcome
  let request: Int

  private var problem: CoordinationProblem { rules.problem }

  /// Nil where the policy has no lottery, or its stage doesn't look at the request.
  func finding() -> Explanation.LotteryFinding? {
    guard let lottery = outcome.lottery,
      let planned = PlannedStage.plan(rules.policy, problem: problem).first(where: { $0.number == lottery.stage }),
      rules.admits(planned)[request], outcome.grants[request].map({ $0.stage >= lottery.stage }) ?? true
    else { return nil }
    let holder = problem.holders[request].map { problem.administrations[$0] }
    let identifier = problem.requests[request].identifier
    let grantedBy = lottery.portfolio.enumerated().compactMap { index, entry in
      entry.grants.first { $0.network == identifier }.map {
        Explanation.LotteryFinding.Entry(
          number: index + 1, weight: entry.weight, longitudeMilliDegrees: $0.longitudeMilliDegrees)
      }
    }
    let isRefused = lottery.method == "portfolio" && outcome.grants[request]?.stage != lottery.stage
    let state = outcome.state(in: problem) { $0.stage <= lottery.stage }
    return Explanation.LotteryFinding(
      stage: lottery.stage, stageName: planned.stage.name, method: lottery.method, seed: lottery.seed,
      denominator: lottery.denominator,
      chance: holder.flatMap { holder in
        lottery.chances[holder].map {
          .init(administration: holder, served: $0.served, intervalBillionths: $0.intervalBillionths)
        }
      }, level: holder.flatMap { level(of: $0, in: lottery) }, ticket: lottery.ticket,
      entryDrawn: lottery.drawn.map { $0 + 1 }, entries: lottery.portfolio.count, grantedBy: grantedBy,
      grantedWeight: grantedBy.reduce(0) { $0 + $1.weight },
      places: isRefused ? PlaceSurvey(rules: rules, state: state).places(of: request) : [])
  }

  private func level(of holder: String, in lottery: RecordedLottery) -> Explanation.LotteryFinding.Level? {
    guard let levels = lottery.levels, let place = levels.firstIndex(where: { $0.agents.contains(holder) }) else {
      return nil
    }
    // Levels ascend, so that equal ones stand in a row.
    let numbers = levels.indices.reduce(into: [Int]()) { numbers, index in
      let isSame = index > 0 && levels[index].isSameLevel(as: levels[index - 1])
      numbers.append((numbers.last ?? 0) + (isSame ? 0 : 1))
    }
    return .init(
      number: numbers[place], count: numbers.last ?? 0, round: place + 1, rounds: levels.count,
      proof: levels[place].proof, gapBillionths: levels[place].gapBillionths)
  }
}
