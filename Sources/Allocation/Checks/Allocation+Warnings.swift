// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Scenarios

/// A stage, or a part of one, that had no effect.
public struct StageWarning: Hashable, Sendable {
  /// Number of the planned stage; of the first round where it goes in rounds.
  public var stage: Int
  /// Its name.
  public var name: String
  /// What is wrong, after the name of the stage.
  public var text: String
}

extension Allocation {
  /// The stages without effect that only the run shows: those that granted nothing, and those of max-min where somebody
  /// who asks can have nothing, so that the smallest ratio is 0 whatever is granted.
  public var stageWarnings: [StageWarning] {
    let idle = idleStageNames.map { StageWarning(stage: number(ofStage: $0), name: $0, text: "granted nothing") }
    let powerless = plan.filter { isPowerless($0) }.map {
      StageWarning(
        stage: $0.number, name: $0.stage.name,
        text: "decides nothing, since not everybody who asks can be given something and the smallest ratio stays 0")
    }
    return (idle + powerless).enumerated().sorted {
      ($0.element.stage, $0.offset) < ($1.element.stage, $1.offset)
    }.map(\.element)
  }

  /// Parts of stages without effect that the policy shows with its problem: groups without members, batches in which
  /// nothing was received.
  public func partialWarnings(in problem: CoordinationProblem) -> [StageWarning] {
    PolicyCheck(policy: policy, problem: problem).partialStageWarnings().map { index, fault in
      let stage = policy.stages[index]
      return StageWarning(
        stage: number(ofStage: stage.name, line: stage.line), name: stage.name, text: fault.problem)
    }
  }

  /// Number of the first planned stage of a name, at a line of the file where one is given: names may be used twice.
  private func number(ofStage name: String, line: Int? = nil) -> Int {
    plan.first { planned in
      (planned.stage.name == name || planned.stage.name.hasPrefix(name + ", round "))
        && (line == nil || planned.stage.line == line)
    }?.number ?? 0
  }

  /// Whether a stage of max-min was shown to get nowhere: not everybody can reach even the lowest ratio.
  private func isPowerless(_ planned: PlannedStage) -> Bool {
    guard case .maximise(.minimumRatio, _) = planned.stage.rule else { return false }
    let own = claims.filter { $0.stage == planned.number && $0.kind != .tieBreak }
    let isGap = own.contains { claim in
      if case .allAtLevel = claim.objective { return claim.value == 0 && claim.bound == 0 }
      return false
    }
    return isGap
      && !own.contains { claim in
        if case .administrationsAtLevel = claim.objective { return true }
        return false
      }
  }

  /// Names of the stages that granted nothing, protection included; one that goes in rounds counts if no round granted
  /// anything.
  public var idleStageNames: [String] {
    let idle = Set(idleStages)
    var result: [(name: String, isIdle: Bool)] = []
    for planned in plan {
      let isIdle = idle.contains(planned.number)
      guard planned.round != nil,
        let name = policy.stages.map(\.name).first(where: { planned.stage.name.hasPrefix($0 + ", round ") })
      else {
        result.append((planned.stage.name, isIdle))
        continue
      }
      if let known = result.firstIndex(where: { $0.name == name }) {
        result[known].isIdle = result[known].isIdle && isIdle
      } else {
        result.append((name, isIdle))
      }
    }
    return result.filter(\.isIdle).map(\.name)
  }
}
