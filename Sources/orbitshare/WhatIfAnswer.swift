// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Reporting
import Scenarios

/// What a change does to outcomes, as JSON and as text.
struct WhatIfAnswer: Encodable {
  struct Outcome: Encodable {
    var networks: Int
    var channels: Int
    var administrationsServed: Int
    var gini: ResultsDocument.Quantity
    var shareWithNothing: ResultsDocument.Quantity
    var priceOfFairness: ResultsDocument.Quantity

    init(_ policy: ResultsDocument.Policy) {
      func measure(_ id: String) -> ResultsDocument.Quantity {
        policy.measures.first {
          $0.id == id && $0.population == "member_states" && $0.entitlement == "equal" && $0.group == "all"
        }?.quantity ?? .undefined(reason: "not measured")
      }
      networks = policy.counts.granted
      channels = policy.counts.grantedChannels
      administrationsServed = policy.standing.withLatecomers.served
      gini = measure("gini")
      shareWithNothing = measure("share_with_nothing")
      priceOfFairness = measure("price_of_fairness")
    }
  }

  /// A holding that changes, in the scenario's unit over `holding_denominator`.
  struct Change: Encodable {
    var administration: String
    var before: Int
    var after: Int

    var difference: Int { after - before }
  }

  struct PolicyAnswer: Encodable {
    var policy: String
    var title: String
    var before: Outcome
    var after: Outcome
    /// Every administration that gains, the greatest gain first.
    var gains: [Change]
    /// Every administration that loses, the greatest loss first.
    var losses: [Change]
  }

  struct Named: Encodable {
    var name: String
    var title: String
  }

  let schema = "orbitshare-what-if/1"
  let scenario: Named
  let change: Named
  let holdingUnit: String
  let holdingDenominator: Int
  let policies: [PolicyAnswer]

  init(change: ScenarioChange, before: ResultsDocument, after: ResultsDocument) {
    scenario = Named(name: before.scenario.name, title: before.scenario.title)
    self.change = Named(name: change.name, title: change.title)
    holdingUnit = before.scenario.holdingUnit.rawValue
    holdingDenominator = before.scenario.holdingDenominator ?? 1
    policies = zip(before.policies, after.policies).map { earlier, later in
      let changes = zip(earlier.holdings, later.holdings).map {
        Change(administration: $0.administration, before: $0.holding, after: $1.holding)
      }
      return PolicyAnswer(
        policy: earlier.id, title: earlier.title, before: Outcome(earlier), after: Outcome(later),
        gains: changes.filter { $0.difference > 0 }.sorted {
          (-$0.difference, $0.administration) < (-$1.difference, $1.administration)
        },
        losses: changes.filter { $0.difference < 0 }.sorted {
          ($0.difference, $0.administration) < ($1.difference, $1.administration)
        })
    }
  }

  // MARK: - Text

  /// One line a policy, before → after, then who gains and loses most under each.
  var text: String {
    var rows = [["policy", "networks", "channels", "served", "Gini", "with nothing", "price of fairness"]]
    for policy in policies {
      rows.append([
        policy.policy, arrow(policy) { String($0.networks) }, arrow(policy) { String($0.channels) },
        arrow(policy) { String($0.administrationsServed) }, arrow(policy) { Self.text($0.gini) },
        arrow(policy) { Self.text($0.shareWithNothing) }, arrow(policy) { Self.text($0.priceOfFairness) },
      ])
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    var lines = ["\(scenario.name): before → after “\(change.title)”", ""]
    lines += rows.map { row in
      row.enumerated().map { column, cell in cell.padding(toLength: widths[column], withPad: " ", startingAt: 0) }
        .joined(separator: "  ").trimmingCharacters(in: .whitespaces)
    }
    lines.append("")
    for policy in policies {
      let gains = list(policy.gains)
      let losses = list(policy.losses)
      lines.append(
        gains.isEmpty && losses.isEmpty
          ? "\(policy.policy): every administration holds as much as before"
          : "\(policy.policy): gain most: \(gains.isEmpty ? "none" : gains); lose most: \(losses.isEmpty ? "none" : losses)"
      )
    }
    lines.append("")
    lines.append(
      "served: member States that hold anything; Gini, with nothing: member States, equal shares; price of fairness: against "
        + "the most that is proved possible before and after, each for itself")
    return lines.joined(separator: "\n")
  }

  private func arrow(_ policy: PolicyAnswer, _ text: (Outcome) -> String) -> String {
    let (before, after) = (text(policy.before), text(policy.after))
    return before == after ? before : "\(before) → \(after)"
  }

  private func list(_ changes: [Change]) -> String {
    changes.prefix(5).map { "\($0.administration) \($0.difference > 0 ? "+" : "−")\(amount(abs($0.difference)))" }
      .joined(separator: ", ") + (changes.count > 5 ? " and \(changes.count - 5) more" : "")
  }

  /// A holding in the scenario's unit, to three decimals where it is counted in parts.
  private func amount(_ units: Int) -> String {
    guard holdingDenominator > 1 else { return String(units) }
    let thousandths = (units * 1000 + holdingDenominator / 2) / holdingDenominator
    return Thousandths.text(thousandths)
  }

  private static func text(_ quantity: ResultsDocument.Quantity) -> String {
    guard let value = quantity.value else { return quantity.status.rawValue }
    let magnitude = Int((abs(value) * 10_000).rounded())
    let digits = String(magnitude % 10_000)
    return (value < 0 ? "−" : "") + "\(magnitude / 10_000)." + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
