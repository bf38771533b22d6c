// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Auctions
import Coordination
import Fairness
import Filings
import Reporting
import Scenarios

/// What policies that sell come to in money: who pays, who is priced out, what everything is worth, before and after rebates.
///
/// Values and payments count for whoever notified, whatever the scenario's attribution: whoever files bids and pays.
struct MarketBuilder {
  let populations: Populations
  let allocations: [Allocation]
  /// By policy; nil where nothing is sold.
  let payments: [PolicyPayments?]
  /// Index of the policy of reference.
  let reference: Int?
  /// Index of the policy whose values count.
  private let first: Int
  /// By request, what it is worth.
  private let values: [Int]
  private let welfare: [Int]

  private var problem: CoordinationProblem { populations.problem }

  /// Nil where no policy sells.
  init?(populations: Populations, allocations: [Allocation], payments: [PolicyPayments?], reference: String?) {
    let payments = allocations.indices.map { payments.indices.contains($0) ? payments[$0] : nil }
    guard let first = payments.firstIndex(where: { $0 != nil }), let bids = payments[first]?.bids else { return nil }
    self.populations = populations
    self.allocations = allocations
    self.payments = payments
    self.first = first
    self.reference = reference.flatMap { name in allocations.firstIndex { $0.policy.name == name } }
    values = bids.values
    welfare = allocations.map { allocation in
      allocation.grants.indices.reduce(0) { $0 + (allocation.grants[$1] == nil ? 0 : bids.values[$1]) }
    }
  }

  // MARK: - The record

  func record() -> ResultsDocument.Market {
    ResultsDocument.Market(
      valuesOf: allocations[first].policy.name, assumptions: MarketWords.assumptions(problem, payments),
      policies: allocations.indices.map { index in
        .init(
          policy: allocations[index].policy.name, welfare: welfare[index],
          netGini: netGini(index, rebate: nil).quantity, netGiniRebateEqual: netGini(index, rebate: .equal).quantity,
          netGiniRebateNeed: netGini(index, rebate: .need).quantity)
      }, auctions: allocations.indices.compactMap { auction($0) })
  }

  private func auction(_ index: Int) -> ResultsDocument.Market.Auction? {
    guard let sale = payments[index] else { return nil }
    let winners = sale.winners
    return .init(
      policy: allocations[index].policy.name, payments: sale.bids.terms.payments.rawValue,
      terms: MarketWords.terms(sale.bids.terms),
      belowPrice: allocations[index].decisions.count { $0.reason == .belowPrice },
      bids: winners.reduce(0) { $0 + $1.bid },
      revenue: money(sale.revenue).quantity, revenueAtLeast: winners.reduce(0) { $0 + $1.priceAtLeast },
      revenueAtMost: winners.reduce(0) { $0 + $1.priceAtMost },
      creditsCost: money(sale.revenue.map { _ in sale.discounts }).quantity,
      winners: winners.map { winner in
        .init(
          bidder: sale.bids.bidders[winner.bidder],
          administration: problem.administrations[sale.bids.administration[winner.bidder]],
          networks: winner.requests.count, value: winner.value, bid: winner.bid, leastPrice: winner.leastPrice,
          priceAtLeast: winner.priceAtLeast, priceAtMost: winner.priceAtMost,
          creditThousandths: winner.creditThousandths, discount: winner.discount, payment: winner.payment)
      }, pricedOut: allocations.indices.filter { $0 != index }.map { pricedOut(index, against: $0) })
  }

  private func pricedOut(_ index: Int, against other: Int) -> ResultsDocument.Market.PricedOut {
    .init(
      policy: allocations[other].policy.name,
      administrations: administrationsPricedOut(index, against: other).map { problem.administrations[$0] },
      networks: networksPricedOut(index, against: other).count)
  }

  /// Indexes of those who hold nothing here and something there.
  private func administrationsPricedOut(_ index: Int, against other: Int) -> [Int] {
    holders(other).subtracting(holders(index)).sorted()
  }

  private func networksPricedOut(_ index: Int, against other: Int) -> [Int] {
    problem.requests.indices.filter {
      allocations[index].grants[$0] == nil && allocations[other].grants[$0] != nil
    }
  }

  /// Indexes of administrations that notified something that is granted.
  private func holders(_ index: Int) -> Set<Int> {
    Set(problem.requests.indices.filter { allocations[index].grants[$0] != nil }.map { problem.notifying[$0] })
  }

  private func money(_ amount: Int?) -> MeasureValue {
    amount.map { .value(Double($0)) } ?? .undefined(reason: Self.openPrices)
  }

  private static let openPrices = "prices are known up to intervals only"

  // MARK: - Net positions

  private enum Basis {
    case equal
    case need
  }

  /// The Gini coefficient over member States of values less payments, with the revenue given back or not.
  private func netGini(_ index: Int, rebate basis: Basis?) -> MeasureValue {
    let members = populations.administrations(of: .memberStates)
    guard let paid = paid(index) else { return .undefined(reason: Self.openPrices) }
    var net = [Int](repeating: 0, count: problem.administrations.count)
    for request in problem.requests.indices where allocations[index].grants[request] != nil {
      net[problem.notifying[request]] += values[request]
    }
    for (administration, payment) in paid.enumerated() { net[administration] -= payment }
    var amounts = members.map { net[$0] }
    if let basis {
      guard payments[index] != nil else { return .undefined(reason: "the policy sells nothing") }
      let shares = problem.entitlements.shares(basis == .equal ? .equal : .need)
      let weights = members.map { max(0, shares[$0] ?? 0) }
      guard let rebates = Rebate.shares(of: paid.reduce(0, +), weights: weights) else {
        return .undefined(reason: "nobody is entitled to anything by this rule")
      }
      for place in amounts.indices { amounts[place] += rebates[place] }
    }
    // Who pays more than a grant is worth by the first auction's values can be left with less than nothing.
    guard amounts.allSatisfy({ $0 >= 0 }) else {
      return .undefined(reason: "a net position is below 0 by the values that count")
    }
    guard let holdings = try? Holdings(amounts, entitlements: amounts.map { _ in 1 }, kind: .identicalUnits) else {
      return .undefined(reason: "there are no member States")
    }
    return InequalityMeasures.gini(of: holdings)
  }

  /// What each administration pays; nil where a price isn't known.
  private func paid(_ index: Int) -> [Int]? {
    var paid = [Int](repeating: 0, count: problem.administrations.count)
    for winner in payments[index]?.winners ?? [] {
      guard let payment = winner.payment, let sale = payments[index] else { return nil }
      paid[sale.bids.administration[winner.bidder]] += payment
    }
    return paid
  }

  // MARK: - Measures

  /// What the measures are.
  var definitions: [ResultsDocument.MeasureDefinition] {
    MoneyMeasure.allCases.map {
      .init(
        id: $0.id, title: $0.title, unit: $0.unit, direction: $0.direction.recorded, definition: $0.definition,
        source: $0.source)
    }
  }

  /// The measures of a policy: over both populations and every group, under the scenario's first entitlement.
  func measures(_ index: Int) -> [ResultsDocument.Measure] {
    guard let entitlement = problem.scenario.entitlements.first else { return [] }
    var result: [ResultsDocument.Measure] = []
    func add(_ measure: MoneyMeasure, _ population: Populations.Identifier, _ group: String, _ value: MeasureValue) {
      result.append(
        .init(
          id: measure.id, population: population.rawValue, entitlement: entitlement.identifier, group: group,
          quantity: value.quantity, unit: measure.unit, direction: measure.direction.recorded))
    }
    let groups: [AdministrationGroup?] = [nil] + AdministrationGroup.all.map { $0 }
    for population in Populations.Identifier.allCases {
      let everyone = populations.administrations(of: population)
      for group in groups {
        let members = Set(everyone.filter { group?.contains(populations.attributes[$0]) ?? true })
        for (measure, value) in values(index, of: members) {
          add(measure, population, group?.identifier ?? "all", value)
        }
      }
    }
    let greatest = welfare.max() ?? 0
    add(
      .efficiency, .memberStates, "all",
      greatest > 0 ? .value(Double(welfare[index]) / Double(greatest)) : .undefined(reason: "nothing is granted"))
    add(.netGini, .memberStates, "all", netGini(index, rebate: nil))
    if payments[index] != nil {
      add(.netGiniRebateEqual, .memberStates, "all", netGini(index, rebate: .equal))
      add(.netGiniRebateNeed, .memberStates, "all", netGini(index, rebate: .need))
    }
    return result
  }

  private func values(_ index: Int, of members: Set<Int>) -> [(MoneyMeasure, MeasureValue)] {
    let worth = problem.requests.indices.reduce(0) { sum, request in
      allocations[index].grants[request] != nil && members.contains(problem.notifying[request])
        ? sum + values[request] : sum
    }
    let welfare: (MoneyMeasure, MeasureValue) = (.welfare, .value(Double(worth)))
    guard let sale = payments[index] else { return [welfare] }
    let own = sale.winners.filter { members.contains(sale.bids.administration[$0.bidder]) }
    let isKnown = own.allSatisfy { $0.payment != nil }
    let paying = Set(own.filter { $0.payment ?? 0 > 0 }.map { sale.bids.administration[$0.bidder] })
    var result: [(MoneyMeasure, MeasureValue)] = [
      (.revenue, money(isKnown ? own.reduce(0) { $0 + ($1.payment ?? 0) } : nil)),
      (.creditsCost, money(isKnown ? own.reduce(0) { $0 + $1.discount } : nil)),
      (.payers, money(isKnown ? paying.count : nil)),
    ]
    if let reference, reference != index {
      let out = administrationsPricedOut(index, against: reference).count { members.contains($0) }
      let networks = networksPricedOut(index, against: reference).count { members.contains(problem.notifying[$0]) }
      result += [
        (.pricedOutAdministrations, .value(Double(out))), (.pricedOutNetworks, .value(Double(networks))),
      ]
    } else {
      let reason = MeasureValue.undefined(reason: "this is the policy of reference")
      result += [(.pricedOutAdministrations, reason), (.pricedOutNetworks, reason)]
    }
    return result + [welfare]
  }
}
