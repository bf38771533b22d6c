// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Assessment
import Coordination
import Filings
import Foundation
import GLPKSolver
import Reporting
import Scenarios

/// From a scenario and a change to outcomes before and after it.
struct WhatIf {
  var threads: Int
  var nodeLimit: Int?

  /// Allocates under every policy, with the scenario as it is and as it is changed.
  func run(scenario path: String, change changePath: String, policies names: [String]) throws -> WhatIfAnswer {
    var faults: [Fault] = []
    var change: ScenarioChange?
    do {
      change = try ScenarioChange.read(path: changePath)
    } catch let error as BadInput {
      faults += error.faults
    }
    var loaded: LoadedScenario?
    do {
      loaded = try LoadedScenario.load(path: path, policies: names)
    } catch let error as BadInput {
      faults += error.faults
    }
    guard let change, let loaded, faults.isEmpty else { throw BadInput(faults) }
    var scenario = loaded.scenario
    // The answer measures against equal shares, whatever else the scenario measures against.
    if !scenario.entitlements.contains(.equal) { scenario.entitlements.append(.equal) }
    let scenarios = [scenario, try change.applied(to: scenario, register: loaded.register)]
    let problems = try scenarios.map { try CoordinationProblem(scenario: $0, register: loaded.register) }
    for warning in try loaded.warnings(against: problems[0]) { Console.warning("\(warning)") }
    let documents = try allocate(problems, loaded.policies)
    return WhatIfAnswer(change: change, before: documents[0], after: documents[1])
  }

  /// The results of every policy for each problem.
  private func allocate(_ problems: [CoordinationProblem], _ policies: [Policy]) throws -> [ResultsDocument] {
    let interruption = Interruption()
    let progress = ComparisonProgress(
      names: ["before", "after"].flatMap { when in policies.map { "\($0.name), \(when)" } })
    defer { progress.finish() }
    let count = policies.count
    let work = WorkOrder.of(policies)
    let allocations = try interruption.whileCatching {
      try parallelMap(
        count: 2 * count, threads: threads,
        order: work.flatMap { [$0, count + $0] }
      ) { [limit = nodeLimit] index, isObsolete in
        progress.begin(index)
        var limits = SolverLimits(
          nodes: limit, isCancelled: { interruption.isRequested || isObsolete() },
          progress: { progress.note(index, $0) })
        // The answer says nothing of other optima.
        limits.surveysOptima = false
        let allocation = try PolicyEngine(solver: GLPKSolver(), limits: limits).allocate(
          problems[index / count], policy: policies[index % count])
        progress.end(index)
        return allocation
      }
    }
    return problems.indices.map { number in
      Assessment(
        problem: problems[number], allocations: Array(allocations[number * count..<(number + 1) * count]),
        programVersion: OrbitShare.version, inputs: []
      ).document()
    }
  }
}
