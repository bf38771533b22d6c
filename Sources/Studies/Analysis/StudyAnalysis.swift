// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Fairness
import Reporting
import Scenarios

/// From finished runs to what a study found.
///
/// Runs come in one by one, in any order; of each only the numbers of ``targets`` are kept, so that memory grows by some 250
/// bytes a run. What comes out depends on the runs and the declaration alone.
public struct StudyAnalysis: Sendable {
  /// The study.
  public let study: Study
  /// What must be read of every run, in this order: primary measures, efficiency, and floors that decompositions need.
  public let targets: [AnalysisPlan.Target]
  /// The most outliers listed for a grid.
  static let mostOutliers = 100

  /// The family of each policy, by the word that names it in grids.
  let families: [String: Policy.Family]
  let primary: [Int]
  let efficiency: Int
  var grids: [GridCollector]
  var failures: [(ordinal: Int, failure: StudyResults.Failure)] = []

  /// Prepares the analysis of a study.
  ///
  /// - Parameters:
  ///   - study: the study.
  ///   - planned: places of the plan, by grid.
  ///   - families: the family of each policy, by the word that names it in grids.
  public init(study: Study, planned: [Int], families: [String: Policy.Family]) {
    self.study = study
    self.families = families
    let plan = study.analysis
    var targets: [AnalysisPlan.Target] = []
    for target in plan.primary + [plan.efficiency] where !targets.contains(target) { targets.append(target) }
    for target in plan.primary where target.measure == Measure.gini.rawValue {
      var floor = target
      floor.measure = Measure.giniFloor.rawValue
      if !targets.contains(floor) { targets.append(floor) }
    }
    self.targets = targets
    primary = targets.indices.filter { plan.primary.contains(targets[$0]) }
    efficiency = targets.firstIndex(of: plan.efficiency) ?? 0
    grids = study.grids.enumerated().map { index, grid in
      GridCollector(
        grid: grid, planned: planned.indices.contains(index) ? planned[index] : 0, targets: targets.count)
    }
  }

  /// The measure's name in the store, of all administrations.
  public static func name(of target: AnalysisPlan.Target) -> MeasureName {
    MeasureName(
      measure: target.measure, population: target.population, entitlement: target.entitlement, group: "all")
  }

  /// Adds a finished run.
  ///
  /// - Parameters:
  ///   - run: its place in the plan.
  ///   - values: the numbers of ``targets``; nil where a measure is undefined, infinite or wasn't kept.
  ///   - isProved: whether the policy was carried out to its end, not only to a limit.
  public mutating func add(_ run: PlannedRun, values: [Double?], isProved: Bool = true) {
    guard grids.indices.contains(run.grid) else { return }
    grids[run.grid].add(run, values: values, isProved: isProved)
  }

  /// Adds a run of the store.
  public mutating func add(_ run: PlannedRun, record: RunRecord) {
    switch record.outcome {
    case .failed(let failure): add(run, failure: failure)
    case .done(let proof):
      let values = targets.map { target in
        let name = Self.name(of: target)
        return record.measures.first { $0.name == name }?.value
      }
      add(run, values: values, isProved: !Allocation.unproved.contains(proof))
    }
  }

  /// Adds a run that gave nothing.
  public mutating func add(_ run: PlannedRun, failure: RunFailure) {
    guard grids.indices.contains(run.grid) else { return }
    grids[run.grid].failed += 1
    let failure = StudyResults.Failure(
      identity: run.identity.description, grid: study.grids[run.grid].name, world: worldText(run),
      policy: PolicyLabel.text(run.policy), kind: failure.kind.rawValue, message: failure.message)
    failures.append((run.ordinal, failure))
  }

  /// What was found.
  ///
  /// Time: O(resamples · blocks · (policies · targets + levels)) a grid, beyond sorting.
  ///
  /// - Parameter program: name and version of the program.
  public func results(program: ResultsDocument.Program) -> StudyResults {
    let labels = AnalysisTexts(self)
    var records: [StudyResults.GridResult] = []
    for (index, collector) in grids.enumerated() {
      let data = GridData(collector, study: study)
      records.append(GridAnalysis(self, data: data, index: index).record())
    }
    let comparisons = Self.adjust(&records, primary: primary)
    let plan = study.analysis
    let declaration = StudyResults.Declaration(
      name: study.name, title: study.title, question: study.question, file: labels.file,
      reference: PolicyLabel.text(plan.reference), primary: primary, efficiency: efficiency,
      confidenceThousandths: plan.confidenceThousandths, resamples: plan.resamples, seed: plan.seed,
      nodeLimit: study.nodeLimit, comparisons: comparisons)
    return StudyResults(
      program: program, study: declaration, targets: targets.indices.map { labels.target($0) }, grids: records,
      failures: failures.sorted { ($0.ordinal, $0.failure.identity) < ($1.ordinal, $1.failure.identity) }
        .map(\.failure),
      assumptions: labels.assumptions(records), warnings: labels.warnings(records))
  }

  /// Adjusts the p-values of all primary comparisons of the study together.
  ///
  /// - Returns: how many there are.
  private static func adjust(_ records: inout [StudyResults.GridResult], primary: [Int]) -> Int {
    var places: [(grid: Int, comparison: Int)] = []
    var pValues: [Double] = []
    for (grid, record) in records.enumerated() {
      for (index, comparison) in record.comparisons.enumerated() where primary.contains(comparison.target) {
        places.append((grid, index))
        pValues.append(comparison.pValue)
      }
    }
    for (place, adjusted) in zip(places, HolmAdjustment.adjusted(pValues)) {
      records[place.grid].comparisons[place.comparison].adjustedPValue = adjusted
    }
    return places.count
  }

  /// The world of a run in words: scenario, register, settings and seed.
  func worldText(_ run: PlannedRun) -> String {
    var parts: [String] = []
    if study.scenarios.count > 1, study.scenarios.indices.contains(run.scenario) {
      parts.append(study.scenarios[run.scenario].name)
    }
    if let register = run.register, study.registers.indices.contains(register) {
      parts.append(study.registers[register].name)
    }
    parts += run.settings.map { "\($0.parameter) \($0.value)" }
    return (parts + ["seed \(run.seed)"]).joined(separator: ", ")
  }
}

/// What a policy is called in results: its name, or its file's.
enum PolicyLabel {
  /// The name, or the last part of a path without `.yaml`.
  static func text(_ policy: String) -> String {
    let last = policy.split(separator: "/").last.map(String.init) ?? policy
    for ending in [".yaml", ".yml"] where last.hasSuffix(ending) && last.count > ending.count {
      return String(last.dropLast(ending.count))
    }
    return last
  }
}
