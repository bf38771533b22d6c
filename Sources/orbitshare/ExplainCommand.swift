// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import ArgumentParser
import Filings
import Foundation
import GLPKSolver

/// `orbitshare explain`: why one request was granted here, or refused.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say why a request was granted where it was, or refused, and what would have to change.",
    discussion: """
      Everything is worked out from the files of a result directory. What a request costs the policy's objectives is \
      solved, never estimated: where the limits don't reach for the exact answer, it says between which bounds it lies.
      """)

  @Argument(help: "A directory that compare has written.")
  var directory: String

  @Option(help: "The policy, by its name in the result.")
  var policy: String

  @Option(help: "The network, by its identifier in the register; NATIONAL- and a symbol for a late national request.")
  var network: String

  @Option(help: "Columns of requests beyond which no integer program is solved for the cost.")
  var columnLimit = Explainer.Limits().columns

  @OptionGroup
  var limit: NodeLimitOption

  @OptionGroup
  var answer: AnswerOption

  func validate() throws {
    if columnLimit < 0 { throw ValidationError("--column-limit: write a number of at least 0") }
  }

  func run() throws {
    try ExitStatus.reporting {
      let result = try RecordedResult(directory: directory, policy: policy)
      let policies = result.outcomes.map(\.policy.name)
      guard policies.contains(policy) else {
        throw BadInput([
          Fault(
            file: directory, field: "--policy", problem: "the result has no policy `\(policy)`",
            remedy: NearestNames.remedy(policy, among: policies))
        ])
      }
      let interruption = Interruption()
      var limits = Explainer.Limits()
      limits.columns = columnLimit
      limits.nodes = limit.nodeLimit ?? limits.nodes
      limits.isCancelled = { interruption.isRequested }
      let explainer = Explainer(
        problem: result.problem, outcomes: result.outcomes, solver: GLPKSolver(), limits: limits)
      let explanation = try interruption.whileCatching {
        try explainer.explanation(policy: policy, network: network)
      }
      guard let explanation else {
        throw BadInput([
          Fault(
            file: directory, field: "--network", problem: "the result has no request `\(network)`",
            remedy: NearestNames.remedy(network, among: result.problem.requests.map(\.identifier)))
        ])
      }
      if answer.isJSON {
        try Console.answer(bytes: try JSONText.bytes(explanation))
      } else {
        try Console.answer(ExplanationText(explanation).text)
      }
    }
  }
}
