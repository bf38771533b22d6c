// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Coordination
import Reporting
import Scenarios

/// Puts the policies of a comparison that are points of an ε-constraint frontier into one record for each entitlement.
///
/// A point is a policy without constraints over all requests: as many administrations as possible at a ratio, all of them
/// in fact; that kept, the greatest total holding.
struct FrontierBuilder {
  let populations: Populations
  let allocations: [Allocation]
  /// The greatest holding without any demand, where it is proved.
  let greatestHolding: Int?
  /// What a frontier was asked for: it is recorded with one point too, where no ratio above 0 is attainable.
  var asked: Entitlement?

  private var problem: CoordinationProblem { populations.problem }

  /// The frontiers with at least two points, or the one that was asked for; by identifier of the entitlement. Nil where
  /// there are none.
  func records() -> [ResultsDocument.Frontier]? {
    var byEntitlement: [String: [ResultsDocument.Frontier.Point]] = [:]
    for allocation in allocations {
      guard let entitlement = demanded(allocation), let point = point(allocation, entitlement) else { continue }
      if byEntitlement[entitlement.identifier] == nil {
        let undemanding = allocations.lazy.filter { $0.policy.stages.count == 1 }
          .compactMap { self.point($0, entitlement) }.first
        byEntitlement[entitlement.identifier] = undemanding.map { [$0] } ?? []
      }
      byEntitlement[entitlement.identifier, default: []].append(point)
    }
    if let asked, byEntitlement[asked.identifier] == nil {
      byEntitlement[asked.identifier] = allocations.lazy.filter { $0.policy.stages.count == 1 }
        .compactMap { self.point($0, asked) }.first.map { [$0] }
    }
    let frontiers = byEntitlement.keys.sorted().compactMap { identifier -> ResultsDocument.Frontier? in
      let points = (byEntitlement[identifier] ?? []).sorted { Self.isLess($0.threshold, $1.threshold) }
      guard points.count > 1 || identifier == asked?.identifier && !points.isEmpty else { return nil }
      return .init(entitlement: identifier, points: priced(points))
    }
    return frontiers.isEmpty ? nil : frontiers
  }

  private static func isLess(_ left: ResultsDocument.Frontier.Ratio, _ right: ResultsDocument.Frontier.Ratio) -> Bool {
    Int128(left.numerator) * Int128(right.denominator) < Int128(right.numerator) * Int128(left.denominator)
  }

  /// The entitlement that a policy demands a ratio of, where it is a point of a frontier.
  private func demanded(_ allocation: Allocation) -> Entitlement? {
    let stages = allocation.policy.stages
    guard stages.count == 2, stages[0].carry == .optimum,
      case .maximise(.administrationsAtRatio, let entitlement) = stages[0].rule
    else { return nil }
    return entitlement
  }

  private func point(_ allocation: Allocation, _ entitlement: Entitlement) -> ResultsDocument.Frontier.Point? {
    let stages = allocation.policy.stages
    var threshold = ResultsDocument.Frontier.Ratio(numerator: 0, denominator: 1)
    if case .maximise(.administrationsAtRatio(let ratio), _) = stages[0].rule {
      threshold = .init(numerator: ratio.numerator, denominator: ratio.denominator)
    }
    guard allocation.policy.constraints.isEmpty,
      stages.allSatisfy({ $0.requests == .all && $0.administrations == .all && $0.roundDays == nil }),
      case .maximise(.total(.holding), _) = stages[stages.count - 1].rule,
      let holding = allocation.claims.first(where: { $0.objective == .total(.holding) })
    else { return nil }
    let ledger = Ledger(problem: problem, allocation: allocation)
    var least: ResultsDocument.Frontier.Ratio?
    for administration in Set(problem.holders.compactMap { $0 }).sorted() {
      guard let share = problem.entitlement(entitlement, of: administration), share > 0 else { continue }
      let held = ResultsDocument.Frontier.Ratio(
        numerator: ledger.administrations[administration].holding, denominator: share)
      if least.map({ Self.isLess(held, $0) }) ?? true { least = held }
    }
    guard let least, !Self.isLess(least, threshold) else { return nil }
    return .init(
      name: allocation.policy.title, threshold: threshold, holding: holding.value, bound: holding.bound,
      minRatio: least,
      priceOfFairness: .undefined(reason: "not priced yet"), priceOfEfficiency: .undefined(reason: "not priced yet"),
      proof: .init(rawValue: holding.proof.rawValue) ?? .solver)
  }

  /// The price of fairness against the greatest holding, the price of efficiency against the greatest smallest ratio.
  private func priced(_ points: [ResultsDocument.Frontier.Point]) -> [ResultsDocument.Frontier.Point] {
    let most = greatestHolding ?? points.first { $0.threshold.numerator == 0 && $0.bound == $0.holding }?.holding
    let best = points.map(\.minRatio).max { Self.isLess($0, $1) }
    return points.map { point in
      var point = point
      if let most, most > 0 {
        point.priceOfFairness = .init(Double(most - point.holding) / Double(most))
      } else {
        point.priceOfFairness = .undefined(reason: "no policy of the comparison proves the greatest holding")
      }
      if let best, best.numerator > 0 {
        let share =
          Double(point.minRatio.numerator) / Double(point.minRatio.denominator)
          / (Double(best.numerator) / Double(best.denominator))
        point.priceOfEfficiency = .init(1 - share)
      } else {
        point.priceOfEfficiency = .undefined(reason: "somebody who asks holds nothing at every point")
      }
      return point
    }
  }
}
