// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Scenarios

/// Says in sentences what a policy does and what is claimed of it.
enum PolicyWords {
  static func rules(_ policy: Policy) -> [String] {
    var result = policy.stages.map { sentence($0) }
    if let cap = policy.capNetworks {
      result.append("No administration holds more than \(cap) network\(cap == 1 ? "" : "s").")
    }
    if let setAside = policy.setAside {
      let groups = setAside.groups.map(\.title).joined(separator: ", ")
      result.append(
        "Of every \(Thousandths.text(setAside.sectorMilliDegrees))° of arc the western "
          + "\(Thousandths.text(setAside.shareThousandths * setAside.sectorMilliDegrees / 1000))° is open only to \(groups)."
      )
    }
    return result
  }

  private static func sentence(_ stage: Policy.Stage) -> String {
    let requests =
      switch stage.requests {
      case .all: "all requests"
      case .filed: "filed requests"
      case .national: "national requests"
      }
    let administrations =
      switch stage.administrations {
      case .all: ""
      case .withoutNetworkInUse: " of administrations without a network in use"
      case .groups(let groups): " of " + groups.map(\.title).joined(separator: ", ")
      }
    let limit = stage.networksPerAdministration.map { ", at most \($0) for an administration" } ?? ""
    switch stage.rule {
    case .order(.nearest):
      return
        "\(stage.name): \(requests)\(administrations) by date of receipt, each at the free place nearest to the filed "
        + "longitude\(limit)."
    case .order(.asFiled):
      return
        "\(stage.name): \(requests)\(administrations) by date of receipt, each at the filed longitude or not at all\(limit)."
    case .maximise(let objective, let entitlement, let carry):
      let kept = carry == .optimum ? "; the optimum is kept, the grants may still change" : ""
      return "\(stage.name): over \(requests)\(administrations), \(words(objective, entitlement))\(kept)."
    }
  }

  private static func words(_ objective: Policy.Objective, _ entitlement: Entitlement) -> String {
    let share = entitlement.title
    return switch objective {
    case .holding: "the greatest total holding"
    case .networks: "the greatest number of networks"
    case .administrationsServed: "the greatest number of administrations with at least one network"
    case .minimumRatio: "the greatest smallest ratio of holding to entitlement (\(share))"
    case .leximin: "the ratios of holding to entitlement as large as possible, smallest first (\(share))"
    }
  }

  static func statement(_ claim: Claim) -> String {
    switch claim.objective {
    case .precedence: return "\(networks(claim.value)) granted in order of receipt"
    case .holding: return "total holding \(claim.value) \(claim.unit)"
    case .networks: return "\(networks(claim.value)) granted"
    case .administrationsServed: return "\(administrations(claim.value)) with at least one network"
    case .administrationsAtLevel(let numerator, let denominator, let entitlement):
      return "\(administrations(claim.value)) with at least \(level(numerator, denominator, entitlement))"
    case .allAtLevel(let numerator, let denominator, let entitlement):
      return "not every administration that asks can have \(level(numerator, denominator, entitlement))"
    case .displacement: return "total displacement \(Thousandths.text(-claim.value))°"
    case .lot: return "sum of lots \(claim.value)"
    }
  }

  private static func networks(_ count: Int) -> String { "\(count) network\(count == 1 ? "" : "s")" }

  private static func administrations(_ count: Int) -> String { "\(count) administration\(count == 1 ? "" : "s")" }

  private static func level(_ numerator: Int, _ denominator: Int, _ entitlement: String) -> String {
    if entitlement == Entitlement.equal.identifier, denominator == 1 { return "a holding of \(numerator)" }
    return "\(numerator) for every \(denominator) of entitlement"
  }

  static func sentence(_ uniqueness: Allocation.Uniqueness, policy: Policy) -> String {
    let hasObjective = policy.stages.contains { stage in
      if case .maximise = stage.rule { return true }
      return false
    }
    switch uniqueness {
    case .unique:
      return hasObjective
        ? "No other allocation attains the policy's objectives." : "The order leaves no choice: there is one outcome."
    case .notUnique:
      return
        "Other allocations attain the policy's objectives equally well; least total displacement, then lots, decided."
    case .notExamined:
      return
        "Whether other allocations attain the policy's objectives was not settled; ties were broken by least total "
        + "displacement, then lots."
    }
  }
}
