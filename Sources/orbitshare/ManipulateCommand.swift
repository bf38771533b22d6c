// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import ArgumentParser
import Foundation
import Reporting

/// `orbitshare manipulate`: what an administration gains by misreporting.
struct ManipulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manipulate",
    abstract: "Search for misreports by which an administration gains, with its true needs as the measure.",
    discussion: """
      Each misreport is filed in the administration's name and the policy is carried out again. What counts is how many \
      of its true needs are served: a paper network that is granted counts only where it can stand in for one. A gain \
      shows that a policy can be manipulated; no gain within the budget does not show that it can't.
      """)

  @Argument(help: "The scenario file.")
  var scenario: String

  @Option(
    name: .customLong("policy"), help: "A policy's name or file; may be repeated. Default: those the scenario lists.")
  var policies: [String] = []

  @Option(name: .customLong("administration"), help: "An administration's symbol; may be repeated.")
  var administrations: [String]

  @Option(
    name: .customLong("manipulation"),
    help: "\(ManipulationKind.allCases.map(\.rawValue).joined(separator: ", ")); may be repeated. Default: all.")
  var kinds: [String] = []

  @Option(help: "At most so many runs for each policy, administration and kind.")
  var budget = 20

  @Option(help: "Seed of the world: replaces the scenario's seed of the band assignment.")
  var seed: Int?

  @Option(help: "Threads to use; the result doesn't depend on it.")
  var threads: Int?

  @Option(help: "Nodes of branch and bound for each integer program.")
  var nodeLimit: Int?

  @Option(help: "`-` writes the findings to standard output as JSON.")
  var json: String?

  @Option(help: "A directory to write manipulation.json and manipulation.csv to; it must not exist, or be empty.")
  var out: String?

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads: write a number of at least 1") }
    if let seed, seed < 0 { throw ValidationError("--seed: write a number of at least 0") }
    if let nodeLimit, nodeLimit < 1 { throw ValidationError("--node-limit: write a number of at least 1") }
    if budget < 0 { throw ValidationError("--budget: write a number of at least 0") }
    if let json, json != "-" { throw ValidationError("--json: only `-` (standard output) is possible") }
    if administrations.isEmpty { throw ValidationError("--administration: name at least one") }
    for kind in kinds where ManipulationKind(rawValue: kind) == nil {
      throw ValidationError(
        "--manipulation: `\(kind)` is none of \(ManipulationKind.allCases.map(\.rawValue).joined(separator: ", "))")
    }
  }

  func run() throws {
    try ExitStatus.reporting {
      let directory = try out.map { try ResultDirectory.prepare(out: $0) }
      let wanted = kinds.compactMap(ManipulationKind.init(rawValue:))
      let study = ManipulationStudy(
        kinds: wanted.isEmpty ? ManipulationKind.allCases : ManipulationKind.allCases.filter(wanted.contains),
        budget: budget, seed: seed, nodeLimit: nodeLimit,
        threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
      let report = try study.run(scenario: scenario, policies: policies, administrations: administrations)
      try directory?.write([
        ResultFile(path: "manipulation.json", bytes: try report.json()),
        ResultFile(path: "manipulation.csv", text: report.csv),
      ])
      if json != nil {
        try Console.answer(bytes: try report.json())
      } else {
        try Console.answer(report.text)
      }
      if report.interrupted { throw ExitStatus.stoppedWithoutAnswer.code }
    }
  }
}
