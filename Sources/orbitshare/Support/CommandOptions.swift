// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Foundation

/// The scenario and policies of the commands that allocate under several policies.
struct ScenarioOptions: ParsableArguments {
  @Argument(help: "The scenario file.")
  var scenario: String

  @Option(
    name: .customLong("policy"), help: "A policy's name or file; may be repeated. Default: those the scenario lists.")
  var policies: [String] = []
}

/// How much work is done at once, and how much at most.
struct WorkOptions: ParsableArguments {
  @Option(help: "Threads to use; the result doesn't depend on it.")
  var threads: Int?

  @OptionGroup
  var limit: NodeLimitOption

  var nodeLimit: Int? { limit.nodeLimit }

  /// Threads to use: what was asked for, else one for each processor.
  var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads: write a number of at least 1") }
  }
}

/// The limit on each integer program.
struct NodeLimitOption: ParsableArguments {
  @Option(
    help:
      "Nodes of branch and bound for each integer program; beyond it a stage ends with an interval, or, where minimums or quotas leave no solution at hand, without an answer (exit code 75)."
  )
  var nodeLimit: Int?

  func validate() throws {
    if let nodeLimit, nodeLimit < 1 { throw ValidationError("--node-limit: write a number of at least 1") }
  }
}

/// The seed of the world.
struct SeedOption: ParsableArguments {
  @Option(help: "Seed of the world: replaces the scenario's seed of the band assignment.")
  var seed: Int?

  func validate() throws {
    if let seed, seed < 0 { throw ValidationError("--seed: write a number of at least 0") }
  }
}

/// Whether the answer is for a person or for a program.
struct AnswerOption: ParsableArguments {
  @Option(help: "`-` writes the answer to standard output as JSON.")
  var json: String?

  var isJSON: Bool { json != nil }

  func validate() throws {
    if let json, json != "-" { throw ValidationError("--json: only `-` (standard output) is possible") }
  }
}
