// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Scenarios

/// A stage as it is carried out: protection made a stage of its own, processing rounds one after another.
public struct PlannedStage: Hashable, Sendable {
  /// Number among the planned stages, from 1; claims and grants name it.
  public var number: Int
  /// The stage.
  public var stage: Policy.Stage
  /// The days of receipt of its round, and whether undated requests belong to it; nil where there is one round of all.
  var round: Round?

  /// A processing round.
  struct Round: Hashable, Sendable {
    /// Days since 1970-01-01.
    var days: ClosedRange<Int>
    /// Whether requests without a date belong to it.
    var hasUndated: Bool
  }

  func isWithinRound(_ request: Request) -> Bool {
    guard let round else { return true }
    guard let day = request.received?.dayNumber else { return round.hasUndated }
    return round.days.contains(day)
  }

  /// The stages of a policy as they are carried out in a problem.
  ///
  /// Protection comes first: protected requests, each at its filed longitude or not at all, by date of receipt. A `maximise`
  /// stage with rounds becomes one stage for each round; stages that keep an optimum for each other go through every round
  /// together.
  static func plan(_ policy: Policy, problem: CoordinationProblem) -> [PlannedStage] {
    var result: [PlannedStage] = []
    func append(_ stage: Policy.Stage, _ round: Round? = nil) {
      result.append(PlannedStage(number: result.count + 1, stage: stage, round: round))
    }
    for protection in policy.constraints.protected {
      let kind: Policy.RequestKind = protection == .networksInUse ? .inUse : .nationalAllotments
      append(
        Policy.Stage(
          name: "protected: " + protection.rawValue,
          rule: .order(Policy.Ordering(queue: .dateOfReceipt, placement: .asFiled)), requests: kind))
    }
    var index = 0
    while index < policy.stages.count {
      var end = index
      while policy.stages[end].carry == .optimum, end + 1 < policy.stages.count { end += 1 }
      let group = policy.stages[index...end]
      if let days = policy.stages[index].roundDays, case .maximise = policy.stages[index].rule {
        for (number, round) in rounds(of: days, problem: problem).enumerated() {
          for stage in group {
            var one = stage
            one.name += ", round \(number + 1)"
            append(one, round)
          }
        }
      } else {
        for stage in group { append(stage) }
      }
      index = end + 1
    }
    return result
  }

  /// Processing rounds: the earliest request that no round has yet opens one, and all received within so many days of it
  /// belong to it. Undated requests belong to the first.
  static func rounds(of days: Int, problem: CoordinationProblem) -> [Round] {
    var result: [Round] = []
    for day in Set(problem.requests.compactMap { $0.received?.dayNumber }).sorted() {
      if let last = result.last, last.days.contains(day) { continue }
      result.append(Round(days: day...(day + days), hasUndated: result.isEmpty))
    }
    return result.isEmpty ? [Round(days: 0...days, hasUndated: true)] : result
  }
}
