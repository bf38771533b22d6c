// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import GLPKSolver
import Reporting
import Studies

/// A study with its plan and what does its runs: the one place where reading, planning, running and storing meet.
struct LoadedStudy {
  let study: Study
  let plan: StudyPlan
  /// The bytes of the file.
  let bytes: [UInt8]

  /// Reads a study with all that it names.
  static func load(path: String) throws -> LoadedStudy {
    let study = try Study.read(path: path)
    guard let data = FileManager.default.contents(atPath: path) else {
      throw InputNotFound(path: path, reason: "can't be read")
    }
    return LoadedStudy(study: study, plan: try StudyPlan(study), bytes: [UInt8](data))
  }

  /// Digest of the declaration: names, places and keys say what is run, whatever the report makes of it.
  private var declaration: String {
    var text = "study \(study.name)\n"
    for grid in study.grids {
      text +=
        "grid \(grid.name) \(grid.policies) \(grid.seeds) \(grid.design) \(grid.varies.map(\.rawValue).sorted())\n"
      for factor in grid.factors { text += "factor \(factor.parameter) \(factor.levels)\n" }
      text += "worlds \(grid.scenarios) \(grid.registers.map { $0 ?? -1 })\n"
    }
    text += "scenarios \(study.scenarios.map(\.name)) registers \(study.registers.map(\.name))\n"
    text += "limit \(study.nodeLimit ?? 0) keep \(study.keep.allocations) \(study.keep.certificates.rawValue)\n"
    for measures in study.measures {
      text += "measures \(measures.measures) \(measures.populations) \(measures.entitlements) \(measures.groups)\n"
    }
    return RunIdentity(key: text.utf8).description
  }

  /// The batch of the study in a directory.
  func batch(directory: String, shard: Shard, threads: Int) -> StudyBatch<StudyRunner> {
    StudyBatch(
      head: StudyHead(name: study.name, declaration: declaration, shard: shard), names: PlaceNames(study),
      plan: PlannedRuns(plan), executor: StudyRunner(plan: plan, solver: GLPKSolver()), directory: directory,
      threads: threads)
  }

  /// Repeats one run as a comparison that can be verified; the scenario and register that it ran in stand beside it.
  func repeatRun(_ identity: RunIdentity, out: String, threads: Int) throws -> ResultsDocument {
    guard let run = plan.place(of: identity) else {
      throw BadInput([
        Fault(
          file: study.path, problem: "the study has no run \(identity)",
          remedy: "take an identity from its report, or from `runs.csv` of its export")
      ])
    }
    let files = try StudyRunner(plan: plan, solver: GLPKSolver()).files(of: run)
    let target = try ResultDirectory.prepare(out: out)
    let inputs = FileManager.default.temporaryDirectory.appendingPathComponent("orbitshare-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: inputs) }
    try ResultDirectory.prepare(out: inputs).write(files)
    var comparison = Comparison()
    comparison.threads = threads
    comparison.nodeLimit = study.nodeLimit
    return try comparison.run(scenario: inputs + "/scenario.yaml", policies: [], out: target.path)
  }
}
