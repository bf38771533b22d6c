// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GLPKSolver
import IntegerPrograms
import Testing

/// Whatever is written to standard output while a solver works would spoil machine-readable answers.
@Suite struct SilenceTests {
  /// The bytes that reach a file descriptor while `body` runs, told apart from other tests by a search text.
  private func bytes(writtenTo descriptor: Int32, during body: () throws -> Void) throws -> String {
    let path = NSTemporaryDirectory() + "orbitshare-silence-\(descriptor)-\(UUID().uuidString)"
    defer { unlink(path) }
    let file = open(path, O_CREAT | O_RDWR | O_TRUNC, 0o600)
    try #require(file >= 0)
    fflush(nil)
    let kept = dup(descriptor)
    dup2(file, descriptor)
    defer {
      close(kept)
      close(file)
    }
    do {
      try body()
      fflush(nil)
      dup2(kept, descriptor)
    } catch {
      dup2(kept, descriptor)
      throw error
    }
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  @Test(arguments: [STDOUT_FILENO, STDERR_FILENO])
  func nothingReachesTheTerminal(_ descriptor: Int32) throws {
    var options = SolverOptions()
    options.cuts = [.clique, .mixedIntegerRounding, .gomory, .cover]
    options.feasibilityPump = true
    let model = windowInstance(
      requests: 30, positions: 40, spread: 4, options: 6, window: 3, capacity: 1, seed: 7)
    var outcome = Outcome(termination: .finished)
    let written = try bytes(writtenTo: descriptor) {
      outcome = try GLPKSolver().solve(model, options: options)
    }
    #expect(outcome.log.contains("Constructing conflict graph"))
    for text in ["conflict graph", "cuts", "mip =", "INTEGER", "GLPK", "Solution found"] {
      #expect(!written.contains(text))
    }
  }

  @Test func theLogIsBounded() throws {
    var options = SolverOptions()
    options.cuts = [.clique]
    options.logLimit = 40
    let model = windowInstance(requests: 9, positions: 9, spread: 2, options: 3, window: 2, capacity: 1, seed: 7)
    let log = try GLPKSolver().solve(model, options: options).log
    #expect(log.utf8.count < 100 && log.contains("cut here"))
    options.logLimit = 0
    #expect(try GLPKSolver().solve(model, options: options).isOptimal)
  }
}
