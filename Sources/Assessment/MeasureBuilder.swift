// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Coordination
import Fairness
import Reporting
import Scenarios

/// Measures an allocation over populations, entitlements and groups.
struct MeasureBuilder {
  let populations: Populations
  /// The greatest total holding that is proved possible, if a policy of the comparison proves one.
  let greatestHolding: Int?
  /// Holding units in one step of holdings.
  let step: Int

  private var problem: CoordinationProblem { populations.problem }

  /// All measures of an allocation; with `filedOnly` the grants to national requests are left out of the count.
  ///
  /// - Parameter isWanted: by population, entitlement and group, whether measures are asked for.
  func measures(
    _ allocation: Allocation, ledger: Ledger, filedOnly: Bool,
    where isWanted: (String, String, String) -> Bool = { _, _, _ in true }
  ) -> [ResultsDocument.Measure] {
    var result: [ResultsDocument.Measure] = []
    let groups: [AdministrationGroup?] = [nil] + (filedOnly ? [] : AdministrationGroup.all.map { $0 })
    let total = problem.requests.indices.reduce(0) { sum, index in
      guard allocation.grants[index] != nil, !filedOnly || problem.requests[index].kind == .filed else { return sum }
      return sum + problem.requests[index].holding
    }
    for population in Populations.Identifier.allCases {
      for entitlement in problem.scenario.entitlements {
        let wanted = groups.filter {
          isWanted(population.rawValue, entitlement.identifier, $0?.identifier ?? "all")
        }
        if wanted.isEmpty { continue }
        let whole = populations.members(of: population, entitlement: entitlement, group: nil)
        for group in wanted {
          let members =
            group == nil ? whole : populations.members(of: population, entitlement: entitlement, group: group)
          let values =
            self.values(
              members, whole: whole, ledger: ledger, filedOnly: filedOnly, isWhole: group == nil, total: total)
            + counts(allocation, within: Set(members.administrations), filedOnly: filedOnly)
          let byMeasure = Dictionary(values.map { ($0.measure, $0.value) }, uniquingKeysWith: { first, _ in first })
          for measure in Measure.allCases {
            guard let value = byMeasure[measure] else { continue }
            result.append(
              .init(
                id: measure.id, population: population.rawValue, entitlement: entitlement.identifier,
                group: group?.identifier ?? "all", quantity: value.quantity, unit: measure.unit,
                direction: measure.direction.recorded))
          }
        }
      }
    }
    return result
  }

  func holdings(_ members: Populations.Members, ledger: Ledger, filedOnly: Bool) -> Holdings? {
    let amounts = members.administrations.map { index in
      let account = ledger.administrations[index]
      return (filedOnly ? account.filedHolding : account.holding) / step
    }
    return try? Holdings(amounts, entitlements: members.entitlements, kind: .identicalUnits)
  }

  private func values(
    _ members: Populations.Members, whole: Populations.Members, ledger: Ledger, filedOnly: Bool, isWhole: Bool,
    total: Int
  ) -> [MeasureResult] {
    guard let holdings = holdings(members, ledger: ledger, filedOnly: filedOnly) else {
      return Self.ofHoldings.map {
        MeasureResult(
          $0,
          $0 == .grantedAdministrations
            ? .value(0) : .undefined(reason: "the group has no member with an entitlement"))
      }
    }
    let isEqual = Set(members.entitlements).count == 1
    let floor: MeasureValue? =
      isEqual ? nil : .undefined(reason: "computed for equal entitlements only")
    var values = InequalityMeasures.all(of: holdings, giniFloor: floor)
    if let all = self.holdings(whole, ledger: ledger, filedOnly: filedOnly) {
      values.append(MeasureResult(.parityRatio, parity(holdings, in: all)))
    }
    guard isWhole else { return values }
    let names = members.administrations.map { populations.attributes[$0].partition }
    values += GroupDecomposition(of: holdings, groups: names)?.measures ?? []
    if filedOnly {
      values.append(
        MeasureResult(.priceOfFairness, .undefined(reason: "the greatest holding is proved for all requests together")))
    } else if let greatestHolding {
      values.append(MeasureResult(.priceOfFairness, PriceOfFairness.value(system: greatestHolding, fair: total)))
    } else {
      values.append(
        MeasureResult(.priceOfFairness, .undefined(reason: "no policy of the comparison proves the greatest holding")))
    }
    return values
  }

  /// The measures that holdings decide, which a group without members doesn't have.
  private static let ofHoldings = Measure.allCases.filter {
    switch $0 {
    case .theilBetween, .theilWithin, .priceOfFairness, .grantedNetworks, .grantedChannels, .servedShare: false
    default: true
    }
  }

  /// The group's share of holdings over its share of entitlements.
  func parity(_ group: Holdings, in all: Holdings) -> MeasureValue {
    guard all.totalAmount > 0 else { return .undefined(reason: "nothing allocated") }
    let share = Double(group.totalAmount) / Double(all.totalAmount)
    return .value(share / (Double(group.totalEntitlement) / Double(all.totalEntitlement)))
  }

  private func counts(
    _ allocation: Allocation, within everyone: Set<Int>, filedOnly: Bool
  ) -> [MeasureResult] {
    var requests = 0
    var networks = 0
    var channels = 0
    for (index, request) in problem.requests.enumerated() where !filedOnly || request.kind == .filed {
      guard let holder = problem.holders[index], everyone.contains(holder) else { continue }
      requests += 1
      guard allocation.grants[index] != nil else { continue }
      networks += 1
      channels += request.channels
    }
    return [
      MeasureResult(.grantedNetworks, .value(Double(networks))),
      MeasureResult(.grantedChannels, .value(Double(channels))),
      MeasureResult(.servedShare, PriceOfFairness.servedShare(granted: networks, requested: requests)),
    ]
  }
}

extension MeasureValue {
  var quantity: ResultsDocument.Quantity {
    switch self {
    case .value(let number): ResultsDocument.Quantity(number)
    case .undefined(let reason): .undefined(reason: reason)
    case .infinite: .infinite
    }
  }
}

extension Measure.Direction {
  /// The direction in the words of results.
  public var recorded: ResultsDocument.MeasureDirection {
    switch self {
    case .lowerIsFairer: .lowerIsFairer
    case .higherIsFairer: .higherIsFairer
    case .higherIsMoreEfficient: .higherIsMoreEfficient
    case .neutral: .neutral
    }
  }
}
