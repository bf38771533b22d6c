// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Coordination
import Fairness
import Reporting
import Scenarios

/// Puts one allocation, with its measures, into the words of the results document.
struct PolicyRecordBuilder {
  let populations: Populations
  let measures: MeasureBuilder
  let allocation: Allocation
  let ledger: Ledger

  private var problem: CoordinationProblem { populations.problem }

  init(populations: Populations, measures: MeasureBuilder, allocation: Allocation) {
    self.populations = populations
    self.measures = measures
    self.allocation = allocation
    ledger = Ledger(problem: populations.problem, allocation: allocation)
  }

  func record() -> ResultsDocument.Policy {
    let policy = allocation.policy
    let bases = Populations.Identifier.allCases.reversed().flatMap { population in
      problem.scenario.entitlements.map { (population, $0) }
    }
    return ResultsDocument.Policy(
      id: policy.name, title: policy.title, description: policy.description,
      family: .init(id: policy.family.rawValue, title: policy.family.title),
      ruleStanding: policy.standing.flatMap { .init(rawValue: $0.rawValue) }, source: policy.source,
      rules: PolicyWords.rules(policy, attribution: problem.scenario.attribution),
      stages: allocation.claims.indices.map { stage($0) },
      uniqueness: .init(
        verdict: .init(rawValue: allocation.uniqueness.rawValue) ?? .notExamined,
        sentence: PolicyWords.sentence(allocation.uniqueness, policy: policy)),
      counts: counts, standing: standing, holdings: holdings,
      organisationHoldings: ledger.organisations.map {
        .init(
          organisation: $0.symbol, networks: $0.account.networks, channels: $0.account.channels,
          holding: $0.account.holding)
      },
      measures: measures.measures(allocation, ledger: ledger, filedOnly: false),
      measuresWithoutLatecomers: problem.scenario.latecomers == nil
        ? [] : measures.measures(allocation, ledger: ledger, filedOnly: true),
      lorenz: bases.compactMap { lorenz($0.0, $0.1) }, decompositions: bases.compactMap { decomposition($0.0, $0.1) },
      arc: arc, isDecidedByLot: LotteryRecordBuilder.isDecidedByLot(policy),
      lottery: LotteryRecordBuilder(problem: problem, allocation: allocation).record(), optima: optima,
      warnings: warnings)
  }

  private func stage(_ index: Int) -> ResultsDocument.Policy.Stage {
    let claim = allocation.claims[index]
    return .init(
      kind: claim.kind.rawValue, name: claim.name,
      statement: PolicyWords.statement(claim, attribution: problem.scenario.attribution),
      claim: .init(rawValue: claim.strength.rawValue) ?? .feasible, value: claim.value, bound: claim.bound,
      unit: claim.unit,
      proof: .init(rawValue: claim.proof.rawValue) ?? .solver,
      welfare: WelfareStatement(claim: index, of: allocation, in: problem).map { WelfareWords.record($0) })
  }

  private var optima: ResultsDocument.Policy.Optima? {
    allocation.optima.map { optima in
      .init(
        count: optima.count,
        services: optima.services.map {
          .init(
            administration: problem.administrations[$0.administration],
            extent: .init(rawValue: $0.extent.rawValue) ?? .notExamined, serving: $0.serving)
        }, stages: optima.stages,
        grantedBefore: allocation.grants.count { $0.map { $0.stage < optima.stages.first ?? 0 } ?? false },
        grantedAfter: allocation.grants.count { $0.map { $0.stage > optima.stages.last ?? .max } ?? false },
        stageCount: allocation.plan.count)
    }
  }

  private var warnings: [ResultsDocument.Policy.Warning] {
    let gaps = allocation.policy.entitlementGaps(in: problem).map { gap in
      ResultsDocument.Policy.Warning(
        stage: gap.stage == nil ? 0 : allocation.number(ofStage: gap.name, line: gap.line), stageName: gap.name,
        text: gap.text)
    }
    let others = (allocation.partialWarnings(in: problem) + allocation.stageWarnings).map {
      ResultsDocument.Policy.Warning(stage: $0.stage, stageName: $0.name, text: $0.text)
    }
    return gaps + others
  }

  private var counts: ResultsDocument.Policy.Counts {
    var counts = ResultsDocument.Policy.Counts(
      requests: problem.requests.count, granted: 0, refused: 0, grantedFiled: 0, grantedNational: 0, grantedAsFiled: 0,
      grantedMoved: 0, requestedChannels: 0, grantedChannels: 0, totalDisplacementMilliDegrees: 0,
      coincidingWithUseToday: 0, refusedByReason: [])
    var coinciding = 0
    var reasons: [Decision.Reason: Int] = [:]
    for (index, request) in problem.requests.enumerated() {
      counts.requestedChannels += request.channels
      guard let grant = allocation.grants[index] else {
        counts.refused += 1
        reasons[allocation.decisions[index].reason, default: 0] += 1
        continue
      }
      counts.granted += 1
      counts.grantedChannels += request.channels
      if request.kind == .filed { counts.grantedFiled += 1 } else { counts.grantedNational += 1 }
      if request.isInUseToday { coinciding += 1 }
      let displacement = abs(grant.option.displacementMilliDegrees)
      counts.totalDisplacementMilliDegrees += displacement
      if displacement == 0 { counts.grantedAsFiled += 1 } else { counts.grantedMoved += 1 }
    }
    counts.coincidingWithUseToday = coinciding
    counts.refusedByReason = Decision.Reason.allCases.compactMap { reason in
      reasons[reason].map { .init(reason: reason.rawValue, count: $0) }
    }
    return counts
  }

  private var standing: ResultsDocument.Policy.StandingComparison {
    func standing(filedOnly: Bool) -> ResultsDocument.Policy.Standing {
      var result = ResultsDocument.Policy.Standing(served: 0, refused: 0, neverAsked: 0)
      for index in populations.administrations(of: .memberStates) {
        let account = ledger.administrations[index]
        let asked = populations.hasAsked[index]
        let granted = filedOnly ? account.filedHolding : account.holding
        if !asked.filed, filedOnly || !asked.national {
          result.neverAsked += 1
        } else if granted == 0 {
          result.refused += 1
        } else {
          result.served += 1
        }
      }
      return result
    }
    return .init(
      withLatecomers: standing(filedOnly: false), withoutLatecomers: standing(filedOnly: true),
      outsidePlans: standingOutsidePlans)
  }

  /// Standing by networks filed outside the plans alone; nil where the register has no plan entries.
  private var standingOutsidePlans: ResultsDocument.Policy.Standing? {
    guard problem.requests.contains(where: \.isPlanned) else { return nil }
    var asked = [Bool](repeating: false, count: problem.administrations.count)
    var served = asked
    for (index, request) in problem.requests.enumerated() where request.kind == .filed && !request.isPlanned {
      for part in problem.shares(of: index) {
        asked[part.administration] = true
        if allocation.grants[index] != nil { served[part.administration] = true }
      }
    }
    let members = populations.administrations(of: .memberStates)
    return .init(
      served: members.filter { served[$0] }.count, refused: members.filter { asked[$0] && !served[$0] }.count,
      neverAsked: members.filter { !asked[$0] }.count)
  }

  private var holdings: [ResultsDocument.Policy.Holding] {
    ledger.administrations.enumerated().map { index, account in
      .init(
        administration: problem.administrations[index], networks: account.networks, channels: account.channels,
        holding: account.holding, filedNetworks: account.filedNetworks, filedHolding: account.filedHolding)
    }
  }

  private func lorenz(
    _ population: Populations.Identifier, _ entitlement: Entitlement
  ) -> ResultsDocument.Policy.LorenzCurve? {
    let members = populations.members(of: population, entitlement: entitlement, group: nil)
    guard let holdings = measures.holdings(members, ledger: ledger, filedOnly: false),
      let curve = LorenzCurve(of: holdings)
    else { return nil }
    var floor: [ResultsDocument.Policy.LorenzCurve.Point] = []
    if Set(members.entitlements).count == 1 {
      let units = holdings.totalAmount
      let count = members.administrations.count
      let even = (0..<count).map { units / count + ($0 < count - units % count ? 0 : 1) }
      floor = (try? Holdings(even)).flatMap { LorenzCurve(of: $0) }?.recorded ?? []
    }
    return .init(
      population: population.rawValue, entitlement: entitlement.identifier, points: curve.recorded, floorPoints: floor)
  }

  private func decomposition(
    _ population: Populations.Identifier, _ entitlement: Entitlement
  ) -> ResultsDocument.Policy.Decomposition? {
    let members = populations.members(of: population, entitlement: entitlement, group: nil)
    let names = members.administrations.map { populations.attributes[$0].partition }
    guard let holdings = measures.holdings(members, ledger: ledger, filedOnly: false),
      let groups = GroupDecomposition(of: holdings, groups: names)
    else { return nil }
    return .init(
      population: population.rawValue, entitlement: entitlement.identifier, theilTotal: groups.theilT.total.quantity,
      theilBetween: groups.theilT.between.quantity, theilWithin: groups.theilT.within.quantity,
      groups: groups.groups.map {
        .init(
          group: $0.name, members: $0.count, membersWithNothing: $0.countWithNothing,
          entitlementShare: $0.entitlementShare.doubleValue, holdingShare: $0.amountShare.quantity,
          parityRatio: $0.parityRatio.quantity, medianParityRatio: $0.medianParityRatio.quantity, gini: $0.gini.quantity
        )
      }, exclusion: exclusion(holdings))
  }

  private func exclusion(_ holdings: Holdings) -> [ResultsDocument.Policy.Decomposition.Exclusion] {
    guard let parts = ExclusionDecomposition(of: holdings) else { return [] }
    return [
      .init(
        measure: Measure.gini.id, identity: "G = z + (1 − z) G₊", total: .init(parts.gini.total),
        exclusion: .init(parts.gini.exclusion), amongHolders: .init(parts.gini.amongHolders)),
      .init(
        measure: Measure.theilT.id, identity: "T = T₊ − ln(1 − z)", total: .init(parts.theilT.total),
        exclusion: .init(parts.theilT.exclusion), amongHolders: .init(parts.theilT.amongHolders)),
    ]
  }

  private var arc: [ResultsDocument.Policy.ArcStrip] {
    problem.scenario.bands.enumerated().map { band, entry in
      var grants: [ResultsDocument.Policy.ArcStrip.Grant] = []
      for (index, grant) in allocation.grants.enumerated() {
        guard let grant, problem.requests[index].band == band else { continue }
        grants.append(
          .init(positionMilliDegrees: grant.option.longitudeMilliDegrees, administration: problem.notifying[index]))
      }
      grants.sort { ($0.positionMilliDegrees, $0.administration) < ($1.positionMilliDegrees, $1.administration) }
      return .init(band: entry.identifier, grants: grants)
    }
  }
}

extension LorenzCurve {
  var recorded: [ResultsDocument.Policy.LorenzCurve.Point] {
    shares.map { .init(population: $0.population, held: $0.held) }
  }
}
