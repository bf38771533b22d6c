// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GLPKSolver
import IntegerPrograms
import Testing

@Suite(.enabled(if: ProcessInfo.processInfo.environment["ORBITSHARE_MEASURE"] != nil))
struct PerformanceTests {
  @Test func measure() throws {
    let clock = ContinuousClock()
    for (requests, positions, spread, options, window, capacity) in [
      (900, 720, 6, 13, 4, 2.0), (900, 3600, 70, 14, 40, 2.0),
    ] {
      var built = Model()
      let build = clock.measure {
        built = windowInstance(
          requests: requests, positions: positions, spread: spread, options: options, window: window,
          capacity: capacity, seed: 1)
      }
      say(
        requests, positions, "variables", built.variableCount, "rows", built.rowCount, "nz", built.coefficientCount,
        "build", build)
      for (label, change) in [
        ("default", { (o: inout SolverOptions) in }),
        (
          "dual",
          {
            $0.simplexMethod = .dual
            $0.startingBasis = .slack
          }
        ),
      ] as [(String, (inout SolverOptions) -> Void)] {
        var options = SolverOptions()
        options.relaxationOnly = true
        options.timeLimitMilliseconds = 20_000
        change(&options)
        var outcome = Outcome(termination: .finished)
        let time = try clock.measure { outcome = try GLPKSolver().solve(built, options: options) }
        say("  LP", label, time, outcome.termination, outcome.objective ?? 0, outcome.iterations)
      }
      for (label, change) in [
        ("default", { (o: inout SolverOptions) in })
      ] as [(String, (inout SolverOptions) -> Void)] {
        var options = SolverOptions()
        options.timeLimitMilliseconds = 20_000
        options.relativeGap = 1e-4
        change(&options)
        var outcome = Outcome(termination: .finished)
        let time = try clock.measure { outcome = try GLPKSolver().solve(built, options: options) }
        say(
          "  MIP", label, time, outcome.termination, outcome.proof, outcome.objective ?? 0, outcome.bound ?? 0,
          outcome.nodes)
      }
    }
  }
}

/// Writes a line at once, so that a long measurement can be followed.
private func say(_ parts: Any...) {
  let line = parts.map { "\($0)" }.joined(separator: " ") + "\n"
  guard let path = ProcessInfo.processInfo.environment["ORBITSHARE_MEASURE"] else { return }
  if !FileManager.default.fileExists(atPath: path) { _ = FileManager.default.createFile(atPath: path, contents: nil) }
  guard let file = FileHandle(forWritingAtPath: path) else { return }
  file.seekToEndOfFile()
  file.write(Data(line.utf8))
  try? file.close()
}
