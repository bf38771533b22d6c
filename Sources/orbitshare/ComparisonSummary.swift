// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Reporting

/// What `compare` prints: one line a policy, then where the report is.
struct ComparisonSummary {
  let document: ResultsDocument
  let out: String

  var text: String {
    var rows = [["policy", "networks", "administrations served", "Gini (member States)", "proof"]]
    for policy in document.policies {
      let gini = policy.measures.first {
        $0.id == "gini" && $0.population == "member_states" && $0.entitlement == document.scenario.entitlements.first
          && $0.group == "all"
      }
      let standing = policy.standing.withLatecomers
      rows.append([
        policy.id, String(policy.counts.granted),
        "\(standing.served) of \(standing.served + standing.refused + standing.neverAsked)",
        gini?.value.map { Self.fixed($0) } ?? gini?.status.rawValue ?? "", Self.proof(policy),
      ])
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    var lines = rows.map { row in
      row.enumerated().map { column, cell in cell.padding(toLength: widths[column], withPad: " ", startingAt: 0) }
        .joined(separator: "  ").trimmingCharacters(in: .whitespaces)
    }
    lines.append("")
    lines += document.headline.prefix(3).map(\.text)
    lines.append("")
    lines.append("report: \(out)/report.html    check it: orbitshare verify \(out)")
    return lines.joined(separator: "\n")
  }

  private static func proof(_ policy: ResultsDocument.Policy) -> String {
    let objectives = policy.stages.filter { $0.kind == "maximise" }
    if objectives.isEmpty { return "by replay" }
    if objectives.contains(where: { $0.claim != .optimal }) { return "not all optimal" }
    return objectives.contains { $0.proof == .solver }
      ? "optimal, in part by the solver's word" : "optimal, by multipliers"
  }

  private static func fixed(_ number: Double) -> String {
    let tenThousandths = Int((number * 10_000).rounded())
    let fraction = String(tenThousandths % 10_000)
    return "\(tenThousandths / 10_000)." + String(repeating: "0", count: 4 - fraction.count) + fraction
  }
}
