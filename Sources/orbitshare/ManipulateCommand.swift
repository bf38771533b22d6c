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
      shows that a policy can be manipulated; no gain within the budget does not show that it can't. \
      Each integer program gets \(ManipulationStudy.defaultNodeLimit) nodes, unless --node-limit says otherwise; \
      how many runs ended at the limit is told.
      """)

  @OptionGroup
  var input: ScenarioOptions

  @Option(name: .customLong("administration"), help: "An administration's symbol; may be repeated.")
  var administrations: [String]

  @Option(
    name: .customLong("manipulation"),
    help: "\(ManipulationKind.allCases.map(\.rawValue).joined(separator: ", ")); may be repeated. Default: all.")
  var kinds: [String] = []

  @Option(help: "At most so many runs for each policy, administration and kind.")
  var budget = 20

  @OptionGroup
  var world: SeedOption

  @OptionGroup
  var work: WorkOptions

  @OptionGroup
  var answer: AnswerOption

  @Option(help: "A directory to write manipulation.json and manipulation.csv to; it must not exist, or be empty.")
  var out: String?

  func validate() throws {
    if budget < 0 { throw ValidationError("--budget: write a number of at least 0") }
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
        budget: budget, seed: world.seed, nodeLimit: work.nodeLimit ?? ManipulationStudy.defaultNodeLimit,
        threads: work.threadCount)
      let report = try study.run(
        scenario: input.scenario, policies: input.policies, administrations: administrations)
      try directory?.write([
        ResultFile(path: "manipulation.json", bytes: try JSONText.bytes(report)),
        ResultFile(path: "manipulation.csv", text: report.csv),
      ])
      if answer.isJSON {
        try Console.answer(bytes: try JSONText.bytes(report))
      } else {
        try Console.answer(report.text)
      }
      if report.interrupted { throw ExitStatus.stoppedWithoutAnswer.code }
    }
  }
}
