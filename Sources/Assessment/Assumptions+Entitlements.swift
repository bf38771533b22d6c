// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Filings
import Scenarios

extension Assumptions {
  /// What every entitlement in use rests on, and whom it leaves out.
  var entitlementSentences: [String] {
    var result: [String] = []
    for entitlement in used where entitlement != .equal {
      result.append(basis(entitlement) + " " + leftOut(entitlement))
    }
    return result
  }

  /// Those that outcomes are measured against and those that a policy goes by, with the parts of blends.
  private var used: [Entitlement] {
    var open = scenario.entitlements
    open += policies.flatMap { $0.entitlementsInUse.map(\.entitlement) }
    var result: [Entitlement] = []
    while !open.isEmpty {
      let next = open.removeFirst()
      guard !result.contains(next) else { continue }
      result.append(next)
      if case .blend(let name) = next, let blend = definitions.blends.first(where: { $0.name == name }) {
        open += blend.parts.map(\.entitlement)
      }
    }
    return result
  }

  /// What the tables of values and compliance rest on.
  var tableSentences: [String] {
    var result: [String] = []
    if let values = scenario.values {
      result.append(
        "Networks are worth what \(values.table.file) says (\(values.table.source)), others \(values.standard).")
    }
    if let compliance = scenario.compliance {
      result.append(
        "Compliance is taken from \(compliance.file) (\(compliance.source)): "
          + "\(compliance.criteria.joined(separator: ", ")). What isn't known counts as not met.")
    }
    return result
  }

  private var definitions: EntitlementDefinitions { scenario.entitlementDefinitions }

  private func basis(_ entitlement: Entitlement) -> String {
    switch entitlement {
    case .equal: return "Equal entitlement counts every administration once."
    case .population: return "Entitlement by inhabitants takes the register's figures."
    case .need:
      let source = definitions.unservedMillionths.map { " (\($0.file): \($0.source))" } ?? ""
      return "Entitlement by need is inhabitants times the share without service\(source), in whole inhabitants."
    case .visibleArc:
      let elevation = problem.entitlements.minimumElevationMilliDegrees
      return "Entitlement by visible arc is the width of the positions that most points of a territory see at "
        + "\(Thousandths.text(elevation))° of elevation or more: all points, wherever some arc is seen by all."
    case .income:
      let weights = Administration.IncomeGroup.allCases.map { "\($0.rawValue) \(definitions.incomeWeights[$0] ?? 0)" }
      return "Entitlement by income group goes by assumed weights: \(weights.joined(separator: ", "))."
    case .blend(let name):
      let parts = definitions.blends.first { $0.name == name }?.parts ?? []
      let words = parts.map { "\(Thousandths.text($0.weightThousandths)) of \($0.entitlement.identifier)" }
      return "The blend \(name) adds shares of each part, by assumed weights: \(words.joined(separator: ", "))."
    case .column(let name):
      let table = definitions.columns.first { $0.name == name }?.table
      let source = table.map { "column \($0.column) of \($0.file): \($0.source)" } ?? "unknown"
      return "The entitlement \(entitlement.identifier) is given (\(source))."
    }
  }

  private func leftOut(_ entitlement: Entitlement) -> String {
    let shares = problem.entitlements.shares(entitlement)
    let members = Set(problem.register.memberStates.map(\.symbol))
    let without = problem.administrations.indices.filter {
      members.contains(problem.administrations[$0]) && (shares[$0] ?? 0) <= 0
    }.map { problem.administrations[$0] }
    return "It leaves out administrations without a figure above 0"
      + (without.isEmpty ? " (none here)." : ": \(without.joined(separator: ", ")).")
  }
}
