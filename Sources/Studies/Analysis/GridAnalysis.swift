// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Fairness
import Reporting

/// What one grid found. All means of a grid are resampled on the same draws.
struct GridAnalysis {
  let analysis: StudyAnalysis
  let data: GridData
  let resampling: BlockResampling
  let policies: [String]
  /// Index of the policy of reference; nil where the grid doesn't run it.
  let reference: Int?

  init(_ analysis: StudyAnalysis, data: GridData, index: Int) {
    self.analysis = analysis
    self.data = data
    let plan = analysis.study.analysis
    // Each grid has draws of its own, so that adding a grid changes no other's intervals' seed.
    resampling = BlockResampling(
      blocks: data.blockCount, resamples: plan.resamples, seed: UInt64(truncatingIfNeeded: plan.seed &+ index))
    policies = data.grid.policies.map(PolicyLabel.text)
    reference = data.grid.policies.firstIndex(of: plan.reference)
  }

  /// Indexes of the targets that are reported by themselves.
  var reported: [Int] { Array(Set(analysis.primary + [analysis.efficiency])).sorted() }

  /// Everything.
  func record() -> StudyResults.GridResult {
    var record = head()
    record.repeatedSeeds = data.repeatedSeeds
    record.unproved = policies.indices.filter { data.collector.unproved[$0] > 0 }.map {
      StudyResults.UnprovedRuns(policy: policies[$0], count: data.collector.unproved[$0])
    }
    guard !data.worlds.isEmpty else { return record }
    var means = MeanTable(blocks: data.blockCount)
    addDistributions(to: &means)
    addFamilies(to: &means)
    addEffects(to: &means)
    let causes = causeSets()
    for sets in causes { means.add(sets.columns) }
    means.resample(resampling, confidenceThousandths: analysis.study.analysis.confidenceThousandths)
    record.distributions = distributions(means)
    record.comparisons = comparisons(means)
    record.families = familyRecords(means)
    record.effects = effects(means)
    record.interactions = interactions()
    record.variance = variance()
    record.decompositions = causes.compactMap { decomposition($0, means) }
    record.frontiers = frontiers()
    (record.outliers, record.outlierCount) = outliers()
    return record
  }

  private func head() -> StudyResults.GridResult {
    let (grid, study) = (data.grid, analysis.study)
    return StudyResults.GridResult(
      name: grid.name, question: grid.question, design: Self.designName(grid),
      scenarios: grid.scenarios.map { study.scenarios[$0].name },
      registers: grid.registers.map { $0.map { study.registers[$0].name } ?? "own" }, policies: policies,
      factors: data.factors.map { column in
        StudyResults.FactorRecord(
          parameter: column.parameter, title: FactorTitle.text(column.parameter),
          levels: column.levels.isEmpty ? range(column.parameter) : column.levels)
      },
      points: DesignPoints(factors: grid.factors, design: grid.design).count, seeds: grid.seeds.count,
      varies: grid.varies.map(\.rawValue).sorted(), worlds: data.worlds.count, planned: data.collector.planned,
      done: data.collector.rows.count, failed: data.collector.failed, block: data.block, blocks: data.blockCount)
  }

  static func designName(_ grid: Grid) -> String {
    switch grid.design {
    case .full: "full"
    case .oneAtATime: "one-at-a-time"
    case .latinHypercube: "latin-hypercube"
    case .sobol: "sobol"
    }
  }

  /// The range of a factor in words, as declared.
  private func range(_ parameter: String) -> [String] {
    data.grid.factors.filter { $0.parameter.description == parameter }.compactMap { factor in
      guard case .range(let lower, let upper, _) = factor.levels else { return nil }
      return FactorTitle.number(Double(lower) / 1_000) + " to " + FactorTitle.number(Double(upper) / 1_000)
    }
  }

  // MARK: - Distributions and comparisons

  private func addDistributions(to means: inout MeanTable) {
    for policy in policies.indices {
      for target in reported {
        means.add(["mean", String(policy), String(target)]) { column in
          for (world, number) in data.numbers[policy][target].enumerated() {
            column.add(number, block: data.blocks[world])
          }
        }
        guard let reference, policy != reference else { continue }
        means.add(["difference", String(policy), String(target)]) { column in
          let pairs = zip(data.numbers[policy][target], data.numbers[reference][target])
          for (world, pair) in pairs.enumerated() {
            column.add(pair.0 - pair.1, block: data.blocks[world])
          }
        }
      }
    }
  }

  private func distributions(_ means: MeanTable) -> [StudyResults.Distribution] {
    reported.flatMap { target in
      policies.indices.map { policy in
        let ascending = data.numbers[policy][target].filter(\.isFinite).sorted()
        let runs = data.identities[policy].count { $0 != nil }
        return StudyResults.Distribution(
          policy: policies[policy], target: target, count: ascending.count, undefined: runs - ascending.count,
          mean: means.estimate(["mean", String(policy), String(target)]),
          standardDeviation: Self.standardDeviation(ascending),
          quantiles: ascending.isEmpty ? [] : (0...20).map { Quantiles.type7(ascending, Double($0) / 20) ?? 0 })
      }
    }
  }

  static func standardDeviation(_ numbers: [Double]) -> Double? {
    PairedDifferences(numbers, reference: numbers.map { _ in 0 })?.standardDeviation
  }

  private func comparisons(_ means: MeanTable) -> [StudyResults.Comparison] {
    guard let reference else { return [] }
    let pairs = reported.flatMap { target in
      policies.indices.filter { $0 != reference }.map { (policy: $0, target: target) }
    }
    let keys = pairs.map { ["difference", String($0.policy), String($0.target)] }
    let tests = SignFlipTest.tests(of: keys.map { means.column($0).sums }, resampling: resampling)
    return zip(zip(pairs, keys), tests).compactMap { place, test in
      let (policy, target) = place.0
      guard
        let pair = PairedDifferences(
          data.numbers[policy][target], reference: data.numbers[reference][target]),
        let difference = means.estimate(place.1)
      else { return nil }
      var comparison = StudyResults.Comparison(
        policy: policies[policy], target: target, count: pair.count, difference: difference,
        standardisedMean: pair.standardisedMean, greater: pair.greater, less: pair.less, equal: pair.equal,
        pValue: test.pValue, patterns: test.patterns, isExact: test.isExact)
      let settings = settingDifferences(policy, target, reference: reference)
      // Of what is equal but for rounding the first in the plan's order.
      comparison.least = settings.first { own in settings.allSatisfy { own.value <= $0.value + 1e-12 } }
      comparison.greatest = settings.first { own in settings.allSatisfy { own.value >= $0.value - 1e-12 } }
      return comparison
    }
  }

  /// Mean differences by scenario, register and point; none where the grid has one of them, or draws its points.
  private func settingDifferences(_ policy: Int, _ target: Int, reference: Int) -> [StudyResults.SettingDifference] {
    guard data.block == .seed else { return [] }
    let groups = data.alike()
    guard groups.count > 1 else { return [] }
    return groups.compactMap { worlds in
      let own = worlds.map { data.numbers[policy][target][$0] - data.numbers[reference][target][$0] }.filter(\.isFinite)
      guard let first = worlds.first, !own.isEmpty else { return nil }
      return StudyResults.SettingDifference(
        settings: data.settingTexts(first, study: analysis.study).joined(separator: ", "),
        value: own.reduce(0, +) / Double(own.count))
    }
  }
}
