// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Foundation
import Reporting
import Studies

extension LoadedStudy {
  /// Writes the report of a study beside its store: results, page and figures, each file whole or not at all. Figures that an
  /// earlier report left are taken away.
  ///
  /// Runs are read from the store, checked by their digests, and taken in the order of the plan, so that the bytes are the same
  /// however the store came about.
  ///
  /// - Throws: `StoreFault`, `OutputNotWritable`.
  func report(directory: String) throws {
    let store = try StudyStore.read(directory: directory)
    defer { try? store.close() }
    var planned = Array(repeating: 0, count: study.grids.count)
    for run in plan { planned[run.grid] += 1 }
    var analysis = StudyAnalysis(study: study, planned: planned, families: plan.families)
    let values = try store.values(of: analysis.targets.map { StudyAnalysis.name(of: $0) })
    let unproved = try store.unprovedRuns()
    for run in plan {
      if let row = values[run.identity] {
        analysis.add(run, values: row, isProved: !unproved.contains(run.identity))
      } else if let record = try store.record(of: run.identity) {
        analysis.add(run, record: record)
      } else {
        throw StoreFault.corrupt(path: store.path, detail: "run \(run.identity) isn't found")
      }
    }
    let results = analysis.results(program: .init(name: "orbitshare", version: OrbitShare.version))
    let files = try StudyReport(results: results).files()
    for file in files {
      let path = (directory as NSString).appendingPathComponent(file.path)
      try FileSystem.makeDirectory(FileSystem.directory(of: path))
      try FileSystem.write(file.bytes, to: path)
    }
    StudyDirectory.removeFigures(directory, except: Set(files.map { FileSystem.name(of: $0.path) }))
  }
}
