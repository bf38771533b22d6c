// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Reporting
import Scenarios

/// Says in sentences what a policy's constraints demand.
enum ConstraintWords {
  static func sentences(_ constraints: Policy.Constraints) -> [String] {
    var result = constraints.limits.map { sentence($0) } + constraints.quotas.map { sentence($0) }
    result += constraints.setAsides.map { sentence($0) }
    for protection in constraints.protected {
      let what = protection == .networksInUse ? "Networks in use" : "National allotments"
      result.append("\(what) are granted before all stages, each at its filed longitude, by date of receipt.")
    }
    switch constraints.filedPositions {
    case .none: break
    case .inUse: result.append("A network in use isn't moved from its filed longitude.")
    case .all: result.append("No network is moved from its filed longitude.")
    }
    for demand in constraints.fairness {
      let share = demand.entitlement.title
      switch demand.kind {
      case .weightedEF1:
        result.append(
          "Who wants more doesn't envy another, for its entitlement, once one step of holding is taken from the other "
            + "(weighted EF1; \(share)).")
      case .weightedPROP1:
        result.append(
          "Who wants more has its share of all that is granted once one step of holding is added to its own "
            + "(weighted PROP1; \(share)).")
      }
    }
    if !constraints.eligibility.isEmpty {
      result.append("Only requests that meet \(Phrase.list(constraints.eligibility)) are looked at.")
    }
    return result
  }

  private static func sentence(_ limit: Policy.Limit) -> String {
    let amount = "\(NumberText.integer(limit.amount)) " + unit(limit.quantity, isOne: limit.amount == 1)
    let isCap = limit.kind == .cap
    let verb = isCap ? "more than" : "at least"
    let rest = isCap ? "" : ", or all it asks for where that is less"
    switch limit.scope {
    case .eachAdministration(.all):
      return isCap
        ? "No administration holds \(verb) \(amount)." : "Every administration holds \(verb) \(amount)\(rest)."
    case .eachAdministration(let filter):
      let whose = isCap ? "No administration" : "Every administration"
      return "\(whose) \(words(filter)) holds \(verb) \(amount)\(rest)."
    case .eachOrganisation:
      return isCap ? "No organisation holds \(verb) \(amount)." : "Every organisation holds \(verb) \(amount)\(rest)."
    case .groups(let groups):
      let whose = Phrase.list(groups.map(\.title))
      return
        "Together, \(whose) hold \(isCap ? "at most" : "at least") \(amount)\(isCap ? "" : ", or all they ask for where that is less")."
    case .administrations(let symbols):
      let whose = Phrase.list(symbols)
      return
        "Together, \(whose) hold \(isCap ? "at most" : "at least") \(amount)\(isCap ? "" : ", or all they ask for where that is less")."
    }
  }

  private static func unit(_ quantity: Policy.Quantity, isOne: Bool) -> String {
    switch quantity {
    case .networks: isOne ? "network" : "networks"
    case .channels: isOne ? "channel" : "channels"
    case .holding: isOne ? "unit of holding" : "units of holding"
    case .bandwidth: "kilohertz"
    case .value: isOne ? "unit of value" : "units of value"
    }
  }

  private static func words(_ filter: Policy.AdministrationFilter) -> String {
    switch filter {
    case .all: "of all"
    case .withoutNetworkInUse: "without a network in use"
    case .withoutFiling: "that has filed nothing outside the plans"
    case .groups(let groups): "among " + Phrase.list(groups.map(\.title))
    case .symbols(let symbols): "among " + Phrase.list(symbols)
    }
  }

  private static func sentence(_ quota: Policy.Quota) -> String {
    let share = "its share of \(NumberText.integer(quota.units)) units (\(quota.entitlement.title))"
    switch (quota.isLower, quota.isUpper) {
    case (true, true): return "Every administration that asks holds \(share), rounded down at least and up at most."
    case (true, false): return "Every administration that asks holds at least \(share), rounded down."
    default: return "No administration holds more than \(share), rounded up."
    }
  }

  private static func sentence(_ aside: Policy.SetAside) -> String {
    let groups = Phrase.list(aside.groups.map(\.title))
    func degrees(_ milli: Int) -> String { Thousandths.text(milli) + "°" }
    switch aside.extent {
    case .sectors(0, let share, let sector):
      return
        "Of every \(degrees(sector)) of arc the western \(degrees(share * sector / 1000)) is open only to \(groups)."
    case .sectors(let start, let share, let sector):
      return
        "Of every \(degrees(sector)) of arc the \(degrees(share * sector / 1000)) that begin \(degrees(start * sector / 1000)) "
        + "from its western end are open only to \(groups)."
    case .arc(let from, let to):
      return "The arc from \(degrees(from)) east to \(degrees(to)) is open only to \(groups)."
    case .positions(let positions):
      let list = Phrase.list(positions.map { degrees($0) })
      return
        "The position\(positions.count == 1 ? "" : "s") \(list) \(positions.count == 1 ? "is" : "are") open only to \(groups)."
    case .channels(let band, let first, let last):
      let range = first == last ? "Channel \(first)" : "Channels \(first) to \(last)"
      return "\(range) of band \(band) \(first == last ? "is" : "are") open only to \(groups)."
    }
  }
}
