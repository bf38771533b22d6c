// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reporting

/// `orbitshare compare`: the main job.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Allocate under several policies and report who gets what, with proof.")

  @Argument(help: "The scenario file.")
  var scenario: String

  @Option(
    name: .customLong("policy"), help: "A policy's name or file; may be repeated. Default: those the scenario lists.")
  var policies: [String] = []

  @Option(help: "The directory to write; it must not exist, or be empty.")
  var out: String

  @Option(help: "Threads to use; the result doesn't depend on it.")
  var threads: Int?

  @Option(help: "Seed of the world: replaces the scenario's seed of the band assignment.")
  var seed: Int?

  @Option(
    help:
      "Nodes of branch and bound for each integer program; beyond it a stage ends with an interval, or, where no solution was found by then, the command with exit code 75."
  )
  var nodeLimit: Int?

  @Option(help: "`-` writes results.json to standard output too.")
  var json: String?

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads: write a number of at least 1") }
    if let seed, seed < 0 { throw ValidationError("--seed: write a number of at least 0") }
    if let nodeLimit, nodeLimit < 1 { throw ValidationError("--node-limit: write a number of at least 1") }
    if let json, json != "-" { throw ValidationError("--json: only `-` (standard output) is possible") }
  }

  func run() throws {
    try ExitStatus.reporting {
      var comparison = Comparison()
      comparison.threads = threads
      comparison.seed = seed
      comparison.nodeLimit = nodeLimit
      let document = try comparison.run(scenario: scenario, policies: policies, out: out)
      if json != nil {
        try Console.answer(bytes: try document.json())
      } else {
        try Console.answer(ComparisonSummary(document: document, out: out, columns: Console.outputColumns).text)
      }
    }
  }
}
