// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Scenarios

/// `orbitshare frontier`: what each step of fairness costs.
struct FrontierCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "frontier",
    abstract: "Work out the frontier between the total holding and the smallest ratio, point by point, with proof.",
    discussion: """
      Each point is a policy: everybody who asks holds at least a ratio of its entitlement, and the total holding is as \
      great as possible. Ratios go from 0 to the greatest that all can have; the result is a comparison of these policies, \
      which `orbitshare verify` checks like any other.
      """)

  @Argument(help: "The scenario file.")
  var scenario: String

  @Option(
    help: "What holdings are measured against: equal, population, need, visible-arc, income, blend:NAME or column:NAME."
  )
  var entitlement = "equal"

  @Option(help: "How many points at most; where fewer ratios are attainable, all of them are worked out.")
  var points = 11

  @Option(help: "The directory to write; it must not exist, or be empty.")
  var out: String

  @OptionGroup
  var work: WorkOptions

  @OptionGroup
  var answer: AnswerOption

  func validate() throws {
    if points < 2 { throw ValidationError("--points: write a number of at least 2") }
    guard Entitlement(entitlement) != nil else {
      throw ValidationError("--entitlement: `\(entitlement)` is not an entitlement")
    }
  }

  func run() throws {
    try ExitStatus.reporting {
      guard let basis = Entitlement(entitlement) else { return }
      var run = FrontierRun(entitlement: basis, points: points)
      run.threads = work.threadCount
      run.nodeLimit = work.nodeLimit
      let (document, attainable) = try run.run(scenario: scenario, out: out)
      if answer.isJSON {
        try Console.answer(bytes: try document.json())
      } else {
        try Console.answer(ComparisonSummary(document: document, out: out).text)
        try Console.answer("attainable ratios up to the greatest that all can have: \(attainable)")
      }
    }
  }
}
