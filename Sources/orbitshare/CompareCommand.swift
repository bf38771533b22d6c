// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Reporting

/// `orbitshare compare`: the main job.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Allocate under several policies and report who gets what, with proof.")

  @OptionGroup
  var input: ScenarioOptions

  @Option(help: "The directory to write; it must not exist, or be empty.")
  var out: String

  @OptionGroup
  var work: WorkOptions

  @OptionGroup
  var world: SeedOption

  @OptionGroup
  var answer: AnswerOption

  func run() throws {
    try ExitStatus.reporting {
      var comparison = Comparison()
      comparison.threads = work.threadCount
      comparison.seed = world.seed
      comparison.nodeLimit = work.nodeLimit
      let document = try comparison.run(scenario: input.scenario, policies: input.policies, out: out)
      if answer.isJSON {
        try Console.answer(bytes: try document.json())
      } else {
        try Console.answer(ComparisonSummary(document: document, out: out, columns: Console.outputColumns).text)
      }
    }
  }
}
