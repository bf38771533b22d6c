// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

extension Docket {
  /// What granting a request adds to a quantity.
  func quantity(_ quantity: Policy.Quantity, of request: Request) -> Int {
    switch quantity {
    case .holding: request.holding
    case .networks: 1
    case .channels: request.demand
    case .bandwidth: request.demand * bands[request.band].channelKilohertz
    case .value: request.value
    }
  }

  /// What an administration is entitled to; nil where that isn't known or is nothing.
  func entitlement(of administration: String, _ entitlement: Entitlement) -> Int? {
    shares.share(of: administration, entitlement).flatMap { $0 > 0 ? $0 : nil }
  }

  /// Inhabitants of an administration; 0 where they aren't known.
  func inhabitants(of administration: String) -> Int {
    max(0, administrations[administration]?.population ?? 0)
  }

  /// Whether a filter has an administration.
  func admits(_ filter: Policy.AdministrationFilter, _ administration: String) -> Bool {
    switch filter {
    case .all: true
    case .withoutNetworkInUse: withoutNetworkInUse.contains(administration)
    case .withoutFiling: !withFilingOutsidePlans.contains(administration)
    case .symbols(let symbols): symbols.contains(administration)
    case .groups(let groups):
      administrations[administration].map { member in groups.contains { $0.contains(member) } } ?? false
    }
  }

  /// The place of the first group that has an administration; the number of groups where none has.
  func rank(of administration: String, in priority: [AdministrationGroup]) -> Int {
    guard let member = administrations[administration] else { return priority.count }
    return priority.firstIndex { $0.contains(member) } ?? priority.count
  }

  /// Whether a request is of a kind.
  func isOfKind(_ kind: Policy.RequestKind, _ request: Request) -> Bool {
    switch kind {
    case .all: true
    case .filed: request.kind == .filed
    case .national: request.kind == .national
    case .inUse: request.kind == .filed && request.isInUse
    case .nationalAllotments: request.kind == .filed && request.isNationalAllotment
    case .planned: request.kind == .filed && request.isPlanned
    case .nonPlanned: request.kind == .filed && !request.isPlanned
    }
  }

  /// Whether a request meets a criterion of eligibility; nil where that isn't known.
  func meets(_ criterion: String, _ request: Request) -> Bool? {
    if criterion == ComplianceTable.inUseOrInTime {
      // No clock runs for national requests, nor for allotments that stand in their plan without a date of receipt.
      let hasNoClock = request.kind == .national || (request.isNationalAllotment && request.day == nil)
      return hasNoClock || request.isInUse ? true : request.isInTime
    }
    guard let table = compliance, let column = table.criteria.firstIndex(where: { isSame($0, criterion) }) else {
      return nil
    }
    let key = table.subject == .network ? request.identifier : request.administration
    guard let row = table.rows.first(where: { isSame($0.key, key) }), column < row.isMet.count else { return nil }
    return row.isMet[column]
  }
}
