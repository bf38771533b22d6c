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

  /// The file as its directory of runs keeps it.
  var copy: [UInt8] {
    let head =
      "# The study as it was run, to be read: the paths in it begin where its file stood, and commands of the report are given there.\n"
    return Array(head.utf8) + bytes
  }

  /// Reads a study with all that it names.
  static func load(path: String) throws -> LoadedStudy {
    let study = try Study.read(path: path)
    guard let data = FileManager.default.contents(atPath: path) else {
      throw InputNotFound(path: path, reason: "can't be read")
    }
    // The file's name alone: messages of failed runs are kept, and are the same wherever the study stands.
    let supply = RegisterSupply(file: FileSystem.name(of: path))
    return LoadedStudy(study: study, plan: try StudyPlan(study, supply: supply), bytes: [UInt8](data))
  }

  /// The study as `merge` holds it against shards.
  func declared() throws -> StudyMerge.Declared {
    let batch = try BatchPlan(
      PlannedRuns(plan), names: PlaceNames(study), shard: .whole, stored: [:], path: study.path
    ) { _ in nil }
    return StudyMerge.Declared(file: study.path, name: study.name, plan: batch.digest)
  }

  /// The batch of the study in a directory.
  func batch(directory: String, shard: Shard, threads: Int) -> StudyBatch<StudyRunner> {
    StudyBatch(
      head: StudyHead(name: study.name, declaration: study.declarationDigest, shard: shard), names: PlaceNames(study),
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
