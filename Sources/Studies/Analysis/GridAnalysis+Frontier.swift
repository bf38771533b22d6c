// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Fairness
import Reporting

extension GridAnalysis {
  /// Efficiency against every primary target that is not efficiency itself.
  func frontiers() -> [StudyResults.Frontier] {
    analysis.primary.filter { $0 != analysis.efficiency }.map(frontier)
  }

  /// 1 where more of a target is better, −1 where less is.
  private func sign(_ target: Int) -> Double {
    Measure(rawValue: analysis.targets[target].measure)?.direction == .lowerIsFairer ? -1 : 1
  }

  private func frontier(_ target: Int) -> StudyResults.Frontier {
    let efficiency = analysis.efficiency
    let (first, second) = (sign(efficiency), sign(target))
    var runs: [StudyResults.Frontier.RunPoint] = []
    var sums = policies.map { _ in (efficiency: 0.0, equity: 0.0, worlds: 0, undominated: 0) }
    for world in data.worlds.indices {
      let own = policies.indices.filter {
        data.numbers[$0][efficiency][world].isFinite && data.numbers[$0][target][world].isFinite
      }
      let efficiencies = own.map { data.numbers[$0][efficiency][world] }
      let equities = own.map { data.numbers[$0][target][world] }
      for place in ParetoFrontier.indices(efficiencies.map { $0 * first }, equities.map { $0 * second }) {
        sums[own[place]].undominated += 1
      }
      for (place, policy) in own.enumerated() {
        sums[policy].efficiency += efficiencies[place]
        sums[policy].equity += equities[place]
        sums[policy].worlds += 1
        runs.append(
          StudyResults.Frontier.RunPoint(
            identity: data.identities[policy][world]?.description ?? "", policy: policy,
            efficiency: efficiencies[place], equity: equities[place]))
      }
    }
    let means = sums.map { sum in
      sum.worlds > 0 ? (sum.efficiency / Double(sum.worlds), sum.equity / Double(sum.worlds)) : (Double.nan, Double.nan)
    }
    let best = Set(ParetoFrontier.indices(means.map { $0.0 * first }, means.map { $0.1 * second }))
    let points = policies.indices.filter { sums[$0].worlds > 0 }.map { policy in
      StudyResults.Frontier.PolicyPoint(
        policy: policies[policy], efficiency: means[policy].0, equity: means[policy].1,
        isUndominated: best.contains(policy), undominatedWorlds: sums[policy].undominated,
        worlds: sums[policy].worlds)
    }
    let undominated = ParetoFrontier.indices(runs.map { $0.efficiency * first }, runs.map { $0.equity * second })
    let others = Set(undominated)
    return StudyResults.Frontier(
      target: target, policies: points, runs: Self.thinned(undominated.map { runs[$0] }), runCount: undominated.count,
      cloud: Self.thinned(runs.indices.filter { !others.contains($0) }.map { runs[$0] }))
  }

  /// At most so many of a list, evenly chosen.
  private static func thinned(_ runs: [StudyResults.Frontier.RunPoint]) -> [StudyResults.Frontier.RunPoint] {
    let most = StudyResults.Frontier.mostRuns
    guard runs.count > most else { return runs }
    return (0..<most).map { runs[$0 * runs.count / most] }
  }

  /// Runs far from the others of their policy in like worlds, the furthest first.
  func outliers() -> (listed: [StudyResults.Outlier], count: Int) {
    var found: [(policy: Int, target: Int, world: Int, score: Double, median: Double)] = []
    let groups = data.alike()
    for target in reported {
      for (policy, group) in policies.indices.flatMap({ policy in groups.map { (policy, $0) } }) {
        let worlds = group.filter { data.numbers[policy][target][$0].isFinite }
        let numbers = worlds.map { data.numbers[policy][target][$0] }
        guard let median = Quantiles.type7(numbers.sorted(), 0.5) else { continue }
        for (place, score) in OutlierScores.modified(numbers).enumerated() where abs(score) > OutlierScores.limit {
          found.append((policy, target, worlds[place], score, median))
        }
      }
    }
    found.sort {
      (-abs($0.score), $0.target, $0.policy, $0.world) < (-abs($1.score), $1.target, $1.policy, $1.world)
    }
    let listed = found.prefix(StudyAnalysis.mostOutliers).map { outlier in
      StudyResults.Outlier(
        identity: data.identities[outlier.policy][outlier.world]?.description ?? "",
        policy: policies[outlier.policy], world: data.worldText(outlier.world, study: analysis.study),
        target: outlier.target, value: data.numbers[outlier.policy][outlier.target][outlier.world],
        median: outlier.median, score: outlier.score)
    }
    return (Array(listed), found.count)
  }
}
