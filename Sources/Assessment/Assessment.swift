// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Auctions
import Coordination
import Fairness
import Reporting
import Scenarios

/// What allocations mean for equity: the results document, the tables and the certificate of a comparison.
public struct Assessment: Sendable {
  /// What was allocated.
  public let problem: CoordinationProblem
  /// The allocations, in the order of the comparison.
  public let allocations: [Allocation]
  /// What winners pay under each policy; nil for those that sell nothing.
  public let payments: [PolicyPayments?]
  /// Version of the program that made them.
  public let programVersion: String
  /// What a frontier was asked for; then it is told of even where it has one point only.
  public let frontierEntitlement: Entitlement?
  /// Files that the result rests on.
  public let inputs: [ResultsDocument.Scenario.InputFile]

  /// Makes an assessment of allocations of one problem.
  public init(
    problem: CoordinationProblem, allocations: [Allocation], payments: [PolicyPayments?] = [], programVersion: String,
    inputs: [ResultsDocument.Scenario.InputFile], frontierEntitlement: Entitlement? = nil
  ) {
    self.frontierEntitlement = frontierEntitlement
    self.problem = problem
    self.allocations = allocations
    self.payments = payments
    self.programVersion = programVersion
    self.inputs = inputs
  }

  /// The results document: every figure, with its definition and status.
  ///
  /// - Parameter others: files written beside it whose digests it carries, besides the two tables.
  public func document(besides others: [ResultFile] = []) -> ResultsDocument {
    let populations = Populations(problem: problem)
    let measures = MeasureBuilder(populations: populations, greatestHolding: greatestHolding, step: step)
    let market = MarketBuilder(
      populations: populations, allocations: allocations, payments: payments, reference: referencePolicy)
    let assumptions = Assumptions(problem: problem, policies: allocations.map(\.policy))
    var document = ResultsDocument(
      program: .init(name: "orbitshare", version: programVersion),
      scenario: ScenarioRecordBuilder(problem: problem, populations: populations, inputs: inputs).record(
        referencePolicy: referencePolicy),
      assumptions: assumptions.sentences, unverified: assumptions.unverified,
      measureDefinitions: Measure.allCases.map {
        .init(
          id: $0.id, title: $0.title, unit: $0.unit, direction: $0.direction.recorded, definition: $0.definition,
          source: $0.source)
      } + (market?.definitions ?? []), administrations: administrations(populations),
      policies: allocations.enumerated().map { index, allocation in
        var record = PolicyRecordBuilder(populations: populations, measures: measures, allocation: allocation).record()
        record.measures += market?.measures(index) ?? []
        return record
      },
      attributionSensitivity: AttributionSensitivityBuilder(populations: populations, allocations: allocations)
        .records(),
      frontier: FrontierBuilder(
        populations: populations, allocations: allocations, greatestHolding: greatestHolding,
        asked: frontierEntitlement
      ).records(), market: market?.record())
    let tables = [
      ResultFile(path: "allocation.csv", text: allocationTable().csv),
      ResultFile(path: "metrics.csv", text: MetricsTable(document: document).csv),
    ]
    document.files = (tables + others).map { .init(path: $0.path, bytes: $0.bytes) }
    return document.withHeadline()
  }

  /// The rows of `allocation.csv`: policy by policy, requests by identifier.
  public func allocationTable() -> AllocationTable {
    AllocationTable(
      rows: allocations.flatMap { allocation in
        problem.requests.indices.map { row(of: $0, allocation) }
      })
  }

  private func row(of index: Int, _ allocation: Allocation) -> AllocationRow {
    let request = problem.requests[index]
    let band = problem.band(of: index)
    let option = allocation.grants[index]?.option
    let decision = allocation.decisions[index]
    return AllocationRow(
      policy: allocation.policy.name, network: request.identifier, administration: request.administration,
      organisation: request.organisation ?? "", outcome: option == nil ? .refused : .granted,
      positionMilliDegrees: option?.longitudeMilliDegrees, band: band.identifier, firstChannel: option?.firstChannel,
      channels: request.channels, polarization: option.map { band.polarizations[$0.polarization] } ?? "",
      reason: decision.reason.rawValue, blocking: decision.blocking.map { problem.requests[$0].identifier })
  }

  /// The first policy of the comparison that is first come, first served with moving; others are measured against it.
  private var referencePolicy: String? {
    allocations.first { $0.policy.name == "first-come" }?.policy.name ?? allocations.first?.policy.name
  }

  /// The greatest total holding that some policy proves over all requests, with no constraint and no earlier objective.
  private var greatestHolding: Int? { Self.greatestHolding(allocations) }

  static func greatestHolding(_ allocations: [Allocation]) -> Int? {
    allocations.lazy.compactMap { allocation -> Int? in
      guard allocation.policy.constraints.isEmpty,
        let first = allocation.claims.first,
        let stage = allocation.policy.stages.first, stage.requests == .all, stage.administrations == .all,
        first.objective == .total(.holding), first.strength == .optimal
      else { return nil }
      return first.value
    }.max()
  }

  /// The greatest common divisor of all parts of holdings: measures count in such steps.
  private var step: Int {
    AttributionSensitivityBuilder.step(problem, problem.attribution)
  }

  private func administrations(_ populations: Populations) -> [ResultsDocument.Administration] {
    populations.attributes.enumerated().map { index, administration in
      .init(
        symbol: administration.symbol, name: administration.name, isMemberState: administration.isMemberState,
        groups: AdministrationGroup.all.prefix(3).filter { $0.contains(administration) }.map(\.identifier),
        incomeGroup: administration.incomeGroup?.rawValue, ituRegion: administration.ituRegion,
        partition: .init(rawValue: administration.partition) ?? .otherDeveloping,
        filedRequests: populations.filedRequests[index], nationalRequests: populations.nationalRequests[index],
        populationInhabitants: administration.population)
    }
  }
}
