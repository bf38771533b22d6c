// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Filings
import Reporting
import Scenarios

/// Puts a scenario into the words of the results document.
struct ScenarioRecordBuilder {
  let problem: CoordinationProblem
  let populations: Populations
  /// Files that the result rests on, with their sizes.
  let inputs: [ResultsDocument.Scenario.InputFile]

  private var scenario: Scenario { problem.scenario }
  private var register: Register { problem.register }
  private var table: RegulatoryTable? { RegulatoryTable.edition(scenario.tableEdition) }

  func record(referencePolicy: String?) -> ResultsDocument.Scenario {
    ResultsDocument.Scenario(
      name: scenario.name, title: scenario.title, question: scenario.question, tableEdition: scenario.tableEdition,
      gridMilliDegrees: scenario.gridMilliDegrees, holdingUnit: unit,
      attribution: scenario.attribution.recorded,
      holdingDenominator: problem.unitsPerHolding > 1 ? problem.unitsPerHolding : nil,
      register: registerRecord, bands: bands, bandAssignmentText: assignmentText,
      seeds: [
        .init(name: ScenarioSeeds.bandAssignment, value: UInt64(scenario.bandAssignment.seed)),
        .init(name: ScenarioSeeds.ties, value: UInt64(scenario.tieBreakSeed)),
      ],
      latecomers: latecomers, entitlements: scenario.entitlements.map(\.identifier),
      populations: Populations.Identifier.allCases.reversed().map {
        .init(id: $0.rawValue, title: $0.title, members: populations.administrations(of: $0).count)
      },
      referencePolicy: referencePolicy, inputs: inputs)
  }

  private var unit: ResultsDocument.Scenario.HoldingUnit {
    switch scenario.holdingUnit {
    case .channels: .channels
    case .networks: .networks
    case .megahertz: .kilohertz
    }
  }

  private var registerRecord: ResultsDocument.Scenario.Register {
    .init(
      name: register.name, title: register.title, snapshot: register.snapshot.iso8601, sources: register.sources,
      networks: register.networks.count,
      nonPlannedNetworks: register.networks.filter { $0.procedure == .nonPlanned }.count,
      plannedNetworks: register.networks.filter { $0.procedure == .planned }.count,
      networksInUse: register.networks.filter { $0.isInUse(on: register.snapshot) }.count,
      administrations: register.administrations.count,
      memberStates: register.administrations.filter(\.isMemberState).count)
  }

  private var bands: [ResultsDocument.Scenario.Band] {
    scenario.bands.enumerated().map { index, band in
      let entry = table?.band(band.identifier)
      return .init(
        id: band.identifier, title: entry?.title ?? band.identifier, channels: band.channels,
        channelBandwidthKilohertz: band.channelBandwidthKilohertz, polarizations: band.polarizations,
        requiredSeparationMilliDegrees: band.requiredSeparationMilliDegrees,
        flexibilityMilliDegrees: band.flexibilityMilliDegrees,
        coordinationArcMilliDegrees: entry?.coordinationArcMilliDegrees.value,
        requests: problem.requests.filter { $0.band == index }.count)
    }
  }

  private var assignmentText: String {
    let assignment = scenario.bandAssignment
    let known = register.networks.filter { $0.channels != nil }.count
    let own =
      known == 0
      ? "The register states no frequencies."
      : "The register states the channels of \(NumberText.integer(known)) of "
        + "\(NumberText.integer(register.networks.count)) networks; those are used."
    return own + " Bands are drawn by weight, network by network, from a hash of the identifier and the seed "
      + "\(assignment.seed): outside the plans \(Self.words(assignment.nonPlanned)); under a plan "
      + "\(Self.words(assignment.planned)). \(demandText)"
  }

  private var demandText: String {
    let demands = scenario.bandAssignment.channels.filter { $0.weight > 0 }
    guard demands.count > 1 else {
      let one = demands.first?.name ?? "1"
      return "Every network asks for \(one) channel\(one == "1" ? "" : "s")."
    }
    return "Demands in channels are drawn likewise: "
      + Phrase.list(demands.map { "\($0.name) by a weight of \($0.weight)" }) + "."
  }

  private var latecomers: ResultsDocument.Scenario.Latecomers? {
    guard let latecomers = scenario.latecomers else { return nil }
    let count = problem.requests.filter { $0.kind == .national }.count
    return .init(
      requests: count,
      text:
        "One national request for each of \(NumberText.integer(count)) administrations, dated after everything in the register, for "
        + "\(latecomers.channels) channel\(latecomers.channels == 1 ? "" : "s"), at the allotment position of the plan that is "
        + "nearest to the administration, otherwise in the middle of the arc that its whole territory sees at "
        + "\(Thousandths.text(latecomers.minimumElevationMilliDegrees))° of elevation or more; bands by weight: "
        + "\(Self.words(latecomers.bands)).")
  }

  private static func words(_ weights: [Scenario.Weight]) -> String {
    let drawn = weights.filter { $0.weight > 0 }
    return drawn.count == 1 ? "all \(drawn[0].name)" : drawn.map { "\($0.name) \($0.weight)" }.joined(separator: ", ")
  }
}
