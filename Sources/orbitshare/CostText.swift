// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation

/// What a request costs, in a few lines for people.
struct CostText {
  private let cost: CostFinding
  private let isGranted: Bool

  init(_ explanation: Explanation) {
    cost = explanation.cost
    isGranted = explanation.outcome == "granted"
  }

  var lines: [String] {
    var lines = ["\(isGranted ? "without it" : "what granting it would cost"): \(verdict)"]
    lines += cost.changes.map { change in
      let parts =
        (change.lost.isEmpty ? [] : ["loses \(list(change.lost))"])
        + (change.gained.isEmpty ? [] : ["gains \(list(change.gained))"])
      return "  \(change.administration) \(parts.joined(separator: ", "))"
        + (change.holdingChange == 0 ? "" : " (holding \(signed(change.holdingChange)))")
    }
    if cost.status == .atMost, let proven = cost.provenObjective {
      lines.append("  proved: that one, or one after it up to \(Self.words(proven)), can't keep its value")
    }
    lines += cost.remarks.map { "  \($0)" }
    if let method = cost.method {
      let whole =
        method.isWhole
        ? "all that the objectives tie to it was free to change"
        : "\(Grouped.text(method.freeRequests)) of \(Grouped.text(method.competingRequests)) competing requests were free to change"
      let nodes = method.nodeLimit.map { "; at most \(Grouped.text($0)) nodes a program" } ?? ""
      let size =
        method.programColumns == 0
        ? "no program within \(Grouped.text(method.columnLimit)) columns of requests"
        : "\(Grouped.text(method.requestColumns)) columns of requests (limit \(Grouped.text(method.columnLimit))), "
          + "\(Grouped.text(method.programColumns)) with those that count"
      lines.append("  solved: \(whole); \(size)\(nodes)")
    }
    return lines
  }

  private var verdict: String {
    switch cost.status {
    case .noCost:
      return isGranted
        ? "every objective is attained all the same; it won a tie" : "no cost: it lost a tie"
    case .exact: return "\(loss) (exact)"
    case .atMost: return "at most: \(loss)"
    case .atLeast: return "at least: \(loss)"
    case .replayed:
      let counts = cost.changes.reduce((lost: 0, gained: 0)) { ($0.lost + $1.lost.count, $0.gained + $1.gained.count) }
      return (isGranted ? "replayed without it" : "replayed with it put first in its stage")
        + ": \(grants(counts.lost)) lost, \(grants(counts.gained)) gained"
    case .impossible: return "the policy's rules leave no way to grant it"
    case .notComputed: return "not computed within the limits"
    }
  }

  private var loss: String { cost.objective.map(Self.words) ?? "" }

  private static func words(_ objective: CostFinding.Objective) -> String {
    let level = objective.level.map { " (level \($0))" } ?? ""
    let value: String
    if let changed = objective.changedValue {
      let bound =
        objective.changedBound.flatMap { $0 > changed ? " (no more than \(Grouped.text($0)) is possible)" : nil } ?? ""
      value = "\(Grouped.text(changed)) in place of \(Grouped.text(objective.value))\(bound)"
    } else {
      value =
        "no more than \(Grouped.text(objective.changedBound ?? objective.value)) in place of "
        + Grouped.text(objective.value)
    }
    if let percent = objective.productPercent {
      let most = objective.changedValue == nil ? "at most " : ""
      return "stage \(objective.stage), \(objective.stageName), \(objective.id): the product of holdings falls to "
        + "\(most)\(Self.percent(percent)) % (\(value) \(objective.unit))"
    }
    return "stage \(objective.stage), \(objective.stageName), \(objective.id)\(level): \(value) \(objective.unit)"
  }

  /// Two decimals, rounded down, so that no loss is shown as none.
  static func percent(_ percent: Double) -> String {
    let hundredths = Int((percent * 100).rounded(.down))
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }

  private func list(_ names: [String]) -> String {
    names.count <= 6
      ? names.joined(separator: ", ") : names.prefix(6).joined(separator: ", ") + " and \(names.count - 6) more"
  }

  private func grants(_ count: Int) -> String { "\(count) grant\(count == 1 ? "" : "s")" }

  private func signed(_ number: Int) -> String { number > 0 ? "+\(number)" : "\(number)" }
}
