// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser

/// `orbitshare what-if`: outcomes before and after a change of who coordinates with whom.
struct WhatIfCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "what-if",
    abstract: "Allocate before and after agreements begin, end or are refused, and set the outcomes side by side.")

  @Argument(help: "The scenario file.")
  var scenario: String

  @Option(help: "The change file (orbitshare: change/1).")
  var change: String

  @Option(
    name: .customLong("policy"), help: "A policy's name or file; may be repeated. Default: those the scenario lists.")
  var policies: [String] = []

  @Option(help: "Threads to use; the result doesn't depend on it.")
  var threads: Int?

  @Option(help: "Nodes of branch and bound for each integer program.")
  var nodeLimit: Int?

  @Option(help: "`-` writes the answer to standard output as JSON.")
  var json: String?

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads: write a number of at least 1") }
    if let nodeLimit, nodeLimit < 1 { throw ValidationError("--node-limit: write a number of at least 1") }
    if let json, json != "-" { throw ValidationError("--json: only `-` (standard output) is possible") }
  }

  func run() throws {
    try ExitStatus.reporting {
      let answer = try WhatIf(threads: threads, nodeLimit: nodeLimit).run(
        scenario: scenario, change: change, policies: policies)
      if json != nil {
        try Console.answer(bytes: try answer.json())
      } else {
        try Console.answer(answer.text)
      }
    }
  }
}
