// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Scenarios

extension StudyPlan {
  /// What a run changes in its scenario's file.
  func scenarioChanges(of run: PlannedRun) -> [DocumentChange] {
    let grid = study.grids[run.grid]
    return study.scenarioChanges(run.settings, seed: run.seed, varies: grid.varies, line: grid.line)
  }

  /// What a run changes in its policy's file.
  func policyChanges(of run: PlannedRun) -> [DocumentChange] {
    let grid = study.grids[run.grid]
    let part = policyPart(of: run)
    return study.policyChanges(
      run.settings, names: part.names, policy: part.policy, seed: run.seed, varies: grid.varies, line: grid.line)
  }

  /// The policy of a run.
  func policyPart(of run: PlannedRun) -> PolicyPart {
    let block = blocks[block(of: run.ordinal)]
    return block.policies[(run.ordinal - block.first) % block.policies.count]
  }
}

extension MeasureSelection {
  /// What is kept where a study says nothing: every measure of all members together.
  static let standard = MeasureSelection(measures: [], populations: [], entitlements: [], groups: ["all"])

  /// Whether some measure over these is among them.
  func mayContain(population: String, entitlement: String, group: String) -> Bool {
    func has(_ list: [String], _ word: String) -> Bool { list.isEmpty || list.contains(word) }
    return has(populations, population) && has(entitlements, entitlement) && has(groups, group)
  }
}

/// The bytes of input files.
enum InputBytes {
  /// The bytes of a file; nil where it can't be read.
  static func of(_ path: String) -> [UInt8]? { FileManager.default.contents(atPath: path).map { [UInt8]($0) } }
}
