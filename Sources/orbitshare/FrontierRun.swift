// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Coordination
import Foundation
import GLPKSolver
import Reporting
import Scenarios

/// From a scenario to a written comparison of the points of its frontier.
struct FrontierRun {
  let entitlement: Entitlement
  let points: Int
  var threads = 1
  var nodeLimit: Int?

  init(entitlement: Entitlement, points: Int) {
    self.entitlement = entitlement
    self.points = points
  }

  /// Finds the thresholds, writes a policy for each, and compares them; also how many ratios are attainable.
  func run(scenario: String, out: String) throws -> (document: ResultsDocument, attainable: Int) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("orbitshare-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // A policy with a demand shows the faults of entitlement and scenario before anything is solved.
    let probe = try write(.one, number: 99, to: folder)
    let loaded = try LoadedScenario.load(path: scenario, policies: [probe])
    let problem = try CoordinationProblem(scenario: loaded.scenario, register: loaded.register)
    _ = try loaded.warnings(against: problem)
    let engine = PolicyEngine(solver: GLPKSolver(), limits: SolverLimits(nodes: nodeLimit))
    let thresholds = try FrontierThresholds(
      problem: problem, entitlement: entitlement, points: points, engine: engine)
    var files = [try write(.zero, number: 0, to: folder)]
    for (number, ratio) in thresholds.ratios.enumerated().dropFirst() {
      files.append(try write(ratio, number: number, to: folder))
    }
    var comparison = Comparison()
    comparison.threads = threads
    comparison.nodeLimit = nodeLimit
    return (try comparison.run(scenario: scenario, policies: files, out: out), thresholds.attainable)
  }

  /// Writes the policy of a point; its path.
  private func write(_ ratio: Policy.Ratio, number: Int, to folder: URL) throws -> String {
    let text = ratio.text
    let name = "frontier-" + (number < 10 ? "0\(number)" : "\(number)")
    let demand =
      ratio.numerator == 0
      ? ""
      : """
        - name: at least \(text) for everybody
          maximise: administrations-at-ratio
          ratio: \(text)
          entitlement: "\(entitlement.identifier)"
          carry: optimum

      """
    let policy = """
      orbitshare: policy/1
      name: \(name)
      title: \(ratio.numerator == 0 ? "No demand" : "At least \(text)")
      description: >-
        Everybody who asks holds at least \(text) for each unit of entitlement (\(entitlement.identifier)); then the
        greatest total holding.
      family: equity
      standing: literature
      source: the ε-constraint method, Haimes, Lasdon, Wismer 1971, doi:10.1109/TSMC.1971.4308298
      stages:
      \(demand)  - name: greatest total holding
          maximise: holding

      """
    let url = folder.appendingPathComponent(name + ".yaml")
    try Data(policy.utf8).write(to: url)
    return url.path
  }
}
