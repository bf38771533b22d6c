// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Reporting

/// What `compare` prints: one line a policy, family by family, then where the report is; 80 columns wide for names of up to
/// 36 letters.
struct ComparisonSummary {
  let document: ResultsDocument
  let out: String
  /// Columns that sentences are broken to fit; nil for one line each.
  var columns: Int?

  private static let headings = ["policy", "networks", "served", "Gini", "proof"]
  /// Columns of numbers, set to the right.
  private static let numbers: Set = [1, 2, 3]

  var text: String {
    let groups = document.families.map { group in
      (title: group.family.title, rows: group.policies.map { row(document.policies[$0]) })
    }
    let all = [Self.headings] + groups.flatMap(\.rows)
    let widths = Self.headings.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    let indent = groups.count > 1 ? "  " : ""
    var lines = [indent + Self.line(Self.headings, widths)]
    for group in groups {
      if groups.count > 1 { lines.append(group.title) }
      lines += group.rows.map { indent + Self.line($0, widths) }
    }
    lines.append("")
    let states = document.policies.first.map(\.standing.withLatecomers)
    let count = states.map { $0.served + $0.refused + $0.neverAsked } ?? 0
    lines.append("served, Gini: over \(count) member States\(hasLots ? "; *: lots decide" : "")")
    lines.append("")
    lines += document.headline.prefix(3).flatMap { Self.broken($0.text, columns: columns) }
    lines.append("")
    lines.append("report: \(out)/report.html    check it: orbitshare verify \(out)")
    return lines.joined(separator: "\n")
  }

  private var hasLots: Bool { document.policies.contains(where: \.isDecidedByLot) }

  private func row(_ policy: ResultsDocument.Policy) -> [String] {
    let gini = policy.measures.first {
      $0.id == "gini" && $0.population == "member_states" && $0.entitlement == document.scenario.entitlements.first
        && $0.group == "all"
    }
    return [
      policy.id + (policy.isDecidedByLot ? "*" : ""), String(policy.counts.granted),
      String(policy.standing.withLatecomers.served),
      gini?.value.map { Self.fixed($0) } ?? gini?.status.rawValue ?? "", Self.proof(policy),
    ]
  }

  private static func line(_ cells: [String], _ widths: [Int]) -> String {
    let padded = cells.enumerated().map { column, cell in
      let blanks = String(repeating: " ", count: max(0, widths[column] - cell.count))
      return numbers.contains(column) ? blanks + cell : cell + blanks
    }
    var line = padded.joined(separator: "  ")
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }

  /// A text in lines of at most so many columns, broken between words.
  static func broken(_ text: String, columns: Int?) -> [String] {
    guard let columns else { return [text] }
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= columns {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  private static func proof(_ policy: ResultsDocument.Policy) -> String {
    let objectives = policy.stages.filter { $0.kind == "maximise" }
    if objectives.isEmpty, let levels = policy.lottery?.levels {
      return levels.solversWord > 0 || levels.unservableProof == .solver ? "in part by solver" : "by multipliers"
    }
    if objectives.isEmpty { return policy.stages.contains { $0.kind == "lottery" } ? "by its lottery" : "by replay" }
    if objectives.contains(where: { $0.claim != .optimal }) { return "not all optimal" }
    return objectives.contains { $0.proof == .solver } ? "in part by solver" : "by multipliers"
  }

  private static func fixed(_ number: Double) -> String {
    let tenThousandths = Int((number * 10_000).rounded())
    let fraction = String(tenThousandths % 10_000)
    return "\(tenThousandths / 10_000)." + String(repeating: "0", count: 4 - fraction.count) + fraction
  }
}
