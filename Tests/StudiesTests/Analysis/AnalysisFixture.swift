// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import SeededNumbers

@testable import Studies

/// A study whose numbers are known: a full grid of two switches, and a Latin hypercube.
enum AnalysisFixture {
  static let policies = ["first-come", "leximin", "policies/<lots>.yaml"]
  static let families: [String: Policy.Family] = [
    "first-come": .practice, "leximin": .equity, "policies/<lots>.yaml": .chance,
  ]
  static let seeds = 20

  /// The study.
  static func study(resamples: Int = 400) -> Study {
    var plan = AnalysisPlan()
    plan.resamples = resamples
    let dates = Factor(
      parameter: .register("dates"), levels: .values(["as-filed", "shuffled"]), line: nil)
    let demand = Factor(parameter: .register("demand"), levels: .values(["as-filed", "equal"]), line: nil)
    func range(_ name: String) -> Factor {
      Factor(
        parameter: .scenario([name]), levels: .range(lowerThousandths: 0, upperThousandths: 1_000, isWhole: false),
        line: nil)
    }
    let causes = Grid(
      name: "causes", question: "How much is due to being early & to <demand>?", scenarios: [0], registers: [nil],
      policies: policies, factors: [dates, demand], design: .full, seeds: Array(1...seeds), varies: [.ties], line: nil)
    let drawn = Grid(
      name: "drawn", question: "", scenarios: [0], registers: [nil], policies: Array(policies.prefix(2)),
      factors: [range("strong"), range("idle")], design: .latinHypercube(points: 100, seed: 1), seeds: [1],
      varies: [.bands], line: nil)
    return Study(
      name: "fixture", title: "Known <numbers> & causes", question: "What is known?",
      scenarios: [.init(name: "shipped", path: "/s.yaml", line: nil)], registers: [], grids: [causes, drawn],
      nodeLimit: 10_000, keep: .init(), measures: [], analysis: plan, path: "/somewhere/fixture.yaml")
  }

  /// The Gini of a policy with the causes present or not: 0.2 + 0.3e + 0.2d + 0.1ed, and what the policy changes.
  static func gini(early: Bool, demand: Bool, policy: Int) -> Double {
    let (e, d) = (early ? 1.0 : 0, demand ? 1.0 : 0)
    return 0.2 + 0.3 * e + 0.2 * d + 0.1 * e * d - (policy == 1 ? 0.1 : 0)
  }

  /// Runs of the full grid in the order of the plan: the seed moves all worlds alike, by −0.0095 to 0.0095.
  static func causes(_ study: Study) -> [(run: PlannedRun, values: [Double?])] {
    var runs: [(run: PlannedRun, values: [Double?])] = []
    for point in 0..<4 {
      let (early, demand) = (point / 2 == 0, point % 2 == 0)
      for seed in 1...seeds {
        for policy in policies.indices {
          let shift = (Double(seed) - 10.5) / 1_000
          let channels = Double(1_000 - 10 * point + (policy == 1 ? -50 : 0))
          let run = planned(
            study, grid: 0, point: point, seed: seed, policy: policy, world: point * seeds + seed - 1,
            ordinal: runs.count, values: [early ? "as-filed" : "shuffled", demand ? "as-filed" : "equal"])
          runs.append(
            (run, [gini(early: early, demand: demand, policy: policy) + shift, channels, demand ? 0.1 : 0.05]))
        }
      }
    }
    return runs
  }

  /// Runs at drawn points: the first parameter moves the Gini, the second nothing, and a lot a little.
  static func drawn(_ study: Study) -> [(run: PlannedRun, values: [Double?])] {
    var generator = SplitMix64(seed: 12)
    var idle = Array(0..<100)
    generator.shuffle(&idle)
    var runs: [(run: PlannedRun, values: [Double?])] = []
    for point in 0..<100 {
      let strong = Double(point * 37 % 100) / 100 + 0.005
      for policy in 0..<2 {
        let lot = Double(generator.next(below: 1_001) - 500) / 10_000
        let run = planned(
          study, grid: 1, point: point, seed: 1, policy: policy, world: 80 + point, ordinal: 240 + runs.count,
          values: [strong.description, (Double(idle[point]) / 100).description])
        runs.append((run, [0.3 + 0.4 * strong + lot - (policy == 1 ? 0.02 : 0), 900, 0.02]))
      }
    }
    return runs
  }

  private static func planned(
    _ study: Study, grid: Int, point: Int, seed: Int, policy: Int, world: Int, ordinal: Int, values: [String]
  ) -> PlannedRun {
    let key = "\(grid) \(point) \(seed) \(policy)"
    return PlannedRun(
      ordinal: ordinal, world: world, grid: grid, scenario: 0, register: nil, point: point, seed: seed,
      policy: policies[policy],
      settings: zip(study.grids[grid].factors, values).map { Setting(parameter: $0.parameter, value: $1) }, key: key,
      identity: RunIdentity(key: key.utf8))
  }
}
