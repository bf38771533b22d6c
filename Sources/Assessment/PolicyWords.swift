// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Reporting
import Scenarios

/// Says in sentences what a policy does and what is claimed of it.
enum PolicyWords {
  static func rules(_ policy: Policy, attribution: Scenario.Attribution = .notifyingAdministration) -> [String] {
    policy.stages.map { sentence($0, attribution) } + ConstraintWords.sentences(policy.constraints)
  }

  private static func sentence(_ stage: Policy.Stage, _ attribution: Scenario.Attribution) -> String {
    let whose = requests(stage.requests) + administrations(stage.administrations)
    let limit = stage.networksPerAdministration.map { ", at most \($0) for an administration" } ?? ""
    let rounds =
      stage.roundDays.map { "; in rounds, each of what is received within \($0) days of its first request" } ?? ""
    switch stage.rule {
    case .order(let ordering):
      let place =
        ordering.placement == .nearest
        ? "each at the free place nearest to the filed longitude" : "each at the filed longitude or not at all"
      let kept = stage.carry == .requests ? "; what is granted stays granted, but may still be moved" : ""
      return "\(stage.name): \(whose) \(turns(ordering)), \(place)\(limit)\(rounds)\(kept)."
    case .maximise(let objective, let entitlement):
      let kept = stage.carry == .optimum ? "; the optimum is kept, the grants may still change" : ""
      return "\(stage.name): over \(whose), \(words(objective, entitlement, attribution))\(rounds)\(kept)."
    case .lottery(let lottery):
      let seed = lottery.seed.map { ", seed \($0)" } ?? ""
      switch lottery.kind {
      case .leximin:
        return
          "\(stage.name): over \(whose), a lottery whose smallest probability of being served is as large as possible, "
          + "then the second smallest, and so on (\(share(lottery.entitlement)))\(seed)."
      case .probabilisticSerial:
        return
          "\(stage.name): over \(whose), the lottery in which everyone eats what it likes best of what is left, at the "
          + "speed of its entitlement (\(share(lottery.entitlement)))\(seed)."
      }
    }
  }

  private static func requests(_ kind: Policy.RequestKind) -> String {
    switch kind {
    case .all: "all requests"
    case .filed: "filed requests"
    case .national: "national requests"
    case .inUse: "networks in use"
    case .nationalAllotments: "national allotments"
    case .planned: "networks filed under a plan"
    case .nonPlanned: "networks filed outside the plans"
    }
  }

  private static func administrations(_ filter: Policy.AdministrationFilter) -> String {
    switch filter {
    case .all: ""
    case .withoutNetworkInUse: " of administrations without a network in use"
    case .withoutFiling: " of administrations that have filed nothing outside the plans"
    case .groups(let groups): " of " + Phrase.list(groups.map(\.title))
    case .symbols(let symbols): " of " + Phrase.list(symbols)
    }
  }

  private static func turns(_ ordering: Policy.Ordering) -> String {
    var result =
      switch ordering.queue {
      case .dateOfReceipt: "by date of receipt"
      case .lot: "by lot"
      case .serialDictatorship:
        "by turns of the administrations in an order by lot, "
          + (ordering.networksPerTurn.map { "\($0) network\($0 == 1 ? "" : "s") a turn" } ?? "each taking all it can")
      case .pickingSequence(let method, let entitlement):
        "by turns of the administrations in proportion to their entitlements (\(method.rawValue.capitalized); "
          + "\(share(entitlement)))"
      }
    if let seed = ordering.seed { result += " (seed \(seed))" }
    if !ordering.priority.isEmpty {
      result += ", first " + ordering.priority.map(\.title).joined(separator: ", then ")
    }
    for batch in ordering.batches {
      result += ", those of \(batch.from.iso8601) to \(batch.to.iso8601) as if received together"
    }
    return result
  }

  private static func share(_ entitlement: Entitlement) -> String { entitlement.title }

  /// What whoever is served has.
  private static func service(_ attribution: Scenario.Attribution) -> String {
    "at least one network" + (attribution.countsMembers ? " or a part of one" : "")
  }

  private static func words(
    _ objective: Policy.Objective, _ entitlement: Entitlement, _ attribution: Scenario.Attribution
  ) -> String {
    let share = share(entitlement)
    return switch objective {
    case .total(.holding): "the greatest total holding"
    case .total(.networks): "the greatest number of networks"
    case .total(.channels): "the greatest number of channels"
    case .total(.bandwidth): "the greatest bandwidth"
    case .total(.value): "the greatest total value"
    case .populationCovered: "the most inhabitants of administrations with \(service(attribution))"
    case .administrationsServed: "the greatest number of administrations with \(service(attribution))"
    case .administrationsAtRatio(let ratio):
      "as many administrations as possible with a holding of at least \(ratio.text) of their entitlement (\(share))"
    case .minimumRatio: "the greatest smallest ratio of holding to entitlement (\(share))"
    case .leximin: "the ratios of holding to entitlement as large as possible, smallest first (\(share))"
    case .alphaFairness(halves: 2):
      "the most administrations that hold something, then the greatest product of their holdings, each to the power of "
        + "its entitlement (Nash welfare; \(share))"
    case .alphaFairness(let halves):
      (halves > 2 ? "the most administrations that hold something, then " : "")
        + "the greatest α-fair welfare of holdings for α = \(Thousandths.text(halves * 500)) (\(share))"
    case .generalisedGini:
      "the greatest generalised Gini welfare of holdings for their entitlements: the smallest counts most (\(share))"
    case .leastDisplacement: "the least total displacement"
    case .bids: "the greatest total of bids"
    }
  }

  static func statement(_ claim: Claim, attribution: Scenario.Attribution = .notifyingAdministration) -> String {
    let value = NumberText.integer(claim.value)
    switch claim.objective {
    case .precedence: return "\(networks(claim.value)) granted in order"
    case .total(.networks): return "\(networks(claim.value)) granted"
    case .total(.holding): return "total holding \(value) \(claim.unit)"
    case .total: return "total \(value) \(claim.unit)"
    case .bids: return "total of bids \(value) \(claim.unit)"
    case .populationCovered: return "\(value) inhabitants of administrations with \(service(attribution))"
    case .administrationsServed: return "\(administrations(claim.value)) with \(service(attribution))"
    case .holders: return "\(administrations(claim.value)) that hold something"
    case .welfare(let halves, _):
      let name = halves == 2 ? "Nash welfare" : "α-fair welfare, α = \(Thousandths.text(halves * 500)),"
      return "\(name) \(value) \(claim.unit)"
    case .orderedWelfare: return "generalised Gini welfare \(value) \(claim.unit)"
    case .administrationsAtLevel(let numerator, let denominator, let entitlement):
      return "\(administrations(claim.value)) with at least \(level(numerator, denominator, entitlement))"
    case .allAtLevel(let numerator, let denominator, let entitlement):
      return "not every administration that asks can have \(level(numerator, denominator, entitlement))"
    case .displacement: return "total displacement \(Thousandths.text(-claim.value))°"
    case .lot: return "sum of lots \(value)"
    }
  }

  private static func networks(_ count: Int) -> String {
    "\(NumberText.integer(count)) network\(count == 1 ? "" : "s")"
  }

  private static func administrations(_ count: Int) -> String {
    "\(NumberText.integer(count)) administration\(count == 1 ? "" : "s")"
  }

  private static func level(_ numerator: Int, _ denominator: Int, _ entitlement: String) -> String {
    if entitlement == Entitlement.equal.identifier, denominator == 1 {
      return "a holding of \(NumberText.integer(numerator))"
    }
    return "\(NumberText.integer(numerator)) for every \(NumberText.integer(denominator)) of entitlement"
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
