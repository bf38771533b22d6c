// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Fairness
import Reporting

/// What an analysis says about itself in words: targets, assumptions, warnings.
struct AnalysisTexts {
  private let analysis: StudyAnalysis
  /// With fewer blocks than this an interval says little.
  private static let fewBlocks = 20

  init(_ analysis: StudyAnalysis) { self.analysis = analysis }

  /// The name of the study's file, without its directory.
  var file: String { analysis.study.path.split(separator: "/").last.map(String.init) ?? "study.yaml" }

  /// A target with what the catalogue of measures knows of it.
  func target(_ index: Int) -> StudyResults.Target {
    let target = analysis.targets[index]
    let measure = Measure(rawValue: target.measure)
    return StudyResults.Target(
      measure: target.measure, population: target.population, entitlement: target.entitlement,
      title: measure?.title ?? target.measure, unit: measure?.unit ?? "1",
      direction: measure?.direction.recorded ?? .neutral,
      isAuxiliary: !analysis.primary.contains(index) && index != analysis.efficiency)
  }

  /// What was assumed.
  func assumptions(_ grids: [StudyResults.GridResult]) -> [String] {
    var sentences: [String] = []
    if grids.contains(where: { $0.block == .seed && $0.blocks >= MeanTable.fewestBlocks }) {
      sentences.append(
        "Seeds are draws of chance that are independent of each other; scenarios, registers, settings and policies are given. "
          + "Intervals say how far means would move with other seeds, not with other registers.")
    }
    if grids.contains(where: { $0.block == .point }) {
      sentences.append(
        "Drawn points are taken for independent draws from their ranges, all values equally likely, each with seeds of its own. A "
          + "Latin hypercube and a Sobol sequence spread more evenly than that, so that intervals are rather too wide.")
    }
    if grids.contains(where: { !$0.comparisons.isEmpty }) {
      sentences.append(
        "The test by signs supposes that, were there no difference, policy and reference could change places in every "
          + "\(grids.contains { $0.block == .point } ? "block" : "seed").")
    }
    if grids.contains(where: { !$0.decompositions.isEmpty }) {
      sentences.append(
        "The first value of a factor that is a cause is how things are, the second takes the cause away. What is left with all "
          + "causes taken away is due to geometry, policy and chance. Dates that are dealt out anew bring the history of use with them: a "
          + "network gets all of another's. So being early stands for dates with what they brought.")
    }
    return sentences
  }

  /// What a reader should know before believing the numbers.
  func warnings(_ grids: [StudyResults.GridResult]) -> [String] {
    var sentences = grids.flatMap(warnings)
    sentences += outOfReach(grids)
    for index in analysis.targets.indices where grids.allSatisfy({ isEmpty($0, index) }) {
      guard !target(index).isAuxiliary else { continue }
      sentences.append(
        "No run has a number for \(analysis.targets[index].measure) (\(analysis.targets[index].population), "
          + "\(analysis.targets[index].entitlement)): check that the study keeps this measure.")
    }
    return sentences
  }

  /// Grids whose tests couldn't reach the level once adjusted, even where every block agreed: with their p-values at the least that
  /// their patterns of signs allow, and those of other grids as they are.
  private func outOfReach(_ grids: [StudyResults.GridResult]) -> [String] {
    let plan = analysis.study.analysis
    let primary = grids.enumerated().flatMap { place, grid in
      grid.comparisons.filter { $0.adjustedPValue != nil }.map { (grid: place, comparison: $0) }
    }
    return grids.enumerated().compactMap { place, grid in
      let floors = primary.map { own in
        own.grid == place ? floor(own.comparison, blocks: grid.blocks) : own.comparison.pValue
      }
      let own = zip(primary, HolmAdjustment.adjusted(floors)).filter { $0.0.grid == place }
      let level = Double(1_000 - plan.confidenceThousandths) / 1_000
      guard let least = own.map(\.1).min(), least > level else { return nil }
      let isExact = own.allSatisfy(\.0.comparison.isExact)
      let number = min(1, (least * 1_000).rounded(.up) / 1_000)
      let blocks = Phrase.count(grid.blocks, grid.block.rawValue, grid.block.rawValue + "s")
      let reach = isExact ? blocks : "\(plan.resamples) draws of signs"
      return "Grid \(grid.name): with \(reach) no adjusted p-value can be below \(number), even where all agree: "
        + (isExact ? "run more of them." : "set more resamples or fewer primary measures.")
    }
  }

  /// The least p-value that a test can give: of m blocks two patterns of 2ᵐ are as far from zero as one in which all agree.
  private func floor(_ comparison: StudyResults.Comparison, blocks: Int) -> Double {
    comparison.isExact
      ? 2 / Double(1 << min(60, max(1, blocks))) : 1 / Double(analysis.study.analysis.resamples + 1)
  }

  private func isEmpty(_ grid: StudyResults.GridResult, _ target: Int) -> Bool {
    grid.distributions.allSatisfy { $0.target != target || $0.count == 0 }
  }

  private func warnings(_ grid: StudyResults.GridResult) -> [String] {
    var sentences: [String] = []
    let missing = grid.planned - grid.done - grid.failed
    if missing > 0 { sentences.append("Grid \(grid.name): \(missing) of \(grid.planned) planned runs are missing.") }
    if grid.failed > 0 {
      sentences.append(
        "Grid \(grid.name): \(Phrase.count(grid.failed, "run", "runs")) failed. A mean is over the worlds where its policy has a "
          + "result; differences are over worlds where both have one.")
    }
    guard grid.done > 0 else { return sentences }
    let name = grid.block == .seed ? "seed" : "point"
    if grid.blocks < 2 {
      sentences.append(
        "Grid \(grid.name): one \(name) only, so that there are no intervals; what it says holds for this \(name).")
    } else if grid.blocks < MeanTable.fewestBlocks {
      sentences.append("Grid \(grid.name): \(grid.blocks) \(name)s are too few for intervals.")
    } else if grid.blocks < Self.fewBlocks {
      sentences.append(
        "Grid \(grid.name): \(grid.blocks) \(name)s only; intervals of so few draws are rough and rather too narrow.")
    }
    if grid.repeatedSeeds > 0 {
      sentences.append(
        "Grid \(grid.name): all runs of \(Phrase.count(grid.repeatedSeeds, "seed", "seeds")) are those of an earlier one, since "
          + "nothing in them is drawn; they count once.")
    }
    for own in grid.unproved {
      sentences.append(
        "Grid \(grid.name): \(Phrase.count(own.count, "run", "runs")) under \(own.policy) ended at a limit; their numbers are of "
          + "the best allocation found, not of what is proved to be the policy's.")
    }
    let undefined = grid.distributions.reduce(0) { $0 + $1.undefined }
    if undefined > 0 {
      sentences.append("Grid \(grid.name): \(undefined) undefined or infinite values are left out.")
    }
    let ties = grid.comparisons.filter { analysis.primary.contains($0.target) && $0.equal * 2 > $0.count }.map(\.policy)
    if !ties.isEmpty {
      let policies = Array(Set(ties)).sorted()
      sentences.append(
        "Grid \(grid.name): in more than half of the worlds \(Phrase.list(policies)) "
          + "\(policies.count == 1 ? "has" : "have") the same number as the reference in some primary measure.")
    }
    let reference = PolicyLabel.text(analysis.study.analysis.reference)
    if grid.comparisons.isEmpty, !grid.policies.contains(reference), grid.policies.count > 1 {
      sentences.append("Grid \(grid.name) doesn't run \(reference), so that nothing is compared with it.")
    }
    return sentences
  }
}
