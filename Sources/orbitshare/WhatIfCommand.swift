// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser

/// `orbitshare what-if`: outcomes before and after a change of who coordinates with whom.
struct WhatIfCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "what-if",
    abstract: "Allocate before and after agreements begin, end or are refused, and set the outcomes side by side.")

  @OptionGroup
  var input: ScenarioOptions

  @Option(help: "The change file (orbitshare: change/1).")
  var change: String

  @OptionGroup
  var work: WorkOptions

  @OptionGroup
  var answer: AnswerOption

  func run() throws {
    try ExitStatus.reporting {
      let comparison = try WhatIf(threads: work.threadCount, nodeLimit: work.nodeLimit).run(
        scenario: input.scenario, change: change, policies: input.policies)
      if answer.isJSON {
        try Console.answer(bytes: try JSONText.bytes(comparison))
      } else {
        try Console.answer(comparison.text)
      }
    }
  }
}
