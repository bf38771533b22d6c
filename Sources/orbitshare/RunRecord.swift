// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Foundation
import GLPKSolver
import Reporting

/// `run.json`: all that may differ between two runs on the same input.
struct RunRecord: Encodable {
  struct PolicyRun: Encodable {
    var policy: String
    var seconds: Double
    var relaxations: Int
    var integerPrograms: Int
    var nodes: Int
    var simplexIterations: Int
    var largestProgramColumns: Int
    var largestProgramRows: Int
    var largestProgramCoefficients: Int
  }

  let schema = "orbitshare-run/1"
  var program = "orbitshare"
  var version = OrbitShare.version
  var solver: String
  var threads: Int
  var machineCores: Int
  var operatingSystem: String
  var elapsedSeconds: Double
  var peakMemoryMebibytes: Double?
  var finished: String
  var policies: [PolicyRun]
  /// Digest of the bytes of `results.json`, which shows an accidental change.
  var resultsFnv1a64: String

  /// The name of the file.
  static let fileName = "run.json"

  init(allocations: [Allocation], threads: Int, elapsed: Duration, summary: ResultFile) {
    let glpk = GLPKSolver()
    solver = "\(glpk.name) \(glpk.version)"
    self.threads = threads
    machineCores = ProcessInfo.processInfo.processorCount
    operatingSystem = ProcessInfo.processInfo.operatingSystemVersionString
    elapsedSeconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    peakMemoryMebibytes = Self.peakMemory()
    finished = ISO8601DateFormatter().string(from: Date())
    policies = allocations.map {
      PolicyRun(
        policy: $0.policy.name, seconds: $0.effort.seconds, relaxations: $0.effort.relaxations,
        integerPrograms: $0.effort.integerPrograms, nodes: $0.effort.nodes, simplexIterations: $0.effort.iterations,
        largestProgramColumns: $0.effort.columns, largestProgramRows: $0.effort.rows,
        largestProgramCoefficients: $0.effort.coefficients)
    }
    resultsFnv1a64 = ResultsDocument.FileDigest(path: summary.path, bytes: summary.bytes).fnv1a64
  }

  /// The digest of `results.json` in a record that was written; nil where it has none.
  static func summaryDigest(json: [UInt8]) -> String? {
    struct Digest: Decodable {
      var results_fnv1a64: String
    }
    return (try? JSONDecoder().decode(Digest.self, from: Data(json)))?.results_fnv1a64
  }

  /// The process's greatest resident size so far, where the system tells it.
  private static func peakMemory() -> Double? {
    var usage = rusage()
    guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return nil }
    return Double(usage.ru_maxrss) / 1024
  }
}
