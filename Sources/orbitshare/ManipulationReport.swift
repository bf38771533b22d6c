// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Filings
import Foundation

/// What `manipulate` answers: `orbitshare-manipulation/1`.
struct ManipulationReport: Encodable {
  /// A policy that ended without an answer on the truth.
  struct Undecided: Encodable {
    var policy: String
    var reason: String
  }

  var schema = "orbitshare-manipulation/1"
  var scenario: String
  var bandAssignmentSeed: Int
  var budget: Int
  var nodeLimit: Int
  /// Whether it was stopped before the end; the findings cover what was finished.
  var interrupted: Bool
  var undecided: [Undecided]
  var findings: [ManipulationFinding]

  init(
    scenario: String, bandAssignmentSeed: Int, budget: Int, nodeLimit: Int, interrupted: Bool,
    undecided: [Undecided], findings: [ManipulationFinding]
  ) {
    self.scenario = scenario
    self.bandAssignmentSeed = bandAssignmentSeed
    self.budget = budget
    self.nodeLimit = nodeLimit
    self.interrupted = interrupted
    self.undecided = undecided
    self.findings = findings
  }

  var csv: String {
    Table(
      header: [
        "policy", "administration", "manipulation", "true_needs", "true_utility", "best_utility", "gain", "others_lost",
        "runs", "space", "exhaustive", "runs_at_limit", "best_misreport", "of_one_draw", "draws",
        "true_utility_over_draws", "misreport_utility_over_draws",
      ],
      rows: findings.map { finding in
        [finding.policy, finding.administration, finding.manipulation]
          + [
            finding.trueNeeds, finding.trueUtility, finding.bestUtility, finding.gain, finding.othersLost, finding.runs,
            finding.space,
          ].map(String.init)
          + [finding.isExhaustive ? "true" : "false", String(finding.runsAtLimit), finding.bestMisreport ?? ""]
          + [
            finding.isOfOneDraw ? "true" : "false", finding.draws.map { "\($0.count)" } ?? "",
            finding.draws.map { "\($0.trueUtility)" } ?? "", finding.draws.map { "\($0.misreportUtility)" } ?? "",
          ]
      }
    ).serialised()
  }

  /// Whether a gain under a rule of chance is one on average.
  private static func luck(_ finding: ManipulationFinding) -> String {
    guard finding.isOfOneDraw, finding.gain > 0 else { return "" }
    guard let draws = finding.draws else { return " (under this seed only, after the draw)" }
    return " (under this seed; over \(draws.count) seeds \(draws.trueUtility) served by the truth, "
      + "\(draws.misreportUtility) by this; better in \(draws.better), worse in \(draws.worse))"
  }

  /// A table for people.
  var text: String {
    var rows = [
      ["policy", "administration", "manipulation", "served", "best", "gain", "others lose", "runs", "best misreport"]
    ]
    for finding in findings {
      let limit = finding.runsAtLimit > 0 ? ", limit reached in \(finding.runsAtLimit)" : ""
      rows.append([
        finding.policy, finding.administration, finding.manipulation, "\(finding.trueUtility) of \(finding.trueNeeds)",
        String(finding.bestUtility), finding.gain > 0 ? "+\(finding.gain)" : "0", String(finding.othersLost),
        "\(finding.runs) of \(finding.space)\(finding.isExhaustive ? " (all)" : "")\(limit)",
        finding.bestMisreport.map { $0 + Self.luck(finding) }
          ?? (finding.runs == 0 ? "nothing tried" : "none better than the truth"),
      ])
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    var lines = rows.map { row in
      row.enumerated().map { column, cell in cell.padding(toLength: widths[column], withPad: " ", startingAt: 0) }
        .joined(separator: "  ").trimmingCharacters(in: .whitespaces)
    }
    lines += undecided.map { "\($0.policy): not searched, since it ends without an answer on the truth: \($0.reason)" }
    if interrupted { lines.append("stopped before the end: the table covers the runs that were finished") }
    lines.append("")
    if findings.contains(where: \.isOfOneDraw) {
      lines.append("Rules of chance: runs are made under the published seed only; a gain is one after that draw.")
    }
    lines.append("served: true needs served when it tells the truth. No gain found isn't proof that there is none,")
    lines.append(
      "unless all misreports of the space were tried and none reached a limit, and then only for that space.")
    return lines.joined(separator: "\n")
  }
}
