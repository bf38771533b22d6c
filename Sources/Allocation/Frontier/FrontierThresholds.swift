// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Scenarios

/// The ratios at which the frontier between efficiency and the smallest ratio is worked out.
///
/// The ε-constraint method (Haimes, Lasdon, Wismer 1971, doi:10.1109/TSMC.1971.4308298): for each ratio the greatest total
/// holding with everybody who asks at or above it. Ratios between two attainable ones demand the same of everybody, so that
/// only attainable ones are taken: 0, the greatest that all can have, and others spread evenly between them.
public struct FrontierThresholds: Sendable {
  /// The ratios, ascending; 0 is the first.
  public let ratios: [Policy.Ratio]
  /// How many attainable ratios there are up to the greatest that all can have.
  public let attainable: Int

  /// Finds the greatest smallest ratio and spreads thresholds up to it.
  ///
  /// - Parameters:
  ///   - problem: what is allocated.
  ///   - entitlement: what holdings are measured against.
  ///   - points: how many thresholds at most, at least 2.
  ///   - engine: solves max-min once.
  /// - Throws: `AllocationFault`.
  public init(
    problem: CoordinationProblem, entitlement: Entitlement, points: Int, engine: PolicyEngine
  ) throws {
    let stage = Policy.Stage(
      name: "greatest smallest ratio", rule: .maximise(.minimumRatio, entitlement: entitlement))
    let policy = Policy(
      name: "max-min", title: "max-min", description: "", family: .equity, stages: [stage], path: "frontier")
    let allocation = try engine.allocate(problem, policy: policy)
    let plan = Self.levels(problem, entitlement)
    // The last level that everybody was shown to reach; none where the lowest is out of reach.
    var greatest: LevelPlan.Level?
    for claim in allocation.claims {
      guard case .administrationsAtLevel(let numerator, let denominator, _) = claim.objective else { continue }
      greatest = LevelPlan.Level(numerator: numerator, denominator: denominator)
    }
    let below = plan.levels.prefix { level in
      greatest.map { !Self.isLess($0, level) } ?? false
    }
    attainable = below.count
    var chosen: [LevelPlan.Level] = []
    if let last = below.last {
      for step in 1..<max(2, points) {
        // The attainable ratio next above an even share of the greatest.
        let level = below.first { level in
          Int128(level.numerator) * Int128(last.denominator) * Int128(points - 1)
            >= Int128(step) * Int128(last.numerator) * Int128(level.denominator)
        }
        if let level, chosen.last != level { chosen.append(level) }
      }
    }
    ratios = [.zero] + chosen.compactMap { Policy.Ratio($0.numerator, $0.denominator) }
  }

  private static func isLess(_ left: LevelPlan.Level, _ right: LevelPlan.Level) -> Bool {
    Int128(left.numerator) * Int128(right.denominator) < Int128(right.numerator) * Int128(left.denominator)
  }

  /// Every ratio that somebody who asks can hold.
  private static func levels(_ problem: CoordinationProblem, _ entitlement: Entitlement) -> LevelPlan {
    var demands: [Int: Int] = [:]
    for (index, request) in problem.requests.enumerated() {
      if let holder = problem.holders[index] { demands[holder, default: 0] += request.holding }
    }
    return LevelPlan(problem: problem, entitlement: entitlement, demands: demands)
  }
}
