// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Auctions
import Coordination
import Fairness
import Reporting
import Scenarios

/// Measures allocations of one problem one by one, without the rest of a results document.
///
/// What allocations of a problem share (populations, the step of holdings) is worked out once. The measures are those of a
/// comparison of the one policy; what sets policies against each other is undefined here.
public struct AllocationMeter: Sendable {
  /// Which measures are wanted, by population, entitlement and group; a group is an identifier, or `all`.
  public typealias Selection = @Sendable (_ population: String, _ entitlement: String, _ group: String) -> Bool

  /// Identifiers of the populations.
  public static let populations = Populations.Identifier.allCases.map(\.rawValue)

  private let populations: Populations
  private let step: Int

  private var problem: CoordinationProblem { populations.problem }

  /// Prepares measuring. Time: requests + administrations.
  public init(problem: CoordinationProblem) {
    populations = Populations(problem: problem)
    step = AttributionSensitivityBuilder.step(problem, problem.attribution)
  }

  /// The measures of an allocation, in the order of a results document.
  ///
  /// - Parameters:
  ///   - payments: what winners pay, where the policy sells.
  ///   - isWanted: what is measured; everything else isn't worked out.
  public func measures(
    of allocation: Allocation, payments: PolicyPayments? = nil, where isWanted: Selection = { _, _, _ in true }
  ) -> [ResultsDocument.Measure] {
    let builder = MeasureBuilder(
      populations: populations, greatestHolding: Assessment.greatestHolding([allocation]), step: step)
    let ledger = Ledger(problem: problem, allocation: allocation)
    var result = builder.measures(allocation, ledger: ledger, filedOnly: false, where: isWanted)
    let market = MarketBuilder(
      populations: populations, allocations: [allocation], payments: [payments], reference: allocation.policy.name)
    for measure in market?.measures(0) ?? [] where isWanted(measure.population, measure.entitlement, measure.group) {
      // The greatest welfare of the comparison would be the policy's own.
      let isComparison = measure.id == MoneyMeasure.efficiency.id
      result.append(
        isComparison
          ? .init(
            id: measure.id, population: measure.population, entitlement: measure.entitlement, group: measure.group,
            quantity: .undefined(reason: "a run of its own has nothing to be compared with"), unit: measure.unit,
            direction: measure.direction)
          : measure)
    }
    return result
  }
}
